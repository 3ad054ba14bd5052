"""What is shown and printed: tables, documents and their layout."""

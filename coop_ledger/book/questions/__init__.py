"""Questions to a book, by subject: plain functions that return frozen rows."""

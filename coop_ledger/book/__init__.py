"""What is written and asked: one open book, and the only SQL."""

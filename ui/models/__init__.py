"""Models of the desktop."""

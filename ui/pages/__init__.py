"""Pages of the desktop."""

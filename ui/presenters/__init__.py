"""Presenters of the desktop."""

"""Dialogs of the desktop."""

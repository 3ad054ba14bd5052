"""The reports, one module each."""

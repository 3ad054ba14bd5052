"""Coop Ledger: the books of savings groups and soap cooperatives, offline."""

__version__ = "0.1.0"

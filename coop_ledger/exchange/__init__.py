"""What is brought in and sent out. A new export is a file here and a line in EXPORTS."""

from collections.abc import Callable, Iterator, Mapping

from coop_ledger.book.book import Book
from coop_ledger.exchange import csv_export, hledger, xlsx

EXPORTS: Mapping[str, Callable[[Book, str], Iterator[bytes]]] = {
    "hledger": hledger.journal,
    "csv": csv_export.journal,
    "xlsx": xlsx.journal,
    "savix": xlsx.savix,
}
"""The formats by their name on the command line: a book and a group ("" for all) to bytes."""

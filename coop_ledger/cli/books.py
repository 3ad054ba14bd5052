"""How commands reach a book, and how they write files without ever touching one.

The book is imported inside functions: help and refused options need no SQL.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_, _, fill

if TYPE_CHECKING:
    from coop_ledger.book.book import Book

_BESIDE = ("", "-wal", "-shm", "-journal")
_SQLITE = b"SQLite format 3\0"


def shown(target: str) -> str:
    """Return a book as it may be told: an address without its password."""
    return re.sub(r"(?<=://)([^:/@]+):[^/@]*@", r"\1:***@", target)


@contextmanager
def opened(target: str) -> "Iterator[Book]":
    """Open a book and close it again; raises BookRefused or BookInUse."""
    from coop_ledger.book.book import Book  # SQLAlchemy: half a second

    with Book.open(target) as book:
        yield book


def is_sound(book: "Book") -> bool:
    """Whether opening found nothing wrong; what it found is told on standard error."""
    for fault in book.store.faults:
        sentence = _("The book is not sound: {fault} `coop-ledger check` tells more.")
        print(fill(sentence, fault=str(fault)), file=sys.stderr)
    return not book.store.faults


def group_of(book: "Book", asked: str) -> str:
    """Return the group asked about: the only one of the book when none is named."""
    from coop_ledger.book.questions.groups import groups  # as above

    codes = [line.group for line in groups(book)]
    if asked in codes or (not asked and len(codes) == 1):
        return asked or codes[0]
    if not codes:
        raise Refusal(
            N_("There is no group in {value} yet: record one (group_founded)."),
            field="book",
            value=shown(book.store.target),
        )
    if asked:
        raise Refusal(
            N_("{field} is {value}: choose one of {choices}."),
            field="--group",
            value=asked,
            choices=", ".join(codes),
        )
    raise Refusal(
        N_("This book has several groups: add --group and one of {choices}."),
        field="--group",
        choices=", ".join(codes),
    )


def is_of_book(path: Path, book: str) -> bool:
    """Whether a file is the book or one of the files that SQLite keeps beside it.

    Opening and closing such a file would drop SQLite's locks on it (reliability.md 2.1).
    """
    place = path.absolute()
    if any(place == Path(book + end).absolute() for end in _BESIDE):
        return True
    return any(_same_file(place, Path(book + end)) for end in _BESIDE)


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def write_file(output: str, content: Iterable[bytes], book: str) -> None:
    """Write a file whole or not at all; `-` is standard output. Never over a book.

    Raises Refusal when the place is a book or cannot be written.
    """
    if output == "-":
        sys.stdout.flush()
        for part in content:
            sys.stdout.buffer.write(part)
        sys.stdout.buffer.flush()
        return
    path = Path(output)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    _refuse_book(path, book)
    try:
        with new.open("wb") as file:
            for part in content:
                file.write(part)
        new.replace(path)
    except OSError as error:
        raise Refusal(
            N_("{value} cannot be written ({said}): choose another place."),
            field="--output",
            value=output,
            said=error.strerror,
        ) from error
    finally:
        new.unlink(missing_ok=True)


def _refuse_book(path: Path, book: str) -> None:
    if is_of_book(path, book) or _begins_like_a_book(path):
        raise Refusal(
            N_("{value} is a book, and nothing is written over a book: choose another name."),
            field="--output",
            value=str(path),
        )


def _begins_like_a_book(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False

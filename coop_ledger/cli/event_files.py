"""Files of events: one JSON object a line, read strictly.

What a loose reader would take in silence is refused: a name twice in one object (the last would
win), NaN, numbers with decimals, text that is not UTF-8. Blank lines are skipped; a byte order
mark, and the UTF-16 that PowerShell writes, are read for what they are (reliability.md 6 G).
"""

import codecs
import io
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from coop_ledger.amounts import printable
from coop_ledger.cli.books import is_of_book
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_, _, fill

STANDARD_INPUT = "-"
LINE_MAX = 8 * 2**20  # bytes; a meeting of fifty members takes about 20,000
_DIGITS_MAX = 30  # far above 10^15, far below what would take time to read
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class EventFiles:
    """The events of several files in order; knows where the last one given out stands."""

    def __init__(self, names: Sequence[str], book: str):
        self.names = names
        self.book = book
        self.file = ""
        self.line = 0
        self.read = 0
        self.size = sum(_size(name) for name in names)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield one JSON object a line; raises Refusal where there is none."""
        for name in self.names:
            self.file, self.line = _shown(name), 0
            with _opened(name, self.book) as file:
                yield from self._events(file)

    def percent(self) -> int | None:
        """How much of the files was read, in hundredths; None when nobody knows their size."""
        return 100 * self.read // self.size if self.size else None

    def place(self, refusal: Refusal) -> str:
        """Return a refusal as one sentence that begins with its file, line and field."""
        said = str(refusal)
        where = [self.file]
        if self.line:
            where.append(fill(_("line {line}"), line=self.line))
        if refusal.field and not said.startswith(refusal.field):
            where.append(refusal.field)
        return fill(_("{where}: {said}"), where=", ".join(where), said=said)

    def _events(self, file: BinaryIO) -> Iterator[dict[str, Any]]:
        while raw := file.readline(LINE_MAX + 1):
            self.line += 1
            self.read += len(raw)
            if len(raw) > LINE_MAX:
                raise Refusal(N_("This line is longer than any event: write one event a line."))
            text = _decoded(raw.removeprefix(codecs.BOM_UTF8) if self.line == 1 else raw).strip()
            if text:
                yield read_event(text)


def read_event(text: str) -> dict[str, Any]:
    """Return the JSON object that a line says.

    Raises Refusal when it is none, or says something that another reader might take differently.
    """
    try:
        event = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise _not_json(text, error) from error
    except RecursionError as error:
        raise Refusal(N_("Brackets stand too deep within each other for an event.")) from error
    if not isinstance(event, dict):
        raise Refusal(
            N_('{text} is no event: write an object in braces, like {{"event": "cash_counted"}}.'),
            text=printable(text),
        )
    if "\\ud" in text.lower() and not _is_text(event):
        raise Refusal(N_("A character in this line is only half written: type the text again."))
    return event


class _NotWhole(str):
    """A number that no event holds, as it was written."""

    __slots__ = ()


def _integer(text: str) -> int | _NotWhole:
    return int(text) if len(text) <= _DIGITS_MAX else _NotWhole(text)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Refusal(
                N_("{field} stands twice in the same braces: keep the one that is right."),
                field=printable(name),
            )
        for item in value if isinstance(value, list) else (value,):
            if isinstance(item, _NotWhole):
                raise Refusal(
                    N_(
                        "{field} is {value}: write amounts as whole numbers, and rates and "
                        'quantities in quotes, like "2.5".'
                    ),
                    field=printable(name),
                    value=printable(item),
                )
        found[name] = value
    return found


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_float=_NotWhole, parse_int=_integer, parse_constant=_NotWhole
)


def _not_json(text: str, error: json.JSONDecodeError) -> Refusal:
    rest = printable(text[error.pos :], 20)
    if not rest:
        return Refusal(
            N_("The line ends before its last brace: write one whole event a line, in braces.")
        )
    return Refusal(
        N_("Column {column} is not JSON, at “{rest}”: write one event a line, in braces."),
        column=error.colno,
        rest=rest,
    )


def _is_text(event: dict[str, Any]) -> bool:
    try:
        json.dumps(event, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        raise Refusal(
            N_("After “{before}” the text is not UTF-8: save the file as UTF-8."),
            before=printable(before[-20:]),
        ) from error


@contextmanager
def _opened(name: str, book: str) -> Iterator[BinaryIO]:
    if name == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    path = Path(name)
    if is_of_book(path, book):
        raise Refusal(N_("This is the book itself: name a file of events."))
    try:
        with path.open("rb") as file:
            yield _as_utf8(file)
    except FileNotFoundError as error:
        raise Refusal(N_("There is no such file: correct its name.")) from error
    except IsADirectoryError as error:
        raise Refusal(N_("This is a folder: name a file of events.")) from error
    except OSError as error:
        raise Refusal(
            N_("This file cannot be read ({said}): copy it, and name the copy."),
            said=error.strerror,
        ) from error


def _as_utf8(file: io.BufferedReader) -> BinaryIO:
    """Return the file, or what it says in UTF-8 when its mark is that of UTF-16."""
    if not file.peek(2).startswith(_UTF16):
        return file
    try:
        return io.BytesIO(file.read().decode("utf-16").encode("utf-8"))
    except UnicodeError as error:
        raise Refusal(
            N_("The file begins as UTF-16 and goes on otherwise: save it as UTF-8.")
        ) from error


def _size(name: str) -> int:
    try:
        return 0 if name == STANDARD_INPUT else Path(name).stat().st_size
    except OSError:
        return 0


def _shown(name: str) -> str:
    return _("standard input") if name == STANDARD_INPUT else Path(name).name

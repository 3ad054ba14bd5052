"""A person's choices on this PC, which no book holds: language, look, printers, recent books.

They are one small JSON file. It is written whole or not at all, and a file that cannot be read
is put aside, never overwritten: the program then starts as if it were new.
"""

import contextlib
import dataclasses
import datetime
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from coop_ledger import i18n, paths

VERSION = 1
THEMES = ("light", "dark")
ZOOM_LEAST, ZOOM_MOST = 80, 250  # hundredths: reference/interface.md 1.2
RECENT_MAX = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One person's choices. `paper_formats` and `printers` go by the name of the paper.

    `book_names` and `book_used` go by the path of the book: its group's name as it was typed,
    and the ISO time it was closed.
    """

    language: str = "fr"
    theme: str = "light"
    zoom: int = 100
    recent_books: tuple[str, ...] = ()
    book_names: Mapping[str, str] = field(default_factory=dict)
    book_used: Mapping[str, str] = field(default_factory=dict)
    paper_formats: Mapping[str, str] = field(default_factory=dict)
    printers: Mapping[str, str] = field(default_factory=dict)
    backup_folder: str = ""
    azerty_digits: bool = False
    dorome: bool = True
    window: str = ""

    def opened(self, book: str) -> Self:
        """The same choices, with `book` first among the recent ones."""
        others = [recent for recent in self.recent_books if recent != book]
        return dataclasses.replace(self, recent_books=(book, *others)[:RECENT_MAX])

    def closed(self, book: str, name: str, at: datetime.datetime) -> Self:
        """The same choices, with what a recent book is called and when it was closed."""
        kept = set(self.recent_books) | {book}
        names = {**self.book_names, book: name}
        used = {**self.book_used, book: at.isoformat(timespec="seconds")}
        return dataclasses.replace(
            self,
            book_names={path: words for path, words in names.items() if path in kept},
            book_used={path: when for path, when in used.items() if path in kept},
        )

    def forgot(self, book: str) -> Self:
        """The same choices, with `book` no longer among the recent ones."""
        kept = tuple(recent for recent in self.recent_books if recent != book)
        return dataclasses.replace(self, recent_books=kept)

    def printed(self, paper: str, *, paper_format: str, printer: str = "") -> Self:
        """The same choices, remembering how `paper` was printed last."""
        return dataclasses.replace(
            self,
            paper_formats={**self.paper_formats, paper: paper_format},
            printers={**self.printers, paper: printer},
        )


def load(file: Path | None = None) -> Settings:
    """The choices in `file` (this person's, unless said), or the first choices of all."""
    file = file or paths.settings_file()
    try:
        return _read(json.loads(file.read_text(encoding="utf-8")))
    except OSError:  # not there yet, or held by another program: nothing says it is bad
        return Settings()
    except (ValueError, TypeError, RecursionError):
        return _put_aside(file)


def save(settings: Settings, file: Path | None = None) -> None:
    """Write the choices whole or not at all. Raises OSError when the disk refuses."""
    file = file or paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    content = {"version": VERSION, **dataclasses.asdict(settings)}
    new = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        with new.open("w", encoding="utf-8") as out:
            json.dump(content, out, ensure_ascii=False, indent=2)
            out.flush()
            os.fsync(out.fileno())
        new.replace(file)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def aside(file: Path) -> Path:
    """Where a file that could not be read is put."""
    return file.with_name(f"{file.name}.bad")


def _put_aside(file: Path) -> Settings:
    with contextlib.suppress(OSError):
        file.replace(aside(file))
    return Settings()


def _read(content: object) -> Settings:
    """The choices that may stand; one that may not is made anew, the others are kept."""
    if not isinstance(content, dict):
        raise TypeError
    choices: dict[str, Any] = {
        name: tuple(content[name]) if isinstance(content[name], list) else content[name]
        for name, allowed in _ALLOWED.items()
        if name in content and allowed(content[name])
    }
    return Settings(**choices)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_texts_by_name(value: object) -> bool:
    return isinstance(value, dict) and _is_texts([*value.values()])


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_yes_or_no(value: object) -> bool:
    return isinstance(value, bool)


_ALLOWED: Mapping[str, Callable[[Any], bool]] = {
    "language": lambda value: value in i18n.LANGUAGES,
    "theme": lambda value: value in THEMES,
    "zoom": lambda value: type(value) is int and ZOOM_LEAST <= value <= ZOOM_MOST,
    "recent_books": _is_texts,
    "book_names": _is_texts_by_name,
    "book_used": _is_texts_by_name,
    "paper_formats": _is_texts_by_name,
    "printers": _is_texts_by_name,
    "backup_folder": _is_text,
    "azerty_digits": _is_yes_or_no,
    "dorome": _is_yes_or_no,
    "window": _is_text,
}

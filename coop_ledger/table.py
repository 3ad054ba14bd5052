"""One neutral table for the screen, paper, CSV and spreadsheets.

A report builds a `Table`; each front decides how it looks. Cells hold raw
values (whole francs, dates, text), so sorting and export need no parsing.
"""

import datetime
import enum
from dataclasses import dataclass
from fractions import Fraction


class Kind(enum.Enum):
    """What a column holds, which decides alignment and format."""

    TEXT = "text"
    CODE = "code"
    DATE = "date"
    MONEY = "money"
    NUMBER = "number"
    RATIO = "ratio"


class Emphasis(enum.Enum):
    """How much a row stands out."""

    ITEM = "item"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


Cell = str | int | datetime.date | Fraction | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a stable key, the title a reader sees, and what it holds."""

    key: str
    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table.

    `origin` names where its figures come from ("member:12", "entry:45",
    "account:571"), so that a reader can ask why.
    """

    cells: tuple[Cell, ...]
    emphasis: Emphasis = Emphasis.ITEM
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A titled grid of raw values."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    subtitle: str = ""

"""A paper before it is drawn: frozen blocks of words and figures, no layout and no font.

A paper module turns answers into a `Document`; `layout` places its blocks on
pages and `pdf` writes them. Golden tests freeze the Document, because that is
where mistakes live. Sentences are already in the reader's language and
formatted; only grid cells hold raw values, so that a page can carry its sums
forward.
"""

import dataclasses
import datetime
import enum
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PaperSize:
    """A sheet in millimetres; a height of 0 is a roll, cut after its content."""

    name: str
    width: float
    height: float
    margin: float


A4 = PaperSize("A4", 210, 297, 12)
A4_LANDSCAPE = PaperSize("A4-landscape", 297, 210, 10)
A5 = PaperSize("A5", 148, 210, 10)
A5_LANDSCAPE = PaperSize("A5-landscape", 210, 148, 10)
A6 = PaperSize("A6", 105, 148, 8)
ROLL_80 = PaperSize("80mm", 80, 0, 4)
ROLL_58 = PaperSize("58mm", 58, 0, 5)


class Kind(enum.StrEnum):
    """What a grid column holds: it decides alignment and how a value is written."""

    TEXT = "text"
    CODE = "code"
    MONEY = "money"
    COUNT = "count"
    DRAWING = "drawing"
    ROOM = "room"


class Carry(enum.StrEnum):
    """What the foot of a full page carries to the next one."""

    NOTHING = "nothing"
    SUM = "sum"
    LAST = "last"


class Weight(enum.StrEnum):
    """How much a grid row stands out, which decides its face and its rules."""

    ITEM = "item"
    ASIDE = "aside"
    PLAIN = "plain"
    TOTAL = "total"
    BALANCE = "balance"


@dataclass(frozen=True, slots=True)
class Piece:
    """A note or a coin, drawn."""

    value: int


@dataclass(frozen=True, slots=True)
class Choices:
    """Letters in small rings, one to be marked by hand."""

    letters: str


@dataclass(frozen=True, slots=True)
class Stamps:
    """Shares as the passbook shows them: so many stamps, the rest of the boxes empty."""

    full: int
    of: int


@dataclass(frozen=True, slots=True)
class Boxes:
    """Empty boxes to be marked by hand."""

    of: int


@dataclass(frozen=True, slots=True)
class Square:
    """One box to be ticked by hand."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick: the program has checked what stands beside it."""


@dataclass(frozen=True, slots=True)
class Strong:
    """A cell that stands out of its column."""

    value: int | str


Drawing = Piece | Choices | Stamps | Boxes | Square | Tick
Cell = str | int | datetime.date | Drawing | Strong | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One grid column.

    `title` may hold a line break. `grows` takes the width that is left over and
    gives way first when the sheet is narrow. `width` (mm) fixes it. `ruled`
    draws a line on its left, where a hand will write.
    """

    title: str
    kind: Kind = Kind.TEXT
    grows: bool = False
    strong: bool = False
    ruled: bool = False
    width: float = 0.0
    carry: Carry = Carry.NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One grid row; None leaves a cell empty, 0 prints a dash."""

    cells: tuple[Cell, ...]
    weight: Weight = Weight.ITEM


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table that may run over pages.

    Rows are as high as the page allows between `row_least` and `row_most` (mm).
    `tail` are the blocks that must stand on the page of its last row: the
    signatures of the total that is signed.
    """

    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    totals: tuple[GridRow, ...] = ()
    row_least: float = 5.6
    row_most: float = 6.3
    size: float = 9.0
    fives: bool = True
    tail: tuple["Block", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The name of the paper, one line of facts under it, and what stands on the right.

    `growth` are two figures drawn in rings with an arrow between: what a share
    cost and what it is worth.
    """

    text: str
    facts: str = ""
    aside: tuple[str, ...] = ()
    growth: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading inside a paper, with its number in a ring when the eye must find it."""

    text: str
    aside: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """A label and a figure joined by dots; a strong one is a sum under a rule."""

    label: str
    figure: str
    strong: bool = False
    ticked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaders:
    """Lines of labels and figures, each `row` millimetres high."""

    lines: tuple[Leader, ...]
    row: float = 5.6


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Two columns of blocks."""

    left: tuple["Block", ...]
    right: tuple["Block", ...]
    left_share: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class BarPart:
    """One part of a bar, as long as its amount."""

    label: str
    figure: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a proof: its parts fill the width exactly."""

    caption: str
    total: str
    parts: tuple[BarPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofBars:
    """Bars of the same length one under the other: the same total, cut differently."""

    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One figure of an equation, its name above and its meaning below; `sign` stands before it."""

    label: str
    figure: str
    note: str
    sign: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """The one sum a paper stands on, framed."""

    number: str
    terms: tuple[Term, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A paragraph; **double stars** make bold, lines break at ordinary spaces only."""

    text: str
    size: float = 9.5
    ticked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One numbered sentence; the number hangs at its left."""

    number: str
    text: str
    size: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Remember:
    """Words to be said together, framed and large, with small lines on the right."""

    heading: str
    text: str
    asides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member: number in a ring, name, facts, and her figure, the largest on the page."""

    number: str
    name: str
    facts: str
    figure: str = ""
    figure_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Who came, by number: an empty mark is a tick, a letter is ringed."""

    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Someone who signs: an empty name is left to be written."""

    role: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """One frame for each signer: room to sign and an oval for the left thumb."""

    signers: tuple[Signer, ...]
    height: float = 31.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Beside a text, a box to tick when two papers agree, and the member's thumb."""

    text: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingLines:
    """Empty lines for a hand, under the names of what is to be written."""

    labels: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Blanks:
    """Words each followed by a line (mm) to be written on, and a small text on the right."""

    fields: tuple[tuple[str, float], ...]
    aside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Empty height in millimetres."""

    height: float


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Blocks that stay on one page."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One member's slip: operation, amount, money to count, place for her thumb.

    When she owes more than her share, `debt` and `debt_words` stand where the
    money would be.
    """

    number: str
    name: str
    facts: str
    lines: tuple[Leader, ...]
    amount: str
    words: str
    spoken: str
    pieces: tuple[tuple[int, int], ...]
    received_on: str
    code: str
    serial: str
    debt: str = ""
    debt_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slips:
    """A sheet of six slips to be cut apart."""

    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptForm:
    """What all receipts of one printing have in common; drawn once."""

    title: str
    amount_label: str
    signer_role: str
    signer: str
    signer_line: str
    keep: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """One thing paid: how the receipt words it, how the stub and the roll do, and its figure."""

    text: str
    figure: str
    note: str = ""
    short: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One receipt with its stub; on a roll, the same facts in the same order."""

    form: ReceiptForm
    number: str
    day: str
    moment: str
    occasion: str
    member: str
    name: str
    opening: str
    opening_note: str
    amount: str
    words: str
    spoken: str
    lines: tuple[ReceiptLine, ...]
    total_label: str
    total: str
    paid_out: tuple[ReceiptLine, ...]
    after: tuple[tuple[str, str], ...]
    after_line: str
    stub_title: str
    stub_foot: str
    code: str
    qr: str
    foot: str
    duplicate: str = ""
    duplicate_note: str = ""


Block = (
    Title
    | Section
    | Leaders
    | SideBySide
    | ProofBars
    | Equation
    | Prose
    | Point
    | Remember
    | Person
    | Attendance
    | Grid
    | Signatures
    | Agreement
    | WritingLines
    | Blanks
    | Gap
    | PageBreak
    | Together
    | Slips
    | Receipt
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands at the top of every page of a paper."""

    name: str
    place: str
    cycle: str
    period: str
    emblem: str = "box"
    title: str = ""
    title_note: str = ""
    qr: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """What stands at the bottom: the control code and what it rests on, when and by whom."""

    code: str
    rests_on: str
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One paper, ready to be laid out.

    `counted` are the receipt numbers whose printing is counted, so that the
    next one says that it is a duplicate.
    """

    paper: str
    title: str
    size: PaperSize
    language: str
    head: Head
    foot: Foot
    blocks: tuple[Block, ...]
    counted: tuple[str, ...] = ()


def as_json(value: Any) -> Any:
    """A document as plain JSON values, each block under its name, empty fields left out."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [as_json(item) for item in value]
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    fields = {
        field.name: as_json(getattr(value, field.name))
        for field in dataclasses.fields(value)
        if getattr(value, field.name) != field.default
    }
    return {type(value).__name__: fields}

"""The papers that can be printed: one entry here, one module beside, one line in `makers`."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from coop_ledger.i18n import N_
from coop_ledger.reports.document import (
    A4,
    A4_LANDSCAPE,
    A5,
    A5_LANDSCAPE,
    A6,
    ROLL_58,
    ROLL_80,
    Document,
    PaperSize,
)

if TYPE_CHECKING:
    from coop_ledger.book.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a paper may be asked about; `kind` says how a front reads it.

    `number` int · `member` a member's code · `text` a word · `fund` a fund's name · `cycle` a
    cycle's code · `day` a date.
    """

    name: str
    title: str
    kind: str
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """When and by whom a paper is printed, and on which size; None takes the usual one."""

    at: datetime.datetime
    by: str = ""
    size: PaperSize | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper: its name in the contract, its title, the sizes it can be printed on."""

    name: str
    title: str
    sizes: tuple[PaperSize, ...]
    parameters: tuple[Parameter, ...] = ()

    def make(
        self, book: "Book", group: str, printing: Printing, values: Mapping[str, Any] | None = None
    ) -> Document:
        """The paper of a group in the language spoken now; `values` by the parameters' names.

        Raises:
            Refusal: the book has nothing to print for these values.
        """
        # Questions and type are slow to load, and the window lists the papers before it needs them.
        from coop_ledger.reports.papers import makers

        size = printing.size or self.sizes[0]
        return makers.MAKERS[self.name](book, group, printing, size, **(values or {}))

    def size_named(self, name: str) -> PaperSize | None:
        """The size this paper has under a name of the command line ("A4", "80mm")."""
        return next((size for size in self.sizes if size.name.split("-")[0] == name), None)


_NUMBER: Final = Parameter(
    name="number", title=N_("Number of the receipt"), kind="number", required=True
)
_ENTRY: Final = Parameter(name="number", title=N_("Number of the entry"), kind="number")
_MEETING: Final = Parameter(name="number", title=N_("Number of the meeting"), kind="number")
_CYCLE: Final = Parameter(name="cycle", title=N_("Cycle"), kind="cycle")
_MEMBER: Final = Parameter(name="member", title=N_("Member"), kind="member")
_ON: Final = Parameter(name="on", title=N_("Day"), kind="day")
_PLAN: Final = Parameter(name="number", title=N_("Number of her plan"), kind="number")
_TONTINE: Final = Parameter(name="number", title=N_("Number of the tontine"), kind="number")
_DRAW: Final = Parameter(name="number", title=N_("Round the draw is for"), kind="number")
_RECEIPT_SIZES: Final = (A5_LANDSCAPE, ROLL_80, ROLL_58, A6)

PAPERS: Final = (
    Paper(name="receipt", title=N_("Receipt"), sizes=_RECEIPT_SIZES, parameters=(_NUMBER,)),
    Paper(
        name="receipts",
        title=N_("Receipts of a meeting"),
        sizes=_RECEIPT_SIZES,
        parameters=(_MEETING, _CYCLE),
    ),
    Paper(name="meeting-sheet", title=N_("Meeting sheet"), sizes=(A4_LANDSCAPE,)),
    Paper(
        name="meeting-minutes",
        title=N_("Minutes of a meeting"),
        sizes=(A4,),
        parameters=(_MEETING, _CYCLE),
    ),
    Paper(
        name="arrears-list",
        title=N_("Arrears and unpaid fines"),
        sizes=(A4,),
        parameters=(_ON,),
    ),
    Paper(
        name="member-statement",
        title=N_("Member's statement"),
        sizes=(A5, A4),
        parameters=(_MEMBER, _CYCLE),
    ),
    Paper(
        name="loan-agreement",
        title=N_("Loan agreement"),
        sizes=(A4,),
        parameters=(Parameter(name="loan", title=N_("Loan"), kind="text"),),
    ),
    Paper(name="loan-register", title=N_("Loan register"), sizes=(A4,), parameters=(_ON,)),
    Paper(name="overdue-list", title=N_("Late loans"), sizes=(A4,), parameters=(_ON,)),
    Paper(
        name="share-out-choices", title=N_("Ways of sharing out"), sizes=(A4,), parameters=(_ON,)
    ),
    Paper(
        name="share-out-statement",
        title=N_("Statement of the end-of-cycle share-out"),
        sizes=(A4,),
        parameters=(_CYCLE,),
    ),
    Paper(name="share-out-slips", title=N_("Share-out slips"), sizes=(A4,), parameters=(_CYCLE,)),
    Paper(
        name="share-out-register",
        title=N_("List to be signed at the share-out"),
        sizes=(A4,),
        parameters=(_CYCLE,),
    ),
    Paper(name="coin-plan", title=N_("Money to prepare"), sizes=(A4,), parameters=(_CYCLE,)),
    Paper(
        name="cash-book",
        title=N_("Cash book"),
        sizes=(A4,),
        parameters=(
            Parameter(name="fund", title=N_("Fund"), kind="fund"),
            Parameter(name="from_", title=N_("First day"), kind="day"),
            Parameter(name="to", title=N_("Last day"), kind="day"),
        ),
    ),
    Paper(
        name="claim-slip",
        title=N_("Claim slip for the health centre"),
        sizes=(A5, A4),
        parameters=(_ENTRY,),
    ),
    Paper(
        name="goods-list",
        title=N_("List of goods received"),
        sizes=(A4,),
        parameters=(_ENTRY,),
    ),
    Paper(name="trial-balance", title=N_("Trial balance"), sizes=(A4,), parameters=(_ON,)),
    Paper(name="savix-form", title=N_("SAVIX form"), sizes=(A4,), parameters=(_ON,)),
    Paper(
        name="group-card",
        title=N_("Group card"),
        sizes=(A4,),
        parameters=(
            _CYCLE,
            Parameter(name="meeting", title=N_("Meeting"), kind="number"),
            _ON,
        ),
    ),
    Paper(
        name="settlement-sheet",
        title=N_("Settlement sheet of who leaves"),
        sizes=(A5, A4),
        parameters=(
            _MEMBER,
            Parameter(name="reason", title=N_("Reason of the departure"), kind="text"),
        ),
    ),
    Paper(
        name="departure-minutes",
        title=N_("Minutes of a departure, an exclusion or a death"),
        sizes=(A4,),
        parameters=(_MEMBER,),
    ),
    Paper(
        name="loss-minutes",
        title=N_("Minutes of a theft or loss"),
        sizes=(A4,),
        parameters=(Parameter(name="number", title=N_("Number of the loss"), kind="number"),),
    ),
    Paper(
        name="delivery-plan",
        title=N_("Sheet of a delivery plan"),
        sizes=(A5, A4),
        parameters=(_MEMBER, _PLAN),
    ),
    Paper(
        name="delivery-settlement",
        title=N_("Settlement of a delivery plan"),
        sizes=(A5, A4),
        parameters=(_MEMBER, _PLAN),
    ),
    Paper(
        name="donor-report",
        title=N_("Donor's report of a year"),
        sizes=(A4,),
        parameters=(
            Parameter(name="year", title=N_("Calendar year"), kind="number"),
            Parameter(name="fund", title=N_("Fund"), kind="fund"),
        ),
    ),
    Paper(
        name="tontine-list",
        title=N_("Tontine: list of turns"),
        sizes=(A4_LANDSCAPE,),
        parameters=(_TONTINE,),
    ),
    Paper(
        name="tontine-sheet",
        title=N_("Tontine: list to be crossed by hand"),
        sizes=(A4_LANDSCAPE,),
        parameters=(_TONTINE,),
    ),
    Paper(
        name="tontine-draw",
        title=N_("Minutes of the draw of turns"),
        sizes=(A4,),
        parameters=(_DRAW,),
    ),
    Paper(name="rules", title=N_("Rules to sign"), sizes=(A4,), parameters=(_ON,)),
)


def paper_named(name: str) -> Paper | None:
    """The paper with a name of the contract."""
    return next((paper for paper in PAPERS if paper.name == name), None)


def count_printing(book: "Book", group: str, document: Document) -> None:
    """Count the receipts of a document once they are printed or saved; a preview is not counted."""
    # Only a front that prints needs the book's questions here.
    from coop_ledger.book.questions.receipts import note_printing

    if document.counted:
        note_printing(book, group, "receipt", document.counted)

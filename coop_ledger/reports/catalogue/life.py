"""A group's life: who left and with what, and what was stolen or lost."""

from collections.abc import Iterable

from coop_ledger import terms
from coop_ledger.book.book import Book
from coop_ledger.book.questions import life as questions
from coop_ledger.book.questions.life import Loss, SettlementSheet
from coop_ledger.i18n import N_, _, translate
from coop_ledger.table import Column, Emphasis, Kind, Row, Table

STATUS = {
    "active": N_("member"),
    "left": N_("has left"),
    "excluded": N_("excluded"),
    "deceased": N_("deceased"),
    "transferred": N_("gone to another group"),
}


def departures(book: Book, group: str) -> Table:
    """Return who left, the last one on top, with how each was settled."""
    sheets = questions.departures(book, group)
    return Table(
        title=_("Departures"),
        columns=(
            Column("member", _("No."), Kind.CODE),
            Column("name", _("Member")),
            Column("reason", _("Reason")),
            Column("date", _("Date"), Kind.DATE),
            Column("savings", _("Savings"), Kind.MONEY),
            Column("profit", _("Surplus"), Kind.MONEY),
            Column("settled", _("Set off"), Kind.MONEY),
            Column("kept", _("Kept"), Kind.MONEY),
            Column("net", _("Hers"), Kind.MONEY),
            Column("left_to_pay", _("Left to pay"), Kind.MONEY),
            Column("owes", _("Still owed"), Kind.MONEY),
        ),
        rows=(*map(_departure, sheets), _total(sheets)) if sheets else (),
    )


def _departure(sheet: SettlementSheet) -> Row:
    cells = (sheet.member, sheet.name, translate(STATUS[sheet.reason]), sheet.date)
    return Row((*cells, *_sums(sheet)), origin=f"member:{sheet.member}")


def _sums(sheet: SettlementSheet) -> tuple[int, ...]:
    owes = 0 if sheet.as_others else sheet.owes
    return (
        sheet.savings,
        sheet.profit,
        sheet.settled,
        sheet.kept,
        sheet.net,
        sheet.left_to_pay,
        owes,
    )


def _total(sheets: Iterable[SettlementSheet]) -> Row:
    totals = (sum(column) for column in zip(*map(_sums, sheets), strict=True))
    return Row((None, _("Total"), None, None, *totals), Emphasis.TOTAL)


def losses(book: Book, group: str) -> Table:
    """Return what was stolen or lost, the last on top."""
    return losses_table(questions.losses(book, group))


def losses_table(found: Iterable[Loss]) -> Table:
    """Return thefts and losses as a table."""
    rows = [
        Row(
            (
                loss.number,
                loss.date,
                str(terms.fund(loss.fund)),
                loss.circumstances,
                loss.reported_to or _("nobody yet"),
                loss.amount,
            ),
            origin=f"loss:{loss.number}",
        )
        for loss in found
    ]
    return Table(
        title=_("Thefts and losses"),
        columns=(
            Column("number", _("No."), Kind.NUMBER),
            Column("date", _("Date"), Kind.DATE),
            Column("fund", _("Fund")),
            Column("circumstances", _("Circumstances")),
            Column("reported_to", _("Reported to")),
            Column("amount", _("Amount"), Kind.MONEY),
        ),
        rows=tuple(reversed(rows)),
    )

"""Meetings that were held: the list, and one of them line by line."""

from collections.abc import Sequence

from coop_ledger import i18n, terms
from coop_ledger.book.book import Book
from coop_ledger.book.questions.answers import EntryLine, Meeting, MeetingLine
from coop_ledger.book.questions.journal import journal
from coop_ledger.i18n import _
from coop_ledger.table import Column, Kind, Row, Table
from ui.presenters.journal import mark, who


def list_table(lines: Sequence[MeetingLine]) -> Table:
    """Return the meetings of a cycle, the last one first."""
    return Table(
        title=_("Past meetings"),
        columns=(
            Column("number", _("No."), Kind.CODE),
            Column("date", _("Date")),
            Column("present", _("Present"), Kind.CODE),
            Column("in", _("Came in"), Kind.MONEY),
            Column("out", _("Went out"), Kind.MONEY),
            Column("difference", _("Difference"), Kind.MONEY),
        ),
        rows=tuple(
            Row(
                (
                    str(line.number),
                    i18n.long_day(line.date),
                    f"{line.present} / {line.members}",
                    line.in_ or None,
                    line.out or None,
                    line.difference or None,
                ),
                origin=f"meeting:{line.number}",
            )
            for line in reversed(lines)
        ),
    )


def entries_of(book: Book, group: str, held: Meeting) -> list[EntryLine]:
    """Return what a meeting recorded, in the order of its sheet."""
    day = journal(book, group, held.date, held.date)
    return [entry for entry in day.entries if entry.event == held.event]


def lines_table(entries: Sequence[EntryLine], names: dict[str, str]) -> Table:
    """Return the lines of one meeting."""
    return Table(
        title=_("What was recorded"),
        columns=(
            Column("line", _("Line"), Kind.CODE),
            Column("text", _("What it was")),
            Column("who", _("Who")),
            Column("amount", _("Amount"), Kind.MONEY),
        ),
        rows=tuple(
            Row(
                (
                    str(entry.line or ""),
                    " · ".join(filter(None, (entry.text, mark(entry)))),
                    who(entry, names),
                    entry.amount,
                ),
                origin=f"entry:{entry.number}",
            )
            for entry in entries
        ),
    )


def cash_words(held: Meeting) -> str:
    """Return what was counted in each box, and what differed."""
    parts = []
    for fund in held.funds:
        name = str(terms.fund(fund.fund))
        if fund.counted is None:
            sentence = _("{box}: {expected:money} expected, not counted")
        elif fund.difference:
            sentence = _("{box}: {expected:money} expected, {counted:money} counted ({reason})")
        else:
            sentence = _("{box}: {expected:money}, counted and right")
        parts.append(
            i18n.fill(
                sentence,
                box=name,
                expected=fund.expected,
                counted=fund.counted or 0,
                reason=fund.reason,
            )
        )
    return " · ".join(parts)

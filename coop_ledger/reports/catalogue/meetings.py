"""Meetings: one line each."""

from coop_ledger.book.book import Book
from coop_ledger.book.questions import meetings as questions
from coop_ledger.i18n import _
from coop_ledger.table import Column, Emphasis, Kind, Row, Table


def meeting_list(book: Book, group: str, cycle: str = "") -> Table:
    """Return the meetings of a cycle, the last cycle's if none is named."""
    lines = questions.meetings(book, group, cycle)
    return Table(
        title=_("Meetings"),
        columns=(
            Column("number", _("Meeting"), Kind.CODE),
            Column("date", _("Date"), Kind.DATE),
            Column("present", _("Present"), Kind.NUMBER),
            Column("members", _("Expected"), Kind.NUMBER),
            Column("in", _("In"), Kind.MONEY),
            Column("out", _("Out"), Kind.MONEY),
            Column("difference", _("Difference of the count"), Kind.MONEY),
        ),
        rows=(
            *(
                Row(
                    (
                        str(line.number),
                        line.date,
                        line.present,
                        line.members,
                        line.in_ or None,
                        line.out or None,
                        line.difference or None,
                    ),
                    origin=f"meeting:{line.number}",
                )
                for line in lines
            ),
            Row(
                (
                    _("Total"),
                    None,
                    None,
                    None,
                    sum(line.in_ for line in lines),
                    sum(line.out for line in lines),
                    sum(line.difference for line in lines),
                ),
                Emphasis.TOTAL,
            ),
        ),
    )

"""The accounts: trial balance, cash book, journal."""

import datetime
from collections.abc import Iterator

from coop_ledger.book.book import Book
from coop_ledger.book.questions import accounts, cash
from coop_ledger.book.questions import journal as journals
from coop_ledger.book.questions.answers import EntryLine
from coop_ledger.i18n import _, fill
from coop_ledger.reports.papers.common import fund_name
from coop_ledger.table import Column, Emphasis, Kind, Row, Table


def trial_balance(book: Book, group: str, on: datetime.date | None = None) -> Table:
    """Return where every account stands on a day."""
    found = accounts.trial_balance(book, group, on)
    rows = [
        Row(
            (line.account, line.name, line.debit or None, line.credit or None),
            origin=f"account:{line.account}",
        )
        for line in found.accounts
    ]
    total = (None, _("Total"), found.total_debit, found.total_credit)
    return Table(
        title=_("Trial balance"),
        columns=(
            Column("account", _("Account"), Kind.TEXT),
            Column("name", _("Name of the account")),
            Column("debit", _("Debit"), Kind.MONEY),
            Column("credit", _("Credit"), Kind.MONEY),
        ),
        rows=(*rows, Row(total, Emphasis.TOTAL)),
    )


def cash_book(
    book: Book,
    group: str,
    fund: str = "",
    from_: datetime.date | None = None,
    to: datetime.date | None = None,
) -> Table:
    """Return the money in and out of a fund's box, with what it held after each line."""
    found = cash.cash_book(book, group, fund, from_=from_, to=to)
    opening = (found.from_, None, _("Brought forward"), None, None, found.opening)
    rows = [
        Row(
            (
                line.date,
                str(line.number),
                _whose(line.text, line.member),
                line.in_ or None,
                line.out or None,
                line.balance,
            ),
            origin=f"entry:{line.number}",
        )
        for line in found.lines
    ]
    total = (found.to, None, _("Total"), found.total_in, found.total_out, found.closing)
    return Table(
        title=_("Cash book"),
        subtitle=fund_name(found.fund),
        columns=(
            Column("date", _("Date"), Kind.DATE),
            Column("number", _("Entry"), Kind.CODE),
            Column("text", _("What it was")),
            Column("in", _("In"), Kind.MONEY),
            Column("out", _("Out"), Kind.MONEY),
            Column("balance", _("In the box"), Kind.MONEY),
        ),
        rows=(Row(opening, Emphasis.SUBTOTAL), *rows, Row(total, Emphasis.TOTAL)),
    )


def _whose(text: str, member: str) -> str:
    whose = fill(_("member no. {member}"), member=member) if member else ""
    return " · ".join(filter(None, (text, whose)))


def journal(
    book: Book,
    group: str,
    from_: datetime.date | None = None,
    to: datetime.date | None = None,
) -> Table:
    """Return every entry, one line a posting."""
    found = journals.journal(book, group, from_=from_, to=to)
    rows = [row for entry in found.entries for row in _postings(entry)]
    debit = sum(entry.amount for entry in found.entries)
    total = (None, None, None, None, _("Total"), debit, debit)
    return Table(
        title=_("Journal"),
        columns=(
            Column("date", _("Date"), Kind.DATE),
            Column("number", _("Entry"), Kind.CODE),
            Column("text", _("What it was")),
            Column("account", _("Account")),
            Column("name", _("Name of the account")),
            Column("debit", _("Debit"), Kind.MONEY),
            Column("credit", _("Credit"), Kind.MONEY),
        ),
        rows=(*rows, Row(total, Emphasis.TOTAL)),
    )


def _postings(entry: EntryLine) -> Iterator[Row]:
    for posting in entry.postings:
        yield Row(
            (
                entry.date,
                str(entry.number),
                entry.text,
                posting.account,
                _whose(posting.name, posting.member),
                max(posting.amount, 0) or None,
                max(-posting.amount, 0) or None,
            ),
            origin=f"entry:{entry.number}",
        )

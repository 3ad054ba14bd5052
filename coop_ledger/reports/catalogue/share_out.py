"""The share-out: what each member gets."""

from coop_ledger.book.book import Book
from coop_ledger.book.questions import share_out as questions
from coop_ledger.book.questions.answers import ShareOut, ShareOutMember
from coop_ledger.i18n import _, fill
from coop_ledger.table import Column, Emphasis, Kind, Row, Table


def share_out(book: Book, group: str, cycle: str = "") -> Table:
    """Return a cycle's share-out: a simulation before the vote, the frozen result after it."""
    return share_out_table(questions.share_out(book, group, cycle=cycle))


def share_out_table(found: ShareOut) -> Table:
    """Return a share-out as a table; columns that hold nothing are left out."""
    subtitle = _("cycle {cycle}, decided on {day:day}") if found.decided else _("cycle {cycle}")
    columns = [
        (Column("member", _("No."), Kind.CODE), True),
        (Column("name", _("Member")), True),
        (Column("shares", _("Shares"), Kind.NUMBER), bool(found.total_shares)),
        (Column("savings", _("Savings"), Kind.MONEY), True),
        (Column("profit", _("Profit"), Kind.MONEY), True),
        (Column("gross", _("Her part"), Kind.MONEY), True),
        (Column("other", _("Other funds"), Kind.MONEY), any(m.other_funds for m in found.members)),
        (Column("loan", _("Loan kept back"), Kind.MONEY), bool(found.loans_deducted)),
        (Column("fines", _("Fines kept back"), Kind.MONEY), bool(found.fines_deducted)),
        (Column("seed", _("Put back"), Kind.MONEY), bool(found.seed_total)),
        (Column("paid", _("To receive"), Kind.MONEY), True),
        (Column("owes", _("Still owes"), Kind.MONEY), bool(found.owed_total)),
    ]
    kept = [place for place, (_column, wanted) in enumerate(columns) if wanted]
    return Table(
        title=_("Share-out"),
        subtitle=fill(subtitle, cycle=found.cycle, day=found.date),
        columns=tuple(columns[place][0] for place in kept),
        rows=(*(_member(line, kept) for line in found.members), _total(found, kept)),
    )


def _member(line: ShareOutMember, kept: list[int]) -> Row:
    cells = (
        line.member,
        line.name,
        line.shares,
        line.savings,
        line.profit,
        line.gross,
        line.other_funds or None,
        -line.loan_deducted or None,
        -line.fines_deducted or None,
        -line.seed or None,
        line.paid,
        line.owes or None,
    )
    return Row(tuple(cells[place] for place in kept), origin=f"member:{line.member}")


def _total(found: ShareOut, kept: list[int]) -> Row:
    members = found.members
    cells = (
        None,
        _("Total"),
        found.total_shares,
        sum(line.savings for line in members),
        sum(line.profit for line in members),
        sum(line.gross for line in members),
        sum(line.other_funds for line in members) or None,
        -found.loans_deducted or None,
        -found.fines_deducted or None,
        -found.seed_total or None,
        found.paid_total,
        found.owed_total or None,
    )
    return Row(tuple(cells[place] for place in kept), Emphasis.TOTAL)

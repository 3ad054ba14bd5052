"""A woman's statement adds up what she brought, and nothing that a reversal took back."""

import datetime

from coop_ledger.book.questions.answers import StatementLine
from coop_ledger.reports.papers.member_statement import _day

DAY = datetime.date(2026, 3, 5)


def line(kind: str, in_: int = 0, out: int = 0, undoes: str = "") -> StatementLine:
    return StatementLine(DAY, kind, in_, out, 0, 1, kind, 0, 0, None, 0, undoes)


def test_a_contribution_that_was_reversed_is_no_other_payment():
    paid = line("contribution_paid", in_=100)
    day = _day([paid, line("event_reversed", out=100, undoes="contribution_paid")])
    assert day.others == 0


def test_savings_brought_from_before_the_book_are_savings():
    day = _day([line("balances_opened", in_=25_000)])
    assert (day.brought, day.others) == (25_000, 0)


def test_savings_that_were_reversed_were_not_brought():
    bought = line("shares_bought", in_=500)
    day = _day([bought, line("event_reversed", out=500, undoes="shares_bought")])
    assert (day.brought, day.took) == (0, 0)

"""The trial balance: from the running balances now, from the postings on a day."""

import datetime
from collections import defaultdict
from typing import Any

from sqlalchemy import func, select

from coop_ledger.book import days
from coop_ledger.book.book import Book
from coop_ledger.book.questions.answers import AccountLine, TrialBalance
from coop_ledger.book.questions.common import account_name, group_number
from coop_ledger.book.schema import account, balance, posting


def trial_balance(book: Book, group: str = "", on: datetime.date | None = None) -> TrialBalance:
    """Return every account that moved, of one group or of the whole book."""
    with book.reading() as connection:
        number = group_number(connection, group) if group else None
        if on is None:
            rows = connection.execute(_leaves(number)).all()
            stands = {row.id: row.amount for row in rows}
        else:
            rows = connection.execute(_codes(number)).all()
            stands = dict(connection.execute(_sums_on(on)).all())
    totals: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        totals[row.code] += stands.get(row.id, 0)
    return _answer(totals)


def trial_balance_from_postings(book: Book, on: datetime.date | None = None) -> TrialBalance:
    """Return the same, added up from the postings of the whole book."""
    with book.reading() as connection:
        codes = dict(connection.execute(select(account.c.id, account.c.code)).all())
        sums = connection.execute(_sums_on(on)).all()
    totals: defaultdict[str, int] = defaultdict(int)
    for number, amount in sums:
        totals[codes[number]] += amount
    return _answer(totals)


def _answer(totals: dict[str, int]) -> TrialBalance:
    accounts = tuple(
        AccountLine(
            account=code,
            name=account_name(code),
            debit=max(total, 0),
            credit=max(-total, 0),
            balance=total,
        )
        for code, total in sorted(totals.items())
    )
    return TrialBalance(
        accounts=accounts,
        total_debit=sum(line.debit for line in accounts),
        total_credit=sum(line.credit for line in accounts),
    )


def _codes(number: int | None) -> Any:
    query = select(account.c.id, account.c.code)
    return query if number is None else query.where(account.c.group_id == number)


def _leaves(number: int | None) -> Any:
    query = select(account.c.id, account.c.code, balance.c.amount).join_from(account, balance)
    return query if number is None else query.where(account.c.group_id == number)


def _sums_on(on: datetime.date | None) -> Any:
    query = select(posting.c.account_id, func.sum(posting.c.amount)).group_by(posting.c.account_id)
    return query if on is None else query.where(posting.c.day <= days.to_number(on))

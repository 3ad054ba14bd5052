"""The trial balance: from the running balances now, from the postings on a day."""

import datetime
from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, func, select

from coop_ledger.book import days
from coop_ledger.book.book import Book
from coop_ledger.book.questions.answers import AccountLine, TrialBalance
from coop_ledger.book.questions.common import account_name, group_number
from coop_ledger.book.schema import account, balance, posting


def trial_balance(book: Book, group: str = "", on: datetime.date | None = None) -> TrialBalance:
    """Return every account that moved, of one group or of the whole book.

    Now it comes from the running balances, of a day from the postings.
    """
    with book.reading() as connection:
        asked = {"group": group_number(connection, group)} if group else {}
        statement = _NOW_OF_GROUP if group else _NOW
        if on is not None:
            statement = _ON_OF_GROUP if group else _ON
            asked["on"] = days.to_number(on)
        return _answer(connection.execute(statement, asked).all())


def trial_balance_from_postings(book: Book) -> TrialBalance:
    """Return the trial balance of the whole book, added up from its postings."""
    with book.reading() as connection:
        return _answer(connection.execute(_FROM_POSTINGS).all())


def _answer(totals: Iterable[tuple[str, int]]) -> TrialBalance:
    accounts = tuple(
        AccountLine(
            account=code,
            name=account_name(code),
            debit=max(total, 0),
            credit=max(-total, 0),
            balance=total,
        )
        for code, total in sorted((code, int(total)) for code, total in totals)
    )
    return TrialBalance(
        accounts=accounts,
        total_debit=sum(line.debit for line in accounts),
        total_credit=sum(line.credit for line in accounts),
    )


def _by_code(stands: Any, account_id: Any) -> Any:
    """Return the statement that adds up leaf accounts by the number of their account."""
    return (
        select(account.c.code, func.sum(stands.c.amount))
        .join_from(stands, account, account.c.id == account_id)
        .group_by(account.c.code)
    )


_leaves = select(posting.c.account_id, func.sum(posting.c.amount).label("amount")).group_by(
    posting.c.account_id
)
_all = _leaves.subquery()
_until = _leaves.where(posting.c.day <= bindparam("on")).subquery()
_of_group = account.c.group_id == bindparam("group")

# The covering index adds up each leaf; only the leaves are then joined to their account.
_FROM_POSTINGS = _by_code(_all, _all.c.account_id)
_ON = _by_code(_until, _until.c.account_id)
_ON_OF_GROUP = _ON.where(_of_group)
_NOW = _by_code(balance, balance.c.account_id)
_NOW_OF_GROUP = _NOW.where(_of_group)

"""The journal as hledger reads it, so that another program can prove our totals.

An account is `571 Caisse`; below it, after colons, what it is kept by: fund, place, member, loan.
The commodity and all accounts are declared, and the last transaction says what every account must
come to, so that `hledger check --strict` proves the file against our running balances. Tried with
hledger 1.25 (Debian 12).
"""

import datetime
import heapq
import re
from collections.abc import Iterator

from coop_ledger.book.book import Book
from coop_ledger.book.questions.accounts import trial_balance
from coop_ledger.book.questions.answers import EntryLine, PostingLine, TrialBalance
from coop_ledger.book.questions.common import account_name
from coop_ledger.domain.accounts import PLACE_OF, AccountType
from coop_ledger.domain.charts import CHARTS
from coop_ledger.exchange.entries import entries_of, groups_of
from coop_ledger.i18n import _, fill

COMMODITY = "XOF"
_TYPES = {
    AccountType.ASSET: "A",
    AccountType.LIABILITY: "L",
    AccountType.EQUITY: "E",
    AccountType.INCOME: "R",
    AccountType.EXPENSE: "X",
}
_ACCOUNTS = {code: account for chart in CHARTS.values() for code, account in chart.accounts.items()}
# What hledger would read as the end of a name or of a description.
_COLON, _MARKS = re.compile(r"\s*:\s*"), re.compile(r"[;|\s]+")


def journal(book: Book, group: str = "") -> Iterator[bytes]:
    """Yield one group, or the whole book, as an hledger journal."""
    with book.reading():
        for line in _lines(book, groups_of(book, group), group):
            yield f"{line}\n".encode()


def _lines(book: Book, groups: tuple[str, ...], group: str) -> Iterator[str]:
    said = _("Exported by Coop Ledger on {day:day}: {groups:list}.")
    yield f"; {fill(said, day=book.now(), groups=groups or ('–',))}"
    yield f"commodity 1000. {COMMODITY}"
    declared: dict[str, str] = {}
    last = datetime.date.min
    entries = [_of_group(book, code, alone=len(groups) == 1) for code in groups]
    for entry, code, above in heapq.merge(*entries, key=lambda found: found[0].date):
        yield ""
        yield from _transaction(entry, code, above, declared)
        last = max(last, entry.date)
    balances = trial_balance(book, group)
    yield ""
    yield from _declarations(declared, balances)
    if balances.accounts:
        yield ""
        yield from _proof(balances, last)


def _of_group(book: Book, code: str, *, alone: bool) -> Iterator[tuple[EntryLine, str, str]]:
    """Yield the entries of a group, its code, and the level it adds to accounts."""
    for entry in entries_of(book, code):
        yield entry, code, "" if alone else code


def _transaction(
    entry: EntryLine, group: str, above: str, declared: dict[str, str]
) -> Iterator[str]:
    event = f"{entry.event}.{entry.line}" if entry.line else str(entry.event)
    tags = [f"group:{group}", f"event:{event}", f"kind:{entry.kind}"]
    if entry.reverses is not None:
        tags.append(f"reverses:{entry.reverses}")
    text = _MARKS.sub(" ", entry.text).strip()
    yield f"{entry.date.isoformat()} * ({entry.number}) {text}  ; {', '.join(tags)}"
    for posting in entry.postings:
        account = _leaf(posting, above)
        declared.setdefault(account, posting.account)
        counted = "quantity" if posting.item else "shares"
        tag = f"  ; {counted}:{posting.quantity}" if posting.quantity else ""
        yield f"    {account}  {posting.amount} {COMMODITY}{tag}"


def _leaf(posting: PostingLine, above: str) -> str:
    levels = (
        *(above, posting.fund, posting.place, posting.member, posting.loan),
        posting.item,
    )
    below = [_COLON.sub("-", _MARKS.sub(" ", level)) for level in levels if level]
    return ":".join([_account(posting.account), *below])


def _account(code: str) -> str:
    """Return the name of an account at the top: its number and its name, on one level."""
    name = _COLON.sub(" – ", _MARKS.sub(" ", account_name(code))).strip()
    return f"{code} {name}"


def _declarations(declared: dict[str, str], balances: TrialBalance) -> Iterator[str]:
    tops = {_account(line.account): line.account for line in balances.accounts}
    for account, code in sorted((tops | declared).items()):
        kind = "C" if code in PLACE_OF else _TYPES[_ACCOUNTS[code].type]
        yield f"account {account}  ; type:{kind}"


def _proof(balances: TrialBalance, last: datetime.date) -> Iterator[str]:
    """Yield a transaction of nothing that asserts the balance of every account."""
    title = _("Balances of the book")
    yield f"{last.isoformat()} * {title}"
    for line in balances.accounts:
        yield f"    {_account(line.account)}  0 {COMMODITY} =* {line.balance} {COMMODITY}"

"""The accounts that events post to, by what they mean."""

from collections.abc import Iterable, Mapping

from coop_ledger.domain.accounts import (
    CONTRIBUTIONS,
    DONORS,
    DUES,
    FINES,
    GOODS,
    INTEREST,
    LOANS,
    OTHER_EXPENSE,
    PLACES,
    POT,
    RESTRICTED_FUNDS,
    SAVINGS,
    SUBSIDIES,
)
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import AccountKey, JournalEntry, Posting
from coop_ledger.domain.money import split
from coop_ledger.domain.records import LoanRecord, MemberRecord
from coop_ledger.domain.rules import Rules
from coop_ledger.domain.rules.loans import LoanProduct
from coop_ledger.i18n import N_

PLACE_NAMES = tuple(PLACES)
# How savings split at their source are rounded: 125 F in halves are 63 F and 62 F.
SPLIT_RULE = N_("the odd franc goes to the fund named first")


def entry_of(event: Event, *postings: Posting, text: str = "") -> JournalEntry:
    """Return the entry an event makes on its day."""
    return JournalEntry(event.type, event.date, postings, event.text or text)


def money(fund: str, place: str = "box") -> AccountKey:
    """The account of the money a fund keeps in a place."""
    return AccountKey(PLACES[place], fund, place)


def savings(fund: str, member: str) -> AccountKey:
    """The account of a member's savings in a fund."""
    return AccountKey(SAVINGS, fund, member=member)


def saved(
    event: Event, rules: Rules, member: str, amount: int, shares: int, place: str = "box"
) -> JournalEntry:
    """Return the entry of savings in, or out where below nothing; split where the rules say so.

    Shares are counted in one fund: the group's first, or the first of the split.
    """
    if not rules.split:
        return saved_in(event, rules.first_fund, member, amount, shares, place)
    counted_in = rules.first_fund if rules.first_fund in rules.split else next(iter(rules.split))
    sign = -1 if amount < 0 else 1
    parts = zip(rules.split, split(abs(amount), tuple(rules.split.values())), strict=True)
    postings: list[Posting] = []
    for fund, part in parts:
        quantity = shares if fund == counted_in else 0
        if part:
            postings.append(Posting(money(fund, place), sign * part))
            postings.append(Posting(savings(fund, member), -sign * part, quantity))
    return entry_of(event, *postings)


def saved_in(
    event: Event, fund: str, member: str, amount: int, shares: int, place: str
) -> JournalEntry:
    """Return the entry of savings in one fund, in or out."""
    return entry_of(
        event,
        Posting(money(fund, place), amount),
        Posting(savings(fund, member), -amount, shares),
    )


def contributions(rules: Rules, fund: str, member: str) -> AccountKey:
    """The account of contributions: income in the first fund, restricted in the others."""
    code = CONTRIBUTIONS if fund == rules.first_fund else RESTRICTED_FUNDS
    return AccountKey(code, fund, member=member)


def given_away(rules: Rules, fund: str, member: str) -> AccountKey:
    """The account of what a fund gives a member for good: an expense in the first fund.

    Of a donor's money it is first granted to her (`granted_of`), as at a milestone.
    """
    if rules.is_donors(fund):
        return AccountKey(SUBSIDIES, fund, member=member)
    if fund == rules.first_fund:
        return AccountKey(OTHER_EXPENSE, fund, member=member)
    return contributions(rules, fund, member)


def granted_of(
    event: Event, rules: Rules, fund: str, given: Iterable[Posting]
) -> tuple[JournalEntry, ...]:
    """Return the entry by which what a fund gives away is a donor's money, none for the group's.

    `given` are the postings to `given_away`. Account 1682 tells the donor what is left, and
    1683 keeps the member's name on what she was given.
    """
    if not rules.is_donors(fund):
        return ()
    named = [Posting(posting.account, -posting.amount) for posting in given]
    total = -sum(posting.amount for posting in named)
    return (entry_of(event, Posting(AccountKey(DONORS, fund), total), *named),)


def dues(fund: str, member: str) -> AccountKey:
    """The account of what a member owes besides loans: unpaid fines."""
    return AccountKey(DUES, fund, member=member)


def goods(fund: str, item: str) -> AccountKey:
    """The account of goods that a fund has bought and not given yet."""
    return AccountKey(GOODS, fund, item=item)


def pot(fund: str, member: str) -> AccountKey:
    """The account of what a member brought to a tontine and took from it."""
    return AccountKey(POT, fund, member=member)


def principal(loan: LoanRecord) -> AccountKey:
    """The account of a loan's principal."""
    return AccountKey(LOANS, loan.fund, member=loan.member, loan=loan.code)


def interest(loan: LoanRecord) -> AccountKey:
    """The account of the interest received on a loan."""
    return AccountKey(INTEREST, loan.fund, member=loan.member, loan=loan.code)


def penalty(loan: LoanRecord) -> AccountKey:
    """The account of what was paid for lateness on a loan."""
    return AccountKey(FINES, loan.fund, member=loan.member, loan=loan.code)


def fund_named(rules: Rules, fund: str) -> str:
    """Return the fund an event means: the first one when it names none."""
    if not fund:
        return rules.first_fund
    if fund not in rules.funds:
        raise Refusal(
            N_("{field} is {value}: the funds of this group are {funds}."),
            field="fund",
            value=fund,
            funds=", ".join(rules.funds),
        )
    return fund


def product_named(rules: Rules, name: str) -> LoanProduct:
    """Return a kind of loan, or refuse a name the rules do not have."""
    product = rules.loans.get(name)
    if product is None:
        raise Refusal(
            N_("{field} is {value}: the loans of this group are {products}."),
            field="product",
            value=name,
            products=", ".join(rules.loans) or "–",
        )
    return product


def active_member(facts: Facts, code: str, *, field: str = "member") -> MemberRecord:
    """Return a member who has not left."""
    member = facts.member(code, field=field)
    if member.status != "active":
        raise Refusal(
            N_("{name}, member {value}, has left the group: choose an active member."),
            field=field,
            value=code,
            name=member.name,
        )
    return member


def who_approves(facts: Facts, codes: Iterable[str]) -> None:
    """Refuse who approves a share-out and is gone, unless all are."""
    someone_is_there = any(member.status == "active" for member in facts.members())
    named = active_member if someone_is_there else Facts.member
    for code in codes:
        named(facts, code, field="approved_by")


def cash_counted_total(counted: Mapping[int, int] | int) -> int:
    """Return the francs of a count, given as pieces by denomination or as one amount."""
    if isinstance(counted, int):
        return counted
    return sum(denomination * pieces for denomination, pieces in counted.items())


def pieces_of(counted: Mapping[int, int] | int) -> dict[str, int]:
    """Return the pieces of a count by denomination, none when one amount was given."""
    if isinstance(counted, int):
        return {}
    return {str(denomination): pieces for denomination, pieces in counted.items() if pieces}

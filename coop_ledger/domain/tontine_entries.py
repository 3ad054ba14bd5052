"""The entries of a tontine: the pot's money by member, and the levy to its fund.

Account 1852 holds what each member brought less what she took; the money lies in the
tontine's own fund, so that no share-out ever touches it.
"""

from collections.abc import Iterable

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import AccountKey, JournalEntry, Posting
from coop_ledger.domain.posting_rules import contributions, dues, entry_of, money, pot
from coop_ledger.domain.rules import Rules
from coop_ledger.domain.tontine import Tontine, running
from coop_ledger.i18n import N_

Lines = list[tuple[AccountKey, int]]


def joined(event: Event, lines: Iterable[tuple[AccountKey, int]], text: str = "") -> JournalEntry:
    """Return one entry with one posting for each account; what comes to nothing is left out."""
    sums: dict[AccountKey, int] = {}
    for account, amount in lines:
        sums[account] = sums.get(account, 0) + amount
    return entry_of(
        event, *(Posting(account, amount) for account, amount in sums.items() if amount), text=text
    )


def contribution_to_pot(
    event: Event, facts: Facts, fund: str, member: str, amount: int, place: str
) -> JournalEntry | None:
    """Return the entry of a contribution to a tontine, None if the fund is no tontine's.

    The levy goes to its fund in the same entry.

    Raises:
        Refusal: she holds no hand in the tontine, or the amount fits no round.
    """
    tontine = running(facts, event.date)
    if tontine is None or tontine.record.fund != fund:
        return None
    levy, into = divided(facts, tontine, member, amount)
    return joined(event, _brought(facts.rules(event.date), tontine, member, levy, into, place))


def cover(
    event: Event, facts: Facts, tontine: Tontine, fund: str, member: str, amount: int, place: str
) -> JournalEntry:
    """Return the entry of a contribution that a fund advances and the member then owes to it."""
    levy, into = divided(facts, tontine, member, amount)
    return joined(
        event,
        [
            (dues(fund, member), amount),
            (money(fund, place), -amount),
            *_brought(facts.rules(event.date), tontine, member, levy, into, place),
        ],
    )


def divided(facts: Facts, tontine: Tontine, member: str, amount: int) -> tuple[int, int]:
    """Divide what a member brings into (levy, pot); refuse who holds no hand."""
    if member not in tontine.record.hands:
        raise Refusal(
            N_(
                "{name}, member {value}, holds no hand in this tontine: she can join when the next "
                "one starts."
            ),
            field="member",
            value=member,
            name=facts.member(member).name,
        )
    return tontine.divided(member, amount)


def to_fund(rules: Rules, fund: str, member: str, amount: int, place: str) -> Lines:
    """The postings of money that a tontine brings to another fund: a levy, a bid, a stake."""
    return [
        (money(fund, place), amount),
        (contributions(rules, fund, member), -amount),
    ]


def _brought(
    rules: Rules, tontine: Tontine, member: str, levy: int, into: int, place: str
) -> Lines:
    fund = tontine.record.fund
    return [
        (money(fund, place), into),
        (pot(fund, member), -into),
        *(to_fund(rules, tontine.record.levy_fund, member, levy, place) if levy else ()),
    ]

"""What is done with the funds' money: what each deed asks, its event, and what it changes."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from coop_ledger import i18n, terms
from coop_ledger.book.book import Book
from coop_ledger.book.questions.aid import AidOffer, offer_on
from coop_ledger.domain.accounts import GOODS, PLACE_OF, PLACES
from coop_ledger.domain.aid import helping
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.facts import Outcome
from coop_ledger.domain.goods import goods_in
from coop_ledger.domain.journal import AccountKey
from coop_ledger.i18n import N_, _, fill
from ui.presenters.funds import name_of, place_name

BOX = "box"
MOVE, AID, BUY, GIVE, COUNT, RECEIVE, PAY = "move", "aid", "buy", "give", "count", "receive", "pay"

TITLES: Mapping[str, str] = {
    MOVE: N_("Move money"),
    AID: N_("Help a member"),
    BUY: N_("Buy goods"),
    GIVE: N_("Give goods"),
    COUNT: N_("Count a box"),
    RECEIVE: N_("Other income"),
    PAY: N_("Expense"),
}
BUTTONS: Mapping[str, str] = {
    **TITLES,
    AID: N_("Help"),
    BUY: N_("Purchase"),
    COUNT: N_("Count"),
    RECEIVE: N_("Income"),
}
"""The same where room is short."""

ACCOUNTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    RECEIVE: (
        ("7582", N_("Sale, rent, other income")),
        ("704", N_("Gift")),
        ("711", N_("Grant")),
    ),
    PAY: (
        ("658", N_("Sundry expense")),
        ("605", N_("Purchase: notebooks, soap …")),
        ("618", N_("Transport")),
    ),
}
OF_EVENT: Mapping[str, str] = {
    "from": "source",
    "from_place": "source",
    "to": "target",
    "to_place": "target",
    "fee_borne_by": "bearer",
    "given": "each",
    "counted": "difference_reason",
    "decision": "decision",
}
"""The field on the screen under which a refusal of an event's field stands."""


@dataclass(slots=True, kw_only=True)
class Wanted:
    """What is typed of a deed, as far as it can be read; a purse is "fund/place"."""

    deed: str
    date: datetime.date
    fund: str = ""
    source: str = ""
    target: str = ""
    member: str = ""
    amount: int | None = None
    fee: int | None = None
    bearer: str = ""
    item: str = ""
    quantity: int | None = None
    stock: str = ""
    given: dict[str, int] = field(default_factory=dict)
    place: str = "box"
    account: str = ""
    text: str = ""
    reason: str = ""
    centre: str = ""
    pieces: dict[int, int] = field(default_factory=dict)
    difference_reason: str = ""
    approved_by: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """What one purse or heap of goods holds before and after a deed."""

    words: str
    before: str
    after: str


class FundDeeds:
    """The deeds of one group today; asked again whenever the book changed."""

    def __init__(self, book: Book, group: str, today: datetime.date) -> None:
        self.book, self.group, self.today = book, group, today
        with book.reading() as connection:
            self.facts = book.facts(connection, group)
            self.rules = self.facts.rules(today)

    # -- what may be chosen ------------------------------------------------------------------------

    def funds(self, deed: str = "") -> list[tuple[str, str]]:
        """Return the funds with what they hold; those that help come first for a help."""
        words = _("{fund} · {held:money} F")
        return [
            (name, fill(words, fund=name_of(name), held=self.held(name, deed)))
            for name in (helping(self.rules) if deed == AID else self.rules.funds)
        ]

    def held(self, fund: str, deed: str = "") -> int:
        """Return the money of a fund: of its box where that is counted, of all its places else."""
        return self.facts.cash(fund) if deed == COUNT else self.facts.cash_of(fund)

    def sources(self) -> list[tuple[str, str]]:
        """Return the purses that hold something, the fullest first."""
        purses = [(self.facts.cash(*purse), purse) for purse in self._purses()]
        return [
            (f"{fund}/{place}", _purse_words(fund, place, held))
            for held, (fund, place) in sorted(purses, key=lambda item: -item[0])
            if held > 0
        ]

    def targets(self, source: str) -> list[tuple[str, str]]:
        """Return every purse but the one the money leaves; those of its fund first."""
        leaves = source.partition("/")[0]
        purses = sorted(self._purses(), key=lambda purse: purse[0] != leaves)
        return [
            (f"{fund}/{place}", _purse_words(fund, place, self.facts.cash(fund, place)))
            for fund, place in purses
            if f"{fund}/{place}" != source
        ]

    def _purses(self) -> list[tuple[str, str]]:
        return [(fund, place) for fund in self.rules.funds for place in PLACES]

    def places(self, fund: str) -> list[tuple[str, str]]:
        """Return the places of a fund with what they hold."""
        return [
            (place, fill(_("{place} · {held:money} F"), place=place_name(place), held=held))
            for place, held in ((place, self.facts.cash(fund, place)) for place in PLACES)
        ]

    def stocks(self) -> list[tuple[str, str]]:
        """Return the goods there are to give, fund by fund."""
        return [
            (
                f"{fund}/{item}",
                fill(
                    _("{item} · {left:number} left · {fund}"),
                    item=item,
                    left=stock.quantity,
                    fund=name_of(fund),
                ),
            )
            for fund in self.rules.funds
            for item, stock in goods_in(self.facts, fund).items()
        ]

    def items(self) -> list[str]:
        """Return the names of goods that were ever bought."""
        return sorted({key.item for key in self.facts.leaves(GOODS)})

    def bears_fee(self, source: str) -> str:
        """Return who bears the fees of a fund by its rules: "fund" or "member"."""
        rule = self.rules.funds.get(source.partition("/")[0])
        return rule.fees if rule else "fund"

    def offer(self, fund: str, member: str, reason: str) -> AidOffer | None:
        """Return what a fund may give, None for a fund that is none."""
        if fund not in self.rules.funds:
            return None
        return offer_on(self.facts, self.today, fund, member, reason)

    def is_private(self, fund: str) -> bool:
        """Return whether the reasons of a fund are hidden."""
        rule = self.rules.funds.get(fund)
        return rule is not None and rule.sensitive

    # -- the event ---------------------------------------------------------------------------------

    def missing(self, wanted: Wanted) -> str:
        """Return what is still to be typed, as a question; "" when nothing is."""
        checks: Mapping[str, tuple[tuple[object, str], ...]] = {
            MOVE: (
                (wanted.source, _("There is no money to move.")),
                (wanted.amount, _("How much?")),
                (wanted.reason or not self._between_funds(wanted), _("Why? The group will ask.")),
            ),
            AID: (
                (wanted.member, _("Who is helped?")),
                (wanted.reason, _("What for?")),
                (wanted.amount, _("How much?")),
            ),
            BUY: (
                (wanted.item, _("What is bought?")),
                (wanted.quantity, _("How many?")),
                (wanted.amount, _("How much?")),
            ),
            GIVE: (
                (wanted.stock, _("There are no goods to give: buy some first.")),
                (wanted.given, _("Who receives, and how many?")),
            ),
            COUNT: (self._counted(wanted),),
            RECEIVE: ((wanted.amount, _("How much?")), (wanted.text, _("What was it?"))),
            PAY: ((wanted.amount, _("How much?")), (wanted.text, _("What was it?"))),
        }
        return next((words for known, words in checks[wanted.deed] if not known), "")

    def _counted(self, wanted: Wanted) -> tuple[object, str]:
        if wanted.place != BOX:
            return wanted.amount is not None, _("How much do they say there is?")
        known = wanted.pieces or not self.facts.cash(wanted.fund)
        return known, _("Count the notes and coins.")

    def _between_funds(self, wanted: Wanted) -> bool:
        return wanted.source.partition("/")[0] != wanted.target.partition("/")[0]

    def event(self, wanted: Wanted) -> dict[str, Any]:
        """Return the event that records the deed."""
        body = {
            MOVE: _move,
            AID: _aid,
            BUY: _buy,
            GIVE: _give,
            COUNT: _count,
            RECEIVE: _receive,
            PAY: _pay,
        }[wanted.deed](wanted)
        said = {"group": self.group, "date": wanted.date.isoformat(), **body}
        return {
            name: value
            for name, value in said.items()
            if name == "counted" or value not in (None, "", {})
        }

    # -- what it would do --------------------------------------------------------------------------

    def preview(self, wanted: Wanted) -> Outcome | Refusal:
        """Return what the book would do, or why it would refuse."""
        try:
            return self.book.preview(self.event(wanted))
        except Refusal as refusal:
            return refusal

    def effects(self, outcome: Outcome) -> list[Effect]:
        """Return what each purse and each heap of goods holds before and after."""
        moved: dict[AccountKey, list[int]] = {}
        for entry in outcome.entries:
            for key, amount, quantity in entry.postings:
                if key.code in PLACE_OF or key.code == GOODS:
                    sums = moved.setdefault(key, [0, 0])
                    sums[0] += amount
                    sums[1] += quantity
        return [self._effect(key, *sums) for key, sums in moved.items()]

    def _effect(self, key: AccountKey, amount: int, quantity: int) -> Effect:
        held = self.facts.balance(key)
        if key.code == GOODS:
            words = fill(_("{fund}, {item}"), fund=name_of(key.fund), item=key.item)
            before, after = held.quantity, held.quantity + quantity
            return Effect(words, i18n.number(before), i18n.number(after))
        words = fill(
            _("{fund}, {place}"), fund=name_of(key.fund), place=str(terms.place(key.place))
        )
        return Effect(words, i18n.money(held.amount), i18n.money(held.amount + amount))


def _purse_words(fund: str, place: str, held: int) -> str:
    return fill(
        _("{fund}, {place} · {held:money} F"),
        fund=name_of(fund),
        place=str(terms.place(place)),
        held=held,
    )


def moved(
    source: str, target: str, amount: int | None, *, fee: int | None, bearer: str = "", reason: str
) -> dict[str, Any]:
    """Return the event of money that goes from one purse ("health/bank") to another."""
    fund, _slash, place = source.partition("/")
    to_fund, _slash, to_place = target.partition("/")
    within = fund == to_fund
    event = {
        "event": "money_moved",
        "fund": fund,
        "from": place,
        "to": to_place if within else to_fund,
        "to_place": "" if within else to_place,
        "amount": amount,
        "fee": fee,
        "fee_borne_by": bearer if fee else "",
        "reason": reason,
    }
    return {name: value for name, value in event.items() if value not in (None, "")}


def _move(wanted: Wanted) -> dict[str, Any]:
    return moved(
        wanted.source,
        wanted.target,
        wanted.amount,
        fee=wanted.fee,
        bearer=wanted.bearer,
        reason=wanted.reason,
    )


def _aid(wanted: Wanted) -> dict[str, Any]:
    return {
        "event": "aid_granted",
        "fund": wanted.fund,
        "member": wanted.member,
        "amount": wanted.amount,
        "reason": wanted.reason,
        "place": wanted.place,
        "centre": wanted.centre,
        "approved_by": wanted.approved_by,
        "decision": wanted.decision,
    }


def _buy(wanted: Wanted) -> dict[str, Any]:
    return {
        "event": "goods_bought",
        "fund": wanted.fund,
        "item": wanted.item,
        "quantity": wanted.quantity,
        "amount": wanted.amount,
        "place": wanted.place,
    }


def _give(wanted: Wanted) -> dict[str, Any]:
    fund, _slash, item = wanted.stock.partition("/")
    return {"event": "goods_distributed", "fund": fund, "item": item, "given": wanted.given}


def _count(wanted: Wanted) -> dict[str, Any]:
    pieces = {str(value): count for value, count in wanted.pieces.items()}
    return {
        "event": "cash_counted",
        "fund": wanted.fund,
        "counted": wanted.amount if wanted.place != BOX else pieces,
        "place": "" if wanted.place == BOX else wanted.place,
        "difference_reason": wanted.difference_reason,
    }


def _other(event: str, wanted: Wanted) -> dict[str, Any]:
    return {
        "event": event,
        "fund": wanted.fund,
        "amount": wanted.amount,
        "account": wanted.account,
        "text": wanted.text,
        "place": wanted.place,
    }


def _receive(wanted: Wanted) -> dict[str, Any]:
    return _other("income_received", wanted)


def _pay(wanted: Wanted) -> dict[str, Any]:
    return _other("expense_paid", wanted)


# -- sentences -------------------------------------------------------------------------------------


def offer_in_words(offer: AidOffer) -> str:
    """Return what a fund may give, as a sentence under the amount."""
    if not offer.by_rule:
        return fill(_("The assembly decides; {cash:francs} are there."), cash=offer.cash)
    parts = []
    if offer.most is not None:
        parts.append(fill(_("{most:francs} at most"), most=offer.most))
    if offer.given:
        parts.append(fill(_("{given:francs} given to her in this cycle"), given=offer.given))
    if offer.keep:
        parts.append(fill(_("{keep:francs} must stay"), keep=offer.keep))
    return " · ".join(parts)


def fund_of(wanted: Wanted) -> str:
    """Return the fund that a deed is about."""
    purse = {MOVE: wanted.source, GIVE: wanted.stock}.get(wanted.deed, wanted.fund)
    return purse.partition("/")[0]


def said(refusal: Refusal) -> str:
    """Return a refusal as the screen says it: its buttons lead to the fields it names."""
    return str(refusal).replace(" (approved_by, decision)", "")


def amount_offered(refusal: Refusal) -> int:
    """Return the amount that a refusal says is possible, 0 when it says none."""
    for name in ("left", "most", "had"):
        amount = refusal.params.get(name, 0)
        if isinstance(amount, int) and amount > 0 and refusal.field == "amount":
            return amount
    return 0


def names_of(people: Iterable[Any]) -> list[tuple[str, str]]:
    """Return the number and name of each member, the nickname behind it."""
    return [
        (person.member, f"{person.name} ({person.nickname})" if person.nickname else person.name)
        for person in people
    ]

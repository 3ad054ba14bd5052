"""What is done with a tontine: what each deed asks, its event, and what it changes."""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coop_ledger import i18n, terms
from coop_ledger.book.book import Book
from coop_ledger.book.questions.common import names_of
from coop_ledger.domain.accounts import DUES, LEFT_TO_PAY, PLACE_OF, POT
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.facts import Outcome
from coop_ledger.domain.journal import AccountKey
from coop_ledger.domain.posting_rules import dues
from coop_ledger.domain.rotation import Rotation
from coop_ledger.domain.tontine import Tontine, cover_funds, running, stake
from coop_ledger.i18n import N_, _, fill
from ui.presenters.fund_deeds import Effect
from ui.presenters.funds import name_of

MOST_NAMED = 8
START, DRAW, TAKE, PAY = "start", "draw", "take", "pay"
COVER, REPAY, SWAP, PASS = "cover", "repay", "swap", "pass"
STAKE, END = "stake", "end"

TITLES: Mapping[str, str] = {
    START: N_("Start the tontine"),
    DRAW: N_("Draw the turns by lot"),
    TAKE: N_("Hand over the pot"),
    PAY: N_("Contribution to the tontine"),
    COVER: N_("Cover a missing contribution"),
    REPAY: N_("Pay back what a fund advanced"),
    SWAP: N_("Swap two turns"),
    PASS: N_("Pass hands on"),
    STAKE: N_("Entry stake"),
    END: N_("End the tontine"),
}
BUTTONS: Mapping[str, str] = {
    START: N_("Start the tontine"),
    DRAW: N_("Draw by lot"),
    TAKE: N_("Hand over the pot"),
    PAY: N_("Contribution"),
    COVER: N_("Cover"),
    REPAY: N_("Pay back"),
    SWAP: N_("Swap"),
    PASS: N_("Pass on"),
    STAKE: N_("Entry stake"),
    END: N_("End it"),
}
"""The deeds as the buttons of the page say them."""
OF_EVENT: Mapping[str, str] = {
    "winners": "places",
    "bids": "places",
    "bid": "places",
    "amounts": "places",
    "round": "places",
    "hands": "hands",
    "guarantors": "hands",
    "order": "hands",
    "with": "other",
    "to": "other",
    "consents": "agreed",
    "fund": "fund",
}
"""The field on the screen under which a refusal of an event's field stands."""


@dataclass(slots=True, kw_only=True)
class Wanted:
    """What is typed of a deed, as far as it can be read."""

    deed: str
    date: datetime.date
    member: str = ""
    other: str = ""
    amount: int | None = None
    fund: str = ""
    seed: str = ""
    reason: str = ""
    agreed: bool = False
    hands: dict[str, int] = field(default_factory=dict)
    guarantors: dict[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    winners: tuple[str, ...] = ()
    bids: dict[str, int] = field(default_factory=dict)
    amounts: dict[str, int] = field(default_factory=dict)


class TontineDeeds:
    """The deeds of one group's tontine today; asked again whenever the book changed."""

    def __init__(self, book: Book, group: str, today: datetime.date) -> None:
        self.book, self.group, self.today = book, group, today
        with book.reading() as connection:
            self.facts = book.facts(connection, group)
            self.rules = self.facts.rules(today)
            self.tontine: Tontine | None = running(self.facts, today)
            self.names = names_of(self.facts.members())
        self.active = [member.code for member in self.facts.members() if member.status == "active"]
        self.carnets = {member.code: member.carnets for member in self.facts.members()}

    # -- what can be done --------------------------------------------------------------------------

    def offered(self) -> list[str]:
        """Return the deeds that make sense now, the likeliest first."""
        found = self.tontine
        if found is None:
            return []
        if not found.stored:
            return [START, PAY, *([REPAY] if self.owing() else [])]
        drawing = found.record.order in ("lot", "lot_each_round")
        deeds = [TAKE, PAY] if not found.served else [END]
        if drawing and not found.served and not found.winners_due():
            deeds = [DRAW, *deeds]
        if self.cover_funds() and found.behind():
            deeds.append(COVER)
        if self.owing():
            deeds.append(REPAY)
        if len(set(found.record.turns[len(found.taken()) :])) > 1:
            deeds.append(SWAP)
        if found.record.entry and self.without_stake():
            deeds.append(STAKE)
        deeds += [] if found.served else [PASS, END]
        return deeds

    @property
    def in_order(self) -> bool:
        """Whether the order is agreed when the tontine starts."""
        rule = self.rules.tontine
        return rule is not None and rule.order == "fixed"

    @property
    def is_auction(self) -> bool:
        """Whether turns are bid for."""
        return self.tontine is not None and self.tontine.record.order == "auction"

    def places(self) -> int:
        """Return how many hands take the next round."""
        found = self.tontine
        return 0 if found is None or found.served else found.rotation.winners_of(found.next_round)

    def lot(self) -> int:
        """Return what a hand takes in the next round."""
        found = self.tontine
        return 0 if found is None or found.served else found.rotation.lot(found.next_round)

    def winners(self) -> tuple[str, ...]:
        """Return whose turn the next round is, where the order says so."""
        return () if self.tontine is None or self.tontine.served else self.tontine.winners_due()

    def people(self, deed: str) -> list[str]:
        """Return the members a deed may name, by number."""
        found = self.tontine
        if found is None:
            return []
        match deed:
            case "cover":
                return list(found.behind())
            case "repay":
                return self.owing()
            case "swap":
                still = found.record.turns[len(found.taken()) :]
                return [code for code in found.members if code in still]
            case "stake":
                return self.without_stake()
            case "pass":
                return [code for code in found.members if not found.won(code)]
        return found.members

    def coverable(self) -> list[str]:
        """Return who is behind and may be covered by a fund, but for whose turn it is."""
        found = self.tontine
        if found is None or not self.cover_funds():
            return []
        return [code for code in found.behind() if code not in self.winners()]

    def cover_funds(self) -> tuple[str, ...]:
        """Return the funds that may advance what is missing, the one meant first."""
        return cover_funds(self.rules, self.tontine) if self.tontine else ()

    def cover_fund(self) -> str:
        """Return the only fund that can cover, "" where there is a choice or none."""
        funds = self.cover_funds()
        return funds[0] if len(funds) == 1 else ""

    def _lenders(self) -> tuple[str, ...]:
        """The funds a member may owe by a tontine."""
        return (*self.cover_funds(), self.tontine.record.fund) if self.tontine else ()

    def owing(self) -> list[str]:
        """Return who owes a fund what it advanced, by number."""
        funds = self._lenders()
        owing = (
            key.member
            for key, balance in self.facts.leaves(DUES).items()
            if balance.amount and key.fund in funds
        )
        return list(dict.fromkeys(owing))

    def without_stake(self) -> list[str]:
        """Return who has not paid the entry stake."""
        found = self.tontine
        if found is None:
            return []
        return [code for code in found.members if not stake(self.facts, found.record.code, code)]

    def proposal(self, deed: str, member: str) -> int | None:
        """Return the amount that is likely meant for a member."""
        found = self.tontine
        if found is None or member not in found.record.hands:
            return None
        if deed == REPAY:
            return self._owed(member)[1] or None
        if deed == PAY and not found.to_pay(member):
            hands = found.record.hands[member]
            return found.record.contribution * hands
        return found.to_pay(member) or None

    def _owed(self, member: str) -> tuple[str, int]:
        """The first fund that a member owes by a tontine, and how much."""
        owed = ((fund, self.facts.balance(dues(fund, member)).amount) for fund in self._lenders())
        return next((each for each in owed if each[1]), ("", 0))

    def explain(self, deed: str, member: str) -> str:
        """Return the grey words under the amount: what she owes, what is ahead."""
        found = self.tontine
        if found is None or member not in found.record.hands:
            return ""
        return fill(
            _("to pay until round {round:number}: {to_pay:money} · paid ahead: {ahead:money}"),
            round=found.last_due,
            to_pay=found.to_pay(member),
            ahead=found.ahead(member),
        )

    def summary(self, hands: Mapping[str, int]) -> str:
        """Return what a tontine with these hands comes to: rounds, lot, the odd last round."""
        rule = self.rules.tontine
        if rule is None or sum(hands.values()) < rule.winners:
            return ""
        shape = Rotation(
            hands=hands,
            share=rule.share,
            levy=rule.levy,
            winners=rule.winners,
            recipient_pays=rule.recipient_pays,
        )
        words = [
            fill(
                _("{hands:number} hands, {rounds:number} rounds. Each takes {lot:francs}."),
                hands=shape.count,
                rounds=shape.rounds,
                lot=shape.lot(1),
            )
        ]
        if shape.full_rounds < shape.rounds:
            last = _(
                "The last round, with fewer winners, asks for {contribution:francs}: so every "
                "hand brings and takes the same."
            )
            contribution = shape.share_of(shape.rounds) + rule.levy
            words.append(fill(last, contribution=contribution))
        return " ".join(words)

    def rests(self) -> dict[str, int]:
        """Return what is left to be paid of pots that were short, by member."""
        if self.tontine is None:
            return {}
        held = self.facts.by_member(LEFT_TO_PAY, self.tontine.record.fund)
        return {member: -balance.amount for member, balance in held.items() if balance.amount < 0}

    def ending(self, date: datetime.date) -> str:
        """Return what the end would give back, leave to be paid and have owed, each by name."""
        found = self.tontine
        outcome = self.preview(Wanted(deed=END, date=date, reason="?"))
        if found is None or isinstance(outcome, Refusal):
            return ""
        left, owed = Counter(self.rests()), Counter[str]()
        late = Counter[str]()
        for entry in outcome.entries:
            for key, amount, _quantity in entry.postings:
                if key.code == LEFT_TO_PAY:
                    late[key.member] -= amount
                elif key.code == DUES:
                    owed[key.member] += amount
        back = {member: sum_ - late[member] for member, sum_ in found.credit.items() if sum_ > 0}
        said = [
            (_("Given back now: {who}."), back),
            (_("Still to be paid, each from her own page: {who}."), left + late),
            (_("Took more than they brought, and owe it to the tontine: {who}."), owed),
        ]
        words = [fill(text, who=self._each(sums)) for text, sums in said if any(sums.values())]
        return "\n".join(words) or _("Nothing is to be given back and nobody owes anything.")

    def _each(self, sums: Mapping[str, int]) -> str:
        """Names with their francs; of many the first, how many more, and the sum of all."""
        each = [f"{self.names[who]} {i18n.francs(sum_)}" for who, sum_ in sums.items() if sum_]
        if len(each) <= MOST_NAMED:
            return ", ".join(each)
        return fill(
            _("{names} and {more:number} others, {total:francs} in all"),
            names=", ".join(each[:MOST_NAMED]),
            more=len(each) - MOST_NAMED,
            total=sum(sums.values()),
        )

    # -- the event ---------------------------------------------------------------------------------

    def missing(self, wanted: Wanted) -> str:
        """Return what is still to be typed, as a question; "" when nothing is."""
        who, found = (wanted.member, _("Who?")), self.tontine
        checks: Mapping[str, tuple[tuple[object, str], ...]] = {
            START: ((wanted.hands, _("Who is in it, with how many hands?")),),
            DRAW: ((wanted.seed, _("Which number was read aloud?")),),
            TAKE: ((len(wanted.winners) == self.places(), _("Who takes?")),),
            PAY: (who, (wanted.amount, _("How much?"))),
            COVER: (
                who,
                (
                    wanted.fund or (found and found.record.covered_by),
                    _("Which fund advances it?"),
                ),
            ),
            REPAY: (who, (wanted.amount, _("How much?"))),
            SWAP: (
                who,
                (wanted.other, _("With whom?")),
                (wanted.agreed, _("Both must agree before the group.")),
            ),
            PASS: (who, (wanted.other, _("Who takes over?"))),
            STAKE: (who,),
            END: (
                (
                    wanted.reason or (found and found.served),
                    _("Why does it end now?"),
                ),
            ),
        }
        return next((words for known, words in checks[wanted.deed] if not known), "")

    def event(self, wanted: Wanted) -> dict[str, Any]:
        """Return the event that records the deed."""
        found = self.tontine
        member = {"member": wanted.member}
        bodies: Mapping[str, dict[str, Any]] = {
            START: {
                "event": "tontine_started",
                "hands": wanted.hands,
                "order": [*wanted.order],
                "guarantors": wanted.guarantors,
            },
            DRAW: {"event": "turns_drawn", "seed": wanted.seed},
            TAKE: {
                "event": "turn_taken",
                "round": found.next_round if found else 1,
                "winners": [*wanted.winners],
                "bids": wanted.bids,
                "amounts": wanted.amounts,
            },
            PAY: {
                "event": "contribution_paid",
                **member,
                "fund": found.record.fund if found else "",
                "amount": wanted.amount,
            },
            COVER: {
                "event": "turn_covered",
                **member,
                "amount": wanted.amount,
                "fund": wanted.fund,
            },
            REPAY: {
                "event": "due_paid",
                **member,
                "amount": wanted.amount,
                "fund": self._owed(wanted.member)[0],
            },
            SWAP: {
                "event": "turns_swapped",
                **member,
                "with": wanted.other,
                "consents": [wanted.member, wanted.other],
            },
            PASS: {"event": "hands_passed_on", **member, "to": wanted.other},
            STAKE: {"event": "entry_stake_paid", **member},
            END: {"event": "tontine_ended", "reason": wanted.reason},
        }
        said = {"group": self.group, "date": wanted.date.isoformat(), **bodies[wanted.deed]}
        return {name: value for name, value in said.items() if value not in (None, "", {}, [])}

    # -- what it would do --------------------------------------------------------------------------

    def preview(self, wanted: Wanted) -> Outcome | Refusal:
        """Return what the book would do, or why it would refuse."""
        try:
            return self.book.preview(self.event(wanted))
        except Refusal as refusal:
            return refusal

    def effects(self, outcome: Outcome) -> Sequence[Effect]:
        """Return what each purse and each member's account stands at before and after."""
        moved: dict[AccountKey, int] = {}
        for entry in outcome.entries:
            for key, amount, _quantity in entry.postings:
                if key.code in PLACE_OF or key.code in (POT, DUES, LEFT_TO_PAY):
                    moved[key] = moved.get(key, 0) + amount
        return [self._effect(key, amount) for key, amount in moved.items()]

    def _effect(self, key: AccountKey, amount: int) -> Effect:
        held = self.facts.balance(key).amount
        sign = -1 if key.code in (POT, LEFT_TO_PAY) else 1
        before, after = sign * held, sign * (held + amount)
        name = self.names.get(key.member, key.member)
        if key.code in PLACE_OF:
            words = fill(
                _("{fund}, {place}"), fund=name_of(key.fund), place=str(terms.place(key.place))
            )
        elif key.code == POT:
            words = fill(_("{name}: brought less taken"), name=name)
        elif key.code == DUES:
            words = fill(_("{name}: owes to {fund}"), name=name, fund=name_of(key.fund))
        else:
            words = fill(_("{name}: left to be paid to her"), name=name)
        return Effect(words, i18n.money(before), i18n.money(after))

"""The share-out before the vote and after it: checks, choices with their price, envelopes, closing.

Until the vote everything is a simulation; what was chosen and counted is a draft of the book, and
so are the ticks of the envelopes handed over, which a power cut leaves where they were.
"""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coop_ledger import terms
from coop_ledger.amounts import BadText
from coop_ledger.book.book import Book
from coop_ledger.book.questions.answers import ShareOut, ShareOutMember
from coop_ledger.book.questions.loans import loans
from coop_ledger.book.questions.share_out import share_out
from coop_ledger.book.questions.share_out_choices import ShareOutChoices, share_out_choices
from coop_ledger.domain import coins
from coop_ledger.domain.accounts import DUES, GOODS
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.periods import add_months
from coop_ledger.domain.records import CycleRecord, ShareOutRecord
from coop_ledger.domain.share_out_basis import own_funds
from coop_ledger.i18n import N_, _, fill, ngettext
from ui.presenters import share_out_words as words_of
from ui.presenters.new_loan import Check, State
from ui.presenters.share_out_rounding import rounding_of, rounding_value, rounding_words

NEXT = "next_cycle"
WISHES = ("seed", "goods", "unpaid")


@dataclass(frozen=True, slots=True)
class Compared:
    """One choice with its price: its value, its words, the figures beside it."""

    value: str
    words: str
    figures: tuple[int, ...]


def read_numbers(text: str, known: Collection[str]) -> tuple[str, ...]:
    """Return members named by their numbers, "1 4 10", each once; raises BadText for a stranger."""
    named = tuple(dict.fromkeys(text.replace(",", " ").split()))
    for code in named:
        if code not in known:
            raise BadText(
                N_("No member has the number {text}. Type their numbers, like 3 8."),
                field="approved_by",
                text=code,
            )
    return named


class ShareOutWork:
    """One cycle's share-out, as far as it is."""

    def __init__(self, book: Book, group: str, today: datetime.date) -> None:
        self.book, self.group, self.today = book, group, today
        with book.reading() as connection:
            self.facts = book.facts(connection, group)
            cycles = self.facts.cycles()
            self.cycle: CycleRecord | None = cycles[-1] if cycles else None
            self.rules = self.facts.rules(today)
            decided = self.cycle and self.facts.record("share_out", self.cycle.code)
        self.open = self.cycle is not None and self.cycle.closed_on is None
        self.decided = isinstance(decided, ShareOutRecord)
        self.cells = book.drafts.load(self.draft)

    @property
    def draft(self) -> str:
        """The name of the draft that holds what was chosen, counted and handed over."""
        return f"share_out:{self.group}:{self.cycle.code if self.cycle else ''}"

    @property
    def shares_nothing(self) -> bool:
        """Whether only the cycle ends: by the rules every fund is kept."""
        return self.rules.shares_nothing and not self.decided

    def text(self, cell: str) -> str:
        """Return what a cell of the draft holds."""
        return self.cells.get(cell, "")

    def keep(self, cell: str, text: str) -> None:
        """Keep what was chosen, counted or ticked."""
        if self.text(cell) != text:
            self.cells[cell] = text
            self.book.drafts.keep(self.draft, cell, text)

    # -- what was chosen ---------------------------------------------------------------------------

    @property
    def method(self) -> str:
        """The method chosen, the rules' if none was."""
        return self.text("method") or self.rules.share_out.method

    @property
    def rounding(self) -> str:
        """The rounding chosen, in its short form."""
        rule = self.rules.share_out.rounding
        mine = "exact" if rule.kind == "exact" else f"{rule.kind}:{rule.step}"
        return self.text("rounding") or mine

    @property
    def remainder(self) -> str:
        """Where the remainder goes."""
        rule = self.rules.share_out.remainder
        return self.text("remainder") or (NEXT if rule == self.rules.first_fund else rule)

    def remainders(self) -> list[tuple[str, str]]:
        """Return where the remainder may go."""
        funds = [name for name in own_funds(self.rules) if name != self.rules.first_fund]
        return [(NEXT, _("the next cycle")), *((name, str(terms.fund(name))) for name in funds)]

    @property
    def pieces(self) -> dict[int, int]:
        """The notes and coins counted."""
        pairs = (pair.split(":") for pair in self.text("counted").split())
        return {int(value): int(count) for value, count in pairs}

    def count(self, pieces: Mapping[int, int]) -> None:
        """Keep what was counted."""
        self.keep("counted", " ".join(f"{value}:{count}" for value, count in pieces.items()))

    @property
    def counted(self) -> int:
        """The cash counted, in francs."""
        return coins.value_of(self.pieces)

    def expected(self) -> int:
        """Return what the boxes that are shared should hold, in francs."""
        shared = (n for n, rule in self.rules.funds.items() if rule.share_out != "kept")
        names = {self.rules.first_fund, *shared}
        with self.book.reading() as connection:
            facts = self.book.facts(connection, self.group)
            return sum(facts.cash(name) for name in names)

    def seed(self) -> dict[str, int]:
        """Return what each member puts back: her own wish, or the same amount for each.

        The same for each goes only where her part reaches it.
        """
        text = self.text("seed")
        amount = int(text) if text.isdigit() else 0
        own = self.wishes("seed")
        if not amount:
            return {member: wish for member, wish in own.items() if wish}
        plain = self._simulated({})
        active = {member.code for member in self.facts.members() if member.status == "active"}
        alike = {
            m.member: amount
            for m in plain.members
            if m.member in active and m.net - m.goods - m.unpaid >= amount
        }
        return {member: wish for member, wish in (alike | own).items() if wish}

    def wishes(self, name: str) -> dict[str, int]:
        """Return what members were typed one by one: "seed", "goods" or "unpaid"."""
        cells = ((cell.partition(":"), text) for cell, text in self.cells.items())
        return {
            at[2]: int(text) for at, text in cells if at[0] == name and text.isdigit() and at[1]
        }

    def _wished(self, name: str) -> dict[str, int]:
        return {member: amount for member, amount in self.wishes(name).items() if amount}

    def wish(self, member: str, name: str, amount: int | None) -> None:
        """Keep what a member puts back, takes in goods or is left to be paid; None forgets it."""
        self.keep(f"{name}:{member}", "" if amount is None else str(amount))

    @property
    def owed_by(self) -> datetime.date | None:
        """The day by which what is still owed is due, as the assembly decides."""
        text = self.text("owed_by")
        return datetime.date.fromisoformat(text) if text else None

    def goods_left(self) -> int:
        """Return the cost of the goods of the fund that no member takes, in francs."""
        with self.book.reading() as connection:
            facts = self.book.facts(connection, self.group)
            held = facts.total(GOODS, fund=self.rules.first_fund)
        return held - sum(self._wished("goods").values())

    # -- what it gives -----------------------------------------------------------------------------

    def result(self) -> ShareOut:
        """Return the frozen result after the vote, what the choices give before it; may refuse."""
        return self._simulated({} if self.decided else self.seed())

    def _simulated(self, seed: Mapping[str, int]) -> ShareOut:
        return share_out(
            self.book,
            self.group,
            cycle=self.cycle.code if self.cycle else "",
            on=self.today,
            method=self.method,
            rounding=rounding_of(self.rounding),
            remainder=self.remainder,
            seed=seed,
            goods=self._wished("goods"),
            unpaid=self._wished("unpaid"),
            owed_by=self.owed_by,
        )

    def choices(self, member: str = "") -> ShareOutChoices:
        """Return every method with the rounding chosen, every rounding with the method; may refuse."""
        return share_out_choices(
            self.book,
            self.group,
            on=self.today,
            method=self.method,
            rounding=rounding_of(self.rounding),
            member=member,
        )

    def compared(self, found: ShareOutChoices) -> list[Compared]:
        """Return what each possible method gives to who gets least and to who gets most."""
        return [
            Compared(one.method, str(terms.share_out_method(one.method)), (one.lowest, one.highest))
            for one in found.methods
            if not one.refused
        ]

    def roundings(self, found: ShareOutChoices) -> list[Compared]:
        """Return what each rounding costs: pieces of money, small coins, what remains."""
        return [
            Compared(value, rounding_words(value), (one.pieces or 0, one.small or 0, one.remainder))
            for one in found.roundings
            for value in (rounding_value(one.rounding),)
        ]

    # -- may it be -----------------------------------------------------------------------------------

    def checks(self) -> list[Check]:
        """Return what should be looked at before sharing, what blocks first."""
        return sorted(self._checks(), key=lambda check: check.state)

    def _checks(self) -> Iterator[Check]:
        assert self.cycle is not None, "there is a cycle to share"
        half = self.book.drafts.names(f"meeting:{self.group}:")
        state = State.ASKS if half else State.HOLDS
        words = _("half typed, not recorded") if half else _("all recorded")
        yield Check(_("Meetings"), words, state)
        ends = self.cycle.ends
        early = words_of.early(self.today, ends)
        yield Check(
            _("Day of the share-out"),
            fill(_("planned on {day:day}"), day=ends),
            State.ASKS if early else State.HOLDS,
            early,
        )
        result = self._planned()
        loss = words_of.loss(result) if result else ""
        if result is not None and loss:
            value = fill(_("{loss:money} F"), loss=-result.profit)
            yield Check(_("Loss"), value, State.ASKS, loss)
        count, owed = self.loans_out()
        words = ngettext(
            "{n:number} loan, {owed:money} F",
            "{n:number} loans, {owed:money} F",
            count,
        )
        yield Check(
            _("Loans not repaid"),
            fill(words, n=count, owed=owed) if count else _("none"),
            State.ASKS if count else State.HOLDS,
            words_of.debts(result) if count and result else "",
        )
        yield from self._checks_of_money(result)

    def _planned(self) -> ShareOut | None:
        try:
            return self.result()
        except Refusal:
            return None

    def loans_out(self) -> tuple[int, int]:
        """Return how many loans are not repaid today, and what is owed of them in francs."""
        found = loans(self.book, self.group, status="open", on=self.today)
        return len(found), sum(loan.owed.total for loan in found)

    def _notes(self, result: ShareOut | None) -> list[tuple[str, int]]:
        """Return what lies in the fund or is owed to it otherwise, where there is any."""
        if result is None:
            return []
        notes = (
            (_("Contributions not paid, kept back"), result.dues_deducted),
            (_("Savings given back to those who left"), result.given_back),
            (_("Goods of the fund that nobody takes"), self.goods_left()),
            (_("Money of others in the box, not shared"), result.not_shared),
        )
        return [(words, amount) for words, amount in notes if amount]

    def _checks_of_money(self, result: ShareOut | None) -> Iterator[Check]:
        with self.book.reading() as connection:
            facts = self.book.facts(connection, self.group)
            fines, fund = facts.total(DUES), self.rules.first_fund
            box, everywhere = facts.cash(fund), facts.cash_of(fund)
        words = fill(_("{fines:money} F kept back"), fines=fines) if fines else _("none")
        yield Check(_("Fines not paid"), words, State.NOTES if fines else State.HOLDS)
        for name, amount in self._notes(result):
            yield Check(name, fill(_("{amount:money} F"), amount=amount), State.NOTES)
        away = everywhere - box
        words = fill(_("{away:money} F to bring into the box first"), away=away)
        state = State.ASKS if away else State.HOLDS
        yield Check(_("Money outside the box"), words if away else _("none"), state)

    # -- deeds ---------------------------------------------------------------------------------------

    def _common(self) -> dict[str, Any]:
        return {"group": self.group, "date": self.today.isoformat()}

    def difference_event(self, reason: str) -> dict[str, Any]:
        """Return the event that records what was counted, with the reason of a difference."""
        return {
            "event": "cash_counted",
            "fund": self.rules.first_fund,
            "counted": {str(value): count for value, count in self.pieces.items()},
            "difference_reason": reason,
            **self._common(),
        }

    def vote_event(self, approved_by: Iterable[str]) -> dict[str, Any]:
        """Return the event of the vote: choices, count and who approved."""
        assert self.cycle is not None, "there is a cycle to share"
        event = {
            "event": "share_out_decided",
            "cycle": self.cycle.code,
            "method": self.method,
            "rounding": rounding_of(self.rounding),
            "remainder": self.remainder,
            "approved_by": list(approved_by),
            "seed": self.seed(),
            "goods": self._wished("goods"),
            "unpaid": {
                member: amount for member, amount in self.wishes("unpaid").items() if amount
            },
            "owed_by": self.owed_by.isoformat() if self.owed_by else "",
            "counted": {str(value): count for value, count in self.pieces.items()},
        }
        kept = {name: value for name, value in event.items() if value not in ({}, "")}
        return kept | self._common()

    def reopening_event(self, reason: str, approved_by: Iterable[str]) -> dict[str, Any]:
        """Return the event that takes the vote back, answered for by two members."""
        return {
            "event": "event_reversed",
            "reverses": self.result().event,
            "reason": reason,
            "approved_by": list(approved_by),
            **self._common(),
        }

    def closing_events(
        self, cycle: str, ends: datetime.date | None, *, keeps: bool = False
    ) -> list[dict[str, Any]]:
        """Return the events that close the cycle, if it is open, and open the next one.

        `keeps` puts what was not handed over back into the box, to each one's name.
        """
        events: list[dict[str, Any]] = []
        kept = self.not_handed(self.result()) if keeps and self.cycle and self.decided else {}
        if kept and self.cycle is not None:
            told = {"event": "envelopes_kept", "cycle": self.cycle.code, "kept": kept}
            events.append(told | self._common())
        if self.cycle is not None and self.open:
            events.append({"event": "cycle_closed", "cycle": self.cycle.code, **self._common()})
        if ends is not None:
            opened = {"event": "cycle_opened", "cycle": cycle, "ends": ends.isoformat()}
            # What was put back buys shares at the price of the new cycle.
            events.append(opened | {"convert": True} | self._common())
        return events

    def next_cycle(self) -> tuple[str, datetime.date]:
        """Return the name of the next cycle and its planned share-out, as proposed."""
        code = self.cycle.code if self.cycle else "0"
        named = str(int(code) + 1) if code.isdigit() else f"{code}-2"
        months = 12
        if self.cycle is not None:
            months = max(round((self.cycle.ends - self.cycle.opened).days / 30.4), 1)
        return named, add_months(self.today, months)

    # -- handing over --------------------------------------------------------------------------------

    def handed(self, member: str) -> bool:
        """Return whether a member's envelope was handed over, whole."""
        return self.text(f"paid:{member}") == "1"

    def part_handed(self, member: str) -> int | None:
        """Return the part of her envelope that was handed over, None where none was typed."""
        text = self.text(f"part:{member}")
        return int(text) if text.isdigit() else None

    def tick(self, member: str) -> None:
        """Note that an envelope was handed over, or take it back."""
        self.keep(f"part:{member}", "")
        self.keep(f"paid:{member}", "" if self.handed(member) else "1")

    def hand_part(self, member: str, amount: int | None) -> None:
        """Note that only a part of an envelope was handed over; None forgets it."""
        self.keep(f"paid:{member}", "")
        self.keep(f"part:{member}", "" if amount is None else str(amount))

    def forget_handing(self) -> None:
        """Forget every tick and part: the envelopes are back in the box."""
        for cell in [*self.cells]:
            if cell.startswith(("paid:", "part:")) or cell in ("at", "typing"):
                self.keep(cell, "")

    def is_seen(self, member: str) -> bool:
        """Return whether an envelope was dealt with: handed over, or a part of it."""
        return self.handed(member) or self.part_handed(member) is not None

    def left_to_hand(self, result: ShareOut) -> list[ShareOutMember]:
        """Return the members whose envelope is still on the table."""
        return [m for m in result.members if m.paid > m.kept and not self.is_seen(m.member)]

    def not_handed(self, result: ShareOut) -> dict[str, int]:
        """Return what was not handed over of the envelopes, in francs by member."""
        left = {
            m.member: m.paid - m.kept - (self.part_handed(m.member) or 0)
            for m in result.members
            if not self.handed(m.member)
        }
        return {member: amount for member, amount in left.items() if amount > 0}

    def on_the_table(self, result: ShareOut) -> int:
        """Return what is still to be handed over now, in francs."""
        return sum(m.paid - m.kept for m in self.left_to_hand(result))

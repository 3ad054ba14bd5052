"""The columns of what members bring: contributions, shares, amounts; late, early, for this meeting."""

from collections.abc import Sequence

from coop_ledger.amounts import BadText, Unusual, far_above, parse_amount, parse_count
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.events.saving import no_whole_shares
from coop_ledger.domain.money import split
from coop_ledger.domain.posting_rules import SPLIT_RULE
from coop_ledger.domain.tontine import PotDue
from coop_ledger.i18n import N_, fill, money, ngettext, number, translate
from ui.presenters.meeting_column import (
    AWAY,
    NONE_GIVEN,
    NOTHING,
    Column,
    Event,
    Meant,
    Note,
    note_of,
)
from ui.presenters.meeting_opening import Attendee, Opening, fund_title

AHEAD_MOST = 60  # meetings to come that one sum may be brought for


class Contribution(Column):
    """What each one brings to a fund: solidarity, health, the pot …

    What she pays counts for what she owes, the oldest first, then for what is to come.
    """

    def __init__(self, opening: Opening, fund: str) -> None:
        super().__init__(opening)
        self.fund = fund
        self.key = f"fund.{fund}"
        self._pot = opening.pot[1] if opening.pot[0] == fund else None  # the round's of a tontine

    @property
    def title(self) -> str:
        """The heading."""
        return fund_title(self.fund)

    def _behind(self, woman: Attendee) -> int:
        """What she owes of before: of the rounds of a tontine, or of the meetings."""
        if self._pot is not None:
            return self._pot.get(woman.code, PotDue()).behind
        return woman.behind(self.fund)

    def read(self, woman: Attendee, text: str, attendance: str) -> Meant:
        """Return a contribution."""
        if text.strip() in NOTHING:
            return NONE_GIVEN
        amount = parse_amount(text, arithmetic=True)
        return self._meant(
            woman,
            amount,
            {
                "event": "contribution_paid",
                "member": woman.code,
                "fund": self.fund,
                "amount": amount,
            },
        )

    def _asked_in_all(self, woman: Attendee) -> int:
        if self._pot is not None:
            return self._pot.get(woman.code, PotDue()).today
        return self.opening.rules.funds[self.fund].contribution * woman.carnets

    def _asked(self, woman: Attendee) -> int:
        return max(self._asked_in_all(woman) - woman.ahead(self.fund), 0)

    def proposal(self, woman: Attendee, attendance: str) -> str:
        """Return what the rules ask of whoever came, less what she brought ahead."""
        asked = self._asked(woman)
        return money(asked) if asked and attendance not in AWAY else ""

    def whole(self, woman: Attendee, attendance: str) -> str:
        """Return what is asked today and what she owes of before."""
        asked = self._asked(woman) + self._behind(woman)
        return money(asked) if asked and attendance not in AWAY else ""

    def note(self, woman: Attendee, figure: int | None = None) -> Note:
        """Return what she owes of before or brought ahead, and what will be left once it is typed."""
        owed = self._behind(woman) - woman.ahead(self.fund)
        if figure is not None:
            owed += self._asked_in_all(woman) - figure
        return note_of(owed, money(abs(owed)))

    def usual(self, woman: Attendee) -> Sequence[int]:
        """Return her last amounts; who pays what she owes is not asked whether she means it."""
        return () if self._behind(woman) else super().usual(woman)

    def doubt(self, woman: Attendee, amount: int) -> Unusual | None:
        """Ask about five times what is asked with what she owes, but where she often brings it."""
        often = max(super().usual(woman), default=0)
        asked = max(self._asked_in_all(woman), self._asked(woman) + self._behind(woman))
        return far_above(amount, asked) if amount > often else None

    def _round_paid(self, woman: Attendee) -> str:
        """Why nothing is asked: the round is paid, and the next begins once its pot is given."""
        due = self._pot.get(woman.code) if self._pot is not None else None
        if due is None or due.today:
            return ""
        sentence = N_(
            "round {round:number} is paid: the next one is asked for once its pot is handed over"
        )
        return fill(translate(sentence), round=due.round)

    def explain(self, woman: Attendee, text: str, attendance: str) -> str:
        """Return what she owes of before with the key that takes it, or what is ahead."""
        standing, behind = woman.standings.get(self.fund), self._behind(woman)
        if standing is not None and standing.ahead:
            return fill(translate(N_("{ahead:money} brought ahead")), ahead=standing.ahead)
        if not behind:
            return self._round_paid(woman)
        if standing is None:
            owed = fill(translate(N_("{owed:money} owed of the rounds before")), owed=behind)
        else:
            sentence = ngettext(
                "{owed:money} owed of before, {missed:number} meeting",
                "{owed:money} owed of before, {missed:number} meetings",
                standing.missed,
            )
            owed = fill(sentence, owed=behind, missed=standing.missed)
        whole = self.whole(woman, attendance)
        return f"{owed} · {fill(translate(TAB_TAKES), whole=whole)}" if whole else owed


TAB_TAKES = N_("Tab takes {whole}")


class Saving(Column):
    """What she saves; more than this meeting takes makes up for those she missed.

    Where all save the same, what is left then is brought ahead, meeting by meeting.
    """

    key = "saving"

    @property
    def rule_least(self) -> int:
        """The least of one passbook, in shares or francs."""
        return self.opening.rules.saving.minimum

    def already(self, woman: Attendee) -> int:
        """Return what counts for this meeting already, in shares or francs."""
        raise NotImplementedError

    def said(self, quantity: int) -> str:
        """Return a number of shares, or an amount, as it is read."""
        raise NotImplementedError

    def parsed(self, text: str) -> int:
        """Return what is typed. Raises BadText."""
        raise NotImplementedError

    def allot(self, woman: Attendee, brought: int) -> list[tuple[int | None, int]]:
        """Return what is for each meeting: None is this one.

        First this meeting, to the most (to the least where there is no most); then those she
        missed, the oldest before; the rest is for those to come where all save the same, and
        for this one elsewhere.
        """
        rule = self.opening.rules.saving
        least = rule.minimum * woman.carnets
        most = least if rule.maximum is None else rule.maximum * woman.carnets
        today = min(brought, max(most - self.already(woman), 0))
        parts: list[tuple[int | None, int]] = []
        rest = brought - today
        for missed in woman.missed:
            part = min(rest, missed.left if missed.room is None else missed.room)
            rest -= part
            parts.append((missed.meeting, part))
        if rule.equal and least:
            for meeting in self._to_come():
                part = min(rest, max(least - woman.to_come.get(meeting, 0), 0))
                rest -= part
                parts.append((meeting, part))
        return [(None, today + rest), *parts] if today + rest else parts

    def _to_come(self) -> range:
        return range(self.opening.number + 1, self.opening.number + 1 + AHEAD_MOST)

    def events(self, woman: Attendee, brought: int) -> list[Event]:
        """Return an event for each meeting that something is brought for."""
        field = "shares" if self.opening.rules.saving.unit == "share" else "amount"
        name = "shares_bought" if field == "shares" else "savings_deposited"
        return [
            {"event": name, "member": woman.code, field: part}
            | ({} if meeting is None else {"for_meeting": meeting})
            for meeting, part in self.allot(woman, brought)
            if part
        ]

    def _still_today(self, woman: Attendee) -> int:
        return max(self.rule_least * woman.carnets - self.already(woman), 0)

    def _left(self, woman: Attendee) -> int:
        return sum(missed.left for missed in woman.missed)

    def whole(self, woman: Attendee, attendance: str) -> str:
        """Return the least of today with what she missed."""
        asked = self._still_today(woman) + self._left(woman)
        return self.said(asked) if woman.missed and asked and attendance not in AWAY else ""

    def note(self, woman: Attendee, figure: int | None = None) -> Note:
        """Return what she missed, or what she brought for this meeting and those to come."""
        parts = self.allot(woman, figure) if figure else []
        owed = 0
        for missed in woman.missed:
            brought = sum(part for meeting, part in parts if meeting == missed.meeting)
            owed += max(missed.left - brought, 0)
        if owed:
            return note_of(owed, self.said(owed))
        ahead = sum(woman.to_come.values()) + (self.already(woman) if figure is None else 0)
        ahead += sum(part for meeting, part in parts if (meeting or 0) > self.opening.number)
        return note_of(-ahead, self.said(ahead))

    def explain(self, woman: Attendee, text: str, attendance: str) -> str:
        """Return what each part is for, or what she missed and the key that takes it."""
        try:
            parts = [part for part in self.allot(woman, self.parsed(text)) if part[1]]
        except (BadText, Refusal):
            parts = []
        if any(meeting is not None for meeting, _part in parts):
            return " · ".join(self._said_part(*part) for part in parts)
        if parts or not woman.missed:
            return ""
        missed = fill(
            ngettext(
                "meeting {meetings} was missed: {left}",
                "meetings {meetings} were missed: {left}",
                len(woman.missed),
            ),
            meetings=", ".join(str(each.meeting) for each in woman.missed[:6]),
            left=self.said(self._left(woman)),
        )
        whole = self.whole(woman, attendance)
        return f"{missed} · {fill(translate(TAB_TAKES), whole=whole)}" if whole else missed

    def _said_part(self, meeting: int | None, part: int) -> str:
        if meeting is None:
            return fill(translate(N_("{part} for today")), part=self.said(part))
        return fill(
            translate(N_("{part} for meeting {meeting}")), part=self.said(part), meeting=meeting
        )


class Shares(Saving):
    """How many shares she buys."""

    kind = "count"

    @property
    def title(self) -> str:
        """The heading."""
        return translate(N_("Shares"))

    def already(self, woman: Attendee) -> int:
        """Return the shares that count for this meeting already."""
        return woman.early.quantity

    def said(self, quantity: int) -> str:
        """Return a number of shares."""
        return number(quantity)

    def parsed(self, text: str) -> int:
        """Return the shares typed, or those that cash makes: "2500 F".

        Raises:
            BadText: it is no number.
            Refusal: the cash is no whole number of shares; it says the nearest two answers.
        """
        if text.strip()[-1:] not in {"f", "F"}:
            return parse_count(text)
        paid, price = parse_amount(text), self.opening.rules.saving.price
        shares, left = divmod(paid, price)
        if left:
            raise no_whole_shares(paid, price)
        return shares

    def read(self, woman: Attendee, text: str, attendance: str) -> Meant:
        """Return shares at the price of the day."""
        shares = 0 if text.strip() in NOTHING else self.parsed(text)
        if not shares:
            return NONE_GIVEN
        paid = shares * self.opening.rules.saving.price
        meant = self._meant(woman, paid, *self.events(woman, shares))
        return Meant(number(shares), meant.events, shares, paid, meant.cash)

    def proposal(self, woman: Attendee, attendance: str) -> str:
        """Return the shares of the rules where everybody buys the same."""
        asked = self._still_today(woman)
        equal = self.opening.rules.saving.equal and attendance not in AWAY
        return number(asked) if equal and asked else ""

    @property
    def one_key(self) -> bool:
        """Whether one digit says it all, but where much is caught up: F2 takes more digits."""
        most = self.opening.rules.saving.maximum
        carnets = max((woman.carnets for woman in self.opening.attendees), default=1)
        return most is not None and most * carnets <= 9


class Deposit(Saving):
    """What she saves, in francs."""

    @property
    def title(self) -> str:
        """The heading."""
        return translate(N_("Savings"))

    def already(self, woman: Attendee) -> int:
        """Return the francs that count for this meeting already."""
        return woman.early.amount

    def said(self, quantity: int) -> str:
        """Return an amount."""
        return money(quantity)

    def parsed(self, text: str) -> int:
        """Return the amount typed. Raises BadText."""
        return parse_amount(text, arithmetic=True)

    def read(self, woman: Attendee, text: str, attendance: str) -> Meant:
        """Return a deposit, or one for each meeting it reaches."""
        if text.strip() in NOTHING:
            return NONE_GIVEN
        amount = parse_amount(text, arithmetic=True)
        return self._meant(woman, amount, *self.events(woman, amount))

    def proposal(self, woman: Attendee, attendance: str) -> str:
        """Return what everybody must save at least, less what she brought early."""
        asked = self._still_today(woman)
        return money(asked) if asked and attendance not in AWAY else ""

    def usual(self, woman: Attendee) -> Sequence[int]:
        """Return her last amounts; who makes up for a meeting is not asked whether she means it."""
        return () if woman.missed else super().usual(woman)

    def explain(self, woman: Attendee, text: str, attendance: str) -> str:
        """Return what each part is for, and what goes to each fund where the rules split it."""
        said = super().explain(woman, text, attendance)
        weights = self.opening.rules.split
        try:
            amount = self.parsed(text)
        except BadText:
            return said
        if not weights:
            return said
        parts = zip(weights, split(amount, tuple(weights.values())), strict=True)
        halves = " + ".join(f"{money(part)} {fund_title(fund)}" for fund, part in parts)
        if any(amount * weight % sum(weights.values()) for weight in weights.values()):
            halves = f"{halves} ({translate(SPLIT_RULE)})"
        return f"{said} · {halves}" if said else halves

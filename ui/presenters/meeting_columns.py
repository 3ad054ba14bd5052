"""The columns of a meeting sheet: what a text typed under each heading means for one member."""

from collections.abc import Callable, Sequence
from typing import Any

from coop_ledger.amounts import BadText, parse_amount, parse_count
from coop_ledger.domain import loans
from coop_ledger.i18n import N_, fill, money, number, translate
from ui.presenters.meeting_column import AWAY, NONE_GIVEN, NOTHING, Attendance, Column, Event, Meant
from ui.presenters.meeting_opening import Attendee, Opening, OpenLoan, fund_title

# -- money in --------------------------------------------------------------------------------------


class Contribution(Column):
    """What each one brings to a fund: solidarity, health …"""

    def __init__(self, opening: Opening, fund: str) -> None:
        super().__init__(opening)
        self.fund = fund
        self.key = f"fund.{fund}"

    @property
    def title(self) -> str:
        """The heading."""
        return fund_title(self.fund)

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

    def proposal(self, woman: Attendee, attendance: str) -> str:
        """Return what the rules ask of whoever came."""
        asked = self.opening.rules.funds[self.fund].contribution * woman.carnets
        return money(asked) if asked and attendance not in AWAY else ""


class Shares(Column):
    """How many shares she buys."""

    key = "saving"
    kind = "count"

    @property
    def title(self) -> str:
        """The heading."""
        return translate(N_("Shares"))

    def read(self, woman: Attendee, text: str, attendance: str) -> Meant:
        """Return shares at the price of the day."""
        if text.strip() in NOTHING:
            return NONE_GIVEN
        shares = parse_count(text)
        if not shares:
            return NONE_GIVEN
        event = {"event": "shares_bought", "member": woman.code, "shares": shares}
        paid = shares * self.opening.rules.saving.price
        return Meant(number(shares), (event,), shares, paid, self.opening.moved(event))

    @property
    def one_key(self) -> bool:
        """Whether one digit always says it all."""
        most = self.opening.rules.saving.maximum
        carnets = max((woman.carnets for woman in self.opening.attendees), default=1)
        return most is not None and most * carnets <= 9


class Deposit(Column):
    """What she saves, in francs."""

    key = "saving"

    @property
    def title(self) -> str:
        """The heading."""
        return translate(N_("Savings"))

    def read(self, woman: Attendee, text: str, attendance: str) -> Meant:
        """Return a deposit."""
        if text.strip() in NOTHING:
            return NONE_GIVEN
        amount = parse_amount(text, arithmetic=True)
        return self._meant(
            woman,
            amount,
            {"event": "savings_deposited", "member": woman.code, "amount": amount},
        )

    def proposal(self, woman: Attendee, attendance: str) -> str:
        """Return the amount of the rules where everybody saves the same."""
        rule = self.opening.rules.saving
        fixed = rule.equal and rule.minimum and attendance not in AWAY
        return money(rule.minimum * woman.carnets) if fixed else ""


class Repayment(Column):
    """What she gives back; two loans are paid one after the other, the one due first before."""

    key = "repaid"

    @property
    def title(self) -> str:
        """The heading."""
        return translate(N_("Repayment"))

    @property
    def step(self) -> str:
        """The name of this part of the meeting."""
        return translate(N_("Repayments"))

    def may_edit(self, woman: Attendee) -> bool:
        """Return whether she has a loan."""
        return bool(woman.loans)

    def read(self, woman: Attendee, text: str, attendance: str) -> Meant:
        """Return a repayment for each loan it reaches."""
        if text.strip() in NOTHING:
            return NONE_GIVEN
        amount = parse_amount(text, arithmetic=True)
        events = [
            {"event": "loan_repaid", "loan": loan.record.code, "amount": part}
            for loan, part in self.split(woman, amount)
        ]
        return self._meant(woman, amount, *events)

    def split(self, woman: Attendee, amount: int) -> list[tuple[OpenLoan, int]]:
        """Return what goes to each of her loans. Raises BadText when she owes less.

        First what is due on each, the oldest first; then what is left, in the same order.
        """
        if amount > woman.owed:
            raise BadText(
                N_(
                    "{name} owes {owed:francs} in all, less than {amount:francs}. Type {owed:money} "
                    "at most; what is over may be savings."
                ),
                name=woman.name,
                owed=woman.owed,
                amount=amount,
            )
        parts = dict.fromkeys((loan.record.code for loan in woman.loans), 0)
        rest = amount
        rooms = [(loan, loan.due) for loan in woman.loans]
        rooms += [(loan, loan.owed.total) for loan in woman.loans]
        for loan, room in rooms:
            part = min(rest, max(room - parts[loan.record.code], 0))
            parts[loan.record.code] += part
            rest -= part
        return [(loan, parts[loan.record.code]) for loan in woman.loans if parts[loan.record.code]]

    def proposal(self, woman: Attendee, attendance: str) -> str:
        """Return what falls due before the next meeting."""
        due = sum(loan.due for loan in woman.loans)
        return money(due) if due else ""

    def explain(self, woman: Attendee, text: str, attendance: str) -> str:
        """Return how it is split, or what she owes while nothing can be read."""
        try:
            parts = self.split(woman, parse_amount(text, arithmetic=True))
        except BadText:
            parts = []
        if not parts:
            parts = [(loan, loan.due or loan.owed.total) for loan in woman.loans]
        many = len(woman.loans) > 1
        return " · ".join(self._said(loan, part, many) for loan, part in parts)

    def _said(self, loan: OpenLoan, part: int, many: bool) -> str:
        paid = loans.allocate(part, loan.owed, loan.record.allocation)
        left = loan.owed.total - part
        if many:
            sentence = translate(
                N_("{loan}: {principal:money} principal + {interest:money} interest")
            )
        elif left:
            sentence = translate(
                N_(
                    "due {due:day}: {principal:money} principal + {interest:money} interest, "
                    "{left:money} left"
                )
            )
        else:
            sentence = translate(
                N_("due {due:day}: {principal:money} principal + {interest:money} interest, repaid")
            )
        return fill(
            sentence,
            loan=loan.record.code,
            due=loan.due_on,
            principal=paid.principal,
            interest=paid.interest + paid.penalty,
            left=left,
        )


class Fine(Column):
    """What she pays of fines; a minus after the amount says that she owes it instead.

    The rules' fine for being late or absent is proposed. What a woman who is not there is fined
    is owed, unless a plus says that it was sent along.
    """

    key = "fine"

    @property
    def title(self) -> str:
        """The heading."""
        return translate(N_("Fine"))

    @property
    def step(self) -> str:
        """The name of this part of the meeting."""
        return translate(N_("Fines"))

    def asked(self, attendance: str) -> int:
        """Return the catalogue's fine for an attendance, in francs."""
        return self.opening.rules.fines.get(attendance, 0) if attendance != "present" else 0

    def proposal(self, woman: Attendee, attendance: str) -> str:
        """Return today's fine, and with it what she still owes if she is there."""
        asked = self.asked(attendance)
        if attendance not in AWAY:
            asked += woman.fines_owed
        return money(asked) if asked else ""

    def read(self, woman: Attendee, text: str, attendance: str) -> Meant:
        """Return a fine charged, paid, or both."""
        if text.strip() in NOTHING:
            return NONE_GIVEN
        amount, paid = self._typed(text, attendance)
        if not paid:
            charged = self._charge(woman, amount, self._kind(amount, attendance))
            self.opening.moved(charged)
            return Meant(f"({money(amount)})", (charged,))
        event: Event = {"event": "fine_paid", "member": woman.code, "amount": amount}
        if not woman.fines_owed:
            kind = self._kind(amount, attendance)
            return self._meant(woman, amount, {**event, "kind": kind})
        # An old fine is paid first by the rules: today's must be owed before it can be paid.
        today = max(self.asked(attendance), amount - woman.fines_owed)
        charged = self._charge(woman, today, self._kind(today, attendance))
        events = (charged, event) if today else (event,)
        first = self.opening.rules.first_fund
        return Meant(money(amount), events, amount, amount, {first: amount})

    def _typed(self, text: str, attendance: str) -> tuple[int, bool]:
        typed = text.strip()
        paid = attendance not in AWAY
        if typed[-1:] in {"-", "−", "+"} and len(typed) > 1:
            paid, typed = typed[-1] == "+", typed[:-1]
        if typed.startswith("(") and typed.endswith(")"):
            paid, typed = False, typed[1:-1]
        return parse_amount(typed, arithmetic=True), paid

    def _kind(self, amount: int, attendance: str) -> str:
        fines = self.opening.rules.fines
        if attendance in fines and attendance != "present":
            return attendance
        return next((kind for kind, asked in fines.items() if asked == amount), "other")

    def _charge(self, woman: Attendee, amount: int, kind: str) -> dict[str, Any]:
        return {"event": "fine_charged", "member": woman.code, "kind": kind, "amount": amount}

    def explain(self, woman: Attendee, text: str, attendance: str) -> str:
        """Return whether it is paid or owed, and how to say the other."""
        try:
            amount, paid = self._typed(text, attendance)
        except BadText:
            amount, paid = 0, attendance not in AWAY
        sentence = (
            N_("paid now · type {amount:money}- if she still owes it")
            if paid
            else N_("owed, not paid · type {amount:money}+ if the money was sent")
        )
        said = fill(translate(sentence), amount=amount or self.asked(attendance) or 50)
        if not woman.fines_owed:
            return said
        owes = fill(translate(N_("she owes {owed:money} of before")), owed=woman.fines_owed)
        return f"{owes} · {said}"

    def usual(self, woman: Attendee) -> Sequence[int]:
        """Return the catalogue: a fine is asked about when it is no fine of the rules."""
        return sorted(self.opening.rules.fines.values())


def columns_of(opening: Opening) -> tuple[Column, ...]:
    """Return the headings of a group's sheet, in the order of the meeting."""
    rules = opening.rules
    funds = [fund for fund in rules.funds if fund != rules.first_fund and fund not in rules.split]
    saving: Callable[[Opening], Column] = Shares if rules.saving.unit == "share" else Deposit
    return (
        Attendance(opening),
        *(Contribution(opening, fund) for fund in funds),
        saving(opening),
        *((Repayment(opening),) if rules.loans or any(w.loans for w in opening.attendees) else ()),
        Fine(opening),
    )

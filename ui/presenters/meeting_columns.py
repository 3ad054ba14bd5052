"""The columns of a meeting sheet: what a text typed under each heading means for one member."""

from collections.abc import Callable

from coop_ledger.amounts import BadText, parse_amount
from coop_ledger.domain import loans
from coop_ledger.domain.accounts import SAVINGS
from coop_ledger.i18n import N_, fill, money, translate
from ui.presenters.meeting_column import NONE_GIVEN, NOTHING, Attendance, Column, Meant
from ui.presenters.meeting_fines import Fine
from ui.presenters.meeting_opening import Attendee, Opening, OpenLoan
from ui.presenters.meeting_saving import Contribution, Deposit, Shares

__all__ = ["Contribution", "Deposit", "Fine", "Repayment", "Shares", "columns_of"]


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
        late = bool(paid.penalty)
        which = _OF_MANY if many else _OF_ONE if left else _REPAID
        return fill(
            translate(which[late]),
            loan=loan.record.code,
            due=loan.due_on,
            principal=paid.principal,
            interest=paid.interest,
            penalty=paid.penalty,
            left=left,
        )


# What a repayment pays: without a penalty for lateness, and with one.
_OF_MANY = (
    N_("{loan}: {principal:money} principal + {interest:money} interest"),
    N_("{loan}: {principal:money} principal + {interest:money} interest + {penalty:money} penalty"),
)
_OF_ONE = (
    N_("due {due:day}: {principal:money} principal + {interest:money} interest, {left:money} left"),
    N_(
        "due {due:day}: {principal:money} principal + {interest:money} interest + "
        "{penalty:money} penalty, {left:money} left"
    ),
)
_REPAID = (
    N_("due {due:day}: {principal:money} principal + {interest:money} interest, repaid"),
    N_(
        "due {due:day}: {principal:money} principal + {interest:money} interest + "
        "{penalty:money} penalty, repaid"
    ),
)


def columns_of(opening: Opening) -> tuple[Column, ...]:
    """Return the headings of a group's sheet, in the order of the meeting."""
    rules = opening.rules
    funds = [fund for fund in rules.funds if is_asked(opening, fund)]
    saving: Callable[[Opening], Column] = Shares if rules.saving.unit == "share" else Deposit
    return (
        Attendance(opening),
        *(Contribution(opening, fund) for fund in funds),
        *((saving(opening),) if saves(opening) else ()),
        *((Repayment(opening),) if rules.loans or any(w.loans for w in opening.attendees) else ()),
        Fine(opening),
    )


def saves(opening: Opening) -> bool:
    """Return whether members save at meetings: not where only a pot or deliveries are paid for.

    Once somebody saved beside them, everybody may.
    """
    rules = opening.rules
    if not rules.shares_nothing or rules.saving.minimum or rules.saving.unit == "share":
        return True
    apart = "" if rules.deliveries is None else rules.deliveries.fund
    return any(opening.facts.total(SAVINGS, fund=fund) for fund in rules.funds if fund != apart)


def is_asked(opening: Opening, fund: str) -> bool:
    """Return whether members bring to a fund at meetings: by the rules, or lately of themselves."""
    first = fund == opening.rules.first_fund
    lately = not first and any(key == f"fund.{fund}" for key, _member in opening.recent)
    behind = any(woman.behind(fund) for woman in opening.attendees)
    return bool(opening.rules.funds[fund].contribution) or lately or behind

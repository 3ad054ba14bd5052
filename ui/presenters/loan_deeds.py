"""What may be done about one loan: paid on, given more time, given up, agreed to."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from coop_ledger.book.questions.answers import Instalment, Loan
from coop_ledger.domain.loan_terms import PARTS
from coop_ledger.domain.loans import Owed, allocate
from coop_ledger.i18n import N_, _, fill, translate

REPAY, RATIFY, MORE_TIME, ROLL_OVER, WRITE_OFF, RECOVER = (
    "loan_repaid",
    "loan_ratified",
    "loan_rescheduled",
    "loan_rolled_over",
    "loan_written_off",
    "loan_recovered",
)
WORDS = {
    REPAY: N_("Repayment"),
    RATIFY: N_("Ratified by the meeting"),
    MORE_TIME: N_("More time"),
    ROLL_OVER: N_("Rolled over into a new debt"),
    WRITE_OFF: N_("Written off"),
    RECOVER: N_("Recovered after the loss"),
}
FIELDS = {
    REPAY: ("amount",),
    RATIFY: ("minute",),
    MORE_TIME: ("term", "minute", "reason"),
    ROLL_OVER: ("term", "minute", "reason"),
    WRITE_OFF: ("minute", "reason"),
    RECOVER: ("amount",),
}
ASKED_FIRST = (MORE_TIME, ROLL_OVER, WRITE_OFF)
"""What is asked once more before it is recorded: what an assembly decides against its rules."""
_NEEDED = {
    MORE_TIME: {"reason": N_("Say why this loan gets more time.")},
    ROLL_OVER: {"reason": N_("Say why this loan is rolled over.")},
    WRITE_OFF: {
        "minute": N_("Give the number of the minutes in which the assembly gives this loan up."),
        "reason": N_("Say why this loan is given up."),
    },
}
_QUESTIONS = {
    MORE_TIME: N_("Give more time for this loan?"),
    ROLL_OVER: N_("Roll this loan over?"),
    WRITE_OFF: N_("Give this loan up?"),
}
_VERBS = {
    MORE_TIME: N_("Give more time"),
    ROLL_OVER: N_("Roll it over"),
    WRITE_OFF: N_("Give it up"),
}
_SHOWN = 6
_DONE = {
    REPAY: N_("Repayment of {amount:francs} recorded on loan {loan}."),
    RATIFY: N_("Loan {loan} is ratified."),
    MORE_TIME: N_("Loan {loan} has more time: its new schedule stands beside it."),
    ROLL_OVER: N_("Loan {loan} is rolled over: its new schedule stands beside it."),
    WRITE_OFF: N_("Loan {loan} is written off."),
    RECOVER: N_("{amount:francs} recovered on loan {loan}."),
}


def offered(loan: Loan) -> list[tuple[str, str]]:
    """Return what may be done about a loan as it stands, the usual first."""
    found = []
    if loan.status == "written_off":
        found = [RECOVER] if loan.recovered < loan.lost else []
    elif loan.owed.total:
        found = [REPAY]
        if loan.owed.principal:
            found += [MORE_TIME, ROLL_OVER, WRITE_OFF]
    if loan.awaits:
        found.append(RATIFY)
    return [(deed, translate(WORDS[deed])) for deed in found]


def proposed(deed: str, loan: Loan) -> int | None:
    """Return the amount that is usually asked for, None where there is none."""
    if deed == RECOVER:
        return loan.lost - loan.recovered
    return loan.next_amount or None if deed == REPAY else None


def means(deed: str, loan: Loan, amount: int | None) -> str:
    """Return what a deed will do, in a sentence, before it is recorded."""
    match deed:
        case "loan_repaid":
            return _split(loan, amount) if amount else ""
        case "loan_ratified":
            return _("The meeting agrees with a loan that was given between two meetings.")
        case "loan_rescheduled":
            words = _(
                "{left:money} of principal and {interest:money} of interest are due on new days."
            )
        case "loan_rolled_over":
            words = _(
                "{left:money} of principal and {interest:money} of interest become a new debt, "
                "which bears interest."
            )
        case "loan_written_off":
            words = _("{left:money} are lost for all: there is so much less to share.")
        case _:
            words = _("It is an income of the fund that lent.")
    return fill(words, left=loan.owed.principal, interest=loan.owed.interest)


def lacking(deed: str, values: Mapping[str, Any]) -> Mapping[str, str]:
    """Return what a deed needs and has not, by field: what to say of it."""
    needed = _NEEDED.get(deed, {})
    return {name: translate(words) for name, words in needed.items() if not values.get(name)}


def question(deed: str, loan: Loan) -> tuple[str, str, str]:
    """Return what is asked before it is recorded: the question, whose loan it is, the verb."""
    whose = fill(
        _("{name}, loan {loan}: {left:francs} of principal are left."),
        name=loan.borrower or loan.name,
        loan=loan.loan,
        left=loan.owed.principal,
    )
    return translate(_QUESTIONS[deed]), whose, translate(_VERBS[deed])


def new_instalments(lines: Sequence[Instalment]) -> str:
    """Return the days and amounts that a decision would put in place of the old ones."""
    said = [
        fill(_("{due:day}: {payment:money} F"), due=line.due, payment=line.payment)
        for line in lines
    ]
    if len(said) > _SHOWN:
        said = [*said[: _SHOWN - 1], "…", said[-1]]
    return fill(_("New instalments: {lines}."), lines="; ".join(said)) if said else ""


def _split(loan: Loan, amount: int) -> str:
    """Return what a repayment pays; nothing of more than is owed, which is refused."""
    due = Owed(loan.owed.principal, loan.owed.interest, loan.owed.penalty)
    if amount > due.total:
        return ""
    parts = allocate(amount, due, loan.allocation or PARTS)
    words = _("interest {interest:money}, principal {principal:money}; left {left:money}")
    if due.penalty:
        words = _(
            "penalty {penalty:money}, interest {interest:money}, principal {principal:money}; "
            "left {left:money}"
        )
    return fill(
        words,
        penalty=parts.penalty,
        interest=parts.interest,
        principal=parts.principal,
        left=due.total - amount,
    )


def event(
    deed: str, loan: Loan, group: str, day: datetime.date, values: dict[str, Any]
) -> dict[str, Any]:
    """Return the event of a deed; `values` are the fields it asks, the empty ones left out."""
    said = {name: values[name] for name in FIELDS[deed] if values.get(name)}
    return {
        "event": deed,
        "group": group,
        "date": day.isoformat(),
        "loan": loan.loan,
        **said,
    }


def done(deed: str, loan: Loan, amount: int | None) -> str:
    """Return what was done, as the strip says it."""
    return fill(translate(_DONE[deed]), loan=loan.loan, amount=amount or 0)

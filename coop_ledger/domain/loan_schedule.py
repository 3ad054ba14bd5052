"""The schedule of a loan: what falls due on which day, in whole francs."""

import datetime
import functools
from dataclasses import dataclass
from fractions import Fraction

from coop_ledger.domain.loan_terms import LoanTerms
from coop_ledger.domain.money import down_to, rounded_half_up
from coop_ledger.domain.periods import add_months


@dataclass(frozen=True, slots=True)
class Instalment:
    """One line of a schedule; `balance` is the principal left after it, in francs."""

    number: int
    due: datetime.date
    principal: int
    interest: int
    payment: int
    balance: int


@functools.lru_cache(maxsize=512)  # asked again for each day of lateness
def schedule(terms: LoanTerms) -> tuple[Instalment, ...]:
    """The instalments, each with its day and its amounts in whole francs.

    `at_end` and `free` are one instalment on the last day; `principal_at_end` pays the
    interest of each period and the principal with the last (savings-groups.md 3.1, L1). The
    last one absorbs what equal instalments leave over, and what cutting them to a coin
    leaves. Interest charged once, or owed from before, is due with the first.
    """
    if terms.repaid in ("at_end", "free") or terms.last_due or terms.term == 1:
        interest = terms.carried + _interest_of_all(terms)
        payment = terms.principal + interest
        return (Instalment(1, due_on(terms), terms.principal, interest, payment, 0),)
    return _by_period(terms)


def yearly_percent(terms: LoanTerms) -> Fraction:
    """What the loan costs in percent of what she holds of it for a year, without compounding.

    For information only: the ceilings of the law are for licensed lenders (savings-groups.md
    3.3). A loan that is paid back by parts is held for less long than it lasts.
    """
    lines = schedule(terms)
    held, left, since = 0, terms.principal - terms.kept_back, terms.issued_on
    for line in lines:
        held += left * (line.due - since).days
        left, since = left - line.principal, line.due
    cost = sum(line.interest for line in lines) + terms.kept_back
    return Fraction(cost * 365 * 100, held) if held else Fraction(0)


def due_on(terms: LoanTerms) -> datetime.date:
    """The day by which a loan is to be repaid whole."""
    return terms.last_due or terms.period_end(terms.term)


def after_term(terms: LoanTerms, number: int) -> datetime.date:
    """The end of the period of this number, from 1, after the day the loan was due."""
    if terms.last_due is None:
        return terms.period_end(terms.term + number)
    if terms.per == "meeting":
        return terms.last_due + datetime.timedelta(days=terms.meeting_days * number)
    return add_months(terms.last_due, number)


def interest_base(terms: LoanTerms, balance: int, unpaid: int) -> int:
    """What a period's interest is reckoned on, in francs.

    `balance` is the principal left and `unpaid` the interest owed when the period begins.
    """
    if terms.method == "rollover":
        return balance + max(0, unpaid)
    if terms.stops_at_term or terms.charged_once:
        return terms.principal + (terms.carried if terms.compounds else 0)
    return balance + (max(0, min(unpaid, terms.carried)) if terms.compounds else 0)


def _interest_of_all(terms: LoanTerms) -> int:
    """The interest of the whole term where nothing is paid before its end."""
    unpaid = terms.carried
    for _ in range(1 if terms.charged_once else terms.term):
        unpaid += terms.interest_on(interest_base(terms, terms.principal, unpaid))
    return unpaid - terms.carried


def _by_period(terms: LoanTerms) -> tuple[Instalment, ...]:
    lines = []
    balance = terms.principal
    for number in range(1, terms.term + 1):
        interest = _interest_of(terms, balance, number)
        principal = balance if number == terms.term else _principal_of(terms, balance, interest)
        balance -= principal
        due = terms.period_end(number)
        lines.append(Instalment(number, due, principal, interest, principal + interest, balance))
    return tuple(lines)


def _interest_of(terms: LoanTerms, balance: int, number: int) -> int:
    first = number == 1
    if not balance or (terms.charged_once and not first):
        return 0
    carried = terms.carried if first else 0
    return carried + terms.interest_on(interest_base(terms, balance, carried))


def _principal_of(terms: LoanTerms, balance: int, interest: int) -> int:
    """The principal in an instalment that is not the last."""
    if terms.repaid == "principal_at_end":
        return 0
    if terms.repaid == "equal_principal":
        payment = terms.principal // terms.term + interest
    else:
        payment = _equal_payment(terms)
    if terms.step > 1:
        payment = down_to(payment, terms.step)
    return min(balance, max(0, payment - interest))


def _equal_payment(terms: LoanTerms) -> int:
    """The payment that is the same in every period (savings-groups.md 3.1, L8)."""
    rate = Fraction(terms.rate_percent) / 100
    on_balance = terms.method in ("declining", "annuity", "rollover") and not terms.charged_once
    if on_balance and rate:
        grown = (1 + rate) ** terms.term
        return rounded_half_up(terms.principal * rate * grown / (grown - 1))
    return (terms.principal + terms.carried + _interest_of_all(terms)) // terms.term

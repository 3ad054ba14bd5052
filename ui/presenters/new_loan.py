"""A loan before it is recorded: is it allowed, what does it cost, what is the way out."""

import datetime
import enum
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from coop_ledger import i18n
from coop_ledger.amounts import BadText
from coop_ledger.book.book import Book
from coop_ledger.book.questions.answers import Loan
from coop_ledger.book.questions.loans import loans as late_loans
from coop_ledger.domain import loans
from coop_ledger.domain.accounts import DUES, LOANS
from coop_ledger.domain.borrowing import Asked, at_meeting, findings, meeting_reached
from coop_ledger.domain.errors import Concern, Refusal
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.kept_for_members import free_cash
from coop_ledger.domain.lending import product_terms
from coop_ledger.domain.loan_schedule import yearly_percent
from coop_ledger.domain.money import rounded_half_up
from coop_ledger.domain.records import LoanRecord
from coop_ledger.domain.rules.loans import LoanProduct
from coop_ledger.i18n import N_, _, fill, ngettext, translate
from coop_ledger.table import Column, Emphasis, Kind, Row, Table
from ui.presenters.guarantees import as_fields, read_guarantees
from ui.presenters.meeting_loans import SERIES

RULES = {
    "ceiling_amount": N_("Below the most that is lent"),
    "ceiling_cash": N_("Below its part of the money"),
    "guarantors_cover": N_("Covered by those who stand for her"),
    "guarantor_loans_max": N_("Her guarantors may stand for her"),
    "first_meeting": N_("The loans of the cycle have begun"),
    "last_days": N_("The share-out is far enough"),
    "between_meetings": N_("Given at a meeting"),
    "waiting_meetings": N_("Member for long enough"),
    "loans_at_once": N_("Loans of this kind at once"),
    "up_to_date": N_("Up to date with loans and contributions"),
}
"""The rules of a kind of loan that are told in a sentence, and what each says when it holds."""
_FIXED = {
    "month": N_("Interest: {part:money} a month."),
    "meeting": N_("Interest: {part:money} a meeting."),
    "loan": N_("Interest once: {part:money}."),
}


class State(enum.IntEnum):
    """How a rule stands; the one that blocks comes first."""

    STOPS = 0
    ASKS = 1
    WARNS = 2
    NOTES = 3
    HOLDS = 4


@dataclass(frozen=True, slots=True)
class Check:
    """One rule looked at: its words, the figures compared, how it stands, what that means."""

    words: str
    value: str
    state: State
    meaning: str = ""


@dataclass(slots=True, kw_only=True)
class Wanted:
    """What was typed so far; None and "" where nothing was."""

    member: str = ""
    principal: int | None = None
    product: str = ""
    term: int | None = None
    issued: datetime.date = datetime.date.min
    purpose: str = ""
    guarantees: Mapping[str, int] = field(default_factory=dict)
    borrower: str = ""
    approved_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Costs:
    """What a loan comes to: its schedule and its sums, in francs."""

    schedule: Sequence[loans.Instalment] = field(default_factory=tuple)
    received: int = 0
    returned: int = 0
    yearly: Decimal = Decimal(0)

    @property
    def cost(self) -> int:
        """What she pays for the loan."""
        return self.returned - self.received


class NewLoan:
    """The rules of one group, asked while a loan is typed."""

    def __init__(self, book: Book, group: str, today: datetime.date) -> None:
        self.book, self.group, self.today = book, group, today
        with book.reading() as connection:
            self.facts: Facts = book.facts(connection, group)
            self.rules = self.facts.rules(today)
            self.code = self._next_code()
        self._late: tuple[Loan, ...] = ()

    def _next_code(self) -> str:
        """Return the next number after the last loan's, in the group's own writing.

        A loan numbered after its member, 3-1, begins no series: 3-2 would be said of another.
        """
        records = self.facts.source.records((LoanRecord.kind,))
        codes = [record.code for record in records if isinstance(record, LoanRecord)]
        parted = [found for code in codes if (found := SERIES.fullmatch(code))]
        if not parted:
            return "PR-1"
        last = max(parted, key=lambda found: int(found[2]))
        return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}}"

    def gone(self) -> Mapping[str, str]:
        """Return the names of the members who are no longer there, by number."""
        members = self.facts.members()
        return {member.code: member.name for member in members if member.status != "active"}

    def product(self, wanted: Wanted) -> LoanProduct | None:
        """Return the product chosen, None where the group does not lend."""
        return self.rules.loans.get(wanted.product)

    def term(self, wanted: Wanted) -> int:
        """Return the term: what was typed, or the product's."""
        return wanted.term or self.usual_term(wanted)

    def usual_term(self, wanted: Wanted) -> int:
        """Return the term that the rules give to this amount."""
        product = self.product(wanted)
        return product.lending(wanted.principal or 0).term if product else 1

    def _terms(self, wanted: Wanted) -> loans.LoanTerms | None:
        product = self.product(wanted)
        if product is None or not wanted.principal:
            return None
        every = self.rules.meeting_days
        return product_terms(product, wanted.principal, self.term(wanted), wanted.issued, every)

    # -- what it costs -----------------------------------------------------------------------------

    def costs(self, wanted: Wanted) -> Costs:
        """Return the schedule and its sums, empty while no amount is typed."""
        terms = self._terms(wanted)
        if terms is None:
            return Costs()
        schedule = loans.schedule(terms)
        received = terms.principal - terms.kept_back
        yearly = Decimal(rounded_half_up(yearly_percent(terms)))
        return Costs(schedule, received, sum(line.payment for line in schedule), yearly)

    # -- may it be -----------------------------------------------------------------------------------

    def checks(self, wanted: Wanted) -> list[Check]:
        """Return every rule with the figures it compares, the one that blocks first."""
        late = late_loans(self.book, self.group, status="late", member=wanted.member, on=self.today)
        self._late = late if wanted.member else ()
        with self.book.reading() as connection:
            self.facts = self.book.facts(connection, self.group)
            found = list(self._checks(wanted)) if wanted.member else []
        return sorted(found, key=lambda check: check.state)

    def _checks(self, wanted: Wanted) -> Iterator[Check]:
        product = self.product(wanted)
        if product is None:
            return
        if product.ceiling is not None:
            yield self._ceiling(wanted, product.ceiling)
        yield self._cash(wanted, product)
        if self._ends_with_cycle(wanted):
            yield self._end(wanted)
        if product.guarantors:
            named, needed = len(wanted.guarantees), product.guarantors
            state = State.HOLDS if named >= needed else State.STOPS
            yield Check(_("Guarantors"), f"{named} / {needed}", state)
        yield from self._rules_of(wanted, product)
        others = self.facts.open_loans(wanted.member)
        late = [loan for loan in self._late if loan.loan in others]
        words = ", ".join(code for code in others if code not in {loan.loan for loan in late})
        if words or not late:
            state = State.NOTES if words else State.HOLDS
            yield Check(_("Loans she has"), words or _("none"), state)
        for loan in () if product.up_to_date else late:
            said = ngettext(
                "{loan}, {n:number} day late", "{loan}, {n:number} days late", loan.days_late
            )
            value = fill(said, loan=loan.loan, n=loan.days_late)
            yield Check(_("Late loan"), value, State.WARNS)
        fines = self.facts.total(DUES, member=wanted.member)
        yield Check(_("Fines due"), i18n.money(fines), State.NOTES if fines else State.HOLDS)

    def _rules_of(self, wanted: Wanted, product: LoanProduct) -> Iterator[Check]:
        """Yield the other rules of the kind of loan: what stands against it in a sentence."""
        found: dict[str, list[Refusal]] = {}
        for finding in self._findings(wanted, product):
            found.setdefault(str(finding.params.get("rule", "")), []).append(finding)
        overruled = wanted.approved_by and wanted.reason
        for rule, words in RULES.items():
            for finding in found.get(rule, ()):
                asks = State.NOTES if overruled else State.ASKS
                yield Check(str(finding), "", asks if isinstance(finding, Concern) else State.STOPS)
            if rule not in found and _applies(product, rule):
                yield Check(translate(words), _("yes"), State.HOLDS)
        if product.ratify and not at_meeting(self.facts, wanted.issued):
            yield Check(_("The next meeting must ratify it"), "", State.NOTES)

    def _findings(self, wanted: Wanted, product: LoanProduct) -> Iterator[Refusal]:
        terms = self._terms(wanted)
        cycle = next((c for c in self.facts.cycles() if c.closed_on is None), None)
        if terms is None or cycle is None:
            return iter(())
        asked = Asked(
            member=self.facts.member(wanted.member),
            product=product,
            principal=terms.principal,
            handed=terms.principal - terms.kept_back,
            on=wanted.issued,
            due=loans.due_on(terms),
            guarantors=tuple(wanted.guarantees),
            guarantees=wanted.guarantees,
            borrower=wanted.borrower,
            meeting=meeting_reached(self.facts, cycle),
            between=not at_meeting(self.facts, wanted.issued),
        )
        return findings(self.facts, asked, cycle)

    def ceiling(self, wanted: Wanted) -> int | None:
        """Return the most she may still borrow by the ceiling, None where there is none."""
        product = self.product(wanted)
        if product is None or product.ceiling is None or not wanted.member:
            return None
        saved = self.facts.savings(wanted.member).amount
        lent = self.facts.total(LOANS, member=wanted.member)
        return max(int(Decimal(saved) * product.ceiling) - lent, 0)

    def _ceiling(self, wanted: Wanted, times: Decimal) -> Check:
        most = self.ceiling(wanted) or 0
        words = fill(_("Ceiling: {times:number} times her savings"), times=times)
        return _compared(words, wanted.principal, most)

    def _cash(self, wanted: Wanted, product: LoanProduct) -> Check:
        terms = self._terms(wanted)
        handed = wanted.principal if terms is None else terms.principal - terms.kept_back
        return _compared(_("Money in the box"), handed, free_cash(self.facts, product.fund, "box"))

    def _ends_with_cycle(self, wanted: Wanted) -> bool:
        """Return whether a loan must end before the share-out: one of a fund that is kept may not."""
        product = self.product(wanted)
        if product is None or all(cycle.closed_on is not None for cycle in self.facts.cycles()):
            return True
        return self.facts.rules(wanted.issued).is_shared(product.fund)

    def _end(self, wanted: Wanted) -> Check:
        terms = self._terms(wanted)
        cycle = next((c for c in self.facts.cycles() if c.closed_on is None), None)
        words = _("Repaid before the share-out")
        if cycle is None:
            return Check(words, _("no cycle open"), State.STOPS)
        if terms is None:
            return Check(words, i18n.day(cycle.ends), State.HOLDS)
        due = loans.due_on(terms)
        sign = "≤" if due <= cycle.ends else ">"
        value = f"{i18n.day(due)} {sign} {i18n.day(cycle.ends)}"
        overruled = wanted.approved_by and wanted.reason
        late = State.NOTES if overruled else State.ASKS
        return Check(words, value, State.HOLDS if due <= cycle.ends else late)

    def longest_term(self, wanted: Wanted) -> int:
        """Return the longest term that ends before the share-out, 0 if none does."""
        cycle = next((c for c in self.facts.cycles() if c.closed_on is None), None)
        terms = self._terms(wanted)
        if cycle is None or terms is None:
            return 0
        for term in range(self.term(wanted), 0, -1):
            shorter = Wanted(**{**_as_dict(wanted), "term": term})
            found = self._terms(shorter)
            if found is not None and loans.due_on(found) <= cycle.ends:
                return term
        return 0

    def refusal(self, wanted: Wanted) -> Refusal | None:
        """Return why the book would refuse this loan, None if it would not."""
        try:
            self.book.preview(self.event(wanted))
        except Refusal as refusal:
            return refusal
        return None

    def event(self, wanted: Wanted) -> dict[str, Any]:
        """Return the event that records the loan."""
        event: dict[str, Any] = {
            "event": "loan_issued",
            "group": self.group,
            "date": wanted.issued.isoformat(),
            "loan": self.code,
            "member": wanted.member,
            "product": wanted.product,
            "principal": wanted.principal,
            "term": wanted.term,
            **as_fields(wanted.guarantees),
            "borrower": wanted.borrower,
            "text": wanted.purpose,
            "approved_by": wanted.approved_by,
            "reason": wanted.reason,
        }
        return {name: value for name, value in event.items() if value not in (None, "", [])}


def _applies(product: LoanProduct, rule: str) -> bool:
    value = getattr(product, rule)
    return not value if rule == "between_meetings" else value not in (None, False, 0)


def _as_dict(wanted: Wanted) -> dict[str, Any]:
    return {name: getattr(wanted, name) for name in Wanted.__slots__}


def _compared(words: str, wanted: int | None, most: int) -> Check:
    if wanted is None:
        return Check(words, i18n.money(most), State.HOLDS)
    if wanted <= most:
        return Check(words, f"{i18n.money(wanted)} ≤ {i18n.money(most)}", State.HOLDS)
    return Check(words, f"{i18n.money(wanted)} > {i18n.money(most)}", State.STOPS)


def amounts_offered(refusal: Refusal) -> list[int]:
    """Return the amounts a refusal names as its way out."""
    found = [refusal.params.get("rest"), refusal.params.get("held")]
    return [amount for amount in found if isinstance(amount, int) and amount > 0]


def read_guarantors(
    text: str, known: Collection[str], gone: Mapping[str, str]
) -> Mapping[str, int]:
    """Return who stands for a loan and for how much, "3 8" or "3=20000 8=10000".

    `gone` are the names of those who left, by number. Raises BadText for a number that nobody
    has, or has any more.
    """

    def named(code: str) -> str:
        if code in gone:
            raise BadText(
                N_(
                    "{name}, no. {text}, is no longer in the group and cannot stand for a loan: "
                    "name another."
                ),
                field="guarantors",
                text=code,
                name=gone[code],
            )
        if code not in known:
            raise BadText(
                N_("No member has the number {text}. Type their numbers, like 3 8."),
                field="guarantors",
                text=code,
            )
        return code

    return read_guarantees(text, named)


def in_words(product: LoanProduct, wanted: Wanted) -> str:
    """Return how the interest is reckoned, with the figures of this loan."""
    rate, lent = product.rate_percent, wanted.principal or 0
    once = lent * rate / 100
    part = int(once.to_integral_value(ROUND_HALF_UP))
    if product.method == "fixed":
        return fill(translate(_FIXED[product.per]), part=product.amount)
    if product.method == "none" or not rate:
        return _("No interest: she gives back what she receives.")
    if product.method == "upfront":
        words = _(
            "Kept back when it is handed over: {rate:percent} of {lent:money} = {part:money}."
        )
    elif product.method == "annuity":
        words = _("Equal payments: {rate:percent} of what is left, {part:money} at first.")
    elif product.method == "rollover":
        words = _(
            "{rate:percent} of what is left, {part:money} at first; interest not paid is added to "
            "the debt."
        )
    elif product.method == "once" or product.per == "loan":
        words = _("Interest once: {rate:percent} of {lent:money} = {part:money}.")
    elif product.method == "declining":
        words = _("Declining interest: {rate:percent} of what is left, {part:money} at first.")
    elif product.per == "meeting":
        words = _("Flat interest: {rate:percent} of {lent:money} = {part:money} a meeting.")
    else:
        words = _("Flat interest: {rate:percent} of {lent:money} = {part:money} a month.")
    return fill(words, rate=rate, lent=lent, part=part)


def for_a_year(costs: Costs) -> str:
    """Return what the loan costs in percent a year, for information; "" where it costs nothing."""
    if not costs.yearly:
        return ""
    words = _("For information, that is {yearly:percent} a year of what she holds.")
    return fill(words, yearly=costs.yearly)


def term_unit(product: LoanProduct, term: int) -> str:
    """Return what a term counts."""
    return term_words(product.per, term)


def term_words(per: str, term: int) -> str:
    """Return what a term counts: meetings where the rate is per meeting, else months."""
    if per == "meeting":
        return ngettext("meeting", "meetings", term)
    return ngettext("month", "months", term)


def schedule_table(costs: Costs) -> Table:
    """Return the schedule of a loan that is not issued yet."""
    rows = [
        Row((line.due, line.principal or None, line.interest, line.payment, line.balance))
        for line in costs.schedule
    ]
    total = (
        None,
        sum(line.principal for line in costs.schedule),
        sum(line.interest for line in costs.schedule),
        costs.returned,
        None,
    )
    return Table(
        title=_("Schedule"),
        columns=(
            Column("due", _("Due"), Kind.DATE),
            Column("principal", _("Principal"), Kind.MONEY),
            Column("interest", _("Interest"), Kind.MONEY),
            Column("payment", _("To pay"), Kind.MONEY),
            Column("balance", _("Left"), Kind.MONEY),
        ),
        rows=(*rows, Row(total, Emphasis.TOTAL)) if rows else (),
    )

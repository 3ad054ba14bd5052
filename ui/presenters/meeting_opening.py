"""What is so when a meeting opens: who is there to come, what each one owes, what the boxes hold."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from coop_ledger import terms
from coop_ledger.book.book import Book
from coop_ledger.book.later import LaterSource
from coop_ledger.book.questions.common import group_number
from coop_ledger.book.questions.meetings import meeting_days
from coop_ledger.domain import loans
from coop_ledger.domain.accounts import (
    CONTRIBUTIONS,
    DUES,
    INTEREST,
    LOANS,
    PLACES,
    RESTRICTED_FUNDS,
    SAVINGS,
)
from coop_ledger.domain.arrears import Arrears, Missed, Standing
from coop_ledger.domain.events import READER
from coop_ledger.domain.facts import Facts, number_order
from coop_ledger.domain.lending import standing
from coop_ledger.domain.periods import add_months
from coop_ledger.domain.privacy import privacy_of
from coop_ledger.domain.records import CycleRecord, LoanRecord, MemberRecord, SavedForRecord
from coop_ledger.domain.rules import Rules
from coop_ledger.domain.savings_for import counting, meeting_of
from coop_ledger.domain.savings_for import meeting_days as meeting_days_of
from coop_ledger.domain.source import ZERO, Balance
from coop_ledger.domain.tontine import PotDue, pot_dues
from coop_ledger.i18n import N_, fill, translate

# Enough meetings to know five amounts of a woman who was away now and then.
LOOK_BACK = 10
MONTHLY = (30, 31)  # days between two meetings that mean a month


@dataclass(frozen=True, slots=True)
class OpenLoan:
    """A loan not yet repaid: what is owed in all, and what falls due before the next meeting."""

    record: LoanRecord
    owed: loans.Owed
    due: int
    due_on: datetime.date


@dataclass(frozen=True, slots=True)
class Attendee:
    """A member as the sheet needs her; `note` tells her from others of the same name.

    `standings` says by fund what she owes or brought ahead, `missed` the meetings she did not
    save for, `early` what she saved already for this one, `to_come` what she saved for those
    after it, by number, in shares or francs, `dues` what she owes each fund besides loans,
    `hidden` what of `saved` lies in a delivery plan and is never shown here.
    """

    code: str
    name: str
    note: str
    carnets: int
    shares: int
    saved: int
    fines_owed: int
    loans: tuple[OpenLoan, ...]
    standings: Mapping[str, Standing] = field(default_factory=dict)
    missed: tuple[Missed, ...] = ()
    early: Balance = ZERO
    to_come: Mapping[int, int] = field(default_factory=dict)
    dues: Mapping[str, int] = field(default_factory=dict)
    hidden: int = 0

    @property
    def seen(self) -> int:
        """What of her savings the room may see, in francs."""
        return self.saved - self.hidden

    def behind(self, fund: str) -> int:
        """Return what she owes of the contributions of before, in francs."""
        return self.standings[fund].owed if fund in self.standings else 0

    def ahead(self, fund: str) -> int:
        """Return what she brought of contributions to come, in francs."""
        return self.standings[fund].ahead if fund in self.standings else 0

    @property
    def owed(self) -> int:
        """Everything she owes on loans, in francs."""
        return sum(loan.owed.total for loan in self.loans)


@dataclass(frozen=True, slots=True)
class Opening:
    """The state of a group at the opening of one of its meetings."""

    group: str
    facts: Facts
    rules: Rules
    cycle: CycleRecord
    number: int
    date: datetime.date
    today: datetime.date
    before: datetime.date | None
    attendees: tuple[Attendee, ...]
    cash: Mapping[str, int]
    loans: tuple[LoanRecord, ...]
    recent: Mapping[tuple[str, str], tuple[int, ...]]
    pot: tuple[str, Mapping[str, PotDue]] = ("", {})

    @property
    def draft(self) -> str:
        """The name of this meeting's draft in the book."""
        return f"meeting:{self.group}:{self.cycle.code}:{self.number}"

    def moved(self, event: Mapping[str, Any]) -> dict[str, int]:
        """Return what an event does to each fund's box by itself, in francs; refuses as rules do."""
        said = READER.read(event, group=self.group, date=self.date)
        moved: Counter[str] = Counter()
        for entry in said.effects(self.facts).entries:
            for posting in entry.postings:
                if posting.account.code == PLACES["box"]:
                    moved[posting.account.fund] += posting.amount
        return dict(moved)


def open_meeting(
    book: Book, group: str, today: datetime.date, date: datetime.date | None = None
) -> Opening:
    """Return the opening of the next meeting: on its usual day, or on `date`.

    Refuses when no cycle is open, or its money is shared out.
    """
    with book.reading() as connection:
        group_id = group_number(connection, group)
        facts = book.facts(connection, group, fresh=True)
        cycle = facts.active_cycle(date or today)
        held = meeting_days(connection, group_id, cycle.code)
        before = held[-1].date if held else None
        day = date or proposed_day(before, facts.rules(today).meeting_days, cycle.opened, today)
        rules = facts.rules(day)
        records = facts.source.records(("loan",))
        issued = [record for record in records if isinstance(record, LoanRecord)]
        since = day - datetime.timedelta(days=rules.meeting_days * LOOK_BACK)
        # Whatever checking a cell will look up is read now: no cell waits for the disk.
        if facts.members():
            facts.saved_on(day, facts.members()[0].code)
        attendees = tuple(_attendees(facts, rules, cycle, day))
        opening = Opening(
            group=group,
            facts=facts,
            rules=rules,
            cycle=cycle,
            number=max((meeting.number for meeting in held), default=0) + 1,
            date=day,
            today=today,
            before=before,
            attendees=attendees,
            cash={fund: facts.cash(fund) for fund in rules.funds},
            loans=tuple(sorted(issued, key=lambda loan: (loan.issued, number_order(loan.code)))),
            recent=_recent(facts, issued, since),
            pot=pot_dues(facts, day),
        )
    facts.source = LaterSource(book, group_id)
    return opening


def proposed_day(
    before: datetime.date | None, days: int, opened: datetime.date, today: datetime.date
) -> datetime.date:
    """Return the day the next meeting is held on, as far as it has come.

    Who meets every month meets on the same day of the month, be it 30 or 31 days long.
    """
    due = opened
    if before is not None:
        monthly = days in MONTHLY
        due = add_months(before, 1) if monthly else before + datetime.timedelta(days=days)
    return today if before is None or due > today else due


def _attendees(
    facts: Facts, rules: Rules, cycle: CycleRecord, day: datetime.date
) -> Iterator[Attendee]:
    members = [m for m in facts.members() if m.status == "active" and m.joined <= day]
    same = Counter(member.name for member in members)
    dues: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for key, balance in facts.leaves(DUES).items():
        dues[key.member][key.fund] += balance.amount
    borrowed: defaultdict[str, list[OpenLoan]] = defaultdict(list)
    for code in facts.open_loans():
        record = facts.loan(code)
        borrowed[record.member].append(_open_loan(facts, record, day))
    arrears, to_come = Arrears(facts, day), _to_come(facts, rules, cycle, day)
    apart = privacy_of(facts).deliveries
    for member in members:
        saved = facts.savings(member.code)
        yield Attendee(
            code=member.code,
            name=member.name,
            note=_note(member, same[member.name] > 1),
            carnets=member.carnets,
            shares=saved.quantity,
            saved=saved.amount,
            fines_owed=dues[member.code].total(),
            loans=tuple(sorted(borrowed[member.code], key=lambda loan: loan.due_on)),
            standings={each.fund: each for each in arrears.standings(member.code)},
            missed=arrears.missed_savings(member.code),
            early=counting(facts, cycle, member.code, day, None).already,
            to_come=to_come[member.code],
            dues=dues[member.code],
            hidden=sum(facts.savings(member.code, fund).amount for fund in apart),
        )


def _to_come(
    facts: Facts, rules: Rules, cycle: CycleRecord, day: datetime.date
) -> defaultdict[str, dict[int, int]]:
    """Return what members saved for meetings after that of a day, by member and meeting."""
    today = meeting_of(meeting_days_of(facts, cycle), day)
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for record in facts.records(SavedForRecord.kind):
        if not isinstance(record, SavedForRecord) or record.cycle != cycle.code:
            continue
        if record.meeting > today:
            saved = record.shares if rules.saving.unit == "share" else record.amount
            own = found[record.member]
            own[record.meeting] = own.get(record.meeting, 0) + saved
    return found


def _note(member: MemberRecord, homonym: bool) -> str:
    if not homonym:
        return ""
    return member.nickname or fill(translate(N_("no. {code}")), code=member.code)


def _open_loan(facts: Facts, record: LoanRecord, day: datetime.date) -> OpenLoan:
    """A loan as it is today; what falls due before the next meeting is paid at this one."""
    stands = standing(facts, record, day)
    first = stands.next_due
    return OpenLoan(record, stands.owed, stands.due_now, first[0] if first else record.due)


def _recent(
    facts: Facts, issued: Iterable[LoanRecord], since: datetime.date
) -> dict[tuple[str, str], tuple[int, ...]]:
    """Return what each member lately brought under each heading, oldest first."""
    sums: dict[tuple[str, str, int], int] = {}
    for code in (SAVINGS, LOANS, INTEREST, CONTRIBUTIONS, RESTRICTED_FUNDS):
        for movement in facts.source.movements(code, since=since):
            heading = _HEADINGS.get(movement.kind, "")
            if movement.kind == "contribution_paid":
                heading = f"fund.{movement.account.fund}"
            if heading:
                place = (heading, movement.account.member, movement.entry)
                sums[place] = sums.get(place, 0) - movement.amount
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for (heading, member, _entry), amount in sorted(sums.items(), key=lambda item: item[0][2]):
        found[heading, member].append(amount)
    for loan in issued:
        found["loan", loan.member].append(loan.principal)
        found["loan", ""].append(loan.principal)
    return {place: tuple(amounts) for place, amounts in found.items()}


_HEADINGS = {"savings_deposited": "saving", "loan_repaid": "repaid"}

_FUND_TITLES = {
    "loan": N_("Loans"),
    "social": N_("Solidarity"),
    "health": N_("Health"),
    "main": N_("Main"),
    "tontine": N_("Tontine"),
    "deliveries": N_("Deliveries"),
    "donor": N_("Donor"),
}


def box_name(fund: str) -> str:
    """Return a fund by the name the group uses."""
    return str(terms.fund(fund))


def fund_title(fund: str) -> str:
    """Return a fund in one word, for the head of a column."""
    known = _FUND_TITLES.get(fund, "")
    return translate(known) if known else fund.capitalize()

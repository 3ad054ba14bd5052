"""The ratios of a group on a day: counted from its registers and its journal."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import Connection, func, select

from coop_ledger.book import days
from coop_ledger.book.book import Book
from coop_ledger.book.questions.answers import Loan
from coop_ledger.book.questions.common import cycle_named, group_number, today
from coop_ledger.book.questions.loans import loans
from coop_ledger.book.schema import account, entry, event, posting, record_change
from coop_ledger.domain import indicators as formulas
from coop_ledger.domain.accounts import (
    BORROWED,
    CASH,
    GOODS,
    LEFT_TO_PAY,
    LOAN_LOSSES,
    LOANS,
    PLACES,
    SAVINGS,
)
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.indicators import Attendance, Indicator, Measures
from coop_ledger.domain.records import CycleRecord, MeetingRecord, MemberRecord, ShareOutRecord
from coop_ledger.domain.rules import Rules
from coop_ledger.i18n import N_, translate

OTHER_DEBTS = ("188", "4712")
_CAME = ("present", "late")
_SHARED_OUT, _BROUGHT = "share_out_decided", "balances_opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """One ratio: what is divided by what, what comes out (exact), and what it means."""

    name: str
    title: str
    value: Fraction | None
    unit: str
    numerator: int
    denominator: int
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicators:
    """The ratios of a group on a day of a cycle; `meeting` where they are those of a meeting."""

    group: str
    name: str
    cycle: str
    opened: datetime.date
    on: datetime.date
    meeting: int | None
    meetings: int
    ratios: tuple[Ratio, ...]
    measures: Measures

    def ratio(self, name: str) -> Ratio:
        """Return one ratio by its name."""
        return next(ratio for ratio in self.ratios if ratio.name == name)


def indicators(
    book: Book,
    group: str,
    *,
    cycle: str = "",
    meeting: int | None = None,
    on: datetime.date | None = None,
) -> Indicators:
    """Return the ratios of a group: now, on a day, after a meeting or at the end of a cycle.

    At the end of a cycle they are those just before its share-out, which empties the box.
    """
    with book.reading() as connection:
        number = group_number(connection, group)
        facts = book.facts(connection, group)
        asked = _cycle(facts, cycle, on)
        held = _meetings(facts, asked)
        day = _day(facts, asked, held, meeting, on or today(book))
        measures = _measures(book, connection, number, facts, asked, held, day)
    return Indicators(
        group=group,
        name=facts.founded.name,
        cycle=asked.code,
        opened=asked.opened,
        on=day,
        meeting=meeting,
        meetings=sum(record.date <= day for record in held),
        ratios=tuple(map(_said, formulas.indicators(measures))),
        measures=measures,
    )


def _said(indicator: Indicator) -> Ratio:
    return Ratio(
        name=indicator.name,
        title=translate(indicator.title),
        value=indicator.value,
        unit=indicator.unit,
        numerator=indicator.numerator,
        denominator=indicator.denominator,
        meaning=translate(indicator.meaning),
    )


def _cycle(facts: Facts, code: str, on: datetime.date | None) -> CycleRecord:
    """Return the cycle asked for, that of a day, or the last one."""
    cycles = facts.cycles()
    if not cycles:
        raise Refusal(
            N_("No cycle of {group} was opened yet: there is nothing to measure."),
            field="cycle",
            group=facts.founded.name,
        )
    named = cycle_named(cycles, code) if code else None
    if named is not None:
        return named
    begun = [cycle for cycle in cycles if on is None or cycle.opened <= on]
    return begun[-1] if begun else cycles[0]


def _meetings(facts: Facts, cycle: CycleRecord) -> list[MeetingRecord]:
    found = [
        record
        for record in facts.source.records((MeetingRecord.kind,))
        if isinstance(record, MeetingRecord) and record.cycle == cycle.code
    ]
    return sorted(found, key=lambda record: (record.date, record.number))


def _day(
    facts: Facts,
    cycle: CycleRecord,
    held: Sequence[MeetingRecord],
    meeting: int | None,
    on: datetime.date,
) -> datetime.date:
    if meeting is not None:
        found = next((record for record in held if record.number == meeting), None)
        if found is None:
            raise Refusal(
                N_(
                    "Meeting {value:number} of cycle {cycle} was not held. Its meetings are {held}."
                ),
                field="meeting",
                value=meeting,
                cycle=cycle.code,
                held=", ".join(str(record.number) for record in held) or "–",
            )
        return found.date
    shared = facts.record(ShareOutRecord.kind, cycle.code)
    ended = shared.date if isinstance(shared, ShareOutRecord) else cycle.closed_on
    return max(cycle.opened, min(on, ended) if ended else on)


# -- counting --------------------------------------------------------------------------------------


def _measures(
    book: Book,
    connection: Connection,
    number: int,
    facts: Facts,
    cycle: CycleRecord,
    held: Sequence[MeetingRecord],
    on: datetime.date,
) -> Measures:
    rules = facts.rules(on)
    funds = _sharing(rules)
    ended = _event_of(connection, number, ShareOutRecord.kind, cycle.code)
    stands = _stands(connection, number, until=on, before=ended)
    opening = _event_of(connection, number, CycleRecord.kind, cycle.code)
    earlier = _stands(connection, number, until=on, before=opening)
    saved = _saved(connection, number, funds, opening=opening, before=ended, until=on)
    all_savings = -_of(stands, (SAVINGS,), funds)
    held_by_now = [record for record in held if record.date <= on]
    members = [member for member in facts.members() if _is_there(member, on)]
    start = held[0].date if held else cycle.opened
    lent = _lent(book, facts.group, stands, cycle, on, ended=ended is not None)
    losses = _losses(connection, number, cycle, on)
    return Measures(
        on=on,
        opened=cycle.opened,
        members_at_start=sum(_is_there(member, start) for member in facts.members()),
        members=len(members),
        women=sum(member.sex == "female" for member in members),
        left=sum(_left_between(member, cycle.opened, on) for member in facts.members()),
        attendance=tuple(_attendance(facts.members(), record) for record in held_by_now),
        savings=saved,
        savings_brought=all_savings - saved,
        loans_out=lent.out,
        loans_open=lent.open,
        borrowers=lent.borrowers,
        borrowers_of_cycle=lent.borrowers_of_cycle,
        loans_made=lent.made,
        principal_made=lent.principal_made,
        late=lent.late,
        late_30=lent.late_30,
        loans_late=lent.loans_late,
        written_off=sum(losses.values()),
        loans_written_off=len(losses),
        due=lent.due,
        paid_on_time=lent.on_time,
        box=_of(stands, (CASH,), funds),
        cash=_of(stands, PLACES.values(), funds),
        owned=_of(stands, (GOODS,), funds),
        debts=-_of(stands, (BORROWED, LEFT_TO_PAY, *OTHER_DEBTS), funds),
        social_fund=_of(stands, PLACES.values(), _kept_apart(rules)),
        assets_before=_of(earlier, (*PLACES.values(), LOANS, GOODS), funds),
    )


def _sharing(rules: Rules) -> frozenset[str]:
    """The funds that hold the savings: the first one, and those a saving is split over."""
    return frozenset((rules.first_fund, *rules.split))


def _kept_apart(rules: Rules) -> frozenset[str]:
    """The group's funds beside its savings: solidarity, health; a donor's money is not its own."""
    apart = rules.funds.keys() - _sharing(rules)
    return frozenset(name for name in apart if not rules.funds[name].donor)


def _is_there(member: MemberRecord, day: datetime.date) -> bool:
    return member.joined <= day and (member.left_on is None or member.left_on > day)


def _left_between(member: MemberRecord, first: datetime.date, last: datetime.date) -> bool:
    return member.left_on is not None and first <= member.left_on <= last


def _attendance(members: Iterable[MemberRecord], record: MeetingRecord) -> Attendance:
    """Count a meeting by who was a member on its day, not by who is one today."""
    words = Counter(record.attendance.values())
    return Attendance(
        present=sum(words[word] for word in _CAME),
        represented=words["represented"],
        members=sum(_is_there(member, record.date) for member in members),
    )


def _event_of(connection: Connection, number: int, kind: str, key: str) -> int | None:
    """Return the event that first wrote a line of a register."""
    found = connection.scalar(
        select(func.min(record_change.c.event_id))
        .join_from(record_change, event, event.c.id == record_change.c.event_id)
        .where(event.c.group_id == number, record_change.c.kind == kind, record_change.c.key == key)
    )
    return None if found is None else int(found)


Stands = Mapping[tuple[str, str, str, str], int]
"""What each account, fund, member and loan stands at."""


def _stands(
    connection: Connection, number: int, *, until: datetime.date, before: int | None
) -> Stands:
    """Return what accounts stood at on a day, before an event if one is given."""
    query = (
        select(
            account.c.code,
            account.c.fund,
            account.c.member,
            account.c.loan,
            func.sum(posting.c.amount).label("amount"),
        )
        .select_from(account.join(posting).join(entry, entry.c.id == posting.c.entry_id))
        .where(account.c.group_id == number, posting.c.day <= days.to_number(until))
        .group_by(account.c.code, account.c.fund, account.c.member, account.c.loan)
    )
    if before is not None:
        query = query.where(entry.c.event_id < before)
    return {
        (row.code, row.fund, row.member or "", row.loan or ""): int(row.amount)
        for row in connection.execute(query)
    }


def _of(stands: Stands, codes: Iterable[str], funds: frozenset[str]) -> int:
    wanted = frozenset(codes)
    return sum(
        amount for (code, fund, _, _), amount in stands.items() if code in wanted and fund in funds
    )


def _saved(
    connection: Connection,
    number: int,
    funds: frozenset[str],
    *,
    opening: int | None,
    before: int | None,
    until: datetime.date,
) -> int:
    """Return what was saved in the cycle, less what was taken back; not what was brought into it.

    Counted from the event that opened it: the cycle before may have met on the same day. What
    a reversal undoes counts as what it undoes.
    """
    undone = entry.alias("undone")
    query = (
        select(func.sum(posting.c.amount))
        .select_from(account.join(posting).join(entry, entry.c.id == posting.c.entry_id))
        .outerjoin(undone, undone.c.id == entry.c.reverses)
        .where(
            account.c.group_id == number,
            account.c.code == SAVINGS,
            account.c.fund.in_(funds),
            entry.c.event_id > (opening or 0),
            posting.c.day <= days.to_number(until),
            func.coalesce(undone.c.kind, entry.c.kind).not_in((_SHARED_OUT, _BROUGHT)),
        )
    )
    if before is not None:
        query = query.where(entry.c.event_id < before)
    return -int(connection.scalar(query) or 0)


def _losses(
    connection: Connection, number: int, cycle: CycleRecord, on: datetime.date
) -> Counter[str]:
    """Return the principal written off in the cycle, by loan."""
    rows = connection.execute(
        select(account.c.loan, func.sum(posting.c.amount).label("amount"))
        .select_from(account.join(posting).join(entry, entry.c.id == posting.c.entry_id))
        .where(
            account.c.group_id == number,
            account.c.code == LOAN_LOSSES,
            entry.c.kind != "cycle_closed",
            posting.c.day.between(days.to_number(cycle.opened), days.to_number(on)),
        )
        .group_by(account.c.loan)
    )
    return +Counter({row.loan or "": int(row.amount) for row in rows})


# -- loans -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lent:
    """What is counted of the loans, in francs and in numbers."""

    out: int
    open: int
    borrowers: int
    borrowers_of_cycle: int
    made: int
    principal_made: int
    late: int
    late_30: int
    loans_late: int
    due: int
    on_time: int


def _lent(
    book: Book, group: str, stands: Stands, cycle: CycleRecord, on: datetime.date, *, ended: bool
) -> _Lent:
    """Count the loans; just before a share-out they are late as they were the day before."""
    out: Counter[str] = Counter()
    members: dict[str, str] = {}
    for (code, _fund, member, loan), amount in stands.items():
        if code == LOANS and amount:
            out[loan] += amount
            members[loan] = member
    day = on - datetime.timedelta(days=1) if ended else on
    all_loans = [loan for loan in loans(book, group, on=day) if loan.issued <= on]
    made = [loan for loan in all_loans if loan.issued >= cycle.opened]
    late = {loan.loan: loan.days_late for loan in all_loans if loan.late and loan.loan in out}
    due = [_due_and_on_time(loan, cycle.opened, on) for loan in all_loans]
    return _Lent(
        out=sum(out.values()),
        open=len(out),
        borrowers=len(set(members.values())),
        borrowers_of_cycle=len({loan.member for loan in made}),
        made=len(made),
        principal_made=sum(loan.principal for loan in made),
        late=sum(out[loan] for loan in late),
        late_30=sum(out[loan] for loan, since in late.items() if since > 30),
        loans_late=len(late),
        due=sum(asked for asked, _ in due),
        on_time=sum(paid for _, paid in due),
    )


def _due_and_on_time(loan: Loan, first: datetime.date, last: datetime.date) -> tuple[int, int]:
    """Return what fell due on a loan between two days, and what of it was paid by its day."""
    asked = on_time = before = 0
    for line in loan.schedule:
        if first <= line.due <= last:
            asked += line.payment
            on_time += min(max(_paid_by(loan, line.due) - before, 0), line.payment)
        before += line.payment
    return asked, on_time


def _paid_by(loan: Loan, day: datetime.date) -> int:
    return sum(payment.amount for payment in loan.payments if payment.date <= day)


# -- groups side by side ---------------------------------------------------------------------------


def indicators_of_groups(book: Book, on: datetime.date | None = None) -> tuple[Indicators, ...]:
    """Return the ratios of every group of the book that has opened a cycle."""
    return tuple(_each(book, on))


def _each(book: Book, on: datetime.date | None) -> Iterator[Indicators]:
    from coop_ledger.book.questions.groups import groups  # asks far more than one group

    for line in groups(book):
        if line.cycle:
            yield indicators(book, line.group, on=on)

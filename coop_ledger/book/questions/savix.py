"""The SAVIX form of a group: 24 items, each with what it means and what is doubtful in it.

SAVIX takes 24 items a group and 6 of the project, every quarter; what is illogical is
rejected and what is questionable must be confirmed (thesavix.org, "What we measure"; its
MIS slides). The inner guide was not to be had: the items are those of the reference on
savings groups, 4.3, and are to be held beside the guide before the first upload.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coop_ledger.book.book import Book
from coop_ledger.book.questions.indicators import Indicators, indicators
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.indicators import Measures
from coop_ledger.domain.records import MeetingRecord, MemberRecord, ShareOutRecord
from coop_ledger.i18n import N_, fill, ngettext, translate

Value = str | int | datetime.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of the form; `doubt` says what must be confirmed or written by hand, "" if nothing."""

    number: int
    name: str
    title: str
    definition: str
    value: Value
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavixForm:
    """The form of one group on a day."""

    group: str
    name: str
    cycle: str
    on: datetime.date
    items: tuple[Item, ...]

    @property
    def doubts(self) -> int:
        """How many items are to be confirmed or completed."""
        return sum(bool(item.doubt) for item in self.items)


def savix(book: Book, group: str, on: datetime.date | None = None) -> SavixForm:
    """Return the SAVIX form of a group, filled in from its book."""
    answer = indicators(book, group, on=on)
    with book.reading() as connection:
        facts = book.facts(connection, group)
        known = _Known(answer, facts)
    items = tuple(
        Item(
            number=number,
            name=name,
            title=translate(title),
            definition=translate(definition),
            value=value,
            doubt=doubt,
        )
        for number, (name, title, definition, (value, doubt)) in enumerate(_items(known), start=1)
    )
    return SavixForm(group=group, name=answer.name, cycle=answer.cycle, on=answer.on, items=items)


Answered = tuple[Value, str]


class _Known:
    """What the book knows for the form."""

    def __init__(self, answer: Indicators, facts: Facts):
        self.answer = answer
        self.facts = facts
        self.measures: Measures = answer.measures
        self.rules = facts.rules(answer.on)
        found = [
            record
            for record in facts.source.records((MeetingRecord.kind,))
            if isinstance(record, MeetingRecord) and record.date <= answer.on
        ]
        self.meetings = sorted(found, key=lambda record: (record.date, record.number))

    @property
    def last_meeting(self) -> MeetingRecord | None:
        return self.meetings[-1] if self.meetings else None

    def by_hand(self) -> Answered:
        return None, translate(N_("The book does not keep this: write it by hand."))

    def first_savings(self) -> Answered:
        if not self.meetings:
            return None, translate(N_("No meeting was held yet."))
        first = self.meetings[0].date
        if self.facts.record("opening", "") is None:
            return first, ""
        return first, translate(
            N_("The group saved before this book began: write the day it first saved.")
        )

    def visit(self) -> Answered:
        """The day of the figures; doubtful when the group has not met for long."""
        on, last = self.answer.on, self.last_meeting
        if last is None:
            return on, translate(N_("No meeting was held yet."))
        silent = (on - last.date).days
        if silent <= 2 * self.rules.meeting_days:
            return on, ""
        sentence = N_("The last meeting was {silent:number} days ago: are the figures complete?")
        return on, fill(translate(sentence), silent=silent)

    def women(self) -> Answered:
        there = [
            member
            for member in self.facts.members()
            if member.joined <= self.answer.on and not _has_left(member, self.answer.on)
        ]
        unknown = sum(not member.sex for member in there)
        if not unknown:
            return self.measures.women, ""
        sentence = ngettext(
            "The sex of {unknown:number} member is not in the book.",
            "The sex of {unknown:number} members is not in the book.",
            unknown,
        )
        return self.measures.women, fill(sentence, unknown=unknown)

    def attending(self) -> Answered:
        if not self.measures.attendance:
            return None, translate(N_("No meeting was held yet."))
        return self.measures.attendance[-1].present, ""

    def members(self) -> Answered:
        few, many = 5, 40
        if few <= self.measures.members <= many:
            return self.measures.members, ""
        sentence = N_("Groups have {few:number} to {many:number} members: is the register right?")
        return self.measures.members, fill(translate(sentence), few=few, many=many)

    def savings(self) -> Answered:
        if self.measures.savings or not self.answer.meetings:
            return self.measures.savings, ""
        return 0, translate(N_("Meetings were held and nothing was saved."))

    def written_off(self) -> Answered:
        return self.measures.written_off, ""

    def late(self) -> Answered:
        return self.measures.late, ""

    def box(self) -> Answered:
        """The box as the book has it; doubtful where the last count differed."""
        box = self.measures.box
        last = self.last_meeting
        counts = last.counts.values() if last else ()
        if any(count.get("counted", count["expected"]) != count["expected"] for count in counts):
            return box, translate(N_("At the last meeting the count differed from the book."))
        if last and not any("counted" in count for count in counts):
            return box, translate(N_("The box was not counted at the last meeting."))
        return box, ""

    def bank(self) -> Answered:
        return self.measures.cash - self.measures.box, ""

    def dividends(self) -> Answered:
        shared = [
            record
            for record in self.facts.records(ShareOutRecord.kind)
            if isinstance(record, ShareOutRecord) and record.date <= self.answer.on
        ]
        if not shared:
            return 0, ""
        last = max(shared, key=lambda record: record.date)
        return int(last.result["profit"]), ""


def _has_left(member: MemberRecord, on: datetime.date) -> bool:
    return member.left_on is not None and member.left_on <= on


def _plain(value: Value) -> Answered:
    return value, ""


Line = tuple[str, str, str, Answered]


def _items(known: _Known) -> Iterator[Line]:
    """Yield the 24 items in the order of the form."""
    m, hand = known.measures, known.by_hand
    yield from _about(known, hand)
    yield from _people(known, m)
    yield (
        "savings_brought",
        N_("Savings put back at the start of the cycle"),
        N_("What members left in the box, or brought, when this cycle began."),
        _plain(m.savings_brought),
    )
    yield (
        "savings",
        N_("Savings of this cycle"),
        N_(
            "What members saved since the cycle began, less what they took back; no fines, no fund."
        ),
        known.savings(),
    )
    yield (
        "loans_open",
        N_("Loans outstanding, number"),
        N_("Loans with principal still owed."),
        _plain(m.loans_open),
    )
    yield (
        "loans_out",
        N_("Loans outstanding, value"),
        N_("Principal still owed; interest to come is not counted."),
        _plain(m.loans_out),
    )
    yield (
        "late",
        N_("Unpaid balance of late loans"),
        N_("The whole principal of every loan with an instalment overdue, not that instalment."),
        known.late(),
    )
    yield (
        "written_off",
        N_("Written off in this cycle"),
        N_("Principal the group has decided not to wait for any more."),
        known.written_off(),
    )
    yield from _worth(known, m)


def _about(known: _Known, hand: Callable[[], Answered]) -> Iterator[Line]:
    yield "group", N_("Number of the group"), N_("Its short name here."), _plain(known.answer.group)
    yield "name", N_("Name of the group"), N_("As its members call it."), _plain(known.answer.name)
    yield "animateur", N_("Animateur"), N_("Who looks after the group."), hand()
    yield "trained", N_("Training began"), N_("The first day of the group's training."), hand()
    yield (
        "first_savings",
        N_("First savings"),
        N_("The day the group saved for the first time, in its first cycle."),
        known.first_savings(),
    )
    yield (
        "visit",
        N_("Day of the figures"),
        N_("The day the box was seen; all the figures are of this day."),
        known.visit(),
    )
    yield (
        "interval",
        N_("Days between meetings"),
        N_("7 for every week, 14 for every second week, 30 for every month."),
        _plain(known.rules.meeting_days),
    )


def _people(known: _Known, m: Measures) -> Iterator[Line]:
    yield (
        "members_at_start",
        N_("Members at the start of the cycle"),
        N_("Those there at the first meeting of this cycle."),
        _plain(m.members_at_start),
    )
    yield "members", N_("Members now"), N_("Active members; a woman counts once."), known.members()
    yield "women", N_("Women"), N_("Of the members now."), known.women()
    yield (
        "attending",
        N_("Attending"),
        N_("Members who came in person to the last meeting; represented ones did not."),
        known.attending(),
    )
    yield (
        "left",
        N_("Drop-outs in this cycle"),
        N_("Members who left, were excluded or died since the cycle began."),
        _plain(m.left),
    )


def _worth(known: _Known, m: Measures) -> Iterator[Line]:
    yield (
        "box",
        N_("Loan fund in the box"),
        N_("Cash of the fund that lends; the solidarity fund is not in it."),
        known.box(),
    )
    yield (
        "bank",
        N_("Loan fund in the bank or on the telephone"),
        N_("Bank, Orange Money and Moov Money of the same fund."),
        known.bank(),
    )
    yield (
        "property",
        N_("Property"),
        N_("What the group owns to use or to give, at what it paid."),
        (
            m.owned,
            translate(
                N_("Only goods bought for the members are in the book: add what else is owned.")
            ),
        ),
    )
    yield (
        "debts",
        N_("Debts of the group"),
        N_("What the group owes to a bank, or still has to pay to members."),
        _plain(m.debts),
    )
    yield (
        "social_fund",
        N_("Solidarity fund"),
        N_("Cash of the funds kept apart from the savings."),
        _plain(m.social_fund),
    )
    yield (
        "dividends",
        N_("Profit of the last share-out"),
        N_("What was shared out above the savings, the last time."),
        known.dividends(),
    )

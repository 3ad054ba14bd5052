"""A meeting: who came, everything on its sheet, and the cash counted at its end."""

from dataclasses import dataclass
from typing import Any, ClassVar

from coop_ledger.domain import fields
from coop_ledger.domain.accounts import CASH
from coop_ledger.domain.cash_count import difference_entry
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import JournalEntry
from coop_ledger.domain.posting_rules import cash_counted_total, fund_named, pieces_of
from coop_ledger.domain.records import MeetingRecord, OpeningRecord
from coop_ledger.i18n import N_

ATTENDANCES = ("present", "late", "excused", "absent", "represented")


def _sheet_kind() -> fields.Kind:
    return fields.Kind("events", lambda _field, value: value, {"type": "array"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHeld(Event):
    """A meeting with its whole sheet; it is recorded whole or not at all."""

    type: ClassVar[str] = "meeting_held"
    title: ClassVar[str] = N_("Meeting held")
    in_meeting: ClassVar[bool] = False

    number: int = fields.count(N_("Number of the meeting"), most=10000)
    attendance: dict[str, str] = fields.choices_by_member(N_("Attendance"), ATTENDANCES)
    represented_by: dict[str, str] = fields.names_by_member(N_("Who came in her place"), {})
    sheet: tuple[Event, ...] = fields.special(_sheet_kind(), N_("Sheet"), ())
    counted: dict[str, Any] = fields.counts(N_("Cash counted"), {})
    difference_reason: str = fields.note(N_("Reason of the difference"), "")

    def parts(self) -> tuple[Event, ...]:
        """Return the events of the sheet, in the order of the meeting."""
        return self.sheet

    def before(self, facts: Facts) -> None:
        """Refuse a meeting held already, a count of an unknown fund, a name for who came herself."""
        cycle = facts.active_cycle(self.date)
        if facts.meeting(cycle.code, self.number) is not None:
            raise Refusal(
                N_("Meeting {value:number} of cycle {cycle} is already in the book."),
                field="number",
                value=self.number,
                cycle=cycle.code,
            )
        opening = facts.record("opening", "")
        if isinstance(opening, OpeningRecord) and self.date < opening.date:
            raise Refusal(
                N_(
                    "A meeting of {value:day} comes before the opening balances of {opened:day}: "
                    "what was done until then is in them. Give it a later day."
                ),
                field="date",
                value=self.date,
                opened=opening.date,
            )
        for fund in self.counted:
            fund_named(facts.rules(self.date), fund)
        for member in self.represented_by:
            if self.attendance.get(member) != "represented":
                raise Refusal(
                    N_("{field} names {value}: mark her as represented, or leave the name out."),
                    field="represented_by",
                    value=member,
                )

    def effects(self, facts: Facts) -> Effects:
        """Write the meeting, and the entry of a difference with its reason.

        Who joined on the sheet may have attended.
        """
        for member in self.attendance:
            facts.member(member, field="attendance")
        entries: list[JournalEntry] = []
        counts: dict[str, dict[str, Any]] = {}
        for fund in self._funds(facts):
            expected = facts.cash(fund)
            counts[fund] = {"expected": expected}
            if fund in self.counted:
                counted = self.counted[fund]
                total = cash_counted_total(counted)
                reason = self.difference_reason
                entries += difference_entry(self, fund, expected, total, reason)
                counts[fund] |= {"counted": total, "pieces": pieces_of(counted)}
                if total != expected:
                    counts[fund]["reason"] = reason
        record = MeetingRecord(
            cycle=facts.active_cycle(self.date).code,
            number=self.number,
            date=self.date,
            attendance=self.attendance,
            represented_by=self.represented_by,
            counts=counts,
        )
        return Effects(tuple(entries), (record,))

    def _funds(self, facts: Facts) -> list[str]:
        """Return the funds whose box is worth a line: the rules', and any that holds money."""
        named = list(facts.rules(self.date).funds)
        others = {key.fund for key, balance in facts.leaves(CASH).items() if balance.amount}
        return named + sorted(others - set(named))

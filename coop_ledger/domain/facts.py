"""The facts of one group that events may ask, and how an event changes them.

`Facts` holds the balances and registers of a group in memory. The book fills it
through a `Source` (tests use `NOTHING`), lets an event `happen`, and writes what
the event did. `check` does the same from an empty start and compares.
"""

import datetime
from collections import defaultdict

from coop_ledger.domain.accounts import FINES, INTEREST, LOANS, PLACES, SAVINGS, ChartOfAccounts
from coop_ledger.domain.brought import Brought, brought_in, is_brought
from coop_ledger.domain.charts import CHARTS
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.floors import check_floors
from coop_ledger.domain.journal import AccountKey, JournalEntry
from coop_ledger.domain.outcome import Outcome, number_order, on_line, receipts_of
from coop_ledger.domain.presets import PRESETS
from coop_ledger.domain.records import (
    CycleRecord,
    GroupRecord,
    LoanRecord,
    MeetingRecord,
    MemberRecord,
    Record,
    RulesRecord,
    ShareOutRecord,
)
from coop_ledger.domain.rules import Rules, merged, read_rules
from coop_ledger.domain.source import NOTHING, ZERO, Balance, Movement, RecordChange, Source
from coop_ledger.i18n import N_

__all__ = ["Facts", "Outcome", "number_order"]

# What moves savings on a day without being saved at its meeting.
_NOT_SAVED = ("share_out_decided", "cycle_opened", "balances_opened", "member_left")
_KEPT = (
    "group",
    "rules",
    "member",
    "cycle",
    "share_out",
    "aid",
    "delivery_plan",
    "donation",
    "saved_for",
    "tontine",
    "turn",
    "draw",
    "stake",
)


class Facts:
    """The balances and registers of one group."""

    def __init__(self, group: str, source: Source = NOTHING):
        self.group = group
        self.source = source
        self._leaves: defaultdict[str, dict[AccountKey, Balance]] = defaultdict(dict)
        for key, balance in source.balances().items():
            self._leaves[key.code][key] = balance
        self._registers: defaultdict[str, dict[str, Record | None]] = defaultdict(dict)
        for record in source.records(_KEPT):
            self._registers[record.kind][record.key] = record
        self._met: dict[str, datetime.date] | None = None
        self._loan_history: dict[str, list[Movement]] = {}
        self._rules: dict[datetime.date, Rules] = {}
        self._rules_since: dict[str, Rules] = {}
        self._open: CycleRecord | None = None
        self._saved: dict[datetime.date, dict[str, Balance]] = {}
        self.sitting: Event | None = None  # the meeting whose sheet is being recorded
        self._brought: dict[str, Brought] = {}
        self._unwritten: list[Movement] = []

    # Registers

    def record(self, kind: str, key: str) -> Record | None:
        """Return one record, None if there is none."""
        register = self._registers[kind]
        if key not in register:
            absent = kind in _KEPT or (kind == "meeting" and key not in self.met())
            register[key] = None if absent else self.source.record(kind, key)
        return register[key]

    def records(self, kind: str) -> list[Record]:
        """Return the records of a register that is always kept in memory, in key order."""
        found = [record for record in self._registers[kind].values() if record is not None]
        return sorted(found, key=lambda record: record.key)

    def registers(self) -> dict[tuple[str, str], Record]:
        """Return every record in memory, by register and key."""
        return {
            (kind, key): record
            for kind, register in self._registers.items()
            for key, record in register.items()
            if record is not None
        }

    @property
    def founded(self) -> GroupRecord:
        """The group itself; refuses when it was never founded."""
        record = self.record("group", "")
        if not isinstance(record, GroupRecord):
            raise Refusal(
                N_("There is no group {value} in this book: record its founding first."),
                field="group",
                value=self.group,
            )
        return record

    @property
    def chart(self) -> ChartOfAccounts:
        """The group's chart of accounts."""
        return CHARTS[self.founded.framework]

    def rules(self, day: datetime.date) -> Rules:
        """Return the rules in force on a day."""
        if day not in self._rules:
            votes = [
                record
                for record in self.records("rules")
                if isinstance(record, RulesRecord) and record.date <= day
            ]
            last = votes[-1].key if votes else ""
            if last not in self._rules_since:
                preset = PRESETS[self.founded.preset]
                parts = merged([preset, *(vote.rules for vote in votes)])
                self._rules_since[last] = read_rules(parts)
            self._rules[day] = self._rules_since[last]
        return self._rules[day]

    def member(self, code: str, *, field: str = "member") -> MemberRecord:
        """Return a member of the group, or refuse a number nobody has."""
        record = self.record("member", code)
        if isinstance(record, MemberRecord):
            return record
        raise Refusal(
            N_(
                "{field} is {value}: no member of {group} has this number. "
                "Correct it, or record that she joined."
            ),
            field=field,
            value=code,
            group=self.founded.name,
        )

    def members(self) -> list[MemberRecord]:
        """Return the members, by number."""
        found = [record for record in self.records("member") if isinstance(record, MemberRecord)]
        return sorted(found, key=lambda record: number_order(record.code))

    def loan(self, code: str) -> LoanRecord:
        """Return a loan by its number, or refuse a number no loan has."""
        record = self.record("loan", code)
        if isinstance(record, LoanRecord):
            return record
        raise Refusal(
            N_("{field} is {value}: there is no such loan. The open loans are {open}."),
            field="loan",
            value=code,
            open=", ".join(self.open_loans()) or "–",
        )

    def open_loans(self, member: str | None = None) -> list[str]:
        """Return the numbers of the loans with principal outstanding."""
        loans = {
            key.loan
            for key, balance in self._leaves[LOANS].items()
            if balance.amount and member in (None, key.member)
        }
        return sorted(loans, key=number_order)

    def cycles(self) -> list[CycleRecord]:
        """Return the cycles, by their opening day."""
        found = [record for record in self.records("cycle") if isinstance(record, CycleRecord)]
        return sorted(found, key=lambda cycle: (cycle.opened, cycle.code))

    def open_cycle(self, day: datetime.date) -> CycleRecord:
        """Return the open cycle that a day falls in, or refuse."""
        if self._open is None:
            self._open = next((cycle for cycle in self.cycles() if cycle.closed_on is None), None)
        cycle = self._open
        if cycle is None:
            raise Refusal(
                N_(
                    "{group} has no open cycle: open one (cycle_opened) before recording money on "
                    "{value:day}."
                ),
                field="date",
                value=day,
                group=self.founded.name,
            )
        if day < cycle.opened:
            raise Refusal(
                N_(
                    "{value:day} is before cycle {cycle} was opened on {opened:day}: "
                    "what is closed stays closed. Use a day of the open cycle."
                ),
                field="date",
                value=day,
                cycle=cycle.code,
                opened=cycle.opened,
            )
        return cycle

    def active_cycle(self, day: datetime.date) -> CycleRecord:
        """Return the open cycle if its money is not shared out yet, or refuse."""
        cycle = self.open_cycle(day)
        decided = self.record("share_out", cycle.code)
        if isinstance(decided, ShareOutRecord):
            raise Refusal(
                N_(
                    "Cycle {cycle} was shared out on {decided:day}: "
                    "close it and open the next one, or reverse the share-out."
                ),
                field="date",
                value=day,
                cycle=cycle.code,
                decided=decided.date,
            )
        return cycle

    def meeting(self, cycle: str, number: int) -> MeetingRecord | None:
        """Return a meeting of a cycle, None if it was not held."""
        record = self.record("meeting", f"{cycle}/{number}")
        return record if isinstance(record, MeetingRecord) else None

    def met(self) -> dict[str, datetime.date]:
        """Return the days of the meetings held, by "cycle/number"."""
        if self._met is None:
            meetings = self.source.records(("meeting",))
            self._met = {
                meeting.key: meeting.date
                for meeting in meetings
                if isinstance(meeting, MeetingRecord)
            }
        return self._met

    # Balances

    def balance(self, key: AccountKey) -> Balance:
        """Return what one leaf account stands at."""
        return self._leaves[key.code].get(key, ZERO)

    def leaves(self, code: str) -> dict[AccountKey, Balance]:
        """Return every leaf of an account, in the order in which people count."""
        return dict(sorted(self._leaves[code].items(), key=_leaf_order))

    def stands(self) -> dict[AccountKey, Balance]:
        """Return every leaf of every account that does not stand at nothing."""
        return {
            key: balance
            for leaves in self._leaves.values()
            for key, balance in leaves.items()
            if any(balance)
        }

    def total(self, code: str, *, fund: str | None = None, member: str | None = None) -> int:
        """Return the balance of an account, of one fund or one member if asked (debit plus)."""
        return sum(
            balance.amount
            for key, balance in self._leaves[code].items()
            if fund in (None, key.fund) and member in (None, key.member)
        )

    def by_member(self, code: str, fund: str) -> dict[str, Balance]:
        """Return what an account of a fund stands at for each member it is kept for."""
        stands: dict[str, Balance] = {}
        for key, balance in self._leaves[code].items():
            if key.fund == fund:
                amount, quantity = stands.get(key.member, ZERO)
                stands[key.member] = Balance(amount + balance.amount, quantity + balance.quantity)
        return stands

    def cash(self, fund: str, place: str = "box") -> int:
        """Return what a place of a fund holds, in francs."""
        return self.balance(AccountKey(PLACES[place], fund, place)).amount

    def cash_of(self, fund: str) -> int:
        """Return all the money of a fund, wherever it lies, in francs."""
        return sum(self.cash(fund, place) for place in PLACES)

    def savings(self, member: str, fund: str | None = None) -> Balance:
        """Return a member's savings in francs and her shares."""
        leaves = [
            balance
            for key, balance in self._leaves[SAVINGS].items()
            if key.member == member and fund in (None, key.fund)
        ]
        return Balance(-sum(leaf.amount for leaf in leaves), sum(leaf.quantity for leaf in leaves))

    def saved_on(self, day: datetime.date, member: str) -> Balance:
        """Return what a member has already saved on a day, less what she took back.

        A share-out of that day is another matter: the next cycle may begin on it.
        """
        return self._saved_on(day).get(member, ZERO)

    def _saved_on(self, day: datetime.date) -> dict[str, Balance]:
        if day not in self._saved:
            self._saved[day] = {}
            for movement in self.source.movements(SAVINGS, on=day):
                self._save(movement)
        return self._saved[day]

    def _save(self, movement: Movement) -> None:
        if movement.kind in _NOT_SAVED or self._is_catch_up(movement):
            return
        saved = self._saved[movement.date]
        amount, quantity = saved.get(movement.account.member, ZERO)
        saved[movement.account.member] = Balance(
            amount - movement.amount, quantity + movement.quantity
        )

    def _is_catch_up(self, movement: Movement) -> bool:
        """Return whether what a woman brought on joining stands for meetings held before her."""
        if movement.kind != "member_joined":
            return False
        return self.rules(movement.date).joining.in_cycle != "open"

    def brought(self, cycle: CycleRecord) -> Brought:
        """Return what members brought in a cycle: contributions and savings."""
        if cycle.closed_on is not None:
            return brought_in(self.source, cycle)
        if cycle.code not in self._brought:
            self._brought[cycle.code] = brought_in(self.source, cycle)
            for movement in self._unwritten:
                if movement.date >= cycle.opened:
                    self._brought[cycle.code].add(movement)
        return self._brought[cycle.code]

    def written(self) -> None:
        """Take note that the source now holds everything that happened."""
        self._unwritten.clear()

    def loan_history(self, loan: str) -> list[Movement]:
        """Return the principal, interest and penalty movements of one loan, oldest first."""
        if loan not in self._loan_history:
            record = self.record("loan", loan)
            penalised = isinstance(record, LoanRecord) and record.late
            codes = (LOANS, INTEREST, FINES) if penalised else (LOANS, INTEREST)
            movements = [m for code in codes for m in self.source.movements(code, loan=loan)]
            self._loan_history[loan] = sorted(movements, key=lambda movement: movement.entry)
        return self._loan_history[loan]

    # What happens

    def happen(self, event: Event) -> Outcome:
        """Let an event happen: change the facts and return what it did.

        Raises:
            Refusal: the rules do not allow it. The facts are then half changed
                and must be thrown away.
        """
        entries: list[JournalEntry] = []
        changes: list[RecordChange] = []
        event.before(self)
        self.sitting = event if event.parts() else None
        for line, part in enumerate(event.parts(), start=1):
            try:
                self._absorb(part.effects(self), line, entries, changes)
            except Refusal as refusal:
                refusal.field = f"sheet[{line}].{refusal.field}"
                raise
        self.sitting = None
        self._absorb(event.effects(self), 0, entries, changes)
        check_floors(self, entries)
        return Outcome(tuple(entries), tuple(changes), receipts_of(event, entries))

    def _absorb(
        self,
        effects: Effects,
        line: int,
        entries: list[JournalEntry],
        changes: list[RecordChange],
    ) -> None:
        for record in effects.records:
            self._put(record.kind, record.key, record, line, changes)
        for kind, key in effects.removed:
            self._put(kind, key, None, line, changes)
        for entry in effects.entries:
            entries.append(entry if entry.line == line else on_line(entry, line))
            self._post(entry)

    def _post(self, entry: JournalEntry) -> None:
        counts_as = entry.undone or entry
        brought = is_brought(counts_as)
        for account, amount, quantity in entry.postings:
            if brought or account.code == SAVINGS or account.loan:
                self._remember(
                    Movement(counts_as.date, account, amount, quantity, 0, counts_as.kind),
                    brought=brought,
                )
            leaves = self._leaves[account.code]
            stand = leaves.get(account, ZERO)
            leaves[account] = Balance(stand.amount + amount, stand.quantity + quantity)

    def _remember(self, movement: Movement, *, brought: bool) -> None:
        """Add a movement to the histories it belongs to, which are read before they grow.

        What the source does not hold yet is then never missed, however many events are
        recorded at once.
        """
        if movement.account.code == SAVINGS:
            self._saved_on(movement.date)
            self._save(movement)
        if brought:
            self._unwritten.append(movement)
            for sums in self._brought.values():
                sums.add(movement)
        if movement.account.loan:
            self.loan_history(movement.account.loan).append(movement)

    def _put(
        self, kind: str, key: str, after: Record | None, line: int, changes: list[RecordChange]
    ) -> None:
        before = self.record(kind, key)
        changes.append(RecordChange(line, kind, key, before, after))
        if kind == "rules":
            self._rules.clear()
            self._rules_since.clear()
        if kind == "cycle":
            self._open = None
            # A cycle that is opened now has no past that would be read later.
            is_new = before is None and after is not None
            self._brought = {key: Brought()} if is_new else {}
        if kind == "meeting":
            self._meet(key, after)
        if kind == "loan" and before is None:
            self._loan_history[key] = []
        self._registers[kind][key] = after

    def _meet(self, key: str, after: Record | None) -> None:
        self.met().pop(key, None)
        if isinstance(after, MeetingRecord):
            self.met()[key] = after.date


def _leaf_order(leaf: tuple[AccountKey, Balance]) -> tuple[object, ...]:
    key = leaf[0]
    return key.fund, number_order(key.member), number_order(key.loan), key.place, key.item

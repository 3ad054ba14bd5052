"""The accountant's door, and the only way to correct: a reversal."""

from dataclasses import dataclass
from typing import Any, ClassVar

from coop_ledger.domain import fields
from coop_ledger.domain.accounts import LOANS, PLACE_OF
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts, Recorded
from coop_ledger.domain.journal import AccountKey, Posting
from coop_ledger.domain.posting_rules import entry_of, fund_named
from coop_ledger.domain.records import Record
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True)
class PostingAsked:
    """One posting as a person writes it: debit plus, credit minus."""

    account: str
    amount: int
    fund: str
    member: str


_POSTING_FIELDS = frozenset({"account", "amount", "fund", "member"})
_POSTINGS_MAX = 500


def _read_postings(field: str, value: Any) -> tuple[PostingAsked, ...]:
    rows = fields.list_of(field, value)
    if len(rows) > _POSTINGS_MAX:
        raise Refusal(
            N_("{field} has {value:number} postings: split the entry, {most:number} at most."),
            field=field,
            value=len(rows),
            most=_POSTINGS_MAX,
        )
    return tuple(_read_posting(f"{field}[{n}]", row) for n, row in enumerate(rows, start=1))


def _read_posting(field: str, value: Any) -> PostingAsked:
    row = fields.mapping_of(field, value)
    for name in row:
        if name not in _POSTING_FIELDS:
            raise Refusal(
                N_("{field} is no field of a posting: its fields are {known}."),
                field=f"{field}.{name}",
                known=", ".join(sorted(_POSTING_FIELDS)),
            )
    amount = row.get("amount")
    if type(amount) is not int or not 0 < abs(amount) <= fields.AMOUNT_MAX:
        raise Refusal(
            N_(
                "{field} is {value}: write a whole number of francs, plus for debit and "
                "minus for credit."
            ),
            field=f"{field}.amount",
            value=amount,
        )
    return PostingAsked(
        account=fields.code_of(f"{field}.account", row.get("account")),
        amount=amount,
        fund=fields.code_of(f"{field}.fund", row["fund"]) if "fund" in row else "",
        member=fields.code_of(f"{field}.member", row["member"]) if "member" in row else "",
    )


_POSTINGS = fields.Kind("postings", _read_postings, {"type": "array", "minItems": 2})


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPosted(Event):
    """The accountant posts an entry by hand."""

    type: ClassVar[str] = "entry_posted"
    title: ClassVar[str] = N_("Entry posted by hand")
    in_meeting: ClassVar[bool] = False
    gives_receipt: ClassVar[bool] = False

    text: str = fields.note(N_("What it was"))
    postings: tuple[PostingAsked, ...] = fields.special(_POSTINGS, N_("Postings"))

    def effects(self, facts: Facts) -> Effects:
        """Post it as it was written; loans are kept by their own events."""
        facts.active_cycle(self.date)
        rules = facts.rules(self.date)
        postings = []
        for asked in self.postings:
            facts.chart.account(asked.account)
            if asked.account == LOANS:
                raise Refusal(
                    N_("Account {value} is kept loan by loan: record loan_issued or loan_repaid."),
                    field="account",
                    value=asked.account,
                )
            if asked.member:
                facts.member(asked.member)
            key = AccountKey(
                asked.account,
                fund_named(rules, asked.fund),
                PLACE_OF.get(asked.account, ""),
                asked.member,
            )
            postings.append(Posting(key, asked.amount))
        return Effects((entry_of(self, *postings),))


def _read_reference(field: str, value: Any) -> str:
    return str(value) if type(value) is int and value > 0 else fields.code_of(field, value)


_REFERENCE = fields.Kind(
    "reference", _read_reference, {"oneOf": [{"type": "integer"}, {"type": "string"}]}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReversed(Event):
    """A recorded event is undone by its mirror; both stay in the journal.

    `reverses` is the id or number of an event, or "17.3" for the third line of
    the meeting that is event 17.
    """

    type: ClassVar[str] = "event_reversed"
    title: ClassVar[str] = N_("Event reversed")
    in_meeting: ClassVar[bool] = False
    gives_receipt: ClassVar[bool] = False
    reads_log: ClassVar[bool] = True

    reverses: str = fields.special(_REFERENCE, N_("What is reversed"))
    reason: str = fields.note(N_("Reason"))

    def effects(self, facts: Facts) -> Effects:
        """Mirror its entries and put its registers back."""
        recorded = facts.source.recorded(self.reverses)
        self._check(facts, recorded)
        assert recorded is not None  # checked above
        entries = tuple(
            entry.mirrored(kind=self.type, date=self.date, text=self.reason, of=number)
            for number, entry in recorded.entries
        )
        records: list[Record] = []
        removed: list[tuple[str, str]] = []
        for change in reversed(recorded.changes):
            self._check_unchanged(facts, change.kind, change.key, change.after)
            if change.before is None:
                removed.append((change.kind, change.key))
            else:
                records.append(change.before)
        self._check_no_orphans(facts, removed)
        return Effects(entries, tuple(records), tuple(removed))

    def _check(self, facts: Facts, recorded: Recorded | None) -> None:
        if recorded is None:
            raise Refusal(
                N_("{field} is {value}: no event of this group has this id or number."),
                field="reverses",
                value=self.reverses,
            )
        if recorded.kind == self.type:
            raise Refusal(
                N_("Event {value} is itself a reversal: record the right event again instead."),
                field="reverses",
                value=self.reverses,
            )
        if recorded.reversed:
            raise Refusal(
                N_("Event {value} was already reversed: nothing is left to undo."),
                field="reverses",
                value=self.reverses,
            )
        if self.date < recorded.date:
            raise Refusal(
                N_("{value:day} is before the event of {recorded:day}: correct the date."),
                field="date",
                value=self.date,
                recorded=recorded.date,
            )
        closed = [cycle for cycle in facts.cycles() if cycle.closed_on is not None]
        if recorded.entries and closed and recorded.kind != "cycle_closed":
            last = max(cycle.closed_on for cycle in closed if cycle.closed_on)
            if recorded.date <= last:
                raise Refusal(
                    N_(
                        "Event {value} lies in a cycle that was closed on {closed:day}: reverse the "
                        "closing first, or record the correction in the open cycle."
                    ),
                    field="reverses",
                    value=self.reverses,
                    closed=last,
                )

    def _check_unchanged(self, facts: Facts, kind: str, key: str, after: Record | None) -> None:
        if facts.record(kind, key) != after:
            raise Refusal(
                N_(
                    "What event {value} wrote was changed since ({kind} {key}): "
                    "reverse the later event first."
                ),
                field="reverses",
                value=self.reverses,
                kind=kind,
                key=key,
            )

    def _check_no_orphans(self, facts: Facts, removed: list[tuple[str, str]]) -> None:
        """Refuse to take away a member, a loan or a group that others still rest on."""
        for kind, key in removed:
            if kind == "group" and facts.members():
                raise _still_used(self.reverses, facts.founded.name)
            if kind == "member" and facts.savings(key).amount:
                raise _still_used(self.reverses, facts.member(key).name)
            if kind == "loan" and len(facts.loan_history(key)) > 1:
                raise _still_used(self.reverses, key)
            if kind == "cycle" and any(facts.total(code) for code in PLACE_OF):
                raise _still_used(self.reverses, key)


def _still_used(reference: str, name: str) -> Refusal:
    return Refusal(
        N_("Other events rest on {name}, which event {value} began: reverse them first."),
        field="reverses",
        value=reference,
        name=name,
    )

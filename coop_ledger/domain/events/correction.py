"""The accountant's door, and the only way to correct: a reversal."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from coop_ledger import terms
from coop_ledger.domain import fields
from coop_ledger.domain.accounts import BORROWED, DUES, INTEREST_PAID, LOANS, PLACE_OF, POT, SAVINGS
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import AccountKey, JournalEntry, Posting
from coop_ledger.domain.posting_rules import entry_of, fund_named, who_approves
from coop_ledger.domain.records import (
    CycleRecord,
    DeliveryPlanRecord,
    LoanRecord,
    MeetingRecord,
    Record,
    TontineRecord,
)
from coop_ledger.domain.rules import Rules
from coop_ledger.domain.source import Recorded
from coop_ledger.domain.votes import check_votes, votes_of
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
        postings = [self._posting(facts, rules, asked) for asked in self.postings]
        debited = {posting.account for posting in postings if posting.amount > 0}
        for account, amount, _ in postings:
            if amount < 0 and account in debited:
                raise Refusal(
                    N_("Account {value} is debited and credited at once: write the difference."),
                    field="postings",
                    value=account.code,
                )
        return Effects((entry_of(self, *postings),))

    def _posting(self, facts: Facts, rules: Rules, asked: PostingAsked) -> Posting:
        facts.chart.account(asked.account)
        if asked.account == LOANS:
            raise Refusal(
                N_("Account {value} is kept loan by loan: record loan_issued or loan_repaid."),
                field="account",
                value=asked.account,
            )
        if asked.account in (SAVINGS, POT, DUES) and not asked.member:
            raise Refusal(
                N_("Account {account} is kept by member: say whose it is (member)."),
                field="member",
                account=asked.account,
            )
        if asked.member:
            facts.member(asked.member)
        key = AccountKey(
            asked.account,
            fund_named(rules, asked.fund),
            PLACE_OF.get(asked.account, ""),
            asked.member,
        )
        return Posting(key, asked.amount)


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
    approved_by: tuple[str, ...] = fields.members(N_("Approved by"), ())

    def effects(self, facts: Facts) -> Effects:
        """Mirror its entries and put its registers back."""
        recorded = self._recorded(facts)
        self._check_names(facts, recorded)
        entries = tuple(
            entry.mirrored(kind=self.type, date=self.date, text=self.reason, of=number)
            for number, entry in recorded.entries
        )
        before = self._before(facts, recorded)
        self._check_one_cycle(facts, before.values())
        _check_rules(facts, before)
        self._check_funds(facts, entries)
        removed = tuple(place for place, record in before.items() if record is None)
        self._check_orphans(facts, recorded.number, entries, removed)
        return Effects(
            entries, tuple(record for record in before.values() if record is not None), removed
        )

    def _recorded(self, facts: Facts) -> Recorded:
        """Return what is reversed, or refuse what cannot be."""
        recorded = facts.source.recorded(self.reverses)
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
        self._check_cycle(facts, recorded)
        return recorded

    def _check_names(self, facts: Facts, recorded: Recorded) -> None:
        """Refuse to open a share-out again unless two members answer for it by name."""
        who_approves(facts, self.approved_by)
        people = facts.members()
        there = sum(member.status == "active" for member in people)
        least = min(_TO_REOPEN, there or len(people))  # who left answers for nothing
        if recorded.kind == "share_out_decided" and len(self.approved_by) < least:
            raise Refusal(
                N_(
                    "A share-out is reopened by {least:number} members together, on its own page: "
                    "name {least:number} who answer for it (approved_by)."
                ),
                field="approved_by",
                value=", ".join(self.approved_by),
                least=least,
            )

    def _check_cycle(self, facts: Facts, recorded: Recorded) -> None:
        """Refuse to touch a cycle that was closed or shared out, but by its end itself."""
        adds = recorded.entries or any(change.before is None for change in recorded.changes)
        closings = [cycle.closed_on for cycle in facts.cycles() if cycle.closed_on is not None]
        if recorded.closed and adds:
            raise Refusal(
                N_(
                    "Event {value} lies in a cycle that was closed on {closed:day}: reverse the "
                    "closing first, or record the correction in the open cycle."
                ),
                field="reverses",
                value=self.reverses,
                closed=max(closings),
            )
        moves = recorded.entries or any(change.kind == "meeting" for change in recorded.changes)
        if moves and recorded.kind not in _ENDS:
            facts.active_cycle(self.date)

    def _before(self, facts: Facts, recorded: Recorded) -> dict[tuple[str, str], Record | None]:
        """Return each line of a register as it was; refuse one that was changed since."""
        before: dict[tuple[str, str], Record | None] = {}
        for change in reversed(recorded.changes):
            place = (change.kind, change.key)
            stands = before[place] if place in before else facts.record(*place)
            if stands != change.after:
                raise Refusal(
                    N_(
                        "What event {value} wrote was changed since ({kind} {key}): "
                        "reverse the later event first."
                    ),
                    field="reverses",
                    value=self.reverses,
                    kind=change.kind,
                    key=change.key,
                )
            before[place] = change.before
        return before

    def _check_funds(self, facts: Facts, entries: tuple[JournalEntry, ...]) -> None:
        """Refuse to bring money back to a fund that the rules have done away with."""
        funds = {posting.account.fund for entry in entries for posting in entry.postings}
        for fund in funds - facts.rules(self.date).funds.keys() if funds else ():
            raise Refusal(
                N_(
                    "Event {value} would bring money back to {fund}, which is no fund of the "
                    "group any more: vote it again first (rules_set)."
                ),
                field="reverses",
                value=self.reverses,
                fund=terms.fund(fund),
            )

    def _check_one_cycle(self, facts: Facts, restored: Iterable[Record | None]) -> None:
        """Refuse to open a cycle again while another is open."""
        opens = [cycle.code for cycle in facts.cycles() if cycle.closed_on is None]
        for record in restored:
            if isinstance(record, CycleRecord) and record.code not in opens and opens:
                raise Refusal(
                    N_("Cycle {open} is open: reverse its opening before event {value}."),
                    field="reverses",
                    value=self.reverses,
                    open=opens[0],
                )

    def _check_orphans(
        self,
        facts: Facts,
        number: int,
        entries: tuple[JournalEntry, ...],
        removed: tuple[tuple[str, str], ...],
    ) -> None:
        """Refuse to take away what other events rest on."""
        for kind, key in removed:
            match kind:
                case "group":
                    used = bool(facts.members() or facts.cycles() or facts.records("rules"))
                case "cycle":
                    held = any(meeting.startswith(f"{key}/") for meeting in facts.met())
                    used = held or facts.source.stands(after=number)
                case "member":
                    used = facts.source.stands(after=number, member=key) or any(
                        account.member == key for account in _left(facts, entries)
                    )
                    used = used or _is_named(facts, key, removed)
                case "loan":
                    used = facts.source.stands(after=number, loan=key) or any(
                        account.loan == key for account in _left(facts, entries)
                    )
                case "bank_loan":
                    used = any(
                        account.item == key and account.code in (BORROWED, INTEREST_PAID)
                        for account in _left(facts, entries)
                    )
                case "delivery_plan":
                    used = _is_saved_for(facts, key)
                case "tontine":
                    first = ("turn", f"{key}/0001")
                    used = first not in removed and facts.record(*first) is not None
                case "turn":
                    tontine, _, turn = key.partition("/")
                    after = ("turn", f"{tontine}/{int(turn) + 1:04}")
                    used = after not in removed and facts.record(*after) is not None
                case _:
                    used = False
            if used:
                raise Refusal(
                    N_(
                        "Other events rest on {name}, which event {value} began: "
                        "reverse them first."
                    ),
                    field="reverses",
                    value=self.reverses,
                    name=key or self.group,
                )


_ENDS = ("share_out_decided", "envelopes_kept", "rest_paid", "cycle_closed")
_TO_REOPEN = 2


def _check_rules(facts: Facts, before: Mapping[tuple[str, str], Record | None]) -> None:
    """Refuse to take back a vote that other votes or money in a fund rest on."""
    undone = [vote for vote in votes_of(facts) if ("rules", vote.key) in before]
    if undone:
        votes = [vote for vote in votes_of(facts) if vote not in undone]
        check_votes(facts, votes, min(vote.date for vote in undone))


def _left(facts: Facts, entries: tuple[JournalEntry, ...]) -> list[AccountKey]:
    """Return the accounts that do not stand at nothing once entries are posted."""
    left = Counter({key: balance.amount for key, balance in facts.stands().items()})
    for entry in entries:
        for posting in entry.postings:
            left[posting.account] += posting.amount
    return [key for key, amount in left.items() if amount]


def _is_saved_for(facts: Facts, key: str) -> bool:
    """Return whether she saved in a plan since it was opened."""
    plan = facts.record("delivery_plan", key)
    return (
        isinstance(plan, DeliveryPlanRecord)
        and facts.savings(plan.member, plan.fund).amount != plan.stood
    )


def _is_named(facts: Facts, member: str, removed: tuple[tuple[str, str], ...]) -> bool:
    """Return whether a meeting that stays lists a member, a loan has her as
    guarantor, or a tontine has a hand of hers.
    """
    return any(
        (record.kind, record.key) not in removed and member in _named_by(record)
        for record in facts.source.records(("meeting", "loan", "tontine"))
    )


def _named_by(record: Record) -> Collection[str]:
    """The members that a meeting, a loan or a tontine names."""
    match record:
        case MeetingRecord():
            return record.attendance
        case LoanRecord():
            return record.guarantors
        case TontineRecord():
            return record.hands
        case _:
            return ()

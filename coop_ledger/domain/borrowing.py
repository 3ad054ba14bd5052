"""May she borrow? Every rule of a kind of loan, looked at for one loan that is asked for.

What cannot be (no money, above a ceiling, no guarantor) is a `Refusal`; what the assembly may
decide otherwise is a `Concern`, overruled by name and with a reason; `rule` names the rule.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from coop_ledger import terms
from coop_ledger.domain import arrears
from coop_ledger.domain.accounts import LOANS
from coop_ledger.domain.errors import Concern, Refusal
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import AccountKey
from coop_ledger.domain.kept_for_members import free_cash, not_free
from coop_ledger.domain.lending import late
from coop_ledger.domain.posting_rules import active_member
from coop_ledger.domain.records import CycleRecord, LoanRecord, MemberRecord
from coop_ledger.domain.rules.loans import LoanProduct
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A loan that is asked for: `handed` is what leaves the box, in francs, of the principal.

    `meeting` is the number of the meeting that is held or was held last; a loan `between` two
    meetings is given at none.
    """

    member: MemberRecord
    product: LoanProduct
    principal: int
    handed: int
    on: datetime.date
    due: datetime.date
    guarantors: tuple[str, ...] = ()
    guarantees: Mapping[str, int] = field(default_factory=dict)
    borrower: str = ""
    place: str = "box"
    meeting: int = 0
    between: bool = False


def findings(facts: Facts, asked: Asked, cycle: CycleRecord) -> Iterator[Refusal]:
    """Yield every rule that stands against a loan, what cannot be overruled first."""
    yield from _people(facts, asked)
    yield from _ceilings(facts, asked)
    yield from _cash(facts, asked)
    yield from _timing(facts, asked, cycle)
    yield from _reliance(facts, asked)
    yield from _reliability(facts, asked)


def at_meeting(facts: Facts, on: datetime.date) -> bool:
    """Return whether what is recorded now is said in a meeting, or on the day of one."""
    return facts.sitting is not None or on in facts.met().values()


def answered_for(guarantors: tuple[str, ...], guarantees: Mapping[str, int]) -> tuple[str, ...]:
    """Return all who stand for a loan, whether or not it is said for how much."""
    return tuple(dict.fromkeys((*guarantors, *guarantees)))


def _people(facts: Facts, asked: Asked) -> Iterator[Refusal]:
    product, named = asked.product, asked.guarantors
    for code in named:
        active_member(facts, code, field="guarantors")
    if asked.member.code in named:
        yield Refusal(
            N_("Member {value} cannot stand for her own loan: name someone else."),
            field="guarantors",
            value=asked.member.code,
        )
    if len(named) < product.guarantors:
        yield Refusal(
            N_("This loan needs {needed:number} guarantors and {value:number} are named."),
            field="guarantors",
            value=len(named),
            needed=product.guarantors,
        )
    if asked.borrower and not product.non_members:
        yield Refusal(
            N_(
                "{value} is no member, and this kind of loan is for members only: lend to "
                "{name} herself, or vote it for others (non_members)."
            ),
            field="borrower",
            value=asked.borrower,
            name=asked.member.name,
        )


def _ceilings(facts: Facts, asked: Asked) -> Iterator[Refusal]:
    product, member = asked.product, asked.member
    if product.ceiling is not None:
        saved = facts.savings(member.code).amount
        ceiling = int(Decimal(saved) * product.ceiling)
        lent = facts.total(LOANS, member=member.code)
        if lent + asked.principal > ceiling:
            yield Refusal(
                N_(
                    "{name} has saved {saved:francs} and may owe {ceiling:francs}; she owes "
                    "{lent:francs} already. Lend {rest:francs} at most."
                ),
                field="principal",
                value=asked.principal,
                name=member.name,
                saved=saved,
                ceiling=ceiling,
                lent=lent,
                rest=max(ceiling - lent, 0),
            )
    if product.ceiling_amount is not None:
        lent = sum(facts.balance(key).amount for key in _leaves(facts, asked))
        if lent + asked.principal > product.ceiling_amount:
            yield Refusal(
                N_(
                    "Loans of this kind go up to {ceiling:francs}; {name} owes {lent:francs} on "
                    "them already. Lend {rest:francs} at most."
                ),
                field="principal",
                value=asked.principal,
                name=member.name,
                rule="ceiling_amount",
                ceiling=product.ceiling_amount,
                lent=lent,
                rest=max(product.ceiling_amount - lent, 0),
            )
    if product.ceiling_cash is not None:
        held = free_cash(facts, product.fund)
        most = int(held * product.ceiling_cash / 100) if held > 0 else 0
        if asked.principal > most:
            yield Refusal(
                N_(
                    "{fund} holds {held:francs} and one loan takes {percent:percent} of it at "
                    "most. Lend {rest:francs} at most."
                ),
                field="principal",
                value=asked.principal,
                fund=terms.fund(product.fund),
                held=held,
                rule="ceiling_cash",
                percent=product.ceiling_cash,
                rest=most,
            )


def _cash(facts: Facts, asked: Asked) -> Iterator[Refusal]:
    held = facts.cash(asked.product.fund, asked.place)
    if asked.handed > held:
        yield Refusal(
            N_(
                "{fund}: {held:francs} are there and the loan is {value:francs}, "
                "{missing:francs} are missing. Lend {held:francs} at most."
            ),
            field="principal",
            value=asked.handed,
            fund=terms.fund(asked.product.fund),
            held=held,
            missing=asked.handed - held,
        )
        return
    kept = not_free(facts, asked.product.fund, asked.handed, "principal")
    if kept is not None:
        yield kept


def _timing(facts: Facts, asked: Asked, cycle: CycleRecord) -> Iterator[Refusal]:
    product = asked.product
    if asked.due > cycle.ends and facts.rules(asked.on).is_shared(product.fund):
        yield Concern(
            N_(
                "This loan is due on {due:day}, after the share-out of {ends:day}. Shorten it, "
                "or let a member overrule this by name (approved_by) with a reason (reason)."
            ),
            field="term",
            value=None,
            rule="due",
            due=asked.due,
            ends=cycle.ends,
        )
    days = (cycle.ends - asked.on).days
    if days < product.last_days:
        yield Concern(
            N_(
                "No loan is given in the last {last:number} days before the share-out of "
                "{ends:day}, and {value:day} is one of them."
            ),
            field="date",
            value=asked.on,
            rule="last_days",
            last=product.last_days,
            ends=cycle.ends,
        )
    if asked.meeting < product.first_meeting:
        yield Concern(
            N_(
                "Loans are given from meeting {first:number} of the cycle on; "
                "meeting {value:number} is reached."
            ),
            field="date",
            value=asked.meeting,
            rule="first_meeting",
            first=product.first_meeting,
        )
    if asked.between and not product.between_meetings:
        yield Concern(
            N_(
                "Loans of this kind are given at a meeting, and none is held on {value:day}. "
                "Write it on the meeting's sheet."
            ),
            field="date",
            value=asked.on,
            rule="between_meetings",
        )


def meeting_reached(facts: Facts, cycle: CycleRecord) -> int:
    """Return the number of the meeting of a cycle that is held or was held last, 0 for none."""
    held = [
        int(number)
        for code, _slash, number in (key.rpartition("/") for key in facts.met())
        if code == cycle.code
    ]
    return max([*held, getattr(facts.sitting, "number", 0)])


def _reliance(facts: Facts, asked: Asked) -> Iterator[Refusal]:
    """What guarantors stand for."""
    product = asked.product
    stands = sum(asked.guarantees.values())
    if product.guarantors_cover and stands < asked.principal:
        yield Concern(
            N_(
                "The guarantors stand for {value:francs} of {principal:francs}: "
                "{missing:francs} are not covered."
            ),
            field="guarantees",
            value=stands,
            rule="guarantors_cover",
            principal=asked.principal,
            missing=asked.principal - stands,
        )
    if product.guarantor_loans_max is None or not asked.guarantors:
        return
    stood = [facts.loan(code) for code in facts.open_loans()]
    for code in asked.guarantors:
        others = [loan.code for loan in stood if code in loan.guarantors]
        if len(others) >= product.guarantor_loans_max:
            yield Concern(
                N_(
                    "Loans that {name} stands for already: {loans}. "
                    "At once, she may stand for {most:number} at most."
                ),
                field="guarantors",
                value=code,
                name=facts.member(code).name,
                loans=", ".join(others),
                rule="guarantor_loans_max",
                most=product.guarantor_loans_max,
            )


def _reliability(facts: Facts, asked: Asked) -> Iterator[Refusal]:
    """What is known of the borrower: how long she is there, what she owes, what is late."""
    product, member = asked.product, asked.member
    if product.waiting_meetings:
        held = sum(member.joined <= day < asked.on for day in facts.met().values())
        if held < product.waiting_meetings:
            yield Concern(
                N_(
                    "{name} joined on {joined:day}. Meetings held since: {value:number}; asked for "
                    "before a loan of this kind: {least:number}."
                ),
                field="member",
                value=held,
                name=member.name,
                joined=member.joined,
                rule="waiting_meetings",
                least=product.waiting_meetings,
            )
    if product.loans_at_once is not None:
        running = {key.loan for key in _leaves(facts, asked)}
        if len(running) >= product.loans_at_once:
            yield Concern(
                N_(
                    "Loans of this kind that {name} has already: {loans}. "
                    "At once, {most:number} at most."
                ),
                field="member",
                value=len(running),
                name=member.name,
                loans=", ".join(sorted(running)) or "–",
                rule="loans_at_once",
                most=product.loans_at_once,
            )
    if product.up_to_date:
        yield from _behind(facts, asked)


def _behind(facts: Facts, asked: Asked) -> Iterator[Refusal]:
    member = asked.member
    for code in facts.open_loans(member.code):
        missing = late(facts, facts.loan(code), asked.on)
        if missing:
            yield Concern(
                N_("Loan {loan} of {name} is late by {value:francs}: it comes first."),
                field="member",
                value=missing,
                rule="up_to_date",
                loan=code,
                name=member.name,
            )
    for fund, missing in arrears.owed(facts, member.code, asked.on).items():
        if missing:
            yield Concern(
                N_("{name} has {value:francs} of contributions to bring ({fund})."),
                field="member",
                value=missing,
                rule="up_to_date",
                name=member.name,
                fund=terms.fund(fund),
            )


def _leaves(facts: Facts, asked: Asked) -> list[AccountKey]:
    """Return the accounts of the borrower's open loans of this kind."""
    return [
        key
        for key, balance in facts.leaves(LOANS).items()
        if balance.amount
        and key.member == asked.member.code
        and _product_of(facts, key.loan) == asked.product.name
    ]


def _product_of(facts: Facts, code: str) -> str:
    record = facts.record("loan", code)
    return record.product if isinstance(record, LoanRecord) else ""

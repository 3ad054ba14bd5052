"""The share-out: a simulation before the decision, the frozen result after it."""

import dataclasses
import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, and_, func, select

from coop_ledger import i18n
from coop_ledger.book.book import Book
from coop_ledger.book.questions.answers import ShareOut, ShareOutMember
from coop_ledger.book.questions.common import group_number, names_of, today
from coop_ledger.book.schema import account, balance, entry, event, posting, record, record_change
from coop_ledger.domain.accounts import DUES, LOANS
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.records import CycleRecord, LoanRecord, ShareOutRecord
from coop_ledger.domain.rules.share_out import read_rounding
from coop_ledger.domain.share_out import Payout
from coop_ledger.domain.share_out_frozen import plan_as_json
from coop_ledger.domain.share_out_plan import choices_of, plan
from coop_ledger.i18n import N_


def share_out(
    book: Book,
    group: str,
    *,
    cycle: str = "",
    on: datetime.date | None = None,
    method: str = "",
    rounding: Mapping[str, Any] | None = None,
    remainder: str = "",
    seed: Mapping[str, int] | None = None,
    goods: Mapping[str, int] | None = None,
    unpaid: Mapping[str, int] | None = None,
    owed_by: datetime.date | None = None,
) -> ShareOut:
    """Return a cycle's share-out, the last cycle's if none is named.

    Once decided it is what was voted, whatever choices are asked for.
    """
    day = on or today(book)
    with book.reading() as connection:
        number = group_number(connection, group)
        facts = book.facts(connection, group)
        wanted = _cycle(facts, cycle)
        decided = facts.record("share_out", wanted.code)
        if isinstance(decided, ShareOutRecord):
            decision = _decision(connection, number, wanted.code)
            fund = facts.rules(decided.date).first_fund
            after = _owing_after(connection, number, facts, fund, decision)
            return _answer(
                connection, number, facts, wanted, decided.date, decided.result, after, decision
            )
        choices = choices_of(
            facts.rules(day),
            method=method,
            rounding=read_rounding(rounding, "rounding") if rounding else None,
            remainder_to=remainder,
            seed=seed,
            goods=goods,
            unpaid=unpaid,
            owed_by=owed_by,
        )
        planned = plan(facts, day, choices)
        owing = {
            line.member: _owing_now(facts, planned.fund, line) for line in planned.result.payouts
        }
        result = plan_as_json(planned)
        return _answer(connection, number, facts, wanted, day, result, owing, None)


def _cycle(facts: Facts, code: str) -> CycleRecord:
    cycles = facts.cycles()
    found = [cycle for cycle in cycles if code in ("", cycle.code)]
    if not found:
        raise Refusal(
            N_("{field} is {value}: the cycles of this group are {cycles}."),
            field="cycle",
            value=code,
            cycles=", ".join(cycle.code for cycle in cycles) or "–",
        )
    return found[-1]


def _decision(connection: Connection, group_id: int, cycle: str) -> tuple[int, str] | None:
    row = connection.execute(
        select(event.c.number, event.c.hash)
        .join_from(event, record_change, record_change.c.event_id == event.c.id)
        .where(
            event.c.group_id == group_id,
            event.c.name == "share_out_decided",
            record_change.c.kind == ShareOutRecord.kind,
            record_change.c.key == cycle,
        )
        .order_by(event.c.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else (row.number, row.hash)


@dataclass(frozen=True, slots=True)
class _Owing:
    """What a member owes besides loans after the share-out, and when her loans are due."""

    fines: int = 0
    due: datetime.date | None = None


def _owing_now(facts: Facts, fund: str, line: Payout) -> _Owing:
    loans = [facts.loan(code) for code in facts.open_loans(line.member)] if line.owes_loan else []
    due = max((loan.due for loan in loans if loan.fund == fund), default=None)
    return _Owing(line.owes_fines, due)


def _owing_after(
    connection: Connection,
    group_id: int,
    facts: Facts,
    fund: str,
    decision: tuple[int, str] | None,
) -> dict[str, _Owing]:
    """Return what members owed just after the decision, whatever was paid since."""
    if decision is None:
        return {}
    rows = connection.execute(
        select(account.c.code, account.c.member, account.c.loan, func.sum(posting.c.amount))
        .join_from(account, posting, posting.c.account_id == account.c.id)
        .join(entry, entry.c.id == posting.c.entry_id)
        .join(event, event.c.id == entry.c.event_id)
        .where(
            account.c.group_id == group_id,
            account.c.code.in_((DUES, LOANS)),
            account.c.fund == fund,
            event.c.number <= decision[0],
        )
        .group_by(account.c.id)
    ).all()
    found: dict[str, _Owing] = {}
    for code, member, loan, amount in rows:
        owing = found.get(member, _Owing())
        if code == DUES and amount:
            found[member] = dataclasses.replace(owing, fines=owing.fines + amount)
        elif code == LOANS and amount:
            due = max(filter(None, (owing.due, facts.loan(loan).due)))
            found[member] = dataclasses.replace(owing, due=due)
    return found


def _answer(
    connection: Connection,
    group_id: int,
    facts: Facts,
    cycle: CycleRecord,
    date: datetime.date,
    result: Mapping[str, Any],
    owing: Mapping[str, _Owing],
    decision: tuple[int, str] | None,
) -> ShareOut:
    called = _called(facts)
    by = result.get("owed_by")
    owed_by = None if by is None else datetime.date.fromisoformat(by)
    kept = result.get("kept", {})
    members = tuple(
        _member(called, line, owing.get(line["member"], _Owing()), kept, owed_by, date)
        for line in result["members"]
    )
    value, back = result["share_value"], sum(m.gross for m in members if m.leaves)
    return ShareOut(
        cycle=cycle.code,
        method=result["method"],
        rounding=result["rounding"],
        decided=decision is not None,
        date=date,
        fund=result["fund"],
        cash=result["cash"],
        savings=result["savings"],
        profit=result["profit"],
        total_shares=result["total_shares"],
        share_price=facts.rules(date).saving.price,
        share_value=None
        if value is None
        else Fraction(result["fund"] - back, result["total_shares"]),
        share_value_paid=result["share_value_paid"],
        members=members,
        paid_total=result["paid_total"],
        seed_total=sum(member.seed for member in members),
        loans_deducted=sum(member.loan_deducted for member in members),
        fines_deducted=sum(member.fines_deducted for member in members),
        owed_total=sum(member.owes for member in members),
        remainder=result["remainder"],
        remainder_to=result["remainder_to"],
        notes=_notes(result["notes"]),
        counted=result.get("counted"),
        approved_by=tuple(result.get("approved_by", ())),
        sources=result["sources"],
        places=result["places"],
        loans_out=result["loans_out"],
        other_funds=result["other_funds"],
        event=decision[0] if decision else None,
        hash=decision[1] if decision else "",
        cycle_opened=cycle.opened,
        cycle_ends=cycle.ends,
        meetings=_count(connection, group_id, "meeting", f"{cycle.code}/%"),
        loans_repaid=_repaid(connection, group_id, cycle),
        dues=result.get("dues", {}),
        dues_deducted=sum(member.dues_deducted for member in members),
        goods=result.get("goods", 0),
        unpaid=result.get("unpaid", 0),
        kept=sum(kept.values()),
        given_back=back,
        not_shared=result.get("not_shared", 0),
        owed_by=owed_by,
    )


def _called(facts: Facts) -> dict[str, str]:
    """Return what members are called; who died is received for by her next of kin."""
    called = names_of(facts.members())
    for member in facts.members():
        if member.status == "deceased" and member.next_of_kin:
            words = i18n.translate(N_("{name}, received by {kin}"))
            called[member.code] = i18n.fill(words, name=called[member.code], kin=member.next_of_kin)
    return called


def _member(
    called: Mapping[str, str],
    line: Mapping[str, Any],
    owing: _Owing,
    kept: Mapping[str, int],
    owed_by: datetime.date | None,
    date: datetime.date,
) -> ShareOutMember:
    plain = {name: value for name, value in line.items() if name != "notes"}
    dues = line.get("owes_dues", 0)
    fines = min(owing.fines, line["owes"] - dues)
    still = owing.due if owing.due and owing.due > date else None
    return ShareOutMember(
        **plain,
        name=called[line["member"]],
        notes=_notes(line["notes"]),
        kept=kept.get(line["member"], 0),
        owes_loan=line["owes"] - dues - fines,
        owes_fines=fines,
        due=(owed_by or still) if line["owes"] else None,
    )


def _notes(notes: Mapping[str, int]) -> dict[int, int]:
    found = {int(piece): count for piece, count in notes.items()}
    return dict(sorted(found.items(), reverse=True))


def _count(connection: Connection, group_id: int, kind: str, pattern: str) -> int:
    keys = connection.scalars(
        select(record.c.key).where(
            record.c.group_id == group_id, record.c.kind == kind, record.c.key.like(pattern)
        )
    )
    return len(keys.all())


def _repaid(connection: Connection, group_id: int, cycle: CycleRecord) -> int:
    """Return how many loans of the cycle are repaid: issued in it, with no principal left."""
    bodies = connection.scalars(
        select(record.c.body)
        .join_from(
            record,
            account,
            and_(account.c.group_id == record.c.group_id, account.c.loan == record.c.key),
        )
        .join(balance, balance.c.account_id == account.c.id)
        .where(
            record.c.group_id == group_id,
            record.c.kind == LoanRecord.kind,
            account.c.code == LOANS,
            balance.c.amount == 0,
        )
    )
    issued = (LoanRecord.read(json.loads(body)).issued for body in bodies)
    return sum(cycle.opened <= day <= (cycle.closed_on or day) for day in issued)

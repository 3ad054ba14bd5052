"""What the home page shows of a group: the money to expect, and what comes next."""

import datetime
from collections.abc import Iterator, Sequence
from fractions import Fraction

from sqlalchemy import Connection, func, select

from coop_ledger.book import days
from coop_ledger.book.book import Book
from coop_ledger.book.questions.answers import Cash, CashPlace, Dashboard
from coop_ledger.book.questions.arrears import arrears_of
from coop_ledger.book.questions.common import group_number, today
from coop_ledger.book.questions.loans import loans
from coop_ledger.book.questions.meetings import MeetingDay, meeting_days
from coop_ledger.book.schema import account, entry, event, posting, record_change
from coop_ledger.domain.accounts import LEFT_TO_PAY, LOANS, PLACE_OF, SAVINGS
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.lending import standing
from coop_ledger.domain.records import CycleRecord, DeliveryPlanRecord, ShareOutRecord
from coop_ledger.domain.share_out_basis import owed_to_others
from coop_ledger.domain.share_out_plan import sources
from coop_ledger.domain.tontine import running


def dashboard(book: Book, group: str, on: datetime.date | None = None) -> Dashboard:
    """Return the home page of a group on a day."""
    day = on or today(book)
    with book.reading() as connection:
        number = group_number(connection, group)
        facts = book.facts(connection, group)
        rules = facts.rules(day)
        cycles = facts.cycles()
        cycle = cycles[-1] if cycles else None
        last = cycles[-2] if len(cycles) > 1 else None
        held = meeting_days(connection, number, cycle.code) if cycle else []
        growth = tuple(_growth(connection, number, held, cycle))
        earlier = meeting_days(connection, number, last.code) if last else []
        growth_before = tuple(_growth(connection, number, earlier, last))
        aids = _last_aids(connection, number)
        behind = [each for each in arrears_of(facts, day).members if each.owed or each.fines_owed]
        next_on = _next_meeting(held, cycle, rules.meeting_days, day)
        owing = [facts.loan(code) for code in facts.open_loans()]
        due_next = sum(standing(facts, loan, next_on or day).due_now for loan in owing)
    open_loans = loans(book, group, status="open", on=day)
    fund = rules.first_fund
    money = _cash(facts)
    others = owed_to_others(facts, fund)
    came = sources(facts, fund, not_shared=others)
    savings = -facts.total(SAVINGS)
    decided = cycle is not None and isinstance(
        facts.record("share_out", cycle.code), ShareOutRecord
    )
    shares = sum(balance.quantity for balance in facts.leaves(SAVINGS).values())
    worth = sum(came.values())
    plans = [
        plan
        for plan in facts.records(DeliveryPlanRecord.kind)
        if isinstance(plan, DeliveryPlanRecord) and plan.is_open
    ]
    return Dashboard(
        group=group,
        name=facts.founded.name,
        cash=money,
        expected_cash=sum(place.balance for place in money.places if place.place == "box"),
        funds={name: facts.cash_of(name) for name in rules.funds},
        savings=savings,
        profit=worth - came["savings"],
        loans_out=sum(loan.owed.principal for loan in open_loans),
        cycle=cycle.code if cycle else "",
        cycle_opened=cycle.opened if cycle else None,
        cycle_ends=cycle.ends if cycle else None,
        meetings_held=len(held),
        meetings_planned=_planned(cycle, rules.meeting_days),
        next_meeting=max((meeting.number for meeting in held), default=0) + 1,
        next_meeting_on=next_on,
        last_meeting_on=max((meeting.date for meeting in held), default=None),
        members=sum(member.status == "active" for member in facts.members()),
        due_next=due_next,
        late_loans=tuple(loan for loan in open_loans if loan.status == "late"),
        share_value=Fraction(worth, shares) if shares else None,
        savings_by_meeting=growth,
        savings_last_cycle=growth_before,
        share_out_decided=decided,
        last_aid=max(aids.values(), default=None),
        fund_savings=came["savings"],
        fund_loans_out=facts.total(LOANS, fund=fund),
        fund_of_others=others,
        last_aids=aids,
        behind=len(behind),
        contributions_owed=sum(each.owed for each in behind),
        fines_owed=sum(each.fines_owed for each in behind),
        plans_open=len(plans),
        plans_past=sum(plan.due < day and "delivery" not in plan.reached for plan in plans),
        left_to_pay=-facts.total(LEFT_TO_PAY),
        left_to_pay_to=_left_to_pay_to(facts),
        shares_nothing=rules.shares_nothing,
        keeps_plans=rules.deliveries is not None,
        tontine_waits=_tontine_waits(facts, day),
    )


def _tontine_waits(facts: Facts, day: datetime.date) -> bool:
    found = running(facts, day)
    return found is not None and not found.stored and not any(found.credit.values())


def _cash(facts: Facts) -> Cash:
    places = tuple(
        CashPlace(fund=key.fund, place=PLACE_OF[code], balance=balance.amount)
        for code in PLACE_OF
        for key, balance in facts.leaves(code).items()
    )
    return Cash(places=places, total=sum(place.balance for place in places))


def _planned(cycle: CycleRecord | None, every: int) -> int:
    """Return how many meetings a cycle has room for."""
    return 0 if cycle is None else max((cycle.ends - cycle.opened).days // every, 1)


def _next_meeting(
    held: Sequence[MeetingDay], cycle: CycleRecord | None, every: int, today: datetime.date
) -> datetime.date | None:
    """Return the day after the last meeting's; before the first one nobody is late yet."""
    if cycle is None or cycle.closed_on is not None:
        return None
    if held:
        return max(meeting.date for meeting in held) + datetime.timedelta(days=every)
    rounds = max(-((cycle.opened - today).days // every), 1)
    return cycle.opened + datetime.timedelta(days=every * rounds)


def _growth(
    connection: Connection,
    group_id: int,
    held: Sequence[MeetingDay],
    cycle: CycleRecord | None,
) -> Iterator[tuple[int, int]]:
    """Yield the savings standing after each meeting of a cycle, by its number."""
    if cycle is None:
        return
    opened = connection.scalar(
        select(func.min(record_change.c.event_id))
        .join_from(record_change, event, event.c.id == record_change.c.event_id)
        .where(
            event.c.group_id == group_id,
            record_change.c.kind == CycleRecord.kind,
            record_change.c.key == cycle.code,
        )
    )
    original = entry.alias("original")
    saved = (
        select(posting.c.day, func.sum(posting.c.amount))
        .select_from(account.join(posting).join(entry, entry.c.id == posting.c.entry_id))
        .outerjoin(original, original.c.id == entry.c.reverses)
        .where(account.c.group_id == group_id, account.c.code == SAVINGS)
        .group_by(posting.c.day)
        .order_by(posting.c.day)
    )
    before = connection.execute(saved.where(entry.c.event_id < opened)).all()
    rows = connection.execute(
        saved.where(
            entry.c.event_id > opened,
            func.coalesce(original.c.kind, entry.c.kind) != "share_out_decided",
        )
    ).all()
    stand, place = -sum(int(amount) for _, amount in before), 0
    for meeting in sorted(held, key=lambda meeting: meeting.date):
        while place < len(rows) and rows[place][0] <= days.to_number(meeting.date):
            stand -= int(rows[place][1])
            place += 1
        yield meeting.number, stand


def _last_aids(connection: Connection, group_id: int) -> dict[str, tuple[datetime.date, int]]:
    """Return the day and the francs of the last help of each fund."""
    rows = connection.execute(
        select(account.c.fund, entry.c.day, posting.c.amount)
        .select_from(
            entry.join(posting, posting.c.entry_id == entry.c.id).join(
                account, account.c.id == posting.c.account_id
            )
        )
        .where(entry.c.group_id == group_id, entry.c.kind == "aid_granted", posting.c.amount > 0)
        .order_by(entry.c.id)
    )
    return {fund: (days.from_number(day), amount) for fund, day, amount in rows}


def _left_to_pay_to(facts: Facts) -> dict[str, str]:
    """Return the members to whom something is left to pay, by number."""
    codes = [key.member for key, left in facts.leaves(LEFT_TO_PAY).items() if left.amount]
    return {code: facts.member(code).name for code in codes}

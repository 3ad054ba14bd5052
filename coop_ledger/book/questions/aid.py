"""Help by a fund: what it may give a member today, and the slip she takes to the health centre."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from coop_ledger.book import days
from coop_ledger.book.book import Book
from coop_ledger.book.questions.common import group_number, today
from coop_ledger.book.questions.funds import said_on_line
from coop_ledger.book.questions.private import is_shown
from coop_ledger.book.schema import account, entry, event, posting
from coop_ledger.domain import aid as aids
from coop_ledger.domain.accounts import PLACE_OF
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.posting_rules import fund_named
from coop_ledger.domain.records import LoanRecord
from coop_ledger.i18n import N_

_AID, _LOAN = "aid_granted", "loan_issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class AidOffer:
    """What a fund may give: its reasons with their amounts, its ceilings, and what it holds.

    `most` is the most it may give this member for this reason today, None for no limit; `given`
    what she was given in this cycle. `by_rule` says that the fund has a rule for help.
    """

    fund: str
    by_rule: bool
    reasons: Mapping[str, int]
    most: int | None
    ceiling: int | None
    ceiling_per_cycle: int | None
    keep: int
    given: int
    cash: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a fund pays for a member at a health centre; `number` is the entry's.

    `kind` is "aid" or "loan"; a `reason` that is private is empty, and `hidden` says so.
    """

    number: int
    kind: str
    date: datetime.date
    member: str
    name: str
    fund: str
    place: str
    amount: int
    centre: str
    reason: str
    hidden: bool
    loan: str
    due: datetime.date | None
    approved_by: str
    reversed: bool
    hash: str


def aid_offer(
    book: Book,
    group: str,
    fund: str,
    member: str = "",
    reason: str = "",
    on: datetime.date | None = None,
) -> AidOffer:
    """Return what a fund may give a member for a reason, by its rules."""
    day = on or today(book)
    with book.reading() as connection:
        return offer_on(book.facts(connection, group), day, fund, member, reason)


def offer_on(
    facts: Facts, day: datetime.date, fund: str, member: str = "", reason: str = ""
) -> AidOffer:
    """Return what a fund may give on a day, by facts that were read already."""
    rules = facts.rules(day)
    rule = rules.funds[fund_named(rules, fund)]
    cycle = next((cycle.code for cycle in facts.cycles() if cycle.closed_on is None), "")
    return AidOffer(
        fund=rule.name,
        by_rule=rule.aid is not None,
        reasons=rule.aid.reasons if rule.aid else {},
        most=aids.most(facts, rule, cycle, member, reason),
        ceiling=rule.aid.ceiling if rule.aid else None,
        ceiling_per_cycle=rule.aid.ceiling_per_cycle if rule.aid else None,
        keep=rule.aid.keep if rule.aid else 0,
        given=aids.given(facts, rule.name, cycle, member),
        cash=facts.cash_of(rule.name),
    )


def claim_numbered(book: Book, group: str, number: int, *, private: bool = False) -> Claim:
    """Return what a slip says of a help or a loan, by the number of its entry.

    The reason stays hidden where the fund or the kind of loan is sensitive, unless `private`
    says that it was asked for.
    """
    with book.reading() as connection:
        group_id = group_number(connection, group)
        mirror = entry.alias("mirror")
        row = connection.execute(
            select(
                entry.c.kind,
                entry.c.day,
                entry.c.line,
                event.c.body,
                event.c.hash,
                account.c.fund,
                account.c.code,
                posting.c.amount,
                mirror.c.id.label("undone_by"),
            )
            .select_from(
                entry.join(event, event.c.id == entry.c.event_id)
                .join(posting, posting.c.entry_id == entry.c.id)
                .join(account, account.c.id == posting.c.account_id)
                .outerjoin(mirror, mirror.c.reverses == entry.c.id)
            )
            .where(
                entry.c.group_id == group_id,
                entry.c.number == number,
                entry.c.kind.in_((_AID, _LOAN)),
                account.c.code.in_(PLACE_OF),
                posting.c.amount < 0,
            )
        ).first()
        if row is None:
            raise Refusal(
                N_(
                    "Entry {value} is neither a help nor a loan: open it in the journal and take "
                    "the number of the one that was paid out."
                ),
                field="number",
                value=number,
            )
        said = said_on_line(json.loads(row.body), row.line)
        facts = book.facts(connection, group)
        day = days.from_number(row.day)
        loan = facts.record("loan", str(said.get("loan", "")))
        kept = loan if isinstance(loan, LoanRecord) else None
        rules = facts.rules(day)
        rule = rules.funds.get(row.fund)
        product = rules.loans.get(kept.product) if kept else None
        private = private or is_shown()
        hides = bool((rule and rule.sensitive) or getattr(product, "sensitive", False))
        reason = str(said.get("reason", "")) if row.kind == _AID else str(said.get("text", ""))
        return Claim(
            number=number,
            kind="loan" if row.kind == _LOAN else "aid",
            date=day,
            member=said["member"],
            name=facts.member(said["member"]).name,
            fund=row.fund,
            place=PLACE_OF[row.code],
            amount=-row.amount,
            centre=str(said.get("centre", "")),
            reason="" if hides and not private else reason,
            hidden=hides and not private,
            loan=kept.code if kept else "",
            due=kept.due if kept else None,
            approved_by=str(said.get("approved_by", "")),
            reversed=row.undone_by is not None,
            hash=row.hash,
        )

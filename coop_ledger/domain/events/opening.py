"""What a group that already lives brings into the book: cash, savings, loans, unpaid fines."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from coop_ledger import terms
from coop_ledger.domain import fields, loans
from coop_ledger.domain.accounts import PLACES, RESTRICTED_FUNDS, RETAINED
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts, number_order
from coop_ledger.domain.journal import AccountKey, JournalEntry, Posting
from coop_ledger.domain.lending import late_body, product_terms
from coop_ledger.domain.money import split
from coop_ledger.domain.posting_rules import (
    active_member,
    dues,
    entry_of,
    fund_named,
    money,
    principal,
    product_named,
    savings,
)
from coop_ledger.domain.records import LoanRecord, OpeningRecord
from coop_ledger.domain.rules import Rules
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True)
class LoanBrought:
    """A loan in progress as the exercise book has it, in francs.

    `principal_left` and `interest_left` are what she still owes; the interest that is not
    left counts as paid. Without `issued` it counts as given on the day of the opening.
    """

    loan: str
    member: str
    product: str
    principal: int
    principal_left: int
    interest_left: int = 0
    issued: datetime.date | None = None
    term: int | None = None
    guarantors: tuple[str, ...] = ()


_T = TypeVar("_T")
_LOANS_MAX = 1000


def _read_loans(field: str, value: Any) -> tuple[LoanBrought, ...]:
    rows = fields.list_of(field, value)
    if len(rows) > _LOANS_MAX:
        raise Refusal(
            N_("{field} has {value:number} loans: {most:number} at most."),
            field=field,
            value=len(rows),
            most=_LOANS_MAX,
        )
    return tuple(_read_loan(f"{field}[{n}]", row) for n, row in enumerate(rows, start=1))


def _read_loan(field: str, value: Any) -> LoanBrought:
    row = fields.mapping_of(field, value)
    for name in row:
        if name not in LoanBrought.__dataclass_fields__:
            raise Refusal(
                N_("{field} is no field of a loan that is brought: its fields are {known}."),
                field=f"{field}.{name}",
                known=", ".join(LoanBrought.__dataclass_fields__),
            )

    def whole(name: str, default: int | None = None, least: int = 1) -> int:
        found = row.get(name, default)
        if type(found) is not int or not least <= found <= fields.AMOUNT_MAX:
            raise Refusal(
                N_("{field} is {value}: write a whole number of francs from {least:number} up."),
                field=f"{field}.{name}",
                value=found,
                least=least,
            )
        return found

    left = whole("principal_left")
    lent = whole("principal", left)
    if left > lent:
        raise Refusal(
            N_("{field} is {value:francs}, more than the {lent:francs} that were lent."),
            field=f"{field}.principal_left",
            value=left,
            lent=lent,
        )
    return LoanBrought(
        loan=fields.code_of(f"{field}.loan", row.get("loan")),
        member=fields.code_of(f"{field}.member", row.get("member")),
        product=fields.code_of(f"{field}.product", row.get("product")),
        principal=lent,
        principal_left=left,
        interest_left=whole("interest_left", 0, 0),
        issued=fields.day_of(f"{field}.issued", row["issued"]) if row.get("issued") else None,
        term=whole("term") if row.get("term") is not None else None,
        guarantors=tuple(
            fields.code_of(f"{field}.guarantors", code)
            for code in fields.list_of(f"{field}.guarantors", row.get("guarantors", []))
        ),
    )


_LOANS = fields.Kind("loans", _read_loans, {"type": "array", "items": {"type": "object"}})


def _amounts(field: str, value: Any) -> dict[str, int]:
    """Sums by name; nothing (0) may be written and is left out."""
    found = {}
    for name, amount in fields.mapping_of(field, value).items():
        code = fields.code_of(field, name)
        if type(amount) is not int or not 0 <= amount <= fields.AMOUNT_MAX:
            raise Refusal(
                N_("{field} is {value}: write a whole number, 0 for nothing."),
                field=f"{field}.{code}",
                value=amount,
            )
        if amount:
            found[code] = amount
    return _in_order(found)


def _in_order(by_name: Mapping[str, _T]) -> dict[str, _T]:
    """Names in the order in which people count, however they were written down."""
    return {name: by_name[name] for name in sorted(by_name, key=number_order)}


def _read_cash(field: str, value: Any) -> dict[str, dict[str, int]]:
    """Money by fund and place; an amount alone lies in the box."""
    found = {}
    for fund, held in fields.mapping_of(field, value).items():
        code = fields.code_of(field, fund)
        places = held if isinstance(held, Mapping) else {"box": held}
        found[code] = _amounts(f"{field}.{code}", places)
        for place in found[code]:
            if place not in PLACES:
                raise Refusal(
                    N_("{field} is {value}: choose one of {choices}."),
                    field=f"{field}.{code}",
                    value=place,
                    choices=", ".join(PLACES),
                )
    return _in_order({fund: places for fund, places in found.items() if places})


def _read_by_fund(field: str, value: Any) -> dict[str, dict[str, int]]:
    found = {
        fields.code_of(field, name): _amounts(f"{field}.{name}", owed)
        for name, owed in fields.mapping_of(field, value).items()
    }
    return _in_order({name: owed for name, owed in found.items() if owed})


_OBJECT = {"type": "object"}
_CASH = fields.Kind("cash", _read_cash, _OBJECT)
_BY_MEMBER = fields.Kind("amounts", _amounts, _OBJECT)
_BY_FUND = fields.Kind("amounts by fund", _read_by_fund, _OBJECT)


@dataclass(frozen=True, slots=True, kw_only=True)
class BalancesOpened(Event):
    """A group that joins in mid-life says what it has: once, before its first meeting here.

    `savings` are shares in a group of shares, francs elsewhere. What the money, the loans and
    the fines come to beyond savings and the other funds is the surplus brought forward; where
    they come to less, `deficit_reason` says why (reference on savings groups, 7, case 15).
    """

    type: ClassVar[str] = "balances_opened"
    title: ClassVar[str] = N_("Opening balances")
    in_meeting: ClassVar[bool] = False
    gives_receipt: ClassVar[bool] = False

    cash: dict[str, dict[str, int]] = fields.special(_CASH, N_("Cash counted"), {})
    savings: dict[str, int] = fields.special(_BY_MEMBER, N_("Savings"), {})
    loans: tuple[LoanBrought, ...] = fields.special(_LOANS, N_("Loans in progress"), ())
    fines: dict[str, int] = fields.special(_BY_MEMBER, N_("Fines due"), {})
    arrears: dict[str, dict[str, int]] = fields.special(_BY_FUND, N_("Contributions not paid"), {})
    deficit_reason: str = fields.note(N_("Reason of the deficit"), "")

    def effects(self, facts: Facts) -> Effects:
        """Write what is brought; the difference is the surplus brought forward."""
        cycle = facts.active_cycle(self.date)
        self._check_new(facts)
        rules = facts.rules(self.date)
        first = rules.first_fund
        records = [self._loan(facts, rules, brought) for brought in self.loans]
        brought: defaultdict[str, list[list[Posting]]] = defaultdict(list)
        for part in (self._savings(facts, rules), self._fines(facts, first), self._cash(rules)):
            for fund, postings in part.items():
                brought[fund].append(postings)
        for record, said in zip(records, self.loans, strict=True):
            brought[record.fund].append([Posting(principal(record), said.principal_left)])
        entries = tuple(self._entries(brought, first))
        surplus = {fund: -_sum(parts) for fund, parts in brought.items()}
        self._check_surplus(surplus, first)
        for member, owing in self.arrears.items():
            active_member(facts, member, field="arrears")
            for fund in owing:
                fund_named(rules, fund)
        opening = OpeningRecord(
            cycle=cycle.code,
            date=self.date,
            surplus={fund: -left for fund, left in surplus.items()},
            arrears=self.arrears,
            deficit_reason=self.deficit_reason,
        )
        return Effects(entries, (*records, opening))

    def _check_new(self, facts: Facts) -> None:
        if facts.record("opening", "") is not None:
            raise Refusal(
                N_("The opening balances of this group are in the book: reverse them first."),
                field="date",
            )
        if facts.met() or any(balance.amount for balance in facts.stands().values()):
            raise Refusal(
                N_(
                    "This group has a meeting or money in the book already: opening balances "
                    "come before. Record what is missing by itself."
                ),
                field="date",
            )

    def _savings(self, facts: Facts, rules: Rules) -> dict[str, list[Posting]]:
        found: defaultdict[str, list[Posting]] = defaultdict(list)
        by_share = rules.saving.unit == "share"
        for member, said in self.savings.items():
            active_member(facts, member, field="savings")
            amount, shares = (said * rules.saving.price, said) if by_share else (said, 0)
            weights = rules.split or {rules.first_fund: 1}
            counted_in = rules.first_fund if rules.first_fund in weights else next(iter(weights))
            parts = split(amount, tuple(weights.values()))
            for fund, part in zip(weights, parts, strict=True):
                if part:
                    quantity = shares if fund == counted_in else 0
                    found[fund].append(Posting(savings(fund, member), -part, quantity))
        return found

    def _fines(self, facts: Facts, first: str) -> dict[str, list[Posting]]:
        for member in self.fines:
            active_member(facts, member, field="fines")
        owed = [Posting(dues(first, member), amount) for member, amount in self.fines.items()]
        return {first: owed} if owed else {}

    def _cash(self, rules: Rules) -> dict[str, list[Posting]]:
        return {
            fund_named(rules, fund): [
                Posting(money(fund, place), amount) for place, amount in places.items()
            ]
            for fund, places in self.cash.items()
        }

    def _loan(self, facts: Facts, rules: Rules, brought: LoanBrought) -> LoanRecord:
        active_member(facts, brought.member)
        for code in brought.guarantors:
            active_member(facts, code, field="guarantors")
        product_named(rules, brought.product)  # refuses a kind the rules do not have
        issued = brought.issued or self.date
        if facts.record("loan", brought.loan) is not None or (
            sum(other.loan == brought.loan for other in self.loans) > 1
        ):
            raise Refusal(
                N_("There is already a loan {value}: give the new one another number."),
                field="loan",
                value=brought.loan,
            )
        if issued > self.date:
            raise Refusal(
                N_("Loan {loan} was issued on {value:day}, after the opening: correct the day."),
                field="issued",
                value=issued,
                loan=brought.loan,
            )
        return _record(rules, brought, issued, self.date)

    def _check_surplus(self, surplus: Mapping[str, int], first: str) -> None:
        for fund, left in surplus.items():
            if left <= 0:
                continue
            if fund != first:
                raise Refusal(
                    N_(
                        "{fund}: its savings are {missing:francs} more than its money and loans. "
                        "Count again, or correct what was saved."
                    ),
                    field="cash",
                    value=left,
                    fund=terms.fund(fund),
                    missing=left,
                )
            if not self.deficit_reason:
                raise Refusal(
                    N_(
                        "{missing:francs} are missing: cash, loans and fines come to less than "
                        "what the members saved. Count again, or say why it is missing "
                        "(deficit_reason)."
                    ),
                    field="deficit_reason",
                    value=left,
                    missing=left,
                )

    def _entries(
        self, brought: Mapping[str, list[list[Posting]]], first: str
    ) -> Iterator[JournalEntry]:
        """Yield an entry for each thing brought, against the surplus it is found by."""
        for fund, parts in brought.items():
            own = RETAINED if fund == first else RESTRICTED_FUNDS
            for postings in parts:
                total = sum(posting.amount for posting in postings)
                yield entry_of(self, *postings, Posting(AccountKey(own, fund), -total))


def _sum(parts: list[list[Posting]]) -> int:
    return sum(posting.amount for postings in parts for posting in postings)


def _record(
    rules: Rules,
    brought: LoanBrought,
    issued: datetime.date,
    on: datetime.date,
) -> LoanRecord:
    """Return the register line of a loan in progress: what was not left had been paid."""
    product = rules.loans[brought.product].lending(brought.principal)
    term = brought.term or product.term
    agreed = product_terms(product, brought.principal, term, issued, rules.meeting_days)
    before = brought.principal - brought.principal_left
    met = _meetings_before(issued, on, rules.meeting_days) if product.per == "meeting" else None
    charged = loans.owed(agreed, [(on, before, 0)] if before else [], on, met).interest
    return LoanRecord(
        code=brought.loan,
        member=brought.member,
        product=product.name,
        fund=product.fund,
        principal=brought.principal,
        issued=issued,
        due=loans.due_on(agreed),
        method=product.method,
        rate_percent=str(product.rate_percent),
        per=product.per,
        term=term,
        repaid=product.repaid,
        meeting_days=rules.meeting_days,
        guarantors=brought.guarantors,
        allocation=product.allocation,
        amount=product.amount,
        step=product.step,
        late=late_body(product.late),
        brought_on=on,
        principal_before=before,
        interest_before=max(0, charged - brought.interest_left),
    )


def _meetings_before(
    issued: datetime.date, on: datetime.date, meeting_days: int
) -> list[datetime.date]:
    """Return the meetings held between a loan and the opening: they count by the calendar."""
    days = range(meeting_days, (on - issued).days, meeting_days)
    return [issued + datetime.timedelta(days=count) for count in days]

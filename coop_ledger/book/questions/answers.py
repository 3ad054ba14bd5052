"""The answers of a book: frozen rows whose field names are the keys of the JSON.

Amounts are whole francs, days are dates, shares are counts. A field that ends
in an underscore drops it in JSON (`in_` is "in").
"""

import datetime
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """One group of the book."""

    group: str
    name: str
    kind: str
    members: int
    preset: str
    place: str
    founded: datetime.date
    cycle: str
    cycle_opened: datetime.date | None
    cycle_ends: datetime.date | None
    meetings: int
    last_meeting: datetime.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """One member as the list of members shows her."""

    member: str
    name: str
    status: str
    shares: int
    savings: int
    loans_owed: int
    fines_owed: int
    nickname: str = ""
    sex: str = ""
    phone: str = ""
    carnets: int = 1
    office: str = ""
    joined: datetime.date | None = None
    birth_year: int | None = None
    left_on: datetime.date | None = None
    next_of_kin: str = ""
    next_of_kin_phone: str = ""


class StatementLine(NamedTuple):
    """One movement on a member's page; `in_` is money she brought, `out` money she took.

    A named tuple: a statement must not cost more than the query behind it.

    `balance` is her savings after it, `shares` her shares after it, `debt` what
    she still owes on loans after it; `undoes` is the kind of what a reversal undoes.
    """

    date: datetime.date
    text: str
    in_: int
    out: int
    balance: int
    number: int
    kind: str
    shares: int
    debt: int
    meeting: int | None = None
    shares_bought: int = 0
    undoes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One payment a loan's schedule expects."""

    due: datetime.date
    principal: int
    interest: int
    payment: int
    balance: int
    covered: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanChange:
    """What was decided on a day about a loan that goes on: its terms from then on."""

    on: datetime.date
    kind: str
    due: datetime.date
    rate_percent: str
    minute: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanOwed:
    """What closes a loan today."""

    principal: int
    interest: int
    penalty: int

    @property
    def total(self) -> int:
        """Everything owed, in francs."""
        return self.principal + self.interest + self.penalty


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanPayment:
    """One repayment and how it was split."""

    date: datetime.date
    amount: int
    principal: int
    interest: int
    penalty: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """One loan with its schedule, what was paid and what is owed."""

    loan: str
    member: str
    name: str
    product: str
    principal: int
    issued: datetime.date
    due: datetime.date
    term: int
    method: str
    rate_percent: str
    per: str
    repaid: str
    guarantors: tuple[str, ...]
    schedule: tuple[Instalment, ...]
    payments: tuple[LoanPayment, ...]
    paid: int
    owed: LoanOwed
    late: int
    days_late: int
    status: str
    fund: str = ""
    borrower: str = ""
    purpose: str = ""
    amount: int = 0
    kept_back: int = 0
    guarantees: dict[str, int] = field(default_factory=dict)
    penalty: dict[str, Any] = field(default_factory=dict)
    changes: tuple[LoanChange, ...] = ()
    next_due: datetime.date | None = None
    next_amount: int = 0
    due_now: int = 0
    allocation: tuple[str, ...] = ()
    awaits: bool = False
    ratified_on: datetime.date | None = None
    written_off: datetime.date | None = None
    minute: str = ""
    lost: int = 0
    recovered: int = 0
    event: int = 0
    hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member's whole page."""

    member: str
    name: str
    status: str
    savings: int
    shares: int
    loans: tuple[Loan, ...]
    loans_owed: int
    fines_owed: int
    lines: tuple[StatementLine, ...]
    nickname: str = ""
    sex: str = ""
    birth_year: int | None = None
    phone: str = ""
    carnets: int = 1
    office: str = ""
    joined: datetime.date | None = None
    funds: dict[str, int] = field(default_factory=dict)
    next_of_kin: str = ""
    next_of_kin_phone: str = ""
    same_as: str = ""
    left_on: datetime.date | None = None
    left_to_pay: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CashPlace:
    """What one place of one fund holds by the book."""

    fund: str
    place: str
    balance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cash:
    """All the money of a group by fund and place."""

    places: tuple[CashPlace, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """One account of the trial balance; `balance` is debit minus credit."""

    account: str
    name: str
    debit: int
    credit: int
    balance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialBalance:
    """Every account with its movements; the two totals are equal."""

    accounts: tuple[AccountLine, ...]
    total_debit: int
    total_credit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingLine:
    """One posting; `amount` is debit plus, credit minus."""

    account: str
    name: str
    amount: int
    fund: str = ""
    place: str = ""
    member: str = ""
    loan: str = ""
    quantity: int = 0
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One journal entry; `event` is the number of the event in the group's chain."""

    number: int
    date: datetime.date
    event: int
    kind: str
    text: str
    postings: tuple[PostingLine, ...]
    line: int = 0
    reverses: int | None = None
    reversed_by: int | None = None

    @property
    def amount(self) -> int:
        """The sum of the debits, in francs."""
        return sum(posting.amount for posting in self.postings if posting.amount > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """Journal entries in the order they were recorded."""

    entries: tuple[EntryLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CashBookLine:
    """One line of a fund's cash book."""

    date: datetime.date
    number: int
    text: str
    in_: int
    out: int
    balance: int
    meeting: int | None = None
    member: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CashBook:
    """A fund's money in and out between two days."""

    fund: str
    opening: int
    lines: tuple[CashBookLine, ...]
    total_in: int
    total_out: int
    closing: int
    from_: datetime.date
    to: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class FundCount:
    """Expected and counted cash of one fund's box at the end of a meeting.

    `opening` + `in_` − `out` = `expected`; `pieces` says how many of each
    denomination were counted, empty when only the amount was given.
    """

    fund: str
    opening: int
    in_: int
    out: int
    expected: int
    counted: int | None
    difference: int
    reason: str = ""
    pieces: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingTotal:
    """What one heading of the sheet came to: shares, social, repayments, fines…

    `box` is what it brought to the fund's box, below nothing for what it took out; `in_` and
    `out` count the bank and the wallets too.
    """

    heading: str
    fund: str
    in_: int
    out: int
    count: int
    quantity: int = 0
    box: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingMemberLine:
    """One member's movements in one meeting, in francs (shares as a count)."""

    member: str
    name: str
    attendance: str
    shares: int
    shares_amount: int
    savings: int
    contributions: dict[str, int]
    repaid: int
    principal_repaid: int
    interest_repaid: int
    fines_paid: int
    fines_charged: int
    lent: int
    aid: int
    withdrawn: int
    shares_after: int
    savings_after: int
    debt_after: int
    receipt: int | None = None

    @property
    def brought(self) -> int:
        """All the cash she put on the table."""
        return (
            self.shares_amount
            + self.savings
            + sum(self.contributions.values())
            + self.repaid
            + self.fines_paid
        )

    @property
    def took(self) -> int:
        """All the cash she took away."""
        return self.lent + self.aid + self.withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """One meeting in the list of meetings."""

    number: int
    date: datetime.date
    event: int
    present: int
    members: int
    in_: int
    out: int
    difference: int
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting as its minutes tell it."""

    number: int
    date: datetime.date
    event: int
    attendance: dict[str, str]
    totals: tuple[HeadingTotal, ...]
    funds: tuple[FundCount, ...]
    lines: tuple[MeetingMemberLine, ...]
    loans_issued: tuple[Loan, ...]
    loans_repaid: tuple[Loan, ...]
    difference: int
    fingerprint: str
    entries: tuple[int, int] | None = None
    others: tuple[EntryLine, ...] = ()
    represented_by: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """One thing a receipt acknowledges.

    `kind` is the event ("shares_bought", "loan_repaid" …); `detail` carries
    what its wording needs (shares and price, loan and its split, fund).
    """

    kind: str
    amount: int
    fund: str = ""
    shares: int = 0
    price: int = 0
    loan: str = ""
    principal: int = 0
    interest: int = 0
    penalty: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One numbered receipt: what a member paid in and was paid on one occasion."""

    number: int
    reference: str
    date: datetime.date
    member: str
    name: str
    meeting: int | None
    received: tuple[ReceiptLine, ...]
    paid_out: tuple[ReceiptLine, ...]
    total_received: int
    total_paid_out: int
    shares_after: int
    savings_after: int
    debt_after: int
    copies: int
    event: int
    hash: str
    reversed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareOutMember:
    """What one member takes home, and how it comes about, in francs.

    `goods` is what she has in goods, `unpaid` what the vote left to pay, `kept` what was not
    handed over afterwards. `owes` is the sum of `owes_loan`, `owes_fines` and `owes_dues`,
    due by `due` where a day is known. `leaves` says that she left with her savings only.
    """

    member: str
    name: str
    shares: int
    savings: int
    profit: int
    gross: int
    other_funds: int
    loan_deducted: int
    fines_deducted: int
    seed: int
    net: int
    paid: int
    owes: int
    notes: dict[int, int] = field(default_factory=dict)
    dues_deducted: int = 0
    goods: int = 0
    unpaid: int = 0
    kept: int = 0
    owes_loan: int = 0
    owes_fines: int = 0
    owes_dues: int = 0
    due: datetime.date | None = None
    leaves: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareOut:
    """A share-out: a simulation before the decision, the frozen result after it.

    `fund` is what is shared: cash of the fund plus loans and fines netted.
    `cash` is what lies on the table. `notes` are the notes and coins that make
    every envelope exact. `dues` are contributions kept back, by member and fund;
    `given_back` goes to members who left; `not_shared` lies in the fund and is not
    the members'.
    """

    cycle: str
    method: str
    rounding: dict[str, object]
    decided: bool
    date: datetime.date
    fund: int
    cash: int
    savings: int
    profit: int
    total_shares: int
    share_price: int
    share_value: Fraction | None
    share_value_paid: int | None
    members: tuple[ShareOutMember, ...]
    paid_total: int
    seed_total: int
    loans_deducted: int
    fines_deducted: int
    owed_total: int
    remainder: int
    remainder_to: str
    notes: dict[int, int]
    counted: int | None
    approved_by: tuple[str, ...]
    sources: dict[str, int]
    places: dict[str, int]
    loans_out: int
    other_funds: dict[str, int]
    event: int | None = None
    hash: str = ""
    cycle_opened: datetime.date | None = None
    cycle_ends: datetime.date | None = None
    meetings: int = 0
    loans_repaid: int = 0
    dues: dict[str, dict[str, int]] = field(default_factory=dict)
    dues_deducted: int = 0
    goods: int = 0
    unpaid: int = 0
    kept: int = 0
    given_back: int = 0
    not_shared: int = 0
    owed_by: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """The last link of a group's chain."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyLine:
    """One entry that makes a figure, and the running figure after it."""

    number: int
    date: datetime.date
    event: int
    kind: str
    text: str
    amount: int
    balance: int
    meeting: int | None = None
    quantity: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The entries behind a figure; they add up to it."""

    figure: str
    amount: int
    lines: tuple[WhyLine, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """What the home page shows of a group on one day.

    `fund_savings` and `fund_loans_out` are those of the first fund alone, `last_aids` the day
    and the francs of the last help of each fund, `plans_past` the delivery plans past their term;
    `behind` counts the members who owe contributions or fines; `left_to_pay_to` names those to
    whom something is left to pay, by number; where the group `shares_nothing`, only its cycles end.
    A `tontine_waits` while the rules have one that nobody started and nobody paid into yet.
    """

    group: str
    name: str
    cash: Cash
    expected_cash: int
    funds: dict[str, int]
    savings: int
    profit: int
    loans_out: int
    cycle: str
    cycle_opened: datetime.date | None
    cycle_ends: datetime.date | None
    meetings_held: int
    meetings_planned: int
    next_meeting: int
    next_meeting_on: datetime.date | None
    last_meeting_on: datetime.date | None
    members: int
    due_next: int
    late_loans: tuple[Loan, ...]
    share_value: Fraction | None
    savings_by_meeting: tuple[tuple[int, int], ...]
    savings_last_cycle: tuple[tuple[int, int], ...]
    share_out_decided: bool
    last_aid: tuple[datetime.date, int] | None = None
    fund_savings: int = 0
    fund_loans_out: int = 0
    fund_of_others: int = 0
    last_aids: dict[str, tuple[datetime.date, int]] = field(default_factory=dict)
    behind: int = 0
    contributions_owed: int = 0
    fines_owed: int = 0
    plans_open: int = 0
    plans_past: int = 0
    left_to_pay: int = 0
    left_to_pay_to: dict[str, str] = field(default_factory=dict)
    shares_nothing: bool = False
    keeps_plans: bool = False
    tontine_waits: bool = False

"""What is late, at risk, waiting, written off, and what a bank lent: asked of a real book."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest

from coop_ledger.book.book import Book
from coop_ledger.book.questions.loans import loan, loan_terms, loans
from coop_ledger.book.questions.portfolio import awaiting, bank_loan, overdue, portfolio

G = "benkadi"
LOANS = {
    "ordinary": {"method": "flat", "rate_percent": "10", "term": 3, "ratify": True}
    | {"late": {"kind": "per_day", "amount": 100}},
    "once": {"method": "once", "rate_percent": "10", "per": "loan", "term": 3},
    "balance": {"method": "declining", "rate_percent": "10", "repaid": "equal_principal"}
    | {"term": 3},
    "upfront": {"method": "upfront", "rate_percent": "10", "per": "loan", "term": 3},
}


def issued(code: str, member: str, principal: int, product: str = "once") -> dict[str, object]:
    said = {"event": "loan_issued", "loan": code, "member": member, "product": product}
    return said | {"principal": principal}


def events() -> Iterator[dict[str, object]]:
    day = {"date": "2026-01-07"}
    yield (
        {"event": "group_founded", "name": "Benkadi", "kind": "savings_group"}
        | {"preset": "vsla"}
        | day
    )
    yield {"event": "rules_set", "rules": {"loans": LOANS}} | day
    for member in "123":
        yield {"event": "member_joined", "member": member, "name": f"Awa {member}"} | day
    yield {"event": "cycle_opened", "cycle": "2026", "ends": "2026-12-31"} | day
    yield {"event": "income_received", "amount": 10**6, "text": "don"} | day
    yield issued("L1", "1", 10_000, "ordinary") | {"guarantees": {"2": 10_000}, "text": "riz"} | day
    yield issued("L2", "2", 20_000) | day
    yield issued("L3", "3", 30_000) | day
    yield {"event": "loan_repaid", "loan": "L2", "amount": 5000, "date": "2026-02-01"}
    yield {"event": "loan_rolled_over", "loan": "L2", "term": 12, "date": "2026-02-02"}
    yield {"event": "loan_written_off", "loan": "L3", "minute": "14", "date": "2026-05-01"}
    yield {"event": "loan_recovered", "loan": "L3", "amount": 3000, "date": "2026-06-01"}
    bank = {"event": "bank_loan_received", "loan": "B1", "lender": "Kafo Jiginew", "term": 2}
    yield bank | {"principal": 100_000, "rate_percent": "2", "repaid": "equal_principal"} | day
    paid = {"event": "bank_loan_repaid", "loan": "B1", "principal": 50_000, "interest": 2000}
    yield paid | {"date": "2026-02-07"}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with Book.create(tmp_path_factory.mktemp("portfolio") / "p.coop") as made:
        made.record_all([event | {"group": G} for event in events()])
        yield made


def test_lt_11_the_same_ten_percent_is_three_sums(book):
    """savings-groups.md 3.2: 3,000, 1,000 and 2,000 francs on 10,000 F for three months."""
    asked = {name: loan_terms(book, G, name, 10_000) for name in LOANS}
    costs = {name: sum(line.interest for line in lines) for name, lines in asked.items()}
    assert costs == {"ordinary": 3000, "once": 1000, "balance": 2000, "upfront": 0}


def test_the_terms_of_a_loan_say_what_is_handed_out(book):
    handed = {
        name: [line.handed_out for line in loan_terms(book, G, name, 10_000)]
        for name in ("balance", "upfront")
    }
    assert handed == {"balance": [10_000, None, None], "upfront": [9_000]}


def test_a_late_loan_is_listed_with_its_days_its_amount_and_its_penalty(book):
    found = overdue(book, G, date(2026, 4, 10))[0]
    assert (found.loan, found.due, found.days_late) == ("L1", date(2026, 4, 7), 3)
    assert (found.late, found.penalty, found.owed) == (13_000, 300, 13_300)
    assert found.guarantors == ("2",)


def test_what_the_group_owes_its_bank_is_late_too(book):
    found = overdue(book, G, date(2026, 3, 17))[-1]
    assert (found.kind, found.name, found.days_late) == ("bank_loan", "Kafo Jiginew", 10)
    assert found.late == 52_000
    assert bank_loan(book, G, "B1", date(2026, 3, 17)).left == 50_000
    assert [row.kind for row in overdue(book, G, date(2026, 3, 7))] == []


def test_the_portfolio_at_risk_is_whole_balances_by_age(book):
    found = portfolio(book, G, date(2026, 5, 8))
    assert found.outstanding == 10_000 + 17_000
    assert [risk.balance for risk in found.at_risk] == [27_000, 27_000, 17_000]
    assert found.at_risk[0].ratio == 1
    assert portfolio(book, G, date(2026, 1, 8)).at_risk[0].ratio == Fraction(0)


def test_a_loan_given_between_meetings_waits_until_it_is_ratified(book):
    assert [waits.loan for waits in awaiting(book, G)] == ["L1"]
    assert portfolio(book, G).awaiting == ("L1",)


def test_a_loan_written_off_is_told_from_one_repaid(book):
    gone = loan(book, G, "L3", date(2026, 7, 1))
    assert (gone.status, gone.lost, gone.recovered, gone.paid) == ("written_off", 33_000, 3000, 0)
    assert loan(book, G, "L3", date(2026, 4, 30)).status == "late"
    assert {found.status for found in loans(book, G, on=date(2026, 7, 1))} == {
        "late",
        "open",
        "written_off",
    }


def test_a_loan_that_was_rolled_over_shows_its_new_schedule_and_the_decision(book):
    rolled = loan(book, G, "L2", date(2026, 3, 1))
    assert [(change.on, change.kind) for change in rolled.changes] == [
        (date(2026, 2, 2), "rolled_over")
    ]
    assert (rolled.due, rolled.next_due) == (date(2027, 2, 2), date(2027, 2, 2))
    assert rolled.next_amount == 17_000 + 1700
    assert loan(book, G, "L2", date(2026, 2, 1)).changes == ()


def test_a_loan_says_what_it_is_for_and_what_each_guarantor_stands_for(book):
    found = loan(book, G, "L1")
    assert (found.purpose, found.guarantees) == ("riz", {"2": 10_000})
    assert found.penalty["kind"] == "per_day"

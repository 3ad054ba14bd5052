"""What a group marks sensitive is hidden in every answer, and its amounts still add up."""

import datetime
import json
from collections.abc import Iterator
from typing import Any

import pytest

from coop_ledger.book.book import Book
from coop_ledger.book.questions import private
from coop_ledger.book.questions.cash import cash_book
from coop_ledger.book.questions.correction import effects
from coop_ledger.book.questions.funds import fund_movements
from coop_ledger.book.questions.journal import entry_numbered, journal, taken_back
from coop_ledger.book.questions.loans import loan, loans
from coop_ledger.book.questions.meetings import meeting
from coop_ledger.book.questions.members import member, statement
from coop_ledger.book.questions.portfolio import overdue
from coop_ledger.book.questions.receipts import receipts_of_member
from coop_ledger.book.questions.why import why
from coop_ledger.domain.presets import PRESETS
from coop_ledger.domain.privacy import privacy_of
from coop_ledger.domain.records import LoanRecord
from coop_ledger.exchange import EXPORTS
from coop_ledger.reports.document import as_json
from coop_ledger.reports.papers import Printing, paper_named

NOW = datetime.datetime(2026, 6, 1, 10, 0, tzinfo=datetime.UTC)
DAY = "2026-02-05"
HIDDEN = "ligne confidentielle"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """Two boxes; what the health box lends and gives is sensitive. Woman 1 fell ill."""
    path = tmp_path_factory.mktemp("privacy") / "sigida.coop"
    with Book.create(path, now=lambda: NOW) as book:
        said = [
            {
                "event": "group_founded",
                "name": "Sigida Yiriwa",
                "kind": "savings_group",
                "preset": "savings_for_health",
            },
            {"event": "rules_set", "rules": rules(sensitive=True)},
            *({"event": "member_joined", "member": n, "name": f"Awa {n}"} for n in "123"),
            {"event": "cycle_opened", "cycle": "1", "ends": "2026-12-31"},
            {"event": "meeting_held", "number": 1, "attendance": {"1": "present"}, "sheet": SHEET},
        ]
        common = {"group": "sigida", "date": DAY}
        book.record_all({**common, **event} for event in said)
        yield book


def rules(*, sensitive: bool) -> dict[str, Any]:
    marked = {"sensitive": True} if sensitive else {}
    lent = {"method": "none", "per": "month", "term": 1, "repaid": "free"}
    return {
        "funds": {"loan": {"share_out": "proportional"}, "health": {"share_out": "kept", **marked}},
        "loans": {
            "ordinary": {"fund": "loan", **lent},
            "health": {"fund": "health", **lent, **marked},
        },
    }


SHEET = [
    *({"event": "savings_deposited", "member": n, "amount": 2000} for n in "123"),
    {"event": "contribution_paid", "member": "1", "fund": "health", "amount": 500},
    {"event": "loan_issued", "loan": "S1", "member": "1", "product": "health", "principal": 900},
    {"event": "loan_issued", "loan": "P1", "member": "2", "product": "ordinary", "principal": 400},
    {"event": "aid_granted", "member": "1", "fund": "health", "amount": 300, "reason": "paludisme"},
]


def test_a_sensitive_loan_stays_in_the_list_with_its_amounts_and_no_name(book):
    found = {each.loan: each for each in loans(book, "sigida")}
    assert (found["S1"].member, found["S1"].name, found["S1"].product) == ("", HIDDEN, HIDDEN)
    assert (found["S1"].principal, found["S1"].owed.total) == (900, 900)
    assert (found["P1"].name, found["P1"].product) == ("Awa 2", "ordinary")
    assert loan(book, "sigida", "S1").name == HIDDEN
    late = {each.loan: each.name for each in overdue(book, "sigida")}
    assert late == {"S1": HIDDEN, "P1": "Awa 2"}


def test_on_her_own_page_it_is_hidden_what_it_was(book):
    page = member(book, "sigida", "1")
    assert [each.product for each in page.loans] == [HIDDEN]
    assert page.loans_owed == 900
    assert [line.text for line in page.lines].count(HIDDEN) == 2
    assert sum(line.out for line in page.lines) == 1200
    assert statement(book, "sigida", "1") == page.lines


def test_what_everybody_brings_into_a_sensitive_fund_is_no_secret(book):
    told = {line.kind for line in member(book, "sigida", "1").lines}
    assert told == {"savings_deposited", "contribution_paid", "private"}


def test_the_journal_says_neither_who_nor_why(book):
    entries = journal(book, "sigida").entries
    hidden = [entry for entry in entries if entry.text == HIDDEN]
    assert [entry.kind for entry in hidden] == ["loan_issued", "aid_granted"]
    assert [entry.amount for entry in hidden] == [900, 300]
    assert not any(part.member or part.loan for entry in hidden for part in entry.postings)
    assert entry_numbered(book, "sigida", hidden[0].number) == hidden[0]
    assert {entry.text for entry in taken_back(book, "sigida", hidden[0].event)} >= {HIDDEN}
    assert "paludisme" not in str(entries)


def test_minutes_cash_book_fund_receipts_and_figures_hide_the_same(book):
    told = meeting(book, "sigida", 1)
    (unsaid,) = [line for line in told.lines if not line.member]
    assert (unsaid.name, unsaid.lent, unsaid.aid) == (HIDDEN, 900, 300)
    assert sum(line.lent for line in told.lines) == 1300
    assert {each.name for each in told.loans_issued} == {HIDDEN, "Awa 2"}
    lines = cash_book(book, "sigida", "health").lines
    assert [line.member for line in lines if line.out] == ["", ""]
    assert [line.text for line in lines if line.out] == [HIDDEN, HIDDEN]
    moved = [line for line in fund_movements(book, "sigida", "health").lines if line.out]
    assert {(line.name, line.reason, line.text) for line in moved} == {("", "", HIDDEN)}
    (receipt,) = receipts_of_member(book, "sigida", "1")
    assert [(line.text, line.loan) for line in receipt.paid_out] == [(HIDDEN, "")] * 2
    owed = why(book, "sigida", "loans", member="1").lines
    assert [(line.text, line.kind, line.amount) for line in owed] == [(HIDDEN, "private", 900)]


def test_an_export_hides_it_too_and_its_sums_stay(book):
    text = b"".join(EXPORTS["hledger"](book, "sigida")).decode()
    assert "paludisme" not in text
    assert text.count(HIDDEN) >= 2
    with private.shown():
        assert HIDDEN not in b"".join(EXPORTS["hledger"](book, "sigida")).decode()


def test_what_a_correction_would_change_names_nobody_either(book):
    entries = journal(book, "sigida").entries
    (lent,) = [e for e in entries if e.text == HIDDEN and e.amount == 900]
    reference = f"{lent.event}.{lent.line}"
    figures = effects(book, "sigida", reference).figures
    assert ("loan", "", HIDDEN, 900, 0) in {
        (each.what, each.of, each.name, each.before, each.after) for each in figures
    }
    with private.shown():
        assert "Awa 1" in {each.name for each in effects(book, "sigida", reference).figures}


PAPERS = (
    *("meeting-minutes", "member-statement", "receipts", "loan-register", "overdue-list"),
    *("cash-book", "loan-agreement"),
)


@pytest.mark.parametrize("name", PAPERS)
def test_no_paper_says_who_fell_ill_and_of_what(book, name):
    paper = paper_named(name)
    values = {
        "cash-book": {"fund": "health"},
        "loan-agreement": {"loan": "S1"},
        "member-statement": {"member": "1"},
    }.get(name)
    text = json.dumps(as_json(paper.make(book, "sigida", Printing(at=NOW), values)))
    assert "paludisme" not in text
    if name in ("loan-register", "overdue-list", "loan-agreement", "cash-book"):
        assert "Awa 1" not in text
    with private.shown():
        shown = json.dumps(as_json(paper.make(book, "sigida", Printing(at=NOW), values)))
    assert shown != text


def test_everything_is_said_once_it_was_asked_for(book):
    with private.shown():
        assert loan(book, "sigida", "S1").name == "Awa 1"
        assert member(book, "sigida", "1").loans[0].product == "health"
        assert not any(e.text == HIDDEN for e in journal(book, "sigida").entries)
    assert not private.is_shown()


def test_a_mark_that_was_taken_away_still_hides_what_was_promised(book, tmp_path):
    with Book.create(tmp_path / "later.coop", now=lambda: NOW) as later:
        common = {"group": "g", "date": DAY}
        founded = {"name": "G", "kind": "savings_group", "preset": "savings_for_health"}
        later.record({"event": "group_founded", **founded, **common})
        later.record({"event": "rules_set", "rules": rules(sensitive=True), **common})
        later.record({"event": "rules_set", "rules": rules(sensitive=False), **common})
        with later.reading() as connection:
            found = privacy_of(later.facts(connection, "g"))
    assert (found.funds, found.products) == ({"health"}, {"health"})


def test_a_group_that_marks_nothing_hides_nothing(tmp_path):
    with Book.create(tmp_path / "plain.coop", now=lambda: NOW) as plain:
        founded = {"name": "G", "kind": "savings_group", "preset": "vsla"}
        plain.record({"event": "group_founded", "group": "g", "date": DAY, **founded})
        with plain.reading() as connection:
            assert not privacy_of(plain.facts(connection, "g"))


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("voted", [False, True])
def test_the_glance_before_a_statement_misses_nothing_private(tmp_path, preset, voted):
    with Book.create(tmp_path / "b.coop", now=lambda: NOW) as book:
        common = {"group": "g", "date": DAY}
        founded = {"event": "group_founded", "name": "G", "kind": "savings_group"}
        book.record({**common, **founded, "preset": preset})
        if voted:
            funds = dict(PRESETS[preset]["funds"])
            funds["malades"] = {"share_out": "kept", "sensitive": True}
            book.record({**common, "event": "rules_set", "rules": {"funds": funds}})
        with book.reading() as connection:
            hides = bool(privacy_of(book.facts(connection, "g")))
            assert hides == voted or preset in {"savings_for_health", "share"}
            assert private.may_hide(connection, 1) >= hides


def test_a_loan_is_private_by_its_kind(book):
    with book.reading() as connection:
        facts = book.facts(connection, "sigida")
        found = privacy_of(facts)
        assert isinstance(facts.record("loan", "S1"), LoanRecord)
    assert (found.loans, found.hides_loan("health"), found.hides_loan("ordinary")) == (
        {"S1"},
        True,
        False,
    )

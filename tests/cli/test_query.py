"""Questions: the keys of the contract, section 4, in JSON, as text and as CSV."""

import csv
import importlib
import inspect
import json
import shutil
from pathlib import Path

import pytest

from coop_ledger.book.book import Book
from coop_ledger.cli.questions import QUESTIONS
from tests.cli.conftest import Command, lines

MEETING = {
    "event": "meeting_held",
    "date": "2026-01-29",
    "number": 1,
    "attendance": {"1": "present", "2": "late"},
    "counted": {"loan": {"500": 5}, "social": 50},
    "sheet": [
        {"event": "contribution_paid", "member": "1", "fund": "social", "amount": 100},
        {"event": "shares_bought", "member": "1", "shares": 5},
        {"event": "fine_charged", "member": "2", "kind": "late", "amount": 50},
        {"event": "goods_bought", "fund": "social", "item": "soap", "quantity": 2, "amount": 50},
        {"event": "goods_distributed", "fund": "social", "item": "soap", "given": {"1": 1}},
        {
            "event": "loan_issued",
            "loan": "P1",
            "member": "2",
            "product": "ordinary",
            "principal": 1000,
        },
    ],
}

PLAN = [
    {
        "event": "rules_set",
        "date": "2026-01-29",
        "rules": {
            "funds": {
                "loan": {"share_out": "proportional"},
                "social": {"contribution": 100},
                "deliveries": {},
                "donor": {"donor": "Mali Health"},
            },
            "deliveries": {"goal": 5000},
        },
    },
    {"event": "subsidy_received", "date": "2026-01-29", "amount": 500},
    {"event": "delivery_plan_opened", "date": "2026-01-29", "member": "1", "due": "2026-06-01"},
    {
        "event": "private_lines_shown",
        "date": "2026-01-29",
        "by": "Awa",
        "reason": "visite",
        "what": "deliveries",
    },
]

LIFE = [
    {"event": "rules_set", "rules": {"leaving": {"pays": "savings_only", "when": "at_once"}}},
    {"event": "member_joined", "member": "3", "name": "Nana Diallo"},
    {"event": "shares_bought", "member": "3", "shares": 5},
    {"event": "member_left", "member": "3", "reason": "left", "paid": 100},
    {"event": "member_changed", "member": "2", "same_as": "benkadi/3"},
    {"event": "money_lost", "amount": 10, "circumstances": "pièce perdue"},
]
LIFE = [{"date": "2026-01-29", **event} for event in LIFE]

BANK = [
    {"event": "bank_loan_received", "date": "2026-01-29", "loan": "B1", "lender": "Kafo Jiginew"}
    | {"principal": 5000, "rate_percent": "2"}
]

POT = [
    {"event": "rules_set", "rules": {"tontine": {"contribution": 1000, "order": "need"}}},
    {"event": "contribution_paid", "member": "1", "fund": "tontine", "amount": 1000},
    {"event": "contribution_paid", "member": "2", "fund": "tontine", "amount": 1000},
    {"event": "turn_taken", "round": 1, "winners": ["1"]},
]
POT = [{"date": "2026-01-29", **event} for event in POT]

# question and options: the keys that must be there, of the answer and of what its lists hold
KEYS: dict[str, dict[str, str]] = {
    "groups": {"[]": "group name kind members"},
    "members": {"[]": "member name status shares savings loans_owed fines_owed"},
    "trial-balance": {
        "": "accounts total_debit total_credit",
        "accounts[]": "account name debit credit balance",
    },
    "journal": {
        "": "entries",
        "entries[]": "number date event text postings",
        "entries[].postings[]": "account amount member",
    },
    "cash": {"": "places total", "places[]": "fund place balance"},
    "indicators": {
        "": "group cycle on ratios measures",
        "ratios[]": "name title value unit numerator denominator meaning",
    },
    "savix": {"": "group cycle on items", "items[]": "number name title value doubt definition"},
    "member --member 1": {
        "": "member name savings shares loans fines_owed lines",
        "lines[]": "date text in out balance number",
    },
    "loan --loan P1": {
        "": "loan member principal schedule paid owed",
        "schedule[]": "due principal interest payment balance",
        "owed": "principal interest penalty",
    },
    "loans": {"[]": "loan member principal schedule paid owed"},
    "loan-terms --product ordinary --principal 3000 --term 2": {
        "[]": "due principal interest payment balance handed_out"
    },
    "overdue --on 2026-12-01": {"[]": "kind loan member name due days_late late owed"},
    "portfolio": {
        "": "outstanding loans late at_risk awaiting written_off recovered",
        "at_risk[]": "days balance outstanding ratio",
    },
    "bank-loans": {"[]": "loan lender principal schedule paid left late"},
    "bank-loan --loan B1": {"": "loan lender schedule payments", "schedule[]": "due payment"},
    "meetings": {"[]": "number date"},
    "arrears": {
        "": "on owed ahead savings funds members",
        "funds[]": "fund expected paid owed ahead members",
        "members[]": "member name owed ahead savings fines_owed funds missed_savings",
    },
    "fines": {"[]": "member name fund kind charged amount paid left days"},
    "meeting --number 1": {
        "": "attendance totals funds difference fingerprint",
        "funds[]": "fund expected counted",
    },
    "share-out": {
        "": "cycle method fund profit total_shares share_value share_value_paid members "
        "paid_total remainder remainder_to notes",
        "members[]": "member name shares savings profit gross loan_deducted fines_deducted seed "
        "net paid owes",
    },
    "share-out-choices --member 1": {
        "": "cycle method rounding methods roundings members",
        "methods[]": "method chosen lowest median highest mine remainder pieces",
        "roundings[]": "rounding chosen paid_total remainder pieces small most_lost",
        "members[]": "member name savings paid",
    },
    "fingerprint": {"": "number hash"},
    "why --member 1 --figure savings": {"": "figure amount lines", "lines[]": "number amount"},
    "receipt --number 1": {"": "number member total_received"},
    "cash-book --fund social": {"": "fund opening lines closing"},
    "dashboard": {"": "group cash cycle"},
    "rules": {
        "": "group on preset since rules votes",
        "votes[]": "date event text changed",
        "votes[].changed[]": "part old new",
    },
    "funds": {
        "": "funds total",
        "funds[]": "fund places cash loans_out restricted goods shared stays donor sensitive",
        "funds[].places[]": "place balance",
    },
    "fund --fund social": {
        "": "fund opening lines closing",
        "lines[]": "date number text reason in out balance",
    },
    "goods": {"[]": "number date fund item quantity cost received"},
    "deliveries": {"[]": "member name due goal saved milestones", "[].milestones[]": "milestone"},
    "donor-report --year 2026": {"": "year", "donors[]": "donor received granted returned balance"},
    "settlement --member 2": {
        "": "member name reason decided savings net paid waits owes lines",
        "lines[]": "text amount",
    },
    "departures": {"[]": "member name reason date decided net paid"},
    "left-to-pay": {"[]": "member name fund amount"},
    "losses": {"[]": "number date fund place amount circumstances"},
    "elsewhere --member 2": {"[]": "group group_name member status savings loans"},
    "tontine": {
        "": "tontine order pot next rounds members due behind owed ahead draws",
        "rounds[]": "round day taken expected collected winners",
        "rounds[].winners[]": "member name lot bid amount",
        "members[]": "member name hands paid took to_pay ahead owed turns",
    },
    "private-lines": {"[]": "date by reason what"},
}


@pytest.fixture(scope="module")
def after_the_meeting(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book after a meeting with a loan, closed, to be copied."""
    path = Path(shutil.copy(founded, tmp_path_factory.mktemp("met")))
    with Book.open(path) as book:
        said = lines([MEETING, *LIFE, *PLAN, *BANK, *POT])
        book.record_all(json.loads(line) for line in said.splitlines())
    return path


@pytest.fixture
def met(after_the_meeting: Path, tmp_path: Path) -> Path:
    """The book after a meeting with a loan, of the test's own."""
    return Path(shutil.copy(after_the_meeting, tmp_path))


def inside(answer: object, path: str) -> object:
    for step in path.replace("[]", ".[]").split("."):
        if step == "[]":
            answer = answer[0]
        elif step:
            answer = answer[step]
    return answer


@pytest.mark.parametrize("question", KEYS)
def test_an_answer_has_the_keys_of_the_contract(question: str, met: Path, cli: Command):
    done = cli("query", met, *question.split(), "--group", "benkadi", "--format", "json")
    assert done.code == 0, done.err
    for path, keys in KEYS[question].items():
        assert set(keys.split()) <= set(inside(done.json, path))


def test_every_question_is_tried():
    assert {question.split()[0] for question in KEYS} == set(QUESTIONS)


@pytest.mark.parametrize("form", ["table", "csv"])
@pytest.mark.parametrize("question", KEYS)
def test_every_answer_is_shown(question: str, form: str, met: Path, cli: Command):
    done = cli("query", met, *question.split(), "--format", form)
    assert (done.code, done.err) == (0, "")
    assert done.out.strip()


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_takes_what_its_function_does(name: str):
    question = QUESTIONS[name]
    module, _dot, function = question.asks.partition(".")
    asked = getattr(importlib.import_module(f"coop_ledger.book.questions.{module}"), function)
    assert set(question.takes.values()) <= set(inspect.signature(asked).parameters)
    assert set(question.needs) <= set(question.takes)


def test_the_group_may_be_left_out_when_there_is_one(met: Path, cli: Command):
    assert cli("query", met, "members").code == 0


def test_a_group_that_is_not_there_is_refused_with_those_that_are(met: Path, cli: Command):
    done = cli("query", met, "members", "--group", "benkola")
    assert (done.code, "choose one of benkadi" in done.err) == (2, True)


def test_among_several_groups_one_must_be_named(met: Path, tmp_path: Path, cli: Command):
    file = tmp_path / "second.jsonl"
    second = {"event": "group_founded", "group": "b", "name": "B", "kind": "savings_group"}
    file.write_text(lines([{**second, "preset": "vsla"}]), encoding="utf-8")
    assert cli("record", met, file).code == 0
    done = cli("query", met, "members")
    assert (done.code, "benkadi" in done.err) == (2, True)
    assert cli("query", met, "trial-balance").code == 0  # of the whole book


def test_a_book_without_a_group_says_what_to_do(tmp_path: Path, cli: Command):
    cli("new", tmp_path / "new.coop")
    done = cli("query", tmp_path / "new.coop", "members")
    assert (done.code, "group_founded" in done.err) == (2, True)
    assert cli("query", tmp_path / "new.coop", "groups", "--format", "json").json == []


def test_the_choices_of_a_share_out_are_tried_without_deciding(met: Path, cli: Command):
    asked = ["--method", "equal", "--round", "payout=25", "--remainder", "social"]
    done = cli("query", met, "share-out", *asked, "--seed", "1=500", "--format", "json")
    answer = done.json
    assert (answer["method"], answer["rounding"]) == ("equal", {"payout": 25})
    assert (answer["remainder_to"], answer["decided"]) == ("social", False)
    assert {member["member"]: member["seed"] for member in answer["members"]} == {"1": 500, "2": 0}


def test_days_are_iso_in_json_and_day_first_on_the_screen(met: Path, cli: Command):
    assert '"2026-01-29"' in cli("query", met, "meetings", "--format", "json").out
    assert "29/01/2026" in cli("query", met, "meetings").out


def test_a_day_before_shows_what_was_there(met: Path, cli: Command):
    found = cli("query", met, "cash", "--on", "2026-01-08", "--format", "json").json
    assert found["total"] == 1000


def test_csv_is_read_back_as_it_was_asked(met: Path, cli: Command):
    done = cli("query", met, "journal", "--format", "csv")
    assert done.out.startswith("\ufeff")
    rows = list(csv.DictReader(done.out.removeprefix("\ufeff").splitlines(), delimiter=";"))
    entries = json.loads(cli("query", met, "journal", "--format", "json").out)["entries"]
    asked = [posting["amount"] for entry in entries for posting in entry["postings"]]
    assert [int(row["amount"]) for row in rows] == asked


def test_a_book_that_another_program_changed_answers_with_1(met: Path, cli: Command):
    from sqlcipher3 import dbapi2

    with dbapi2.connect(str(met)) as other:
        triggers = other.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            other.execute(f"DROP TRIGGER {name}")
    other.close()
    done = cli("query", met, "members", "--format", "json")
    assert (done.code, "not sound" in done.err) == (1, True)
    assert len(done.json) == 3
    assert cli("check", met).code == 1
    assert cli("print", met, "meeting-sheet", "-o", met.parent / "x.pdf").code == 1


class TestConfidentialLines:
    def test_are_shown_by_name_and_with_a_reason(self, met: Path, cli: Command):
        asked = ("query", met, "deliveries", "--format", "json")
        assert [plan["member"] for plan in cli(*asked).json] == [""]
        done = cli(*asked, "--private-by", "Fanta", "--private-reason", "visite")
        assert [plan["member"] for plan in done.json] == ["1"]
        (last, _) = cli("query", met, "private-lines", "--format", "json").json
        assert (last["by"], last["reason"], last["what"]) == ("Fanta", "visite", "deliveries")

    @pytest.mark.parametrize("option", ["--private-by", "--private-reason"])
    def test_are_refused_to_half_an_asking(self, option: str, met: Path, cli: Command):
        done = cli("query", met, "deliveries", option, "Fanta")
        assert done.code == 2
        assert "--private-" in done.err

    def test_of_one_member_are_refused_without_asking(self, met: Path, cli: Command):
        done = cli("query", met, "deliveries", "--member", "1")
        assert done.code == 2
        assert "confidential" in done.err

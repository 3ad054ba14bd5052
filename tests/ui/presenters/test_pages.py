"""What pages say, decided without Qt: members, home, journal, loans."""

import datetime

import pytest

from coop_ledger.amounts import BadText
from coop_ledger.book.questions.answers import MemberLine
from coop_ledger.book.questions.journal import entry_numbered
from coop_ledger.book.questions.loans import loan
from coop_ledger.book.questions.why import why
from tests.ui import benkadi
from ui.presenters import home, journal, loans, members
from ui.presenters.why import sum_of

COMMON = {"group": "benkadi", "date": "2026-03-05"}


@pytest.fixture
def book(tmp_path):
    with benkadi.open_copy(tmp_path) as book:
        yield book


def card(**said: str) -> members.Card:
    empty = dict.fromkeys(("nickname", "phone", "sex", "office"), "")
    return members.Card(**{"member": "26", "name": "Nènè Sow", **empty, **said})


def line(**said: str) -> MemberLine:
    figures = dict.fromkeys(("shares", "savings", "loans_owed", "fines_owed"), 0)
    return MemberLine(
        **{"member": "1", "name": "Awa Traoré", "status": "active", **figures, **said}
    )


def test_only_what_is_new_about_a_member_is_recorded():
    before = line(member="26", name="Nènè Sow", phone="+22376123456")
    events = members.changed(card(phone="+22376999999"), before, COMMON)
    assert events == [
        {"event": "member_changed", "member": "26", "phone": "+22376999999", **COMMON}
    ]
    assert members.changed(card(phone=before.phone), before, COMMON) == []


def test_an_office_is_taken_and_given_back():
    before = line(member="26", name="Nènè Sow", office="counter")
    assert members.changed(card(), before, COMMON)[0]["office"] == "none"


def test_a_phone_that_is_none_is_refused_by_its_field():
    with pytest.raises(BadText) as refused:
        members.cleaned(card(phone="12"), [])
    assert refused.value.field == "phone"


def test_the_next_number_is_after_the_highest():
    assert members.next_code([line(member="3"), line(member="10"), line(member="A1")]) == "11"
    assert members.next_code([]) == "1"


@pytest.mark.parametrize(("days", "kind"), [(0, "info"), (-2, "warning"), (3, "")])
def test_a_meeting_says_how_far_it_is(days, kind):
    today = datetime.date(2026, 3, 5)
    words, meaning = home.when(today + datetime.timedelta(days=days), today)
    assert words
    assert meaning == kind


def test_the_sum_of_a_figure_adds_up_to_it(book):
    found = why(book, "benkadi", "savings", member="7")
    lines = sum_of(found, "Épargne")
    amounts = [int(a.replace("\u202f", "").replace("\u2212", "-")) for _w, a in lines[:-1]]
    assert sum(amounts) == found.amount == 21000


def test_an_entry_of_a_meeting_is_reversed_alone_or_with_its_meeting(book):
    entry = entry_numbered(book, "benkadi", 1486)
    alone = journal.reversal(entry, "benkadi", datetime.date(2026, 3, 5), "essai")
    whole = journal.reversal(entry, "benkadi", datetime.date(2026, 3, 5), "essai", whole=True)
    assert alone["reverses"] == f"{entry.event}.{entry.line}"
    assert whole["reverses"] == str(entry.event)


def test_the_journal_is_read_back_to_its_first_entry_and_no_further(book):
    before, numbers = None, []
    while True:
        found = journal.read_on(book, "benkadi", journal.Filter(), before)
        numbers += [entry.number for entry in found.entries]
        if found.before is None:
            break
        before = found.before
    assert numbers == list(range(1486, 0, -1))


def test_a_schedule_marks_what_is_paid(book):
    paid = loans.schedule_table(loan(book, "benkadi", "PR-1"))
    assert paid.rows[0].cells[0] == loans.DONE
    assert loans.next_due(loan(book, "benkadi", "PR-1")) is None
    assert loans.next_due(loan(book, "benkadi", "PR-4")) == (datetime.date(2026, 3, 1), 6000)

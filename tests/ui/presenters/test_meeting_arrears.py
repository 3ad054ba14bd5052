"""What a sheet makes of arrears, money ahead, missed savings, named fines and free contributions."""

import datetime

import pytest

from coop_ledger import i18n
from coop_ledger.amounts import BadText
from coop_ledger.book.book import Book
from coop_ledger.domain.errors import Refusal
from tests.ui import meeting_book
from ui.presenters.meeting_close import problems, try_out
from ui.presenters.meeting_opening import open_meeting
from ui.presenters.meeting_sheet import MeetingSheet

GROUP, TODAY = meeting_book.GROUP, meeting_book.TODAY
FUNDS = {
    "loan": {"share_out": "proportional"},
    "social": {"contribution": 50, "share_out": "kept"},
    "feast": {"share_out": "kept"},
}
FINES = {"late": 50, "absent": 100, "téléphone": 250, "désordre": 0}
EQUAL = {"saving": {"unit": "amount", "min": 500, "equal": True}}
SHARES = {"saving": {"unit": "share", "price": 500, "min": 1, "max": 5}}


def held(number: int, sheet: list[dict[str, object]]) -> dict[str, object]:
    day = datetime.date(2026, 2, 19) + datetime.timedelta(weeks=number - 1)
    return {
        "event": "meeting_held",
        "group": GROUP,
        "date": day.isoformat(),
        "number": number,
        "attendance": dict.fromkeys("123", "present"),
        "sheet": sheet,
    }


def made(path, rules: dict[str, object], saving: dict[str, object]) -> Book:
    """Two meetings: 1 is up to date and ahead, 2 missed the first, 3 both and owes a fine."""
    book = Book.create(path / "kafo.coop", now=lambda: meeting_book.NOW)
    founding = meeting_book.founding(3)
    founding[1]["rules"] = {**rules, "funds": FUNDS, "fines": FINES}
    social = {"event": "contribution_paid", "fund": "social"}
    charged = {"event": "fine_charged", "member": "3", "kind": "absent", "amount": 100}
    first = [{**saving, "member": "1"}, {**social, "member": "1", "amount": 120}]
    second = [
        {**saving, "member": "1"},
        {**saving, "member": "2"},
        {**social, "member": "2", "amount": 50},
        charged,
    ]
    book.record_all([*founding, held(1, first), held(2, second)])
    return book


def sheet_of(book: Book, today: datetime.date = TODAY) -> MeetingSheet:
    opening = open_meeting(book, GROUP, today)
    return MeetingSheet(
        opening, {}, keep=lambda _texts: None, try_out=lambda events: try_out(book, events)
    )


@pytest.fixture(scope="module")
def equal_book(tmp_path_factory):
    saving = {"event": "savings_deposited", "amount": 500}
    with made(tmp_path_factory.mktemp("equal"), EQUAL, saving) as book:
        yield book


@pytest.fixture(scope="module")
def shares_book(tmp_path_factory):
    saving = {"event": "shares_bought", "shares": 5}
    with made(tmp_path_factory.mktemp("shares"), SHARES, saving) as book:
        yield book


@pytest.fixture
def equal(equal_book) -> MeetingSheet:
    i18n.use_language("en")
    return sheet_of(equal_book)


@pytest.fixture
def shares(shares_book) -> MeetingSheet:
    i18n.use_language("en")
    return sheet_of(shares_book)


def parts(sheet: MeetingSheet, cell: str) -> list[tuple[int | None, int]]:
    return [
        (event.get("for_meeting"), event.get("shares", event.get("amount")))
        for owner, event in sheet.in_order()
        if owner == cell
    ]


# -- contributions ---------------------------------------------------------------------------------


def test_enter_takes_what_is_asked_today_and_tab_what_is_owed_with_it(equal):
    assert equal.proposal("fund.social/3") == "50"
    assert equal.whole("fund.social/3") == "150"
    assert equal.whole("fund.social/1") == equal.proposal("fund.social/1")


def test_what_was_brought_ahead_is_not_asked_again(equal):
    assert equal.proposal("fund.social/1") == "30"
    assert equal.note("fund.social/1").text == "+20"


def test_what_is_owed_stands_beside_the_cell(equal):
    assert equal.note("fund.social/2").text == i18n.money(-50)
    assert equal.note("fund.social/1").ink != equal.note("fund.social/2").ink


def test_what_is_typed_changes_what_stands_beside_it(equal):
    equal.put("fund.social/2", "100")
    assert equal.note("fund.social/2").text == ""
    equal.put("fund.social/2", "20")
    assert equal.note("fund.social/2").text == i18n.money(-80)
    equal.put("saving/3", "1200")
    assert equal.note("saving/3").text == i18n.money(-300)


def test_nothing_is_asked_of_who_is_away(equal):
    equal.put("attendance/3", "a")
    assert equal.proposal("fund.social/3") == equal.whole("fund.social/3") == ""
    equal.put("attendance/3", "r")
    assert equal.whole("fund.social/3") == "150"


def test_a_fund_that_asks_for_nothing_has_no_column_but_a_line(equal_book, equal):
    assert equal.column("fund.feast") is None
    for field, text in (("kind", "contr"), ("member", "2"), ("fund", "fea"), ("amount", "1000")):
        equal.put(f"other.{field}/1", text)
    assert [e for owner, e in equal.in_order() if owner == "other/1"] == [
        {"event": "contribution_paid", "member": "2", "fund": "feast", "amount": 1000}
    ]
    assert not [p for p in problems(equal, equal_book) if p.kind == "error"]


# -- savings ---------------------------------------------------------------------------------------


def test_tab_takes_the_savings_that_were_missed_with_those_of_today(equal):
    assert equal.proposal("saving/3") == "500"
    assert equal.whole("saving/3") == i18n.money(1500)
    assert equal.note("saving/3").text == i18n.money(-1000)


def test_more_than_today_takes_makes_up_for_the_oldest_meeting_missed(equal_book, equal):
    equal.put("saving/3", "1200")
    assert parts(equal, "saving/3") == [(None, 500), (1, 500), (2, 200)]
    assert not [p for p in problems(equal, equal_book) if p.kind == "error"]


def test_where_all_save_the_same_what_is_over_is_for_the_meetings_to_come(equal_book, equal):
    equal.put("saving/1", "1500")
    assert parts(equal, "saving/1") == [(None, 500), (4, 500), (5, 500)]
    assert not [p for p in problems(equal, equal_book) if p.kind == "error"]


def test_what_was_saved_for_meetings_to_come_is_shown_and_asked_no_more(tmp_path):
    i18n.use_language("en")
    saving = {"event": "savings_deposited", "amount": 500}
    with made(tmp_path, EQUAL, saving) as book:
        sheet = sheet_of(book)
        sheet.put("saving/1", "1500")
        assert sheet.note("saving/1").text == "+1\u202f000"
        book.record_all(sheet.events())
        again = sheet_of(book, TODAY + datetime.timedelta(weeks=1))
        assert (again.note("saving/1").text, again.proposal("saving/1")) == ("+1\u202f000", "")
        again.put("saving/1", "500")
        assert parts(again, "saving/1") == [(6, 500)]


def test_shares_over_the_most_are_for_meetings_missed_and_no_further(shares):
    shares.put("saving/2", "7")
    assert parts(shares, "saving/2") == [(None, 5), (1, 2)]
    with pytest.raises(Exception, match="at most 5 shares"):
        shares.put("saving/1", "6")


def test_cash_is_shares_and_what_is_over_is_refused_with_the_nearest_two_at_05(shares):
    shares.put("saving/1", "2000F")
    assert parts(shares, "saving/1") == [(None, 4)]
    with pytest.raises(Refusal) as refused:
        shares.put("saving/1", "2300 F")
    assert (refused.value.params["lower"], refused.value.params["upper"]) == (2000, 2500)


def test_what_each_part_is_for_is_said_while_it_is_typed(shares):
    woman = shares.woman("2")
    said = shares.column("saving").explain(woman, "7", "present")
    assert said == "5 for today · 2 for meeting 1"


def test_savings_of_two_boxes_say_what_goes_to_each_and_come_back_from_one(tmp_path):
    i18n.use_language("en")
    halves = {"saving": {"unit": "amount", "min": 100, "multiple_of": 25}}
    rules = {**halves, "split": {"loan": 50, "social": 50}}
    with made(tmp_path, rules, {"event": "savings_deposited", "amount": 500}) as book:
        sheet = sheet_of(book)
        said = sheet.column("saving").explain(sheet.woman("1"), "125", "present")
        assert said == "63 Loans + 62 Solidarity (the odd franc goes to the fund named first)"
        for field, text in (("kind", "sav"), ("member", "1"), ("fund", "sol"), ("amount", "100")):
            sheet.put(f"other.{field}/1", text)
        assert next(box for box in sheet.boxes() if box.fund == "social").out == 100
        assert not [p for p in problems(sheet, book) if p.kind == "error"]


# -- fines -----------------------------------------------------------------------------------------


def test_a_fine_is_typed_by_the_beginning_of_its_name(equal):
    equal.put("fine/1", "tél")
    event = next(event for owner, event in equal.in_order() if owner == "fine/1")
    assert (event["kind"], event["amount"]) == ("téléphone", 250)
    assert equal.text("fine/1") == "téléphone"


def test_a_fine_without_an_amount_in_the_rules_asks_for_it(equal):
    with pytest.raises(BadText):
        equal.put("fine/1", "dés")
    equal.put("fine/1", "dés 75-")
    assert equal.shown("fine/1") == "(75)"


def test_a_fine_nobody_voted_is_refused_with_those_there_are(equal):
    with pytest.raises(BadText, match="téléphone"):
        equal.put("fine/1", "dance")


def test_a_fine_proposed_for_how_she_came_goes_when_she_came_otherwise(equal):
    equal.put("attendance/1", "l")
    equal.put("fine/1", equal.proposal("fine/1"))
    assert equal.freed_by("attendance/1", "p") == {"fine/1": "50"}
    assert equal.freed_by("attendance/1", "l") == {}


def test_a_fine_typed_on_purpose_is_owed_once_she_is_away(equal):
    equal.put("fine/1", "70")
    equal.put("attendance/1", "a")
    assert equal.shown("fine/1") == "(70)"
    assert next(box for box in equal.boxes() if box.fund == "loan").in_ == 0


def test_part_of_an_old_fine_may_be_paid(equal_book, equal):
    equal.put("fine/3", "40")
    assert [event for owner, event in equal.in_order() if owner == "fine/3"] == [
        {"event": "fine_paid", "member": "3", "amount": 40}
    ]
    assert not [p for p in problems(equal, equal_book) if p.kind == "error"]


# -- who came ----------------------------------------------------------------------------------------


def test_who_came_in_her_place_may_be_named_after_the_r(equal_book, equal):
    equal.put("attendance/2", "r Oumou Diarra")
    assert (equal.attendance("2"), equal.representative("2")) == ("represented", "Oumou Diarra")
    assert equal.typed("attendance/2") == "R Oumou Diarra"
    assert equal.shown("attendance/2") == "R"
    assert equal.event()["represented_by"] == {"2": "Oumou Diarra"}
    assert not [p for p in problems(equal, equal_book) if p.kind == "error"]


def test_only_who_is_represented_has_a_name_after_her_letter(equal):
    with pytest.raises(BadText):
        equal.put("attendance/2", "a Oumou")


def test_five_times_what_is_asked_with_what_is_owed_is_asked_about_but_arrears_are_not(tmp_path):
    with made(tmp_path, EQUAL, {"event": "savings_deposited", "amount": 500}) as book:
        sheet = sheet_of(book)
        owes = sheet.opening.attendees[2]  # two meetings of 50, and today's
        assert sheet.doubt(f"fund.social/{owes.code}", 150) is None
        doubt = sheet.doubt(f"fund.social/{owes.code}", 1250)
        assert doubt is not None
        assert doubt.meant == 150
        assert "150" in doubt.question()

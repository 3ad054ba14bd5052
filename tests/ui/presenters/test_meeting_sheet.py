"""The sheet of a meeting without a window: what texts mean, what they add up to, what they record."""

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coop_ledger import i18n
from coop_ledger.amounts import BadText
from coop_ledger.book.book import Book
from coop_ledger.book.questions.groups import fingerprint
from coop_ledger.domain.errors import Refusal
from tests.ui import meeting_book
from ui.presenters.meeting_close import difference_sentence, problems, try_out
from ui.presenters.meeting_opening import open_meeting
from ui.presenters.meeting_reading import reading, what
from ui.presenters.meeting_sheet import MeetingSheet

CASE = Path(__file__).parents[2] / "cases" / "mawuli.jsonl"
GROUP, TODAY = meeting_book.GROUP, meeting_book.TODAY


@pytest.fixture(autouse=True)
def english():
    i18n.use_language("en")


@pytest.fixture
def book(tmp_path):
    with meeting_book.make(tmp_path) as opened:
        yield opened


def sheet_of(book: Book, group: str = GROUP, date: datetime.date | None = None):
    opening = open_meeting(book, group, TODAY, date)
    return MeetingSheet(
        opening,
        book.drafts.load(opening.draft),
        keep=lambda texts: book.drafts.keep_all(opening.draft, texts),
        try_out=lambda events: try_out(book, events),
    )


@pytest.fixture
def sheet(book):
    return sheet_of(book)


def box(sheet: MeetingSheet, fund: str):
    return next(box for box in sheet.boxes() if box.fund == fund)


# -- opening -----------------------------------------------------------------------------------------


def test_the_next_meeting_has_the_next_number_and_its_usual_day(sheet):
    assert sheet.opening.number == 7
    assert sheet.opening.date == datetime.date(2026, 3, 5)


def test_a_meeting_that_has_not_come_yet_is_held_today(book):
    assert open_meeting(book, GROUP, datetime.date(2026, 2, 28)).date.day == 28


def test_no_meeting_opens_without_a_cycle(tmp_path):
    with meeting_book.make(tmp_path, meetings=0) as book:
        book.record(
            {
                "event": "group_founded",
                "group": "other",
                "date": "2026-03-01",
                "name": "Other",
                "kind": "savings_group",
                "preset": "vsla",
            }
        )
        with pytest.raises(Refusal):
            open_meeting(book, "other", TODAY)


def test_the_headings_are_those_of_the_rules_in_the_order_of_the_meeting(sheet):
    keys = [column.key for column in sheet.columns]
    assert keys == ["attendance", "fund.social", "saving", "repaid", "fine"]


# -- columns -----------------------------------------------------------------------------------------


def test_everybody_is_present_until_a_letter_says_otherwise(sheet):
    assert sheet.totals()[0].shown == "25 / 25"
    sheet.put("attendance/3", "a")
    sheet.put("attendance/4", "T")
    sheet.put("attendance/5", "r")
    assert [sheet.attendance(code) for code in "345"] == ["absent", "late", "represented"]
    assert sheet.totals()[0].shown == "24 / 25"
    sheet.put("attendance/3", "p")
    assert sheet.totals()[0].figure == 25


def test_a_letter_that_says_nothing_is_refused_with_those_that_do(sheet):
    with pytest.raises(BadText) as refused:
        sheet.put("attendance/3", "z")
    assert "P, R, E, A or L" in str(refused.value)


def test_the_contribution_of_the_rules_is_proposed_to_whoever_came(sheet):
    sheet.put("attendance/3", "absent")
    assert sheet.proposal("fund.social/1") == "50"
    assert sheet.proposal("fund.social/3") == ""


def test_shares_are_counted_in_their_column_and_paid_in_francs(sheet):
    sheet.put("saving/1", "5")
    sheet.put("saving/2", "3")
    total = next(total for total in sheet.totals() if total.key == "saving")
    assert (total.shown, sheet.brought) == ("8", 4000)
    assert sheet.shown("total/1") == i18n.money(2500)


def test_more_shares_than_the_rules_allow_are_refused_at_the_cell(sheet):
    with pytest.raises(Refusal) as refused:
        sheet.put("saving/1", "6")
    assert "at most 5 shares" in str(refused.value)
    assert sheet.text("saving/1") == ""
    assert sheet.brought == 0


def test_what_falls_due_before_the_next_meeting_is_proposed(sheet):
    assert sheet.proposal("repaid/21") == i18n.money(10500)
    assert sheet.proposal("repaid/7") == ""


def test_only_a_borrower_has_something_to_give_back(sheet):
    assert sheet.may_edit("repaid/14")
    assert not sheet.may_edit("repaid/1")


def test_more_than_she_owes_is_refused_with_what_she_owes(sheet):
    with pytest.raises(BadText) as refused:
        sheet.put("repaid/14", "20000")
    assert i18n.money(15750) in str(refused.value)


def test_two_loans_are_paid_the_one_due_first_before(book):
    loan = {"event": "loan_issued", "loan": "P004", "member": "21", "product": "ordinary"}
    date = {"group": GROUP, "date": "2026-02-26"}
    book.record(loan | date | {"principal": 10000})
    sheet = sheet_of(book)
    woman = next(w for w in sheet.opening.attendees if w.code == "21")
    first, second = woman.loans
    assert first.due_on <= second.due_on
    whole = first.owed.total
    sheet.put("repaid/21", str(whole + 500))
    events = [event for owner, event in sheet.in_order() if owner == "repaid/21"]
    assert [(e["loan"], e["amount"]) for e in events] == [
        (first.record.code, whole),
        (second.record.code, 500),
    ]


def test_the_reading_says_how_a_repayment_is_split(sheet):
    amount, heard, grey = reading(sheet, "repaid/14", "7500")
    assert amount == i18n.francs(7500)
    assert heard == "waa kelen ni kɛmɛ duuru"
    assert "principal" in grey


def test_what_was_there_before_stands_in_the_reading(sheet):
    sheet.put("repaid/14", "8000")
    assert i18n.money(8000) in reading(sheet, "repaid/14", "7500")[2]


# -- fines -------------------------------------------------------------------------------------------


def events_of(sheet: MeetingSheet, owner: str) -> list[str]:
    return [event["event"] for whose, event in sheet.in_order() if whose == owner]


def test_lateness_proposes_its_fine_and_it_is_paid_at_once(sheet):
    sheet.put("attendance/1", "late")
    assert sheet.proposal("fine/1") == "50"
    sheet.put("fine/1", "50")
    assert events_of(sheet, "fine/1") == ["fine_paid"]
    assert box(sheet, "loan").in_ == 50


def test_who_is_absent_owes_her_fine(sheet):
    sheet.put("attendance/1", "absent")
    sheet.put("fine/1", "100")
    assert sheet.shown("fine/1") == "(100)"
    assert events_of(sheet, "fine/1") == ["fine_charged"]
    assert box(sheet, "loan").in_ == 0


def test_a_minus_says_that_a_fine_is_owed_and_a_plus_that_it_was_sent(sheet):
    sheet.put("fine/1", "50-")
    assert events_of(sheet, "fine/1") == ["fine_charged"]
    sheet.put("attendance/2", "absent")
    sheet.put("fine/2", "100+")
    assert events_of(sheet, "fine/2") == ["fine_paid"]


def test_an_old_fine_is_proposed_with_todays_and_both_are_recorded(book, sheet):
    assert sheet.proposal("fine/9") == "100"
    sheet.put("attendance/9", "late")
    assert sheet.proposal("fine/9") == "150"
    sheet.put("fine/9", "150")
    assert events_of(sheet, "fine/9") == ["fine_charged", "fine_paid"]
    assert not [p for p in problems(sheet, book) if p.kind == "error"]


# -- lines -------------------------------------------------------------------------------------------


def test_a_new_loan_takes_the_usual_term_and_the_next_number(sheet):
    sheet.put("loan.member/1", "17")
    sheet.put("loan.principal/1", "20000")
    assert sheet.values("loan", "1")["loan"] == "P004"
    assert sheet.proposal("loan.term/1") == "3"
    assert box(sheet, "loan").out == 20000


def test_two_loans_whose_numbers_were_not_typed_have_two_numbers(book, sheet):
    for line, member in (("1", "17"), ("2", "18")):
        sheet.put(f"loan.member/{line}", member)
        sheet.put(f"loan.principal/{line}", "5000")
    assert [event["loan"] for event in sheet.loans_given()] == ["P004", "P005"]
    assert not [p for p in problems(sheet, book) if p.kind == "error"]


def test_a_borrower_may_be_named_by_her_first_name(sheet):
    sheet.put("loan.member/1", "Fanta Diarra")
    assert sheet.text("loan.member/1") == "20"


def test_a_name_that_several_bear_is_asked_about(sheet):
    with pytest.raises(BadText) as refused:
        sheet.put("loan.member/1", "Awa")
    assert "10 Awa Sangaré" in str(refused.value)


def test_a_loan_above_the_ceiling_is_refused_at_its_amount(sheet):
    sheet.put("loan.member/1", "17")
    with pytest.raises(Refusal) as refused:
        sheet.put("loan.principal/1", "900000")
    assert refused.value.field == "principal"
    assert sheet.text("loan.principal/1") == ""


def test_money_of_the_same_meeting_can_be_lent(book):
    sheet = sheet_of(book)
    held = box(sheet, "loan").expected
    for woman in sheet.opening.attendees:
        sheet.put(f"saving/{woman.code}", "5")
    assert box(sheet, "loan").expected > held


def test_a_loan_due_after_the_share_out_is_overruled_by_name(book, sheet):
    sheet.put("loan.member/1", "17")
    sheet.put("loan.principal/1", "20000")
    sheet.put("loan.term/1", "12")
    assert "approved_by" in sheet.loans.fields(sheet.values("loan", "1"))
    assert any(problem.kind == "error" for problem in problems(sheet, book))
    sheet.put("loan.approved_by/1", "1")
    sheet.put("loan.reason/1", "Voted by all")
    assert not any(problem.kind == "error" for problem in problems(sheet, book))


def test_the_borrower_emptied_empties_the_loan(book, sheet):
    sheet.put("loan.member/1", "17")
    sheet.put("loan.principal/1", "20000")
    sheet.put("loan.member/1", "")
    assert sheet.line_numbers("loan") == ["1"]
    assert box(sheet, "loan").out == 0
    assert "loan.principal/1" not in {
        cell for cell, text in book.drafts.load(sheet.opening.draft).items() if text
    }


@pytest.mark.parametrize(
    "fields, event, moved",
    [
        ({"kind": "Income", "amount": "1500", "text": "gift"}, "income_received", 1500),
        ({"kind": "e", "amount": "1500", "text": "notebook"}, "expense_paid", -1500),
        ({"kind": "s", "member": "3", "amount": "2"}, "shares_sold_back", -1000),
        ({"kind": "b", "amount": "100000"}, "money_moved", -100000),
    ],
)
def test_other_money_is_said_by_its_first_letter(book, sheet, fields, event, moved):
    for field, text in fields.items():
        sheet.put(f"other.{field}/1", text)
    assert [e["event"] for owner, e in sheet.in_order() if owner == "other/1"] == [event]
    assert box(sheet, "loan").in_ - box(sheet, "loan").out == moved
    assert not [p for p in problems(sheet, book) if p.kind == "error"]


def test_help_comes_from_the_solidarity_box(book, sheet):
    for field, text in (("kind", "h"), ("member", "3"), ("amount", "5000"), ("text", "illness")):
        sheet.put(f"other.{field}/1", text)
    sheet.put("other.fund/1", sheet.proposal("other.fund/1"))
    assert box(sheet, "social").out == 5000
    assert not [p for p in problems(sheet, book) if p.kind == "error"]


# -- cash --------------------------------------------------------------------------------------------


def test_expected_cash_follows_every_cell(sheet):
    opening = box(sheet, "loan").opening
    sheet.put("saving/1", "4")
    sheet.put("fund.social/1", "50")
    assert box(sheet, "loan").expected == opening + 2000
    assert box(sheet, "social").expected == box(sheet, "social").opening + 50
    sheet.put("saving/1", "")
    assert box(sheet, "loan").expected == opening


def test_a_difference_must_be_explained(book, sheet):
    sheet.put("count.social/10000", "3")
    found = problems(sheet, book)
    assert [(p.kind, p.cell) for p in found if p.kind == "error"] == [("error", "closing/reason")]
    sheet.put("closing/reason", "forgotten at home")
    assert not [p for p in problems(sheet, book) if p.kind == "error"]
    assert sheet.event()["difference_reason"] == "forgotten at home"


def test_a_column_that_differs_as_much_as_the_cash_is_named(sheet):
    sheet.put("repaid/14", "8000")
    sheet.put("paper/repaid", "7500")
    wanted = box(sheet, "loan").expected - 500
    for value in sheet.denominations():
        pieces, wanted = divmod(wanted, value)
        if pieces:
            sheet.put(f"count.loan/{value}", str(pieces))
    assert box(sheet, "loan").difference == -500
    assert "Repayment differs from the paper" in difference_sentence(sheet, box(sheet, "loan"))


def test_every_difference_ends_with_what_to_do(sheet):
    sheet.put("count.loan/500", "1")
    sentence = difference_sentence(sheet, box(sheet, "loan"))
    assert sentence.endswith("Count again, correct a cell, or write down the reason.")


def test_a_box_not_counted_is_only_warned_about(book, sheet):
    sheet.put("saving/1", "1")
    assert {problem.kind for problem in problems(sheet, book)} == {"warning"}


def test_a_count_at_the_opening_that_differs_is_recorded_before_the_meeting(book, sheet):
    sheet.put("opening.counted/loan", str(sheet.opening.cash["loan"] - 500))
    assert [p.cell for p in problems(sheet, book) if p.kind == "error"] == ["opening/reason"]
    sheet.put("opening/reason", "two coins lost")
    book.record_all(sheet.events(), draft=sheet.opening.draft)
    assert sheet_of(book).opening.cash["loan"] == sheet.opening.cash["loan"] - 500


def test_francs_are_only_counted_where_the_amounts_need_them(sheet):
    assert sheet.denominations()[-1] == 5
    sheet.put("opening.counted/loan", "1003")
    assert sheet.denominations()[-1] == 1


# -- the draft ---------------------------------------------------------------------------------------


def test_every_text_comes_back_with_what_was_half_typed(book, sheet):
    sheet.put("attendance/4", "t")
    sheet.put("saving/1", "5")
    sheet.put("loan.member/1", "17")
    sheet.keep_typing("repaid/14", "75")
    again = sheet_of(book)
    assert again.attendance("4") == "late"
    assert again.shown("saving/1") == "5"
    assert again.brought == 2500
    assert again.text("loan.member/1") == "17"
    assert (again.here, again.half_typed) == ("repaid/14", "75")


def test_looking_at_a_sheet_leaves_no_draft(book, sheet):
    sheet.keep_typing("saving/1", "")
    assert book.drafts.names() == []


def test_recording_forgets_the_draft(book, sheet):
    sheet.put("saving/1", "5")
    book.record_all(sheet.events(), draft=sheet.opening.draft)
    assert book.drafts.names() == []
    assert sheet_of(book).opening.number == 8


def test_a_text_the_new_rules_no_longer_allow_is_kept_and_told(book, sheet):
    sheet.put("saving/1", "5")
    rules = {"saving": {"unit": "share", "price": 500, "min": 1, "max": 3}}
    book.record({"event": "rules_set", "group": GROUP, "date": "2026-03-01", "rules": rules})
    again = sheet_of(book)
    assert again.shown("saving/1") == "5"
    assert next(problem.cell for problem in problems(again, book)) == "saving/1"


def test_cells_filled_together_are_filled_all_or_none(sheet):
    with pytest.raises(Refusal):
        sheet.put_all({"saving/1": "3", "saving/2": "9"})
    assert sheet.text("saving/1") == ""


def test_a_cell_is_named_for_who_cannot_see_it(sheet):
    assert what(sheet, "saving/1") == "Awa Traoré, Shares"


# -- for every input ---------------------------------------------------------------------------------


@settings(max_examples=40)
@given(
    typed=st.lists(
        st.tuples(
            st.sampled_from(["fund.social", "saving", "fine"]),
            st.integers(1, 25),
            st.sampled_from(["", "0", "1", "3", "50", "100-", "5", "2000+500"]),
        ),
        max_size=30,
    )
)
def test_the_sums_are_what_the_book_would_make_of_the_same_cells(pristine, typed):
    book, sheet = pristine
    for cell in list(sheet._texts):
        sheet.put(cell, "")
    for key, member, text in typed:
        try:
            sheet.put(f"{key}/{member}", text)
        except (BadText, Refusal):
            continue
    outcome = book.preview(sheet.event())
    moved = dict.fromkeys(sheet.opening.cash, 0)
    for entry in outcome.entries:
        for posting in entry.postings:
            if posting.account.place == "box":
                moved[posting.account.fund] += posting.amount
    assert {b.fund: b.in_ - b.out for b in sheet.boxes()} == moved


@pytest.fixture(scope="module")
def pristine(tmp_path_factory):
    with meeting_book.make(tmp_path_factory.mktemp("sums")) as book:
        opening = open_meeting(book, GROUP, TODAY)
        yield (
            book,
            MeetingSheet(opening, {}, keep=lambda _texts: None, try_out=lambda _events: None),
        )


# -- a whole year ------------------------------------------------------------------------------------


def test_the_published_year_typed_cell_by_cell_gives_the_same_chain(tmp_path):
    events = [json.loads(line) for line in CASE.read_text(encoding="utf-8").splitlines()]
    with Book.create(tmp_path / "typed.coop") as typed, Book.create(tmp_path / "told.coop") as told:
        told.record_all(events)
        for event in events:
            if event["event"] == "meeting_held":
                type_meeting(typed, event)
            else:
                typed.record(event)
        assert fingerprint(typed, "mawuli") == fingerprint(told, "mawuli")
        assert typed.drafts.names() == []


def type_meeting(book: Book, event: dict) -> None:
    """Type a meeting into its sheet and record what the sheet makes of it."""
    sheet = sheet_of(book, "mawuli", datetime.date.fromisoformat(event["date"]))
    borrowers = {
        loan.record.code: woman.code for woman in sheet.opening.attendees for loan in woman.loans
    }
    for line in event["sheet"]:
        match line["event"]:
            case "shares_bought":
                sheet.put(f"saving/{line['member']}", str(line["shares"]))
            case "loan_repaid":
                sheet.put(f"repaid/{borrowers[line['loan']]}", str(line["amount"]))
            case "loan_issued":
                sheet.put("loan.member/1", line["member"])
                sheet.put("loan.principal/1", str(line["principal"]))
                sheet.put("loan.loan/1", line["loan"])
    assert not [problem for problem in problems(sheet, book) if problem.kind == "error"]
    book.record_all(sheet.events(), draft=sheet.opening.draft)

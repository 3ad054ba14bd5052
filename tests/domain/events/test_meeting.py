"""A meeting: who came, everything on its sheet, and the cash counted at its end."""

import pytest

from tests.domain.log import Group, benkadi

DAY, NEXT = "2025-01-08", "2025-01-15"


@pytest.fixture
def group() -> Group:
    return benkadi()


def bought(member: str, shares: int) -> dict[str, object]:
    return {"event": "shares_bought", "member": member, "shares": shares}


def meet(
    group: Group, *sheet: dict[str, object], date: str = DAY, number: int = 1, **fields: object
):
    said = {"number": number, "attendance": {}, "sheet": list(sheet)}
    return group.say("meeting_held", date, **said | fields)


def test_each_line_makes_its_own_entry_with_its_place_on_the_sheet(group):
    done = meet(group, bought("1", 2), bought("2", 3))
    assert [(entry.kind, entry.line) for entry in done.entries] == [
        ("shares_bought", 1),
        ("shares_bought", 2),
    ]


def test_a_meeting_gives_one_receipt_to_each_member_who_moved_cash(group):
    done = meet(
        group,
        bought("2", 1),
        bought("1", 2),
        {"event": "contribution_paid", "member": "2", "fund": "social", "amount": 50},
        {"event": "fine_charged", "member": "3", "kind": "late", "amount": 50},
    )
    assert done.receipts == ("1", "2")


def test_receipts_go_by_the_numbers_of_the_members_as_people_count():
    group = benkadi("2", "10", "A")
    done = meet(group, bought("10", 1), bought("A", 1), bought("2", 1))
    assert done.receipts == ("2", "10", "A")


def test_a_meeting_without_any_money_is_a_meeting(group):
    done = meet(group, attendance={"1": "present", "2": "absent", "3": "represented"})
    assert done.entries == ()
    meeting = group.facts.meeting("2025", 1)
    assert meeting.attendance == {"1": "present", "2": "absent", "3": "represented"}


def test_who_came_in_the_place_of_a_member_is_kept(group):
    meet(group, attendance={"1": "represented"}, represented_by={"1": "Oumou Diarra"})
    assert group.facts.meeting("2025", 1).represented_by == {"1": "Oumou Diarra"}


def test_nobody_comes_in_the_place_of_who_is_there(group):
    said = {"number": 1, "attendance": {"1": "present"}, "represented_by": {"1": "Oumou"}}
    assert group.refuses("meeting_held", DAY, **said).field == "represented_by"


def test_a_number_is_held_once_in_a_cycle_and_again_in_the_next(group):
    meet(group)
    assert group.refuses("meeting_held", NEXT, number=1, attendance={}).field == "number"
    meet(group, number=2, date=NEXT)
    group.say("cycle_closed", NEXT, cycle="2025")
    group.say("cycle_opened", NEXT, cycle="2026", ends="2026-12-31")
    meet(group, number=1, date="2025-01-22")


def test_a_meeting_before_the_cycle_is_refused_d63(group):
    assert group.refuses("meeting_held", "2024-12-31", number=1, attendance={}).field == "date"


def test_a_stranger_did_not_attend(group):
    refused = group.refuses("meeting_held", DAY, number=1, attendance={"99": "present"})
    assert (refused.field, refused.value) == ("attendance", "99")


def test_a_woman_who_joins_at_the_meeting_attends_it(group):
    joined = {"event": "member_joined", "member": "4", "name": "Fanta"}
    meet(group, joined, bought("4", 1), attendance={"4": "present"})
    assert group.facts.savings("4").quantity == 1


def test_a_bad_line_refuses_the_whole_meeting_and_is_named(group):
    refused = group.refuses(
        "meeting_held", DAY, number=1, attendance={}, sheet=[bought("1", 2), bought("2", 9)]
    )
    assert refused.field == "sheet[2].shares"


def test_lines_count_on_what_the_lines_before_them_did(group):
    loan = {"loan": "1", "member": "1", "product": "ordinary", "principal": 500}
    meet(
        group,
        bought("1", 5),
        {"event": "loan_issued", **loan},
        {"event": "loan_repaid", "loan": "1", "amount": 525},
    )
    assert group.facts.open_loans() == []
    assert group.facts.cash("loan") == 525


def test_a_loan_issued_and_repaid_on_one_sheet_is_undone_with_it(group):
    before = group.state()
    loan = {"loan": "1", "member": "1", "product": "ordinary", "principal": 500}
    meet(
        group,
        bought("1", 5),
        {"event": "loan_issued", **loan},
        {"event": "loan_repaid", "loan": "1", "amount": 100},
    )
    group.reverse(group.number)
    assert group.state() == before


def test_money_may_go_out_before_it_comes_in_on_one_sheet(group):
    expense = {"event": "expense_paid", "amount": 100, "text": "cahier"}
    meet(group, expense, bought("1", 5))
    assert group.facts.cash("loan") == 400


def test_a_meeting_that_would_leave_a_box_below_nothing_is_refused(group):
    expense = {"event": "expense_paid", "amount": 501, "text": "cahier"}
    refused = group.refuses(
        "meeting_held", DAY, number=1, attendance={}, sheet=[expense, bought("1", 5)]
    )
    assert refused.params["missing"] == 1


class TestCounting:
    def test_what_was_expected_and_counted_is_kept_for_each_fund(self, group):
        meet(group, bought("1", 5), counted={"loan": {"500": 1}, "social": 0})
        counts = group.facts.meeting("2025", 1).counts
        assert counts["loan"] == {"expected": 500, "counted": 500, "pieces": {"500": 1}}
        assert counts["social"] == {"expected": 0, "counted": 0, "pieces": {}}

    def test_a_fund_that_was_not_counted_says_what_was_expected(self, group):
        meet(group, bought("1", 5))
        assert group.facts.meeting("2025", 1).counts["loan"] == {"expected": 500}

    def test_a_difference_is_an_entry_of_the_meeting_with_its_reason(self, group):
        done = meet(group, bought("1", 5), counted={"loan": 480}, difference_reason="monnaie")
        assert group.postings(done)[2:] == [("571 loan box", "-20"), ("6581 loan", "+20")]
        assert (done.entries[1].line, done.entries[1].text) == (0, "monnaie")
        assert group.facts.meeting("2025", 1).counts["loan"]["reason"] == "monnaie"

    def test_a_difference_without_a_reason_refuses_the_meeting(self, group):
        refused = group.refuses(
            "meeting_held", DAY, number=1, attendance={}, sheet=[bought("1", 5)],
            counted={"loan": 520},
        )  # fmt: skip
        assert refused.field == "difference_reason"
        assert refused.params["difference"] == 20

    def test_a_fund_that_does_not_exist_is_not_counted(self, group):
        refused = group.refuses("meeting_held", DAY, number=1, attendance={}, counted={"x": 0})
        assert refused.field == "fund"


class TestReversal:
    def test_of_the_whole_restores_everything(self, group):
        meet(group, bought("1", 1))
        before = group.state()
        meet(
            group,
            {"event": "member_joined", "member": "4", "name": "Fanta", "catch_up": 200},
            {"event": "member_changed", "member": "4", "name": "Fanta Diarra"},
            {"event": "officer_appointed", "member": "4", "office": "treasurer"},
            {"event": "rules_set", "rules": {"fines": {"late": 10}}},
            bought("4", 2),
            {"event": "fine_charged", "member": "2", "kind": "late", "amount": 10},
            date=NEXT,
            number=2,
            attendance={"4": "present"},
            counted={"loan": 490},
            difference_reason="x",
        )
        group.reverse(group.number)
        assert group.state() == before
        meet(group, number=2, date=NEXT)

    def test_of_one_line_leaves_the_others(self, group):
        meet(group, bought("1", 1), bought("2", 2), bought("3", 3))
        before = group.facts.savings("1"), group.facts.savings("3")
        group.reverse(f"{group.number}.2", NEXT)
        assert group.facts.savings("2") == (0, 0)
        assert (group.facts.savings("1"), group.facts.savings("3")) == before

    def test_of_one_line_is_done_once(self, group):
        meet(group, bought("1", 1))
        line = f"{group.number}.1"
        group.reverse(line)
        refused = group.refuses("event_reversed", "2026-12-31", reverses=line, reason="x")
        assert "déjà" in str(refused) or "already" in str(refused)

    def test_of_a_line_that_only_writes_a_register_is_done_once(self, group):
        meet(group, {"event": "member_joined", "member": "4", "name": "Fanta"})
        line = f"{group.number}.1"
        group.reverse(line)
        group.say("member_joined", DAY, member="4", name="Fanta")
        group.refuses("event_reversed", "2026-12-31", reverses=line, reason="x")
        assert group.facts.member("4").name == "Fanta"

    def test_of_the_whole_after_some_lines_undoes_the_rest(self, group):
        before = group.state()
        meet(
            group,
            bought("1", 1),
            {"event": "member_joined", "member": "4", "name": "Fanta"},
            bought("2", 2),
        )
        meeting = group.number
        group.reverse(f"{meeting}.1")
        group.reverse(f"{meeting}.2")
        group.reverse(meeting)
        assert group.state() == before
        group.refuses("event_reversed", "2026-12-31", reverses=f"{meeting}.3", reason="x")

    def test_of_the_whole_after_all_its_lines_takes_the_meeting_away(self, group):
        before = group.state()
        meet(group, bought("1", 1))
        meeting = group.number
        group.reverse(f"{meeting}.1")
        assert group.facts.meeting("2025", 1) is not None
        group.reverse(meeting)
        assert group.state() == before

    @pytest.mark.parametrize("line", ["2", "99", "1000000000"])
    def test_of_a_line_that_is_not_there_is_refused(self, group, line):
        meet(group, bought("1", 1))
        refused = group.refuses(
            "event_reversed", NEXT, reverses=f"{group.number}.{line}", reason="x"
        )
        assert refused.field == "reverses"

"""The accountant's door, and the only way to correct: a reversal."""

import pytest

from tests.domain.log import Group, benkadi

DAY, NEXT = "2025-01-08", "2025-01-15"


@pytest.fixture
def group() -> Group:
    group = benkadi()
    group.say("shares_bought", "2025-01-02", member="1", shares=5)
    return group


def posted(*postings: tuple[object, ...]) -> list[dict[str, object]]:
    names = ("account", "amount", "fund", "member")
    return [dict(zip(names, posting, strict=False)) for posting in postings]


class TestEntryPosted:
    def test_it_posts_what_the_accountant_wrote(self, group):
        done = group.say(
            "entry_posted", DAY, text="prêt de la banque",
            postings=posted(("521", 5000), ("182", -5000)),
        )  # fmt: skip
        assert group.postings(done) == [("521 loan bank", "+5000"), ("182 loan", "-5000")]
        assert done.entries[0].text == "prêt de la banque"

    @pytest.mark.parametrize(
        "postings, field",
        [
            pytest.param([("571", 500), ("704", -400)], "postings", id="C39 unbalanced"),
            pytest.param([("571", 500)], "postings", id="C40 one line"),
            pytest.param([], "postings", id="C41 no line"),
            pytest.param([("704", 500), ("704", -500)], "postings", id="C42 one account"),
            pytest.param([("571", 500), ("999", -500)], "account", id="C43 unknown account"),
            pytest.param([("571", 1), ("704", -1)] * 251, "postings", id="C44 502 lines"),
            pytest.param([("571", 0), ("704", 0)], "postings[1].amount", id="A3 nothing"),
            pytest.param([("571", 1.5), ("704", -1.5)], "postings[1].amount", id="A8 decimals"),
            pytest.param([("571", True), ("704", -1)], "postings[1].amount", id="yes"),
            pytest.param([("571", 10**15 + 1)], "postings[1].amount", id="A22 above the limit"),
            pytest.param([(571, 5), ("704", -5)], "postings[1].account", id="a bare number"),
            pytest.param([("571", 5, "x"), ("704", -5)], "fund", id="unknown fund"),
            pytest.param([("571", 5), ("1851", -5, "loan", "9")], "member", id="a stranger"),
            pytest.param([("571", 5), ("1851", -5)], "member", id="savings of nobody"),
            pytest.param([("411", 5), ("7581", -5)], "member", id="a debt of nobody"),
            pytest.param([("271", 5), ("571", -5)], "account", id="loans have their own events"),
            pytest.param([("571", -501), ("605", 501)], "amount", id="a box below nothing"),
            pytest.param([("571", 5), ("411", -5, "loan", "1")], "amount", id="more than she owes"),
        ],
    )
    def test_an_entry_that_cannot_be_is_refused(self, group, postings, field):
        refused = group.refuses("entry_posted", DAY, text="x", postings=posted(*postings))
        assert refused.field == field

    def test_an_entry_over_two_funds_says_the_transfer(self, group):
        postings = posted(("571", -100, "loan"), ("571", 100, "social"))
        refused = group.refuses("entry_posted", DAY, text="x", postings=postings)
        assert "585" in str(refused)
        postings += posted(("585", 100, "loan"), ("585", -100, "social"))
        group.say("entry_posted", DAY, text="x", postings=postings)
        assert group.facts.cash("social") == 100

    def test_an_unknown_field_of_a_posting_is_refused(self, group):
        postings = [{"account": "571", "amount": 5, "acount": "x"}]
        refused = group.refuses("entry_posted", DAY, text="x", postings=postings)
        assert refused.field == "postings[1].acount"
        assert group.refuses("entry_posted", DAY, text="x", postings=[7]).field == "postings[1]"

    def test_savings_of_a_member_may_be_corrected(self, group):
        postings = posted(("1851", 100, "loan", "1"), ("112", -100))
        group.say("entry_posted", DAY, text="apport", postings=postings)
        assert group.facts.savings("1") == (400, 5)

    def test_its_reversal_restores_everything(self, group):
        before = group.state()
        group.say("entry_posted", DAY, text="x", postings=posted(("571", 5), ("704", -5)))
        group.reverse(group.number)
        assert group.state() == before


class TestEventReversed:
    def refused(self, group: Group, reference: object, date: str = NEXT):
        return group.refuses("event_reversed", date, reverses=reference, reason="x")

    def test_it_mirrors_the_entries_and_names_them(self, group):
        done = group.reverse(group.number, NEXT)
        (entry,) = done.entries
        assert (entry.reverses, entry.kind, entry.text) == (1, "event_reversed", "erreur de saisie")
        assert entry.date.isoformat() == NEXT
        assert group.postings(done) == [("571 loan box", "-500"), ("1851 loan 1", "+500", "-5")]

    def test_an_event_is_named_by_its_id_its_number_or_its_line(self, group):
        for reference, fields in [("bon-7", {"id": "bon-7"}), (None, {})]:
            group.say("fine_paid", DAY, member="1", amount=5, **fields)
            group.reverse(reference or str(group.number), NEXT)
        assert group.facts.cash("loan") == 500

    def test_a_line_is_named_by_its_own_id(self, group):
        line = {"event": "fine_paid", "member": "1", "amount": 5, "id": "ligne-1"}
        group.say("meeting_held", DAY, number=1, attendance={}, sheet=[line])
        group.reverse("ligne-1", NEXT)
        assert group.facts.cash("loan") == 500
        self.refused(group, f"{group.number - 1}.1")

    @pytest.mark.parametrize(
        "reference", [99, "bon-9", "99.1", "1.5.2", "²", "12345678901234567890", 0, -1, 1.5, True]
    )
    def test_what_is_not_in_the_log_is_not_reversed(self, group, reference):
        assert self.refused(group, reference).field == "reverses"

    def test_an_event_outside_a_meeting_has_no_lines(self, group):
        self.refused(group, f"{group.number}.1")

    def test_a_reversal_is_not_reversed_c46(self, group):
        group.reverse(group.number, NEXT)
        self.refused(group, group.number)

    def test_a_second_reversal_is_refused_c47(self, group):
        number = group.number
        group.reverse(number, NEXT)
        self.refused(group, number)

    def test_an_event_without_entries_is_reversed_once_too(self, group):
        group.say("member_joined", DAY, member="9", name="Fanta")
        joined = group.number
        group.reverse(joined, DAY)
        group.say("member_joined", DAY, member="9", name="Fanta")
        self.refused(group, joined)
        assert group.facts.member("9").name == "Fanta"

    def test_it_is_not_dated_before_what_it_undoes(self, group):
        assert self.refused(group, group.number, "2025-01-01").field == "date"

    def test_it_needs_a_reason(self, group):
        assert group.refuses("event_reversed", NEXT, reverses=1, reason=" ").field == "reason"

    def test_in_a_closed_cycle_is_refused_until_the_closing_is_reversed_c48(self, group):
        bought = group.number
        group.say("shares_sold_back", DAY, member="1", shares=5)
        group.say("cycle_closed", NEXT, cycle="2025")
        closing = group.number
        assert self.refused(group, bought).params["closed"].isoformat() == NEXT
        assert self.refused(group, 1).field == "reverses"  # nothing of it, the founding neither
        group.reverse(closing, NEXT)
        group.reverse(bought + 1, NEXT)
        group.reverse(bought, NEXT)

    def test_an_event_of_the_day_the_next_cycle_began_lies_in_the_next_cycle(self, group):
        group.say("shares_sold_back", DAY, member="1", shares=5)
        group.say("cycle_closed", DAY, cycle="2025")
        group.say("cycle_opened", DAY, cycle="2026", ends="2026-12-31")
        before = group.state()
        group.say("fine_paid", DAY, member="1", amount=5)
        group.reverse(group.number, DAY)
        assert group.state() == before

    def test_no_money_comes_back_to_a_fund_that_is_no_more(self, group):
        group.say("contribution_paid", DAY, member="1", fund="social", amount=50)
        group.say("money_moved", DAY, **{"from": "social", "to": "loan", "amount": 50})
        moved = group.number
        group.say("rules_set", NEXT, rules={"funds": {"loan": {}}})
        voted = group.number
        assert self.refused(group, moved).field == "reverses"
        group.reverse(voted, NEXT)
        group.reverse(moved, NEXT)
        assert group.facts.cash("social") == 50

    def test_two_cycles_are_not_opened_by_a_reversal(self, group):
        group.say("shares_sold_back", DAY, member="1", shares=5)
        group.say("cycle_closed", DAY, cycle="2025")
        closing = group.number
        group.say("cycle_opened", DAY, cycle="2026", ends="2026-12-31")
        assert "2026" in str(self.refused(group, closing))
        group.reverse(group.number, DAY)
        group.reverse(closing, DAY)
        assert group.facts.open_cycle(group.log.said[-1].event.date).code == "2025"

    def test_a_member_may_be_corrected_after_the_cycle_was_closed(self, group):
        group.say("member_changed", DAY, member="1", name="Awa Diarra")
        changed = group.number
        group.say("shares_sold_back", DAY, member="1", shares=5)
        group.say("cycle_closed", DAY, cycle="2025")
        group.reverse(changed, NEXT)
        assert group.facts.member("1").name == "Awa 1"

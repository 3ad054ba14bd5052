"""A tontine worked with real keys: started, drawn, paid at a meeting, taken, covered."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from coop_ledger import i18n
from coop_ledger.book.audit import check
from coop_ledger.book.book import Book
from coop_ledger.book.questions.life import settlement
from coop_ledger.book.questions.tontine import TontineAnswer, tontine
from tests.ui.meeting_desk import Desk
from ui.models.tontine_models import HandsModel
from ui.pages.tontine import TontinePage
from ui.pages.tontine_deed import TontineDeedPage
from ui.presenters.meeting_opening import open_meeting
from ui.presenters.sheet_lines.tontine import TurnTaken
from ui.presenters.tontine_deeds import COVER, TontineDeeds
from ui.widgets.button import Button
from ui.widgets.label import Label

DAYS = [datetime.datetime(2026, 1, day, 9, tzinfo=datetime.UTC) for day in (3, 10)]
PEOPLE = ("Awa Traoré", "Bintou Keïta", "Coumba Diarra", "Djeneba Sow", "Fanta Koné")
RULES = {
    "contribution": 1200, "levy": 200, "levy_fund": "loan", "winners": 2, "order": "lot",
    "covered_by": "loan",
}  # fmt: skip


class Samedini:
    """A tontine of five women at a desk."""

    def __init__(self, folder: Path) -> None:
        self.now = DAYS[0]
        self.book = Book.create(folder / "samedini.coop", now=lambda: self.now)
        kind = {"kind": "savings_group", "preset": "tontine"}
        self.say("group_founded", name="Samedini", **kind)
        self.say("rules_set", rules={"tontine": RULES})
        for number, name in enumerate(PEOPLE, start=1):
            self.say("member_joined", member=str(number), name=name)
        self.say("cycle_opened", cycle="2026", ends="2026-12-31")
        self.desk = Desk(self.book, "same", self.now)

    def say(self, event: str, **fields: object) -> None:
        day = self.now.date().isoformat()
        self.book.record({"event": event, "group": "same", "date": day, **fields})

    def asked(self) -> TontineAnswer:
        return tontine(self.book, "same")

    def next_week(self) -> None:
        self.now = DAYS[1]
        self.desk.workspace.clock = lambda: self.now.replace(tzinfo=None)


@pytest.fixture
def same(look, qtbot, tmp_path: Path) -> Iterator[Samedini]:
    i18n.use_language("fr")
    found = Samedini(tmp_path)
    yield found
    found.desk.close()


def test_a_tontine_is_started_drawn_and_taken_by_keys(same):
    desk = same.desk
    desk.workspace.go("home")
    assert desk.window.page.start.text() == "Commencer la tontine"
    desk.press("Ctrl+Shift+T Return '2 Return Ctrl+Return")  # Awa has two hands
    assert isinstance(desk.window.page, TontinePage)
    assert same.asked().hands == 6
    desk.press("Return '4711 Ctrl+Return")
    assert same.asked().draws[0].seed == "4711"

    desk.press("F5 Ctrl+PgDown 5:Return")  # everyone pays what is proposed
    desk.press("2:Ctrl+PgDown 'pot Return Return F12 Ctrl+Return")
    first = same.asked().rounds[0]
    assert first.taken
    assert sum(winner.amount for winner in first.winners) == 6000
    assert same.asked().pot == 0

    same.next_week()
    for member, amount in (("1", 2400), ("3", 1200), ("4", 1200)):
        same.say("contribution_paid", member=member, fund="tontine", amount=amount)
    desk.press("Ctrl+Shift+T Return")
    page = desk.window.page
    assert isinstance(page, TontineDeedPage)
    assert page.places.winners() == tuple(
        winner.member for winner in same.asked().rounds[1].winners
    )
    desk.press("4:Return")  # past the list stands the way out: the fund covers who is missing
    assert QApplication.focusWidget().text().startswith("Faire couvrir")
    desk.press("Return Ctrl+Return")
    assert same.asked().next == 3
    owing = {hand.member: hand.owed_to_funds for hand in same.asked().members}
    assert owing == {"1": 0, "2": 1200, "3": 0, "4": 0, "5": 1200}


def test_the_hand_of_one_who_died_is_passed_on_by_one_key(same):
    same.say("tontine_started")
    same.say("contribution_paid", member="2", fund="tontine", amount=2400)
    kin = {"next_of_kin": "Moussa Diallo", "next_of_kin_phone": "76 12 34 56"}
    same.say("member_left", member="2", reason="deceased", approved_by=["1", "3"], **kin)
    sheet = settlement(same.book, "same", "2")
    assert sheet.tontine is not None
    assert (sheet.net, sheet.tontine.amount, sheet.tontine.was) == (0, 2000, 2000)

    desk = same.desk
    desk.press("Ctrl+Shift+T")
    assert isinstance(desk.window.page, TontinePage)
    said = desk.window.page.left.itemAt(0).widget().findChild(Label).text()
    for words in ("Bintou Keïta", "Moussa Diallo", "2\u00a0000"):
        assert words in said
    desk.press("F2 '3 Return Ctrl+Return")
    assert same.asked().left == ()
    assert {hand.member: (hand.hands, hand.paid) for hand in same.asked().members}["3"] == (2, 2000)
    sheet = settlement(same.book, "same", "2")
    assert sheet.tontine is not None
    assert (sheet.tontine.amount, sheet.tontine.was) == (0, 2000)
    assert check(same.book).sound


@pytest.mark.parametrize(
    ("winners", "said", "bids"),
    [(1, {"winners": "2", "bid": "500"}, {"2": 500}),
     (2, {"winners": "2 4", "bid": "1000 0"}, {"2": 1000})],
)  # fmt: skip
def test_bids_on_the_meeting_sheet_stand_in_the_order_of_who_takes(tmp_path, winners, said, bids):
    with Book.create(tmp_path / "auction.coop", now=lambda: DAYS[0]) as book:
        day = {"group": "same", "date": DAYS[0].date().isoformat()}
        rule = RULES | {"order": "auction", "winners": winners}
        kind = {"name": "Samedini", "kind": "savings_group", "preset": "tontine"}
        book.record({"event": "group_founded", **day, **kind})
        book.record({"event": "rules_set", **day, "rules": {"tontine": rule}})
        for number, name in enumerate(PEOPLE, start=1):
            book.record({"event": "member_joined", **day, "member": str(number), "name": name})
        book.record({"event": "cycle_opened", **day, "cycle": "2026", "ends": "2026-12-31"})
        line = TurnTaken(open_meeting(book, "same", DAYS[0].date()))
        assert line.event(said)["bids"] == bids


def test_whoever_takes_a_place_gives_hers_to_who_had_it(qtbot):
    model = HandsModel()
    model.offer({"1": "Awa", "2": "Bintou", "3": "Coumba"}, {"1": 2}, in_order=True)
    assert model.order() == ("1", "2", "3", "1")
    model.accept(2, 3, "1")
    assert model.order() == ("3", "2", "1", "1")
    assert model.shown(0, 3) == "3 4"


def test_another_member_may_stand_for_her_and_the_event_says_so(same):
    desk = same.desk
    desk.press("Ctrl+Shift+T Return 5:Return '2 Return Ctrl+Return")  # past the hands, Awa's
    assert {hand.member: hand.guarantor for hand in same.asked().members}["1"] == "2"


def test_the_rest_of_a_pot_is_paid_from_her_page_and_an_end_says_who_is_still_owed(same):
    same.say("tontine_started")
    same.say("turns_drawn", seed="4711")
    first, second = same.asked().rounds[0].winners
    late = next(str(n) for n in range(1, 6) if str(n) not in (first.member, second.member))
    for member in {"1", "2", "3", "4", "5"} - {late}:
        same.say("contribution_paid", member=member, fund="tontine", amount=1200)
    same.say("turn_taken", round=1, amounts={first.member: 1500})
    same.say("contribution_paid", member=late, fund="tontine", amount=1200)

    desk = same.desk
    asked = TontineDeeds(same.book, "same", desk.workspace.today)
    assert f"Reste à payer, à chacune depuis sa page\u00a0: {first.name} 1" in asked.ending(
        DAYS[0].date()
    )
    desk.press("Ctrl+Shift+T")
    card = desk.window.page.left.itemAt(0).widget()
    assert first.name in card.findChild(Label).text()
    card.findChild(Button).click()
    assert (desk.window.page.name, desk.window.page.argument) == ("member", first.member)
    desk.window.page.pay_rest(1000)
    assert (same.asked().left_to_pay, same.asked().pot) == (0, 0)
    assert check(same.book).sound


def test_the_assembly_lets_any_fund_cover_where_the_rules_name_none(same):
    funds = {name: {"contribution": 0, "share_out": "kept"} for name in ("loan", "social")}
    rule = {name: value for name, value in RULES.items() if name != "covered_by"}
    same.say("rules_set", rules={"tontine": rule, "funds": funds})
    same.say("tontine_started")
    same.say("income_received", fund="social", amount=5000, text="don")
    desk = same.desk
    desk.press("Ctrl+Shift+T")
    desk.window.page.buttons[COVER].click()
    desk.press("'3 Return")
    page = desk.window.page
    assert page.fields["fund"].isVisible()
    page.fund.choose("social")
    desk.press("Ctrl+Return")
    assert {hand.member: hand.owed_to_funds for hand in same.asked().members}["3"] == 1200

"""The funds at the desk, by keys alone: money moved, help, soap bought and given, a box counted."""

import pytest

from coop_ledger.book.questions.funds import Fund, fund_movements, funds
from coop_ledger.book.questions.goods import goods_given
from coop_ledger.i18n import translate
from tests.ui.desk import Desk
from ui.presenters.departure import REASONS


@pytest.fixture(scope="module")
def window(look, tmp_path_factory):
    """One window for all: each test looks at what it changes itself."""
    desk = Desk(tmp_path_factory.mktemp("funds"))
    yield desk
    desk.close()


@pytest.fixture
def desk(window):
    window.go("home")
    window.press("Ctrl+B")
    window.page.which.choose("loan")
    return window


def the(desk: Desk, name: str) -> Fund:
    found = funds(desk.workspace.book, "benkadi").funds
    return next(fund for fund in found if fund.fund == name)


def begin(desk: Desk, deed: str) -> None:
    """Press the button of a deed, which Tab reaches."""
    desk.page.deeds[deed].setFocus()
    desk.press("Space")


def lines(desk: Desk) -> list[tuple[object, ...]]:
    model = desk.page.table.view.table_model
    return [model.row_at(at).cells for at in range(model.rowCount())]


def test_each_fund_has_its_card_and_enter_shows_its_movements(desk):
    assert desk.page.name == "funds"
    assert list(desk.page.cards) == ["loan", "social"]
    desk.press("Tab", "Return")
    assert desk.page.which.value() == "social"
    found = fund_movements(desk.workspace.book, "benkadi", "social")
    assert lines(desk)[0][-1] == found.closing
    assert len(lines(desk)) < len(found.lines)  # one line for all who brought at one meeting


def test_money_goes_from_the_box_to_mobile_money_with_its_fee(desk):
    before = the(desk, "loan")
    begin(desk, "move")
    assert desk.page.name == "fund_deed"
    desk.press("Tab", "Down")  # from the box with the most; to Orange Money, after the bank
    desk.press("Return")
    desk.enter("5000", "mise en sûreté", "100")
    desk.press("Ctrl+Return")
    after = the(desk, "loan")
    assert desk.page.name == "funds"
    assert [(place.place, place.balance) for place in after.places] == [
        ("box", before.cash - 5100),
        ("orange_money", 5000),
    ]
    (line,) = [each for each in lines(desk) if each[3] == "mise en sûreté"]
    assert line[5] == -100


def test_between_two_funds_the_reason_must_be_said(desk):
    begin(desk, "move")
    page = desk.page
    page.form.source.choose("social/box")
    page.form.target.choose("loan/box")
    page.form.amount.set_amount(500)
    assert not page.save.isEnabled()
    page.form.reason.setFocus()
    desk.enter("vote de l’assemblée")
    assert page.save.isEnabled()


def test_a_help_is_given_and_its_slip_offered(desk, monkeypatch):
    shown: list[tuple[str, object]] = []
    monkeypatch.setattr(
        "ui.pages.fund_deed.show_paper",
        lambda _workspace, name, values=None, parent=None: shown.append((name, values)),
    )
    before = the(desk, "social").cash
    notices = []
    desk.workspace.noticed.connect(notices.append)
    begin(desk, "aid")
    assert desk.page.form.funds.value() == "social"  # it is the one that helps
    desk.enter("17", "accouchement", "2500")
    desk.press("Ctrl+Return")
    assert the(desk, "social").cash == before - 2500
    assert desk.page.which.value() == "social"
    assert lines(desk)[0][2:4] == ("Sira Sissoko", "accouchement")
    notices[-1].buttons[0][1]()
    number = fund_movements(desk.workspace.book, "benkadi", "social").lines[-1].number
    assert shown == [("claim-slip", {"number": number})]


def test_more_than_the_fund_holds_is_refused_under_the_amount(desk):
    begin(desk, "aid")
    desk.enter("17", "deuil", "9999999")
    page = desk.page
    assert not page.save.isEnabled()
    assert page.form.amount.error.isVisible()


def test_soap_is_bought_then_given_to_each_and_one_line_corrected(desk):
    begin(desk, "buy")
    page = desk.page
    page.form.funds.choose("social")
    page.form.item.setFocus()
    desk.enter("savon", "60", "6000")
    desk.press("Ctrl+Return")
    assert [(g.item, g.quantity) for g in the(desk, "social").goods] == [("savon", 60)]
    begin(desk, "give")
    desk.press("Return")
    desk.enter("2")  # for each of the 25; the keyboard goes to the list
    desk.enter("0", "3")
    desk.press("Ctrl+Return")
    (gift,) = goods_given(desk.workspace.book, "benkadi")
    assert (gift.quantity, gift.left) == (49, 11)
    assert gift.received[0].member == "2"
    assert gift.received[0].quantity == 3
    desk.page.what.choose("gifts")
    shown = desk.page.received.view.table_model
    assert shown.row_at(0).cells[0::2] == ("2", 3)
    assert desk.page.paper.text() == "Liste à signer"


def test_a_box_is_counted_and_a_difference_needs_its_reason(desk):
    begin(desk, "count")
    page = desk.page
    page.form.funds.choose("social")
    held = the(desk, "social").cash
    page.form.count.grid.setFocus()
    desk.enter(str(held // 10_000))
    if held % 10_000:
        assert not page.save.isEnabled()
        page.form.difference.setFocus()
        desk.enter("pièces prêtées")
    desk.press("Ctrl+Return")
    assert the(desk, "social").cash == held // 10_000 * 10_000
    assert the(desk, "social").last_count is not None


@pytest.mark.parametrize(("before", "typed"), [({}, "7"), ({10_000: 9}, "8")])
def test_ctrl_enter_takes_the_pieces_being_typed_before_it_records_the_count(desk, before, typed):
    """Whether the button could be pressed before, or only what is typed lets it be."""
    begin(desk, "count")
    page = desk.page
    page.form.funds.choose("social")
    page.form.difference.setText("rendu par Awa")
    page.form.count.set_pieces(before)
    assert page.save.isEnabled() is bool(before)
    page.form.count.grid.setFocus()
    page.form.count.grid.go_to(0, 1)
    desk.type(typed)
    desk.press("Ctrl+Return")
    assert desk.page.name == "funds"
    assert the(desk, "social").cash == int(typed) * 10_000


def test_who_left_is_given_as_a_reason_in_words(desk):
    common = {"group": "benkadi", "date": desk.workspace.today.isoformat()}
    said = {"event": "member_left", "member": "9", "reason": "left", **common}
    assert desk.workspace.record(said)
    shown = {cell for line in lines(desk) for cell in line}
    assert translate(REASONS["left"]) in shown
    assert "left" not in shown


def test_what_the_bank_says_is_compared_without_counting_notes(desk):
    begin(desk, "count")
    page = desk.page
    page.form.place.choose("bank")
    assert not page.pieces.isVisible()
    page.form.amount.set_amount(250)
    page.form.difference.setFocus()
    desk.enter("intérêts de la banque")
    desk.press("Ctrl+Return")
    assert ("bank", 250) in [(p.place, p.balance) for p in the(desk, "loan").places]

"""Every paper made from a real book: the published year of Mawuli."""

import datetime
import json
from dataclasses import replace
from pathlib import Path

import pytest

from coop_ledger import i18n
from coop_ledger.book.book import Book
from coop_ledger.domain.errors import Refusal
from coop_ledger.reports.document import A4, ROLL_80, Equation, Grid, ProofBars, Receipt, Slips
from coop_ledger.reports.papers import PAPERS, Printing, count_printing, paper_named
from coop_ledger.reports.papers.meeting_sheet import meeting_sheet
from coop_ledger.reports.papers.share_out_envelopes import register
from coop_ledger.reports.papers.share_out_statement import statement
from tests.reports import samples
from tests.reports.sheets import pens

NOW = datetime.datetime(2020, 7, 29, 16, 42, tzinfo=datetime.UTC)
PRINTING = Printing(at=NOW, by="Afi Mensah")
VALUES = {"receipt": {"number": 5}}
CASE = Path(__file__).parents[1] / "cases" / "mawuli.jsonl"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    events = [json.loads(line) for line in CASE.read_text(encoding="utf-8").splitlines()]
    with Book.create(tmp_path_factory.mktemp("mawuli") / "mawuli.coop", lambda: NOW) as made:
        made.record_all(events)
        yield made


# The ways of sharing out are compared before the vote only, and this year is shared out.
MADE = [paper for paper in PAPERS if paper.name != "share-out-choices"]


def make(book, name, *, language="fr", size=None, **values):
    printing = Printing(at=NOW, by="Afi Mensah", size=size)
    with i18n.speaking(language):
        return paper_named(name).make(book, "mawuli", printing, values)


def blocks(document, kind):
    return [block for block in document.blocks if isinstance(block, kind)]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("paper", MADE, ids=lambda paper: paper.name)
def test_every_paper_of_the_contract_is_made_from_the_book(book, paper, language):
    document = make(book, paper.name, language=language, **VALUES.get(paper.name, {}))
    assert pens(document)
    assert document.foot.code


@pytest.mark.parametrize("paper", MADE, ids=lambda paper: paper.name)
def test_the_usual_size_is_the_first_and_every_size_has_its_name(book, paper):
    first = make(book, paper.name, **VALUES.get(paper.name, {}))
    assert first.size is paper.sizes[0]
    names = [size.name.split("-")[0] for size in paper.sizes]
    assert [paper.size_named(name) for name in names] == list(paper.sizes)


def test_the_statement_carries_the_published_figures(book):
    statement = make(book, "share-out-statement")
    (equation,) = blocks(statement, Equation)
    assert [term.figure for term in equation.terms] == [
        "1\u202f374\u202f000",
        "1\u202f368\u202f912",
        "5\u202f088",
    ]
    (members,) = blocks(statement, Grid)
    assert members.rows[0].cells == ("1", "Ama Koffi", 260, 52000, 7280, 0, 0, 59280)


def test_the_two_bars_of_the_statement_have_the_same_length(book):
    for document in (
        make(book, "share-out-statement"),
        samples.papers()["share-out-statement-deductions"](),
    ):
        (proof,) = blocks(document, ProofBars)
        came, left = (sum(part.amount for part in bar.parts) for bar in proof.bars)
        assert came == left


def test_the_columns_of_the_statement_add_up_to_its_totals():
    for name in ("share-out-statement", "share-out-statement-deductions"):
        (grid,) = blocks(samples.papers()[name](), Grid)
        columns = zip(*(row.cells[2:] for row in grid.rows), strict=True)
        assert tuple(sum(column) for column in columns) == grid.totals[0].cells[2:]
        assert sum(row.cells[-1] for row in grid.totals[:-1]) == grid.totals[-1].cells[-1]


def test_the_money_drawn_on_each_slip_is_its_amount(book):
    sheets = blocks(make(book, "share-out-slips"), Slips)
    cut = [slip for sheet in sheets for slip in sheet.slips]
    assert len(cut) == 30
    for slip in cut:
        drawn = sum(value * count for value, count in slip.pieces)
        assert slip.amount == i18n.francs(drawn)


def test_who_owes_more_than_her_share_gets_a_slip_and_no_envelope():
    sheets = blocks(samples.papers()["share-out-slips-deductions"](), Slips)
    slip = sheets[0].slips[3]
    assert slip.pieces == ()
    assert i18n.francs(4200) in slip.debt
    assert slip.received_on == "Vu le"


def test_the_register_carries_its_sums_from_page_to_page(book):
    register = make(book, "share-out-register")
    first, second = ([item.text for item in pen.written] for pen in pens(register))
    assert "815\u202f328" in first
    assert "815\u202f328" in second
    assert "1\u202f368\u202f912" in second


def test_a_printed_receipt_is_a_duplicate_the_second_time(book):
    first = make(book, "receipt", number=7)
    assert blocks(first, Receipt)[0].duplicate == ""
    count_printing(book, "mawuli", first)
    (second,) = blocks(make(book, "receipt", number=7), Receipt)
    assert second.duplicate == "DUPLICATA n°\u00a01"
    assert second.qr.endswith("|D1")
    count_printing(book, "mawuli", first)
    (third,) = blocks(make(book, "receipt", number=7), Receipt)
    assert third.duplicate == "DUPLICATA n°\u00a02"


def test_a_statement_is_not_counted_when_printed(book):
    assert make(book, "member-statement", member="1").counted == ()


def test_the_code_on_stub_and_receipt_is_the_same_and_belongs_to_this_receipt(book):
    receipts = blocks(make(book, "receipts", number=3), Receipt)
    codes = [receipt.code for receipt in receipts]
    assert len(set(codes)) > len(codes) - 2
    assert all(len(code) == 4 and not set(code) & set("ILOU") for code in codes)


def test_a_roll_is_as_long_as_its_receipt(book):
    short, long = (
        pens(document)[0].height
        for document in (
            make(book, "receipt", number=7, size=ROLL_80),
            samples.papers()["receipt-80mm"](),
        )
    )
    assert short < long


def test_the_code_to_scan_says_no_name(book):
    (receipt,) = blocks(make(book, "receipt", number=5), Receipt)
    assert receipt.qr.split("|")[:4] == ["mawuli", receipt.number, "20190807", receipt.member]
    assert receipt.name not in receipt.qr


def test_a_statement_of_all_members_begins_a_page_for_each(book):
    assert len(pens(make(book, "member-statement", size=A4))) >= 30


def test_a_receipt_that_does_not_exist_is_refused_with_a_way_out(book):
    with pytest.raises(Refusal, match=r"1\D+477"):
        make(book, "receipt", number=5000)


@pytest.mark.parametrize(("count", "sides"), [(1, 1), (25, 1), (26, 2), (30, 2), (48, 2), (49, 3)])
def test_a_row_of_the_meeting_sheet_has_room_for_a_hand(count, sides):
    sheet = meeting_sheet(samples.letterhead(), samples.member_lines(count), samples.sheet_rules())
    grids = blocks(sheet, Grid)[:sides]
    assert sum(len(grid.rows) for grid in grids) == count
    assert max(len(grid.rows) for grid in grids) - min(len(grid.rows) for grid in grids) <= 1
    assert all(grid.row_least >= 5.9 for grid in grids)
    assert len(pens(sheet)) == sides + 1


def test_a_simulation_is_never_signed():
    simulated = replace(samples.mawuli(), decided=False)
    for paper in (statement, register):
        shown = " ".join(
            item.text
            for pen in pens(paper(samples.letterhead(), simulated))
            for item in pen.written
        )
        assert "SIMULATION" in shown
        assert "signature" not in shown


def test_a_receipt_that_was_reversed_says_so_on_both_parts():
    (receipt,) = blocks(samples.papers()["receipt-cancelled"](), Receipt)
    assert "ANNULÉ" in receipt.stub_title
    assert "ANNULÉ" in receipt.duplicate
    assert "|X|" in receipt.qr

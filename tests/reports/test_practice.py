"""Every paper of the practice book and of a book with everything hard, in both languages."""

import datetime
import re
from collections.abc import Iterator

import pytest

from coop_ledger import i18n
from coop_ledger.book.book import Book
from coop_ledger.book.questions import share_out
from coop_ledger.domain import coins
from coop_ledger.exchange import practice
from coop_ledger.reports.document import Equation, Grid, Leaders, ProofBars, SideBySide, Slips
from coop_ledger.reports.papers import PAPERS, Printing, paper_named
from coop_ledger.reports.pdf import render
from tests.reports import hard_book
from tests.reports.sheets import pens
from translations import catalogues

NOW = datetime.datetime(2026, 3, 9, 14, tzinfo=datetime.UTC)
CENTS = {"cents"}  # of "deux cents francs", and of an English coin
WORD = re.compile(r"[^\W\d_]{3,}")


@pytest.fixture(scope="module")
def practised(practice_book):
    with Book.open(practice_book) as book:
        yield book


@pytest.fixture(scope="module")
def hard(tmp_path_factory):
    with Book.create(tmp_path_factory.mktemp("hard") / "hard.coop", lambda: NOW) as book:
        book.record_all(hard_book.events())
        yield book


SHARED = [paper for paper in PAPERS if paper.name.startswith(("share-out", "coin"))]


def printed(book, group, cycle, language, now, papers=PAPERS):
    """Papers, once about a past cycle and once about the running one: in English in their usual
    size, in French, whose words are longer, in every size."""
    for paper in papers:
        taken = {parameter.name for parameter in paper.parameters}
        for said in ({"cycle": cycle}, {}):
            if said and "cycle" not in taken:
                continue
            if paper in SHARED and not said:
                continue
            if paper.name == "receipt":
                said = {"number": 7}
            if paper.name == "member-statement":
                said = {**said, "member": "5"}
            for size in paper.sizes if language == "fr" else paper.sizes[:1]:
                with i18n.speaking(language):
                    yield paper.make(book, group, Printing(at=now, size=size), said)


def everything(practised, hard, language):
    yield from printed(practised, practice.GROUP, "1", language, practised.now())
    yield from printed(hard, hard_book.GROUP, "2026", language, NOW)


def texts(document) -> Iterator[str]:
    yield document.title
    for pen in pens(document):
        yield from (item.text for item in pen.written)


def words_of(strings) -> set[str]:
    return {word.casefold() for text in strings for word in WORD.findall(text)}


def told(events) -> set[str]:
    """The words that people wrote into the book themselves: names, places, reasons."""
    said = {"name", "place", "text", "reason", "nickname", "difference_reason"}
    texts = [
        str(value)
        for event in events
        for line in (event, *event.get("sheet", ()))
        for name, value in line.items()
        if name in said
    ]
    return words_of(texts)


def vocabulary() -> tuple[set[str], set[str]]:
    """The words that only English texts have, and those that only French ones have."""
    english, french = set(), set()
    for message in catalogues.read(catalogues.HERE / "fr/LC_MESSAGES/messages.po"):
        english |= words_of(re.sub(r"{[^}]*}", " ", text) for text in forms(message.id))
        french |= words_of(re.sub(r"{[^}]*}", " ", text) for text in forms(message.string))
    return english - french, french - english


def forms(text) -> tuple[str, ...]:
    return text if isinstance(text, tuple | list) else (text,)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_paper_is_printed_and_none_speaks_the_other_language(practised, hard, language):
    english, french = vocabulary()
    foreign = english if language == "fr" else french
    own = told([*practice.events(practised.now().date()), *hard_book.events()])
    wrong = {}
    for document in everything(practised, hard, language):
        assert render(document).startswith(b"%PDF")
        found = words_of(texts(document)) & foreign - own - CENTS
        if found:
            wrong.setdefault(document.paper, set()).update(found)
    assert wrong == {}


def test_a_paper_of_a_past_cycle_carries_its_name_and_days(practised):
    heads = {
        (document.paper, document.head.cycle, document.head.period)
        for document in printed(practised, practice.GROUP, "1", "fr", practised.now(), SHARED)
    }
    assert {cycle for _paper, cycle, _period in heads} == {"Cycle 1"}
    with practised.reading() as connection:
        first, second = practised.facts(connection, practice.GROUP).cycles()
    assert {period for _paper, _cycle, period in heads} == {
        f"du {i18n.day(first.opened)} au {i18n.day(first.ends)}"
    }
    assert make(practised, "cash-book", to=second.opened).head.cycle == "Cycle 1"
    assert make(practised, "cash-book").head.cycle == "Cycle 2"


def make(book, name, group=practice.GROUP, **values):
    with i18n.speaking("fr"):
        return paper_named(name).make(book, group, Printing(at=book.now()), values)


def test_a_receipt_of_the_last_meeting_belongs_to_the_cycle_that_ended_that_day(practised):
    last = make(practised, "receipts", cycle="1")
    number = int(last.counted[0])
    assert make(practised, "receipt", number=number).head.cycle == "Cycle 1"


def test_a_statement_shows_one_cycle_and_what_was_put_back_before_it(practised):
    (grid,) = (
        block
        for block in make(practised, "member-statement", member="1").blocks
        if isinstance(block, Grid)
    )
    assert len(grid.rows) == 1 + len({row.cells[1] for row in grid.rows[1:]})
    assert grid.rows[0].cells[2:4] == ("report", 20)
    assert grid.rows[-1].cells[3] == grid.totals[0].cells[3]
    past = make(practised, "member-statement", member="1", cycle="1")
    (grid,) = (block for block in past.blocks if isinstance(block, Grid))
    assert grid.totals[0].cells[3] == 211


# -- a share-out with a debtor, a seed, an equal fund and a remainder for another fund -------------


def hard_paper(book, name):
    return make(book, name, hard_book.GROUP, cycle="2026")


def test_each_line_of_the_statement_adds_up(hard):
    (grid,) = (
        block for block in hard_paper(hard, "share-out-statement").blocks if isinstance(block, Grid)
    )
    titles = [column.title for column in grid.columns]
    owed = titles.index("Doit\nencore")
    for row in (*grid.rows, grid.totals[0]):
        _number, _name, _shares, *figures, paid = row.cells
        assert sum(figures) - row.cells[owed] == paid
    assert sum(row.cells[-1] for row in grid.totals[:-1]) == grid.totals[-1].cells[-1]


def amount(figure: str) -> int:
    digits = figure.replace("\u202f", "").replace("\u2212", "-")
    return int(digits) if digits.lstrip("-").isdigit() else 0


def test_each_slip_adds_up_and_draws_its_money(hard):
    answer = share_out.share_out(hard, hard_book.GROUP, cycle="2026")
    sheets = [b for b in hard_paper(hard, "share-out-slips").blocks if isinstance(b, Slips)]
    cut = [slip for sheet in sheets for slip in sheet.slips]
    for slip, member in zip(cut, answer.members, strict=True):
        assert sum(amount(line.figure) for line in slip.lines) == member.paid
        assert coins.value_of(dict(slip.pieces)) == member.paid
        assert slip.amount == i18n.francs(member.paid)
    assert cut[-1].debt == "Doit encore 10\u202f472\u00a0F\u00a0CFA"


def test_the_boxes_of_the_statement_add_up(hard):
    blocks = hard_paper(hard, "share-out-statement").blocks
    (proof,) = (block for block in blocks if isinstance(block, ProofBars))
    came, left = (sum(part.amount for part in bar.parts) for bar in proof.bars)
    assert came == left == 38728
    pairs = [block for block in blocks if isinstance(block, SideBySide)]
    origin, where, _shared, due = (
        next(block for block in side if isinstance(block, Leaders)).lines
        for pair in pairs
        for side in (pair.left, pair.right)
    )
    assert sum(amount(line.figure) for line in origin[:-1]) == amount(origin[-1].figure)
    assert amount(where[2].figure) + amount(where[4].figure) == amount(where[-1].figure)
    assert sum(amount(line.figure) for line in due[:-2]) == amount(due[-2].figure)
    (equation,) = (block for block in blocks if isinstance(block, Equation))
    total, *parts = (amount(term.figure) for term in equation.terms)
    assert total == sum(parts)


def test_the_money_to_prepare_pays_every_envelope_and_keeps_the_rest(practised):
    blocks = make(practised, "coin-plan", cycle="1").blocks
    plan = next(block for block in blocks if isinstance(block, Grid))
    _label, _none, envelopes, kept, needed, held, back, asked = plan.totals[1].cells
    assert envelopes + kept == needed == held
    assert back == asked


def test_the_cash_book_says_which_notes_and_coins_its_balance_is(practised):
    (grid,) = (block for block in make(practised, "cash-book").blocks if isinstance(block, Grid))
    counted = grid.tail[1].text.replace("\u00a0", " ").replace("\u202f", "")
    pieces = re.findall(r"(\d+) × (\d+)", counted)
    assert counted.startswith("Compté : ")
    assert sum(int(count) * int(piece) for count, piece in pieces) == grid.totals[-1].cells[-1]

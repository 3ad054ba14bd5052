"""What every paper must respect, in both languages: nothing overlaps, nothing leaves its sheet."""

import itertools
import re

import pytest

from coop_ledger import i18n
from coop_ledger.reports.document import as_json
from coop_ledger.reports.typography import ELLIPSIS, MM, SIZE_LEAST
from tests.reports import samples
from tests.reports.sheets import written

PAPERS = {**samples.papers(), **{f"hard-{name}": make for name, make in samples.hard().items()}}
CASES = [(name, language) for name in PAPERS for language in ("fr", "en")]
NOT_REACHED = 4 * MM  # what most printers leave white


@pytest.fixture(params=CASES, ids=lambda case: f"{case[0]}-{case[1]}")
def paper(request):
    name, language = request.param
    with i18n.speaking(language):
        return PAPERS[name]()


def test_no_text_lies_on_another(paper):
    clashes = [
        (one.text, other.text)
        for _page, texts in written(paper)
        for one, other in itertools.combinations(texts, 2)
        if one.overlaps(other)
    ]
    assert clashes == []


def test_no_text_leaves_the_part_a_printer_reaches(paper):
    outside = [
        item.text
        for page, texts in written(paper)
        for item in texts
        if item.left < NOT_REACHED - 0.5
        or item.right > page.width - NOT_REACHED + 0.5
        or item.top < 0
        or item.bottom > page.height - 7 * MM * bool(paper.size.height)
    ]
    assert outside == []


def test_no_text_is_smaller_than_six_points(paper):
    assert min(item.size for _page, texts in written(paper) for item in texts) >= SIZE_LEAST


def test_no_figure_is_cut(paper):
    texts = [item.text for _page, texts in written(paper) for item in texts]
    assert [text for text in texts if re.search(rf"\d[\u202f-]?{ELLIPSIS}", text)] == []


def test_every_page_says_which_of_how_many_it_is(paper):
    sheets = written(paper)
    for number, (_page, texts) in enumerate(sheets, start=1):
        shown = " ".join(item.text for item in texts)
        if paper.size.height and paper.size.name != "A6":
            assert f"{number}/{len(sheets)}" in shown


def test_no_sentence_of_a_paper_is_left_with_its_fields_open(paper):
    assert not re.search(r"\{\w+(:\w+)?\}", str(as_json(paper.blocks)).replace("{'", ""))

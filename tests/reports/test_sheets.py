"""What every paper must respect, in both languages: nothing overlaps, nothing leaves its sheet."""

import functools
import itertools
import re

import pytest

from coop_ledger import i18n
from coop_ledger.reports.document import as_json
from coop_ledger.reports.typography import ELLIPSIS, MM, SIZE_LEAST
from tests.reports import samples
from tests.reports.sheets import pens

PAPERS = {**samples.papers(), **{f"hard-{name}": make for name, make in samples.hard().items()}}
CASES = [(name, language) for name in PAPERS for language in ("fr", "en")]
NOT_REACHED = 4 * MM  # what most printers leave white


@functools.cache
def drawn(name, language):
    with i18n.speaking(language):
        document = PAPERS[name]()
    return document, pens(document)


@pytest.fixture(params=CASES, ids=lambda case: f"{case[0]}-{case[1]}")
def paper(request):
    return drawn(*request.param)[0]


@pytest.fixture
def sheets(request, paper):
    del paper
    return drawn(*request.node.callspec.params["paper"])[1]


def test_no_text_lies_on_another(sheets):
    clashes = [
        (one.text, other.text)
        for pen in sheets
        for one, other in itertools.combinations(pen.written, 2)
        if one.overlaps(other)
    ]
    assert clashes == []


def test_no_text_crosses_the_edge_of_a_frame_a_note_or_a_coin(sheets):
    crossing = [
        (text.text, frame.text)
        for pen in sheets
        for text in pen.written
        for frame in pen.frames
        if text.overlaps(frame) and not text.is_inside(frame)
    ]
    assert crossing == []


def test_no_note_or_coin_lies_on_the_place_of_a_thumb(sheets):
    crossing = [
        (one.text, other.text)
        for pen in sheets
        for one, other in itertools.combinations(pen.frames, 2)
        if one.overlaps(other) and not one.is_inside(other) and not other.is_inside(one)
    ]
    assert crossing == []


def test_no_text_leaves_the_part_a_printer_reaches(paper, sheets):
    outside = [
        item.text
        for pen in sheets
        for item in pen.written
        if item.left < NOT_REACHED - 0.5
        or item.right > pen.width - NOT_REACHED + 0.5
        or item.top < 0
        or item.bottom > pen.height - 7 * MM * bool(paper.size.height)
    ]
    assert outside == []


def test_no_text_is_smaller_than_six_points(sheets):
    assert min(item.size for pen in sheets for item in pen.written) >= SIZE_LEAST


def test_no_figure_is_cut(sheets):
    texts = [item.text for pen in sheets for item in pen.written]
    assert [text for text in texts if re.search(rf"\d[\u202f-]?{ELLIPSIS}", text)] == []


def test_every_page_says_which_of_how_many_it_is(paper, sheets):
    for number, pen in enumerate(sheets, start=1):
        shown = " ".join(item.text for item in pen.written)
        if paper.size.height and paper.size.name != "A6":
            assert f"{number}/{len(sheets)}" in shown


def test_no_sentence_of_a_paper_is_left_with_its_fields_open(paper):
    assert not re.search(r"\{\w+(:\w+)?\}", str(as_json(paper.blocks)).replace("{'", ""))

"""The file itself: the same bytes, the same words, its own type, and quickly."""

import re

import pypdfium2
import pytest

from coop_ledger import i18n
from coop_ledger.progress import Cancelled
from coop_ledger.reports import pdf
from coop_ledger.reports.papers.receipt import receipts
from tests.reports import samples


def text_of(content: bytes) -> list[str]:
    file = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in file]


@pytest.mark.parametrize("name", samples.papers())
def test_the_same_paper_is_the_same_file_byte_for_byte(name):
    make = samples.papers()[name]
    assert pdf.render(make()) == pdf.render(make())


@pytest.mark.parametrize("name", samples.papers())
def test_only_embedded_type_is_used(name):
    content = pdf.render(samples.papers()[name]())
    used = {face.decode() for face in re.findall(rb"/BaseFont /([\w+-]+)", content)}
    assert used
    assert all(face.split("+")[-1] in {"Andika", "Andika-Bold", "Andika-Italic"} for face in used)
    assert content.count(b"/FontFile2") >= len(used)


def test_what_is_drawn_can_be_searched_and_read_aloud():
    with i18n.speaking("en"):
        (page,) = text_of(pdf.render(samples.papers()["receipt"]()))
    for words in ("RC-2026-000123", "Rokia Sissoko", "Thirteen thousand, one hundred CFA francs"):
        assert words in page
    assert "dɔrɔmɛ" in page


def test_a_fontless_letter_does_not_stop_the_print():
    pdf.render(receipts(samples.benkadi(name="Groupe 漢字 (\\) é"), [samples.receipt()]))


def test_letters_beyond_the_first_256_keep_their_codes():
    letters = "".join(chr(code) for code in range(0xC0, 0x250)).replace("ŉ", "")
    names = [letters[at : at + 12] for at in range(0, len(letters), 12)]
    paper = receipts(samples.benkadi(), [samples.receipt(name=name) for name in names])
    shown = "".join(text_of(pdf.render(paper)))
    assert [name for name in names if name not in shown] == []


def test_printing_says_how_far_it_is_and_can_be_stopped():
    class Stop:
        def step(self, done: int, total: int) -> None:
            if (done, total) == (3, 5):
                raise Cancelled

    paper = receipts(samples.benkadi(), [samples.receipt()] * 5)
    with pytest.raises(Cancelled):
        pdf.render(paper, Stop())


def test_a_file_says_its_title_and_its_language():
    with i18n.speaking("fr"):
        content = pdf.render(samples.papers()["share-out-statement"]())
    assert pypdfium2.PdfDocument(content).get_metadata_value("Creator") == "Coop Ledger"
    assert b"/Lang (fr)" in content

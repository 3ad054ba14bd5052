"""A paper on the screen and on its way to paper."""

import datetime
import shutil

import pytest
from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from coop_ledger.domain.errors import Refusal
from coop_ledger.settings import Settings
from tests.ui import crawl
from ui import printing
from ui.dialogs.preview import Preview
from ui.workspace import Workspace


@pytest.fixture(scope="session")
def pdf(look, tmp_path_factory):
    path = tmp_path_factory.mktemp("paper") / "three.pdf"
    writer = QPdfWriter(str(path))
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A5), QPageLayout.Orientation.Portrait, QMarginsF()
        )
    )
    painter = QPainter(writer)
    for page in range(3):
        if page:
            writer.newPage()
        painter.fillRect(0, 0, 1000, 1000, painter.pen().color())
    painter.end()
    return path.read_bytes()


def test_a_paper_has_its_pages_and_their_size(pdf):
    pages = printing.PdfPages(pdf)
    assert len(pages) == 3
    width, height = pages.size(0)
    assert (round(width), round(height)) == (420, 595)
    pages.close()


def test_a_page_is_a_picture_as_large_as_asked_for(pdf):
    pages = printing.PdfPages(pdf)
    picture = pages.picture(0, 2.0)
    assert picture.width() == 840
    assert picture.height() in {1190, 1191}
    assert picture.pixelColor(5, 5).name() == "#000000"
    assert picture.pixelColor(800, 1100).name() == "#ffffff"
    pages.close()


def test_printing_without_a_printer_says_what_to_do(pdf):
    with pytest.raises(Refusal, match="PDF"):
        printing.print_pdf(pdf, "Reçu", printer="")


def test_a_printer_that_does_not_answer_is_named(pdf, monkeypatch, tmp_path):
    fake = tmp_path / "lp"
    fake.write_text("#!/bin/sh\necho 'printer on fire' >&2\nexit 1\n", encoding="ascii")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(Refusal, match="printer on fire"):
        printing.print_pdf(pdf, "Reçu", printer="HP")


def test_the_pdf_itself_is_sent_with_its_copies(pdf, monkeypatch, tmp_path):
    fake = tmp_path / "lp"
    fake.write_text(
        f'#!/bin/sh\necho "$@" > {tmp_path}/said\nfor last; do :; done\ncp "$last" {tmp_path}/got\n',
        encoding="ascii",
    )
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    printing.print_pdf(pdf, "Recu", printer="HP", copies=2)
    assert (tmp_path / "got").read_bytes() == pdf
    assert "-d HP -n 2 -t Recu" in (tmp_path / "said").read_text(encoding="ascii")


@pytest.mark.skipif(shutil.which("lpstat") is not None, reason="this machine has printers")
def test_a_machine_without_printers_has_none():
    assert printing.printers() == []


def test_papers_are_kept_by_day():
    place = printing.place_for("Reçu n° 12/3", datetime.date(2026, 3, 5))
    assert place.parts[-2:] == ("2026-03-05", "Reçu n° 12 3.pdf")


@pytest.fixture
def preview(qtbot, pdf):
    workspace = Workspace(Settings())
    sizes = []
    made = Preview(
        workspace,
        "Reçus de la séance 14",
        lambda size, progress: (sizes.append(size), pdf)[1],
        paper="receipts",
        formats=("A5", "80mm"),
    )
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.sizes = sizes
    made.show()
    qtbot.waitUntil(lambda: made.pdf != b"")
    yield made
    made.done(0)
    workspace.jobs.stop()


def test_the_preview_shows_the_first_page_and_turns(preview):
    assert preview.place.text() == "1 / 3"
    preview.turn(1)
    assert preview.place.text() == "2 / 3"
    preview.turn(9)
    assert preview.place.text() == "3 / 3"
    assert not preview.after.isEnabled()


def test_another_size_is_drawn_anew(preview, qtbot):
    preview.format.choose("80mm")
    qtbot.waitUntil(lambda: preview.sizes == ["A5", "80mm"])
    qtbot.waitUntil(preview.print_button.isEnabled)


def test_the_size_chosen_is_remembered_when_it_is_printed(preview, monkeypatch):
    monkeypatch.setattr(printing, "print_pdf", lambda *a, **k: None)
    preview.print_it()
    assert preview._workspace.settings.paper_formats == {"receipts": "A5"}


def test_a_refusal_of_the_printer_stands_in_the_preview(preview):
    preview.print_it()
    assert "PDF" in preview.strip.sentence


def test_the_pdf_can_be_kept(preview, tmp_path, pdf):
    preview.save_to(tmp_path / "kept.pdf")
    assert (tmp_path / "kept.pdf").read_bytes() == pdf


def test_a_place_that_cannot_be_written_is_said(preview, tmp_path):
    preview.save_to(tmp_path / "nowhere" / "kept.pdf")
    assert "nowhere" in preview.strip.sentence


def test_everything_in_the_preview_has_a_name(preview):
    assert crawl.faults(preview) == []


def test_keys_make_a_page_larger_smaller_and_whole(preview, qtbot):
    first = preview.sheet.width()
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus):
        qtbot.keyClick(preview, key, Qt.KeyboardModifier.ControlModifier)
    assert preview.sheet.width() == pytest.approx(first * 1.25, abs=4)
    qtbot.keyClick(preview, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert preview.sheet.height() <= preview.area.viewport().height()


def test_a_page_by_its_width_is_read_down_before_the_next_one(preview, qtbot):
    preview.resize(1000, 500)
    preview.fit("width")
    assert preview.sheet.width() == pytest.approx(preview.area.viewport().width(), abs=24)
    assert preview.area.horizontalScrollBar().maximum() == 0
    bar = preview.area.verticalScrollBar()
    assert bar.maximum() > 0
    pressed = 0
    while preview.page == 0 and pressed < 9:
        qtbot.keyClick(preview, Qt.Key.Key_PageDown)
        pressed += 1
    assert pressed > 1
    assert bar.value() == 0


def test_the_save_dialog_proposes_the_name_of_the_file(preview, tmp_path):
    asked = preview._file_dialog(tmp_path / "Benkadi - PV séance 14 - 2026-11-20.pdf")
    assert asked.selectedFiles()[0].endswith("Benkadi - PV séance 14 - 2026-11-20.pdf")
    assert asked.labelText(asked.DialogLabel.Accept) != ""
    asked.deleteLater()


def test_a_mark_that_no_file_may_have_leaves_one_space():
    place = printing.place_for("Tontine : liste", datetime.date(2026, 3, 5))
    assert place.name == "Tontine liste.pdf"

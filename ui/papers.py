"""Any paper of the book, in the preview: what is seen is what is printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from coop_ledger.i18n import translate
from coop_ledger.progress import Progress
from ui.workspace import Workspace

if TYPE_CHECKING:
    from coop_ledger.reports.document import Document
    from ui.dialogs.preview import Preview


def show_paper(
    workspace: Workspace,
    name: str,
    values: Mapping[str, Any] | None = None,
    parent: QWidget | None = None,
) -> Preview:
    """Show a paper by its name in the contract; it is drawn beside the window, from a snapshot."""
    # Papers, their preview and ReportLab are loaded when one is asked for, not with the pages.
    from coop_ledger.reports.papers import Printing, count_printing, paper_named
    from ui.dialogs.preview import preview

    paper = paper_named(name)
    assert paper is not None, f"no paper is called {name}"
    snapshot = workspace.book.snapshot()
    group, at, by = workspace.group, workspace.clock(), _typist(workspace)

    drawn: list[Document] = []

    def make(size: str, progress: Progress) -> bytes:
        from coop_ledger.reports.pdf import render

        printing = Printing(at=at, by=by, size=paper.size_named(size))
        drawn.append(paper.make(snapshot, group, printing, values))
        return render(drawn[-1], progress)

    formats = [size.name.split("-")[0] for size in paper.sizes]
    title = translate(paper.title)
    dialog = preview(workspace, title, make, paper=name, formats=formats, parent=parent)
    dialog.delivered.connect(lambda: count_printing(workspace.book, group, drawn[-1]))
    # Closed by the thread that draws, after whatever it is still drawing.
    dialog.finished.connect(
        lambda _result: workspace.jobs.start(title, lambda _progress: snapshot.close())
    )
    return dialog


def _typist(workspace: Workspace) -> str:
    """Return who keeps the book: its treasurer."""
    from coop_ledger.book.questions.members import members

    lines = members(workspace.book, workspace.group)
    return next((line.name for line in lines if line.office == "treasurer"), "")

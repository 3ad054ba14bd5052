"""Reports: choose one, say what is asked, read it as a table, print it, export it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from coop_ledger.amounts import BadText
from coop_ledger.book.changes import Topic
from coop_ledger.book.questions.members import members
from coop_ledger.book.questions.why import why
from coop_ledger.exchange import xlsx
from coop_ledger.exchange.csv_export import of_table
from coop_ledger.i18n import _, fill, ngettext, translate
from coop_ledger.progress import Progress
from coop_ledger.reports.catalogue import REPORTS, report_named
from coop_ledger.reports.report import Parameter
from coop_ledger.table import Emphasis, Table
from ui.pages.page import Page
from ui.papers import show_paper
from ui.presenters import reports as presenter
from ui.widgets.beside import Beside
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.day import DayEdit
from ui.widgets.field import Choice, Field
from ui.widgets.label import Label
from ui.widgets.layout import clear, column, row
from ui.widgets.member import MemberPicker
from ui.widgets.money import CountEdit
from ui.widgets.options import Options
from ui.widgets.table_view import TableCard

PAGES_OF = {"member": "member", "loan": "loans", "entry": "journal", "account": "journal"}


class ReportsPage(Page):
    """The argument is the name of a report ("cash-book")."""

    name = "reports"
    help = "reports"
    topics = frozenset(Topic)

    def title(self) -> str:
        return _("Reports")

    def context(self) -> str:
        return _("Enter on a line leads to where it comes from.")

    def answers(self) -> Mapping[str, Callable[[], object]]:
        return {"print": self.print_it, "find": self.which.setFocus}

    def build(self) -> None:
        self.table: Table | None = None
        self.editors: dict[str, QWidget] = {}
        self.which = Options([(report.name, translate(report.title), "") for report in REPORTS])
        self.which.setAccessibleName(_("Reports"))
        self.which.chosen.connect(lambda _name: self._choose())
        self.heading = Label("", "card")
        self.note = Label("", "secondary", wrap=True)
        self.print_button = Button(_("Print"), icon="print", key="Ctrl+P", height=34)
        self.print_button.clicked.connect(self.print_it)
        self.export = Button(_("Export"), icon="document", key="Ctrl+E", bind=True, height=34)
        self.export.clicked.connect(self.export_it)
        self.asked = row(spacing=14)
        self.view = TableCard(_("Report"), row_height=28)
        self.which.accepted.connect(self.view.view.setFocus)
        self.view.setMinimumHeight(240)
        self.view.view.opened.connect(self._follow)
        self.view.view.current_changed.connect(self._say_in_full)
        self.in_full = Label("", "body", "text2", wrap=True)
        about, deeds, top = QWidget(), QWidget(), QWidget()
        column(self.heading, 1, spacing=0, parent=about)
        row(self.print_button, self.export, 1, parent=deeds)
        head = Beside(about, deeds, stretches=(1, 0), spacing=8)
        column(head, self.note, self.asked, spacing=8, margins=(14, 10), parent=top)
        sheet = Card(top, edge=True, spacing=0)
        sheet.add(self.view, 1)
        below = QWidget()
        column(self.in_full, spacing=0, margins=(14, 8), parent=below)
        sheet.add(below)
        side = QWidget()
        column(self.which, 1, parent=side)
        self.body.addWidget(Beside(side, sheet, stretches=(1, 4), least=900), 1)

    def take_focus(self) -> None:
        self.which.setFocus()

    # -- choosing ----------------------------------------------------------------------------------

    def open(self, argument: str) -> None:
        self.argument = argument
        if argument:
            self.which.choose(argument)
        self._choose()

    def refresh(self, changes: object = None) -> None:
        self._ask()

    def _choose(self) -> None:
        report = report_named(self.which.value())
        assert report is not None, "the list is made of reports"
        self.report = report
        self.print_button.setVisible(bool(report.paper))
        clear(self.asked)
        self.editors = {}
        for parameter in report.parameters:
            field = self._field(parameter)
            self.asked.addWidget(field)
        self.asked.addStretch(1)
        self._ask()

    def _field(self, parameter: Parameter) -> Field:
        workspace = self.workspace
        editor: QWidget
        if parameter.kind == "day":
            editor = DayEdit(lambda: workspace.today, width=130)
            editor.clear()
            editor.setPlaceholderText(_("today") if parameter.name == "on" else _("any day"))
            editor.accepted.connect(self._ask)
        elif parameter.kind == "member":
            people = members(workspace.book, workspace.group)
            editor = MemberPicker(people, width=300)
            if people:
                editor.choose(people[0].member)
            editor.picked.connect(lambda _code: self._ask())
        elif parameter.kind == "number":
            editor = CountEdit("", width=90)
            editor.accepted.connect(self._ask)
        else:
            found = presenter.choices(
                workspace.book, workspace.group, parameter.kind, workspace.today
            )
            editor = Choice(found)
            editor.currentIndexChanged.connect(self._ask)
        self.editors[parameter.name] = editor
        return Field(translate(parameter.title), editor)

    def values(self) -> dict[str, Any]:
        """Return what is asked; raises BadText for a day or a number that is none."""
        found: dict[str, Any] = {}
        for name, editor in self.editors.items():
            if isinstance(editor, DayEdit):
                if editor.text().strip():
                    found[name] = editor.value()
            elif isinstance(editor, CountEdit):
                found[name] = editor.value()
            elif isinstance(editor, MemberPicker):
                found[name] = editor.code()
            elif isinstance(editor, Choice):
                found[name] = editor.value()
        return {name: value for name, value in found.items() if value}

    # -- answering ---------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Ask for the report beside the window, from a snapshot; the table comes when it is there."""
        if not hasattr(self, "report"):
            return
        try:
            values = self.values()
        except BadText as bad:
            self.workspace.notice(str(bad), "warning")
            return
        if presenter.missing(self.report, values):
            return
        report, group = self.report, self.workspace.group
        snapshot = self.workspace.book.snapshot()

        def work(_progress: Progress) -> tuple[str, Table]:
            with snapshot:
                return report.name, report.build(snapshot, group, **values)

        self.workspace.jobs.start(translate(report.title), work, self._on_answered)

    def _on_answered(self, answer: tuple[str, Table]) -> None:
        name, table = answer
        if name != self.report.name:
            return
        self.table = table
        count = sum(row.emphasis is Emphasis.ITEM for row in table.rows)
        words = fill(ngettext("{n:number} line", "{n:number} lines", count), n=count)
        self.heading.setText(table.title)
        about = translate(self.report.summary)
        self.note.setText(" · ".join(filter(None, (table.subtitle, words, about))))
        self.view.show_table(table)
        self._say_in_full(self.view.view.origin())

    def _say_in_full(self, origin: str) -> None:
        """Show under the table the sentences that a narrow column cuts."""
        words = presenter.sentences(self.table, origin) if self.table else ""
        self.in_full.setText(words)
        self.in_full.setVisible(bool(words))

    def _follow(self, origin: str) -> None:
        """Go to what a line comes from."""
        kind, _colon, code = origin.partition(":")
        if kind == "account":
            self._show_account(code)
        elif kind in PAGES_OF:
            self.workspace.go(PAGES_OF[kind], origin if kind == "entry" else code)
        elif kind == "meeting":
            self.workspace.go("reports", "journal")
        elif kind == "group":
            self.workspace.show_group(code)
        elif kind in {"indicator", "item"}:
            self.workspace.go(presenter.page_behind(code))

    def _show_account(self, code: str) -> None:
        found = why(self.workspace.book, self.workspace.group, "account", account_code=code)
        numbers = " ".join(str(line.number) for line in found.lines[-presenter.FOLLOWED :])
        if numbers:
            self.workspace.go("journal", f"entries:{numbers}")

    # -- leaving the screen ------------------------------------------------------------------------

    def print_it(self) -> None:
        """Show the paper that carries the same figures."""
        if self.report.paper:
            show_paper(self.workspace, self.report.paper, self.values(), parent=self)

    def export_it(self) -> None:
        """Ask where the table goes, and write it as CSV or as a workbook."""
        if self.table is None:
            return
        where = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(where))
        proposed = folder / presenter.file_name(self.report, self.table.title, self.workspace.today)
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Export"), str(proposed), _("Spreadsheets (*.csv *.xlsx)")
        )
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write the table as its name says; say where it is, or why it is not."""
        assert self.table is not None, "the button waits for a table"
        is_workbook = path.suffix.lower() == ".xlsx"
        content = xlsx.of_table(self.table) if is_workbook else b"".join(of_table(self.table))
        try:
            path.write_bytes(content)
        except OSError as error:
            sentence = _("{path} could not be written: {why}. Choose another place.")
            self.workspace.notice(fill(sentence, path=path, why=error.strerror), "error")
            return
        self.workspace.notice(fill(_("Exported: {path}"), path=path))

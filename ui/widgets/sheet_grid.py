"""The grid of a meeting: down the column as on paper, at its end the paper's total, then the next."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QUndoCommand,
    QUndoStack,
)
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from coop_ledger import i18n
from coop_ledger.amounts import BadText
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import _
from ui import theme
from ui.models.entry_model import Entry, TotalCell
from ui.models.meeting_model import CellModel, MembersModel
from ui.presenters.meeting_reading import what
from ui.widgets.entry_cell import ENTER, CellEditor, is_tab
from ui.widgets.entry_grid import EntryGrid
from ui.widgets.entry_totals import EntryTotals
from ui.widgets.money import typed_digit

SEEK_SECONDS = 1.2  # digits typed in a column of letters within it make one member's number


class FillCells(QUndoCommand):
    """Many cells filled at once: what they were, what they became."""

    def __init__(self, model: CellModel, cells: dict[str, tuple[str, str]], text: str) -> None:
        super().__init__(text)
        self._model, self._cells, self._written = model, cells, True

    def redo(self) -> None:
        """Write the new texts again; pushing the command writes nothing twice."""
        if not self._written:
            self._model.accept_all({cell: after for cell, (_before, after) in self._cells.items()})
        self._written = True

    def undo(self) -> None:
        """Write the texts of before."""
        self._model.accept_all({cell: before for cell, (before, _after) in self._cells.items()})
        self._written = False


class SheetGrid(EntryGrid):
    """A grid of cells. `past_end` and `past_start` tell that Enter left a column.

    `took_out` says what a letter of attendance took out of other cells.
    """

    past_end = Signal(int)
    past_start = Signal(int)
    took_out = Signal(str)

    def __init__(self, sheet: CellModel, name: str, *, row_height: int = 27) -> None:
        # Measuring every name at every key would be felt.
        self._measured: tuple[tuple[object, ...], list[int]] = ((), [])
        super().__init__(sheet, name, row_height=row_height)
        self.cells = sheet
        self._sought, self._sought_at = "", 0.0
        self._jumped_to: tuple[int, int] | None = None

    def widths(self) -> list[int]:
        """Return the width of each column; the names leave room for the words of the totals."""
        words = [(at, cell) for line in self.sheet.totals() for at, cell in enumerate(line)]
        named = [(at, cell.text, len(cell.note)) for at, cell in words if self._is_name(at)]
        key = (theme.zoom(), self.sheet.rows(), *named)
        if self._measured[0] != key:
            found = super().widths()
            strong, small = (QFontMetrics(theme.font(use)) for use in ("strong", "small"))
            for at, cell in words:
                if self._is_name(at):
                    used = strong.horizontalAdvance(cell.text) + small.horizontalAdvance(cell.note)
                    found[at] = max(found[at], used + theme.px(28))
            self._measured = (key, found)
        return self._measured[1]

    def least_width(self) -> int:
        """Return the width at which no cell of a member is cut, whatever the totals say."""
        return sum(super().widths())

    def _is_name(self, at: int) -> bool:
        return self.sheet.columns[at].entry is Entry.NAME

    def keep_in_sight(self, place: int) -> None:
        """Hide what there is no room for: names and the column at work stay, then the nearest."""
        widths, columns = self.widths(), self.sheet.columns
        names = [at for at in range(len(columns)) if self._is_name(at)]
        last = len(columns) - 1
        near = sorted(range(1, last), key=lambda at: (abs(at - place), at))
        room = self.width() - theme.px(14)
        shown = set()
        for at in (*names, place, 0, last, *near):
            if at not in shown and (room >= widths[at] or at in {*names, place}):
                shown.add(at)
                room -= widths[at]
        hidden = {at for at in range(len(columns)) if self.isColumnHidden(at)}
        if hidden != set(range(len(columns))) - shown:
            for at in range(len(columns)):
                self.setColumnHidden(at, at not in shown)
            self._spread()

    def _spread(self) -> None:
        widths = self.widths()
        seen = [at for at in range(len(widths)) if not self.isColumnHidden(at)]
        spare = max(self.viewport().width() - sum(widths[at] for at in seen), 0)
        for at in seen:
            self.setColumnWidth(at, widths[at] + (spare if self._is_name(at) else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # What is being typed stays in sight, and its reading beside it.
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        # A refusal stays: it may be what took the room.
        if self._editor is not None and self.reading.property("role") == "chosen":
            self.on_typing(self._editor.text())

    def share_undo(self, stack: QUndoStack) -> None:
        """Undo in this grid goes on where another grid was."""
        self.undo_stack = stack

    def go_on(self, by: int = 1) -> None:
        """Go to the next cell of the column, or tell that it is at its end."""
        at, place = self.currentIndex().row(), self.currentIndex().column()
        at += by
        while 0 <= at < self.sheet.rows() and not self.sheet.may_edit(at, place):
            at += by
        if 0 <= at < self.sheet.rows():
            self.go_to(at, place)
        elif by > 0:
            self.past_end.emit(place)
        else:
            self.past_start.emit(place)

    def _go_right(self) -> None:
        """Go on in the column, as Enter does: who takes arrears by Tab is still among them."""
        self.go_on()

    def go_to_cell(self, cell: str) -> bool:
        """Make a cell current; return False when it is not in this grid."""
        place = self.cells.place_of(cell)
        if place is not None:
            self.go_to(*place)
        return place is not None

    def enter_column(self, place: int, *, last: bool = False) -> bool:
        """Go to the first (or last) cell to type in of a column; False when there is none."""
        rows = range(self.sheet.rows())
        at = next(
            (r for r in (reversed(rows) if last else rows) if self.sheet.may_edit(r, place)), None
        )
        if at is not None:
            if not last and at < self.rowAt(self.viewport().height() - 1):
                self.scrollToTop()
            self.go_to(at, place)
        return at is not None

    def resume(self, text: str) -> None:
        """Open the editor on the current cell with a text half typed."""
        self.start_typing()
        if self._editor is not None:
            self._editor.setText(text)
            self._editor.deselect()
            self.on_typing(text)

    def leave_editor(self, editor: CellEditor) -> None:
        """Take what was typed when another cell is chosen; another window leaves it half typed."""
        if self.window().isActiveWindow():
            super().leave_editor(editor)

    def fill_down(self) -> None:
        """Fill the cells below: with this one's text, or each with what is proposed for it.

        Who is not there is left out.
        """
        at, place = self.currentIndex().row(), self.currentIndex().column()
        text = self.sheet.typed(at, place) if at >= 0 else ""
        cells: dict[str, tuple[str, str]] = {}
        last = at
        for below in range(max(at, 0), self.sheet.rows()):
            after = text or self.sheet.suggestion(below, place)
            before = self.sheet.typed(below, place)
            allowed = self.sheet.may_edit(below, place) and not (text and self._is_away(below))
            if allowed and after and after != before and (text or not before):
                cells[self.cells.cell(below, place)] = (before, after)
                last = below
        if cells and self._fill(cells, text, place):
            self.go_to(max(last, self._last_row(place)), place)

    def _is_away(self, at: int) -> bool:
        woman = self.cells.cell(at, len(self.sheet.columns) - 1).partition("/")[2]
        return self.cells.sheet.is_away(woman)

    def _last_row(self, place: int) -> int:
        return max(r for r in range(self.sheet.rows()) if self.sheet.may_edit(r, place))

    def _fill(self, cells: dict[str, tuple[str, str]], text: str, place: int) -> bool:
        try:
            self.cells.accept_all({cell: after for cell, (_before, after) in cells.items()})
        except (BadText, Refusal) as refused:
            self.reading.tell(self.visualRect(self.currentIndex()), "", "", str(refused), "error")
            return False
        what = i18n.fill(
            i18n.ngettext(
                "{column}: {count:number} cell filled",
                "{column}: {count:number} cells filled",
                len(cells),
            ),
            column=self.sheet.columns[place].title,
            count=len(cells),
        )
        self.undo_stack.push(FillCells(self.cells, cells, what))
        return True

    def _write(self, text: str) -> bool:
        """Write the current cell; who is away gives no contribution, and it is said."""
        at, place = self._here()
        cell = self.cells.cell(at, place) if at >= 0 else ""
        freed = self.cells.sheet.freed_by(cell, text)
        if not freed:
            return super()._write(text)
        said = self.cells.sheet.freed_sentence(cell, freed)
        before = self.sheet.typed(at, place)
        self.cells.accept_all({cell: text, **dict.fromkeys(freed, "")})
        undone = {freed_cell: (was, "") for freed_cell, was in freed.items()}
        self.undo_stack.push(FillCells(self.cells, {cell: (before, text), **undone}, said))
        self.reading.hide()
        self.took_out.emit(said)
        return True

    def _type_first(self, text: str) -> None:
        self._jumped_to = None
        letters = self.sheet.columns[self.currentIndex().column()].entry is Entry.LETTER
        if letters and text.isdigit():
            self._seek(text)
        else:
            super()._type_first(text)

    def _seek(self, digit: str) -> None:
        """Go to the member whose number is being typed."""
        now = time.monotonic()
        self._sought = self._sought + digit if now - self._sought_at < SEEK_SECONDS else digit
        self._sought_at = now
        for number in (self._sought, digit):
            for at in range(self.sheet.rows()):
                if self.sheet.shown(at, 0) == number:
                    self._sought = number
                    self.go_to(at, self.currentIndex().column())
                    self._jumped_to = self._here()
                    box = self.visualRect(self.currentIndex())
                    who = f"{number} · {self.sheet.shown(at, 1)}"
                    self.reading.tell(box, who, "", _("Type her letter. Enter stays with her."))
                    return

    def _on_current(self, current: QModelIndex, before: QModelIndex) -> None:
        self._jumped_to = None
        super()._on_current(current, before)

    def _enter(self, *, back: bool) -> None:
        # Enter after a number confirms the jump; the next one goes on as ever.
        if self._jumped_to == self._here() and not back:
            self._jumped_to = None
            self._sought = ""
        else:
            super()._enter(back=back)


class PaperLine(QLineEdit):
    """The editor of one total of the paper."""

    def __init__(self, parent: "SheetTotals", on_key: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(parent)
        self._on_key = on_key
        self.setProperty("role", "cell")
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._on_key(event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if is_tab(event):
            assert isinstance(event, QKeyEvent)
            return self._on_key(event)
        return super().event(event)


class SheetTotals(EntryTotals):
    """Totals of the screen, and below them those of the paper, typed at the end of each column.

    `went_on` tells a column whose total was passed, `went_back` one to return to.
    """

    went_on = Signal(int)
    went_back = Signal(int)

    def __init__(self, grid: SheetGrid, sheet: MembersModel, row_height: int = 27) -> None:
        super().__init__(grid, row_height)
        self._sheet_grid, self._cells, self._height = grid, sheet, row_height
        self.place = -1
        self.line = PaperLine(self, self._key)
        self.line.textEdited.connect(self._on_typed)
        self.line.editingFinished.connect(self._on_left)
        self.line.hide()
        self._folded = False
        for told in (
            grid.horizontalHeader().sectionResized,
            grid.horizontalScrollBar().valueChanged,
        ):
            told.connect(self._lay_line)

    def _paint_total(
        self, painter: QPainter, box: QRect, cell: TotalCell, place: int, *, strong: bool
    ) -> None:
        if not self._sheet_grid.isColumnHidden(place):
            super()._paint_total(painter, box, cell, place, strong=strong)

    def cell(self, place: int) -> str:
        """Return the cell of a column's total on the paper."""
        return f"paper/{self._cells.keys[place]}"

    def edit(self, place: int, text: str | None = None) -> None:
        """Ask for the paper's total of a column, with a text half typed if there is one."""
        self.place = place
        self.line.setAccessibleName(what(self._cells.sheet, self.cell(place)))
        self.line.setText(self._cells.sheet.typed(self.cell(place)) if text is None else text)
        self._lay_line()
        self.line.show()
        self.updateGeometry()
        self.line.setFocus()
        if text is None:
            self.line.selectAll()
        self._cells.sheet.keep_typing(self.cell(place), text or "")

    def fold(self, folded: bool) -> None:
        """Leave the paper's totals out while none is typed: on a low window rows matter more."""
        self._folded = folded
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        typed = any(cell.text for cell in self._cells.totals()[1][2:])
        if self._folded and not typed and self.line.isHidden():
            return QSize(hint.width(), theme.px(self._height) + 1)
        return hint

    def _lay_line(self) -> None:
        header, height = self._sheet_grid.horizontalHeader(), theme.px(self._height)
        left = header.sectionViewportPosition(self.place)
        self.line.setGeometry(
            QRect(left, 1 + height, header.sectionSize(self.place), height).adjusted(0, 0, 0, 1)
        )

    def _on_typed(self, text: str) -> None:
        self._cells.sheet.keep_typing(self.cell(self.place), text)

    def commit(self) -> bool:
        """Take what is being typed; False when it cannot be read, and why stands above it."""
        if self.line.isHidden():
            return True
        try:
            self._cells.accept_all({self.cell(self.place): self.line.text()})
        except BadText as bad:
            grid = self._sheet_grid
            bottom = QRect(self.line.x(), grid.viewport().height() - 1, self.line.width(), 1)
            grid.reading.tell(bottom, "", "", str(bad), "error")
            return False
        self._sheet_grid.reading.hide()
        self.retell()
        return True

    def _on_left(self) -> None:
        if not self.line.hasFocus():
            self.commit()
            self.line.hide()

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return True
        back = key == Qt.Key.Key_Up or (
            key in ENTER and bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        )
        if key in ENTER or key in {Qt.Key.Key_Tab, Qt.Key.Key_Up, Qt.Key.Key_Down}:
            if self.commit():
                place = self.place
                (self.went_back if back else self.went_on).emit(place)
            return True
        if key == Qt.Key.Key_Escape:
            self.line.setText(self._cells.sheet.typed(self.cell(self.place)))
            self.went_back.emit(self.place)
            return True
        digit = typed_digit(event)
        if digit != event.text() and digit.isdigit():
            self.line.insert(digit)
            self._on_typed(self.line.text())
            return True
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        header = self._sheet_grid.horizontalHeader()
        place = header.logicalIndexAt(event.position().toPoint().x())
        if event.position().y() > theme.px(self._height) and self._may_type(place):
            self.edit(place)

    def _may_type(self, place: int) -> bool:
        return 2 <= place < len(self._cells.keys) - 1


class MeetingGrid(QFrame):
    """Members, headings and totals, ready to stand in a card."""

    def __init__(self, sheet: MembersModel, name: str) -> None:
        super().__init__()
        self.grid = SheetGrid(sheet, name)
        self.totals = SheetTotals(self.grid, sheet)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self.grid, 1)
        stack.addWidget(self.totals)
        self.setFocusProxy(self.grid)

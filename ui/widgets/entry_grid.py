"""A grid to type in, with the one rule of entry.

    Enter        accepts and goes on to the next cell in order     Shift+Enter   goes back
    Tab          takes the suggestion and goes on to the right
    any digit    starts typing                                     Esc           steps back
    Ctrl+D       fills down                                        Ctrl+Z        undoes a cell

Enter on an empty cell takes what is suggested. Ctrl+Enter takes the cell that is being typed, then
the page records.
"""

import enum

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QUndoStack,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QTableView,
)

from coop_ledger import amounts, i18n
from coop_ledger.amounts import BadText
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import _
from ui import theme
from ui.models.entry_model import Entry, EntryModel
from ui.models.set_cells import Cell, SetCells
from ui.models.table_model import DASH
from ui.widgets.button import press_what_records
from ui.widgets.entry_cell import ENTER, CellEditor, EntryDelegate, Reading, is_tab
from ui.widgets.entry_widths import natural_widths
from ui.widgets.money import typed_digit


class Order(enum.Enum):
    """Which cell comes after the last one typed."""

    DOWN = "down"
    ACROSS = "across"


class EntryGrid(QTableView):
    """The grid. `finished` tells that Enter went past the last cell; `moved` where one is."""

    finished = Signal()
    moved = Signal(int, int)
    edited = Signal(int, int)

    def __init__(
        self,
        sheet: EntryModel,
        name: str = "",
        *,
        order: Order = Order.DOWN,
        row_height: int = 27,
    ) -> None:
        super().__init__()
        self.sheet, self.order = sheet, order
        self.undo_stack = QUndoStack(self)
        self._row_height = row_height
        self._asked: tuple[int, int, str] | None = None
        self._meant = 0
        self._editor: CellEditor | None = None
        self._delegate = EntryDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setModel(sheet)
        self.setAccessibleName(name)
        self._settle()
        self.reading = Reading(self.viewport())
        self.selectionModel().currentChanged.connect(self._on_current)
        sheet.modelReset.connect(self._on_reset)
        self._on_reset()

    def _settle(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        # Once, here: with a hundred thousand rows Qt takes seconds to change it later.
        self.verticalHeader().setMinimumSectionSize(1)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        self._restyle()

    # -- where one is ------------------------------------------------------------------------------

    def go_to(self, at: int, place: int) -> None:
        """Make a cell current and bring it into sight."""
        self.setCurrentIndex(self.sheet.index(at, place))
        self.scrollTo(self.currentIndex())

    def has_keys(self) -> bool:
        """Return whether keys go to the grid or to the editor in it."""
        return self.hasFocus() or (self._editor is not None and self._editor.hasFocus())

    def cells_in_order(self) -> list[Cell]:
        """Return the cells that can be typed in, in the order Enter goes through them."""
        rows, columns = range(self.sheet.rows()), range(len(self.sheet.columns))
        if self.order is Order.DOWN:
            cells = [(at, place) for place in columns for at in rows]
        else:
            cells = [(at, place) for at in rows for place in columns]
        return [cell for cell in cells if self.sheet.may_edit(*cell)]

    def go_on(self, by: int = 1) -> None:
        """Go to the next cell in order, or tell that there is none."""
        cells = self.cells_in_order()
        here = (self.currentIndex().row(), self.currentIndex().column())
        place = cells.index(here) + by if here in cells else 0
        if 0 <= place < len(cells):
            self.go_to(*cells[place])
        elif by > 0:
            self.finished.emit()

    def _go_right(self) -> None:
        here = self.currentIndex()
        later = range(here.column() + 1, len(self.sheet.columns))
        place = next((c for c in later if self.sheet.may_edit(here.row(), c)), None)
        if place is None:
            self.go_on()
        else:
            self.go_to(here.row(), place)

    def _on_current(self, current: QModelIndex, before: QModelIndex) -> None:
        if self._editor is None and self.reading.property("role") == "warning":
            self.reading.hide()  # it was said of the cell before
        for index in (current, before):
            if index.isValid():
                top, height = self.rowViewportPosition(index.row()), self.rowHeight(index.row())
                self.viewport().update(0, top, self.viewport().width(), height)
        if current.isValid():
            self.moved.emit(current.row(), current.column())

    def _on_reset(self) -> None:
        self._spread()
        if not self.currentIndex().isValid() and self.sheet.rows():
            cells = self.cells_in_order()
            self.go_to(*(cells[0] if cells else (0, 0)))

    # -- keys, not typing ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = event.key()
        if key in ENTER and control:
            event.ignore()
        elif key in ENTER:
            self._enter(back=shift)
        elif key == Qt.Key.Key_Tab:
            self._take_suggestion(whole=True)
            self._go_right()
        elif control and key in (Qt.Key.Key_D, Qt.Key.Key_B):
            self.fill_down()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_stack.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.undo_stack.redo()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._write("")
        elif key == Qt.Key.Key_F2:
            self.start_typing()
        elif self._starts_typing(event):
            self._type_first(typed_digit(event))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Tab is the grid's own key here; Qt would give it to the next widget.
        if is_tab(event) and self.currentIndex().isValid():
            assert isinstance(event, QKeyEvent)
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def _starts_typing(self, event: QKeyEvent) -> bool:
        blocked = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        text = event.text()
        return bool(text and text.isprintable() and not event.modifiers() & blocked)

    def _enter(self, *, back: bool) -> None:
        if not back:
            self._take_suggestion()
        self.go_on(-1 if back else 1)

    def _take_suggestion(self, *, whole: bool = False) -> None:
        here = self.currentIndex()
        if here.isValid() and not self.sheet.shown(here.row(), here.column()):
            suggested = (self.sheet.whole if whole else self.sheet.suggestion)(*self._here())
            if suggested:
                self._write(suggested)

    # -- typing ----------------------------------------------------------------------------------------

    def start_typing(self) -> None:
        """Open the editor on the current cell."""
        here = self.currentIndex()
        if not here.isValid() or not self.sheet.may_edit(here.row(), here.column()):
            return
        self.edit(here)
        editor = self.indexWidget(here)
        found = editor if isinstance(editor, CellEditor) else self.viewport().findChild(CellEditor)
        self._editor = found if isinstance(found, CellEditor) else None
        self._asked = None

    def _type_first(self, text: str) -> None:
        here = self.currentIndex()
        if not here.isValid():
            return
        if not self.sheet.may_edit(here.row(), here.column()):
            self.reading.tell(self.visualRect(here), "", "", _("Nothing is typed here."), "warning")
            return
        if self.sheet.columns[here.column()].one_key:
            if self._write(text):
                self.go_on()
            return
        self.start_typing()
        if self._editor is not None:
            self._editor.setText(text)
            self.on_typing(text)

    def on_typing(self, text: str) -> None:
        """Show how it is said, and keep a draft, at each key."""
        here = self.currentIndex()
        self._asked = None
        self.sheet.keep_typing(here.row(), here.column(), text)
        amount, heard, detail = self.sheet.reading(here.row(), here.column(), text)
        self.reading.tell(self.visualRect(here), amount, heard, detail)

    def editor_key(self, editor: CellEditor, event: QKeyEvent) -> bool:
        """Decide about a key in the editor; return whether it was taken."""
        key = event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in ENTER and control:
            if self._accept(editor):
                press_what_records(self)
            event.ignore()
            return True
        if key in ENTER:
            if self._accept(editor):
                self.go_on(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            return True
        if key == Qt.Key.Key_Tab:
            if self._accept(editor):
                self._go_right()
            return True
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self._accept(editor):
                self._go_vertical(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key == Qt.Key.Key_Escape:
            self._give_up(editor)
            return True
        if key == Qt.Key.Key_F2 and self._asked is not None:
            editor.setText(str(self._meant))
            self._asked = (*self._here(), editor.text())
            if self._accept(editor):
                self.go_on()
            return True
        digit = typed_digit(event)
        if digit != event.text() and digit.isdigit():
            editor.insert(digit)
            self.on_typing(editor.text())
            return True
        return False

    def commit(self) -> bool:
        """Take what is being typed; False when it is refused, and why stands under the cell."""
        return self._editor is None or self._accept(self._editor)

    def _here(self) -> Cell:
        return self.currentIndex().row(), self.currentIndex().column()

    def _go_vertical(self, by: int) -> None:
        at, place = self._here()
        if 0 <= at + by < self.sheet.rows():
            self.go_to(at + by, place)

    def _accept(self, editor: CellEditor) -> bool:
        if self._asks_first(text := editor.text()) or not self._write(text):
            editor.selectAll()  # what is typed now is instead of it
            return False
        self._close_editor(editor)
        return True

    def _asks_first(self, text: str) -> bool:
        """Ask once whether a figure five times the usual was meant; a second Enter keeps it."""
        at, place = self._here()
        if self.sheet.columns[place].entry is not Entry.MONEY or self._asked == (at, place, text):
            return False
        try:
            doubt = self.sheet.doubt(at, place, amounts.parse_amount(text, arithmetic=True))
        except BadText:
            return False
        if doubt is None:
            return False
        self._asked, self._meant = (at, place, text), doubt.meant
        keys = i18n.fill(
            _("F2: put {meant:money}. Enter: keep {amount:money}."),
            meant=doubt.meant,
            amount=doubt.amount,
        )
        self.reading.tell(
            self.visualRect(self.currentIndex()), doubt.question(), "", keys, "warning"
        )
        return True

    def _write(self, text: str) -> bool:
        """Write the current cell, so that it can be undone; say why if it is refused."""
        at, place = self._here()
        if at < 0 or not self.sheet.may_edit(at, place):
            return False
        before = self.sheet.typed(at, place)
        if before == text:
            return True
        what = i18n.fill(
            _("{what}, {before} → {after}"),
            what=self.sheet.what(at, place),
            before=before or DASH,
            after=text or DASH,
        )
        return self._write_all({(at, place): (before, text)}, what)

    def _write_all(self, cells: dict[Cell, tuple[str, str]], what: str) -> bool:
        """Write cells, all or none of them, as one step that can be undone."""
        done: list[Cell] = []
        try:
            for cell, (_before, after) in cells.items():
                self.sheet.accept(*cell, after)
                done.append(cell)
        except (BadText, Refusal) as refused:
            for cell in reversed(done):
                self.sheet.accept(*cell, cells[cell][0])
            box = self.visualRect(self.currentIndex())
            self.reading.tell(box, "", "", str(refused), "error")
            return False
        self.undo_stack.push(SetCells(self.sheet, cells, what))
        self.reading.hide()
        self.edited.emit(*self._here())
        return True

    def _give_up(self, editor: CellEditor) -> None:
        at, place = self._here()
        self.sheet.keep_typing(at, place, "")
        self._close_editor(editor)

    def _close_editor(self, editor: CellEditor) -> None:
        self._editor = None
        self._asked = None
        self.reading.hide()
        self.setFocus()
        self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def leave_editor(self, editor: CellEditor) -> None:
        """Take what was typed when the focus goes elsewhere; what is refused is given up."""
        if self._editor is editor and self.isVisible():
            self._editor = None
            self._write(editor.text())
            self.reading.hide()
            QTimer.singleShot(
                0, editor, lambda: self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)
            )

    def fill_down(self) -> None:
        """Copy the current cell to every empty or unlike cell below it."""
        at, place = self._here()
        if at < 0:
            return
        text = self.sheet.typed(at, place)
        below = [r for r in range(at + 1, self.sheet.rows()) if self.sheet.may_edit(r, place)]
        cells = {(r, place): (self.sheet.typed(r, place), text) for r in below}
        changed = {cell: texts for cell, texts in cells.items() if texts[0] != text}
        if not changed:
            return
        what = i18n.fill(
            _("fill down {column} with {text}"),
            column=self.sheet.columns[place].title,
            text=text or DASH,
        )
        self._write_all(changed, what)

    # -- sizes -----------------------------------------------------------------------------------------

    def widths(self) -> list[int]:
        """Return the width of each column at which nothing is cut, in pixels."""
        return natural_widths(self.sheet)

    def _spread(self) -> None:
        widths = self.widths()
        spare = max(self.viewport().width() - sum(widths), 0)
        names = [i for i, c in enumerate(self.sheet.columns) if c.entry is Entry.NAME]
        taker = names[0] if names else len(widths) - 1
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width + (spare if place == taker else 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(
            theme.px(200), self.horizontalHeader().height() + 3 * theme.px(self._row_height)
        )

    def sizeHint(self) -> QSize:
        rows = self.horizontalHeader().height() + self.sheet.rows() * theme.px(self._row_height) + 2
        return QSize(sum(self.widths()) + theme.px(12), min(rows, theme.px(560)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "reading"):
            self._restyle()
            self._spread()

    def _restyle(self) -> None:
        height = theme.px(self._row_height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setFixedHeight(theme.px(34))
        self.horizontalHeader().setMinimumSectionSize(theme.px(20))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the page zooms
        else:
            super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

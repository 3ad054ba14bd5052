"""A grid to type in, with the one rule of entry.

    Enter        accepts and goes on to the next cell in order     Shift+Enter   goes back
    Tab          takes the suggestion and goes on to the right
    any digit    starts typing                                     Esc           steps back
    Ctrl+D       fills down                                        Ctrl+Z        undoes a cell

Enter on an empty cell takes what is suggested. Ctrl+Enter is left to the page, which records.
"""

import enum

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QUndoCommand,
    QUndoStack,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from coop_ledger import amounts, i18n
from coop_ledger.amounts import BadText
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import _
from ui import theme
from ui.models.entry_model import Entry, EntryModel, TotalCell, side_of
from ui.models.table_model import DASH, Index
from ui.widgets.label import Label
from ui.widgets.layout import column, row
from ui.widgets.money import typed_digit

PADDING = 10
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Cell = tuple[int, int]


class Order(enum.Enum):
    """Which cell comes after the last one typed."""

    DOWN = "down"
    ACROSS = "across"


def is_tab(event: QEvent) -> bool:
    """Return whether an event is a press of Tab."""
    pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
    return pressed and event.key() == Qt.Key.Key_Tab  # type: ignore[attr-defined]  # it is a QKeyEvent


class CellEditor(QLineEdit):
    """The editor in a cell; it leaves every decision to its grid."""

    def __init__(self, grid: "EntryGrid", parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = grid
        self.setProperty("role", "cell")
        self.setFrame(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._grid.editor_key(self, event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Qt would take Tab for itself before keyPressEvent sees it.
        if is_tab(event):
            assert isinstance(event, QKeyEvent)
            return self._grid.editor_key(self, event)
        return super().event(event)


class Reading(QFrame):
    """What stands under the cell being typed: the amount as it is said, or what is wrong."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._viewport = parent
        self.amount = Label("", "strong")
        self.heard = Label("", "strong", "accent")
        self.detail = Label("", "secondary")
        column(
            row(self.amount, 1, self.heard, spacing=24),
            self.detail,
            spacing=2,
            margins=(12, 8),
            parent=self,
        )
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def tell(self, cell: QRect, amount: str, heard: str, detail: str, role: str = "chosen") -> None:
        """Show a reading under a cell, above it where there is no room below."""
        if not (amount or heard or detail):
            self.hide()
            return
        self.setProperty("role", role)
        ink = role if role != "chosen" else "text"
        self.amount.set_ink(ink)
        self.detail.set_ink("text2" if role == "chosen" else role)
        for label, text in ((self.amount, amount), (self.heard, heard), (self.detail, detail)):
            label.setText(text)
            label.setVisible(bool(text))
        self.style().unpolish(self)
        self.style().polish(self)
        self.adjustSize()
        room = self._viewport.rect()
        left = min(max(cell.right() - self.width() + theme.px(12), 0), room.width() - self.width())
        below = cell.bottom() + theme.px(6)
        top = (
            below
            if below + self.height() <= room.height()
            else cell.top() - self.height() - theme.px(6)
        )
        self.move(max(left, 0), top)
        self.show()
        self.raise_()


class SetCells(QUndoCommand):
    """Typed cells: what they were and what they became. It is made once they are written."""

    def __init__(self, model: EntryModel, cells: dict[Cell, tuple[str, str]], text: str) -> None:
        super().__init__(text)
        self._model, self._cells = model, cells
        self._written = True

    def redo(self) -> None:
        """Write the new texts again; pushing the command writes nothing twice."""
        if not self._written:
            self._write({cell: after for cell, (_before, after) in self._cells.items()})
        self._written = True

    def undo(self) -> None:
        """Write the texts of before, last cell first."""
        before = {cell: before for cell, (before, _after) in reversed(self._cells.items())}
        self._write(before)
        self._written = False

    def _write(self, texts: dict[Cell, str]) -> None:
        for (at, place), text in texts.items():
            self._model.accept(at, place, text)


class EntryDelegate(QStyledItemDelegate):
    """Paints a cell of the sheet, and makes its editor."""

    def __init__(self, grid: "EntryGrid") -> None:
        super().__init__(grid)
        self._grid = grid

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = CellEditor(self._grid, parent)
        editor.setAlignment(side_of(self._grid.sheet.columns[index.column()].entry))
        editor.setAccessibleName(self._grid.sheet.what(index.row(), index.column()))
        editor.textEdited.connect(self._grid.on_typing)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, CellEditor)
        editor.setText(self._grid.sheet.typed(index.row(), index.column()))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Leave it to the grid, which may refuse."""

    def eventFilter(self, editor: object, event: QEvent) -> bool:
        # The grid decides about keys and about leaving a cell; Qt's own filter would commit.
        if event.type() == QEvent.Type.FocusOut and isinstance(editor, CellEditor):
            self._grid.leave_editor(editor)
        return False

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(0, 0, 0, -1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        at, place = index.row(), index.column()
        grid = self._grid
        current = at == grid.currentIndex().row()
        if current:
            painter.fillRect(box, theme.colour("soft"))
        line = QRect(box.left(), box.bottom(), box.width(), 1)
        painter.fillRect(line, theme.colour("hairline"))
        if current and place == 0:
            bar = QRect(box.left(), box.top(), theme.px(3), box.height())
            painter.fillRect(bar, theme.colour("accent" if grid.has_keys() else "outline"))
        self._paint_text(painter, box, at, place)
        if current and place == grid.currentIndex().column() and grid.has_keys():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -2), theme.px(4), theme.px(4))

    def _paint_text(self, painter: QPainter, box: QRect, at: int, place: int) -> None:
        sheet = self._grid.sheet
        kind = sheet.columns[place]
        text = sheet.shown(at, place)
        pad = theme.px(PADDING)
        inner = box.adjusted(pad, 0, -pad, 0)
        if kind.entry is Entry.LETTER:
            paint_letter(painter, box, text, sheet.tint(at, place))
            return
        suggested = sheet.suggestion(at, place) if not text else ""
        if not text and kind.entry in {Entry.COUNT, Entry.MONEY}:
            text = suggested or DASH
            painter.setPen(theme.colour("text3"))
        else:
            painter.setPen(theme.colour("text2" if kind.entry is Entry.NUMBER else "text"))
        painter.setFont(theme.font("strong" if kind.strong else "body"))
        painter.drawText(inner, side_of(kind.entry), text)
        note = sheet.note(at, place)
        if note:
            used = QFontMetrics(painter.font()).horizontalAdvance(text) + theme.px(8)
            painter.setFont(theme.font("secondary"))
            painter.setPen(theme.colour("text2"))
            painter.drawText(inner.adjusted(used, 0, 0, 0), side_of(Entry.TEXT), note)


def paint_letter(painter: QPainter, box: QRect, letter: str, tint: str) -> None:
    """Paint a letter of attendance in its small tinted square: letter and colour both speak."""
    if not letter:
        return
    side = theme.px(20)
    square = QRectF(0, 0, side, side)
    square.moveCenter(QRectF(box).center())
    if tint:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(f"{tint}_back"))
        painter.drawRoundedRect(square, theme.px(4), theme.px(4))
    painter.setPen(theme.colour(tint or "text"))
    font = theme.font("small")
    font.setWeight(font.Weight.DemiBold)
    painter.setFont(font)
    painter.drawText(square, Qt.AlignmentFlag.AlignCenter, letter)


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
            self._take_suggestion()
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
        if back:
            self.go_on(-1)
            return
        self._take_suggestion()
        self.go_on()

    def _take_suggestion(self) -> None:
        here = self.currentIndex()
        if here.isValid() and not self.sheet.shown(here.row(), here.column()):
            suggested = self.sheet.suggestion(here.row(), here.column())
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
        if not here.isValid() or not self.sheet.may_edit(here.row(), here.column()):
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
        if key in ENTER:
            if self._accept(editor) and not control:
                self.go_on(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            event.setAccepted(not control)
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

    def _here(self) -> Cell:
        return self.currentIndex().row(), self.currentIndex().column()

    def _go_vertical(self, by: int) -> None:
        at, place = self._here()
        if 0 <= at + by < self.sheet.rows():
            self.go_to(at + by, place)

    def _accept(self, editor: CellEditor) -> bool:
        text = editor.text()
        if self._asks_first(text) or not self._write(text):
            return False
        self._close_editor(editor)
        return True

    def _asks_first(self, text: str) -> bool:
        """Ask once whether a figure five times the usual was meant; a second Enter keeps it."""
        at, place = self._here()
        if self.sheet.columns[place].entry is not Entry.MONEY or self._asked == (at, place, text):
            return False
        try:
            doubt = amounts.unusual(
                amounts.parse_amount(text, arithmetic=True), self.sheet.usual(at, place)
            )
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
        body, head = QFontMetrics(theme.font("strong")), QFontMetrics(theme.font("header"))
        pad = 2 * theme.px(PADDING) + 2
        found = []
        for place, kind in enumerate(self.sheet.columns):
            widest = kind.widest
            if kind.entry is Entry.NAME:
                names = (
                    self.sheet.shown(r, place) + " " + self.sheet.note(r, place)
                    for r in range(self.sheet.rows())
                )
                widest = max(names, key=body.horizontalAdvance, default="")
            title = head.horizontalAdvance(kind.title)
            found.append(max(body.horizontalAdvance(widest), title) + pad)
        return found

    def _spread(self) -> None:
        widths = self.widths()
        spare = max(self.viewport().width() - sum(widths), 0)
        names = [i for i, c in enumerate(self.sheet.columns) if c.entry is Entry.NAME]
        taker = names[0] if names else len(widths) - 1
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width + (spare if place == taker else 0))

    def full_height(self) -> int:
        """Return the height that shows every row, in pixels."""
        rows = self.sheet.rows() * theme.px(self._row_height)
        return self.horizontalHeader().height() + rows + 2

    def minimumSizeHint(self) -> QSize:
        return QSize(
            theme.px(200), self.horizontalHeader().height() + 3 * theme.px(self._row_height)
        )

    def sizeHint(self) -> QSize:
        return QSize(sum(self.widths()) + theme.px(12), min(self.full_height(), theme.px(560)))

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
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setFixedHeight(theme.px(34))
        self.horizontalHeader().setMinimumSectionSize(theme.px(20))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


class EntryTotals(QWidget):
    """The totals of a sheet under its columns; one that differs from the paper turns amber."""

    def __init__(self, grid: EntryGrid, row_height: int = 27) -> None:
        super().__init__()
        self._grid, self._row_height = grid, row_height
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        header = grid.horizontalHeader()
        for told in (header.sectionResized, grid.horizontalScrollBar().valueChanged):
            told.connect(self.update)
        for told in (grid.sheet.dataChanged, grid.sheet.modelReset):
            told.connect(self.retell)

    def retell(self) -> None:
        """Read the totals again."""
        words = (cell.text for line in self._grid.sheet.totals() for cell in line)
        self.setAccessibleName(", ".join(text for text in words if text))
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(100, len(self._grid.sheet.totals()) * theme.px(self._row_height) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("raised"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("rule"))
        header, height = self._grid.horizontalHeader(), theme.px(self._row_height)
        for at, line in enumerate(self._grid.sheet.totals()):
            for place, cell in enumerate(line):
                left = header.sectionViewportPosition(place)
                box = QRect(left, 1 + at * height, header.sectionSize(place), height)
                self._paint_total(painter, box, cell, place, strong=at == 0)
            if at:
                painter.fillRect(0, at * height, self.width(), 1, theme.colour("hairline"))

    def _paint_total(
        self, painter: QPainter, box: QRect, cell: TotalCell, place: int, *, strong: bool
    ) -> None:
        differs = cell.mark == "differs"
        if differs:
            painter.fillRect(box, theme.colour("warning_back"))
        pad, side = theme.px(PADDING), theme.px(16)
        ratio = self.devicePixelRatioF()
        if cell.mark and not (differs and strong):
            picture = ("warning", "warning") if differs else ("check", "success")
            spot = QPoint(box.left() + theme.px(3), box.center().y() - side // 2)
            painter.drawPixmap(spot, theme.pixmap(*picture, 16, ratio))
        painter.setFont(theme.font("strong" if strong or differs else "body"))
        painter.setPen(theme.colour("warning" if differs else "text"))
        entry = self._grid.sheet.columns[place].entry
        inner = box.adjusted(pad, 0, -pad, 0)
        painter.drawText(inner, side_of(entry), cell.text)
        if cell.note:
            used = QFontMetrics(painter.font()).horizontalAdvance(cell.text) + theme.px(8)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text2"))
            painter.drawText(inner.adjusted(used, 0, 0, 0), side_of(Entry.TEXT), cell.note)


class EntrySheet(QFrame):
    """A grid with its totals, ready to stand in a card: `Card(EntrySheet(model), edge=True)`."""

    def __init__(
        self, sheet: EntryModel, name: str = "", *, order: Order = Order.DOWN, row_height: int = 27
    ) -> None:
        super().__init__()
        self.grid = EntryGrid(sheet, name, order=order, row_height=row_height)
        self.totals = EntryTotals(self.grid, row_height)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self.grid, 1)
        stack.addWidget(self.totals)
        self.setFocusProxy(self.grid)

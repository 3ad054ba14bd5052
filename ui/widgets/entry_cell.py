"""One cell of an entry grid: how it is painted, its editor, and what stands under it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import theme
from ui.models.entry_model import Entry, side_of
from ui.models.table_model import DASH, Index
from ui.widgets.label import Label
from ui.widgets.layout import column, row

if TYPE_CHECKING:
    from ui.widgets.entry_grid import EntryGrid

PADDING = 10
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


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

    def take_typing(self) -> bool:
        """Take what is typed here, as Ctrl+Enter does before it records."""
        return self._grid.commit()

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
        self._lay_out = column(
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
        room = self._viewport.rect()
        self._fold(room.width())
        self._lay_out.activate()  # else the line of the amount keeps the width of the text before
        self.adjustSize()
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

    def _fold(self, most: int) -> None:
        """Let the grey line take two lines where one is wider than the grid."""
        needed = self.detail.fontMetrics().horizontalAdvance(self.detail.text())
        wide = needed + theme.px(26) > most
        self.detail.setWordWrap(wide)
        self.setMinimumWidth(most if wide else 0)
        self.setMaximumWidth(most if wide else 16777215)


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
        if kind.entry is not Entry.NUMBER:
            text = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, inner.width()
            )
        painter.drawText(inner, side_of(kind.entry), text)
        note = sheet.note(at, place)
        if note and kind.entry in {Entry.COUNT, Entry.MONEY}:
            taken = painter.fontMetrics().horizontalAdvance(text) + pad + theme.px(4)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour(sheet.note_ink(at, place)))
            # Never over the figure; where there is no room the card beside says it.
            if taken + painter.fontMetrics().horizontalAdvance(note) <= box.width() - theme.px(4):
                painter.drawText(box.adjusted(theme.px(4), 0, 0, 0), side_of(Entry.TEXT), note)
        elif note:
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

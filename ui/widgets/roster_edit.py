"""Members typed one a line: the number stands at the left, the family name finishes itself.

Enter takes the name that is proposed in grey and begins the next line; on an empty line it goes
on; Ctrl+Enter takes it too. Tab takes it and stays. A paste from a spreadsheet becomes lines.
"""

from PySide6.QtCore import QMimeData, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui import theme
from ui.presenters.roster import pasted
from ui.presenters.surnames import completed

GUTTER = 46
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RosterEdit(QPlainTextEdit):
    """The lines. `finished` tells that Enter was pressed on an empty last line."""

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "roster")
        self._gutter = _Gutter(self)
        self._refused = ""
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.updateRequest.connect(self._on_update)
        self.textChanged.connect(self._gutter.update)
        self.cursorPositionChanged.connect(self.viewport().update)
        self._make_room()

    def proposal(self) -> str:
        """Return the line finished as it is proposed, "" when nothing is."""
        cursor = self.textCursor()
        line = cursor.block().text()
        if not cursor.atBlockEnd() or line == self._refused:
            return ""
        before = self.toPlainText().splitlines()
        others = [text for at, text in enumerate(before) if at != cursor.blockNumber()]
        return completed(line, others)

    def take_proposal(self) -> bool:
        """Finish the family name as proposed; return whether there was one."""
        whole = self.proposal()
        if not whole:
            return False
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(whole)
        return True

    def take_typing(self) -> bool:
        """Take the name in grey before Ctrl+Enter goes on, as Enter does; Esc had refused it."""
        self.take_proposal()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        cursor = self.textCursor()
        if event.key() in ENTER and not plain:
            event.ignore()
        elif event.key() in ENTER:
            self.take_proposal()
            if cursor.atEnd() and not cursor.block().text().strip():
                self.finished.emit()
            else:
                self.textCursor().insertBlock()
                self.ensureCursorVisible()
        elif event.key() == Qt.Key.Key_Tab and plain and self.take_proposal():
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self.proposal():
            self._refused = cursor.block().text()
            self.viewport().update()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        lines = pasted(source.text())
        if "\n" in lines or self.textCursor().block().text().strip() == "":
            lines += "\n"
        self.insertPlainText(lines)
        self.ensureCursorVisible()

    # -- painting ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        whole = self.proposal()
        if not whole or not self.hasFocus():
            return
        typed = self.textCursor().block().text()
        place = self.cursorRect()
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        painter.setPen(theme.colour("text3"))
        base = QPointF(place.left() + 1, place.top() + QFontMetrics(self.font()).ascent())
        painter.drawText(base, whole[len(typed) :])

    def line_boxes(self) -> list[tuple[int, QRect]]:
        """Return the lines in sight, each with its number and where it is painted."""
        found = []
        block: QTextBlock = self.firstVisibleBlock()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if box.top() > self.viewport().height():
                break
            found.append((block.blockNumber(), box.toAlignedRect()))
            block = block.next()
        return found

    def numbers(self) -> list[str]:
        """Return the number of each line, "" for the lines that are empty."""
        number, found = 0, []
        for line in self.toPlainText().split("\n"):
            number += bool(line.strip())
            found.append(str(number) if line.strip() else "")
        return found

    def _on_update(self, box: QRect, scrolled: int) -> None:
        if scrolled:
            self._gutter.scroll(0, scrolled)
        self._gutter.update()

    def _make_room(self) -> None:
        self.setViewportMargins(theme.px(GUTTER), theme.px(6), 0, theme.px(6))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
        inside = self.contentsRect()
        self._gutter.setGeometry(inside.left(), inside.top(), theme.px(GUTTER), inside.height())

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), theme.px(360))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(260), theme.px(200))


class _Gutter(QWidget):
    """The numbers members will have, at the left of their lines."""

    def __init__(self, edit: RosterEdit) -> None:
        super().__init__(edit)
        self._edit = edit

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("raised"))
        numbers = self._edit.numbers()
        painter.setFont(theme.font("small"))
        height = QFontMetrics(self._edit.font()).height()
        side = height - theme.px(3)
        down = theme.px(6) + height / 2
        for at, box in self._edit.line_boxes():
            if at < len(numbers) and numbers[at]:
                disc = QRectF(0, 0, side * 1.45, side)
                disc.moveCenter(QPointF(self.width() / 2, box.top() + down))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.hue(numbers[at]))
                painter.drawRoundedRect(disc, side / 2, side / 2)
                painter.setPen(Qt.GlobalColor.white)
                painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, numbers[at])

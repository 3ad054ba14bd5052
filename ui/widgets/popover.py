"""A small sheet that answers "why this amount?" without leaving the page."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coop_ledger.i18n import _
from ui import theme
from ui.widgets.button import Button, IconButton, Look
from ui.widgets.label import Label
from ui.widgets.layout import column, line, row

ARROW = 9


class Popover(QWidget):
    """A sum, line by line, under the figure that was asked about. Esc closes it, Enter goes on.

    `lines` are (words, amount); the last one is the sum. `followed` is told on Enter.
    """

    followed = Signal()

    def __init__(
        self,
        title: str,
        lines: Sequence[tuple[str, str]],
        *,
        subtitle: str = "",
        note: str = "",
        fingerprint: str = "",
        follow: str = "",
        parent: QWidget,
    ) -> None:
        super().__init__(parent.window())
        self._asked = parent
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(title)
        close = IconButton("close", _("Close"), size=26)
        close.clicked.connect(self.close)
        stack = column(
            row(Label(title, "card"), 1, close),
            Label(subtitle, "secondary") if subtitle else None,
            spacing=6,
            margins=(16, 12 + ARROW, 14, 12),
            parent=self,
        )
        for words, amount in lines[:-1]:
            stack.addLayout(_sum_line(words, amount, "body"))
        for words, amount in lines[-1:]:
            stack.addWidget(line())
            stack.addLayout(_sum_line(words, amount, "strong"))
        if note:
            stack.addWidget(Label(note, "secondary"))
        stack.addLayout(self._foot(follow, fingerprint))

    def _foot(self, follow: str, fingerprint: str) -> QHBoxLayout:
        button = None
        if follow:
            button = Button(follow, Look.QUIET, key="Return", height=32)
            button.clicked.connect(self._follow)
        return row(button, 1, Label(fingerprint, "secondary") if fingerprint else None)

    def show_under(self) -> None:
        """Stand under the widget that was asked about, inside the window."""
        self.adjustSize()
        window = self.window()
        below = self._asked.mapTo(window, QPoint(0, self._asked.height()))
        left = min(max(below.x(), 8), max(window.width() - self.width() - 8, 8))
        top = min(below.y() - 2, max(window.height() - self.height() - 8, 8))
        self._tip = self._asked.mapTo(window, QPoint(self._asked.width() // 3, 0)).x() - left
        self.move(left, top)
        self.show()
        self.raise_()
        self.setFocus()

    def _follow(self) -> None:
        self.followed.emit()
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            self._asked.setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._follow()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        arrow = theme.px(ARROW)
        box = QRectF(self.rect()).adjusted(0.5, arrow, -0.5, -0.5)
        sheet, tip = QPainterPath(), QPainterPath()
        sheet.addRoundedRect(box, theme.px(8), theme.px(8))
        middle = min(max(self._tip, 3 * arrow), self.width() - 3 * arrow)
        tip.moveTo(QPointF(middle - arrow, arrow + 1))
        tip.lineTo(QPointF(middle, 1))
        tip.lineTo(QPointF(middle + arrow, arrow + 1))
        painter.setPen(QPen(theme.colour("accent"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawPath(sheet.united(tip))


def _sum_line(words: str, amount: str, use: str) -> QHBoxLayout:
    return row(Label(words, use), 1, Label(amount, use), spacing=24)

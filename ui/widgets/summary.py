"""A few figures under each other, each with its words: a small account, painted."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

ROW, GAP = 24, 14
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Line:
    """Words, and a figure in each column; "head" stands over columns, "sum" under a rule."""

    words: str
    figures: tuple[str, ...]
    use: str = ""
    ink: str = "text"


class Summary(QWidget):
    """Lines of words and figures; the last figures stand at the right edge."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def tell(self, lines: Sequence[Line]) -> None:
        """Show lines."""
        self._lines = tuple(lines)
        said = "; ".join(f"{line.words} {' '.join(line.figures)}" for line in lines)
        self.setAccessibleName(f"{self._name}: {said}" if self._name else said)
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def _widths(self) -> list[int]:
        columns = max((len(line.figures) for line in self._lines), default=0)
        strong = QFontMetrics(theme.font("strong"))
        return [
            max((strong.horizontalAdvance(line.figures[at]) for line in self._lines
                 if at < len(line.figures)), default=0) + theme.px(GAP)
            for at in range(columns)
        ]  # fmt: skip

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font("strong"))
        widest = max((words.horizontalAdvance(line.words) for line in self._lines), default=0)
        return QSize(widest + sum(self._widths()), len(self._lines) * theme.px(ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, len(self._lines) * theme.px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        widths, height = self._widths(), theme.px(ROW)
        for at, line in enumerate(self._lines):
            top = at * height
            if line.use == "sum":
                painter.fillRect(0, top, self.width(), 1, theme.colour("rule"))
            strong = line.use == "sum"
            font = "header" if line.use == "head" else "strong" if strong else "body"
            painter.setFont(theme.font(font))
            painter.setPen(theme.colour("text" if strong else "text2"))
            right = self.width()
            room = right - sum(widths)
            words = QFontMetrics(painter.font()).elidedText(
                line.words, Qt.TextElideMode.ElideRight, room
            )
            painter.drawText(QRect(0, top, room, height), LEFT, words)
            painter.setPen(theme.colour("text2" if line.use == "head" else line.ink))
            for place in reversed(range(len(line.figures))):
                box = QRect(right - widths[place], top, widths[place], height)
                painter.drawText(box, RIGHT, line.figures[place])
                right -= widths[place]

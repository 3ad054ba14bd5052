"""The line under a sheet that teaches its keys, and tells what was just undone."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets.button import cap_width, paint_cap

HEIGHT, MARGIN, GAP = 32, 14, 16


class HintBar(QWidget):
    """Keys with their words, as many as there is room for; a sentence takes their place."""

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._keys = tuple(keys)
        self.sentence = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.tell("")

    def tell(self, sentence: str) -> None:
        """Show a sentence, or the keys again with ""."""
        self.sentence = sentence
        self.setAccessibleName(sentence or ", ".join(words for _key, words in self._keys))
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(0, theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("hairline"))
        left, middle = theme.px(MARGIN), self.height() / 2
        whole = self.rect().adjusted(left, 0, -left, 0)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if self.sentence:
            painter.setFont(theme.font("label"))
            painter.setPen(theme.colour("text"))
            words = painter.fontMetrics().elidedText(
                self.sentence, Qt.TextElideMode.ElideRight, whole.width()
            )
            painter.drawText(whole, side, words)
            return
        metrics = QFontMetrics(theme.font("secondary"))
        for key, words in self._keys:
            cap, wide = cap_width(key), metrics.horizontalAdvance(words) + 2
            if left + cap + theme.px(6) + wide > self.width() - theme.px(MARGIN):
                break
            painter.setRenderHint(painter.RenderHint.Antialiasing)
            paint_cap(painter, QPointF(left, middle), key, "text2")
            left += cap + theme.px(6)
            painter.setFont(theme.font("secondary"))
            painter.setPen(theme.colour("text2"))
            painter.drawText(QRect(left, 0, wide, self.height()), side, words)
            left += wide + theme.px(GAP)

"""What may be longer than its place: it rolls, and what is being typed stays in sight."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from ui import theme

LEAST = 90  # pixels at 100 %: a field, and the line that is said of it


class Rolling(QScrollArea):
    """A column that asks for no height of its own, and never rolls sideways."""

    def __init__(self, content: QLayout) -> None:
        super().__init__()
        inside = QWidget()
        inside.setLayout(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.px(LEAST))

    def sizeHint(self) -> QSize:
        inside = self.widget()
        return inside.sizeHint() if inside else super().sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        # What asks for more width than there is breaks its lines rather than stand cut.
        if inside := self.widget():  # there is none any more while the page is taken down
            inside.setMaximumWidth(self.viewport().width())
        super().resizeEvent(event)

    def keep_in_sight(self, owner: QWidget, *boxes: QRect) -> None:
        """Roll to boxes of a widget inside; the first of them matters most."""
        inside: QWidget | None = self.widget()
        if inside is None:
            return
        for box in reversed(boxes):
            top = owner.mapTo(inside, box.topLeft()).y()
            middle = QPoint(0, top + box.height() // 2)
            self.ensureVisible(middle.x(), middle.y(), 0, box.height() // 2 + theme.px(4))

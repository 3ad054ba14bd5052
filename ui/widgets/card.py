"""Cards, chips and the empty place where rows would be."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.button import Button
from ui.widgets.label import Icon, Label
from ui.widgets.layout import Item, column, row


class Card(QFrame):
    """A white sheet on the warm ground, with a title line if it has a title.

    `body` is the column to fill. `edge=True` lets a table run to the edge and
    keeps the corners round. `role` may be "card", "warned", "chosen" or "inset".
    """

    def __init__(
        self,
        *items: Item,
        title: str = "",
        note: str = "",
        icon: str = "",
        role: str = "card",
        edge: bool = False,
        spacing: float = 10,
        padding: tuple[float, ...] = (16, 14),
    ) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.heading = Label(title, "card")
        self.note = Label(note, "secondary")
        self.header = row(Icon(icon) if icon else None, self.heading, self.note, 1)
        self.body: QVBoxLayout = column(spacing=spacing)
        pad = (1,) if edge else padding
        outer = column(spacing=0 if edge else spacing, margins=pad, parent=self)
        if title:
            outer.addLayout(self.header)
            if edge:
                theme.keep_layout(self.header, spacing=8, margins=(14, 12, 12, 10))
        outer.addLayout(self.body, 1)
        for item in items:
            self.add(item)
        self._corners = _Corners(self) if edge else None

    def add(self, item: Item, stretch: int = 0) -> None:
        """Put an item below the others; a number is stretch."""
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        elif isinstance(item, int):
            self.body.addStretch(item)
        elif item is not None:
            self.body.addLayout(item, stretch)

    def set_role(self, role: str) -> None:
        """Make the card plain, warned or chosen."""
        self.setProperty("role", role)
        self.style().unpolish(self)
        self.style().polish(self)

    def set_asked(self, *, asked: bool) -> None:
        """Show on the border that the figure in the card has the keyboard."""
        self.setProperty("asked", asked)
        self.style().unpolish(self)
        self.style().polish(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._corners is not None:
            self._corners.setGeometry(self.rect())
            self._corners.raise_()
        super().resizeEvent(event)


class _Corners(QWidget):
    """Four round corners painted over what runs to the edge of a card."""

    def __init__(self, card: QWidget) -> None:
        super().__init__(card)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        radius = theme.px(10)
        outside, inside = QPainterPath(), QPainterPath()
        outside.addRect(box)
        inside.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.fillPath(outside - inside, theme.colour("window"))
        painter.setPen(QPen(theme.colour("hairline"), 1))
        painter.drawPath(inside)


class Chip(QFrame):
    """A short state in words, tinted by its meaning ("info", "success", "warning", "error")."""

    def __init__(self, text: str = "", kind: str = "info", icon: str = "") -> None:
        super().__init__()
        self._text = Label("", "small")
        self._icon = Icon(icon or "info", kind, 16)
        row(self._icon, self._text, spacing=5, margins=(9, 3), parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.tell(text, kind, icon)

    def tell(self, text: str, kind: str = "info", icon: str = "") -> None:
        """Show another state."""
        self.setProperty("role", kind)
        self._text.setText(text)
        self._text.set_ink(kind)
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.set_icon(icon, kind)
        self.style().unpolish(self)
        self.style().polish(self)


class EmptyState(QWidget):
    """One sentence, one button, one link, in the place where the rows would be."""

    def __init__(
        self,
        sentence: str,
        button: Button | None = None,
        link: Button | None = None,
        icon: str = "",
    ) -> None:
        super().__init__()
        self.sentence = Label(
            sentence, "body", "text2", wrap=True, align=Qt.AlignmentFlag.AlignHCenter
        )
        picture = row(1, Icon(icon, "text3", 32), 1) if icon else None
        buttons = row(1, button, link, 1) if button or link else None
        column(1, picture, self.sentence, buttons, 2, spacing=12, margins=(24,), parent=self)

"""Things side by side where there is room, one below the other where there is not."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QSizePolicy, QWidget

from ui import theme


class Beside(QWidget):
    """A row that becomes a column when its widgets need more width than it has.

    `shares` say how the width is divided, like the stretch of a layout. `least` is the width,
    in pixels at 100 %, below which it turns even though the widgets would fit.
    """

    def __init__(
        self,
        *widgets: QWidget,
        shares: Sequence[int] = (),
        spacing: float = 14,
        least: float = 0,
    ) -> None:
        super().__init__()
        self._widgets, self._spacing, self._least = widgets, spacing, least
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        theme.keep_layout(self._box, spacing=spacing, margins=(0,))
        for place, widget in enumerate(widgets):
            self._box.addWidget(widget, shares[place] if shares else 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    @property
    def stacked(self) -> bool:
        """Whether the widgets stand one below the other."""
        return self._box.direction() is QBoxLayout.Direction.TopToBottom

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._widgets if not widget.isHidden()]

    def _gaps(self) -> int:
        return theme.px(self._spacing) * max(len(self._shown()) - 1, 0)

    def _fits(self, width: int) -> bool:
        needed = sum(widget.minimumSizeHint().width() for widget in self._shown()) + self._gaps()
        return width >= max(needed, theme.px(self._least))

    def minimumSizeHint(self) -> QSize:
        hints = [widget.minimumSizeHint() for widget in self._shown()] or [QSize(0, 0)]
        width = max(hint.width() for hint in hints)
        heights = [_height_at(widget, self.width(), self.stacked) for widget in self._shown()]
        height = sum(heights) + self._gaps() if self.stacked else max(heights, default=0)
        return QSize(width, height)

    def sizeHint(self) -> QSize:
        hints = [widget.sizeHint() for widget in self._shown()] or [QSize(0, 0)]
        if self.stacked:
            return QSize(
                max(hint.width() for hint in hints), sum(h.height() for h in hints) + self._gaps()
            )
        return QSize(
            sum(hint.width() for hint in hints) + self._gaps(), max(h.height() for h in hints)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        wanted = across if self._fits(self.width()) else down
        if wanted is not self._box.direction():
            self._box.setDirection(wanted)
            self.updateGeometry()


def _height_at(widget: QWidget, width: int, stacked: bool) -> int:
    least = widget.minimumSizeHint().height()
    layout = widget.layout()
    if stacked and layout is not None and layout.hasHeightForWidth():
        return max(least, layout.minimumHeightForWidth(width))
    return max(least, widget.minimumHeight())

"""Fields in as many columns as there is room for."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QSizePolicy, QWidget

from ui import theme


class FieldGrid(QWidget):
    """Widgets row by row, in at most `columns` columns, fewer where they do not fit.

    With `fill`, those of a row are equally high, as cards are; fields stand at the top.
    """

    def __init__(
        self,
        widgets: Sequence[QWidget],
        *,
        columns: int = 3,
        spacing: float = 14,
        fill: bool = False,
    ) -> None:
        super().__init__()
        self._widgets, self._most, self._spacing = tuple(widgets), columns, spacing
        self._columns = 0
        top, whole = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag(0)
        self._side = whole if fill else top
        self._grid = QGridLayout(self)
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        theme.keep_layout(self._grid, spacing=spacing, margins=(0,))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._spread(columns)

    def _widest(self) -> int:
        return max((widget.minimumSizeHint().width() for widget in self._widgets), default=0)

    def _spread(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, widget in enumerate(self._widgets):
            self._grid.removeWidget(widget)
            self._grid.addWidget(widget, place // columns, place % columns, self._side)
        for column in range(self._most):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gap = theme.px(self._spacing)
        fit = (self.width() + gap) // max(self._widest() + gap, 1)
        self._spread(min(max(fit, 1), self._most))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._widest(), self._grid.minimumSize().height())

    def sizeHint(self) -> QSize:
        return QSize(self._grid.sizeHint().width(), self._grid.sizeHint().height())

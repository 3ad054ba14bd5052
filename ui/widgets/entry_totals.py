"""The totals of an entry grid, under its columns and always in sight."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.models.entry_model import Entry, TotalCell, side_of
from ui.widgets.entry_cell import PADDING
from ui.widgets.entry_grid import EntryGrid


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

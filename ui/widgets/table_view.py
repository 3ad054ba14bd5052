"""Tables: hairlines, a soft current row with an accent bar, totals that stay in sight."""

import datetime
import heapq
from fractions import Fraction

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from coop_ledger.table import Cell, Emphasis, Kind, Row, Table
from ui import theme
from ui.models.table_model import ORIGIN, TableModel, alignment, show

Index = QModelIndex | QPersistentModelIndex
PADDING = 10
# Enough rows to know how wide a column is for the first paint; the rest is read after it.
MEASURED_AT_ONCE = 400
# A text column gives way to the figures down to this width, in pixels at 100 %.
LEAST_TEXT = 110


class RowDelegate(QStyledItemDelegate):
    """Paints one cell: text, its ground, the hairline and the bar of the current row."""

    def __init__(self, view: "TableView") -> None:
        super().__init__(view)
        self._view = view
        self.fonts = fonts()
        self.colours = colours()

    def restyle(self) -> None:
        """Take fonts and colours anew after the theme or the zoom was changed."""
        self.fonts, self.colours = fonts(), colours()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = self._view.table_model
        row = model.row_at(index.row())
        column = index.column()
        current = index.row() == self._view.currentIndex().row()
        box: QRect = option.rect
        if current:
            painter.fillRect(box, self.colours["soft"])
        elif row.emphasis is not Emphasis.ITEM:
            painter.fillRect(box, self.colours["raised"])
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), self.colours["hairline"])
        if current and column == 0:
            strong = "accent" if self._view.hasFocus() else "outline"
            painter.fillRect(
                QRect(box.left(), box.top(), theme.px(3), box.height()), self.colours[strong]
            )
        paint_cell(painter, box, row, column, model.table, self)


def fonts() -> dict[Emphasis, QFont]:
    """Return the font of each kind of row."""
    return {
        Emphasis.ITEM: theme.font("body"),
        Emphasis.SUBTOTAL: theme.font("strong"),
        Emphasis.TOTAL: theme.font("strong"),
    }


def colours() -> dict[str, QColor]:
    """Return the colours a table is painted with."""
    used = ("text", "text2", "text3", "soft", "raised", "hairline", "accent", "outline")
    return {token: theme.colour(token) for token in (*used, "money_in", "money_out")}


def paint_cell(
    painter: QPainter, box: QRect, row: Row, column: int, table: Table, look: RowDelegate
) -> None:
    """Paint a cell's text where its kind stands; money keeps its colour only with a sign."""
    cell, kind = row.cells[column], table.columns[column].kind
    text = show(cell, kind)
    if not text:
        return
    ink = "text3" if cell is None else "text"
    if kind is Kind.MONEY and isinstance(cell, int) and cell < 0:
        ink = "money_out"
    painter.setFont(look.fonts[row.emphasis])
    painter.setPen(look.colours[ink])
    pad = theme.px(PADDING)
    room = box.adjusted(pad, 0, -pad, 0)
    if kind is Kind.TEXT:
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, alignment(kind), text)


class TableView(QTableView):
    """A table of values. Enter or a double click opens what a row comes from.

    `row_height` is 28 in sheets, 32 in short tables. The widest text column takes the room that
    is left; the others are as wide as their widest cell, measured with the real font. Where room
    lacks, the texts are shortened.
    """

    opened = Signal(str)
    current_changed = Signal(str)

    def __init__(self, name: str = "", *, row_height: int = 32) -> None:
        super().__init__()
        self.table_model = TableModel(parent=self)
        self._row_height = row_height
        self._widths: list[int] = []
        self._delegate = RowDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setModel(self.table_model)
        self.setAccessibleName(name)
        self._settle()
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    def _settle(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        # Once, here: with a hundred thousand rows Qt takes seconds to change it later.
        self.verticalHeader().setMinimumSectionSize(1)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._on_header)
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self._restyle()

    # -- what is shown --------------------------------------------------------------------------

    def show_table(self, table: Table) -> None:
        """Show a table, keeping the current row if its origin is still there."""
        origin = self.origin()
        self.table_model.show_table(table)
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)
        self._measure(MEASURED_AT_ONCE)
        if len(table.rows) > MEASURED_AT_ONCE:
            QTimer.singleShot(0, self, lambda: self._measure(len(table.rows)))
        self.choose(origin)

    def origin(self) -> str:
        """Return where the current row comes from ("member:12"), "" when there is none."""
        index = self.currentIndex()
        return str(index.data(ORIGIN) or "") if index.isValid() else ""

    def choose(self, origin: str) -> None:
        """Make the row of an origin current; without one, the first row is."""
        if self.table_model.rowCount():
            place = max(self.table_model.place_of(origin), 0) if origin else 0
            # Never without a current row: Orca and Qt fail on a table that has none.
            self.setCurrentIndex(self.table_model.index(place, 0))

    # -- widths ----------------------------------------------------------------------------------

    def _measure(self, rows: int) -> None:
        table = self.table_model.table
        sample = (*table.rows[:rows], *table.rows[-4:])
        body, bold = (QFontMetrics(theme.font(use)) for use in ("body", "strong"))
        head = QFontMetrics(theme.font("header"))
        plain = [row for row in sample if row.emphasis is Emphasis.ITEM]
        marked = [row for row in sample if row.emphasis is not Emphasis.ITEM]
        self._widths = []
        for place, column in enumerate(table.columns):
            widest = max(
                (
                    metrics.horizontalAdvance(show(cell, column.kind))
                    for metrics, rows in ((body, plain), (bold, marked))
                    for cell in _widest([row.cells[place] for row in rows])
                ),
                default=0,
            )
            width = max(widest, head.horizontalAdvance(column.title))
            least = self.horizontalHeader().minimumSectionSize()
            self._widths.append(max(width + 2 * theme.px(PADDING) + 2, least))
        self._spread()

    def _spread(self) -> None:
        """Give the widest text column the room that is left; where it lacks, texts give way.

        Figures are never cut; below `LEAST_TEXT` the table scrolls instead.
        """
        columns = self.table_model.table.columns
        if len(self._widths) != len(columns) or not columns:
            return
        spare = self.viewport().width() - sum(self._widths)
        texts = [i for i, column in enumerate(columns) if column.kind is Kind.TEXT]
        taker = max(texts, key=lambda i: self._widths[i], default=len(columns) - 1)
        widths = list(self._widths)
        if spare > 0:
            widths[taker] += spare
        for place in sorted(texts, key=lambda i: -widths[i]):
            if spare < 0:
                given = min(-spare, max(widths[place] - theme.px(LEAST_TEXT), 0))
                widths[place] -= given
                spare += given
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width)

    def minimum_width(self) -> int:
        """Return the width at which nothing needs to be scrolled, in pixels."""
        return sum(self._widths) + theme.px(12)

    def full_height(self) -> int:
        """Return the height that shows every row, in pixels, for short tables."""
        rows = self.table_model.rowCount()
        return self.horizontalHeader().height() + rows * theme.px(self._row_height) + 2

    def sizeHint(self) -> QSize:
        return QSize(
            min(self.minimum_width(), theme.px(640)), min(self.full_height(), theme.px(320))
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(
            theme.px(200), self.horizontalHeader().height() + 3 * theme.px(self._row_height)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_delegate"):
            self._restyle()
            self._measure(MEASURED_AT_ONCE)

    def _restyle(self) -> None:
        self._delegate.restyle()
        height = theme.px(self._row_height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setFixedHeight(theme.px(self._row_height + 2))
        self.horizontalHeader().setMinimumSectionSize(theme.px(24))

    # -- keys --------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self._open(self.currentIndex().row())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(as_text(self.table_model.table))
        else:
            super().keyPressEvent(event)

    def _open(self, place: int) -> None:
        if 0 <= place < self.table_model.rowCount():
            origin = self.table_model.row_at(place).origin
            if origin:
                self.opened.emit(origin)

    def _on_current(self, current: QModelIndex, before: QModelIndex) -> None:
        for index in (current, before):
            if index.isValid():
                self._repaint_row(index.row())
        self.current_changed.emit(self.origin())

    def _repaint_row(self, place: int) -> None:
        top = self.rowViewportPosition(place)
        self.viewport().update(0, top, self.viewport().width(), self.rowHeight(place))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the page zooms
        else:
            super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _on_header(self, column: int) -> None:
        """Order by a column: up, down, then as the table was."""
        before, order = self._sorted
        if before != column:
            self._sorted = (column, Qt.SortOrder.AscendingOrder)
        elif order is Qt.SortOrder.AscendingOrder:
            self._sorted = (column, Qt.SortOrder.DescendingOrder)
        else:
            self._sorted = (-1, Qt.SortOrder.AscendingOrder)
        origin = self.origin()
        self.table_model.sort(*self._sorted)
        self.horizontalHeader().setSortIndicatorShown(self._sorted[0] >= 0)
        self.horizontalHeader().setSortIndicator(*self._sorted)
        self.choose(origin)


def _widest(cells: list[Cell]) -> list[Cell]:
    """Return the few cells that can be the widest: the longest texts, the outermost figures.

    Raw values are compared, because putting a hundred thousand figures into words takes seconds.
    """
    texts = heapq.nlargest(12, (cell for cell in cells if isinstance(cell, str)), key=len)
    figures = [cell for cell in cells if isinstance(cell, int | Fraction)]
    days = [cell for cell in cells if isinstance(cell, datetime.date)]
    outermost: list[Cell] = [min(figures), max(figures)] if figures else []
    return [*texts, *outermost, *days[:1]]


def as_text(table: Table) -> str:
    """Return a table as lines of tabs, as spreadsheets paste it."""
    lines = ["\t".join(column.title for column in table.columns)]
    for row in table.rows:
        cells = (
            cell.isoformat()
            if isinstance(cell, datetime.date)
            else ""
            if cell is None
            else str(cell)
            for cell in row.cells
        )
        lines.append("\t".join(cells))
    return "\n".join(lines)


class Totals(QWidget):
    """The total rows of a table, in the same columns, always in sight."""

    def __init__(self, view: TableView, row_height: int = 32) -> None:
        super().__init__()
        self._view, self._row_height = view, row_height
        self._look = RowDelegate(view)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        view.horizontalHeader().sectionResized.connect(self.update)
        view.horizontalScrollBar().valueChanged.connect(self.update)
        view.table_model.modelReset.connect(self._on_reset)

    def _on_reset(self) -> None:
        totals = self._view.table_model.totals
        table = self._view.table_model.table
        words = (show(c, table.columns[i].kind) for row in totals for i, c in enumerate(row.cells))
        self.setAccessibleName(", ".join(text for text in words if text))
        self.setVisible(bool(totals))
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_look"):
            self._look.restyle()
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        rows = len(self._view.table_model.totals)
        return QSize(100, rows * theme.px(self._row_height) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("raised"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("rule"))
        table = self._view.table_model.table
        header = self._view.horizontalHeader()
        height = theme.px(self._row_height)
        for line, row in enumerate(self._view.table_model.totals):
            for column in range(len(table.columns)):
                left = header.sectionViewportPosition(column)
                box = QRect(left, 1 + line * height, header.sectionSize(column), height)
                paint_cell(painter, box, row, column, table, self._look)


class TableCard(QFrame):
    """A table with its totals, ready to stand in a card: `Card(TableCard(...), edge=True)`."""

    def __init__(self, name: str = "", *, row_height: int = 32) -> None:
        super().__init__()
        self.view = TableView(name, row_height=row_height)
        self.totals = Totals(self.view, row_height)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self.view, 1)
        stack.addWidget(self.totals)
        self.setFocusProxy(self.view)
        self.totals.hide()

    def show_table(self, table: Table) -> None:
        """Show a table and its totals."""
        self.view.show_table(table)

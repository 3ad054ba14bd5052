"""An entry grid with its totals."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.models.entry_model import EntryModel
from ui.widgets.entry_grid import EntryGrid, Order
from ui.widgets.entry_totals import EntryTotals


class EntrySheet(QFrame):
    """A grid with its totals, ready to stand in a card: `Card(EntrySheet(model), edge=True)`."""

    def __init__(
        self, sheet: EntryModel, name: str = "", *, order: Order = Order.DOWN, row_height: int = 27
    ) -> None:
        super().__init__()
        self.grid = EntryGrid(sheet, name, order=order, row_height=row_height)
        self.totals = EntryTotals(self.grid, row_height)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self.grid, 1)
        stack.addWidget(self.totals)
        self.setFocusProxy(self.grid)

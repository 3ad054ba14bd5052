"""One process that shows a window, says what it cost to the first paint, and ends.

    python -m benchmarks.paint bare | first | usable BOOK | table ROWS | widget ROWS

Prints CPU seconds since the process began and its peak memory in MiB.
"""

import datetime
import resource
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

COLUMNS = 8


class _Watch(QObject):
    """Says what was spent once a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # Qt's name
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, tell)
        return False


def tell() -> None:
    """Print the cost so far and end the process."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(time.process_time(), memory, flush=True)
    QApplication.exit(0)


def bare() -> object:
    """Show the least there is: a main window with a label."""
    application = QApplication(sys.argv)
    window = QMainWindow()
    window.setCentralWidget(QLabel("Coop Ledger"))
    watch = _Watch(window)
    window.resize(1366, 768)
    window.show()
    application.exec()
    return watch


def first() -> None:
    """Show the desktop's first window."""
    from ui.app import Opening, start

    application = start()
    opening = Opening(application)
    opening.shell.painted.connect(tell)
    opening.shell.show()
    application.exec()


def usable(book: str) -> None:
    """Show the desktop until a book is open on its home page."""
    from ui.app import Opening, start

    application = start()
    opening = Opening(application, book)

    def furnished() -> None:
        opening.shell.repaint()
        tell()

    opening.shell.furnished.connect(furnished)
    opening.shell.show()
    application.exec()


def table(rows: int) -> object:
    """Show our table of so many rows."""
    from coop_ledger.table import Column, Kind, Row, Table
    from ui import theme
    from ui.app import start
    from ui.widgets.table_view import TableCard

    application = start()
    theme.dress(application)
    kinds = (Kind.NUMBER, Kind.DATE, Kind.TEXT, *[Kind.MONEY] * (COLUMNS - 3))
    columns = tuple(Column(str(n), f"Column {n}", kind) for n, kind in enumerate(kinds))
    day = datetime.date(2026, 3, 5)
    lines = tuple(Row((n, day, "Awa Traoré", *range(n, n + COLUMNS - 3))) for n in range(rows))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    card = TableCard(row_height=28)
    card.show_table(Table("Rows", columns, lines))
    return _shown(application, card, before, begun)


def widget(rows: int) -> object:
    """Show the same rows in a QTableWidget."""
    application = QApplication(sys.argv)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    grid = QTableWidget(rows, COLUMNS)
    for row in range(rows):
        for column in range(COLUMNS):
            grid.setItem(row, column, QTableWidgetItem(str(row + column)))
    return _shown(application, grid, before, begun)


def _shown(application: QApplication, shown: QWidget, before: int, begun: float) -> object:
    """Print the cost of showing a widget whose rows already exist, and its growth."""
    shown.resize(1100, 700)
    shown.show()
    shown.grab()  # lays out and paints now
    spent = time.process_time() - begun
    application.processEvents()
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(spent, grown / 1024)
    return shown


WORK = {"bare": bare, "first": first, "usable": usable, "table": table, "widget": widget}

if __name__ == "__main__":
    name, *arguments = sys.argv[1:]
    WORK[name](*[int(text) if text.isdigit() else text for text in arguments])  # type: ignore[operator]  # by name

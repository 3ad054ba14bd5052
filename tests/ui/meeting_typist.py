"""Someone at a desk in a process of her own, who can be killed.

python -m tests.ui.meeting_typist BOOK [KEYS]      says where she is, types, says it, waits to be killed
"""

import json
import sys
import time

from PySide6.QtWidgets import QApplication

from coop_ledger.book.book import Book
from tests.ui import meeting_book
from tests.ui.meeting_desk import Desk
from ui import theme
from ui.widgets.entry_cell import CellEditor


def main(target: str, keys: str = "") -> None:
    application = QApplication([])
    theme.load_fonts()
    theme.apply(application)
    book = Book.open(target, now=lambda: meeting_book.NOW)
    desk = Desk(book, meeting_book.GROUP, meeting_book.NOW)
    desk.press("F5")
    say(desk)
    if keys:
        desk.press(keys)
        say(desk)
        time.sleep(60)
    desk.close()


def say(desk: Desk) -> None:
    editor = QApplication.focusWidget()
    print(
        json.dumps(
            {
                "cell": desk.cell,
                "typed": editor.text() if isinstance(editor, CellEditor) else "",
                "paper": desk.view.totals.line.text() if desk.cell.startswith("paper/") else "",
                "attendance": [desk.sheet.attendance(code) for code in ("2", "4")],
                "shares": [desk.sheet.text(f"saving/{code}") for code in ("1", "2", "3")],
                "lent": len(desk.sheet.loans_given()),
            }
        ),
        flush=True,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])

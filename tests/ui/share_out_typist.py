"""Someone handing over envelopes in a process of her own, who can be killed.

python -m tests.ui.share_out_typist BOOK [KEYS]    types, says where she is, and waits to be killed
KEYS are names of keys apart, 'text to be typed.
"""

import json
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from coop_ledger.book.book import Book
from tests.ui import benkadi
from tests.ui.desk import Desk
from ui import theme

PAY = 5


def main(target: str, keys: str = "") -> None:
    application = QApplication([])
    theme.load_fonts()
    theme.apply(application)
    desk = Desk(Path(target).parent, "none")
    desk.workspace.take_book(Book.open(target, now=lambda: benkadi.NOW))
    desk.workspace.show_group(benkadi.GROUP)
    page = desk.go("share_out")
    for key in keys.split():
        if key.startswith("'"):
            desk.type(key[1:])
        else:
            desk.press(key)
    part, result = page.parts[PAY], page.work.result()
    print(
        json.dumps(
            {
                "step": page.here,
                "envelope": part.table.view.origin(),
                "typed": part.part.text(),
                "handed": [m.member for m in result.members if page.work.handed(m.member)],
                "parts": {
                    m.member: page.work.part_handed(m.member)
                    for m in result.members
                    if page.work.part_handed(m.member) is not None
                },
                "left": page.work.on_the_table(result),
            }
        ),
        flush=True,
    )
    if keys:
        time.sleep(60)
    desk.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

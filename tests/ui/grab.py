"""Takes a picture of any page, in any mode, without a display.

python -m tests.ui.grab PAGE[:ARGUMENT] [--book FILE] [--group CODE] [--zoom 200] [--theme dark]
                        [--do palette] [--language en] [--size 1366x768] [--keys "Tab Tab Return"] -o FILE.png
"""

import argparse
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("page")
    parser.add_argument("--book", default="")
    parser.add_argument("--group", default="")
    parser.add_argument("--zoom", type=int, default=100)
    parser.add_argument("--theme", default="light")
    parser.add_argument("--language", default="fr")
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--keys", default="")
    parser.add_argument("--do", default="")
    parser.add_argument("-o", dest="output", required=True)
    wanted = parser.parse_args()
    grab(wanted)


def grab(wanted: argparse.Namespace) -> None:
    from PySide6.QtGui import QKeySequence
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from coop_ledger.settings import Settings
    from ui.desktop import Desktop

    application = QApplication([])
    choices = Settings(language=wanted.language, theme=wanted.theme, zoom=wanted.zoom)
    desktop = Desktop(application, choices)
    desktop.workspace.settings_changed.disconnect()  # a picture changes no settings of this PC
    window = desktop.window
    width, height = wanted.size.split("x")
    window.resize(int(width), int(height))
    window.show()
    if wanted.book:
        desktop.books.open(wanted.book)
    if wanted.group:
        desktop.workspace.show_group(wanted.group)
    name, _colon, argument = wanted.page.partition(":")
    window.go(name, argument)
    for _each in range(5):
        application.processEvents()
    for key in wanted.keys.split():
        combination = QKeySequence(key)[0]
        target = QApplication.focusWidget() or window
        QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
        application.processEvents()
    for action in wanted.do.split():
        desktop.workspace.do(action)
        application.processEvents()
    while not desktop.workspace.jobs.is_idle():
        QTest.qWait(50)
    (QApplication.activeModalWidget() or window).grab().save(wanted.output)
    needed = window.page.minimumSizeHint() if window.page else None
    print(wanted.output, "page needs", needed)
    if desktop.workspace.has_book:
        desktop.workspace.book.close()


if __name__ == "__main__":
    main()

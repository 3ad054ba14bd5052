"""How wide the columns of a grid must be."""

from PySide6.QtGui import QFontMetrics

from ui import theme
from ui.models.entry_model import Entry, EntryModel
from ui.widgets.entry_cell import PADDING


def natural_widths(sheet: EntryModel) -> list[int]:
    """Return the width of each column at which nothing is cut, in pixels."""
    body, head = QFontMetrics(theme.font("strong")), QFontMetrics(theme.font("header"))
    pad = 2 * theme.px(PADDING) + 2
    found = []
    for place, kind in enumerate(sheet.columns):
        widest = kind.widest
        if kind.entry is Entry.NAME:
            names = (
                sheet.shown(at, place) + " " + sheet.note(at, place) for at in range(sheet.rows())
            )
            widest = max(names, key=body.horizontalAdvance, default="")
        title = head.horizontalAdvance(kind.title)
        found.append(max(body.horizontalAdvance(widest), title) + pad)
    return found

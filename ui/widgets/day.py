"""A day as it is typed: + and − a day, PgUp and PgDn a month, t or a today, h yesterday."""

import datetime
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from coop_ledger import i18n
from coop_ledger.amounts import BadText, parse_day
from ui.widgets.field import Line

STEPS = {
    Qt.Key.Key_Plus: 1,
    Qt.Key.Key_Minus: -1,
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
}
MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
WORDS = {"t": 0, "a": 0, "h": -1, "y": -1}


class DayEdit(Line):
    """A day, shown "05/03/2026"; accepts "5/3", "050326", "5.3.26"."""

    day_changed = Signal()

    def __init__(
        self,
        today: Callable[[], datetime.date],
        *,
        latest: Callable[[], datetime.date | None] = lambda: None,
        width: int = 150,
    ) -> None:
        super().__init__(width=width)
        self._today, self._latest = today, latest
        self.set_value(today())
        self.editingFinished.connect(self._tidy)

    def value(self) -> datetime.date:
        """Return the day typed; raises BadText when it is none or lies beyond what may be."""
        return parse_day(self.text(), self._today(), latest=self._latest())

    def set_value(self, day: datetime.date) -> None:
        """Show a day."""
        self.setText(i18n.day(day))
        self.day_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS:
            self._move(datetime.timedelta(days=STEPS[key]))
        elif key in MONTHS:
            self._move_month(MONTHS[key])
        elif event.text().casefold() in WORDS and not event.modifiers():
            days = WORDS[event.text().casefold()]
            self.set_value(self._today() + datetime.timedelta(days=days))
        else:
            super().keyPressEvent(event)

    def _day(self) -> datetime.date:
        try:
            return self.value()
        except BadText:
            return self._today()

    def _move(self, by: datetime.timedelta) -> None:
        self.set_value(self._day() + by)

    def _move_month(self, by: int) -> None:
        from coop_ledger.domain.periods import add_months  # only when a month is turned

        self.set_value(add_months(self._day(), by))

    def _tidy(self) -> None:
        try:
            self.set_value(self.value())
        except BadText:
            return

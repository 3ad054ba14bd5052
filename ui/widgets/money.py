"""Amounts and counts as they are typed.

The line shows francs, and beside it what the room would say: Bambara counts money by fives,
so a figure heard and one typed may differ by exactly that (`interface.md`, 0.1).
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from coop_ledger import amounts, i18n, spoken
from coop_ledger.amounts import BadText
from coop_ledger.i18n import _
from ui.widgets.field import Field, Line
from ui.widgets.label import Label
from ui.widgets.layout import column, row
from ui.widgets.message import MessageStrip


def heard(amount: int) -> str:
    """Return an amount as the room says it, "kɛmɛ saba"; "" if the person wants no such reading."""
    application = QApplication.instance()
    silent = application is not None and application.property("dorome") is False
    return "" if silent else spoken.dorome(amount)


def reading(amount: int) -> str:
    """Return an amount as it is shown and said: "1 500 F CFA · kɛmɛ saba"."""
    said = heard(amount)
    return f"{i18n.francs(amount)} · {said}" if said else i18n.francs(amount)


def typed_digit(event: QKeyEvent) -> str:
    """Return the text of a key; on AZERTY the digit it stands for, if the person chose so."""
    application = QApplication.instance()
    wanted = application is not None and application.property("azerty_digits")
    keypad = event.modifiers() & Qt.KeyboardModifier.KeypadModifier
    return amounts.azerty_digits(event.text()) if wanted and not keypad else event.text()


class FigureLine(Line):
    """A line for whole figures, at the right, with AZERTY digits without Shift if chosen."""

    def __init__(self, unit: str = "", *, width: int = 160) -> None:
        super().__init__(unit, width=width)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = typed_digit(event)
        if digit != event.text() and digit.isdigit():
            self.insert(digit)
        else:
            super().keyPressEvent(event)


class CountEdit(FigureLine):
    """How many: shares, pieces, months."""

    def value(self) -> int | None:
        """Return the count, None when empty; raises BadText when it cannot be read."""
        return amounts.parse_count(self.text()) if self.text().strip() else None

    def set_value(self, count: int | None) -> None:
        """Show a count."""
        self.setText("" if count is None else i18n.number(count))


class MoneyEdit(FigureLine):
    """An amount in francs: "1 500", "1500*3", "2000+500" or "300d" for 300 dɔrɔmɛ."""

    def __init__(self, unit: str = "F CFA", *, width: int = 170) -> None:
        super().__init__(unit, width=width)
        self.editingFinished.connect(self._tidy)

    def value(self) -> int | None:
        """Return the amount in francs, None when empty; raises BadText when it cannot be read."""
        return amounts.parse_amount(self.text(), arithmetic=True) if self.text().strip() else None

    def value_or_none(self) -> int | None:
        """Return the amount in francs, None when it is empty or cannot be read."""
        try:
            return self.value()
        except BadText:
            return None

    def set_value(self, amount: int | None) -> None:
        """Show an amount."""
        self.setText("" if amount is None else i18n.money(amount))

    def _tidy(self) -> None:
        amount = self.value_or_none()
        if amount is not None:
            # The amount is the same: nobody must build anew what Tab is on its way to.
            with QSignalBlocker(self):
                self.set_value(amount)


class MoneyField(Field):
    """An amount with its reading, live, and the question when a figure is five times the usual.

    `usual` gives the amounts that were recorded lately, oldest first. `beside=True` sets words
    and reading at the right of the one amount that matters.
    """

    amount_changed = Signal()

    def __init__(
        self,
        label: str,
        *,
        help: str = "",
        beside: bool = False,
        usual: Callable[[], Sequence[int]] = tuple,
    ) -> None:
        self.money = MoneyEdit(width=234 if beside else 170)
        super().__init__(label, self.money, help=help)
        self._usual = usual
        self._settled: int | None = None
        self.words = Label("", "secondary")
        self.heard = Label("", "label" if beside else "secondary", "accent")
        self._place_reading(beside=beside)
        self.money.textChanged.connect(self._on_typed)
        self.money.editingFinished.connect(self._on_finished)

    def _place_reading(self, *, beside: bool) -> None:
        if beside:
            self.money.setProperty("use", "amount")
            self.stack.removeWidget(self.money)
            readings = column(1, self.words, self.heard, 1, spacing=0)
            self.stack.insertLayout(1, row(self.money, readings, 1, spacing=14))
        else:
            self.words.hide()
            self.stack.insertLayout(2, row(self.heard, 1))

    def amount(self) -> int | None:
        """Return the amount, None when empty; an unreadable one is told under the field."""
        try:
            return self.money.value()
        except BadText as bad:
            self.show_error(str(bad))
            return None

    def set_amount(self, amount: int | None) -> None:
        """Show an amount and take the message away."""
        self._settled = amount
        self.money.set_value(amount)
        self.clear_error()

    def _on_typed(self) -> None:
        amount = self.money.value_or_none()
        self.heard.setText("" if amount is None else self._reading(amount))
        words = "" if amount is None else spoken.francs_in_words(amount, i18n.language())
        self.words.setText(words)
        self.clear_error()
        self.amount_changed.emit()

    def _reading(self, amount: int) -> str:
        return reading(amount) if self.words.isHidden() else heard(amount)

    def _on_finished(self) -> None:
        amount = self.amount()
        if amount is not None and amount != self._settled:
            self._settled = amount
            ask_if_unusual(self.error, amount, self._usual(), self.set_amount)


def ask_if_unusual(
    strip: MessageStrip, amount: int, usual: Sequence[int], take: Callable[[int], object]
) -> bool:
    """Ask in a strip whether a figure far from the usual was meant; return whether it was asked."""
    doubt = amounts.unusual(amount, usual)
    if doubt is None:
        return False
    meant = i18n.fill(_("Put {meant:money}"), meant=doubt.meant)
    strip.tell(
        doubt.question(),
        "warning",
        (meant, lambda: take(doubt.meant)),
        (i18n.fill(_("Keep {amount:money}"), amount=amount), strip.hide),
    )
    return True

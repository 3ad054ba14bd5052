"""The top bar and the status bar of the window."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QWidget

from coop_ledger.i18n import _
from ui import theme
from ui.widgets.button import Button, IconButton, Look, cap_width, paint_cap
from ui.widgets.card import Chip
from ui.widgets.label import Icon, Label
from ui.widgets.layout import row, upright


class SearchBox(QAbstractButton):
    """The box that finds anything: pressed or typed into, it opens the palette."""

    def __init__(self) -> None:
        super().__init__()
        self.folded = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the words in the language spoken now."""
        self.setText(_("Find or do…"))
        self.setAccessibleName(self.text())
        self.setToolTip(self.text())
        self.updateGeometry()

    def fold(self, folded: bool) -> None:
        """Show the icon alone, or the whole box."""
        self.folded = folded
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        if self.folded:
            return QSize(theme.px(36), theme.px(34))
        words = QFontMetrics(theme.font("body")).horizontalAdvance(self.text())
        return QSize(max(words + cap_width("Ctrl+K") + theme.px(70), theme.px(260)), theme.px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        painter.setBrush(theme.colour("surface"))
        painter.setPen(QPen(theme.colour("accent" if focus else "hairline"), 2 if focus else 1))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        side = theme.px(18)
        left = (self.width() - side) // 2 if self.folded else theme.px(10)
        picture = theme.pixmap("search", "text2", 18, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - side) // 2, picture)
        if self.folded:
            return
        painter.setPen(theme.colour("text2"))
        painter.setFont(theme.font("body"))
        words = QRect(left + side + theme.px(9), 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        cap = self.width() - cap_width("Ctrl+K") - theme.px(8)
        paint_cap(painter, QPointF(cap, self.height() / 2), "Ctrl+K", "text2")


class TopBar(QWidget):
    """Menu, where one is, one grey line, the search box, and what the page offers."""

    menu_wanted = Signal()
    search_wanted = Signal()
    page_wanted = Signal(str)
    help_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.menu = IconButton("menu", _("Menu"), ink="text")
        self.menu.clicked.connect(self.menu_wanted)
        self._crumbs = row(spacing=4)
        self.title = Label("", "title")
        self.context = Label("", "secondary")
        self.context.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.exercise = Chip("", "warning")
        self.exercise.hide()
        self.search = SearchBox()
        self.search.clicked.connect(self.search_wanted)
        self._page = row(spacing=8)
        self.help = Button("", icon="help", key="F1", height=34)
        self.help.clicked.connect(self.help_wanted)
        self._offered: tuple[Button, ...] = ()
        self._folded = False
        line = row(
            self.menu, self._crumbs, self.title, spacing=8, margins=(14, 0, 20, 0), parent=self
        )
        line.addWidget(self.context, 100)
        line.addStretch(1)
        line.addWidget(self.exercise)
        for widget in (self.search,):
            line.addWidget(widget)
        line.addLayout(self._page)
        line.addWidget(self.help)
        theme.keep_size(self, height=58)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the words in the language spoken now."""
        self.menu.set_name(_("Menu"))
        self.help.setText(_("Help"))
        self.help.updateGeometry()
        self.search.retranslate()
        self.exercise.tell(_("EXERCISE"), "warning")

    def tell_exercise(self, *, exercise: bool) -> None:
        """Mark everything that is nobody's money."""
        self.exercise.setVisible(exercise)

    def tell(self, title: str, context: str, crumbs: Sequence[tuple[str, str]]) -> None:
        """Show where one is."""
        self.title.setText(title)
        self.context.setText(context)
        while (item := self._crumbs.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for words, page in crumbs:
            link = Button(words, Look.QUIET, height=32)
            link.clicked.connect(lambda _on=False, page=page: self.page_wanted.emit(page))
            self._crumbs.addWidget(link)
            self._crumbs.addWidget(Icon("chevron-right", "text2", 16))

    def offer(self, buttons: Sequence[Button]) -> None:
        """Show what the page offers; with two buttons of its own, Help steps back to F1."""
        for button in self._offered:
            self._page.removeWidget(button)
            # Said aloud: a layout shows what was put in it a moment later, by then a window.
            button.hide()
            button.setParent(None)
        self._offered = tuple(buttons)
        for button in buttons:
            self._page.addWidget(button)
            button.show()
        self._settle()

    def fold(self, folded: bool) -> None:
        """Leave room where there is little: the search box becomes its icon, keys are not shown."""
        self._folded = folded
        self.search.fold(folded)
        self.context.setVisible(not folded)
        self.title.setWordWrap(folded)
        self._settle()

    def _settle(self) -> None:
        # Help stays in the rail and under F1.
        self.help.setVisible(not self._offered and not self._folded)
        for button in self._offered:
            button.set_compact(compact=self._folded)


class StatusBar(QFrame):
    """Group, cycle, who types; at right what was recorded, the age of the copy, the zoom."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._folded = False
        self.group, self.cycle, self.typist = (Label("", "secondary") for _each in range(3))
        self._lines = (upright(), upright())
        self._saved_icon = Icon("check", "money_in", 16)
        self.saved = Label("", "secondary", "money_in")
        self._backup_icon = Icon("usb", "text2", 16)
        self.backup = Label("", "secondary")
        self.zoom = Label("", "secondary")
        row(
            *(self.group, self._lines[0], self.cycle, self._lines[1], self.typist, 1),
            row(self._saved_icon, self.saved, spacing=6),
            row(self._backup_icon, self.backup, spacing=6),
            self.zoom,
            spacing=12,
            margins=(16, 6),
            parent=self,
        )
        theme.keep_size(self, height=30)
        self.tell_saved("")
        self.tell_backup("", late=False)

    def tell(self, group: str, cycle: str, typist: str) -> None:
        """Show whose book this is and who types."""
        for label, text in ((self.group, group), (self.cycle, cycle), (self.typist, typist)):
            label.setText(text)
        self._settle()

    def tell_saved(self, text: str) -> None:
        """Show when the last event was recorded."""
        self.saved.setText(text)
        self.saved.setVisible(bool(text))
        self._saved_icon.setVisible(bool(text))

    def tell_backup(self, text: str, *, late: bool) -> None:
        """Show the age of the last copy; amber with a triangle when it is late."""
        ink = "warning" if late else "text2"
        self.backup.setText(text)
        self.backup.set_ink(ink)
        self._backup_icon.set_icon("warning" if late else "usb", ink)
        self.backup.setVisible(bool(text))
        self._backup_icon.setVisible(bool(text))

    def fold(self, folded: bool) -> None:
        """Leave room where there is little."""
        self._folded = folded
        self._settle()

    def _settle(self) -> None:
        group, cycle, typist = (
            bool(label.text()) for label in (self.group, self.cycle, self.typist)
        )
        # Where there is little room, the rail and the page say the rest.
        self.group.setVisible(group and not self._folded)
        self._lines[0].setVisible(group and cycle and not self._folded)
        self.cycle.setVisible(cycle)
        self._lines[1].setVisible(typist and not self._folded)
        self.typist.setVisible(typist and not self._folded)

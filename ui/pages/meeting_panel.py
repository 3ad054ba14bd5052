"""The panel beside a meeting's grid: the cash to expect, and what is typed outside the columns."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QAbstractItemView, QFrame, QSizePolicy, QWidget

from coop_ledger import i18n
from coop_ledger.i18n import _
from ui import theme
from ui.models.meeting_model import CellModel, CountModel, FormModel
from ui.presenters.meeting_close import said_of
from ui.presenters.meeting_opening import Attendee, fund_title
from ui.presenters.meeting_sheet import DATE, OPENING_REASON, REASON, MeetingSheet
from ui.presenters.meeting_tally import Box
from ui.widgets.entry_cell import Reading
from ui.widgets.entry_totals import EntryTotals
from ui.widgets.figure import Avatar
from ui.widgets.label import Icon, Label
from ui.widgets.layout import column, line, row
from ui.widgets.message import MessageStrip
from ui.widgets.sheet_grid import SheetGrid
from ui.widgets.summary import Line, Summary

SEEN = 5  # instalments of a schedule; of a longer one, the first and the last


class Beneath(Reading):
    """The reading of a form: it stands under the form, where nothing is covered."""

    told = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        for label in (self.amount, self.heard, self.detail):
            label.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def tell(self, cell: QRect, amount: str, heard: str, detail: str, role: str = "chosen") -> None:
        """Show a reading."""
        self.setVisible(bool(amount or heard or detail))
        self.setProperty("role", role)
        self.amount.set_ink("text" if role == "chosen" else role)
        self.detail.set_ink("text2" if role == "chosen" else role)
        for label, text in ((self.amount, amount), (self.heard, heard), (self.detail, detail)):
            label.setText(text)
            label.setVisible(bool(text))
        self.style().unpolish(self)
        self.style().polish(self)
        self.told.emit()


class FormGrid(SheetGrid):
    """Fields under each other, typed by the same rule as the sheet; as high as its rows."""

    def __init__(self, model: CellModel, name: str, parent: QWidget) -> None:
        super().__init__(model, name, row_height=30 if isinstance(model, FormModel) else 22)
        self.form = model
        self.reading.deleteLater()
        self.reading: Beneath = Beneath(parent)
        plain = isinstance(model, FormModel)
        self.horizontalHeader().setVisible(not plain)
        if plain:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.fit()

    def fit(self) -> None:
        """Take the height of the rows there are, and the widths of what they hold."""
        if isinstance(self.form, FormModel):
            self.setFixedHeight(max(self.form.rows(), 1) * theme.px(self._row_height) + 2)
        self._spread()

    def _spread(self) -> None:
        """Give the rest to what is typed in a form, or something to every column of a count."""
        widths, room = self.widths(), self.viewport().width()
        if isinstance(self.sheet, FormModel):
            widths = [widths[0], max(room - widths[0], theme.px(90))]
        else:
            more = max(room - sum(widths), 0) // len(widths)
            widths = [width + more for width in widths]
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width)

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "form"):
            self.fit()


class Part(QWidget):
    """One part of the panel: a form, what is said under it, and where Enter goes after it.

    `moved` tells the cell one is in, `spoke` that something is said of it.
    """

    moved = Signal(str)
    spoke = Signal()
    past_end = Signal()
    past_start = Signal()

    def __init__(self, model: CellModel, name: str, undo: QUndoStack) -> None:
        super().__init__()
        self.model = model
        model.setParent(self)
        self.grid = FormGrid(model, name, self)
        self.grid.share_undo(undo)
        self.more = column(spacing=8)
        self.totals = EntryTotals(self.grid, 26) if isinstance(model, CountModel) else None
        form = column(self.grid, self.totals, spacing=0)
        column(form, self.grid.reading, self.more, spacing=8, parent=self)
        self.setFocusProxy(self.grid)
        self.grid.moved.connect(self._on_moved)
        self.grid.past_end.connect(self._on_past_end)
        self.grid.past_start.connect(self._on_past_start)
        self.grid.reading.told.connect(self.spoke)

    def at_work(self) -> tuple[QRect, QRect]:
        """Return where the row one is in stands, and what is said of it."""
        grid = self.grid
        row = grid.visualRect(grid.currentIndex())
        row.translate(grid.viewport().mapTo(self, row.topLeft()) - row.topLeft())
        return row, grid.reading.geometry() if grid.reading.isVisible() else row

    def _on_moved(self, at: int, place: int) -> None:
        cell = self.model.cell(at, place)
        if cell:
            self.moved.emit(cell)
            self.spoke.emit()

    def _on_past_end(self, place: int) -> None:
        if not (place + 1 < len(self.model.columns) and self.grid.enter_column(place + 1)):
            self.past_end.emit()

    def _on_past_start(self, place: int) -> None:
        if not (place and self.grid.enter_column(place - 1, last=True)):
            self.past_start.emit()

    def begin(self, *, last: bool = False) -> None:
        """Go to the first cell to type in, or the last."""
        places = range(len(self.model.columns))
        for place in reversed(places) if last else places:
            if self.grid.enter_column(place, last=last):
                break
        self.grid.setFocus()
        here = self.grid.currentIndex()
        self._on_moved(here.row(), here.column())

    def refresh(self) -> None:
        """Show what changed elsewhere in the sheet."""

    def _offer(self, fields: Sequence[tuple[str, str]]) -> None:
        assert isinstance(self.model, FormModel)
        self.model.offer(fields)
        self.grid.fit()
        # The view lays its rows out once the key that made them is done with.
        QTimer.singleShot(0, self.grid, self.grid.viewport().update)


class OpeningPart(Part):
    """The day, and the cash counted before the meeting begins, if it was."""

    def __init__(self, sheet: MeetingSheet, undo: QUndoStack) -> None:
        super().__init__(FormModel(sheet), _("Opening"), undo)
        self.sheet = sheet
        words = _(
            "The day of the meeting, and what the boxes hold before it begins. Leave the count "
            "empty if nobody counted."
        )
        self.more.addWidget(Label(words, "secondary", wrap=True))
        self.refresh()

    def refresh(self) -> None:
        """Ask for a reason once a count differs."""
        boxes = self.sheet.boxes()
        counted = _("Counted, {box}") if len(boxes) > 1 else _("Counted")
        fields = [(_("Day of the meeting"), DATE)]
        fields += [
            (i18n.fill(counted, box=fund_title(box.fund)), f"opening.counted/{box.fund}")
            for box in boxes
        ]
        if any(box.opening != self.sheet.opening.cash[box.fund] for box in boxes):
            fields.append((_("Reason of the difference"), OPENING_REASON))
        self._offer(fields)


class LinesPart(Part):
    """Lines of a kind under each other, the empty one last."""

    def __init__(self, sheet: MeetingSheet, kind: str, name: str, undo: QUndoStack) -> None:
        super().__init__(FormModel(sheet), name, undo)
        self.sheet, self.kind = sheet, kind
        self.strip = MessageStrip()
        self.summary = Summary()
        self.more.addWidget(self.strip)
        self.more.addWidget(self.summary)
        self.grid.moved.connect(lambda _at, _place: self._tell())
        self.refresh()

    def refresh(self) -> None:
        """Show the fields that each line asks for by now."""
        self.sheet.look_again()
        lines = self.sheet.line(self.kind)
        fields = []
        subjects = self.sheet.line_numbers(self.kind)
        for subject in subjects:
            values = self.sheet.values(self.kind, subject)
            asked = [(lines.title(field, values), field) for field in lines.fields(values)]
            if len(subjects) > 1:  # where a line begins is told by its number
                asked[0] = f"{subject} · {asked[0][0]}", asked[0][1]
            fields += [(title, f"{self.kind}.{field}/{subject}") for title, field in asked]
        self._offer(fields)
        self._tell()

    def _subject(self) -> str:
        here = self.grid.currentIndex()
        inside = here.isValid() and here.row() < self.model.rows()
        cell = self.model.cell(here.row(), 1) if inside else ""
        return cell.partition("/")[2]

    def _tell(self) -> None:
        subject = self._subject()
        refused = self.sheet.refusal_of(f"{self.kind}/{subject}")
        if refused is None:
            self.strip.hide()
        else:
            self.strip.tell(said_of(refused), "warning")
        self.summary.tell(self._schedule(subject) if self.kind == "loan" else ())
        here = self.grid.currentIndex()
        if refused is None and self.isVisible() and self.model.rows() > here.row() >= 0:
            # What may be typed, and what the rules allow her, before the first key.
            self.grid.reading.tell(QRect(), *self.model.reading(here.row(), 1, ""))

    def _schedule(self, subject: str) -> list[Line]:
        terms = self.sheet.loans.terms(self.sheet.values("loan", subject))
        if terms is None:
            return []
        lines = [Line(_("Due"), (_("Interest"), _("To pay")), "head")]
        parts = [
            Line(i18n.day(part.due), (i18n.money(part.interest), i18n.money(part.payment)))
            for part in terms.schedule
        ]
        if len(parts) > SEEN:
            parts[SEEN - 2 : -1] = [Line("…", ("…", "…"))]
        lines += parts
        whole = terms.principal + terms.interest
        lines.append(Line(_("In all"), (i18n.money(terms.interest), i18n.money(whole)), "sum"))
        return lines


class CountPart(Part):
    """The notes and coins at the end."""

    def __init__(self, sheet: MeetingSheet, undo: QUndoStack) -> None:
        super().__init__(CountModel(sheet), _("Cash counted"), undo)


class ReasonPart(Part):
    """Why the cash differs."""

    def __init__(self, sheet: MeetingSheet, undo: QUndoStack) -> None:
        super().__init__(FormModel(sheet), _("Reason of the difference"), undo)
        self.sheet = sheet
        self.refresh()

    def refresh(self) -> None:
        """Ask for a reason while there is a difference."""
        differs = any(box.difference for box in self.sheet.boxes())
        self._offer([(_("Reason"), REASON)] if differs or self.sheet.text(REASON) else [])
        self.grid.setVisible(bool(self.model.rows()))


class BoxesView(Summary):
    """What each box held, what came and went, and what it must hold now."""

    def show_sheet(self, sheet: MeetingSheet, step: str) -> None:
        """Show the boxes of a sheet; at the end, only what is compared with what was counted."""
        brief = step in {"loan", "count", "closing"}
        boxes = sheet.boxes()
        given = len(sheet.loans_given())
        lines = []
        if len(boxes) > 1:
            lines.append(Line("", tuple(fund_title(box.fund) for box in boxes), "head"))
        if not brief:
            lines += [
                Line(_("At the opening"), tuple(i18n.money(box.opening) for box in boxes)),
                Line(
                    _("Came in"),
                    tuple(f"+{i18n.money(box.in_)}" if box.in_ else "–" for box in boxes),
                    ink="money_in",
                ),
                Line(
                    _went_out(given),
                    tuple(i18n.money(-box.out) if box.out else "–" for box in boxes),
                    ink="money_out",
                ),
            ]
        expected = tuple(i18n.money(box.expected) for box in boxes)
        lines.append(Line(_("Expected"), expected, "" if brief else "sum"))
        if any(box.counted is not None for box in boxes):
            counted = tuple(
                "–" if box.counted is None else i18n.money(box.counted) for box in boxes
            )
            if step != "count":  # there the count says it itself
                lines.append(Line(_("Counted"), counted, "" if brief else "sum"))
            if any(box.difference for box in boxes):
                words = tuple(_difference(box) for box in boxes)
                lines.append(Line(_("Difference"), words, "sum", ink="warning"))
        self.tell(lines)


def _went_out(loans: int) -> str:
    if not loans:
        return _("Went out")
    return i18n.fill(i18n.ngettext("Went out, {n} loan", "Went out, {n} loans", loans), n=loans)


def _difference(box: Box) -> str:
    if box.counted is None:
        return _("–  not counted")
    return f"+{i18n.money(box.difference)}" if box.difference > 0 else i18n.money(box.difference)


class Proof(QFrame):
    """Green once a box was counted and holds what it must: the two equal figures of each."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "success")
        said = Label(_("The count is right"), "strong", "success")
        self.summary = Summary()
        head = row(Icon("proof", "success", 24), said, 1)
        column(head, self.summary, spacing=4, margins=(12, 8), parent=self)
        self.hide()

    def tell(self, boxes: Sequence[Box]) -> None:
        """Show the boxes counted, unless one of them differs or none was counted."""
        counted = [box for box in boxes if box.counted is not None]
        self.summary.tell([Line(*_equal(box), ink="success") for box in counted])
        self.setVisible(bool(counted) and not any(box.difference for box in counted))


def _equal(box: Box) -> tuple[str, tuple[str, ...]]:
    return fund_title(box.fund), (f"{i18n.money(box.counted or 0)} = {i18n.money(box.expected)}",)


class WomanView(QWidget):
    """The member of the current row: what she has, what she owes."""

    def __init__(self) -> None:
        super().__init__()
        self.avatar, self.name = Avatar("", 34), Label("", "strong")
        self.note = Label("", "secondary")
        self.summary = Summary()
        who = column(self.name, self.note, spacing=0)
        column(line(), row(self.avatar, who, 1, spacing=10), self.summary, spacing=10, parent=self)

    def show_woman(self, woman: Attendee, sheet: MeetingSheet) -> None:
        """Show a member."""
        self.avatar.tell(woman.code)
        self.name.setText(woman.name)
        self.note.setText(woman.note)
        self.note.setVisible(bool(woman.note))
        by_shares = sheet.opening.rules.saving.unit == "share"
        shares = i18n.fill(
            i18n.ngettext(
                "Savings, {count:number} share", "Savings, {count:number} shares", woman.shares
            ),
            count=woman.shares,
        )
        lines = [Line(shares if by_shares else _("Savings"), (i18n.money(woman.seen),))]
        for loan in woman.loans:
            words = i18n.fill(_("{loan}, due {due:day}"), loan=loan.record.code, due=loan.due_on)
            late = loan.due_on < sheet.opening.date
            ink = "money_out" if late else "text"
            lines.append(Line(words, (i18n.money(loan.owed.total),), ink=ink))
        lines += _arrears(woman)
        if woman.fines_owed:
            lines.append(Line(_("Fines owed"), (i18n.money(woman.fines_owed),), ink="money_out"))
        self.summary.tell(lines)


def _arrears(woman: Attendee) -> list[Line]:
    """Return what she did not bring, or brought ahead."""
    lines = []
    for standing in woman.standings.values():
        fund = fund_title(standing.fund)
        if standing.owed:
            words = i18n.fill(_("{fund}, not brought"), fund=fund)
            lines.append(Line(words, (i18n.money(standing.owed),), ink="money_out"))
        elif standing.ahead:
            words = i18n.fill(_("{fund}, brought ahead"), fund=fund)
            lines.append(Line(words, (i18n.money(standing.ahead),), ink="money_in"))
    if woman.missed:
        amount = sum(missed.amount for missed in woman.missed)
        lines.append(Line(_("Savings missed"), (i18n.money(amount),), ink="money_out"))
    return lines

"""What stands between a sheet and the book: looked for once, said in sentences, each with its way out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coop_ledger.amounts import BadText
from coop_ledger.book.book import Book
from coop_ledger.domain.errors import Concern, Refusal
from coop_ledger.i18n import N_, _, fill, translate
from ui.presenters.meeting_opening import box_name
from ui.presenters.meeting_sheet import OPENING_REASON, REASON, MeetingSheet
from ui.presenters.meeting_tally import Box, Total


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps the meeting from being closed ("error") or should be looked at ("warning").

    `cell` is where it is mended.
    """

    kind: str
    sentence: str
    cell: str = ""


def try_out(book: Book, events: Sequence[Mapping[str, Any]]) -> None:
    """Refuse what the book would refuse, and write nothing."""
    if len(events) == 1:
        book.preview(events[0])
    else:
        book.record_all(events, dry_run=True)


def problems(sheet: MeetingSheet, book: Book) -> list[Problem]:
    """Return what is wrong with a sheet, errors first; none when it can be recorded."""
    sheet.look_again()
    errors = [*_refused(sheet), *_unfinished(sheet), *_reasons(sheet)]
    if not errors:
        try:
            try_out(book, sheet.events())
        except Refusal as refused:
            errors.append(Problem("error", str(refused), _cell_of(sheet, refused.field)))
    return [*errors, *warnings(sheet)]


def warnings(sheet: MeetingSheet) -> list[Problem]:
    """Return what should be looked at before the meeting is closed."""
    return [*_papers(sheet), *_not_counted(sheet)]


def said_of(refused: Refusal | BadText) -> str:
    """Return why something cannot be recorded, in the words of this sheet's own fields."""
    if isinstance(refused, Concern) and {"due", "ends"} <= refused.params.keys():
        sentence = _(
            "This loan falls due on {due:day}, after the share-out of {ends:day}. Shorten it, or "
            "write down who agrees to it, and why."
        )
        return fill(sentence, **refused.params)
    return str(refused)


def _refused(sheet: MeetingSheet) -> Iterator[Problem]:
    for owner, refused in sheet.refusals().items():
        cell = owner
        key, _slash, subject = owner.partition("/")
        if key in {"loan", "other"}:
            field = refused.field if isinstance(refused, Refusal) else ""
            known = field in sheet.line(key).fields(sheet.values(key, subject))
            cell = f"{key}.{field if known else sheet.line(key).fields({})[0]}/{subject}"
        yield Problem("error", said_of(refused), cell)


_MISSING = {
    "loan": N_("Loan {number} is not finished: {field} is missing."),
    "other": N_("Line {number} of the other money is not finished: {field} is missing."),
}


def _unfinished(sheet: MeetingSheet) -> Iterator[Problem]:
    for kind, sentence in _MISSING.items():
        lines = sheet.line(kind)
        for subject in sheet.line_numbers(kind)[:-1]:
            values = sheet.values(kind, subject)
            if lines.event(values) is not None or sheet.refusal_of(f"{kind}/{subject}"):
                continue
            missing = next(
                (field for field in lines.fields(values) if not values.get(field)), "member"
            )
            said = fill(
                translate(sentence), number=subject, field=lines.title(missing, values).lower()
            )
            yield Problem("error", said, f"{kind}.{missing}/{subject}")


def _reasons(sheet: MeetingSheet) -> Iterator[Problem]:
    opened = [box for box in sheet.boxes() if box.opening != sheet.opening.cash[box.fund]]
    if opened and not sheet.text(OPENING_REASON):
        yield Problem(
            "error",
            fill(
                _(
                    "At the opening, {box} held {counted:francs} and the book says "
                    "{expected:francs}. Count again, or give the reason."
                ),
                box=box_name(opened[0].fund),
                counted=opened[0].opening,
                expected=sheet.opening.cash[opened[0].fund],
            ),
            OPENING_REASON,
        )
    if not sheet.text(REASON):
        for box in sheet.boxes():
            if box.difference:
                yield Problem("error", difference_sentence(sheet, box), REASON)


def difference_words(box: Box, *, alone: bool) -> str:
    """Return what a difference is; a box that stands alone needs no name."""
    if box.difference < 0:
        said = (
            _("{missing:francs} are missing.") if alone else _("{box}: {missing:francs} missing.")
        )
    elif alone:
        said = _("There are {missing:francs} too much.")
    else:
        said = _("{box}: {missing:francs} too much.")
    return fill(said, box=box_name(box.fund), missing=abs(box.difference))


def difference_sentence(sheet: MeetingSheet, box: Box) -> str:
    """Return what a difference is, and where it may come from: a column that differs as much."""
    said = difference_words(box, alone=len(sheet.opening.cash) == 1)
    likely = next(
        (
            total
            for total in sheet.totals()
            if total.paper is not None and in_francs(sheet, total) == -box.difference
        ),
        None,
    )
    if likely is None:
        # Outside the f-string: what stands inside one is never gathered for translation.
        advice = _("Count again, correct a cell, or write down the reason.")
        return f"{said} {advice}"
    hint = _(
        "{column} differs from the paper by as much: correct it, count again, or write the reason."
    )
    return f"{said} {fill(hint, column=_title(sheet, likely))}"


def in_francs(sheet: MeetingSheet, total: Total) -> int:
    """Return by how many francs the screen is above the paper in a column of money."""
    column = sheet.column(total.key)
    if total.paper is None or column is None or column.kind == "letter":
        return 0
    price = sheet.opening.rules.saving.price if column.kind == "count" else 1
    return (total.figure - total.paper) * price


def _title(sheet: MeetingSheet, total: Total) -> str:
    column = sheet.column(total.key)
    return column.title if column else ""


def _papers(sheet: MeetingSheet) -> Iterator[Problem]:
    for total in sheet.totals():
        if total.differs:
            yield Problem(
                "warning",
                fill(
                    _("{column}: {screen:number} on the screen, {paper:number} on the paper."),
                    column=_title(sheet, total),
                    screen=total.figure,
                    paper=total.paper,
                ),
                f"paper/{total.key}",
            )


def _not_counted(sheet: MeetingSheet) -> Iterator[Problem]:
    left = [box for box in sheet.boxes() if box.counted is None and box.expected]
    if left:
        first = sheet.denominations()[0]
        yield Problem(
            "warning",
            fill(
                _("{box} was not counted: {expected:francs} should be in it."),
                box=box_name(left[0].fund),
                expected=left[0].expected,
            ),
            f"count.{left[0].fund}/{first}",
        )


def _cell_of(sheet: MeetingSheet, field: str) -> str:
    """Return the cell that a refusal of the whole meeting speaks of."""
    if field.startswith("sheet["):
        line = int(field[len("sheet[") :].partition("]")[0])
        owner = sheet.in_order()[line - 1][0]
        key, _slash, subject = owner.partition("/")
        if key in {"loan", "other"}:
            name = field.rpartition(".")[2]
            return f"{key}.{name}/{subject}"
        return owner
    return {"date": "opening/date", "number": "opening/date"}.get(field, REASON)

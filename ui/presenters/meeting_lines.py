"""A line of a meeting sheet: a few fields typed one after the other, and the event they make."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from coop_ledger import names
from coop_ledger.amounts import BadText
from coop_ledger.i18n import N_
from ui.presenters.meeting_opening import Attendee, Opening

Values = Mapping[str, str]


class Lines:
    """One kind of line: its fields in the order they are typed, and the event they make."""

    key: str
    above: Sequence[Mapping[str, Any]] = ()
    """What the sheet says before the line that is asked about, as events."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening

    def fields(self, values: Values) -> tuple[str, ...]:
        """Return the fields that matter, given what is typed already."""
        raise NotImplementedError

    def title(self, field: str, values: Values) -> str:
        """Return what a field asks."""
        raise NotImplementedError

    def read(self, field: str, text: str, values: Values) -> str:
        """Return a field as it is shown. Raises BadText."""
        raise NotImplementedError

    def kept(self, field: str, text: str, values: Values) -> str:
        """Return a text that was read as it is kept: the same whatever the language."""
        return text

    def is_francs(self, field: str, values: Values) -> bool:
        """Return whether a field is an amount of money."""
        return False

    def is_named(self, field: str, values: Values) -> bool:
        """Return whether a field is chosen by words, which stand in its editor."""
        return False

    def proposal(self, field: str, values: Values, taken: Sequence[str]) -> str:
        """Return what Enter takes in an empty field; `taken` are the numbers of other lines."""
        return ""

    def explain(self, field: str, text: str, values: Values) -> str:
        """Return the grey line under what is typed."""
        return ""

    def usual(self, field: str, values: Values) -> Sequence[int]:
        """Return the usual amounts of a field."""
        return ()

    def event(self, values: Values) -> dict[str, Any] | None:
        """Return the event the fields make, None while something is missing."""
        raise NotImplementedError

    def cash(self, event: Mapping[str, Any], values: Values) -> Mapping[str, int]:
        """Return what each box gains or loses by the event of a line."""
        raise NotImplementedError

    def woman(self, text: str) -> Attendee | None:
        """Return the member a field names, None when it names nobody."""
        try:
            return find_member(text, self.opening) if text else None
        except BadText:
            return None

    def _said_member(self, text: str) -> str:
        woman = find_member(text, self.opening)
        return f"{woman.code} · {woman.name}"


def find_member(text: str, opening: Opening) -> Attendee:
    """Return the member a number or a name says. Raises BadText when nobody or several fit."""
    typed = text.strip()
    by_code = next((woman for woman in opening.attendees if woman.code == typed), None)
    if by_code is not None:
        return by_code
    known = (each for each in opening.facts.members() if each.code == typed)
    gone = next(known, None)
    if gone is not None and gone.status != "active":
        raise BadText(
            N_("{name}, no. {text}, is no longer in the group. Type another's number."),
            text=typed,
            name=gone.name,
        )
    scores = {woman.code: names.matches(typed, woman.name) for woman in opening.attendees}
    best = max(scores.values(), default=0)
    near = [woman for woman in opening.attendees if best and scores[woman.code] == best]
    if len(near) == 1:
        return near[0]
    sentence = (
        N_("{text} may be {found}. Type her number.")
        if near
        else N_("{text}: nobody in this group. Type her number or her first name.")
    )
    found = ", ".join(f"{woman.code} {woman.name}" for woman in near[:4])
    raise BadText(sentence, text=text, found=found)


def find_members(text: str, opening: Opening) -> list[str]:
    """Return the members that numbers say, parted by spaces or commas, or one name; 0 is nobody."""
    if text.strip() == "0":
        return []
    typed = re.split(r"[\s,;]+", text.strip()) if re.search(r"\d", text) else [text]
    return [find_member(part, opening).code for part in typed if part]

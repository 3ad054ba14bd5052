"""Other money of a meeting: a line of any kind the group's rules know (package `sheet_lines`)."""

from collections.abc import Mapping, Sequence
from typing import Any

from coop_ledger.amounts import BadText
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_, translate
from ui.presenters.meeting_lines import Lines, Values
from ui.presenters.meeting_opening import Opening
from ui.presenters.sheet_lines import LINES
from ui.presenters.sheet_lines.line import CHOICE, FRANCS, SheetLine, chosen


class Others(Lines):
    """Lines that first say what they are, then what their kind asks."""

    key = "other"

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self._kinds = {line.kind: line(opening) for line in LINES}

    def kind(self, values: Values) -> SheetLine | None:
        """Return what knows a line of this kind, None while none is typed."""
        line = self._kinds.get(values.get("kind", ""))
        if line is not None:
            line.above = self.above
        return line

    def _choices(self) -> dict[str, str]:
        return {
            code: translate(line.name) for code, line in self._kinds.items() if line.is_offered()
        }

    def _kind_named(self, text: str) -> str:
        # A line typed before the rules changed still is what it was.
        found = text if text in self._kinds else chosen(text, self._choices())
        if found is None:
            raise BadText(
                N_("{text} is none of these. Type the first letter: {choices}."),
                text=text,
                choices=" · ".join(self._choices().values()),
            )
        return found

    def fields(self, values: Values) -> tuple[str, ...]:
        """Return the fields of a line of this kind."""
        line = self.kind(values)
        return ("kind", *line.fields(values)) if line else ("kind",)

    def title(self, field: str, values: Values) -> str:
        """Return what a field asks."""
        line = self.kind(values)
        return translate(N_("What")) if field == "kind" or not line else line.title(field, values)

    def is_francs(self, field: str, values: Values) -> bool:
        """Return whether a field is an amount of money."""
        line = self.kind(values)
        return line is not None and field != "kind" and line.read_as(field, values) == FRANCS

    def is_named(self, field: str, values: Values) -> bool:
        """Return whether a field is chosen by words."""
        line = self.kind(values)
        return field == "kind" or (line is not None and line.read_as(field, values) == CHOICE)

    def read(self, field: str, text: str, values: Values) -> str:
        """Return a field as it is shown. Raises BadText."""
        line = self.kind(values)
        if field == "kind" or line is None:
            return translate(self._kinds[self._kind_named(text)].name)
        return line.read(field, text, values)

    def kept(self, field: str, text: str, values: Values) -> str:
        """Return the code of a kind, a member or a choice."""
        line = self.kind(values)
        if field == "kind" or line is None:
            return self._kind_named(text)
        return line.kept(field, text, values)

    def proposal(self, field: str, values: Values, taken: Sequence[str]) -> str:
        """Return what is likely meant."""
        line = self.kind(values)
        return line.proposal(field, values) if line and field != "kind" else ""

    def explain(self, field: str, text: str, values: Values) -> str:
        """Return the choices, or what she has."""
        line = self.kind(values)
        if field == "kind" or line is None:
            return " · ".join(self._near(text))
        return line.explain(field, text, values)

    def _near(self, text: str) -> list[str]:
        """Return the kinds that what is typed may mean, the one it means first; all for nothing."""
        choices, near = self._choices(), []
        while (found := chosen(text, choices)) is not None:
            near.append(choices.pop(found))
        return near or list(choices.values())

    def usual(self, field: str, values: Values) -> Sequence[int]:
        """Return the usual amounts of a field."""
        line = self.kind(values)
        return line.usual(field, values) if line and field != "kind" else ()

    def event(self, values: Values) -> dict[str, Any] | None:
        """Return what happened, None while something is missing."""
        line = self.kind(values)
        return line.event(values) if line and line.is_complete(values) else None

    def cash(self, event: Mapping[str, Any], values: Values) -> Mapping[str, int]:
        """Return what an event does to the boxes, as far as the book can say by now."""
        try:
            return self.opening.moved(event)
        except Refusal:  # it rests on what was typed above: a fine of today, shares bought today
            line = self.kind(values)
            return line.cash(event) if line else {}

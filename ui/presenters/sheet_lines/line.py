"""One kind of line of the "other" money of a meeting: what it asks, and the event it makes.

A new kind is a module beside this one with one class, and one line in `LINES` (`__init__.py`);
nothing else of the sheet changes. The shortest there is:

    class Expense(SheetLine):
        kind, name, event_type = "expense", N_("Expense"), "expense_paid"
        asks = ("fund", "amount", "text")

Its kind is chosen by its first letters, its fields are typed one after the other, its texts
are kept in the meeting's draft, it is tried out on the book as soon as it is complete, and it
stands in the sheet in the order typed. What must be said of it:

    kind         a short code of its own, kept in the draft
    name         what the treasurer chooses it by, marked with N_
    event_type   the event it makes, which must have in_meeting = True
    asks         its fields in the order they are typed; fields() where they depend on others
    reads        how each field is read: FRANCS, COUNT, MEMBER, MEMBERS, CHOICE, DAY or WORDS.
                 "member", "fund", "amount" and "text" are known
    titles       what each field asks, marked with N_; the four above are known
    optional     fields that may stay empty
    is_offered   whether this group's rules know it; it is then not even proposed
    choices      what a CHOICE may be: its codes and their words
    event        the event's own fields; those of the four known ones are filled in by themselves
    cash         what it does to the boxes, asked only while the book would still refuse it

`opening` says what is so: the rules, the facts, who is there to come, the boxes; `above` what
the sheet says before the line, as events.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from coop_ledger import names
from coop_ledger.amounts import BadText, parse_amount, parse_count, parse_day
from coop_ledger.i18n import N_, day, fill, money, number, translate
from ui.presenters.meeting_lines import Values, find_member, find_members
from ui.presenters.meeting_opening import Attendee, Opening, fund_title

FRANCS, COUNT, MEMBER, MEMBERS, CHOICE, DAY, WORDS = (
    "francs",
    "count",
    "member",
    "members",
    "choice",
    "day",
    "words",
)

# What the book refuses of a line as it stands, under this name among its values: a field that
# is only asked for then. The sheet says it: what a line rests on may be typed above it. What may
# be overruled is a concern besides.
REFUSED, CONCERN = "refused", "concern"

_KNOWN_READS = {"member": MEMBER, "fund": CHOICE, "amount": FRANCS}
_KNOWN_TITLES = {
    "member": N_("Member"),
    "fund": N_("Fund"),
    "amount": N_("Amount"),
    "text": N_("What for"),
}


class SheetLine:
    """One kind of line; see the module's words for what to say of it."""

    kind: ClassVar[str]
    name: ClassVar[str]
    event_type: ClassVar[str]
    asks: ClassVar[tuple[str, ...]] = ()
    reads: ClassVar[Mapping[str, str]] = {}
    titles: ClassVar[Mapping[str, str]] = {}
    optional: ClassVar[frozenset[str]] = frozenset({"fund"})
    above: Sequence[Mapping[str, Any]] = ()

    def __init__(self, opening: Opening) -> None:
        self.opening = opening

    # -- what it asks -------------------------------------------------------------------------------

    def is_offered(self) -> bool:
        """Return whether the rules of this group know such lines."""
        return True

    def fields(self, values: Values) -> tuple[str, ...]:
        """Return the fields that matter, given what is typed; a choice of one is no question."""
        alone = len(self.opening.rules.funds) == 1
        return tuple(field for field in self.asks if not (alone and field == "fund"))

    def title(self, field: str, values: Values) -> str:
        """Return what a field asks."""
        return translate(self.titles.get(field) or _KNOWN_TITLES[field])

    def read_as(self, field: str, values: Values) -> str:
        """Return how a field is read: FRANCS, COUNT, MEMBER, MEMBERS, CHOICE, DAY or WORDS."""
        return self.reads.get(field) or _KNOWN_READS.get(field, WORDS)

    def choices(self, field: str, values: Values) -> Mapping[str, str]:
        """Return what a choice may be: codes and their words in the reader's language."""
        return {fund: fund_title(fund) for fund in self.opening.rules.funds}

    def proposal(self, field: str, values: Values) -> str:
        """Return what Enter takes in an empty field."""
        return fund_title(self.opening.rules.first_fund) if field == "fund" else ""

    def usual(self, field: str, values: Values) -> Sequence[int]:
        """Return the usual amounts of a field: far from them, one is asked again."""
        return ()

    def explain(self, field: str, text: str, values: Values) -> str:
        """Return the grey line under what is typed: the choices, or what she has."""
        if self.read_as(field, values) == CHOICE:
            return ", ".join(self.choices(field, values).values())
        woman = self.woman(text if field == "member" else values.get("member", ""))
        if woman is None or field not in {"member", "amount"}:
            return ""
        return fill(
            translate(N_("saved {saved:money} · fines owed {fines:money}")),
            saved=woman.seen,
            fines=woman.fines_owed,
        )

    # -- what is typed ------------------------------------------------------------------------------

    def read(self, field: str, text: str, values: Values) -> str:
        """Return a field as it is shown. Raises BadText."""
        match self.read_as(field, values):
            case "francs":
                return money(parse_amount(text, arithmetic=True))
            case "count":
                return number(parse_count(text))
            case "member":
                woman = find_member(text, self.opening)
                return f"{woman.code} · {woman.name}"
            case "members":
                return " ".join(find_members(text, self.opening)) or "0"
            case "choice":
                return self.choices(field, values)[self._chosen(field, text, values)]
            case "day":
                return day(parse_day(text, self.opening.today))
        return text.strip()

    def kept(self, field: str, text: str, values: Values) -> str:
        """Return a text that was read as it is kept: the same whatever the language."""
        match self.read_as(field, values):
            case "member":
                return find_member(text, self.opening).code
            case "choice":
                return self._chosen(field, text, values)
            case "day":
                return parse_day(text, self.opening.today).isoformat()
        return text

    def _chosen(self, field: str, text: str, values: Values) -> str:
        choices = self.choices(field, values)
        found = chosen(text, choices)
        if found is not None:
            return found
        sentence = (
            N_("{text} is no fund of this group. There are {choices}.")
            if field == "fund"
            else N_("{text} is none of these. Type the first letter: {choices}.")
        )
        raise BadText(sentence, text=text, choices=", ".join(choices.values()))

    def woman(self, text: str) -> Attendee | None:
        """Return the member a text names, None when it names nobody."""
        try:
            return find_member(text, self.opening) if text else None
        except BadText:
            return None

    def amount(self, values: Values, field: str = "amount") -> int:
        """Return the francs typed in a field. Raises BadText."""
        return parse_amount(values[field], arithmetic=True)

    def fund(self, values: Values) -> str:
        """Return the fund chosen, the first one unless said."""
        typed = values.get("fund")
        return self._chosen("fund", typed, values) if typed else self.opening.rules.first_fund

    # -- what it comes to ---------------------------------------------------------------------------

    def is_complete(self, values: Values) -> bool:
        """Return whether nothing that must be said is missing."""
        wanted = (field for field in self.fields(values) if field not in self.optional)
        return all(values.get(field) for field in wanted)

    def event(self, values: Values) -> dict[str, Any]:
        """Return the event of a complete line. Raises BadText."""
        event: dict[str, Any] = {"event": self.event_type}
        for field in self.asks:
            if field == "fund":
                event["fund"] = self.fund(values)
            elif field == "member":
                event["member"] = find_member(values["member"], self.opening).code
            elif field == "amount":
                event["amount"] = self.amount(values)
            elif field == "text" and values.get("text"):
                event["text"] = values["text"]
        return event

    def cash(self, event: Mapping[str, Any]) -> Mapping[str, int]:
        """Return what each box gains or loses by an event that rests on what stands above it."""
        return {event.get("fund") or self.opening.rules.first_fund: -event["amount"]}


def chosen(text: str, choices: Mapping[str, str]) -> str | None:
    """Return the code a text says: itself, or the first letters of its words; None if none.

    The beginning of the words comes before the beginning of one among them.
    """
    if text in choices:
        return text
    wanted = names.search_key(text)
    if not wanted:
        return None
    keys = {code: names.search_key(words) for code, words in choices.items()}
    begun = [code for code, key in keys.items() if key.startswith(wanted)]
    within = [code for code, key in keys.items() if re.search(rf"\b{re.escape(wanted)}", key)]
    return next(iter([*begun, *within]), None)

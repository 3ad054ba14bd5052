"""One column of a meeting sheet, and who came: the column of letters that the others look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from coop_ledger.amounts import BadText, Unusual, parse_amount
from coop_ledger.i18n import N_, fill, money, pgettext, translate
from coop_ledger.names import clean_name
from ui.presenters.meeting_opening import Attendee, Opening

Event = Mapping[str, Any]
NOTHING = frozenset({"0", "-", "–", "−"})


@dataclass(frozen=True, slots=True)
class Meant:
    """What a cell or a line comes to.

    `figure` is what its column adds up, `brought` the francs she put on the table, `cash` what
    each fund's box gains or loses.
    """

    shown: str
    events: tuple[Event, ...] = ()
    figure: int = 0
    brought: int = 0
    cash: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """A small figure beside a cell: what she owes of before (−150) or brought ahead (+200)."""

    text: str = ""
    ink: str = ""


PLAIN = Note()


def note_of(owed: int, said: str) -> Note:
    """Return the note of what is owed, or brought ahead where it is below nothing."""
    if not owed:
        return PLAIN
    return Note(f"\N{MINUS SIGN}{said}", "warning") if owed > 0 else Note(f"+{said}", "success")


class Column:
    """One heading of the sheet, for every member."""

    key: str
    # "letter", "count" or "money"
    kind: ClassVar[str] = "money"

    def __init__(self, opening: Opening) -> None:
        self.opening = opening

    @property
    def title(self) -> str:
        """The heading."""
        raise NotImplementedError

    @property
    def step(self) -> str:
        """The name of this part of the meeting."""
        return self.title

    def read(self, woman: Attendee, text: str, attendance: str) -> Meant:
        """Return what a text means. Raises BadText or Refusal."""
        raise NotImplementedError

    def proposal(self, woman: Attendee, attendance: str) -> str:
        """Return what Enter takes in an empty cell."""
        return ""

    def whole(self, woman: Attendee, attendance: str) -> str:
        """Return what Tab takes in an empty cell, "" where it is what Enter takes."""
        return ""

    def note(self, woman: Attendee, figure: int | None = None) -> Note:
        """Return the small figure beside her cell; `figure` is what is typed in it."""
        return PLAIN

    def kept(self, text: str) -> str:
        """Return a text that was read as it is kept: the same whatever the language."""
        return text

    def typed(self, text: str) -> str:
        """Return a kept text as it stands in an editor."""
        return text

    def is_freed(self, woman: Attendee, text: str, before: str, after: str) -> bool:
        """Return whether a text was only there for how she came, which was mistaken.

        Another figure than was proposed was typed on purpose: it stays.
        """
        given = after in AWAY and before not in AWAY
        return given and same_amount(text, self.proposal(woman, before))

    def may_edit(self, woman: Attendee) -> bool:
        """Return whether there is anything to type for her."""
        return True

    def explain(self, woman: Attendee, text: str, attendance: str) -> str:
        """Return the grey line under what is typed."""
        return ""

    def usual(self, woman: Attendee) -> Sequence[int]:
        """Return her last amounts under this heading, oldest first."""
        return self.opening.recent.get((self.key, woman.code), ())

    def doubt(self, woman: Attendee, amount: int) -> Unusual | None:
        """Return what to ask where an amount is far from what is asked of her."""
        return None

    def _meant(self, woman: Attendee, amount: int, *events: Event) -> Meant:
        cash: dict[str, int] = {}
        for event in events:
            for fund, moved in self.opening.moved(event).items():
                cash[fund] = cash.get(fund, 0) + moved
        return Meant(money(amount), events, amount, amount, cash)


NONE_GIVEN = Meant("0")


def same_amount(text: str, other: str) -> bool:
    """Return whether two texts say the same amount: "1000" and "1 000"."""
    try:
        return bool(other) and parse_amount(text) == parse_amount(other)
    except BadText:
        return text == other


# -- who came ------------------------------------------------------------------------------------

WORDS = ("present", "represented", "excused", "absent", "late")
CAME = frozenset({"present", "represented", "late"})
AWAY = frozenset({"excused", "absent"})
TINTS = {
    "present": "success",
    "represented": "info",
    "excused": "info",
    "absent": "error",
    "late": "warning",
}


def letter_of(word: str) -> str:
    """Return the letter of an attendance, in the reader's language."""
    return {
        "present": pgettext("letter of attendance: present", "P"),
        "represented": pgettext("letter of attendance: represented", "R"),
        "excused": pgettext("letter of attendance: excused", "E"),
        "absent": pgettext("letter of attendance: absent", "A"),
        "late": pgettext("letter of attendance: late", "L"),
    }[word]


class Attendance(Column):
    """One key a member: P R E A T, where T is the late one (L in English).

    After an R, the name of who came in her place may be typed: "R Oumou".
    """

    key = "attendance"
    kind = "letter"

    @property
    def title(self) -> str:
        """The heading."""
        return translate(N_("Present"))

    @property
    def step(self) -> str:
        """The name of this part of the meeting."""
        return translate(N_("Attendance"))

    def word(self, text: str) -> str:
        """Return the attendance a text says, "present" when it says nothing. Raises BadText."""
        typed, _space, who = text.strip().partition(" ")
        if not typed:
            return "present"
        if who and typed.upper() not in {"REPRESENTED", letter_of("represented")}:
            typed = text.strip()
        if typed in WORDS:
            return typed
        letter = typed.upper()
        found = [word for word in WORDS if letter_of(word) == letter]
        if letter in {"T", "L"}:
            found.append("late")
        if not found:
            raise BadText(
                N_(
                    "{text} is no attendance. Type {present}, {represented}, {excused}, {absent} "
                    "or {late}: present, represented, excused, absent, late."
                ),
                text=text,
                **{word: letter_of(word) for word in WORDS},
            )
        return found[0]

    def kept(self, text: str) -> str:
        """Return the word of an attendance, and after it who came in her place; "" for present."""
        word, who = self.word(text), text.strip().partition(" ")[2].strip()
        if word == "present":
            return ""
        return f"{word} {clean_name(who)}" if who else word

    def typed(self, text: str) -> str:
        """Return the letter, and after it who came in her place."""
        word, _space, who = text.partition(" ")
        return f"{letter_of(word)} {who}".strip() if word else ""

    def explain(self, woman: Attendee, text: str, attendance: str) -> str:
        """Return how to say who came in her place."""
        letter = letter_of("represented")
        if not text.strip().upper().startswith(letter):
            return ""
        return fill(translate(N_("after {letter}, the name of who came for her")), letter=letter)

    def read(self, woman: Attendee, text: str, attendance: str) -> Meant:
        """Return her letter; the figure counts who is there."""
        word = self.word(text)
        return Meant(letter_of(word), figure=int(word in CAME))

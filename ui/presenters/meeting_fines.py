"""The column of fines: charged by attendance or by name, paid now or owed."""

from collections.abc import Sequence
from typing import Any

from coop_ledger import names
from coop_ledger.amounts import BadText, parse_amount
from coop_ledger.book.questions.common import fine_name
from coop_ledger.i18n import N_, fill, money, translate
from ui.presenters.meeting_column import (
    AWAY,
    NONE_GIVEN,
    NOTHING,
    Column,
    Event,
    Meant,
    Note,
    note_of,
    same_amount,
)
from ui.presenters.meeting_opening import Attendee

PAID, OWED = "+", "-"


class Fine(Column):
    """What she pays of fines; a minus after the amount says that she owes it instead.

    The rules' fine for being late or absent is proposed, and Ctrl+D charges it to everyone it
    applies to. Another one is typed by the beginning of its name. What a woman who is not there
    is fined is owed, unless a plus says that it was sent along.
    """

    key = "fine"

    @property
    def title(self) -> str:
        """The heading."""
        return translate(N_("Fine"))

    @property
    def step(self) -> str:
        """The name of this part of the meeting."""
        return translate(N_("Fines"))

    def asked(self, attendance: str) -> int:
        """Return the catalogue's fine for an attendance, in francs."""
        return self.opening.rules.fines.get(attendance, 0) if attendance != "present" else 0

    def proposal(self, woman: Attendee, attendance: str) -> str:
        """Return today's fine, and with it what she still owes if she is there."""
        asked = self.asked(attendance)
        if attendance not in AWAY:
            asked += woman.fines_owed
        return money(asked) if asked else ""

    def note(self, woman: Attendee, figure: int | None = None) -> Note:
        """Return what she owes of before, while nothing is typed for it."""
        owed = woman.fines_owed if figure is None else 0
        return note_of(owed, money(owed))

    def read(self, woman: Attendee, text: str, attendance: str) -> Meant:
        """Return a fine charged, paid, or both."""
        if text.strip() in NOTHING:
            return NONE_GIVEN
        amount, paid, named = self._typed(text, attendance)
        if not paid:
            charged = self._charge(woman, amount, named or self._kind(amount, attendance))
            self.opening.moved(charged)
            return Meant(f"({money(amount)})", (charged,))
        event: Event = {"event": "fine_paid", "member": woman.code, "amount": amount}
        if not woman.fines_owed:
            kind = named or self._kind(amount, attendance)
            return self._meant(woman, amount, {**event, "kind": kind})
        # An old fine is paid first by the rules: today's must be owed before it can be paid.
        today = amount if named else max(self.asked(attendance), amount - woman.fines_owed)
        charged = self._charge(woman, today, named or self._kind(today, attendance))
        cash = self._by_fund(woman, amount, today)
        first = self.opening.rules.first_fund
        paid_to = [
            {**event, "amount": part, **({} if fund == first else {"fund": fund})}
            for fund, part in cash.items()
        ]
        events = (charged, *paid_to) if today else tuple(paid_to)
        return Meant(money(amount), events, amount, amount, cash)

    def _by_fund(self, woman: Attendee, amount: int, today: int) -> dict[str, int]:
        """Return what goes to each fund she owes: the first one, where today's fine is, before."""
        first = self.opening.rules.first_fund
        rooms = {first: 0, **woman.dues}
        rooms[first] += today
        parts, rest = {}, amount
        for fund, room in rooms.items():
            parts[fund] = min(rest, room)
            rest -= parts[fund]
        parts[first] += rest  # more than she owes: the book says so
        return {fund: part for fund, part in parts.items() if part}

    def kept(self, text: str) -> str:
        """Return a fine typed by its name with its own code: the same whatever the language."""
        name, amount, sign = _parts(text)
        return f"{self._named(name)} {amount}{sign}".strip() if name else text

    def typed(self, text: str) -> str:
        """Return the text to put in an editor: the fine in the reader's words."""
        name, amount, sign = _parts(text)
        return f"{fine_name(name)} {amount}{sign}".strip() if name else text

    def _typed(self, text: str, attendance: str) -> tuple[int, bool, str]:
        """Return the amount, whether it is paid now, and the fine it is where it was named."""
        name, amount, sign = _parts(text)
        paid = sign == PAID if sign else attendance not in AWAY
        named = self._named(name) if name else ""
        if named and not amount:
            asked = self.opening.rules.fines[named]
            if asked:
                return asked, paid, named
            raise BadText(
                N_("How much is the fine for {fine}? Type the amount after its name."),
                fine=fine_name(named),
            )
        return parse_amount(amount, arithmetic=True), paid, named

    def _named(self, text: str) -> str:
        fines = self.opening.rules.fines
        if text in fines:
            return text
        wanted = names.search_key(text)
        for kind in fines:
            if wanted and names.search_key(fine_name(kind)).startswith(wanted):
                return kind
        raise BadText(
            N_("{text} is no fine of this group. There are {fines}."),
            text=text,
            fines=", ".join(map(fine_name, fines)) or "–",
        )

    def _kind(self, amount: int, attendance: str) -> str:
        fines = self.opening.rules.fines
        if attendance in fines and attendance != "present":
            return attendance
        return next((kind for kind, asked in fines.items() if asked == amount), "other")

    def _charge(self, woman: Attendee, amount: int, kind: str) -> dict[str, Any]:
        return {"event": "fine_charged", "member": woman.code, "kind": kind, "amount": amount}

    def explain(self, woman: Attendee, text: str, attendance: str) -> str:
        """Return whether it is paid or owed, and how to say the other."""
        try:
            amount, paid, named = self._typed(text, attendance)
        except BadText:
            amount, paid, named = 0, attendance not in AWAY, ""
        sentence = (
            N_("paid now · type {amount:money}- if she still owes it")
            if paid
            else N_("owed, not paid · type {amount:money}+ if the money was sent")
        )
        said = fill(translate(sentence), amount=amount or self.asked(attendance) or 50)
        if named:
            said = f"{fine_name(named)} · {said}"
        if not woman.fines_owed:
            return said
        owes = fill(translate(N_("she owes {owed:money} of before")), owed=woman.fines_owed)
        return f"{owes} · {said}"

    def usual(self, woman: Attendee) -> Sequence[int]:
        """Return the catalogue: a fine is asked about when it is no fine of the rules."""
        return sorted(self.opening.rules.fines.values())

    def is_freed(self, woman: Attendee, text: str, before: str, after: str) -> bool:
        """Return whether a fine was only there for how she came, and she did not come so."""
        asked = self.proposal(woman, before)
        return same_amount(text, asked) and asked != self.proposal(woman, after)


def _parts(text: str) -> tuple[str, str, str]:
    """Return the name, the amount and the sign of what is typed: "téléphone 200-"."""
    typed, sign = text.strip(), ""
    if typed[-1:] in {"-", "−", "+"} and len(typed) > 1:
        sign = PAID if typed[-1] == PAID else OWED
        typed = typed[:-1].strip()
    if typed.startswith("(") and typed.endswith(")"):
        typed, sign = typed[1:-1], OWED
    if not typed[:1].isalpha():
        return "", typed, sign
    first = next((at for at, letter in enumerate(typed) if letter.isdigit()), len(typed))
    return typed[:first].strip(), typed[first:], sign

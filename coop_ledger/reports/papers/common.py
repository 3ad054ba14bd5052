"""What all papers share: the letterhead, the codes, words for sums, who signs."""

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from coop_ledger import i18n, spoken, terms
from coop_ledger.i18n import N_, _, fill, money, ngettext
from coop_ledger.reports.document import A4, Block, Document, Foot, Head, PaperSize, Signer
from coop_ledger.reports.grid import figure

__all__ = ["figure"]

# Crockford's alphabet: no I, L, O or U, so that a code read aloud is not misheard.
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_SHORT: Final = 4
CODE_A5: Final = 8
CODE_LONG: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who speaks on a paper, about which time, and what the paper rests on.

    `fingerprint` is the hash of the entry it rests on, `rests_on` names it
    ("meeting no. 52"). `officers` gives the name of each office's holder.
    """

    group: str
    name: str
    place: str
    kind: str
    members: int
    cycle: str
    opened: datetime.date | None
    ends: datetime.date | None
    fingerprint: str
    rests_on: str
    printed_at: datetime.datetime
    printed_by: str
    officers: Mapping[str, str] = field(default_factory=dict)


def document(
    paper: str,
    title: str,
    letterhead: Letterhead,
    blocks: list[Block],
    *,
    size: PaperSize = A4,
    sheet_title: tuple[str, str] = ("", ""),
    scanned: bool = True,
    place_note: str = "",
    period: str = "",
    code_length: int = 0,
) -> Document:
    """A paper of this group: its blocks between the head and the foot that every page carries."""
    small = min(size.width, size.height or size.width) < A4.width
    length = code_length or (CODE_A5 if small else CODE_LONG)
    code = control_code(letterhead.fingerprint, length)
    scan = f"{letterhead.group}|{paper}|{code.replace(' ', '')}" if scanned else ""
    name, note = sheet_title
    return Document(
        paper=paper,
        title=f"{title} · {letterhead.name}",
        size=size,
        language=i18n.language(),
        head=Head(
            name=letterhead.name,
            place=_place(letterhead, small=small, note=place_note),
            cycle=cycle_line(letterhead),
            period=period or period_line(letterhead),
            emblem="soap" if letterhead.kind == "cooperative" else "box",
            title=name,
            title_note=note,
            qr=scan,
        ),
        foot=Foot(code=code, rests_on=letterhead.rests_on, printed=printed_line(letterhead)),
        blocks=tuple(blocks),
    )


def _place(letterhead: Letterhead, *, small: bool, note: str) -> str:
    """A small sheet has room for the place only."""
    return (small and letterhead.place) or place_line(letterhead, note=note)


# -- the head and the foot -------------------------------------------------------------------------


def place_line(letterhead: Letterhead, *, note: str = "") -> str:
    """What the group is, where, and how many members it has."""
    kind = _("Cooperative") if letterhead.kind == "cooperative" else _("Savings group")
    members = fill(
        ngettext("{members:number} member", "{members:number} members", letterhead.members),
        members=letterhead.members,
    )
    parts = [kind, letterhead.place, members if letterhead.members else "", note]
    return " · ".join(part for part in parts if part)


def cycle_line(letterhead: Letterhead) -> str:
    """The cycle by its name, and by its years when the name is only a number."""
    if not letterhead.cycle:
        return ""
    return fill(_("Cycle {cycle}"), cycle=letterhead.cycle)


def period_line(letterhead: Letterhead) -> str:
    """The days the cycle runs between."""
    if letterhead.opened and letterhead.ends:
        return between(letterhead.opened, letterhead.ends)
    if letterhead.opened:
        return fill(_("since {day:day}"), day=letterhead.opened)
    return ""


def between(start: datetime.date, end: datetime.date) -> str:
    """Two days as a period."""
    return fill(_("from {start:day} to {end:day}"), start=start, end=end)


def printed_line(letterhead: Letterhead) -> str:
    """When the paper was printed, and by whom."""
    at = letterhead.printed_at
    if letterhead.printed_by:
        return fill(
            _("Printed on {day:day} at {clock:clock} by {name}"),
            day=at,
            clock=at,
            name=letterhead.printed_by,
        )
    return fill(_("Printed on {day:day} at {clock:clock}"), day=at, clock=at)


def reprinted_line(letterhead: Letterhead) -> str:
    """When a duplicate was printed, and by whom."""
    at = letterhead.printed_at
    if letterhead.printed_by:
        return fill(
            _("reprinted on {day:day} at {clock:clock} by {name}"),
            day=at,
            clock=at,
            name=letterhead.printed_by,
        )
    return fill(_("reprinted on {day:day} at {clock:clock}"), day=at, clock=at)


def moment(at: datetime.datetime) -> str:
    """A day and an hour in figures."""
    return fill(_("{day:day} {clock:clock}"), day=at, clock=at)


def control_code(fingerprint: str, length: int) -> str:
    """The first characters of a fingerprint (hexadecimal), in groups of four, to compare by eye."""
    digits = int(fingerprint or "0", 16) >> max(0, 4 * len(fingerprint) - 5 * length)
    letters = [_ALPHABET[digits >> (5 * place) & 31] for place in reversed(range(length))]
    code = "".join(letters)
    return " ".join(code[start : start + 4] for start in range(0, length, 4))


def own_code(fingerprint: str, *parts: object) -> str:
    """Four characters that belong to one slip or receipt of an entry."""
    text = "|".join([fingerprint, *(str(part) for part in parts)])
    return control_code(hashlib.sha256(text.encode()).hexdigest(), CODE_SHORT)


# -- sums ------------------------------------------------------------------------------------------


def words(amount: int) -> str:
    """An amount in words, in the language of the paper; its unit is not broken off."""
    text = spoken.francs_in_words(amount, i18n.language())
    return text.replace(" CFA", "\u00a0CFA")


def words_capital(amount: int) -> str:
    """An amount in words at the beginning of a line."""
    text = words(amount)
    return text[:1].upper() + text[1:]


def in_dorome(amount: int) -> str:
    """The amount as the room counts it, in fives; nothing when five does not divide it."""
    if amount <= 0 or amount % spoken.FRANCS_PER_DOROME:
        return ""
    return f"{money(amount // spoken.FRANCS_PER_DOROME)}\u00a0dɔrɔmɛ"


def fund_name(fund: str) -> str:
    """A fund by the name the group uses."""
    return str(terms.fund(fund))


def name_of(name: str, nickname: str) -> str:
    """A member's name with the word that tells namesakes apart."""
    return f"{name} ({nickname})" if nickname else name


# -- who signs -------------------------------------------------------------------------------------

ROLES: Final[Mapping[str, str]] = {
    "president": N_("President"),
    "treasurer": N_("Treasurer"),
    "secretary": N_("Secretary"),
    "key_holder": N_("Key-holder"),
    "counter": N_("Money counter"),
    "witness": N_("Witness of the assembly"),
    "supervisor": N_("Supervisory committee"),
}


def signers(letterhead: Letterhead, *offices: str) -> tuple[Signer, ...]:
    """One frame for each office; a name that the book does not know is left to be written."""
    return tuple(
        Signer(role=i18n.translate(ROLES[office]), name=letterhead.officers.get(office, ""))
        for office in offices
    )

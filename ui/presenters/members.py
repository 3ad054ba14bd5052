"""The list of members, and what is typed about one of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coop_ledger import names
from coop_ledger.amounts import BadText
from coop_ledger.book.questions.answers import MemberLine
from coop_ledger.book.questions.people import Person
from coop_ledger.domain.joining import Joining
from coop_ledger.i18n import N_, _, fill, ngettext, translate
from coop_ledger.names import clean_name, clean_note, clean_phone, search_key
from coop_ledger.reports.catalogue.life import STATUS
from coop_ledger.table import Column, Emphasis, Kind, Row, Table

OFFICES = {
    "": N_("no office"),
    "president": N_("President"),
    "secretary": N_("Secretary"),
    "treasurer": N_("Treasurer"),
    "counter": N_("Money counter"),
    "key_holder": N_("Key-holder"),
}
SEXES = {"": N_("not said"), "female": N_("woman"), "male": N_("man")}

WHICH = {"active": N_("Members"), "gone": N_("Who left"), "": N_("Everyone")}


def listed(lines: Sequence[MemberLine], which: str) -> list[MemberLine]:
    """Return the members to list: the active ones, those who left, or everyone."""
    if not which:
        return list(lines)
    return [line for line in lines if (line.status == "active") == (which == "active")]


def joining_words(found: Joining) -> str:
    """Return what a woman who joins today must know; "" where no cycle is under way."""
    if not found.in_cycle or found.cycle is None:
        return ""
    words = {
        "open": _(
            "Cycle {cycle} is under way ({n:number} meetings): she pays like the others from "
            "now on."
        ),
        "refused": _(
            "Cycle {cycle} is under way: by the rules nobody joins before the next one, after "
            "{ends:day}."
        ),
        "catch_up": _(
            "Cycle {cycle} is under way ({n:number} meetings): she brings {least:francs} to catch "
            "up."
        ),
        "current_value": _(
            "Cycle {cycle} is under way ({n:number} meetings): what she brings counts at its "
            "present value."
        ),
    }[found.rule]
    if found.rule == "current_value" and found.share is not None:
        words = _(
            "Cycle {cycle} is under way ({n:number} meetings): a share costs her {share:francs} "
            "today."
        )
    return fill(
        words,
        cycle=found.cycle.code,
        n=found.meetings,
        ends=found.cycle.ends,
        least=found.least,
        share=found.share or 0,
    )


@dataclass(frozen=True, slots=True)
class Offered:
    """A woman known elsewhere in the book, as a picker needs her."""

    member: str
    name: str
    nickname: str
    phone: str


def offered(found: Iterable[Person]) -> list[Offered]:
    """Return who may be entered without typing, with the group where she is known."""
    return [
        Offered(
            person.reference, f"{person.name}, {person.group_name}", person.nickname, person.phone
        )
        for person in found
    ]


def office_name(office: str) -> str:
    """Return an office in words, "" for none."""
    return translate(OFFICES[office]) if office else ""


def found_by(query: str, lines: Sequence[MemberLine]) -> list[MemberLine]:
    """Return the members that may be meant, likeliest first; all of them without a query."""
    return names.rank(query, lines)


def table_of(lines: Iterable[MemberLine]) -> Table:
    """Return members as a table, with what they come to."""
    shown = list(lines)
    rows = [
        Row(
            (
                line.member,
                f"{line.name} ({line.nickname})" if line.nickname else line.name,
                _office_or_status(line),
                line.shares or None,
                line.savings or None,
                line.loans_owed or None,
                line.fines_owed or None,
            ),
            origin=f"member:{line.member}",
        )
        for line in shown
    ]
    words = ngettext("{n:number} member", "{n:number} members", len(shown))
    total = Row(
        (
            None,
            fill(words, n=len(shown)),
            None,
            sum(line.shares for line in shown),
            sum(line.savings for line in shown),
            sum(line.loans_owed for line in shown),
            sum(line.fines_owed for line in shown),
        ),
        Emphasis.TOTAL,
    )
    return Table(
        title=_("Members"),
        columns=(
            Column("member", _("No."), Kind.CODE),
            Column("name", _("Member")),
            Column("office", _("Office")),
            Column("shares", _("Shares"), Kind.NUMBER),
            Column("savings", _("Savings"), Kind.MONEY),
            Column("loans_owed", _("Loan due"), Kind.MONEY),
            Column("fines_owed", _("Fines due"), Kind.MONEY),
        ),
        rows=(*rows, total) if rows else (),
    )


def _office_or_status(line: MemberLine) -> str:
    if line.left_on is None:
        return office_name(line.office)
    return fill(_("{status} on {day:day}"), status=translate(STATUS[line.status]), day=line.left_on)


def next_code(lines: Iterable[MemberLine]) -> str:
    """Return the first number after all those given."""
    numbers = [int(line.member) for line in lines if line.member.isdigit()]
    return str(max(numbers, default=0) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What was typed on a member's card."""

    member: str
    name: str
    nickname: str
    phone: str
    sex: str
    office: str
    next_of_kin: str = ""
    next_of_kin_phone: str = ""
    birth_year: int | None = None
    same_as: str = ""
    catch_up: int | None = None


def cleaned(card: Card, others: Iterable[MemberLine]) -> Card:
    """Return the card fit to be recorded.

    Raises:
        BadText: a field cannot be kept, or another member of this name is there and no word
            tells them apart; `field` names it.
    """
    clean = Card(
        member=card.member.strip(),
        name=_in_field("name", clean_name, card.name),
        nickname=_in_field("nickname", clean_note, card.nickname),
        phone=_in_field("phone", clean_phone, card.phone),
        sex=card.sex,
        office=card.office,
        next_of_kin=_in_field("next_of_kin", clean_note, card.next_of_kin),
        next_of_kin_phone=_in_field("next_of_kin_phone", clean_phone, card.next_of_kin_phone),
        birth_year=card.birth_year,
        same_as=card.same_as,
        catch_up=card.catch_up,
    )
    twins = [
        other
        for other in others
        if other.member != clean.member
        and other.status == "active"
        and search_key(other.name) == search_key(clean.name)
        and search_key(other.nickname) == search_key(clean.nickname)
    ]
    if twins:
        raise BadText(
            N_("Member {number} is called {name} too: type a word that tells them apart."),
            field="nickname",
            text=clean.nickname,
            number=twins[0].member,
            name=clean.name,
        )
    return clean


def _in_field(field: str, clean: Any, text: str) -> str:
    try:
        kept: str = clean(text)
    except BadText as bad:
        bad.field = field
        raise
    return kept


def joined(card: Card, common: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the events by which a member joins, and takes an office if she has one."""
    said: dict[str, Any] = {"member": card.member, "name": card.name}
    said |= {"nickname": card.nickname}
    said |= {"phone": card.phone, "sex": card.sex, "next_of_kin": card.next_of_kin}
    said |= {"next_of_kin_phone": card.next_of_kin_phone, "birth_year": card.birth_year}
    said |= {"same_as": card.same_as, "catch_up": card.catch_up}
    event = {"event": "member_joined", **{k: v for k, v in said.items() if v}, **common}
    return [event, *_appointed(card, "", common)]


def changed(card: Card, before: MemberLine, common: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the events that bring a member's card to what was typed; none if nothing changed."""
    said = {"name": card.name, "nickname": card.nickname, "phone": card.phone, "sex": card.sex}
    said |= {"next_of_kin": card.next_of_kin, "next_of_kin_phone": card.next_of_kin_phone}
    new = {k: v for k, v in said.items() if v and v != getattr(before, k)}
    events: list[dict[str, Any]] = []
    if new:
        events.append({"event": "member_changed", "member": card.member, **new, **common})
    return [*events, *_appointed(card, before.office, common)]


def _appointed(card: Card, office: str, common: Mapping[str, str]) -> list[dict[str, Any]]:
    if card.office == office:
        return []
    event = {"event": "officer_appointed", "member": card.member, "office": card.office or "none"}
    return [{**event, **common}]

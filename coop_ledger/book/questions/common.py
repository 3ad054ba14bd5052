"""What several questions share: the group asked about, and how an entry is named."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from coop_ledger import i18n, names
from coop_ledger.book import days, schema
from coop_ledger.book.book import Book, group_id
from coop_ledger.domain.charts import CHARTS
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.records import CycleRecord, MemberRecord
from coop_ledger.i18n import N_

_FINES = frozenset({"fine_charged", "fine_paid", "fine_waived"})
# What was written says what was moved, not that it was: the event is named before it.
_NAMED = _FINES | {"goods_bought", "goods_distributed", "money_moved"}


def group_number(connection: Connection, group: str) -> int:
    """Return the small number of a group, or refuse a code the book does not have."""
    found = group_id(connection, group)
    if found is None:
        table = schema.ledger_group
        known = connection.scalars(select(table.c.code).order_by(table.c.id).limit(10))
        raise Refusal(
            N_("{field} is {value}: the groups of this book are {groups}."),
            field="group",
            value=group,
            groups=", ".join(known) or "–",
        )
    return found


def today(book: Book) -> datetime.date:
    """Return the day it is for the book."""
    return book.now().date()


def entry_text(kind: str, text: str) -> str:
    """Return what an entry says: what was written, or the name of its event."""
    from coop_ledger.domain.events import EVENT_TYPES  # not needed to open a book

    event = EVENT_TYPES.get(kind)
    title = i18n.translate(event.title) if event else kind
    if text and kind in _NAMED:
        said = fine_name(text) if kind in _FINES else text
        return i18n.fill(i18n.translate(N_("{title}: {text}")), title=title, text=said)
    return text or title


_FINE_NAMES = {
    "late": N_("late arrival"),
    "absent": N_("absence"),
    "disorder": N_("disorder"),
    "other": N_("other"),
}


def fine_name(kind: str) -> str:
    """Return the name of a kind of fine; a kind of the group's own is its own name."""
    return i18n.translate(_FINE_NAMES[kind]) if kind in _FINE_NAMES else kind


_ACCOUNT_NAMES = {
    code: account.name for chart in CHARTS.values() for code, account in chart.accounts.items()
}


def account_name(code: str) -> str:
    """Return the name of an account, in the reader's language."""
    return i18n.translate(_ACCOUNT_NAMES.get(code, code))


def meetings_of(connection: Connection, events: Iterable[int]) -> Mapping[int, int]:
    """Return the number of the meeting that each of these events is, by event id."""
    change = schema.record_change
    rows = connection.execute(
        select(change.c.event_id, change.c.key).where(
            change.c.event_id.in_(set(events)), change.c.kind == "meeting"
        )
    )
    return {event: int(key.rpartition("/")[2]) for event, key in rows}


def cycle_named(cycles: Iterable[CycleRecord], code: str = "") -> CycleRecord | None:
    """Return the cycle of a name, the last one if none is named, None before the first.

    Raises:
        Refusal: no cycle has this name.
    """
    known = list(cycles)
    found = [cycle for cycle in known if code in ("", cycle.code)]
    if code and not found:
        raise Refusal(
            N_("{field} is {value}: the cycles of this group are {cycles}."),
            field="cycle",
            value=code,
            cycles=", ".join(cycle.code for cycle in known) or "–",
        )
    return found[-1] if found else None


def check_period(first: datetime.date, last: datetime.date) -> None:
    """Refuse a period whose first day is after its last one."""
    if first > last:
        raise Refusal(
            N_("{field} is {value:day}, after {to:day}: turn the two days round."),
            field="from",
            value=first,
            to=last,
        )


def day_or_none(day: datetime.date | None) -> int | None:
    """Return a day as the tables keep it."""
    return None if day is None else days.to_number(day)


def names_of(people: Iterable[MemberRecord]) -> dict[str, str]:
    """Return what members are called, by number; namesakes carry what tells them apart.

    Where money is handed over, two women of one name must not be taken for each other:
    the nickname stands behind the name, or the number where there is none.
    """
    members = list(people)
    same = Counter(names.search_key(member.name) for member in members)
    return {
        member.code: _told_apart(member) if same[names.search_key(member.name)] > 1 else member.name
        for member in members
    }


def _told_apart(member: MemberRecord) -> str:
    apart = member.nickname or i18n.fill(i18n.translate(N_("no. {code}")), code=member.code)
    return f"{member.name} ({apart})"

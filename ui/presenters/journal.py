"""The journal on the screen: page by page, filtered, and an entry said in full."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coop_ledger import terms
from coop_ledger.book.book import Book
from coop_ledger.book.questions.answers import EntryLine
from coop_ledger.book.questions.journal import entry_numbered, journal
from coop_ledger.domain.events import EVENT_TYPES
from coop_ledger.i18n import _, fill, translate
from coop_ledger.names import matches, search_key
from coop_ledger.table import Column, Emphasis, Kind, Row, Table

PAGE = 200
# Read at most so many entries for one page of what is looked for, then ask to go on.
READ_MOST = 20_000
# While words are typed, so that each key stays quick whatever the book holds.
READ_TYPING = 2_000
# The spaces inside "30 000".
_GROUPS = re.compile(r"(?<=\d)[\s\u202f\u00a0](?=\d{3}(?!\d))")


@dataclass(slots=True, kw_only=True)
class Filter:
    """What is looked for; an empty one keeps every entry. `people` are names and nicknames."""

    text: str = ""
    kind: str = ""
    day: datetime.date | None = None
    numbers: frozenset[int] = field(default_factory=frozenset)
    people: Mapping[str, str] = field(default_factory=dict)

    def keeps(self, entry: EntryLine) -> bool:
        """Return whether an entry is looked for."""
        if self.kind and entry.kind != self.kind:
            return False
        return not self.text.strip() or self._says(entry)

    def _says(self, entry: EntryLine) -> bool:
        """Every word looked for is in the entry: a figure the same, a word by how it begins."""
        members = {posting.member for posting in entry.postings if posting.member}
        loans = {posting.loan for posting in entry.postings if posting.loan}
        exact = {search_key(code) for code in (*members, *loans)}
        exact |= {str(entry.number), str(entry.amount), *search_key(entry.text).split()}
        called = " ".join((entry.text, *(self.people.get(member, "") for member in members)))
        return all(
            word in exact if any(map(str.isdigit, word)) else matches(word, called) > 0
            for word in self._words()
        )

    def _words(self) -> list[str]:
        """Return the words looked for; "30 000 F" is one figure."""
        joined = _GROUPS.sub("", self.text)
        return [word for word in search_key(joined).split() if word not in ("f", "·")]


@dataclass(frozen=True, slots=True)
class Slice:
    """Entries read so far, the latest first; `before` says where to go on, None at the end."""

    entries: tuple[EntryLine, ...]
    before: int | None


def read_on(
    book: Book, group: str, wanted: Filter, before: int | None = None, most: int = READ_MOST
) -> Slice:
    """Return the next entries that are looked for, going back from `before`."""
    if wanted.numbers:
        found = [entry_numbered(book, group, number) for number in sorted(wanted.numbers)]
        return Slice(tuple(reversed(found)), None)
    kept: list[EntryLine] = []
    read = 0
    while len(kept) < PAGE and read < most:
        answer = journal(book, group, wanted.day, wanted.day, before=before, limit=PAGE)
        entries = tuple(reversed(answer.entries))
        kept += [entry for entry in entries if wanted.keeps(entry)]
        read += len(entries)
        if len(entries) < PAGE:
            return Slice(tuple(kept), None)
        before = entries[-1].number
    return Slice(tuple(kept), before)


def kinds(entries: Sequence[EntryLine]) -> list[tuple[str, str]]:
    """Return the kinds of entries that can be chosen, by their names."""
    names = {kind: translate(event.title) for kind, event in EVENT_TYPES.items()}
    seen = {entry.kind for entry in entries}
    return sorted(((kind, names.get(kind, kind)) for kind in seen), key=lambda pair: pair[1])


def list_table(entries: Sequence[EntryLine], names: dict[str, str]) -> Table:
    """Return entries as the page lists them."""
    return Table(
        title=_("Journal"),
        columns=(
            Column("number", _("No."), Kind.CODE),
            Column("date", _("Date"), Kind.DATE),
            Column("text", _("What it was")),
            Column("who", _("Who")),
            Column("amount", _("Amount"), Kind.MONEY),
        ),
        rows=tuple(
            Row(
                (
                    str(entry.number),
                    entry.date,
                    " · ".join(filter(None, (entry.text, mark(entry)))),
                    who(entry, names),
                    entry.amount,
                ),
                origin=f"entry:{entry.number}",
            )
            for entry in entries
        ),
    )


def who(entry: EntryLine, names: dict[str, str]) -> str:
    """Return whose money an entry is, "" when it is nobody's in particular."""
    members = [posting.member for posting in entry.postings if posting.member]
    return f"{members[0]} · {names.get(members[0], '')}" if members else ""


def mark(entry: EntryLine) -> str:
    """Return whether an entry was corrected or corrects another."""
    if entry.reversed_by is not None:
        return fill(_("corrected by {number}"), number=entry.reversed_by)
    if entry.reverses is not None:
        return fill(_("corrects {number}"), number=entry.reverses)
    return ""


def postings_table(entry: EntryLine, *, accounts: bool = True) -> Table:
    """Return the postings of one entry, with their equal sums; treasurers read words alone."""
    several = len({posting.fund for posting in entry.postings}) > 1
    rows = [
        Row(
            (
                posting.account,
                f"{posting.name} · {terms.fund(posting.fund)}" if several else posting.name,
                max(posting.amount, 0) or None,
                max(-posting.amount, 0) or None,
            )[not accounts :],
            origin=f"account:{posting.account}",
        )
        for posting in entry.postings
    ]
    total = (None, _("Total"), entry.amount, entry.amount)
    columns = (
        Column("account", _("Account")),
        Column("name", _("Name of the account")),
        Column("debit", _("Debit"), Kind.MONEY),
        Column("credit", _("Credit"), Kind.MONEY),
    )
    return Table(
        title=_("Postings"),
        columns=columns[not accounts :],
        rows=(*rows, Row(total[not accounts :], Emphasis.TOTAL)),
    )


def reversal(
    entry: EntryLine, group: str, day: datetime.date, reason: str, *, whole: bool = False
) -> dict[str, Any]:
    """Return the event that takes an entry back; `whole` takes back the meeting it stands in."""
    reference = str(entry.event)
    if entry.line and not whole:
        reference = f"{entry.event}.{entry.line}"
    return {
        "event": "event_reversed",
        "group": group,
        "date": day.isoformat(),
        "reverses": reference,
        "reason": reason,
    }

"""The tables of a book, the same on SQLite and on PostgreSQL.

The writer fills them in this order within one transaction, many events at a time if it likes:

    ledger_group, account                 what the postings name
    posting                               only of entries still to come
    entry                                 seals its postings
    event_key, record_change, receipt     only of events still to come
    event                                 seals all of it
    balance, record                       what is derived, at any moment

`guards` holds that order against everyone, and what is sealed never changes. Numbers are whole,
days are yyyymmdd, texts that do not apply are "". Migrations do not import this module.
"""

import functools
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Executable,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

VERSION = 1
"""The schema this program reads and writes: the number of the last revision in migrations/."""

AMOUNT_MAX = 10**15
"""The largest amount of one posting, either way."""

_WHOLE = BigInteger().with_variant(Integer(), "sqlite")
_NONE = text("0")

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", _WHOLE, primary_key=True, autoincrement=False)


def _whole(name: str) -> Column[int]:
    return Column(name, _WHOLE, nullable=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _subject(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _of(name: str, parent: str) -> Column[int]:
    return Column(name, _WHOLE, ForeignKey(parent), nullable=False)


def _of_later(name: str, parent: str) -> Column[int]:
    """A child that is written before its parent, the seal, and judged at the commit."""
    key = ForeignKey(parent, deferrable=True, initially="DEFERRED")
    return Column(name, _WHOLE, key, nullable=False)


def _table(name: str, *parts: Column[int] | Column[str] | object, clustered: bool = False) -> Table:
    """A strict table; `clustered` keeps the rows in the primary key itself."""
    return Table(
        name,
        metadata,
        *parts,  # type: ignore[arg-type]  # columns and constraints, of several types
        sqlite_strict=True,
        sqlite_with_rowid=not clustered,
    )


meta = _table(
    "meta",
    Column("key", Text, primary_key=True),
    _text("value"),
    clustered=True,
)
"""Facts of the whole book: `book` (its own id), `currency`, `schema` (see guards.fingerprint)."""

ledger_group = _table(
    "ledger_group",
    _id(),
    _text("code"),
    UniqueConstraint("code"),
    CheckConstraint("id >= 1 AND code <> ''", name="named"),
)
"""A group's small number."""

event = _table(
    "event",
    _id(),
    _of("group_id", "ledger_group.id"),
    _whole("number"),
    _text("name"),
    _whole("day"),
    _text("body"),
    _whole("entries"),
    _text("recorded_at"),
    _text("prev_hash"),
    _text("hash"),
    UniqueConstraint("group_id", "number"),
    CheckConstraint("id >= 1 AND number >= 1 AND entries >= 0", name="counted"),
    CheckConstraint("name <> '' AND body <> '' AND recorded_at <> ''", name="said"),
    CheckConstraint("length(prev_hash) = 64 AND length(hash) = 64", name="hashed"),
    Index("event_by_name", "group_id", "name", "number"),
)
"""Something that happened, as it was recorded: canonical JSON, number and chain of its group.

`recorded_at` is the raw clock with its offset; it orders nothing and is in no hash, so that the
same year typed twice has the same fingerprint.
"""

event_key = _table(
    "event_key",
    Column("key", Text, primary_key=True),
    _of_later("event_id", "event.id"),
    _whole("line"),
    CheckConstraint("key <> '' AND line >= 0", name="named"),
    Index("event_key_by_event", "event_id"),
    clustered=True,
)
"""The ids the callers gave: of the event (line 0) and of the lines of a meeting (1, 2 …)."""

account = _table(
    "account",
    _id(),
    _of("group_id", "ledger_group.id"),
    _text("code"),
    _subject("fund"),
    _subject("place"),
    _subject("member"),
    _subject("loan"),
    _subject("item"),
    UniqueConstraint(
        "group_id", "code", "fund", "place", "member", "loan", "item", name="uq_account"
    ),
    CheckConstraint("id >= 1 AND code <> ''", name="named"),
)
"""One leaf of the ledger: an account of the chart, and what it is kept for."""

entry = _table(
    "entry",
    _id(),
    _of("group_id", "ledger_group.id"),
    _whole("number"),
    _of_later("event_id", "event.id"),
    _whole("line"),
    _text("kind"),
    _whole("day"),
    _subject("text"),
    Column("reverses", _WHOLE, ForeignKey("entry.id")),
    UniqueConstraint("group_id", "number"),
    UniqueConstraint("reverses"),
    CheckConstraint("id >= 1 AND number >= 1 AND line >= 0", name="counted"),
    CheckConstraint("kind <> ''", name="said"),
    Index("entry_by_event", "event_id"),
    Index("entry_by_day", "group_id", "day", "number"),
)
"""A balanced journal entry: the seal over its postings. `kind` is the event type of its line."""

posting = _table(
    "posting",
    _of_later("entry_id", "entry.id"),
    _whole("n"),
    _of("account_id", "account.id"),
    _whole("day"),
    _whole("amount"),
    Column("quantity", _WHOLE, nullable=False, server_default=_NONE),
    PrimaryKeyConstraint("entry_id", "n"),
    CheckConstraint(
        f"n >= 1 AND amount <> 0 AND amount BETWEEN {-AMOUNT_MAX} AND {AMOUNT_MAX}", name="limits"
    ),
    Index("posting_by_account", "account_id", "day", "entry_id", "amount"),
    clustered=True,
)
"""One line of an entry: debit above zero, credit below; the day is that of the entry."""

balance = _table(
    "balance",
    Column("account_id", _WHOLE, ForeignKey("account.id"), primary_key=True, autoincrement=False),
    _whole("amount"),
    Column("quantity", _WHOLE, nullable=False, server_default=_NONE),
)
"""The running balance of each account, kept by the writer and proved by `balances_agree`."""

record = _table(
    "record",
    _of("group_id", "ledger_group.id"),
    _text("kind"),
    _text("key"),
    _text("body"),
    PrimaryKeyConstraint("group_id", "kind", "key"),
    clustered=True,
)
"""The registers derived from the events: members, loans, rules …"""

record_change = _table(
    "record_change",
    _of_later("event_id", "event.id"),
    _whole("line"),
    _whole("n"),
    _text("kind"),
    _text("key"),
    Column("before", Text),
    Column("after", Text),
    PrimaryKeyConstraint("event_id", "line", "n"),
    CheckConstraint("line >= 0 AND n >= 1 AND kind <> ''", name="counted"),
    clustered=True,
)
"""What each event changed in the registers: NULL before it was there, NULL after it is gone."""

receipt = _table(
    "receipt",
    _of("group_id", "ledger_group.id"),
    _whole("number"),
    _of_later("event_id", "event.id"),
    _text("member"),
    PrimaryKeyConstraint("group_id", "number"),
    CheckConstraint("number >= 1", name="counted"),
    Index("receipt_by_event", "event_id"),
    clustered=True,
)
"""A receipt number, without gaps in its group."""

printing = _table(
    "printing",
    _id(),
    _of("group_id", "ledger_group.id"),
    _text("paper"),
    _text("reference"),
    _whole("copy"),
    _text("printed_at"),
    UniqueConstraint("group_id", "paper", "reference", "copy"),
    CheckConstraint("copy >= 1 AND paper <> ''", name="counted"),
)
"""Each time a paper was printed: the second copy of a receipt says DUPLICATA."""

draft = _table(
    "draft",
    _text("name"),
    _text("cell"),
    _text("text"),
    _text("changed_at"),
    PrimaryKeyConstraint("name", "cell"),
    clustered=True,
)
"""Sheets half typed, cell by cell: nobody's money, freely changed."""


@functools.cache
def upsert(table: Table, dialect: str) -> Executable:
    """Inserts rows, or gives their values to the rows that have the same primary key."""
    return _upsert_on_sqlite(table) if dialect == "sqlite" else _upsert_on_server(table)


def _upsert_on_sqlite(table: Table) -> Executable:
    from sqlalchemy.dialects.sqlite import insert

    return _updating(table, insert(table))


def _upsert_on_server(table: Table) -> Executable:
    # Brings every driver of PostgreSQL along, which a book on this PC never needs.
    from sqlalchemy.dialects.postgresql import insert

    return _updating(table, insert(table))


def _updating(table: Table, statement: Any) -> Executable:
    updated: Executable = statement.on_conflict_do_update(
        index_elements=list(table.primary_key),
        set_={c.name: statement.excluded[c.name] for c in table.c if not c.primary_key},
    )
    return updated

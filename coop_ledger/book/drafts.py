"""Sheets half typed, kept cell by cell: on the disk before the next key is pressed.

A draft is nobody's money. It has a name ("meeting:benkadi:23"), and a text in each cell that was
touched; an empty text is kept too, because someone may have cleared what was proposed.
"""

import datetime
from collections.abc import Mapping

from sqlalchemy import Connection, delete, func, select

from coop_ledger.book import schema
from coop_ledger.book.file import Store

_DRAFT = schema.draft.c


def keep(store: Store, name: str, cell: str, text: str) -> None:
    """Keeps what a cell holds now; it survives a power cut from the moment this returns.

    Raises what `Store.write` raises.
    """
    keep_all(store, name, {cell: text})


def keep_all(store: Store, name: str, texts: Mapping[str, str]) -> None:
    """Keeps what several cells hold now, as one: a column filled at once costs one write.

    Raises what `Store.write` raises.
    """
    changed_at = datetime.datetime.now(datetime.UTC).isoformat()
    rows = [
        {"name": name, "cell": cell, "text": text, "changed_at": changed_at}
        for cell, text in texts.items()
    ]
    if rows:
        with store.write() as connection:
            connection.execute(schema.upsert(schema.draft, connection.dialect.name), rows)


def load(store: Store, name: str) -> dict[str, str]:
    """The texts of a draft by cell; empty when there is none."""
    with store.read() as connection:
        rows = connection.execute(select(_DRAFT.cell, _DRAFT.text).where(_DRAFT.name == name))
        return {row.cell: row.text for row in rows}


def drop(store: Store, name: str) -> None:
    """Forgets a draft."""
    with store.write() as connection:
        discard(connection, name)


def discard(connection: Connection, name: str) -> None:
    """Forgets a draft in the transaction that records what it was for."""
    connection.execute(delete(schema.draft).where(_DRAFT.name == name))


def names(store: Store, prefix: str = "") -> list[str]:
    """The drafts whose name begins so, the one touched last first."""
    found = (
        select(_DRAFT.name)
        .where(func.substr(_DRAFT.name, 1, len(prefix)) == prefix)
        .group_by(_DRAFT.name)
        .order_by(func.max(_DRAFT.changed_at).desc(), _DRAFT.name)
    )
    with store.read() as connection:
        return list(connection.scalars(found))

"""Writes small true events straight into the tables, in the order that seals them.

The tests of the store stand on this instead of the real writer: they ask what the tables and
guards hold, whatever is written through them.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, insert, select

from coop_ledger.book import chain, schema

BOX, SAVINGS = "571", "4621"
DAY = 20260305
NOW = "2026-03-05T10:24:00+00:00"


def found_group(connection: Connection, code: str = "benkadi") -> int:
    """A group with a box and the savings of member 12; returns its id."""
    group = next_id(connection, schema.ledger_group)
    connection.execute(insert(schema.ledger_group), [{"id": group, "code": code}])
    first = next_id(connection, schema.account)
    accounts = [
        account_row(first, group, code=BOX, fund="loan", place="box"),
        account_row(first + 1, group, code=SAVINGS, fund="loan", member="12"),
    ]
    connection.execute(insert(schema.account), accounts)
    return group


def account_row(account: int, group: int, **subject: str) -> dict[str, Any]:
    return {
        "id": account,
        "group_id": group,
        "fund": "",
        "place": "",
        "member": "",
        "loan": "",
        "item": "",
        **subject,
    }


def save(connection: Connection, *, group: int = 1, amount: int = 500, key: str = "") -> int:
    """Member 12 saves `amount` francs: an event with key, entry, receipt; returns its id."""
    rows = saving(connection, group=group, amount=amount, key=key)
    for table in (
        schema.posting,
        schema.entry,
        schema.event_key,
        schema.record_change,
        schema.receipt,
        schema.event,
    ):
        if rows[table.name]:
            connection.execute(insert(table), rows[table.name])
    for change in rows["record_change"]:
        line = {"kind": change["kind"], "key": change["key"], "body": change["after"]}
        connection.execute(insert(schema.record), [{"group_id": group} | line])
    for posting in rows["posting"]:
        _add_to_balance(connection, posting)
    event: int = rows["event"][0]["id"]
    return event


def saving(
    connection: Connection, *, group: int = 1, amount: int = 500, key: str = "", day: int = DAY
) -> dict[str, list[dict[str, Any]]]:
    """The rows of such an event by table, ready to be spoilt by a test."""
    code = connection.scalar(select(schema.ledger_group.c.code).filter_by(id=group))
    event, entry = next_id(connection, schema.event), next_id(connection, schema.entry)
    number = next_number(connection, schema.event, group)
    iso = f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}"
    text = chain.canonical(
        {"event": "savings_deposited", "date": iso, "member": "12", "amount": amount}
    )
    previous = connection.scalar(
        select(schema.event.c.hash)
        .filter_by(group_id=group)
        .order_by(schema.event.c.number.desc())
        .limit(1)
    )
    previous = previous or chain.GENESIS
    box = connection.scalar(select(schema.account.c.id).filter_by(group_id=group, code=BOX))
    savings = connection.scalar(select(schema.account.c.id).filter_by(group_id=group, code=SAVINGS))
    return {
        "posting": [
            posting_row(entry, 1, box, amount, day),
            posting_row(entry, 2, savings, -amount, day),
        ],
        "entry": [
            {
                "id": entry,
                "group_id": group,
                "number": next_number(connection, schema.entry, group),
                "event_id": event,
                "line": 0,
                "kind": "savings_deposited",
                "day": day,
                "text": "Épargne",
                "reverses": None,
            }
        ],
        "event_key": [{"key": key, "event_id": event, "line": 0}] if key else [],
        "record_change": [
            {
                "event_id": event,
                "line": 0,
                "n": 1,
                "kind": "member",
                "key": f"12/{event}",
                "before": None,
                "after": "{}",
            }
        ],
        "receipt": [
            {
                "group_id": group,
                "number": next_number(connection, schema.receipt, group),
                "event_id": event,
                "member": "12",
            }
        ],
        "event": [
            {
                "id": event,
                "group_id": group,
                "number": number,
                "name": "savings_deposited",
                "day": day,
                "body": text,
                "entries": 1,
                "recorded_at": NOW,
                "prev_hash": previous,
                "hash": chain.digest(previous, str(code), number, text),
            }
        ],
    }


def posting_row(entry: int, n: int, account: int | None, amount: int, day: int) -> dict[str, Any]:
    return {"entry_id": entry, "n": n, "account_id": account, "amount": amount, "day": day}


def next_id(connection: Connection, table: Any) -> int:
    return (connection.scalar(select(func.max(table.c.id))) or 0) + 1


def next_number(connection: Connection, table: Any, group: int) -> int:
    return (connection.scalar(select(func.max(table.c.number)).filter_by(group_id=group)) or 0) + 1


def _add_to_balance(connection: Connection, posting: Mapping[str, Any]) -> None:
    account = posting["account_id"]
    before = connection.scalar(select(schema.balance.c.amount).filter_by(account_id=account)) or 0
    row = {"account_id": account, "amount": before + posting["amount"], "quantity": 0}
    connection.execute(schema.upsert(schema.balance, connection.dialect.name), row)

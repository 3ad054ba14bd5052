"""Attacks on a book by a plain SQL client: statements, and who must stop them.

    BLOCKED    by every database: the statement is refused
    FILE_ONLY  the same, in SQLite's own SQL
    LEFT       the statement passes; opening the book, or proving it, must show it

They are made for the book that `prepare` writes: groups 1 and 2, accounts 1 and 2 of group 1 and
3 and 4 of group 2, events and entries 1 to 3 of group 1, and 4 of group 2.
"""

# ruff: noqa: S608  # the statements of an attacker

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert

from coop_ledger.book import schema
from coop_ledger.book.guards import FINAL
from tests.book.writing import DAY, NOW, found_group, save

HASH = "a" * 64


def prepare(connection: Connection) -> None:
    """Writes the book that the attacks are made for."""
    found_group(connection, "benkadi")
    for amount in (500, 1500, 2000):
        save(connection, amount=amount, key=f"saved-{amount}")
    found_group(connection, "mawuli")
    save(connection, group=2, amount=700, key="mawuli-1")
    printed = {"id": 1, "group_id": 1, "paper": "receipt", "reference": "1", "copy": 1}
    connection.execute(insert(schema.printing), [printed | {"printed_at": NOW}])


@dataclass(frozen=True)
class Attack:
    name: str
    statements: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


def _sql(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, int | float):
        return str(value)
    # Brackets mark an expression; everything else is a text.
    return value if value.startswith("(") else f"'{value}'"


def _row(table: str, values: dict[str, Any], verb: str = "INSERT") -> str:
    columns = ", ".join(f'"{name}"' for name in values)
    return f"{verb} INTO {table} ({columns}) VALUES ({', '.join(map(_sql, values.values()))})"


def posting(n: int, account: Any = 1, amount: Any = 700, verb: str = "INSERT", **other: Any) -> str:
    row = {"entry_id": 5, "n": n, "account_id": account, "day": DAY, "amount": amount}
    return _row("posting", row | other, verb)


def pair(**other: Any) -> tuple[str, str]:
    return posting(1, 1, 700, **other), posting(2, 2, -700, **other)


def entry(verb: str = "INSERT", **other: Any) -> str:
    row = {"id": 5, "group_id": 1, "number": 4, "event_id": 5, "line": 0, "kind": "x", "day": DAY}
    return _row("entry", row | {"text": "", "reverses": None} | other, verb)


def event(verb: str = "INSERT", **other: Any) -> str:
    row = {"id": 5, "group_id": 1, "number": 4, "name": "x", "day": DAY, "body": "{}"}
    sealed = {
        "entries": 1,
        "recorded_at": NOW,
        "prev_hash": "(SELECT hash FROM event WHERE id = 3)",
    }
    return _row("event", row | sealed | {"hash": HASH} | other, verb)


def account(verb: str = "INSERT", **other: Any) -> str:
    row = {"id": 5, "group_id": 1, "code": "101", "fund": "", "place": "", "member": ""}
    return _row("account", row | {"loan": "", "item": ""} | other, verb)


def receipt(verb: str = "INSERT", **other: Any) -> str:
    row = {"group_id": 1, "number": 4, "event_id": 5, "member": "12"}
    return _row("receipt", row | other, verb)


def printing(verb: str = "INSERT", **other: Any) -> str:
    row = {"id": 2, "group_id": 1, "paper": "receipt", "reference": "1", "copy": 2}
    return _row("printing", row | {"printed_at": NOW} | other, verb)


def key(verb: str = "INSERT", **other: Any) -> str:
    return _row("event_key", {"key": "new", "event_id": 5, "line": 0} | other, verb)


def change(verb: str = "INSERT", **other: Any) -> str:
    row = {"event_id": 5, "line": 0, "n": 1, "kind": "member", "key": "12"}
    return _row("record_change", row | {"before": None, "after": "{}"} | other, verb)


def reversal(
    of: int, *, group: int = 1, number: int = 4, accounts: Any = (1, 2), by: int = 0
) -> Any:
    amount = by or {1: 500, 2: 1500, 3: 2000, 4: 700}.get(of, 700)
    return (
        posting(1, accounts[0], -amount),
        posting(2, accounts[1], amount),
        entry(reverses=of, group_id=group, number=number),
    )


HONEST = Attack("the true order", (*pair(), entry(), key(), change(), receipt(), event()))
"""No attack: what the guards must let pass."""

_SAME = {
    "meta": "value = 'EUR'",
    "ledger_group": "code = code || 'x'",
    "event": "recorded_at = 'x'",
    "event_key": "line = 7",
    "account": "member = '13' || id",
    "entry": "text = 'x'",
    "posting": "amount = amount * 2",
    "record_change": "after = NULL",
    "receipt": "member = '13'",
    "printing": "printed_at = 'x'",
}

_TWICE = "INSERT OR REPLACE"
_NO_CHECKS = "PRAGMA ignore_check_constraints = ON"

BLOCKED = (
    *(Attack(f"change {table}", (f"UPDATE {table} SET {_SAME[table]}",)) for table in FINAL),
    *(Attack(f"delete {table}", (f"DELETE FROM {table}",)) for table in FINAL),
    Attack("an id of a group twice", (_row("ledger_group", {"id": 1, "code": "x"}),)),
    Attack("a code of a group twice", (_row("ledger_group", {"id": 9, "code": "benkadi"}),)),
    Attack("a fact of the book twice", (_row("meta", {"key": "currency", "value": "EUR"}),)),
    Attack("an account twice", (account(code="571", fund="loan", place="box"),)),
    Attack("an account of no group", (account(group_id=9),)),
    Attack("one more line in a sealed entry", (posting(3, entry_id=3),)),
    Attack("two more lines in a sealed entry", (posting(3, entry_id=2), posting(4, entry_id=2))),
    Attack("an amount of nothing", (posting(1, amount=0),)),
    Attack("an amount above the largest", (posting(1, amount=10**15 + 1),)),
    Attack("an amount below the smallest", (posting(1, amount=-(10**15) - 1),)),
    Attack("an amount in words", (posting(1, amount="cinq cents"),)),
    Attack("no amount", (posting(1, amount=None),)),
    Attack("line nought", (posting(0),)),
    Attack(
        "an entry further on",
        (posting(1, entry_id=6), posting(2, 2, -700, entry_id=6), entry(id=6)),
    ),
    Attack("an entry number left out", (*pair(), entry(number=5))),
    Attack("an entry number again", (*pair(), entry(number=3))),
    Attack("an entry of another group's accounts", (*pair(), entry(group_id=2, number=2))),
    Attack("an entry of no group", (*pair(), entry(group_id=9, number=1))),
    Attack("one account of another group", (posting(1, 1), posting(2, 4, -700), entry())),
    Attack("an entry in a sealed event", (*pair(), entry(event_id=3))),
    Attack("an entry without lines", (entry(),)),
    Attack("an entry of one line", (posting(1), entry())),
    Attack("an entry that does not balance", (posting(1), posting(2, 2, -699), entry())),
    Attack("a line on another day", (posting(1), posting(2, 2, -700, day=DAY + 1), entry())),
    Attack("an entry on another day than its lines", (*pair(), entry(day=DAY + 1))),
    *(
        Attack(f"an entry on {day}", (*pair(day=day), entry(day=day)))
        for day in (0, 20260229, 19000229, 20260230, 20260431, 20261301, 20260001, 20260100, 205)
    ),
    Attack("a reversal of an entry that never was", reversal(99)),
    Attack("a reversal in another group", reversal(3, group=2, number=2, accounts=(3, 4))),
    Attack("a reversal of half of it", reversal(3, by=1000)),
    Attack("a reversal on other accounts", reversal(3, accounts=(2, 1))),
    Attack("an event further on", (event(id=6, entries=0),)),
    Attack("an event number left out", (event(number=5, entries=0),)),
    Attack("an event number again", (event(number=3, entries=0),)),
    Attack("an event of no group", (event(group_id=9, number=1, prev_hash="0" * 64, entries=0),)),
    Attack("an event that continues nothing", (event(prev_hash="b" * 64, entries=0),)),
    Attack("an event that begins the chain again", (event(prev_hash="0" * 64, entries=0),)),
    Attack(
        "an event that continues an older one",
        (event(prev_hash="(SELECT hash FROM event WHERE id = 2)", entries=0),),
    ),
    Attack("an event with half a hash", (event(hash="a" * 32, entries=0),)),
    Attack("an event without its entry", (event(entries=1),)),
    Attack("an event with an entry it does not count", (*pair(), entry(), event(entries=0))),
    Attack(
        "an event with an entry of another group",
        (posting(1, 3), posting(2, 4, -700), entry(group_id=2, number=2), event()),
    ),
    Attack(
        "an event with a receipt of another group",
        (receipt(group_id=2, number=2), event(entries=0)),
    ),
    *(
        Attack(f"an event on {day}", (event(day=day, entries=0),))
        for day in (0, 20260229, 20260431, 20261301, 20260100, 99991231)
    ),
    Attack("an event without text", (event(body="", entries=0),)),
    Attack("an id given twice", (key(key="saved-500"),)),
    Attack("an id for a sealed event", (key(event_id=3),)),
    Attack("a change of a sealed event", (change(event_id=3, n=2),)),
    Attack("a receipt of a sealed event", (receipt(event_id=3),)),
    Attack("a receipt number left out", (receipt(number=5),)),
    Attack("a receipt number again", (receipt(number=3),)),
    Attack("a print further on", (printing(id=3),)),
    Attack("a second copy left out", (printing(copy=3),)),
    Attack("a first copy again", (printing(copy=1),)),
    Attack("a print of no group", (printing(group_id=9, copy=1),)),
)

FILE_ONLY = (
    Attack("replace a fact", (_row("meta", {"key": "currency", "value": "EUR"}, _TWICE),)),
    Attack("replace a group", (_row("ledger_group", {"id": 1, "code": "x"}, _TWICE),)),
    Attack("replace a code", (_row("ledger_group", {"id": 9, "code": "benkadi"}, _TWICE),)),
    Attack("replace an account", (account(_TWICE, id=1),)),
    Attack("replace its subject", (account(_TWICE, code="571", fund="loan", place="box"),)),
    Attack("replace a line", (posting(1, verb=_TWICE, entry_id=1),)),
    Attack("replace an entry", (*pair(), entry(_TWICE, id=3))),
    Attack("replace an entry number", (*pair(), entry(_TWICE, number=3))),
    Attack(
        "replace a reversal",
        (
            *reversal(3),
            event(),
            posting(1, 1, -2000, entry_id=6),
            posting(2, 2, 2000, entry_id=6),
            entry(_TWICE, id=6, number=5, event_id=6, reverses=3),
        ),
    ),
    Attack("replace an event", (event(_TWICE, id=3, entries=0),)),
    Attack("replace an event number", (event(_TWICE, number=3, entries=0),)),
    Attack("replace an id", (key(_TWICE, key="saved-500"),)),
    Attack("replace a change", (change(_TWICE, event_id=3),)),
    Attack("replace a receipt", (receipt(_TWICE, number=3),)),
    Attack("replace a print", (printing(_TWICE, id=1),)),
    Attack("replace a copy", (printing(_TWICE, copy=1),)),
    Attack("update or replace a line", ("UPDATE OR REPLACE posting SET n = 1",)),
    Attack("a float", (posting(1, amount=0.5),)),
    Attack("nothing, with checks off", (_NO_CHECKS, posting(1, amount=0))),
    Attack("too much, with checks off", (_NO_CHECKS, posting(1, amount=10**16))),
    Attack("half a hash, with checks off", (_NO_CHECKS, event(hash="a", entries=0))),
    Attack("rows from a table of one's own", ("INSERT INTO posting SELECT * FROM posting",)),
    Attack(
        "insert or ignore into a sealed entry", (posting(3, verb="INSERT OR IGNORE", entry_id=3),)
    ),
    Attack(
        "an upsert",
        (posting(1, entry_id=1) + " ON CONFLICT DO UPDATE SET amount = excluded.amount",),
    ),
)

_FORGED = "UPDATE event SET body = replace(body, '500', '900') WHERE id = 1"

LEFT = (
    Attack("lines that wait for the next seal", pair()),
    Attack("an entry that waits for the next seal", (*pair(), entry())),
    Attack("an id that waits for the next seal", (key(),)),
    Attack("a change that waits for the next seal", (change(),)),
    Attack("a receipt that waits for the next seal", (receipt(),)),
    Attack("a whole event with a made-up hash", (*pair(), entry(), event())),
    Attack("a balance", ("UPDATE balance SET amount = amount + 1 WHERE account_id = 1",)),
    Attack("no balance", ("DELETE FROM balance",)),
    Attack(
        "a balance of an account without lines", (account(), "INSERT INTO balance VALUES (5, 1, 0)")
    ),
    Attack("a guard down", ("DROP TRIGGER guard_posting_update",)),
    Attack(
        "a guard down, then a line changed",
        ("DROP TRIGGER guard_posting_update", "UPDATE posting SET amount = amount * 2"),
    ),
    Attack(
        "a guard down, then the text of an event changed",
        ("DROP TRIGGER guard_event_update", _FORGED),
    ),
    Attack(
        "a guard that does nothing",
        (
            "DROP TRIGGER guard_event_update",
            "CREATE TRIGGER guard_event_update BEFORE UPDATE ON event BEGIN SELECT 1; END",
        ),
    ),
    Attack(
        "a trigger of one's own",
        ("CREATE TRIGGER mine AFTER INSERT ON entry BEGIN DELETE FROM draft; END",),
    ),
    Attack("a table gone", ("DROP TABLE draft",)),
    Attack("a column more", ("ALTER TABLE balance ADD COLUMN mine TEXT",)),
    Attack("an index gone", ("DROP INDEX posting_by_account",)),
    Attack(
        "a check rewritten",
        (
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_schema SET sql = replace(sql, 'amount <> 0 AND ', '') WHERE name = 'posting'",
        ),
    ),
    Attack("the mark of the program", ("PRAGMA application_id = 1",)),
    Attack("a schema of the future", ("PRAGMA user_version = 99",)),
    Attack(
        "a schema of the past, with a guard down",
        ("DROP TRIGGER guard_posting_update", "PRAGMA user_version = 0"),
    ),
)

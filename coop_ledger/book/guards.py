"""What the database itself refuses, whoever is writing: the same rules on SQLite and PostgreSQL.

Every rule is a condition that must not hold for a new row (`NEW`). Postings come first, their entry
seals them, the event seals its entries; what is sealed is neither changed, deleted nor replaced.
Why rules and CHECKs repeat each other, and why a row that exists is refused by a rule and not only
by its key: a foreign tool can switch checks off, and INSERT OR REPLACE deletes without a trigger
(reliability.md 3.3).

    install(connection)      puts the guards up, at the end of a migration
    remove(connection)       takes them down, for a migration
    fingerprint(connection)  a digest of tables, guards and facts as they are
    expected(connection)     the digest when they were put up, kept in meta

Statements are built from the names in this module alone, never from what someone typed.
"""
# ruff: noqa: S608

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from coop_ledger.book.schema import AMOUNT_MAX, meta


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of `table` for which `condition` is true is refused with `message`."""

    table: str
    message: str
    condition: str


FINAL = (
    "meta",
    "ledger_group",
    "event",
    "event_key",
    "account",
    "entry",
    "posting",
    "record_change",
    "receipt",
    "printing",
)
"""Tables whose rows are never changed or deleted."""

_AS_IT_IS = {"no_parameters": True}  # a per cent sign is a modulo here, not a placeholder

_MONTH = "NEW.day / 100 % 100"
_YEAR = "NEW.day / 10000"
_IMPOSSIBLE_DAY = (
    f"NEW.day NOT BETWEEN 19000101 AND 29991231 OR {_MONTH} NOT BETWEEN 1 AND 12 "
    f"OR NEW.day % 100 NOT BETWEEN 1 AND CASE WHEN {_MONTH} IN (4, 6, 9, 11) THEN 30 "
    f"WHEN {_MONTH} <> 2 THEN 31 WHEN {_YEAR} % 4 <> 0 THEN 28 "
    f"WHEN {_YEAR} % 100 = 0 AND {_YEAR} % 400 <> 0 THEN 28 ELSE 29 END"
)

_GROUP_MISSING = "NOT EXISTS (SELECT 1 FROM ledger_group WHERE id = NEW.group_id)"
_POSTINGS = "FROM posting WHERE entry_id = NEW.id"
_GENESIS = "0" * 64


def _not_next(column: str, table: str, within: str = "") -> str:
    """True when NEW.column does not follow the last one of the table, or of the rows `within`."""
    same = " AND ".join(f"{name} = NEW.{name}" for name in within.split())
    where = f" WHERE {same}" if same else ""
    return f"NEW.{column} <> (SELECT COALESCE(MAX({column}), 0) + 1 FROM {table}{where})"


def _exists(table: str, *columns: str) -> str:
    same = " AND ".join(f"{name} = NEW.{name}" for name in columns)
    return f"EXISTS (SELECT 1 FROM {table} WHERE {same})"


def _sealed(column: str, header: str) -> str:
    """True when the header that NEW.column names is already there."""
    return f"NEW.{column} <= (SELECT COALESCE(MAX(id), 0) FROM {header})"


RULES: Sequence[Rule] = (
    Rule("meta", "it is there already", _exists("meta", "key")),
    Rule("ledger_group", "the id is taken", _exists("ledger_group", "id")),
    Rule("ledger_group", "the code is taken", _exists("ledger_group", "code")),
    Rule("account", "the group does not exist", _GROUP_MISSING),
    Rule("account", "the id is taken", _exists("account", "id")),
    Rule(
        "account",
        "it is there already",
        _exists("account", "group_id", "code", "fund", "place", "member", "loan", "item"),
    ),
    Rule("posting", "the entry is sealed", _sealed("entry_id", "entry")),
    Rule(
        "posting",
        "the amount is zero or too large",
        f"NEW.amount = 0 OR NEW.amount NOT BETWEEN {-AMOUNT_MAX} AND {AMOUNT_MAX}",
    ),
    Rule("entry", "the id is not the next", _not_next("id", "entry")),
    Rule("entry", "the number is not the next", _not_next("number", "entry", within="group_id")),
    Rule("entry", "the event is sealed", _sealed("event_id", "event")),
    Rule("entry", "the day is impossible", _IMPOSSIBLE_DAY),
    Rule("entry", "fewer than two postings", f"(SELECT COUNT(*) {_POSTINGS}) < 2"),
    Rule("entry", "it does not balance", f"(SELECT SUM(amount) {_POSTINGS}) <> 0"),
    Rule("entry", "a posting has another day", f"EXISTS (SELECT 1 {_POSTINGS} AND day <> NEW.day)"),
    Rule(
        "entry",
        "a posting has no account of this group",
        f"EXISTS (SELECT 1 {_POSTINGS} AND NOT EXISTS (SELECT 1 FROM account "
        "WHERE id = posting.account_id AND group_id = NEW.group_id))",
    ),
    Rule("entry", "it is reversed already", _exists("entry", "reverses")),
    Rule(
        "entry",
        "it is not the mirror of what it reverses",
        "NEW.reverses IS NOT NULL AND EXISTS (SELECT 1 FROM posting "
        "WHERE entry_id IN (NEW.id, NEW.reverses) GROUP BY account_id "
        "HAVING SUM(amount) <> 0 OR SUM(quantity) <> 0)",
    ),
    Rule("event_key", "it is there already", _exists("event_key", "key")),
    Rule("event_key", "the event is sealed", _sealed("event_id", "event")),
    Rule("record_change", "the event is sealed", _sealed("event_id", "event")),
    Rule("receipt", "the number is not the next", _not_next("number", "receipt", "group_id")),
    Rule("receipt", "the event is sealed", _sealed("event_id", "event")),
    Rule("event", "the id is not the next", _not_next("id", "event")),
    Rule("event", "the number is not the next", _not_next("number", "event", within="group_id")),
    Rule("event", "the group does not exist", _GROUP_MISSING),
    Rule("event", "the day is impossible", _IMPOSSIBLE_DAY),
    Rule(
        "event",
        "it does not continue the chain of its group",
        "NEW.prev_hash <> COALESCE((SELECT hash FROM event WHERE group_id = NEW.group_id "
        f"ORDER BY number DESC LIMIT 1), '{_GENESIS}')",
    ),
    Rule("event", "the hash is not 64 signs", "length(NEW.hash) <> 64"),
    Rule(
        "event",
        "the entries are not as many as it says",
        "NEW.entries <> (SELECT COUNT(*) FROM entry WHERE event_id = NEW.id)",
    ),
    Rule(
        "event",
        "an entry is of another group",
        "EXISTS (SELECT 1 FROM entry WHERE event_id = NEW.id AND group_id <> NEW.group_id)",
    ),
    Rule(
        "event",
        "a receipt is of another group",
        "EXISTS (SELECT 1 FROM receipt WHERE event_id = NEW.id AND group_id <> NEW.group_id)",
    ),
    Rule("printing", "the id is not the next", _not_next("id", "printing")),
    Rule("printing", "the group does not exist", _GROUP_MISSING),
    Rule(
        "printing",
        "the copy is not the next",
        _not_next("copy", "printing", within="group_id paper reference"),
    ),
)


def install(connection: Connection) -> None:
    """Puts every guard up; they must be down."""
    for statement in statements(connection.dialect.name):
        connection.exec_driver_sql(statement, execution_options=_AS_IT_IS)


def remove(connection: Connection) -> None:
    """Takes every guard down, so that a migration can change tables."""
    for name, table in _installed(connection):
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql(f"DROP TRIGGER {name} ON {table}")
            connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {name}()")


def fingerprint(connection: Connection) -> str:
    """SHA-256 over the definitions of tables, indices and guards, and the facts of the book."""
    definitions = connection.exec_driver_sql(_DEFINITIONS[connection.dialect.name]).all()
    facts = connection.execute(
        select(meta.c.key, meta.c.value).where(meta.c.key != "schema").order_by(meta.c.key)
    ).all()
    text = "\n".join("\t".join(str(part) for part in row) for row in (*definitions, *facts))
    return hashlib.sha256(text.encode()).hexdigest()


def expected(connection: Connection) -> str | None:
    """The fingerprint that was written when the guards were put up."""
    return connection.scalar(select(meta.c.value).where(meta.c.key == "schema"))


def statements(dialect: str, rules: Sequence[Rule] = RULES) -> Iterator[str]:
    """The statements that put the guards up; fewer rules are for the tests of the guards."""
    if dialect == "sqlite":
        yield from _for_sqlite(rules)
    else:
        yield from _for_postgresql(rules)


def _by_table(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    tables: dict[str, list[Rule]] = {}
    for rule in rules:
        tables.setdefault(rule.table, []).append(rule)
    return tables


def _said(rule: Rule) -> str:
    return f"{rule.table}: {rule.message}"


def _for_sqlite(rules: Sequence[Rule]) -> Iterator[str]:
    for table, own in _by_table(rules).items():
        checks = "\n".join(
            f"  SELECT RAISE(ABORT, '{_said(rule)}') WHERE {rule.condition};" for rule in own
        )
        yield f"CREATE TRIGGER guard_{table}_insert BEFORE INSERT ON {table} BEGIN\n{checks}\nEND"
    for table in FINAL:
        for deed in ("update", "delete"):
            yield (
                f"CREATE TRIGGER guard_{table}_{deed} BEFORE {deed.upper()} ON {table} BEGIN\n"
                f"  SELECT RAISE(ABORT, '{table}: what is recorded is final');\nEND"
            )


def _for_postgresql(rules: Sequence[Rule]) -> Iterator[str]:
    for table, own in _by_table(rules).items():
        checks = "\n".join(
            f"  IF ({rule.condition}) THEN {_raise(_said(rule))} END IF;" for rule in own
        )
        yield _function(f"guard_{table}_insert", f"{checks}\n  RETURN NEW;")
        yield (
            f"CREATE TRIGGER guard_{table}_insert BEFORE INSERT ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION guard_{table}_insert()"
        )
    for table in FINAL:
        yield _function(f"guard_{table}_final", _raise(f"{table}: what is recorded is final"))
        yield (
            f"CREATE TRIGGER guard_{table}_final BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION guard_{table}_final()"
        )
    unbalanced = "(SELECT COALESCE(SUM(amount), 1) FROM posting WHERE entry_id = NEW.id) <> 0"
    checks = f"  IF ({unbalanced}) THEN {_raise('entry: it does not balance')} END IF;"
    yield _function("guard_entry_commit", f"{checks}\n  RETURN NULL;")
    yield (
        "CREATE CONSTRAINT TRIGGER guard_entry_commit AFTER INSERT ON entry "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_entry_commit()"
    )


def _function(name: str, body: str) -> str:
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard$\n"
        f"BEGIN\n{body}\nEND $guard$"
    )


def _raise(message: str) -> str:
    return f"RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation';"


def _installed(connection: Connection) -> list[tuple[str, str]]:
    found = connection.exec_driver_sql(_GUARDS[connection.dialect.name])
    return [(name, table) for name, table in found]


_GUARDS = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_schema "
    "WHERE type = 'trigger' AND name LIKE 'guard\\_%' ESCAPE '\\'",
    "postgresql": "SELECT t.tgname, c.relname FROM pg_trigger t "
    "JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE starts_with(t.tgname, 'guard_') AND c.relnamespace = current_schema()::regnamespace",
}

# On a server only what a new version of PostgreSQL will not say in other words.
_DEFINITIONS = {
    "sqlite": "SELECT type, name, sql FROM sqlite_schema "
    "WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name",
    "postgresql": """
        SELECT c.relname, t.tgname, t.tgenabled::text, p.prosrc
          FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
         WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
        UNION ALL
        SELECT c.relname, a.attname, a.attnotnull::text, a.atttypid::regtype::text
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
         WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
           AND c.relnamespace = current_schema()::regnamespace
        ORDER BY 1, 2, 3, 4""",
}

"""What the database itself refuses, tried with plain SQL clients that know nothing of the rules."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from coop_ledger.book import chain, file, guards
from coop_ledger.book.errors import BookRefused
from tests.book import attacks
from tests.book.attacks import BLOCKED, FILE_ONLY, HONEST, LEFT, Attack


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed book to copy and attack."""
    path = tmp_path_factory.mktemp("prepared") / "book.coop"
    with file.create(path) as store, store.write() as connection:
        attacks.prepare(connection)
    return path


@pytest.fixture
def foreign(prepared: Path) -> Iterator[sqlite3.Connection]:
    """The book in the memory of another SQL program, with that program's settings."""
    with _in_memory(prepared) as connection:
        yield connection
    connection.close()


@pytest.fixture(scope="module")
def foreign_server(postgres_server) -> Iterator[psycopg.Connection]:
    """The book on a server, in the hands of its owner."""
    name = postgres_server.create_database()
    url = postgres_server.url(name)
    with file.create(url) as store, store.write() as connection:
        attacks.prepare(connection)
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection
    postgres_server.drop_database(name)


def _in_memory(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    stored = sqlite3.connect(path)
    stored.backup(connection)
    stored.close()
    return connection


def _passes(connection: sqlite3.Connection, attack: Attack) -> bool:
    """Whether every statement of an attack is accepted; nothing of it remains."""
    connection.execute("BEGIN")
    try:
        for statement in attack.statements:
            connection.execute(statement)
    except sqlite3.IntegrityError:
        return False
    else:
        return True
    finally:
        connection.execute("ROLLBACK")
        connection.execute("PRAGMA ignore_check_constraints = OFF")


def _try_on_server(connection: psycopg.Connection, statements: Iterable[str]) -> None:
    """Runs the statements, or raises what refuses them; nothing of them remains."""
    with connection.transaction(force_rollback=True):
        for statement in statements:
            connection.execute(statement.encode())


def test_what_is_written_in_the_true_order_passes(foreign: sqlite3.Connection):
    assert _passes(foreign, HONEST)


@pytest.mark.parametrize("attack", [*BLOCKED, *FILE_ONLY], ids=str)
def test_a_file_refuses(foreign: sqlite3.Connection, attack: Attack):
    assert not _passes(foreign, attack)


def test_a_server_lets_the_true_order_pass(foreign_server: psycopg.Connection):
    _try_on_server(foreign_server, (*HONEST.statements, "SET CONSTRAINTS ALL IMMEDIATE"))


@pytest.mark.parametrize("attack", BLOCKED, ids=str)
def test_a_server_refuses(foreign_server: psycopg.Connection, attack: Attack):
    with pytest.raises((psycopg.IntegrityError, psycopg.DataError)):
        _try_on_server(foreign_server, attack.statements)


@pytest.mark.parametrize("table", guards.FINAL)
def test_a_server_empties_no_table(foreign_server: psycopg.Connection, table: str):
    with pytest.raises(psycopg.IntegrityError, match="final"):
        foreign_server.execute(f"TRUNCATE {table} CASCADE".encode())


@pytest.mark.parametrize(
    "statements",
    [
        attacks.pair(),
        (*attacks.pair(), attacks.entry()),
        (attacks.key(),),
        (attacks.change(),),
        (attacks.receipt(),),
    ],
    ids=["postings", "entry", "key", "change", "receipt"],
)
def test_a_server_keeps_nothing_that_belongs_to_no_event(
    foreign_server: psycopg.Connection, statements
):
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        _try_on_server(foreign_server, (*statements, "SET CONSTRAINTS ALL IMMEDIATE"))


def test_a_server_weighs_every_entry_again_at_the_commit(foreign_server: psycopg.Connection):
    statements = (
        "ALTER TABLE entry DISABLE TRIGGER guard_entry_insert",
        attacks.posting(1),
        attacks.posting(2, 2, -699),
        attacks.entry(),
        "SET CONSTRAINTS guard_entry_commit IMMEDIATE",
    )
    with pytest.raises(psycopg.errors.CheckViolation, match="balance"):
        _try_on_server(foreign_server, statements)


@pytest.mark.parametrize("attack", LEFT, ids=str)
def test_what_a_file_cannot_refuse_is_seen(prepared: Path, tmp_path: Path, attack: Attack):
    path = tmp_path / "book.coop"
    path.write_bytes(prepared.read_bytes())
    foreign = sqlite3.connect(path, isolation_level=None)
    for statement in attack.statements:
        foreign.execute(statement)
    foreign.close()
    assert _is_seen(path)


def _is_seen(path: Path) -> bool:
    try:
        with file.open_book(path) as store, store.read() as connection:
            proofs = (chain.verify(connection), chain.balances_agree(connection))
            return bool(store.faults or any(proofs))
    except BookRefused:
        return True


def test_a_book_that_nobody_touched_shows_nothing(prepared: Path, tmp_path: Path):
    path = tmp_path / "book.coop"
    path.write_bytes(prepared.read_bytes())
    assert not _is_seen(path)


def _put_up(connection: sqlite3.Connection, statements: Iterator[str]) -> None:
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)


@pytest.mark.parametrize("rule", guards.RULES, ids=lambda rule: f"{rule.table}: {rule.message}")
def test_without_this_rule_an_attack_gets_through(foreign: sqlite3.Connection, rule: guards.Rule):
    kept = [other for other in guards.RULES if other is not rule]
    _put_up(foreign, guards.statements("sqlite", kept))
    assert any(_passes(foreign, attack) for attack in (*BLOCKED, *FILE_ONLY))


@pytest.mark.parametrize("deed", ["update", "delete"])
@pytest.mark.parametrize("table", guards.FINAL)
def test_without_this_guard_an_attack_gets_through(
    foreign: sqlite3.Connection, table: str, deed: str
):
    foreign.execute(f"DROP TRIGGER guard_{table}_{deed}")
    assert any(_passes(foreign, attack) for attack in BLOCKED)


def test_guards_can_be_taken_down_and_put_up_again(store):
    with store.write() as connection:
        before = guards.fingerprint(connection)
        guards.remove(connection)
        assert guards.fingerprint(connection) != before
        guards.install(connection)
        assert guards.fingerprint(connection) == before

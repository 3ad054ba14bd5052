"""The first schema: events, entries, postings, their chain, registers, receipts and drafts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0001"
down_revision = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AMOUNT_MAX = 10**15


def upgrade() -> None:
    """Creates every table."""
    _create_headers()
    _create_ledger()
    _create_registers()


def _create_headers() -> None:
    _table(
        "meta",
        _text("key"),
        _text("value"),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
        clustered=True,
    )
    _table(
        "ledger_group",
        _whole("id"),
        _text("code"),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_group"),
        sa.UniqueConstraint("code", name="uq_ledger_group_code"),
        _check("id >= 1 AND code <> ''", "ck_ledger_group_named"),
    )
    _table(
        "event",
        _whole("id"),
        _whole("group_id"),
        _whole("number"),
        _text("name"),
        _whole("day"),
        _text("body"),
        _whole("entries"),
        _text("recorded_at"),
        _text("prev_hash"),
        _text("hash"),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
        sa.UniqueConstraint("group_id", "number", name="uq_event_group_id_number"),
        _check("id >= 1 AND number >= 1 AND entries >= 0", "ck_event_counted"),
        _check("name <> '' AND body <> '' AND recorded_at <> ''", "ck_event_said"),
        _check("length(prev_hash) = 64 AND length(hash) = 64", "ck_event_hashed"),
        _foreign("event", "group_id", "ledger_group"),
    )
    op.create_index("event_by_name", "event", ["group_id", "name", "number"])
    _table(
        "event_key",
        _text("key"),
        _whole("event_id"),
        _whole("line"),
        sa.PrimaryKeyConstraint("key", name="pk_event_key"),
        _check("key <> '' AND line >= 0", "ck_event_key_named"),
        _foreign("event_key", "event_id", "event", deferred=True),
        clustered=True,
    )
    op.create_index("event_key_by_event", "event_key", ["event_id"])


def _create_ledger() -> None:
    _table(
        "account",
        _whole("id"),
        _whole("group_id"),
        _text("code"),
        *(_subject(name) for name in ("fund", "place", "member", "loan", "item")),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint(
            "group_id", "code", "fund", "place", "member", "loan", "item", name="uq_account"
        ),
        _check("id >= 1 AND code <> ''", "ck_account_named"),
        _foreign("account", "group_id", "ledger_group"),
    )
    _table(
        "entry",
        _whole("id"),
        _whole("group_id"),
        _whole("number"),
        _whole("event_id"),
        _whole("line"),
        _text("kind"),
        _whole("day"),
        _subject("text"),
        sa.Column("reverses", WHOLE),
        sa.PrimaryKeyConstraint("id", name="pk_entry"),
        sa.UniqueConstraint("group_id", "number", name="uq_entry_group_id_number"),
        sa.UniqueConstraint("reverses", name="uq_entry_reverses"),
        _check("id >= 1 AND number >= 1 AND line >= 0", "ck_entry_counted"),
        _check("kind <> ''", "ck_entry_said"),
        _foreign("entry", "group_id", "ledger_group"),
        _foreign("entry", "event_id", "event", deferred=True),
        _foreign("entry", "reverses", "entry"),
    )
    op.create_index("entry_by_event", "entry", ["event_id"])
    op.create_index("entry_by_day", "entry", ["group_id", "day", "number"])
    _table(
        "posting",
        _whole("entry_id"),
        _whole("n"),
        _whole("account_id"),
        _whole("day"),
        _whole("amount"),
        _quantity(),
        sa.PrimaryKeyConstraint("entry_id", "n", name="pk_posting"),
        _check(
            f"n >= 1 AND amount <> 0 AND amount BETWEEN {-AMOUNT_MAX} AND {AMOUNT_MAX}",
            "ck_posting_limits",
        ),
        _foreign("posting", "entry_id", "entry", deferred=True),
        _foreign("posting", "account_id", "account"),
        clustered=True,
    )
    op.create_index("posting_by_account", "posting", ["account_id", "day", "entry_id", "amount"])
    _table(
        "balance",
        _whole("account_id"),
        _whole("amount"),
        _quantity(),
        sa.PrimaryKeyConstraint("account_id", name="pk_balance"),
        _foreign("balance", "account_id", "account"),
    )


def _create_registers() -> None:
    _table(
        "record",
        _whole("group_id"),
        *(_text(name) for name in ("kind", "key", "body")),
        sa.PrimaryKeyConstraint("group_id", "kind", "key", name="pk_record"),
        _foreign("record", "group_id", "ledger_group"),
        clustered=True,
    )
    _table(
        "record_change",
        _whole("event_id"),
        _whole("line"),
        _whole("n"),
        _text("kind"),
        _text("key"),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sa.PrimaryKeyConstraint("event_id", "line", "n", name="pk_record_change"),
        _check("line >= 0 AND n >= 1 AND kind <> ''", "ck_record_change_counted"),
        _foreign("record_change", "event_id", "event", deferred=True),
        clustered=True,
    )
    _table(
        "receipt",
        _whole("group_id"),
        _whole("number"),
        _whole("event_id"),
        _text("member"),
        sa.PrimaryKeyConstraint("group_id", "number", name="pk_receipt"),
        _check("number >= 1", "ck_receipt_counted"),
        _foreign("receipt", "group_id", "ledger_group"),
        _foreign("receipt", "event_id", "event", deferred=True),
        clustered=True,
    )
    op.create_index("receipt_by_event", "receipt", ["event_id"])
    _table(
        "printing",
        _whole("id"),
        _whole("group_id"),
        _text("paper"),
        _text("reference"),
        _whole("copy"),
        _text("printed_at"),
        sa.PrimaryKeyConstraint("id", name="pk_printing"),
        sa.UniqueConstraint(
            "group_id",
            "paper",
            "reference",
            "copy",
            name="uq_printing_group_id_paper_reference_copy",
        ),
        _check("copy >= 1 AND paper <> ''", "ck_printing_counted"),
        _foreign("printing", "group_id", "ledger_group"),
    )
    _table(
        "draft",
        *(_text(name) for name in ("name", "cell", "text", "changed_at")),
        sa.PrimaryKeyConstraint("name", "cell", name="pk_draft"),
        clustered=True,
    )


def _table(name: str, *parts: SchemaItem, clustered: bool = False) -> None:
    op.create_table(name, *parts, sqlite_strict=True, sqlite_with_rowid=not clustered)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, WHOLE, nullable=False, autoincrement=False)


def _quantity() -> sa.Column[int]:
    return sa.Column("quantity", WHOLE, nullable=False, server_default=sa.text("0"))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _subject(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _check(condition: str, name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=name)


def _foreign(
    table: str, column: str, parent: str, *, deferred: bool = False
) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}"
    if deferred:
        return sa.ForeignKeyConstraint(
            [column], [f"{parent}.id"], name=name, deferrable=True, initially="DEFERRED"
        )
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=name)

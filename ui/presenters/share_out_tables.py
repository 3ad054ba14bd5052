"""The tables of the share-out on the screen: choices, what each one gets, envelopes."""

from collections.abc import Mapping, Sequence

from coop_ledger import i18n
from coop_ledger.book.questions.answers import ShareOut
from coop_ledger.i18n import _
from coop_ledger.table import Column, Emphasis, Kind, Row, Table
from ui.presenters.share_out import Compared, ShareOutWork

TICK = "✓"


def choice_table(
    title: str, heads: Sequence[str], compared: Sequence[Compared], chosen: str
) -> Table:
    """Return choices with their prices, one line each, a mark before the one that is made."""
    return Table(
        title=title,
        columns=(
            Column("mark", "", Kind.CODE),
            Column("choice", title),
            *(Column(f"f{n}", head, Kind.MONEY) for n, head in enumerate(heads)),
        ),
        rows=tuple(
            Row(
                (TICK if line.value == chosen else "", line.words, *line.figures),
                origin=line.value,
            )
            for line in compared
        ),
    )


def people_table(result: ShareOut) -> Table:
    """Return what each member gets, as the assembly reads it while it chooses."""
    columns = [
        Column("member", _("No."), Kind.CODE),
        Column("name", _("Member")),
        Column("shares", _("Shares"), Kind.NUMBER),
        Column("gross", _("Her part"), Kind.MONEY),
        Column("kept", _("Kept back"), Kind.MONEY),
        Column("seed", _("Put back"), Kind.MONEY),
        Column("paid", _("To receive"), Kind.MONEY),
    ]
    rows = [
        (
            line.member,
            line.name,
            line.shares or None,
            line.gross + line.other_funds,
            -(line.loan_deducted + line.fines_deducted) or None,
            -line.seed or None,
            line.paid,
        )
        for line in result.members
    ]
    sums = tuple(sum(row[at] or 0 for row in rows) or None for at in (2, 3, 4, 5))  # type: ignore[misc]
    total = (None, _("Total"), *sums, result.paid_total)
    kept = [at for at in range(7) if at not in (2, 4, 5) or total[at]]
    return Table(
        title=_("What each one gets"),
        columns=tuple(columns[at] for at in kept),
        rows=(
            *(Row(tuple(row[at] for at in kept), origin=f"member:{row[0]}") for row in rows),
            Row(tuple(total[at] for at in kept), Emphasis.TOTAL),
        ),
    )


def envelopes_table(result: ShareOut, work: ShareOutWork) -> Table:
    """Return the envelopes to hand over, a mark before those that were."""
    rows = [
        Row(
            (
                TICK if work.handed(line.member) else "",
                line.member,
                line.name,
                line.paid,
            ),
            origin=f"member:{line.member}",
        )
        for line in result.members
    ]
    total = Row((None, None, _("Total"), result.paid_total), Emphasis.TOTAL)
    return Table(
        title=_("Envelopes"),
        columns=(
            Column("mark", "", Kind.CODE),
            Column("member", _("No."), Kind.CODE),
            Column("name", _("Member")),
            Column("paid", _("To receive"), Kind.MONEY),
        ),
        rows=(*rows, total),
    )


def notes_in_words(notes: Mapping[int, int]) -> str:
    """Return the pieces of an envelope: "1 × 10 000 + 2 × 500"."""
    return " + ".join(f"{count} × {i18n.money(value)}" for value, count in notes.items())

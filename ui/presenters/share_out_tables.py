"""The tables of the share-out on the screen: choices, what each one gets, envelopes."""

from collections.abc import Mapping, Sequence

from coop_ledger import i18n, terms
from coop_ledger.book.questions.answers import ShareOut
from coop_ledger.book.questions.share_out_choices import ShareOutChoices
from coop_ledger.i18n import _
from coop_ledger.table import Column, Emphasis, Kind, Row, Table
from ui.presenters.share_out import Compared, ShareOutWork
from ui.presenters.share_out_rounding import rounding_value, rounding_words

TICK = "✓"
PART = "½"


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
    """Return what each member gets, as the assembly reads it while it chooses.

    What she has otherwise than in her envelope is put back, taken in goods, or waits.
    """
    otherwise = result.goods + result.unpaid
    columns = [
        Column("member", _("No."), Kind.CODE),
        Column("name", _("Member")),
        Column("shares", _("Shares"), Kind.NUMBER),
        Column("gross", _("Her part"), Kind.MONEY),
        Column("kept", _("Kept back"), Kind.MONEY),
        Column("seed", _("Otherwise") if otherwise else _("Put back"), Kind.MONEY),
        Column("paid", _("To receive"), Kind.MONEY),
    ]
    rows = [
        (
            line.member,
            line.name,
            line.shares or None,
            line.gross + line.other_funds,
            -(line.loan_deducted + line.fines_deducted + line.dues_deducted) or None,
            -(line.seed + line.goods + line.unpaid) or None,
            line.paid,
        )
        for line in result.members
    ]
    sums = tuple(sum(row[at] or 0 for row in rows) or None for at in (2, 3, 4, 5))  # type: ignore[misc]
    total = (None, _("Total"), *sums, result.paid_total)
    kept = [at for at in range(7) if at not in (2, 4, 5) or total[at]]
    if total[4] and total[5]:
        kept = [
            at for at in kept if at != 2
        ]  # what she receives stays in sight rather than her shares
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
    parts = {line.member: work.part_handed(line.member) for line in result.members}
    in_part = any(part is not None for part in parts.values())
    rows = [
        Row(
            (
                _mark(work, line.member),
                line.member,
                line.name,
                *((parts[line.member],) if in_part else ()),
                line.paid - line.kept,
            ),
            origin=f"member:{line.member}",
        )
        for line in result.members
    ]
    sums = (sum(part or 0 for part in parts.values()),) if in_part else ()
    total = (None, None, _("Total"), *sums, result.paid_total - result.kept)
    return Table(
        title=_("Envelopes"),
        columns=(
            Column("mark", "", Kind.CODE),
            Column("member", _("No."), Kind.CODE),
            Column("name", _("Member")),
            *((Column("part", _("A part of it"), Kind.MONEY),) if in_part else ()),
            Column("paid", _("To receive"), Kind.MONEY),
        ),
        rows=(*rows, Row(total, Emphasis.TOTAL)),
    )


def _mark(work: ShareOutWork, member: str) -> str:
    if work.handed(member):
        return TICK
    return PART if work.part_handed(member) is not None else ""


def ways_table(found: ShareOutChoices, called: str) -> Table:
    """Return every method side by side; `called` heads the column of the member asked about."""
    mine = bool(found.member)
    columns = (
        Column("mark", "", Kind.CODE),
        Column("choice", _("Method")),
        Column("lowest", _("from"), Kind.MONEY),
        Column("median", _("middle"), Kind.MONEY),
        Column("highest", _("to"), Kind.MONEY),
        *((Column("mine", called, Kind.MONEY),) if mine else ()),
        Column("remainder", _("Remainder"), Kind.MONEY),
        Column("pieces", _("Notes, coins"), Kind.NUMBER),
    )
    rows = [
        Row(
            (
                TICK if one.chosen else "",
                str(terms.share_out_method(one.method)),
                one.lowest,
                one.median,
                one.highest,
                *((one.mine,) if mine else ()),
                one.remainder,
                one.pieces,
            ),
            origin=one.method,
        )
        for one in found.methods
        if not one.refused
    ]
    return Table(title=_("Method"), columns=columns, rows=tuple(rows))


def roundings_table(found: ShareOutChoices) -> Table:
    """Return every rounding with what it pays, leaves, and takes from one member at most."""
    columns = (
        Column("mark", "", Kind.CODE),
        Column("choice", _("Rounding")),
        Column("paid", _("To hand out"), Kind.MONEY),
        Column("remainder", _("Remainder"), Kind.MONEY),
        Column("lost", _("One loses at most"), Kind.MONEY),
        Column("pieces", _("Notes, coins"), Kind.NUMBER),
        Column("small", _("≤ 250 F"), Kind.NUMBER),
    )
    rows = []
    for one in found.roundings:
        value = rounding_value(one.rounding)
        cells = (
            TICK if one.chosen else "",
            rounding_words(value),
            one.paid_total,
            one.remainder,
            one.most_lost,
            one.pieces,
            one.small,
        )
        rows.append(Row(cells, origin=value))
    return Table(title=_("Rounding"), columns=columns, rows=tuple(rows))


def notes_in_words(notes: Mapping[int, int]) -> str:
    """Return the pieces of an envelope: "1 × 10 000 + 2 × 500"."""
    return " + ".join(f"{count} × {i18n.money(value)}" for value, count in notes.items())

"""The ways of sharing out side by side, to be read aloud before the assembly votes."""

from coop_ledger import i18n, terms
from coop_ledger.book.questions.share_out_choices import (
    MethodChoice,
    RoundingChoice,
    ShareOutChoices,
)
from coop_ledger.i18n import _, fill
from coop_ledger.reports.document import (
    A4,
    Blanks,
    Block,
    Column,
    Document,
    Grid,
    GridRow,
    Kind,
    PageBreak,
    PaperSize,
    Prose,
    Remember,
    Section,
    Title,
    Weight,
)
from coop_ledger.reports.papers.common import Letterhead, document
from coop_ledger.reports.papers.share_out_statement import METHODS

_VOTES = 18  # millimetres for the number of hands


def choices(letterhead: Letterhead, answer: ShareOutChoices, *, size: PaperSize = A4) -> Document:
    """Page 1 compares the ways and the roundings, page 2 says what each one would receive."""
    title = _("Ways of sharing out")
    facts = fill(
        _("SIMULATION of {day:long_day}, nothing is decided · {cash:francs} to share"),
        day=answer.date,
        cash=answer.cash,
    )
    possible = [choice for choice in answer.methods if not choice.refused]
    blocks: list[Block] = [
        Title(text=title, facts=facts),
        Section(
            text=_("The ways"),
            aside=fill(
                _("{rounding} · amounts in F CFA"), rounding=rounding_words(answer.rounding)
            ),
        ),
        _methods(possible),
        *(Prose(text=_read_aloud(choice), size=9.0) for choice in possible),
        Section(
            text=_("And to what coin?"),
            aside=fill(_("{method} · amounts in F CFA"), method=_name(answer.method)),
        ),
        _roundings(answer.roundings),
        Remember(
            heading=_("TO BE SAID"),
            text=_("**All ways share the same money: what one gets more, others get less.**"),
        ),
        Blanks(fields=((_("Way chosen by the assembly"), 46.0), (_("Rounding"), 26.0))),
        PageBreak(),
        Title(text=_("What each one would receive"), aside=(_("amounts in F CFA"),)),
        _each_member(answer, possible),
    ]
    return document("share-out-choices", title, letterhead, blocks, size=size)


def rounding_words(rounding: dict[str, object]) -> str:
    """A rounding in words."""
    kind, step = next(iter(rounding.items()))
    if kind == "exact":
        return _("to the franc")
    words = _("share to {step:money} F") if kind == "value" else _("envelope to {step:money} F")
    return fill(words, step=step)


def _name(method: str) -> str:
    return str(terms.share_out_method(method))


def _methods(possible: list[MethodChoice]) -> Grid:
    columns = (
        Column(title=_("Way of sharing"), strong=True, grows=True),
        Column(title=_("Lowest"), kind=Kind.MONEY),
        Column(title=_("In the\nmiddle"), kind=Kind.MONEY),
        Column(title=_("Highest"), kind=Kind.MONEY),
        Column(title=_("Remainder"), kind=Kind.MONEY),
        Column(title=_("Notes and\ncoins"), kind=Kind.COUNT),
        Column(title=_("Votes"), kind=Kind.ROOM, ruled=True, width=_VOTES),
    )
    rows = tuple(
        GridRow(
            cells=(
                _name(choice.method),
                choice.lowest,
                choice.median,
                choice.highest,
                choice.remainder,
                _count(choice.pieces),
                None,
            ),
            weight=Weight.ITEM if choice.chosen else Weight.PLAIN,
        )
        for choice in possible
    )
    return Grid(columns=columns, rows=rows, row_least=7.4, row_most=8.4, size=9.4, fives=False)


def _read_aloud(choice: MethodChoice) -> str:
    """What a way means, as it is said to those who do not read."""
    means = i18n.translate(METHODS[choice.method])
    return fill(_("**{name}**: {means}."), name=_name(choice.method), means=means)


def _roundings(found: tuple[RoundingChoice, ...]) -> Grid:
    columns = (
        Column(title=_("Rounding"), strong=True, grows=True),
        Column(title=_("Paid to\nthe members"), kind=Kind.MONEY),
        Column(title=_("Remainder"), kind=Kind.MONEY),
        Column(title=_("One member loses\nat most"), kind=Kind.MONEY),
        Column(title=_("Notes and\ncoins"), kind=Kind.COUNT),
        Column(title=_("of them coins\nof 250 F or less"), kind=Kind.COUNT),
    )
    rows = tuple(
        GridRow(
            cells=(
                rounding_words(choice.rounding),
                choice.paid_total,
                choice.remainder,
                choice.most_lost,
                _count(choice.pieces),
                _count(choice.small),
            ),
            weight=Weight.ITEM if choice.chosen else Weight.PLAIN,
        )
        for choice in found
    )
    return Grid(columns=columns, rows=rows, row_least=5.6, row_most=6.0, fives=False)


def _count(pieces: int | None) -> int | str:
    return _("impossible") if pieces is None else pieces


def _each_member(answer: ShareOutChoices, possible: list[MethodChoice]) -> Grid:
    columns = (
        Column(title=_("No."), kind=Kind.CODE, strong=True),
        Column(title=_("Name"), grows=True),
        *(
            Column(
                title=_name(choice.method).replace(" ", "\n", 1),
                kind=Kind.MONEY,
                strong=choice.chosen,
            )
            for choice in possible
        ),
    )
    rows = tuple(
        GridRow(
            cells=(
                member.member,
                member.name,
                *(member.paid[choice.method] for choice in possible),
            )
        )
        for member in answer.members
    )
    totals = GridRow(
        cells=(None, _("Total"), *(choice.paid_total for choice in possible)), weight=Weight.TOTAL
    )
    return Grid(columns=columns, rows=rows, totals=(totals,))

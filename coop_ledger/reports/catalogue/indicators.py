"""Indicators: the ratios of a group, of all groups side by side, and the SAVIX form."""

import datetime
from fractions import Fraction

from coop_ledger.book.book import Book
from coop_ledger.book.questions import indicators as questions
from coop_ledger.book.questions import savix as forms
from coop_ledger.i18n import _, fill, francs, money, percent
from coop_ledger.table import Column, Kind, Row, Table

SIDE_BY_SIDE = (
    "attendance",
    "drop_out",
    "average_savings",
    "return_on_savings",
    "fund_utilisation",
    "portfolio_at_risk",
    "written_off",
)
"""The ratios by which an animateur compares her groups."""


def value_in_words(ratio: questions.Ratio) -> str:
    """Return what a ratio comes to as people read it: a percentage, francs, or a dash."""
    if ratio.value is None:
        return "–"
    if ratio.unit == "percent":
        return percent(_tenths(ratio.value * 100))
    return francs(round(ratio.value))


def _tenths(value: Fraction) -> Fraction:
    return Fraction(round(value * 10), 10)


def indicators(
    book: Book,
    group: str,
    cycle: str = "",
    meeting: int | None = None,
    on: datetime.date | None = None,
) -> Table:
    """Return the ratios of a group: now, after a meeting or at the end of a cycle."""
    answer = questions.indicators(book, group, cycle=cycle, meeting=meeting, on=on)
    return Table(
        title=_("Indicators"),
        subtitle=subtitle(answer),
        columns=(
            Column("indicator", _("Indicator")),
            Column("value", _("Value"), Kind.CODE),
            Column("numerator", _("Divided"), Kind.MONEY),
            Column("denominator", _("By"), Kind.MONEY),
            Column("meaning", _("What it means")),
        ),
        rows=tuple(
            Row(
                (
                    ratio.title,
                    value_in_words(ratio),
                    ratio.numerator,
                    ratio.denominator,
                    ratio.meaning,
                ),
                origin=f"indicator:{ratio.name}",
            )
            for ratio in answer.ratios
        ),
    )


def subtitle(answer: questions.Indicators) -> str:
    """Return the day and the cycle that ratios are of."""
    if answer.meeting is not None:
        return fill(
            _("cycle {cycle}, after meeting no. {meeting:number} on {on:day}"),
            cycle=answer.cycle,
            meeting=answer.meeting,
            on=answer.on,
        )
    return fill(_("cycle {cycle}, as it stands on {on:day}"), cycle=answer.cycle, on=answer.on)


def groups_side_by_side(book: Book, group: str, on: datetime.date | None = None) -> Table:
    """Return the main ratios of every group of the book, a line each."""
    answers = questions.indicators_of_groups(book, on)
    titles = [answers[0].ratio(name).title for name in SIDE_BY_SIDE] if answers else []
    return Table(
        title=_("The groups side by side"),
        columns=(
            Column("group", _("Group")),
            Column("members", _("Members"), Kind.NUMBER),
            Column("savings", _("Savings"), Kind.MONEY),
            *(
                Column(name, title, Kind.CODE)
                for name, title in zip(SIDE_BY_SIDE, titles, strict=bool(titles))
            ),
        ),
        rows=tuple(
            Row(
                (
                    answer.name,
                    answer.measures.members,
                    answer.measures.all_savings,
                    *(value_in_words(answer.ratio(name)) for name in SIDE_BY_SIDE),
                ),
                origin=f"group:{answer.group}",
            )
            for answer in answers
        ),
    )


def savix(book: Book, group: str, on: datetime.date | None = None) -> Table:
    """Return the SAVIX form of a group, with what is to be confirmed or written by hand."""
    form = forms.savix(book, group, on)
    return Table(
        title=_("SAVIX form"),
        subtitle=fill(_("figures of {on:day}"), on=form.on),
        columns=(
            Column("number", _("No."), Kind.CODE),
            Column("item", _("Item")),
            Column("value", _("Value"), Kind.CODE),
            Column("doubt", _("To confirm")),
            Column("definition", _("What it means")),
        ),
        rows=tuple(
            Row(
                (
                    str(item.number),
                    item.title,
                    item_in_words(item.value),
                    item.doubt,
                    item.definition,
                ),
                origin=f"item:{item.name}",
            )
            for item in form.items
        ),
    )


def item_in_words(value: forms.Value) -> str:
    """Return the value of an item of the SAVIX form as people read it, "" where there is none."""
    match value:
        case None:
            return ""
        case int():
            return money(value)
        case datetime.date():
            return fill("{day:day}", day=value)
    return value

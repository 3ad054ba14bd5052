"""Papers about a group as a whole: the SAVIX form and the card for a bank."""

from collections.abc import Iterator

from coop_ledger.book.questions.group_card import GroupCard, PastCycle
from coop_ledger.book.questions.savix import SavixForm
from coop_ledger.i18n import _, fill, francs, ngettext, number
from coop_ledger.reports.catalogue.indicators import item_in_words, value_in_words
from coop_ledger.reports.document import (
    A4,
    Blanks,
    Block,
    Column,
    Document,
    Gap,
    Grid,
    GridRow,
    Kind,
    Leader,
    Leaders,
    PageBreak,
    PaperSize,
    Prose,
    Section,
    SideBySide,
    Signatures,
    Title,
    Weight,
)
from coop_ledger.reports.papers.common import Letterhead, document, signers

_LINE = 48.0  # mm: two fit on a line in every language

# -- SAVIX -----------------------------------------------------------------------------------------


def savix_form(letterhead: Letterhead, form: SavixForm, *, size: PaperSize = A4) -> Document:
    """The 24 items with their definitions; what is doubtful says why, what is missing has a line."""
    title = _("SAVIX form")
    rows = tuple(
        GridRow(
            cells=(
                str(item.number),
                item.title,
                item_in_words(item.value),
                "*" if item.doubt else None,
            )
        )
        for item in form.items
    )
    doubts = ngettext(
        "{doubts:number} item to confirm or to complete",
        "{doubts:number} items to confirm or to complete",
        form.doubts,
    )
    blocks: list[Block] = [
        Title(
            text=title,
            facts=fill(_("Figures of {on:long_day}"), on=form.on),
            aside=(fill(doubts, doubts=form.doubts), _("amounts in F CFA")),
        ),
        Grid(
            columns=(
                Column(title=_("No."), kind=Kind.CODE),
                Column(title=_("Item"), grows=True),
                Column(title=_("Value"), kind=Kind.TEXT, strong=True, width=60),
                Column(title=_("To confirm"), kind=Kind.CODE, width=24),
            ),
            rows=rows,
            size=8.4,
            row_least=4.4,
            row_most=5.0,
        ),
        *_doubts(form),
        Section(text=_("The project, to write by hand")),
        *_project(),
        PageBreak(),
        Section(text=_("What each item means")),
        *(_numbered(item.number, item.title, item.definition) for item in form.items),
        Signatures(signers=signers(letterhead, "treasurer", "president")),
    ]
    return document("savix-form", title, letterhead, blocks, size=size)


def _doubts(form: SavixForm) -> Iterator[Block]:
    """What must be confirmed or completed, a sentence an item."""
    if form.doubts:
        yield Section(text=_("To confirm or to complete"))
    for item in form.items:
        if item.doubt:
            yield _numbered(item.number, item.title, item.doubt)


def _numbered(item: int, title: str, sentence: str) -> Block:
    text = fill(
        _("{item:number}. **{title}**: {sentence}"), item=item, title=title, sentence=sentence
    )
    return Prose(text=text, size=8.6)


def _project() -> Iterator[Block]:
    """The six items of the project, which no group's book knows."""
    yield Blanks(fields=((_("Agency"), _LINE), (_("Project"), _LINE)))
    yield Blanks(fields=((_("Country"), _LINE), (_("Currency"), _LINE)))
    yield Blanks(fields=((_("Number of animateurs"), _LINE), (_("Groups followed"), _LINE)))
    yield Gap(height=2)


# -- the card --------------------------------------------------------------------------------------


def group_card(letterhead: Letterhead, card: GroupCard, *, size: PaperSize = A4) -> Document:
    """One page for a bank: who the group is, what it holds, its ratios, its past cycles."""
    title = _("Group card")
    blocks: list[Block] = [
        Title(
            text=title,
            facts=fill(_("As it stands on {on:long_day}"), on=card.on),
            aside=(_("every figure comes from the book"), _("amounts in F CFA")),
        ),
        SideBySide(left=(_who(card),), right=(_money(card),)),
        Section(text=_("Ratios"), aside=fill(_("cycle {cycle}"), cycle=card.now.cycle)),
        _ratios(card),
    ]
    if card.past:
        blocks += [Section(text=_("Cycles shared out")), _past(card)]
    blocks += [
        Prose(text=_late(card)),
        Signatures(signers=signers(letterhead, "president", "treasurer"), height=22),
    ]
    return document("group-card", title, letterhead, blocks, size=size)


def _who(card: GroupCard) -> Block:
    measures = card.now.measures
    return Leaders(
        lines=(
            Leader(label=_("In this book since"), figure=fill("{day:day}", day=card.founded)),
            Leader(label=_("Years"), figure=number(card.years, 1)),
            Leader(label=_("Members"), figure=number(measures.members)),
            Leader(label=_("of them women, as far as written"), figure=number(measures.women)),
            Leader(label=_("Days between meetings"), figure=number(card.meeting_days)),
            Leader(label=_("Meetings held in this cycle"), figure=number(card.now.meetings)),
        ),
        row=5.0,
    )


def _money(card: GroupCard) -> Block:
    measures = card.now.measures
    return Leaders(
        lines=(
            Leader(label=_("Savings of the members"), figure=francs(measures.all_savings)),
            Leader(label=_("Out on loan"), figure=francs(measures.loans_out)),
            Leader(label=_("Cash, bank and telephone"), figure=francs(measures.cash)),
            Leader(label=_("Solidarity fund and other funds"), figure=francs(measures.social_fund)),
            Leader(label=_("Debts of the group"), figure=francs(measures.debts)),
            Leader(
                label=_("Profit of the cycle so far"), figure=francs(measures.profit), strong=True
            ),
        )
    )


def _ratios(card: GroupCard) -> Block:
    return Grid(
        columns=(
            Column(title=_("Ratio"), grows=True),
            Column(title=_("Divided"), kind=Kind.MONEY),
            Column(title=_("By"), kind=Kind.MONEY),
            Column(title=_("Value"), kind=Kind.CODE, strong=True),
        ),
        rows=tuple(
            GridRow(cells=(ratio.title, ratio.numerator, ratio.denominator, value_in_words(ratio)))
            for ratio in card.now.ratios
        ),
        size=8.2,
        row_least=4.3,
        row_most=4.5,
    )


def _past(card: GroupCard) -> Block:
    return Grid(
        columns=(
            Column(title=_("Cycle"), grows=True, strong=True),
            Column(title=_("Opened"), kind=Kind.TEXT),
            Column(title=_("Shared out"), kind=Kind.TEXT),
            Column(title=_("Members"), kind=Kind.COUNT),
            Column(title=_("Savings"), kind=Kind.MONEY),
            Column(title=_("Profit"), kind=Kind.MONEY),
            Column(title=_("Return"), kind=Kind.CODE),
            Column(title=_("Paid"), kind=Kind.MONEY),
        ),
        rows=tuple(map(_cycle, card.past)),
        size=8.4,
    )


def _cycle(past: PastCycle) -> GridRow:
    earned = past.return_on_savings
    return GridRow(
        cells=(
            past.cycle,
            past.opened,
            past.shared,
            past.members,
            past.savings,
            past.profit,
            "–" if earned is None else fill("{earned:percent}", earned=round(earned * 100, 1)),
            past.paid,
        ),
        weight=Weight.ITEM,
    )


def _late(card: GroupCard) -> str:
    if not card.loans_late:
        return _("No loan is late.")
    sentence = ngettext(
        "{loans:number} loan is late: {amount:francs} should have come in, the oldest "
        "{days:number} days ago.",
        "{loans:number} loans are late: {amount:francs} should have come in, the oldest "
        "{days:number} days ago.",
        card.loans_late,
    )
    return fill(sentence, loans=card.loans_late, amount=card.amount_late, days=card.days_late)

"""The statement of a share-out: page 1 proves the sum, page 2 names each member's part."""

from coop_ledger import i18n
from coop_ledger.book.questions.answers import ShareOut
from coop_ledger.i18n import N_, _, fill, money, ngettext
from coop_ledger.reports.document import (
    A4,
    Bar,
    BarPart,
    Block,
    Document,
    Equation,
    Leader,
    Leaders,
    PageBreak,
    PaperSize,
    ProofBars,
    Prose,
    Section,
    SideBySide,
    Signatures,
    Term,
    Title,
    Together,
)
from coop_ledger.reports.papers import share_out_boxes as boxes
from coop_ledger.reports.papers.common import Letterhead, document, fund_name, signers, words
from coop_ledger.reports.papers.share_out_members import each_member
from coop_ledger.reports.papers.share_out_sums import (
    kept_total,
    members_paid,
    others_total,
    otherwise_total,
    simulation,
    whole,
)

# Above so many lines in its boxes, page 1 stands closer to keep its signatures.
_ROWS_WIDE = 12

METHODS = {
    "share_value": N_("each share is worth the same"),
    "savings_and_profit": N_("savings are given back, the gain goes with the savings"),
    "equal_profit": N_("savings are given back, the gain is cut into equal parts"),
    "own_interest": N_("savings are given back, with the interest each member paid"),
    "equal": N_("the whole is cut into equal parts"),
    "time_weighted": N_("savings are given back, the gain goes with savings and time"),
}


def statement(letterhead: Letterhead, answer: ShareOut, *, size: PaperSize = A4) -> Document:
    """The share-out of a group: page 1 proves the sum, page 2 names each member's part."""
    title = _("Statement of the end-of-cycle share-out")
    four, signature_height = _boxes(answer)
    blocks: list[Block] = [
        _statement_title(title, answer),
        _bars(answer),
        *four,
        _equation(answer),
        _end(letterhead, answer, signature_height),
        PageBreak(),
        *each_member(answer),
    ]
    return document("share-out-statement", title, letterhead, blocks, size=size)


def _end(letterhead: Letterhead, answer: ShareOut, height: float) -> Block:
    """What is signed; a simulation is never signed."""
    if not answer.decided:
        return simulation()
    bureau = signers(letterhead, "president", "treasurer", "secretary", "witness")
    return Together(
        blocks=(Prose(text=_closing(answer)), Signatures(signers=bureau, height=height))
    )


def _boxes(answer: ShareOut) -> tuple[tuple[Block, Block], float]:
    """The four boxes of page 1, closer together where a group has more to tell."""
    origin, where, value, owed = (
        boxes.origin(answer),
        boxes.where(answer),
        boxes.value(answer),
        boxes.owed(answer),
    )
    rows = max(len(origin), len(where)) + max(len(value), len(owed))
    close = rows > _ROWS_WIDE
    row, signature_height = (5.0, 22.0) if close else (5.6, 31.0)

    def box(number: str, title: str, lines: list[Leader]) -> tuple[Block, ...]:
        heading = Section(text=title, aside="F CFA", number=number)
        return (heading, Leaders(lines=tuple(lines), row=row))

    third = _("What a share is worth") if answer.share_value_paid else _("How it is shared")
    method: tuple[Block, ...] = ()
    if answer.share_value_paid is None:
        method = (Prose(text=i18n.translate(METHODS[answer.method]), size=8.6),)
    above = SideBySide(
        left=box("1", _("Where the money comes from"), origin),
        right=box("2", _("Where it is, counted before all"), where),
    )
    below = SideBySide(
        left=(*box("3", third, value), *method),
        right=box("4", _("What is due to the members"), owed),
    )
    return (above, below), signature_height


def _statement_title(title: str, answer: ShareOut) -> Title:
    if answer.decided:
        facts = _("General assembly of {day:long_day} · meeting no. {meeting}")
    else:
        facts = _("SIMULATION of {day:long_day}, nothing is decided · after meeting no. {meeting}")
    line = fill(facts, day=answer.date, meeting=answer.meetings)
    if answer.share_value_paid is None:
        return Title(text=title, facts=line)
    price, value = money(answer.share_price), money(answer.share_value_paid)
    return Title(
        text=title,
        facts=line,
        aside=(
            _("each share"),
            fill(_("bought at {price} F"), price=price),
            fill(_("is worth {value} F"), value=value),
        ),
        growth=(price, value),
    )


def _bars(answer: ShareOut) -> ProofBars:
    total = fill(_("= {amount:francs}"), amount=whole(answer))
    came = [
        BarPart(
            label=_saved_label(answer),
            figure=i18n.francs(min(answer.savings, answer.fund)),
            amount=min(answer.savings, answer.fund),
        ),
        BarPart(label=_("gains"), figure=money(answer.profit), amount=max(answer.profit, 0)),
        BarPart(
            label=_("other funds"), figure=money(others_total(answer)), amount=others_total(answer)
        ),
    ]
    members = members_paid(answer)
    paid = ngettext("paid to {members:number} member", "paid to {members:number} members", members)
    left = [
        BarPart(
            label=fill(paid, members=members),
            figure=i18n.francs(answer.paid_total),
            amount=answer.paid_total,
        ),
        BarPart(
            label=_("kept back and put back"),
            figure=money(kept_total(answer)),
            amount=kept_total(answer),
        ),
        BarPart(
            label=_("in goods and left to pay"),
            figure=money(otherwise_total(answer)),
            amount=otherwise_total(answer),
        ),
        BarPart(
            label=_("remainder"), figure=i18n.francs(answer.remainder), amount=answer.remainder
        ),
    ]
    return ProofBars(
        bars=(
            Bar(caption=_came_caption(answer), total=total, parts=_present(came)),
            Bar(
                caption=_("What goes out and what stays: the same length, the same total"),
                total=total,
                parts=_present(left),
            ),
        )
    )


def _present(parts: list[BarPart]) -> tuple[BarPart, ...]:
    return tuple(part for part in parts if part.amount)


def _came_caption(answer: ShareOut) -> str:
    if answer.profit >= 0:
        return _("What we put in and earned together")
    return fill(
        _("What we put in, {saved:francs}, less the {missing:francs} that are missing"),
        saved=answer.savings,
        missing=-answer.profit,
    )


def _saved_label(answer: ShareOut) -> str:
    if answer.profit < 0:
        return _("what is left of the savings")
    if answer.total_shares:
        return _("shares bought by the members")
    return _("savings of the members")


def _equation(answer: ShareOut) -> Equation:
    terms = [
        Term(label=_("fund to share"), figure=money(whole(answer)), note=_("what was there")),
        Term(
            label=_("paid to the members"),
            figure=money(answer.paid_total),
            note=_("what goes out"),
            sign="=",
        ),
    ]
    if kept_total(answer):
        terms.append(
            Term(
                label=_("kept back and put back"),
                figure=money(kept_total(answer)),
                note=_("debts, box") if otherwise_total(answer) else _("loans, fines, new box"),
                sign="+",
            )
        )
    if otherwise_total(answer):
        terms.append(
            Term(
                label=_("no envelope"),
                figure=money(otherwise_total(answer)),
                note=_("goods, to pay"),
                sign="+",
            )
        )
    terms.append(
        Term(label=_("remainder"), figure=money(answer.remainder), note=_("what stays"), sign="+")
    )
    return Equation(number="5", terms=tuple(terms), remark=_remainder_remark(answer))


def _remainder_remark(answer: ShareOut) -> str:
    if not answer.remainder:
        return _("Nothing remains: **every franc is shared**.")
    match answer.remainder_to:
        case "next_cycle":
            return _("The remainder is **carried to the next cycle**: it opens the box.")
        case "social":
            return _("The remainder goes **to the social fund**.")
        case _:
            return fill(
                _("The remainder goes into **“{fund}”**."), fund=fund_name(answer.remainder_to)
            )


def _closing(answer: ShareOut) -> str:
    """The sentence above the signatures: what is paid, what remains and where it goes."""
    if not answer.remainder:
        sentence = _(
            "This share-out statement is closed at the sum of: **{words}** ({amount:francs}), "
            "paid to {members:number} members. Nothing remains. Read aloud before the assembly."
        )
    else:
        sentence = {
            "next_cycle": _(
                "This share-out statement is closed at the sum of: **{words}** ({amount:francs}), "
                "paid to {members:number} members, and a remainder of **{rest_words}** "
                "({rest:francs}) carried to the next cycle. Read aloud before the assembly."
            ),
            "social": _(
                "This share-out statement is closed at the sum of: **{words}** ({amount:francs}), "
                "paid to {members:number} members, and a remainder of **{rest_words}** "
                "({rest:francs}) put into the social fund. Read aloud before the assembly."
            ),
        }.get(
            answer.remainder_to,
            _(
                "This share-out statement is closed at the sum of: **{words}** ({amount:francs}), "
                "paid to {members:number} members, and a remainder of **{rest_words}** "
                "({rest:francs}) put into “{fund}”. Read aloud before the assembly."
            ),
        )
    return fill(
        sentence,
        words=words(answer.paid_total),
        amount=answer.paid_total,
        members=members_paid(answer),
        rest_words=words(answer.remainder),
        rest=answer.remainder,
        fund=fund_name(answer.remainder_to),
    )

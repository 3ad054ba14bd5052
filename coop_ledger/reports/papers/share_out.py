"""The papers of a share-out: the statement that proves itself, the slips, the list to be signed."""

from collections.abc import Callable

from coop_ledger import i18n
from coop_ledger.book.questions.answers import ShareOut, ShareOutMember
from coop_ledger.i18n import N_, _, fill, money, ngettext
from coop_ledger.reports.document import (
    A4,
    Bar,
    BarPart,
    Block,
    Carry,
    Column,
    Document,
    Equation,
    Grid,
    GridRow,
    Kind,
    Leader,
    Leaders,
    PageBreak,
    PaperSize,
    ProofBars,
    Prose,
    Section,
    SideBySide,
    Signatures,
    Slip,
    Slips,
    Term,
    Title,
    Together,
    Weight,
    WritingLines,
)
from coop_ledger.reports.papers.common import (
    Letterhead,
    document,
    figure,
    fund_name,
    in_dorome,
    moment,
    own_code,
    signers,
    words,
    words_capital,
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


# -- the statement ---------------------------------------------------------------------------------


def statement(letterhead: Letterhead, answer: ShareOut, *, size: PaperSize = A4) -> Document:
    """The share-out of a group: page 1 proves the sum, page 2 names each member's part."""
    title = _("Statement of the end-of-cycle share-out")
    boxes, signature_height = _boxes(answer)
    blocks: list[Block] = [
        _statement_title(title, answer),
        _bars(answer),
        *boxes,
        _equation(answer),
        Together(
            blocks=(
                Prose(text=_closing(answer)),
                Signatures(
                    signers=signers(letterhead, "president", "treasurer", "secretary", "witness"),
                    height=signature_height,
                ),
            )
        ),
        PageBreak(),
        *_each_member(answer),
    ]
    return document("share-out-statement", title, letterhead, blocks, size=size)


def _boxes(answer: ShareOut) -> tuple[tuple[Block, Block], float]:
    """The four boxes of page 1, closer together where a group has more to tell."""
    origin, where, value, owed = _origin(answer), _where(answer), _value(answer), _owed(answer)
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
    total = fill(_("= {amount:francs}"), amount=_whole(answer))
    came = [
        BarPart(
            label=_saved_label(answer),
            figure=i18n.francs(answer.savings),
            amount=min(answer.savings, answer.fund),
        ),
        BarPart(label=_("gains"), figure=money(answer.profit), amount=max(answer.profit, 0)),
        BarPart(label=_("other funds"), figure=money(_others(answer)), amount=_others(answer)),
    ]
    members = _paid(answer)
    paid = ngettext("paid to {members:number} member", "paid to {members:number} members", members)
    left = [
        BarPart(
            label=fill(paid, members=members),
            figure=i18n.francs(answer.paid_total),
            amount=answer.paid_total,
        ),
        BarPart(
            label=_("kept back and put back"), figure=money(_kept(answer)), amount=_kept(answer)
        ),
        BarPart(
            label=_("remainder"), figure=i18n.francs(answer.remainder), amount=answer.remainder
        ),
    ]
    return ProofBars(
        bars=(
            Bar(caption=_("What we put in and earned together"), total=total, parts=_present(came)),
            Bar(
                caption=_("What goes out and what stays: the same length, the same total"),
                total=total,
                parts=_present(left),
            ),
        )
    )


def _present(parts: list[BarPart]) -> tuple[BarPart, ...]:
    return tuple(part for part in parts if part.amount)


def _paid(answer: ShareOut) -> int:
    return sum(1 for member in answer.members if member.paid)


def _others(answer: ShareOut) -> int:
    return sum(answer.other_funds.values())


def _whole(answer: ShareOut) -> int:
    return answer.fund + _others(answer)


def _kept(answer: ShareOut) -> int:
    return answer.loans_deducted + answer.fines_deducted + answer.seed_total


def _saved_label(answer: ShareOut) -> str:
    if answer.total_shares:
        return _("shares bought by the members")
    return _("savings of the members")


def _line(label: str, amount: int) -> Leader:
    return Leader(label=label, figure=figure(amount))


def _origin(answer: ShareOut) -> list[Leader]:
    """Where the fund comes from, line by line; the last line closes the sum exactly."""
    sources = answer.sources
    interest = ngettext(
        "Interest received, {loans:number} loan repaid",
        "Interest received, {loans:number} loans repaid",
        answer.loans_repaid,
    )
    always = [
        (_saved_line(answer), sources.get("savings", answer.savings)),
        (fill(interest, loans=answer.loans_repaid), sources.get("interest", 0)),
        (_("Fines received"), sources.get("fines", 0)),
        (_("Other income"), sources.get("other_income", 0)),
        (_("Expenses of the cycle"), sources.get("expenses", 0)),
    ]
    sometimes = [
        (_("Contributions"), sources.get("contributions", 0)),
        (_("Brought forward from the cycle before"), sources.get("brought_forward", 0)),
        (_("Moved from and to other funds"), sources.get("transfers", 0)),
        (_("Other funds shared out"), _others(answer)),
    ]
    named = sum(amount for _label, amount in (*always, *sometimes))
    sometimes.append((_("Still on loan, less interest kept back today"), _whole(answer) - named))
    return [
        *(_line(label, amount) for label, amount in always),
        *(_line(label, amount) for label, amount in sometimes if amount),
        Leader(label=_("Fund to share"), figure=money(_whole(answer)), strong=True),
    ]


def _saved_line(answer: ShareOut) -> str:
    if answer.total_shares and answer.total_shares * answer.share_price == answer.savings:
        return fill(
            _("Shares: {shares:money} shares × {price:money} F"),
            shares=answer.total_shares,
            price=answer.share_price,
        )
    return _("Savings of the members")


def _where(answer: ShareOut) -> list[Leader]:
    """Where the fund is: counted before all, and what is taken from the shares of debtors."""
    box = answer.places.get("box", 0)
    expected = box + _others(answer)
    is_counted = answer.counted is not None
    counted = answer.counted if answer.counted is not None else expected
    gap = counted - expected
    difference = _("none") if gap == 0 else figure(gap)
    return [
        _line(_("Expected in the box by the journal"), expected),
        Leader(
            label=_("Difference between counted and expected"),
            figure=difference if is_counted else _("to be counted"),
        ),
        _line(_("Money counted in the box") if is_counted else _("Money in the box"), counted),
        _line(_("Bank and telephone"), answer.cash - box),
        _line(_("Kept back: loans and fines"), answer.loans_deducted + answer.fines_deducted),
        Leader(
            label=_("Fund on the table"),
            figure=money(_whole(answer)),
            strong=True,
            ticked=is_counted and gap == 0,
        ),
    ]


def _value(answer: ShareOut) -> list[Leader]:
    if answer.share_value is None or answer.share_value_paid is None:
        return _shared_by(answer)
    price, value = answer.share_price, answer.share_value_paid
    gain = value - price
    share = fill(_("Gain of each share ({rate:percent})"), rate=_percent(gain, price))
    return [
        _line(_("Fund to share"), answer.fund),
        Leader(
            label=_("divided by the number of shares"), figure=f"÷ {money(answer.total_shares)}"
        ),
        Leader(label=_("Exact value of a share"), figure=i18n.number(answer.share_value)),
        _line(_("Price paid for a share"), price),
        _line(share if price else _("Gain of each share"), gain),
        Leader(label=_("Value paid for a share"), figure=money(value), strong=True),
    ]


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _shared_by(answer: ShareOut) -> list[Leader]:
    given = sum(member.gross for member in answer.members)
    return [
        _line(_("Fund to share"), answer.fund),
        _line(_("Savings given back"), answer.savings),
        _line(_("Gain to share"), answer.profit),
        _line(_("Not shared"), answer.fund - given),
        Leader(label=_("Shared among the members"), figure=money(given), strong=True),
    ]


def _owed(answer: ShareOut) -> list[Leader]:
    if answer.share_value_paid is not None:
        gross = fill(
            _("{shares:money} shares × {value:money} F"),
            shares=answer.total_shares,
            value=answer.share_value_paid,
        )
    else:
        gross = _("Shared among the members")
    given = sum(member.gross for member in answer.members)
    others = sum(member.other_funds for member in answer.members)
    envelopes = _paid(answer)
    lines = [_line(gross, given)]
    if others:
        lines.append(_line(_("Share of the other funds"), others))
    lines += [
        _line(_("Kept back for loans not repaid"), -answer.loans_deducted),
        _line(_("Kept back for fines not paid"), -answer.fines_deducted),
        _line(_("Put into the box of the new cycle"), -answer.seed_total),
    ]
    cut = given + others - _kept(answer) - answer.paid_total
    if cut:
        lines.append(_line(_("Cut off by rounding the envelopes"), -cut))
    total = ngettext(
        "To pay, in {envelopes:number} envelope",
        "To pay, in {envelopes:number} envelopes",
        envelopes,
    )
    lines += [
        Leader(
            label=fill(total, envelopes=envelopes), figure=money(answer.paid_total), strong=True
        ),
        _line(_("For the record: what members still owe"), answer.owed_total),
    ]
    return lines


def _equation(answer: ShareOut) -> Equation:
    terms = [
        Term(label=_("fund to share"), figure=money(_whole(answer)), note=_("what was there")),
        Term(
            label=_("paid to the members"),
            figure=money(answer.paid_total),
            note=_("what goes out"),
            sign="=",
        ),
    ]
    if _kept(answer):
        terms.append(
            Term(
                label=_("kept back and put back"),
                figure=money(_kept(answer)),
                note=_("loans, fines, new box"),
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
        members=_paid(answer),
        rest_words=words(answer.remainder),
        rest=answer.remainder,
        fund=fund_name(answer.remainder_to),
    )


# -- the statement's second page -------------------------------------------------------------------


def _each_member(answer: ShareOut) -> list[Block]:
    aside = _("amounts in F CFA")
    if answer.share_value_paid is not None:
        aside = fill(
            _("one share = {value:francs} · amounts in F CFA"), value=answer.share_value_paid
        )
    figures = _member_figures(answer)
    columns = (
        Column(title=_("No."), kind=Kind.CODE, strong=True),
        Column(title=_("Name"), grows=True),
        *(Column(title=title, kind=Kind.MONEY, carry=Carry.SUM) for title, _get in figures[:-1]),
        Column(title=figures[-1][0], kind=Kind.MONEY, strong=True, carry=Carry.SUM),
    )
    rows = tuple(
        GridRow(cells=(member.member, member.name, *(get(member) for _title, get in figures)))
        for member in answer.members
    )
    return [
        Title(text=_("Each member's part"), aside=(aside,)),
        Grid(
            columns=columns,
            rows=rows,
            totals=_member_totals(answer, figures),
            tail=(Prose(text=_proof(answer), size=8.8, ticked=True),),
        ),
    ]


def _member_figures(answer: ShareOut) -> list[tuple[str, Callable[[ShareOutMember], int]]]:
    """The columns of figures: those every group has, and those this share-out needs."""
    value, price = answer.share_value_paid, answer.share_price
    figures: list[tuple[str, Callable[[ShareOutMember], int]]] = []
    if answer.total_shares:
        figures.append((_("Shares"), lambda member: member.shares))
    if value is not None and answer.total_shares * price == answer.savings:
        figures += [
            (fill(_("Savings\nshares × {price:money}"), price=price), lambda m: m.savings),
            (fill(_("Gain\nshares × {gain:money}"), gain=value - price), lambda m: m.profit),
        ]
    else:
        figures += [
            (_("Savings"), lambda member: member.savings),
            (_("Gain"), lambda member: member.profit),
        ]
    if _others(answer):
        figures.append((_("Other\nfunds"), lambda member: member.other_funds))
    figures += [
        (_("Kept back\nloan"), lambda member: -member.loan_deducted),
        (_("Kept back\nfines"), lambda member: -member.fines_deducted),
    ]
    if answer.seed_total:
        figures.append((_("Put into\nthe new box"), lambda member: -member.seed))
    if answer.owed_total:
        figures.append((_("Still\nowes"), lambda member: member.owes))
    received = _("To receive")
    if value is not None and not _kept(answer) and not _others(answer):
        received = fill(_("To receive\nshares × {value:money}"), value=value)
    figures.append((received, lambda member: member.paid))
    return figures


def _member_totals(
    answer: ShareOut, figures: list[tuple[str, Callable[[ShareOutMember], int]]]
) -> tuple[GridRow, ...]:
    members = len(answer.members)
    label = ngettext(
        "Total of {members:number} member", "Total of {members:number} members", members
    )
    sums = (sum(get(member) for member in answer.members) for _title, get in figures)
    blank: tuple[None, ...] = (None,) * (len(figures) - 1)

    def row(text: str, amount: int, weight: Weight = Weight.PLAIN) -> GridRow:
        return GridRow(cells=(None, text, *blank, amount), weight=weight)

    total = GridRow(cells=(None, fill(label, members=members), *sums), weight=Weight.TOTAL)
    kept = [row(_("Kept back and put back"), _kept(answer))] if _kept(answer) else []
    return (
        total,
        *kept,
        row(_remainder_label(answer), answer.remainder),
        row(_("Fund shared"), _whole(answer), Weight.BALANCE),
    )


def _remainder_label(answer: ShareOut) -> str:
    match answer.remainder_to:
        case "next_cycle":
            return _("Remainder carried to the next cycle")
        case "social":
            return _("Remainder put into the social fund")
        case _:
            return fill(_("Remainder put into “{fund}”"), fund=fund_name(answer.remainder_to))


def _proof(answer: ShareOut) -> str:
    """The sums a pencil can redo."""
    whole, paid, rest = _whole(answer), answer.paid_total, answer.remainder
    if _kept(answer):
        return fill(
            _("Proof: {paid:money} + {kept:money} + {rest:money} = {whole:money}."),
            paid=paid,
            kept=_kept(answer),
            rest=rest,
            whole=whole,
        )
    return fill(
        _("Proof: {paid:money} + {rest:money} = {whole:money}."), paid=paid, rest=rest, whole=whole
    )


# -- the slips -------------------------------------------------------------------------------------


def slips(letterhead: Letterhead, answer: ShareOut, *, size: PaperSize = A4) -> Document:
    """One slip for each envelope, six on a sheet; every slip of a group has the same lines."""
    title = _("Share-out slips")
    members = answer.members
    cut = [
        _slip(letterhead, answer, member, place) for place, member in enumerate(members, start=1)
    ]
    sheets: list[Block] = [
        Slips(slips=tuple(cut[start : start + 6])) for start in range(0, len(cut), 6)
    ]
    return document("share-out-slips", title, letterhead, sheets, size=size, scanned=False)


def _slip(letterhead: Letterhead, answer: ShareOut, member: ShareOutMember, place: int) -> Slip:
    owes = member.owes and not member.paid
    facts = _("{group} · share-out of {day:day}")
    if not answer.decided:
        facts = _("{group} · SIMULATION of {day:day}")
    serial = fill(
        _("envelope {place}/{count} · {moment}"),
        place=place,
        count=len(answer.members),
        moment=moment(letterhead.printed_at),
    )
    return Slip(
        number=member.member,
        name=member.name,
        facts=fill(facts, group=letterhead.name, day=answer.date),
        lines=_slip_lines(answer, member),
        amount=i18n.francs(member.paid),
        words=words_capital(member.paid),
        spoken=in_dorome(member.paid),
        pieces=() if owes else tuple(sorted(member.notes.items(), reverse=True)),
        received_on=_("Seen on") if owes else _("Received on"),
        code=own_code(letterhead.fingerprint, member.member, member.paid, member.owes),
        serial=serial,
        debt=fill(_("Still owes {amount:francs}"), amount=member.owes) if owes else "",
        debt_words=fill(
            _("{words}, to be repaid as the assembly decides. No envelope."),
            words=words_capital(member.owes),
        )
        if owes
        else "",
    )


def _slip_lines(answer: ShareOut, member: ShareOutMember) -> tuple[Leader, ...]:
    if answer.share_value_paid is not None:
        gross = fill(
            ngettext(
                "{shares:money} share × {value:money} F",
                "{shares:money} shares × {value:money} F",
                member.shares,
            ),
            shares=member.shares,
            value=answer.share_value_paid,
        )
        lines = [(gross, member.gross)]
    else:
        lines = [(_("Savings given back"), member.savings), (_("Gain"), member.profit)]
    if _others(answer):
        lines.append((_("Share of the other funds"), member.other_funds))
    lines += [
        (_("Kept back: loan"), -member.loan_deducted),
        (_("Kept back: fines"), -member.fines_deducted),
    ]
    if answer.seed_total:
        lines.append((_("Put into the new box"), -member.seed))
    return tuple(_line(label, amount) for label, amount in lines)


# -- the list to be signed -------------------------------------------------------------------------


def register(letterhead: Letterhead, answer: ShareOut, *, size: PaperSize = A4) -> Document:
    """Every member's line, high enough for a thumb, the sums carried from page to page."""
    title = _("List to be signed at the share-out")
    day = fill(_("{day:long_day}"), day=answer.date)
    if answer.share_value_paid is not None:
        day = fill(
            _("{day:long_day} · one share is worth {value:francs}"),
            day=answer.date,
            value=answer.share_value_paid,
        )
    shares = [Column(title=_("Shares"), kind=Kind.MONEY, carry=Carry.SUM)]
    with_shares = bool(answer.total_shares)
    columns = (
        Column(title=_("No."), kind=Kind.CODE, strong=True),
        Column(title=_("Name"), grows=True),
        *(shares if with_shares else []),
        Column(title=_("To receive\nF CFA"), kind=Kind.MONEY, strong=True, carry=Carry.SUM),
        Column(title=_("Signature"), kind=Kind.ROOM, ruled=True, width=48),
        Column(title=_("Left thumb"), kind=Kind.ROOM, ruled=True, width=36),
    )

    def row(number: str | None, name: str, share: int, paid: int, weight: Weight) -> GridRow:
        held = (share,) if with_shares else ()
        return GridRow(cells=(number, name, *held, paid, None, None), weight=weight)

    members = _paid(answer)
    label = ngettext(
        "Total paid to {members:number} member", "Total paid to {members:number} members", members
    )
    total = row(
        None, fill(label, members=members), answer.total_shares, answer.paid_total, Weight.TOTAL
    )
    closing = fill(
        _("This list is closed at the sum of: **{words}** ({amount:francs})."),
        words=words(answer.paid_total),
        amount=answer.paid_total,
    )
    grid = Grid(
        columns=columns,
        rows=tuple(
            row(member.member, member.name, member.shares, member.paid, Weight.ITEM)
            for member in answer.members
        ),
        totals=(total,),
        row_least=12.0,
        row_most=12.4,
        size=10.5,
        fives=False,
        tail=(
            Section(
                text=_("Envelopes not handed over today"),
                aside=_("no. · name · amount · kept by · handed over on"),
            ),
            WritingLines(labels=(), count=2),
            Prose(text=closing),
            Signatures(
                signers=signers(letterhead, "president", "treasurer", "secretary"), height=22
            ),
        ),
    )
    ask = _("Each member counts her money, then signs or presses her thumb.")
    blocks: list[Block] = [Title(text=title, aside=(day, ask)), grid]
    return document("share-out-register", title, letterhead, blocks, size=size)

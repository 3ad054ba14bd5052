"""What goes with the envelopes: a slip for each one, and the list that is signed for them."""

import operator
from collections.abc import Iterable

from coop_ledger import i18n
from coop_ledger.book.questions.answers import ShareOut, ShareOutMember
from coop_ledger.i18n import _, fill, ngettext
from coop_ledger.reports.document import (
    A4,
    Block,
    Carry,
    Column,
    Document,
    Grid,
    GridRow,
    Kind,
    Leader,
    PaperSize,
    Prose,
    Section,
    Signatures,
    Slip,
    Slips,
    Title,
    Weight,
    WritingLines,
)
from coop_ledger.reports.papers.common import (
    Letterhead,
    document,
    in_dorome,
    moment,
    own_code,
    signers,
    words,
    words_capital,
)
from coop_ledger.reports.papers.share_out_sums import (
    cut_off,
    gain_title,
    is_cut,
    leader,
    members_paid,
    others_total,
    simulation,
)

# A slip with more lines than this has no room for the amount as it is spoken.
_LINES_WITH_SPOKEN = 6

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
    lines = _slip_lines(answer, member)
    return Slip(
        number=member.member,
        name=member.name,
        facts=fill(facts, group=letterhead.name, day=answer.date),
        lines=lines,
        amount=i18n.francs(member.paid),
        words=words_capital(member.paid),
        spoken=in_dorome(member.paid) if len(lines) <= _LINES_WITH_SPOKEN else "",
        pieces=() if owes else tuple(sorted(member.notes.items(), reverse=True)),
        received_on=_("Seen on") if owes else _("Received on"),
        code=own_code(letterhead.fingerprint, member.member, member.paid, member.owes),
        serial=serial,
        debt=fill(_("Still owes {amount:francs}"), amount=member.owes) if owes else "",
        debt_words=_debt_words(member) if owes else "",
    )


def _debt_words(member: ShareOutMember) -> str:
    by = _("{words}, to be repaid as the assembly decides. No envelope.")
    if member.due:
        by = _("{words}, to be repaid by {day:day}. No envelope.")
    return fill(by, words=words_capital(member.owes), day=member.due)


def _slip_lines(answer: ShareOut, member: ShareOutMember) -> tuple[Leader, ...]:
    if answer.share_value_paid is not None and not member.leaves:
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
        lines = [(_("Savings given back"), member.savings), (gain_title(answer), member.profit)]
    if others_total(answer):
        lines.append((_("Share of the other funds"), member.other_funds))
    lines += [
        (_("Kept back: loan"), -member.loan_deducted),
        (_("Kept back: fines"), -member.fines_deducted),
    ]
    if answer.dues_deducted:
        lines.append((_("Kept back: contributions"), -member.dues_deducted))
    if answer.seed_total:
        lines.append((_("Put into the new box"), -member.seed))
    if answer.goods:
        lines.append((_("Taken in goods"), -member.goods))
    if answer.unpaid:
        lines.append((_("Left to pay"), -member.unpaid))
    if is_cut(answer):
        lines.append((_("Rounding of the envelope"), -cut_off(member)))
    return tuple(leader(label, amount) for label, amount in lines)


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
    beside = [
        (title, get)
        for title, get, total in (
            (_("In\ngoods"), operator.attrgetter("goods"), answer.goods),
            (_("Left\nto pay"), operator.attrgetter("unpaid"), answer.unpaid),
        )
        if total
    ]
    columns = (
        Column(title=_("No."), kind=Kind.CODE, strong=True),
        Column(title=_("Name"), grows=True),
        *(shares if with_shares else []),
        *(Column(title=title, kind=Kind.MONEY, carry=Carry.SUM) for title, _get in beside),
        Column(title=_("To receive\nF CFA"), kind=Kind.MONEY, strong=True, carry=Carry.SUM),
        Column(title=_("Signature"), kind=Kind.ROOM, ruled=True, width=48),
        Column(title=_("Left thumb"), kind=Kind.ROOM, ruled=True, width=36),
    )

    def row(
        number: str | None, name: str, share: int, others: Iterable[int], paid: int, weight: Weight
    ) -> GridRow:
        held = (share,) if with_shares else ()
        return GridRow(cells=(number, name, *held, *others, paid, None, None), weight=weight)

    members = members_paid(answer)
    label = ngettext(
        "Total paid to {members:number} member", "Total paid to {members:number} members", members
    )
    sums = [sum(get(member) for member in answer.members) for _title, get in beside]
    total = row(
        None,
        fill(label, members=members),
        answer.total_shares,
        sums,
        answer.paid_total,
        Weight.TOTAL,
    )
    grid = Grid(
        columns=columns,
        rows=tuple(
            row(
                member.member,
                member.name,
                member.shares,
                [get(member) for _title, get in beside],
                member.paid,
                Weight.ITEM,
            )
            for member in answer.members
        ),
        totals=(total,),
        row_least=12.0,
        row_most=12.4,
        size=10.5,
        fives=False,
        tail=_end(letterhead, answer),
    )
    ask = _("Each member counts her money, then signs or presses her thumb.")
    blocks: list[Block] = [Title(text=title, aside=(day, ask)), grid]
    return document("share-out-register", title, letterhead, blocks, size=size)


def _kept(answer: ShareOut) -> list[Block]:
    """The envelopes the book knows to be kept, or lines to write them on."""
    if not answer.kept:
        return [WritingLines(labels=(), count=2)]
    words = _("**{number}** {name} · {amount:francs}, left to pay")
    return [
        Prose(text=fill(words, number=member.member, name=member.name, amount=member.kept))
        for member in answer.members
        if member.kept
    ]


def _end(letterhead: Letterhead, answer: ShareOut) -> tuple[Block, ...]:
    """Envelopes that nobody fetched, then what is signed; a simulation is never signed."""
    if not answer.decided:
        return (simulation(),)
    closing = fill(
        _("This list is closed at the sum of: **{words}** ({amount:francs})."),
        words=words(answer.paid_total),
        amount=answer.paid_total,
    )
    return (
        Section(
            text=_("Envelopes not handed over today"),
            aside=_("no. · name · amount · kept by · handed over on"),
        ),
        *_kept(answer),
        Prose(text=closing),
        Signatures(signers=signers(letterhead, "president", "treasurer", "secretary"), height=22),
    )

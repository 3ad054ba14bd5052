"""The funds in words and tables: what each holds, what becomes of it, why its money moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coop_ledger import i18n, terms
from coop_ledger.book.questions.funds import Fund, FundMovement, FundMovements, Funds
from coop_ledger.book.questions.goods import GoodsGiven
from coop_ledger.i18n import _, fill, ngettext, translate
from coop_ledger.table import Column, Emphasis, Kind, Row, Table
from ui.presenters.departure import REASONS
from ui.presenters.home import BOX_ICONS

SLIPS = frozenset({"aid_granted", "loan_issued"})
GIFTS = "goods_distributed"
# Each of these is a decision of its own, and keeps its line.
_ALONE = SLIPS | {GIFTS, "goods_bought", "money_moved", "income_received", "expense_paid"}


@dataclass(frozen=True, slots=True)
class FundCard:
    """One fund as its card shows it: `lines` are words and figures, `state` what becomes of it."""

    fund: str
    icon: str
    name: str
    amount: str
    state: tuple[str, str, str]
    lines: tuple[tuple[str, str], ...]


def cards(found: Funds) -> list[FundCard]:
    """Return the card of each fund."""
    return [
        FundCard(
            fund=fund.fund,
            icon=BOX_ICONS.get(fund.fund, "wallet"),
            name=name_of(fund.fund),
            amount=i18n.money(fund.cash),
            state=state_of(fund),
            lines=tuple(_lines(fund)),
        )
        for fund in found.funds
    ]


def name_of(fund: str) -> str:
    """Return what a fund is called."""
    return str(terms.fund(fund))


def place_name(place: str) -> str:
    """Return what a place is called, at the beginning of a line."""
    words = str(terms.place(place))
    return words[:1].upper() + words[1:]


def state_of(fund: Fund) -> tuple[str, str, str]:
    """Return what becomes of a fund at the share-out: words, meaning and icon."""
    if fund.donor:
        return fill(_("Money of {donor}"), donor=fund.donor), "warning", "lock"
    return {
        "proportional": (_("Shared by savings"), "success", "members"),
        "equal": (_("Shared equally"), "success", "members"),
        "kept": (_("Kept at the share-out"), "info", "lock"),
    }[fund.share_out]


def _lines(fund: Fund) -> Iterator[tuple[str, str]]:
    for place in fund.places:
        yield place_name(place.place), i18n.money(place.balance)
    if fund.loans:
        words = ngettext("{n:number} loan out", "{n:number} loans out", fund.loans)
        yield fill(words, n=fund.loans), i18n.money(fund.loans_out)
    for goods in fund.goods:
        words = _("{quantity:number} × {item}, to give")
        yield fill(words, quantity=goods.quantity, item=goods.item), i18n.money(goods.value)
    if fund.left_to_pay:
        yield _("Left to pay to members"), i18n.money(-fund.left_to_pay)
    if fund.borrowed:
        yield _("Owed to a bank"), i18n.money(-fund.borrowed)
    if fund.savings and fund.share_out == "kept":
        yield _("Savings kept in it"), i18n.money(fund.savings)


def note_of(fund: Fund) -> str:
    """Return when the box was last counted, and what each meeting brings."""
    parts = []
    if fund.contribution:
        parts.append(fill(_("{amount:francs} a meeting"), amount=fund.contribution))
    if fund.last_count:
        parts.append(fill(_("counted on {day:day}"), day=fund.last_count))
    else:
        parts.append(_("never counted"))
    return " · ".join(parts)


def movements_table(found: FundMovements) -> Table:
    """Return what moved, the latest on top, with its reason; what was undone says so.

    What many members brought at one meeting is one line: the passbooks tell them apart.
    """
    rows = [_row(lines) for lines in reversed(_together(found.lines))]
    if rows:
        total = (
            None,
            _("In this cycle"),
            None,
            None,
            found.total_in,
            -found.total_out,
            found.closing,
        )
        rows.append(Row(total, Emphasis.TOTAL))
    return Table(
        title=_("Movements"),
        columns=(
            Column("date", _("Date"), Kind.DATE),
            Column("text", _("What")),
            Column("name", _("Member")),
            Column("reason", _("Reason")),
            Column("in", _("In"), Kind.MONEY),
            Column("out", _("Out"), Kind.MONEY),
            Column("balance", _("Balance"), Kind.MONEY),
        ),
        rows=tuple(rows),
    )


def _together(lines: Sequence[FundMovement]) -> list[list[FundMovement]]:
    """Return the movements, those of one kind at one meeting together."""
    found: list[list[FundMovement]] = []
    for line in lines:
        last = found[-1][0] if found else None
        alike = (
            last is not None
            and line.meeting is not None
            and line.kind not in _ALONE
            and (line.meeting, line.kind, line.date, line.reversed)
            == (last.meeting, last.kind, last.date, last.reversed)
        )
        if alike:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _row(lines: list[FundMovement]) -> Row:
    first, last = lines[0], lines[-1]
    name, words = "" if first.kind == GIFTS else first.name, _words(first)
    if len(lines) > 1:
        count = len({line.member for line in lines})
        name = fill(ngettext("{n:number} member", "{n:number} members", count), n=count)
    if first.meeting is not None:
        words = fill(_("{what} · meeting {number}"), what=words, number=first.meeting)
    return Row(
        (
            first.date,
            words,
            name,
            _hidden() if first.hidden else _reason(first),
            sum(line.in_ for line in lines) or None,
            -sum(line.out for line in lines) or None,
            last.balance,
        ),
        origin=f"entry:{first.number}",
    )


def _words(line: FundMovement) -> str:
    words = _what(line)
    return fill(_("{what} (taken back)"), what=words) if line.reversed else words


def _what(line: FundMovement) -> str:
    if line.moved:
        return fill(
            _("{what}: {amount:money} F within the fund"), what=line.text, amount=line.moved
        )
    return line.text


def _reason(line: FundMovement) -> str:
    """Return why it moved: the word for a departure is the program's, every other is a person's."""
    departs = line.kind == "member_left" and line.reason in REASONS
    return translate(REASONS[line.reason]) if departs else line.reason


def _hidden() -> str:
    return _("confidential")


def gifts_table(gifts: Sequence[GoodsGiven]) -> Table:
    """Return the gifts of goods, the latest on top."""
    rows = tuple(
        Row(
            (
                gift.date,
                fill(_("{what} (taken back)"), what=gift.item) if gift.reversed else gift.item,
                gift.quantity,
                gift.cost,
                len(gift.received),
            ),
            origin=f"entry:{gift.number}",
        )
        for gift in gifts
    )
    return Table(
        title=_("Goods given"),
        columns=(
            Column("date", _("Date"), Kind.DATE),
            Column("item", _("Goods")),
            Column("quantity", _("Quantity"), Kind.NUMBER),
            Column("cost", _("Cost"), Kind.MONEY),
            Column("received", _("Members"), Kind.NUMBER),
        ),
        rows=rows,
    )


def received_table(gift: GoodsGiven) -> Table:
    """Return who received how many of one gift."""
    total = Row((None, _("Given"), gift.quantity), Emphasis.TOTAL)
    return Table(
        title=_("Who received"),
        columns=(
            Column("member", _("No."), Kind.CODE),
            Column("name", _("Who received")),
            Column("quantity", _("Quantity"), Kind.NUMBER),
        ),
        rows=(
            *(
                Row((line.member, line.name, line.quantity), origin=f"member:{line.member}")
                for line in gift.received
            ),
            total,
        ),
    )


def paper_of(kind: str) -> str:
    """Return the paper that a movement is handed out with, "" for none."""
    if kind in SLIPS:
        return "claim-slip"
    return "goods-list" if kind == GIFTS else ""

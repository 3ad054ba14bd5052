"""The four boxes of a share-out's statement: where the money comes from, where it is, what it gives."""

from coop_ledger import i18n
from coop_ledger.book.questions.answers import ShareOut
from coop_ledger.i18n import _, fill, money, ngettext
from coop_ledger.reports.document import Leader
from coop_ledger.reports.papers.common import figure
from coop_ledger.reports.papers.share_out_sums import (
    dues_to_fund,
    dues_to_shared,
    kept_total,
    leader,
    members_paid,
    others_total,
    otherwise_total,
    whole,
)


def origin(answer: ShareOut) -> list[Leader]:
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
        (_("Contributions kept back today"), dues_to_fund(answer)),
        (_("Other funds shared out"), others_total(answer)),
    ]
    named = sum(amount for _label, amount in (*always, *sometimes))
    sometimes.append((_lent(answer, whole(answer) - named), whole(answer) - named))
    return [
        *(leader(label, amount) for label, amount in always),
        *(leader(label, amount) for label, amount in sometimes if amount),
        Leader(label=_("Fund to share"), figure=money(whole(answer)), strong=True),
    ]


def _lent(answer: ShareOut, amount: int) -> str:
    """What the sums of the cycle do not hold: loans still out, interest taken from the shares."""
    if amount < 0:
        return _("Loans not paid back, less the interest paid today out of the parts")
    if answer.owed_total:
        return _("Interest paid today out of the parts, less loans not paid back")
    return _("Interest on loans, paid today out of the parts")


def _saved_line(answer: ShareOut) -> str:
    if answer.total_shares and answer.total_shares * answer.share_price == answer.savings:
        return fill(
            _("Shares: {shares:money} shares × {price:money} F"),
            shares=answer.total_shares,
            price=answer.share_price,
        )
    return _("Savings of the members")


def where(answer: ShareOut) -> list[Leader]:
    """Where the fund is: counted before all, and what is taken from the shares of debtors."""
    box = answer.places.get("box", 0)
    elsewhere = sum(answer.places.values()) - box
    expected = box + sum(answer.other_funds.values())
    debts = answer.loans_deducted + answer.fines_deducted
    is_counted = answer.counted is not None
    counted = answer.counted if answer.counted is not None else expected
    gap = counted - expected
    difference = _("none") if gap == 0 else figure(gap)
    return [
        leader(_("Expected in the box by the journal"), expected),
        Leader(
            label=_("Difference between counted and expected"),
            figure=difference if is_counted else _("to be counted"),
        ),
        leader(_("Money counted in the box") if is_counted else _("Money in the box"), counted),
        leader(_("Bank and telephone"), elsewhere),
        *_present_leaders(
            (_("Goods that are handed out, at cost"), answer.goods),
            (_("Of it belongs to others, and is not shared"), -answer.not_shared),
        ),
        leader(_("Kept back: loans and fines"), debts),
        *_present_leaders(
            (_("Kept back: contributions"), dues_to_fund(answer) + dues_to_shared(answer))
        ),
        Leader(
            label=_("Fund on the table"),
            figure=money(whole(answer)),
            strong=True,
            ticked=is_counted and gap == 0,
        ),
    ]


def _present_leaders(*lines: tuple[str, int]) -> list[Leader]:
    return [leader(label, amount) for label, amount in lines if amount]


def value(answer: ShareOut) -> list[Leader]:
    """What a share is worth, or how the fund is shared where shares have no value."""
    if answer.share_value is None or answer.share_value_paid is None:
        return _shared_by(answer)
    price, value = answer.share_price, answer.share_value_paid
    gain = value - price
    share = fill(_("Gain of each share ({rate:percent})"), rate=_percent(gain, price))
    return [
        leader(_("Fund to share"), answer.fund),
        *_given_back(answer, -answer.given_back),
        Leader(
            label=_("divided by the number of shares"), figure=f"÷ {money(answer.total_shares)}"
        ),
        Leader(label=_("Exact value of a share"), figure=i18n.number(answer.share_value)),
        leader(_("Price paid for a share"), price),
        leader(share if price else _("Gain of each share"), gain),
        Leader(label=_("Value paid for a share"), figure=money(value), strong=True),
    ]


def _given_back(answer: ShareOut, amount: int) -> list[Leader]:
    """What those who left with their savings only have, before the others share."""
    return _present_leaders((_("Given back to those who left"), amount))


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _shared_by(answer: ShareOut) -> list[Leader]:
    given = sum(member.gross for member in answer.members)
    if answer.share_value is None:
        lines = [
            leader(_("Savings given back"), answer.savings),
            leader(
                _("Gain to share")
                if answer.profit >= 0
                else _("Missing: losses and loans not repaid"),
                answer.profit,
            ),
            leader(_("Fund to share"), answer.fund),
        ]
    else:
        lines = [
            leader(_("Fund to share"), answer.fund),
            *_given_back(answer, -answer.given_back),
            Leader(
                label=_("divided by the number of shares"),
                figure=f"÷ {money(answer.total_shares)}",
            ),
            Leader(label=_("Exact value of a share"), figure=i18n.number(answer.share_value)),
        ]
    return [
        *lines,
        leader(_("Cut off by rounding to whole francs"), given - answer.fund),
        Leader(label=_("Shared among the members"), figure=money(given), strong=True),
    ]


def owed(answer: ShareOut) -> list[Leader]:
    """What is due to the members, down to what is laid in the envelopes."""
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
    envelopes = members_paid(answer)
    lines = [leader(gross, given)]
    if answer.share_value_paid is not None and answer.given_back:
        lines = [
            leader(gross, given - answer.given_back),
            *_given_back(answer, answer.given_back),
        ]
    if others:
        lines.append(leader(_("Share of the other funds"), others))
    lines += [
        leader(_("Kept back for loans not repaid"), -answer.loans_deducted),
        leader(_("Kept back for fines not paid"), -answer.fines_deducted),
        *_present_leaders((_("Kept back for contributions not paid"), -answer.dues_deducted)),
        leader(_("Put into the box of the new cycle"), -answer.seed_total),
        *_present_leaders((_("Taken in goods"), -answer.goods), (_("Left to pay"), -answer.unpaid)),
    ]
    cut = given + others - kept_total(answer) - otherwise_total(answer) - answer.paid_total
    if cut:
        lines.append(leader(_("Cut off by rounding the envelopes"), -cut))
    total = ngettext(
        "To pay, in {envelopes:number} envelope",
        "To pay, in {envelopes:number} envelopes",
        envelopes,
    )
    lines += [
        Leader(
            label=fill(total, envelopes=envelopes), figure=money(answer.paid_total), strong=True
        ),
        leader(_("For the record: what members still owe"), answer.owed_total),
    ]
    return lines

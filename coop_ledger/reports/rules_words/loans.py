"""What a loan costs, who may have it and what lateness costs, in sentences."""

from collections.abc import Iterator

from coop_ledger import i18n
from coop_ledger.domain.loan_terms import Late
from coop_ledger.domain.rules import Rules
from coop_ledger.domain.rules.loans import Band, LoanProduct
from coop_ledger.i18n import N_, _, fill, ngettext, translate
from coop_ledger.reports.rules_words.sentence import Sentence, fund_name

_BY_RATE = {
    ("flat", "month"): N_("Interest is {rate:percent} a month of what was lent."),
    ("flat", "meeting"): N_("Interest is {rate:percent} a meeting of what was lent."),
    ("declining", "month"): N_("Interest is {rate:percent} a month of what is left to repay."),
    ("declining", "meeting"): N_("Interest is {rate:percent} a meeting of what is left to repay."),
    ("annuity", "month"): N_(
        "Interest is {rate:percent} a month of what is left to repay, within payments that are "
        "all the same."
    ),
    ("annuity", "meeting"): N_(
        "Interest is {rate:percent} a meeting of what is left to repay, within payments that are "
        "all the same."
    ),
    ("rollover", "month"): N_(
        "Interest is {rate:percent} a month of what is left to repay; interest that is not paid "
        "is added to the debt."
    ),
    ("rollover", "meeting"): N_(
        "Interest is {rate:percent} a meeting of what is left to repay; interest that is not paid "
        "is added to the debt."
    ),
}
_FIXED = {
    "month": N_("A loan costs {amount:francs} a month."),
    "meeting": N_("A loan costs {amount:francs} a meeting."),
    "loan": N_("A loan costs {amount:francs}, once."),
}
REPAID = {
    "at_end": N_("It is repaid all at once, on its last day."),
    "equal_principal": N_("What was lent is repaid in equal parts."),
    "principal_at_end": N_("Interest is paid as it comes, what was lent on the last day."),
    "equal_payment": N_("It is repaid in equal payments, interest included."),
    "free": N_("It is repaid as the borrower can, before its last day."),
}
_BAND_REPAID = {
    "at_end": N_("repaid all at once"),
    "equal_principal": N_("repaid in equal parts"),
    "principal_at_end": N_("interest as it comes, the rest on the last day"),
    "equal_payment": N_("repaid in equal payments"),
    "free": N_("repaid as she can"),
}
_LATE = {
    "once": N_("Whoever pays late owes {cost} more, once."),
    "per_period": N_("Whoever pays late owes {cost} more for each period of the loan."),
    "per_day": N_("Whoever pays late owes {cost} more for each day."),
}
# Kinds of loan that the presets name; another is called what the group calls it.
PRODUCTS = (N_("ordinary"), N_("health"))
_PAYS = {
    "penalty": N_("what lateness costs"),
    "interest": N_("the interest"),
    "principal": N_("what was lent"),
}


def loan_title(rules: Rules, product: LoanProduct) -> str:
    """The title above the rules of one kind of loan."""
    if len(rules.loans) == 1:
        return _("Loans")
    return fill(_("Loans: {name}"), name=translate(product.name))


def loan_sentences(rules: Rules, product: LoanProduct) -> Iterator[Sentence]:
    """Yield the rules of one kind of loan."""
    for part, text in (
        *_cost(rules, product),
        *_bands(product),
        *_ceilings(product),
        *_who(product),
        *_when(rules, product),
        *lateness(product.late),
        *_order(product),
    ):
        yield Sentence(f"loans.{product.name}.{part}", text)


# -- what it costs -----------------------------------------------------------------------------


def _cost(rules: Rules, product: LoanProduct) -> Iterator[tuple[str, str]]:
    if len(rules.funds) > 1:
        words = _("These loans are given from the box “{fund}”.")
        yield "fund", fill(words, fund=fund_name(product.fund))
    yield "rate_percent", interest(product)
    yield "term", fill(_term(product), n=product.term)
    yield "repaid", translate(REPAID[product.repaid])
    if product.step > 1:
        words = _("Payments are multiples of {step:francs}; the last one takes what is left over.")
        yield "instalment_multiple_of", fill(words, step=product.step)


def interest(product: LoanProduct) -> str:
    """What the loans of a kind cost."""
    if product.method == "fixed":
        return fill(translate(_FIXED[product.per]), amount=product.amount)
    if product.method == "none" or not product.rate_percent:
        return _("No interest is asked for.")
    if product.method == "upfront":
        words = _("Interest is {rate:percent} of what is lent, kept back when it is handed over.")
    elif product.method == "once" or product.per == "loan":
        words = _("Interest is {rate:percent} of what was lent, once.")
    else:
        words = translate(_BY_RATE[product.method, product.per])
    return fill(words, rate=product.rate_percent)


def _term(product: LoanProduct) -> str:
    if product.per == "meeting":
        return ngettext(
            "A loan lasts {n:number} meeting at most.",
            "A loan lasts {n:number} meetings at most.",
            product.term,
        )
    return ngettext(
        "A loan lasts {n:number} month at most.",
        "A loan lasts {n:number} months at most.",
        product.term,
    )


def _bands(product: LoanProduct) -> Iterator[tuple[str, str]]:
    for place, band in enumerate(product.bands, start=1):
        what = list(_of_band(product, band))
        if band.up_to is not None:
            words = _("Loans of up to {most:francs}: {what:list}.")
            yield f"bands.{place}", fill(words, most=band.up_to, what=what)
        elif what:
            yield f"bands.{place}", fill(_("Larger loans: {what:list}."), what=what)


def _of_band(product: LoanProduct, band: Band) -> Iterator[str]:
    term = product.term if band.term is None else band.term
    words = ngettext("{n:number} month at most", "{n:number} months at most", term)
    if product.per == "meeting":
        words = ngettext("{n:number} meeting at most", "{n:number} meetings at most", term)
    yield fill(words, n=term)
    yield translate(_BAND_REPAID[band.repaid or product.repaid])
    if band.rate_percent is not None:
        yield fill(_("interest {rate:percent}"), rate=band.rate_percent)


# -- who may have it, and how much ---------------------------------------------------------------


def _ceilings(product: LoanProduct) -> Iterator[tuple[str, str]]:
    if product.ceiling is not None:
        words = _("A loan is {n:number} times the borrower's savings at most.")
        yield "ceiling_times_savings", fill(words, n=product.ceiling)
    if product.ceiling_amount is not None:
        words = _("A loan is {most:francs} at most.")
        yield "ceiling", fill(words, most=product.ceiling_amount)
    if product.ceiling_cash is not None:
        words = _("A loan is {part:percent} of the money in its box at most.")
        yield "ceiling_percent_of_cash", fill(words, part=product.ceiling_cash)
    if (product.ceiling, product.ceiling_amount, product.ceiling_cash) == (None, None, None):
        yield "ceiling_times_savings", _("A loan has no ceiling but the money in its box.")


def _who(product: LoanProduct) -> Iterator[tuple[str, str]]:
    if product.guarantors:
        words = ngettext(
            "{n:number} member stands as guarantor for the borrower.",
            "{n:number} members stand as guarantors for the borrower.",
            product.guarantors,
        )
        yield "guarantors", fill(words, n=product.guarantors)
    else:
        yield "guarantors", _("No guarantor is asked for.")
    if product.guarantor_loans_max is not None:
        words = ngettext(
            "A member is guarantor for {n:number} loan at a time at most.",
            "A member is guarantor for {n:number} loans at a time at most.",
            product.guarantor_loans_max,
        )
        yield "guarantor_loans_max", fill(words, n=product.guarantor_loans_max)
    if product.guarantors_cover:
        yield "guarantors_cover", _("What the guarantors stand for reaches what is lent.")
    if product.loans_at_once is not None:
        words = ngettext(
            "A member has {n:number} such loan at a time at most.",
            "A member has {n:number} such loans at a time at most.",
            product.loans_at_once,
        )
        yield "loans_at_once", fill(words, n=product.loans_at_once)
    if product.waiting_meetings:
        words = ngettext(
            "A new member can borrow after {n:number} meeting.",
            "A new member can borrow after {n:number} meetings.",
            product.waiting_meetings,
        )
        yield "waiting_meetings", fill(words, n=product.waiting_meetings)
    if product.up_to_date:
        yield (
            "up_to_date",
            _("Only a member who has paid her contributions and is late with no loan can borrow."),
        )
    if product.non_members:
        words = _("Someone who is no member can borrow when a member answers for her.")
        yield "non_members", words


def _when(rules: Rules, product: LoanProduct) -> Iterator[tuple[str, str]]:
    if product.first_meeting:
        words = _("The first loan of a cycle is given at meeting no. {n:number}.")
        yield "first_meeting", fill(words, n=product.first_meeting)
    if product.last_days:
        words = ngettext(
            "No loan is given in the last {n:number} day before the share-out.",
            "No loan is given in the last {n:number} days before the share-out.",
            product.last_days,
        )
        yield "last_days", fill(words, n=product.last_days)
    said = "between_meetings" in rules.raw["loans"][product.name]
    if not product.between_meetings:
        yield "between_meetings", _("Loans are given at meetings only.")
    elif said or product.ratify:
        yield "between_meetings", _("In need, a loan can be given between two meetings.")
    if product.ratify:
        yield "ratify", _("The next meeting says whether it agrees with such a loan.")
    if product.sensitive:
        words = _("These loans are shown only to whoever asks, and the asking is recorded.")
        yield "sensitive", words


# -- lateness and repayments -----------------------------------------------------------------------


def lateness(late: Late) -> Iterator[tuple[str, str]]:
    """Yield what lateness costs: the part of the rules that says it, and the sentence."""
    if late.kind == "none":
        yield "late.kind", _("Paying late costs nothing more.")
        return
    yield "late.kind", fill(translate(_LATE[late.kind]), cost=_late_cost(late))
    if late.grace_days:
        words = ngettext(
            "Lateness counts from {n:number} day after the day agreed on.",
            "Lateness counts from {n:number} days after the day agreed on.",
            late.grace_days,
        )
        yield "late.grace_days", fill(words, n=late.grace_days)


def _late_cost(late: Late) -> str:
    if late.amount:
        return i18n.francs(late.amount)
    if late.of == "principal":
        return fill(_("{part:percent} of what is left of the loan"), part=late.percent)
    return fill(_("{part:percent} of what is late"), part=late.percent)


def _order(product: LoanProduct) -> Iterator[tuple[str, str]]:
    first, second, third = (translate(_PAYS[part]) for part in product.allocation)
    words = _("A repayment pays first {first}, then {second}, then {third}.")
    yield "allocation", fill(words, first=first, second=second, third=third)

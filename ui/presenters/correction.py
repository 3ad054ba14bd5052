"""A correction on the screen: what is taken back, and where what is right is typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coop_ledger import i18n
from coop_ledger.book.book import Book
from coop_ledger.book.questions.answers import EntryLine
from coop_ledger.book.questions.correction import as_sentences, effects
from coop_ledger.book.questions.journal import event_behind, taken_back
from coop_ledger.i18n import N_, _, fill, ngettext, translate
from ui.presenters.journal import reversal

# The events that are typed again with another figure, and the field that holds it.
FIGURES = {
    "shares_bought": "shares",
    "savings_deposited": "amount",
    "contribution_paid": "amount",
    "fine_paid": "amount",
    "fine_charged": "amount",
    "loan_repaid": "amount",
}
SHARED = "share_out_decided"
SHOWN = 4
LINES = 10
REOPEN = "reopen"
"""What the page of the share-out is opened with, to stand on what reopens it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where what is right is typed: a sentence, the verb of its button, the page behind it."""

    words: str
    verb: str
    page: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a correction changes, a sentence a line; or why it cannot be, and the way out.

    `way` is the page where what stands in its way is taken back, if it has one of its own.
    """

    refused: str
    lines: tuple[str, ...]
    way: Place | None = None


def said(entry: EntryLine, names: Mapping[str, str]) -> str:
    """Return one entry in a line: "Loan issued · 17 Sira Sissoko · 30 000 F · 13/11/2026"."""
    members = [posting.member for posting in entry.postings if posting.member]
    whose = f"{members[0]} {names.get(members[0], '')}".strip() if members else ""
    parts = (entry.text, whose, i18n.money(entry.amount) + " F", i18n.day(entry.date))
    return " · ".join(filter(None, parts))


def what_is_taken_back(
    book: Book, group: str, entry: EntryLine, names: Mapping[str, str]
) -> tuple[str, ...]:
    """Return every entry the reversal takes back, each with its number, the first few only."""
    found = taken_back(book, group, entry.event, entry.line)
    words = _("Entry {number}: {what}")
    lines = [fill(words, number=one.number, what=said(one, names)) for one in found[:SHOWN]]
    if len(found) > SHOWN:
        lines.append(fill(_("and {n:number} more"), n=len(found) - SHOWN))
    return tuple(lines)


def what_changes(book: Book, group: str, entry: EntryLine, *, whole: bool = False) -> Changes:
    """Return what the reversal would change, in sentences; and what is in its way, if it is."""
    reference = reversal(entry, group, entry.date, "", whole=whole)["reverses"]
    found = effects(book, group, reference, reason=_("to be seen"))
    if found.refused:
        words = _("First take back: {what}, {day:day} (event {reference}).")
        first = tuple(
            fill(
                words,
                what=one.text,
                day=one.date,
                reference=f"{one.event}.{one.line}" if one.line else str(one.event),
            )
            for one in found.first
        )
        before = found.first[0].kind if found.first else entry.kind
        way = share_out_again() if before == SHARED else None
        return Changes(refused=found.refused, lines=first, way=way)
    lines = as_sentences(found)
    if found.receipts:
        words = ngettext(
            "Receipt {numbers} counts as cancelled.",
            "Receipts {numbers} count as cancelled.",
            len(found.receipts),
        )
        lines.insert(0, fill(words, numbers=", ".join(found.receipts[:SHOWN])))
    if len(lines) > LINES:  # the boxes come last, and are never left out
        boxes = sum(change.what == "cash" for change in found.figures)
        head, tail = lines[: LINES - boxes], lines[len(lines) - boxes :]
        hidden = len(lines) - len(head) - len(tail)
        lines = [*head, fill(_("and {n:number} more"), n=hidden), *tail]
    return Changes(refused="", lines=tuple(lines))


def whole_meeting(book: Book, group: str, entry: EntryLine) -> str:
    """Return the verb that takes back the meeting an entry stands in, "" where there is none."""
    if not entry.line:
        return ""
    count = len(taken_back(book, group, entry.event))
    return fill(_("The whole meeting: {n:number} entries"), n=count)


def typed_again(book: Book, group: str, entry: EntryLine) -> dict[str, Any] | None:
    """Return the event to be typed again with another figure; None where it is not one figure."""
    if entry.kind not in FIGURES:
        return None
    event = event_behind(book, group, entry.event, entry.line)
    return event if event["event"] in FIGURES else None


def share_out_again() -> Place:
    """Return where a share-out is reopened by two members."""
    words = _("It is reopened on the page of the share-out.")
    return Place(words, _("Reopen the share-out…"), "share_out", REOPEN)


_LOANS = (N_("Type the right loan among the loans."), N_("To the loans"), "loans")
_MEETING = (N_("Type what is right on the sheet of the meeting."), N_("To the meeting"), "meeting")
_MEMBERS = (N_("Type what is right in the member's file."), N_("To the member"), "member")
_PLANS = (N_("Type what is right among the delivery plans."), N_("To the plans"), "deliveries")
_TONTINE = (
    N_("Type what is right on the page of the tontine."),
    N_("To the tontine"),
    "tontine",
)
_FUNDS = (N_("Type what is right on the page of the funds."), N_("To the funds"), "funds")
_BANK = (N_("Type what is right among the bank loans."), N_("To the bank loans"), "bank_loans")
_RULES = (N_("Record the right vote among the rules."), N_("To the rules"), "rules")
_LOSS = (N_("Type what was really lost."), N_("Theft or loss"), "loss")
_OPENING = (N_("Type the opening balances again."), N_("To the opening balances"), "opening")
_CYCLES = (N_("Type what is right on the page of the share-out."), N_("Share-out"), "share_out")
_ARREARS = (N_("Type what is right among the arrears."), N_("To the arrears"), "arrears")

# Where each kind of event is typed, when not on the sheet of a meeting or in a member's file.
TYPED_ON = {
    **dict.fromkeys(
        ("loan_repaid", "loan_rescheduled", "loan_rolled_over", "loan_written_off"), _LOANS
    ),
    **dict.fromkeys(("loan_recovered", "loan_ratified"), _LOANS),
    **dict.fromkeys(("bank_loan_received", "bank_loan_repaid"), _BANK),
    **dict.fromkeys(("delivery_plan_opened", "delivery_saved", "milestone_reached"), _PLANS),
    **dict.fromkeys(("delivery_plan_settled", "subsidy_received", "subsidy_returned"), _PLANS),
    **dict.fromkeys(("tontine_started", "turns_drawn", "turn_taken", "turns_swapped"), _TONTINE),
    **dict.fromkeys(("hands_passed_on", "entry_stake_paid", "tontine_ended"), _TONTINE),
    **dict.fromkeys(("turn_covered", "due_paid"), _TONTINE),
    **dict.fromkeys(("aid_granted", "money_moved", "goods_bought", "goods_distributed"), _FUNDS),
    **dict.fromkeys(("income_received", "expense_paid", "cash_counted"), _FUNDS),
    **dict.fromkeys(("fine_waived",), _ARREARS),
    **dict.fromkeys(("cycle_opened", "cycle_closed", "envelopes_kept"), _CYCLES),
    "rules_set": _RULES,
    "money_lost": _LOSS,
    "balances_opened": _OPENING,
}


def place_of(entry: EntryLine, *, whole: bool = False) -> Place:
    """Return where what is right is typed, when it is more than one figure."""
    member = next((p.member for p in entry.postings if p.member), "") or ""
    if not whole and entry.kind == "loan_issued":
        words = _("Type the right loan: borrower, amount and term.")
        return Place(words, _("New loan"), "new_loan", member)
    words, verb, page = _MEETING
    if not whole and entry.kind in TYPED_ON:
        words, verb, page = TYPED_ON[entry.kind]
    elif not whole and member and not entry.line:
        words, verb, page = _MEMBERS
    argument = member if page == "member" else ""
    return Place(translate(words), translate(verb), page, argument)

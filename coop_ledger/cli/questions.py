"""Every question that can be put to a book: who answers it, and what it takes.

A new question is a function in `coop_ledger.book.questions` and a line in QUESTIONS.
"""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coop_ledger.cli.books import group_of
from coop_ledger.i18n import N_

if TYPE_CHECKING:
    from coop_ledger.book.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: the function that answers it, and the options it takes.

    `asks` is a module and a function of `coop_ledger.book.questions`; `takes` gives the argument
    that each option becomes. `rows` names the list that CSV shows, `parts` the part of each of its
    rows that has a line of its own.
    """

    asks: str
    help: str
    takes: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    rows: str = ""
    parts: str = ""
    of_group: bool = True
    whole_book: bool = False

    def answer(self, book: "Book", group: str, options: Mapping[str, Any]) -> Any:
        """Ask the book."""
        module, _dot, name = self.asks.partition(".")
        function = getattr(importlib.import_module(f"coop_ledger.book.questions.{module}"), name)
        said = {self.takes[option]: value for option, value in options.items()}
        if not self.of_group:
            return function(book, **said)
        if not self.whole_book or group:
            group = group_of(book, group)
        return function(book, group, **said)


_BETWEEN = {"from": "from_", "to": "to"}

QUESTIONS: Mapping[str, Question] = {
    "groups": Question(asks="groups.groups", help=N_("The groups of the book."), of_group=False),
    "members": Question(
        asks="members.members",
        help=N_("The members, with what each has and owes."),
        takes={"on": "on"},
    ),
    "member": Question(
        asks="members.member",
        help=N_("One member: her savings, her loans and every movement."),
        takes={"member": "code", "on": "on"},
        needs=("member",),
        rows="lines",
    ),
    "settlement": Question(
        asks="life.settlement",
        help=N_("What a member gets who leaves, before it is recorded or as it was."),
        takes={"member": "member", "reason": "reason", "on": "on"},
        needs=("member",),
        rows="lines",
    ),
    "departures": Question(
        asks="life.departures", help=N_("Who left, with their settlement sheets."), parts="lines"
    ),
    "left-to-pay": Question(
        asks="life.left_to_pay", help=N_("What is left to pay to members, and to who left.")
    ),
    "losses": Question(asks="life.losses", help=N_("Money stolen or lost.")),
    "elsewhere": Question(
        asks="people.elsewhere",
        help=N_("The other groups of the same woman in this book."),
        takes={"member": "member"},
        needs=("member",),
    ),
    "loans": Question(
        asks="loans.loans",
        help=N_("The loans, the late ones first."),
        takes={"member": "member", "status": "status", "on": "on"},
    ),
    "loan": Question(
        asks="loans.loan",
        help=N_("One loan: its schedule, what was paid and what is owed."),
        takes={"loan": "code", "on": "on"},
        needs=("loan",),
        rows="schedule",
    ),
    "loan-terms": Question(
        asks="loans.loan_terms",
        help=N_("The schedule of a loan that is not issued yet."),
        takes={"product": "product", "principal": "principal", "term": "term", "on": "on"},
        needs=("product", "principal"),
    ),
    "overdue": Question(
        asks="portfolio.overdue",
        help=N_("What is late, by loan: since when, how much; the group's own debts too."),
        takes={"on": "on"},
    ),
    "portfolio": Question(
        asks="portfolio.portfolio",
        help=N_("All that is lent, what of it is at risk, and the loans to be ratified."),
        takes={"on": "on"},
        rows="at_risk",
    ),
    "bank-loans": Question(
        asks="portfolio.bank_loans",
        help=N_("The loans of the group from a bank."),
        takes={"on": "on"},
    ),
    "bank-loan": Question(
        asks="portfolio.bank_loan",
        help=N_("One loan from a bank: its schedule, what was paid and what is left."),
        takes={"loan": "code", "on": "on"},
        needs=("loan",),
        rows="schedule",
    ),
    "meetings": Question(
        asks="meetings.meetings",
        help=N_("The meetings of a cycle."),
        takes={"cycle": "cycle"},
    ),
    "meeting": Question(
        asks="meetings.meeting",
        help=N_("One meeting: attendance, totals, cash expected and counted."),
        takes={"number": "number", "cycle": "cycle"},
        rows="lines",
    ),
    "arrears": Question(
        asks="arrears.arrears",
        help=N_("Contributions asked and not brought, or brought ahead, by fund and member."),
        takes={"on": "on"},
        rows="members",
        parts="funds",
    ),
    "fines": Question(
        asks="fines.fines",
        help=N_("The fines that are not paid, with their age."),
        takes={"member": "member", "on": "on"},
    ),
    "share-out": Question(
        asks="share_out.share_out",
        help=N_("The share-out: a simulation before the decision, then what was decided."),
        takes={
            "cycle": "cycle",
            "on": "on",
            "method": "method",
            "round": "rounding",
            "remainder": "remainder",
            "seed": "seed",
            "goods": "goods",
            "unpaid": "unpaid",
        },
        rows="members",
    ),
    "share-out-choices": Question(
        asks="share_out_choices.share_out_choices",
        help=N_("Every method and every rounding side by side, before the vote."),
        takes={"on": "on", "method": "method", "round": "rounding", "member": "member"},
        rows="methods",
    ),
    "indicators": Question(
        asks="indicators.indicators",
        help=N_("The ratios of a group, each with its numerator and denominator."),
        takes={"cycle": "cycle", "number": "meeting", "on": "on"},
        rows="ratios",
    ),
    "savix": Question(
        asks="savix.savix",
        help=N_("The SAVIX form of a group, with what is doubtful in it."),
        takes={"on": "on"},
        rows="items",
    ),
    "cash": Question(
        asks="cash.cash",
        help=N_("The cash of each fund and place."),
        takes={"on": "on"},
        rows="places",
    ),
    "cash-book": Question(
        asks="cash.cash_book",
        help=N_("The money in and out of one place of a fund."),
        takes={"fund": "fund", "place": "place", **_BETWEEN},
        rows="lines",
    ),
    "funds": Question(
        asks="funds.funds",
        help=N_("Each fund: its places, loans, goods, and what becomes of it at the share-out."),
        rows="funds",
    ),
    "fund": Question(
        asks="funds.fund_movements",
        help=N_("The movements of a fund with their reasons, those of private funds left out."),
        takes={"fund": "fund", **_BETWEEN},
        rows="lines",
    ),
    "goods": Question(
        asks="goods.goods_given",
        help=N_("Goods given to members, with who received."),
        takes={"fund": "fund", "item": "item"},
        parts="received",
    ),
    "journal": Question(
        asks="journal.journal",
        help=N_("The journal: every entry with its postings."),
        takes=_BETWEEN,
        rows="entries",
        parts="postings",
    ),
    "trial-balance": Question(
        asks="accounts.trial_balance",
        help=N_("Every account with its balance, of one group or of the whole book."),
        takes={"on": "on"},
        rows="accounts",
        whole_book=True,
    ),
    "receipt": Question(
        asks="receipts.receipt_numbered",
        help=N_("One receipt."),
        takes={"number": "number"},
        needs=("number",),
    ),
    "tontine": Question(
        asks="tontine.tontine",
        help=N_("The tontine: its rounds, who took, who is due, who owes."),
        takes={"number": "number"},
        rows="rounds",
        parts="winners",
    ),
    "rules": Question(
        asks="rules.rules",
        help=N_("The rules in force on a day, and the votes that made them."),
        takes={"on": "on"},
        rows="votes",
        parts="changed",
    ),
    "dashboard": Question(
        asks="dashboard.dashboard",
        help=N_("What the home page shows of a group."),
        takes={"on": "on"},
    ),
    "deliveries": Question(
        asks="deliveries.deliveries",
        help=N_("The delivery plans: saved of the goal, milestones, subsidy, how each ended."),
        takes={"member": "member", "status": "status", "on": "on"},
    ),
    "donor-report": Question(
        asks="deliveries.donor_report",
        help=N_("What became of each donor's money in a calendar year."),
        takes={"year": "year", "fund": "fund"},
        rows="donors",
    ),
    "private-lines": Question(
        asks="private.askings",
        help=N_("Who asked to see confidential lines, when and why."),
    ),
    "fingerprint": Question(
        asks="groups.fingerprint", help=N_("The number and hash of the last event.")
    ),
    "why": Question(
        asks="why.why",
        help=N_("Why a figure is what it is: the entries that make it."),
        takes={
            "figure": "figure",
            "member": "member",
            "fund": "fund",
            "place": "place",
            "loan": "loan",
            "account": "account_code",
        },
        needs=("figure",),
        rows="lines",
    ),
}

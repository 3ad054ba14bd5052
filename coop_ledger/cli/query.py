"""`coop-ledger query`: questions to a book.

A new question is a function in `coop_ledger.book.questions` and a line in QUESTIONS.
"""

import importlib
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coop_ledger.amounts import BadText, parse_amount, parse_count
from coop_ledger.cli import private, show
from coop_ledger.cli.books import group_of, is_sound, opened
from coop_ledger.cli.command import (
    AMOUNT,
    COUNT,
    DAY,
    UNSOUND,
    OneOf,
    Option,
    Records,
    Typed,
    argument,
    command_named,
    group_option,
)
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_, _

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
        parts="milestones",
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


def _read_rounding(text: str) -> dict[str, object]:
    """Read "exact", "value=5" or "payout=25" as the rules write it."""
    kind, _equals, step = text.partition("=")
    if text == "exact":
        return {"exact": True}
    if kind in {"value", "payout"} and step:
        return {kind: parse_count(step)}
    raise BadText(N_("{text} is no rounding: write exact, value=1 or payout=25."), text=text)


def _read_seed(text: str) -> tuple[str, int]:
    member, _equals, amount = text.partition("=")
    if not (member and amount):
        raise BadText(N_("{text}: write a member and an amount, like 12=5000."), text=text)
    return member, parse_amount(amount)


def _options() -> list[Option]:
    return [
        Option(["--on"], type=DAY, metavar="DATE", help=N_("The day of the answer; today.")),
        Option(["--from", "from_"], type=DAY, metavar="DATE", help=N_("The first day.")),
        Option(["--to"], type=DAY, metavar="DATE", help=N_("The last day.")),
        Option(["--member"], metavar="NUMBER", help=N_("A member's number.")),
        Option(["--loan"], metavar="LOAN", help=N_("A loan.")),
        Option(["--status"], type=OneOf(("open", "late", "closed")), help=N_("Loans like that.")),
        Option(
            ["--reason"],
            metavar="WHY",
            help=N_("Why she leaves: left, excluded, deceased or transferred."),
        ),
        Option(["--product"], metavar="NAME", help=N_("A kind of loan of the rules.")),
        Option(["--principal"], type=AMOUNT, metavar="N", help=N_("The amount to lend.")),
        Option(["--term"], type=COUNT, metavar="N", help=N_("Its term, in periods.")),
        Option(["--cycle"], metavar="CYCLE", help=N_("A cycle; the last one.")),
        Option(
            ["--number"], type=COUNT, metavar="N", help=N_("A meeting's or a receipt's number.")
        ),
        Option(["--method"], metavar="NAME", help=N_("A method of sharing out.")),
        Option(
            ["--round"],
            type=Typed("rounding", _read_rounding),
            metavar="HOW",
            help=N_("A rounding: exact, value=1 or payout=25."),
        ),
        Option(["--remainder"], metavar="WHERE", help=N_("next_cycle, or a fund.")),
        Option(
            ["--seed"],
            type=Typed("seed", _read_seed),
            metavar="NUMBER=N",
            multiple=True,
            help=N_("What a member puts back; may be repeated."),
        ),
        *(
            Option(
                [f"--{name}"],
                type=Typed("seed", _read_seed),
                metavar="NUMBER=N",
                multiple=True,
                help=words,
            )
            for name, words in (
                ("goods", N_("What a member takes in goods; may be repeated.")),
                ("unpaid", N_("What is not handed to a member yet; may be repeated.")),
            )
        ),
        Option(["--figure"], metavar="NAME", help=N_("savings, shares, loans, fines, cash …")),
        Option(["--fund"], metavar="FUND", help=N_("A fund.")),
        Option(["--item"], metavar="GOODS", help=N_("Goods a fund gives: soap …")),
        Option(["--place"], metavar="PLACE", help=N_("box, bank, orange_money or moov.")),
        Option(["--account"], metavar="ACCOUNT", help=N_("An account of the chart.")),
        Option(["--year"], type=COUNT, metavar="YEAR", help=N_("A calendar year; this one.")),
        *private.options(),
        Option(
            ["--format", "form"],
            type=OneOf(show.FORMATS),
            default="table",
            metavar="|".join(show.FORMATS),
            help=N_("How the answer is written."),
        ),
    ]


def _more() -> Iterable[tuple[str, Records]]:
    yield (
        _("Questions, each with its own options:"),
        [
            (name, " ".join([_(question.help), *_usage(question)]))
            for name, question in QUESTIONS.items()
        ],
    )


def _usage(question: Question) -> Iterable[str]:
    for option in question.takes:
        yield f"--{option}" if option in question.needs else f"[--{option}]"


@command_named(
    "query",
    N_(
        "Answers a question about a book.\n\n--format json writes one JSON document: money in "
        "whole francs, days as 2026-03-05, exact ratios as decimal strings."
    ),
    [argument("book"), argument("question"), group_option(), *_options()],
    more=_more,
)
def command(
    book: str,
    question: str,
    group: str,
    form: str,
    private_by: str,
    private_reason: str,
    **options: Any,
) -> int | None:
    """Ask, show the answer, and say whether the book is sound."""
    asked = _question(question)
    said = {name.rstrip("_"): value for name, value in options.items() if value not in (None, ())}
    _check_options(question, asked, said)
    for name in {"seed", "goods", "unpaid"} & said.keys():
        said[name] = dict(said[name])
    with opened(book) as opened_book:
        if private_by or private_reason:
            group = group_of(opened_book, group)
        with private.asked_for(opened_book, group, private_by, private_reason, question):
            answer = asked.answer(opened_book, group, said)
        _show(answer, form, asked)
        return None if is_sound(opened_book) else UNSOUND


def _question(name: str) -> Question:
    found = QUESTIONS.get(name)
    if found is None:
        raise Refusal(
            N_("{field} is {value}: choose one of {choices}."),
            field="QUESTION",
            value=name,
            choices=", ".join(QUESTIONS),
        )
    return found


def _check_options(name: str, question: Question, said: Mapping[str, Any]) -> None:
    for option in said:
        if option not in question.takes:
            taken = ", ".join(f"--{each}" for each in ("group", *question.takes))
            raise Refusal(
                N_("{field} does not go with {question}, which takes {taken}."),
                field=f"--{option}",
                question=name,
                taken=taken,
            )
    for option in question.needs:
        if option not in said:
            raise Refusal(
                N_("{question} needs {field}: `coop-ledger query --help` says what it is."),
                field=f"--{option}",
                question=name,
            )


def _show(answer: Any, form: str, asked: Question) -> None:
    if form == "json":
        print(show.json_text(answer))
    elif form == "csv":
        from coop_ledger.exchange import csv_export  # the book is open: it costs nothing more

        for row in csv_export.of_table(show.main_table(answer, asked.rows, asked.parts)):
            sys.stdout.buffer.write(row)
    else:
        for line in show.text_lines(answer, asked.parts):
            print(line)

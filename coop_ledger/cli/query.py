"""`coop-ledger query`: questions to a book; `cli.questions` lists them."""

import sys
from collections.abc import Iterable, Mapping
from typing import Any

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
from coop_ledger.cli.questions import QUESTIONS, Question
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_, _


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
        Option(
            ["--status"],
            type=OneOf(("open", "late", "awaiting", "written_off", "closed")),
            help=N_("Loans like that."),
        ),
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

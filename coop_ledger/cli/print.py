"""`coop-ledger print`: a paper as PDF."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from coop_ledger.cli import private
from coop_ledger.cli.books import group_of, is_sound, opened, write_file
from coop_ledger.cli.command import (
    COUNT,
    DAY,
    UNSOUND,
    Option,
    Records,
    argument,
    command_named,
    group_option,
    output_option,
)
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_, _

if TYPE_CHECKING:
    from coop_ledger.reports.document import PaperSize
    from coop_ledger.reports.papers import Paper


def _more() -> Iterable[tuple[str, Records]]:
    from coop_ledger.reports.papers import PAPERS  # the list of papers, for this help only

    yield (
        _("Papers, each with its own options:"),
        [(paper.name, " ".join([_(paper.title), *_usage(paper)])) for paper in PAPERS],
    )


def _usage(paper: "Paper") -> Iterable[str]:
    for parameter in paper.parameters:
        option = f"--{parameter.name.rstrip('_')}"
        yield option if parameter.required else f"[{option}]"
    yield f"({', '.join(_size_names(paper))})"


def _size_names(paper: "Paper") -> list[str]:
    return list(dict.fromkeys(size.name.partition("-")[0] for size in paper.sizes))


@command_named(
    "print",
    N_(
        "Prints a paper into a PDF file, in the language of --language.\n\nThe second print of a "
        "receipt says that it is a duplicate."
    ),
    [
        argument("book"),
        argument("paper"),
        group_option(),
        Option(
            ["--number"], type=COUNT, metavar="N", help=N_("A receipt's or a meeting's number.")
        ),
        Option(["--member"], metavar="NUMBER", help=N_("A member's number; all of them.")),
        Option(["--loan"], metavar="LOAN", help=N_("A loan.")),
        Option(["--meeting"], type=COUNT, metavar="N", help=N_("The number of a meeting.")),
        Option(
            ["--reason"],
            metavar="WHY",
            help=N_("Why she leaves: left, excluded, deceased or transferred."),
        ),
        Option(["--cycle"], metavar="CYCLE", help=N_("A cycle; the last one.")),
        Option(["--fund"], metavar="FUND", help=N_("A fund; the first one.")),
        Option(["--on"], type=DAY, metavar="DATE", help=N_("The day of the figures; today.")),
        Option(["--year"], type=COUNT, metavar="YEAR", help=N_("A calendar year; this one.")),
        Option(["--from", "from_"], type=DAY, metavar="DATE", help=N_("The first day.")),
        Option(["--to"], type=DAY, metavar="DATE", help=N_("The last day.")),
        Option(
            ["--paper", "size"],
            metavar="A4|A5|A6|80mm|58mm",
            default="",
            help=N_("The size of the paper; the usual one of each."),
        ),
        Option(["--by"], metavar="NAME", default="", help=N_("Who prints it, for its foot.")),
        *private.options(),
        output_option(),
    ],
    more=_more,
)
def command(
    book: str,
    paper: str,
    group: str,
    size: str,
    by: str,
    output: str,
    private_by: str,
    private_reason: str,
    **options: Any,
) -> int | None:
    """Make a paper, write it, and count the receipts in it as printed."""
    from coop_ledger.reports import papers  # the list is light; what draws comes after the book

    wanted = _paper(paper)
    said = {name: value for name, value in options.items() if value is not None}
    _check_options(wanted, said)
    wanted_size = _size(wanted, size)
    with opened(book) as opened_book:
        from coop_ledger.reports.pdf import render  # ReportLab, once it is known to be needed

        asked = group_of(opened_book, group)
        printing = papers.Printing(at=opened_book.now(), by=by, size=wanted_size)
        with private.asked_for(opened_book, asked, private_by, private_reason, paper):
            document = wanted.make(opened_book, asked, printing, said)
        write_file(output, [render(document)], book)
        if not is_sound(opened_book):
            return UNSOUND
        papers.count_printing(opened_book, asked, document)
    return None


def _paper(name: str) -> "Paper":
    from coop_ledger.reports.papers import PAPERS, paper_named  # as above

    found = paper_named(name)
    if found is None:
        raise Refusal(
            N_("{field} is {value}: choose one of {choices}."),
            field="PAPER",
            value=name,
            choices=", ".join(paper.name for paper in PAPERS),
        )
    return found


def _check_options(paper: "Paper", said: Mapping[str, Any]) -> None:
    taken = [parameter.name for parameter in paper.parameters]
    for name in said:
        if name not in taken:
            raise Refusal(
                N_("{field} does not go with {paper}, which takes {taken}."),
                field=f"--{name.rstrip('_')}",
                paper=paper.name,
                taken=", ".join(f"--{each.rstrip('_')}" for each in ("group", *taken)),
            )
    for parameter in paper.parameters:
        if parameter.required and parameter.name not in said:
            raise Refusal(
                N_("{paper} needs {field}: `coop-ledger print --help` says what it is."),
                field=f"--{parameter.name.rstrip('_')}",
                paper=paper.name,
            )


def _size(paper: "Paper", name: str) -> "PaperSize | None":
    found = paper.size_named(name) if name else None
    if name and found is None:
        raise Refusal(
            N_("{field} is {value}: {paper} is printed on {choices}."),
            field="--paper",
            value=name,
            paper=paper.name,
            choices=", ".join(_size_names(paper)),
        )
    return found

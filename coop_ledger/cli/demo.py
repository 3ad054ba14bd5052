"""`coop-ledger demo`: a practice book, its papers, and the desktop on it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coop_ledger import paths
from coop_ledger.cli.books import opened, write_file
from coop_ledger.cli.command import Option, argument, command_named
from coop_ledger.cli.desktop import desktop, has_screen
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_, _, fill

if TYPE_CHECKING:
    from coop_ledger.book.book import Book


@command_named(
    "demo",
    N_(
        "Makes a practice book, prints its papers as PDF, and opens the desktop on it where there "
        "is a screen.\n\nEverything goes into DIR, which is made when it is not there. A practice "
        "book that is there already is kept, and its papers are printed again."
    ),
    [
        argument("dir", optional=True),
        Option(["--no-window"], is_flag=True, help=N_("Does not open the desktop.")),
    ],
)
def command(dir: str | None, *, no_window: bool) -> int | None:
    """Make the practice book, print it, say what was made, and open the desktop."""
    folder = Path(dir) if dir else paths.practice()
    book = _made(folder)
    with opened(str(book)) as opened_book:
        for line in _told(book, opened_book):
            print(line)
        papers = list(_printed(opened_book, folder))
    print(
        fill(_("{count:number} papers are in {folder}, as PDF."), count=len(papers), folder=folder)
    )
    if no_window or not has_screen():
        print(fill(_("To look around: coop-ledger open {book}"), book=book))
        return None
    return desktop(str(book))


def _made(folder: Path) -> Path:
    from coop_ledger.exchange import practice  # SQLAlchemy: half a second that help does not pay

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(
            N_("{value} cannot be made ({said}): choose another folder."),
            field="DIR",
            value=str(folder),
            said=error.strerror,
        ) from error
    book = folder / practice.FILE
    if not book.exists():
        practice.make_practice_book(book)
    return book


def _told(path: Path, book: "Book") -> Iterator[str]:
    from coop_ledger.book.questions.groups import groups  # as above

    yield fill(_("The practice book is {path}. It is nobody's money."), path=path)
    for line in groups(book):
        yield fill(
            _(
                "{name}, {place}: {members:number} members, cycle {cycle}, "
                "{meetings:number} meetings held."
            ),
            name=line.name,
            place=line.place,
            members=line.members,
            cycle=line.cycle,
            meetings=line.meetings,
        )


def _printed(book: "Book", folder: Path) -> Iterator[Path]:
    """Print every paper once; nothing is counted as printed, so that practice begins with this."""
    from coop_ledger.exchange.practice import GROUP  # as above, and ReportLab
    from coop_ledger.reports.papers import PAPERS, Printing
    from coop_ledger.reports.pdf import render

    printing = Printing(at=book.now())
    values = _values(book, GROUP)
    for paper in PAPERS:
        said = {
            parameter.name: values[parameter.name]
            for parameter in paper.parameters
            if parameter.required or (parameter.name == "cycle" and paper.name in _SHARED_OUT)
        }
        path = folder / f"{paper.name}.pdf"
        document = paper.make(book, GROUP, printing, said)
        write_file(str(path), [render(document)], book.store.target)
        yield path


_SHARED_OUT = frozenset(
    {"share-out-statement", "share-out-slips", "share-out-register", "coin-plan"}
)


def _values(book: "Book", group: str) -> dict[str, Any]:
    """What the papers are printed for: the cycle that was shared out, and a receipt with a loan."""
    from coop_ledger.book.questions.meetings import meeting  # as above

    lines = meeting(book, group).lines
    number = next(line.receipt for line in lines if line.repaid)
    return {"cycle": "1", "number": number}

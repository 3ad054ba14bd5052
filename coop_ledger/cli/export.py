"""`coop-ledger export`: the journal and the SAVIX forms for other programs."""

from collections.abc import Iterable

from coop_ledger.cli import private
from coop_ledger.cli.books import group_of, is_sound, opened, write_file
from coop_ledger.cli.command import UNSOUND, Option, Records, argument, command_named, output_option
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_, _

FORMATS = {
    "hledger": N_("the journal in plain text, which hledger reads and proves"),
    "csv": N_("every posting a line, for a spreadsheet"),
    "xlsx": N_("the same as a workbook"),
    "savix": N_("the SAVIX form of each group as a workbook, what is doubtful marked"),
}


def _more() -> Iterable[tuple[str, Records]]:
    yield _("Formats:"), [(name, _(text)) for name, text in FORMATS.items()]


@command_named(
    "export",
    N_("Writes the journal in the format of another program, of one group or of all."),
    [
        argument("book"),
        argument("format"),
        Option(["--group"], metavar="GROUP", default="", help=N_("Only this group.")),
        *private.options(),
        output_option(),
    ],
    more=_more,
)
def command(
    book: str, format: str, group: str, output: str, private_by: str, private_reason: str
) -> int | None:
    """Export a book."""
    if format not in FORMATS:
        raise Refusal(
            N_("{field} is {value}: choose one of {choices}."),
            field="FORMAT",
            value=format,
            choices=", ".join(FORMATS),
        )
    from coop_ledger.exchange import EXPORTS  # SQLAlchemy: half a second

    with opened(book) as opened_book:
        asked = group_of(opened_book, group) if group else ""
        with private.asked_for_all(opened_book, asked, private_by, private_reason, format):
            write_file(output, EXPORTS[format](opened_book, asked), book)
        return None if is_sound(opened_book) else UNSOUND

"""A report: a question of the book laid out as one Table, for the screen, CSV and spreadsheets."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coop_ledger.reports.papers import Parameter
from coop_ledger.table import Table

if TYPE_CHECKING:
    from coop_ledger.book.book import Book

__all__ = ["Parameter", "Report"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report: its name, its title, what may be asked of it, and who answers.

    `summary` is a sentence that says what it shows; `paper` names the paper that prints the
    same figures, "" where there is none.
    """

    name: str
    title: str
    summary: str
    answer: Callable[..., Table]
    parameters: tuple[Parameter, ...] = ()
    paper: str = ""

    def build(self, book: "Book", group: str, **values: Any) -> Table:
        """Return the table in the language spoken now; `values` by the parameters' names.

        Raises:
            Refusal: the book cannot answer for these values.
        """
        return self.answer(book, group, **values)

"""The reports on the screen: what each one asks, and how the answers are read."""

import datetime
from collections.abc import Mapping
from typing import Any

from coop_ledger import terms
from coop_ledger.book.book import Book
from coop_ledger.i18n import _, fill
from coop_ledger.names import search_key
from coop_ledger.reports.report import Report
from coop_ledger.table import Table

BEHIND = {
    "meetings": frozenset(
        {"attendance", "attendance_now", "represented_now", "attending", "visit"}
    ),
    "members": frozenset(
        "drop_out retention growth members_at_start members women left average_savings savings "
        "savings_brought".split()
    ),
    "loans": frozenset(
        "members_with_loan members_who_borrowed average_loan average_loan_outstanding "
        "lent_of_savings portfolio_at_risk portfolio_at_risk_30 written_off loans_written_off "
        "paid_on_time loans_open loans_out late".split()
    ),
}
"""The pages that ratios are counted from; those of money and profit lead home."""
SENTENCES = ("doubt", "meaning", "definition")  # columns that hold whole sentences
FOLLOWED = 500  # entries of an account shown at once, the last ones


def choices(book: Book, group: str, kind: str, day: datetime.date) -> list[tuple[str, str]]:
    """Return what may be chosen for a parameter of this kind: funds or cycles."""
    with book.reading() as connection:
        facts = book.facts(connection, group)
        if kind == "fund":
            return [(name, str(terms.fund(name))) for name in facts.rules(day).funds]
        cycles = reversed(facts.cycles())
        return [(cycle.code, fill(_("cycle {cycle}"), cycle=cycle.code)) for cycle in cycles]


def missing(report: Report, values: Mapping[str, Any]) -> str:
    """Return the name of the first required parameter without a value, "" if all are there."""
    return next((p.name for p in report.parameters if p.required and not values.get(p.name)), "")


def sentences(table: Table, origin: str) -> str:
    """Return the sentences of a row in full: its meaning, and what is doubtful in it."""
    row = next((row for row in table.rows if origin and row.origin == origin), None)
    if row is None:
        return ""
    said = dict(zip((column.key for column in table.columns), row.cells, strict=True))
    return " ".join(str(said[key]) for key in SENTENCES if said.get(key))


def page_behind(figure: str) -> str:
    """Return the page that shows what a ratio or an item of the SAVIX form is counted from."""
    return next((page for page, figures in BEHIND.items() if figure in figures), "home")


def file_name(report: Report, title: str, day: datetime.date) -> str:
    """Return the name proposed for an export: "membres-2026-03-05.csv"."""
    stem = "-".join(search_key(title).replace("'", " ").split()) or report.name
    return f"{stem}-{day.isoformat()}.csv"

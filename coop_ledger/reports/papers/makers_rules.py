"""Asks a book what the page of its rules needs."""

import datetime
from collections.abc import Callable, Mapping
from typing import Final

from coop_ledger.book.book import Book
from coop_ledger.book.questions import members as people
from coop_ledger.book.questions import rules as questions
from coop_ledger.domain.rules import read_rules
from coop_ledger.domain.year_ahead import meetings_of_a_year, year_ahead
from coop_ledger.reports.document import Document, PaperSize
from coop_ledger.reports.papers import Printing
from coop_ledger.reports.papers.group_rules import group_rules
from coop_ledger.reports.papers.letterheads import letterhead_of


def _rules(
    book: Book,
    group: str,
    printing: Printing,
    size: PaperSize,
    *,
    on: datetime.date | None = None,
) -> Document:
    answer = questions.rules(book, group, on or printing.at.date())
    rules = read_rules(answer.rules)
    lines = [line for line in people.members(book, group) if line.status == "active"]
    year = year_ahead(rules, meetings=meetings_of_a_year(rules), members=len(lines))
    names = [(line.member, line.name) for line in lines]
    letterhead = letterhead_of(book, group, printing)
    return group_rules(letterhead, rules, answer.since, year, names, size=size)


RULES_MAKERS: Final[Mapping[str, Callable[..., Document]]] = {"rules": _rules}

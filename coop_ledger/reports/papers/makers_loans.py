"""Asks a book what the papers about loans need."""

import datetime
from collections.abc import Callable, Mapping
from typing import Final

from coop_ledger.book.book import Book
from coop_ledger.book.questions import loans, members, portfolio
from coop_ledger.book.questions.answers import Loan
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_, _, fill
from coop_ledger.reports.document import Document, PaperSize
from coop_ledger.reports.papers import Printing, loan_agreement, overdue_list, registers
from coop_ledger.reports.papers.cycles import cycle_begun_by, cycle_on
from coop_ledger.reports.papers.letterheads import cycles_of, letterhead_of


def _loan_agreement(
    book: Book, group: str, printing: Printing, size: PaperSize, *, loan: str = ""
) -> Document:
    answer = _loan(book, group, loan, printing.at.date())
    letterhead = letterhead_of(
        book,
        group,
        printing,
        fingerprint=answer.hash,
        rests_on=fill(_("event no. {number}"), number=answer.event),
        cycle=cycle_begun_by(cycles_of(book, group), answer.issued),
    )
    with book.reading() as connection:
        rules = book.facts(connection, group).rules(answer.issued)
    # The share-out keeps back the debts to its own fund: those to a fund that is kept stay.
    netted = answer.fund == rules.first_fund and rules.is_shared(answer.fund)
    names = _names(book, group)
    return loan_agreement.loan_agreement(letterhead, answer, names, netted=netted, size=size)


def _loan(book: Book, group: str, code: str, day: datetime.date) -> Loan:
    """The loan of a number; the last one that was given, where none is said."""
    if code:
        return loans.loan(book, group, code, day)
    every = loans.loans(book, group, on=day)
    if not every:
        raise Refusal(
            N_("The group has given no loan yet: there is no agreement to print."), field="loan"
        )
    return max(every, key=lambda loan: (loan.issued, loan.event))


def _loan_register(
    book: Book,
    group: str,
    printing: Printing,
    size: PaperSize,
    *,
    on: datetime.date | None = None,
) -> Document:
    day = on or printing.at.date()
    answers = sorted(loans.loans(book, group, on=day), key=lambda loan: (loan.issued, loan.loan))
    letterhead = letterhead_of(book, group, printing, cycle=cycle_on(cycles_of(book, group), day))
    return registers.loan_register(letterhead, answers, day, size=size)


def _overdue_list(
    book: Book,
    group: str,
    printing: Printing,
    size: PaperSize,
    *,
    on: datetime.date | None = None,
) -> Document:
    day = on or printing.at.date()
    letterhead = letterhead_of(book, group, printing, cycle=cycle_on(cycles_of(book, group), day))
    rows = portfolio.overdue(book, group, day)
    return overdue_list.overdue_list(
        letterhead, rows, portfolio.portfolio(book, group, day), _names(book, group), size=size
    )


def _names(book: Book, group: str) -> dict[str, str]:
    return {line.member: line.name for line in members.members(book, group)}


LOAN_MAKERS: Final[Mapping[str, Callable[..., Document]]] = {
    "loan-agreement": _loan_agreement,
    "loan-register": _loan_register,
    "overdue-list": _overdue_list,
}

"""What an assembly decided about its loans, in sentences."""

import datetime
from collections.abc import Iterable, Iterator, Mapping

from coop_ledger.book.questions.answers import Loan
from coop_ledger.i18n import N_, _, fill, translate

_DECIDED: Mapping[str, str] = {
    "rescheduled": N_("Loan {loan}, {name}: more time, due on {due:day}."),
    "rolled_over": N_("Loan {loan}, {name}: rolled over into a new debt, due on {due:day}."),
}


def decided_on(loans: Iterable[Loan], day: datetime.date) -> tuple[str, ...]:
    """What was decided on a day, one sentence each, loan by loan."""
    return tuple(sentence for loan in loans for sentence in _of(loan, day))


def _of(loan: Loan, day: datetime.date) -> Iterator[str]:
    name = loan.borrower or loan.name
    if loan.ratified_on == day:
        yield fill(_("Loan {loan}, {name}: ratified."), loan=loan.loan, name=name)
    for change in loan.changes:
        if change.on == day:
            sentence = translate(_DECIDED[change.kind])
            yield fill(sentence, loan=loan.loan, name=name, due=change.due)
    if loan.written_off == day:
        sentence = _("Loan {loan}, {name}: written off, {lost:francs} are lost.")
        yield fill(sentence, loan=loan.loan, name=name, lost=loan.lost)

"""The contract of one loan: what is lent, when it comes back, who stands for it, who signs."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from coop_ledger.book.questions.answers import Loan
from coop_ledger.domain.lending import late_of
from coop_ledger.domain.loan_terms import PARTS
from coop_ledger.domain.rules.loans import LoanProduct
from coop_ledger.i18n import N_, _, fill, francs, ngettext, translate
from coop_ledger.reports.document import (
    A4,
    Block,
    Column,
    Document,
    Grid,
    GridRow,
    Kind,
    PaperSize,
    Person,
    Prose,
    Section,
    Signatures,
    Signer,
    Square,
    Title,
    Together,
    Weight,
)
from coop_ledger.reports.papers.common import Letterhead, document, signers, words, words_capital
from coop_ledger.reports.rules_words.loans import REPAID, interest, lateness

_ACROSS: Final = 3
_BUREAU: Final = ("president", "treasurer", "secretary")

_WHAT_IT_IS: Final[Mapping[str, str]] = {
    "member": N_("member no. {member} · for: {purpose}"),
    "plain": N_("member no. {member}"),
    "other": N_("no member · {name}, member no. {member}, answers for her · for: {purpose}"),
    "other_plain": N_("no member · {name}, member no. {member}, answers for her"),
}


def loan_agreement(
    letterhead: Letterhead,
    loan: Loan,
    names: Mapping[str, str],
    *,
    netted: bool = True,
    size: PaperSize = A4,
) -> Document:
    """One loan as it was agreed; `names` gives the guarantors by their numbers.

    `netted` says that the share-out keeps back what is still owed on it.
    """
    title = _("Loan agreement")
    blocks: list[Block] = [
        Title(text=title, facts=loan.loan),
        Prose(text=_opening(letterhead, loan), size=10.5),
        Person(
            number=loan.member,
            name=loan.borrower or loan.name,
            facts=_facts(loan),
            figure=francs(loan.principal),
            figure_note=words_capital(loan.principal),
        ),
        Prose(text=" ".join(_price(loan)), size=10),
        _schedule(loan),
        Prose(text=_sum(loan), size=10.5),
        Prose(text=" ".join(_duties(letterhead, loan, netted=netted)), size=9.5),
        *_guarantors(loan, names),
        *_decisions(loan),
        Prose(text=_read_aloud(loan), size=9.5),
        *_signatures(letterhead, loan, names),
    ]
    return document("loan-agreement", title, letterhead, blocks, size=size)


def _opening(letterhead: Letterhead, loan: Loan) -> str:
    president = letterhead.officers.get("president", "")
    if not president:
        return fill(_("On {day:long_day}, the group lends to:"), day=loan.issued)
    sentence = _("On {day:long_day}, the group, represented by {president}, lends to:")
    return fill(sentence, day=loan.issued, president=president)


def _facts(loan: Loan) -> str:
    kind = ("other" if loan.borrower else "member") if loan.purpose else "plain"
    if loan.borrower and not loan.purpose:
        kind = "other_plain"
    sentence = translate(_WHAT_IT_IS[kind])
    return fill(sentence, member=loan.member, name=loan.name, purpose=loan.purpose)


def product_of(loan: Loan) -> LoanProduct:
    """The kind of loan that one loan would be by itself: its own terms."""
    return LoanProduct(
        name=loan.product,
        fund=loan.fund,
        method=loan.method,
        rate_percent=Decimal(loan.rate_percent),
        per=loan.per,
        term=loan.term,
        repaid=loan.repaid,
        ceiling=None,
        guarantors=0,
        allocation=PARTS,
        amount=loan.amount,
        late=late_of(loan.penalty),
    )


def _price(loan: Loan) -> Iterator[str]:
    yield f"**{interest(product_of(loan))}**"
    if loan.kept_back:
        sentence = _(
            "{kept:francs} are kept back today: she receives **{handed:francs}** and gives back "
            "{lent:francs}."
        )
        handed = loan.principal - loan.kept_back
        yield fill(sentence, kept=loan.kept_back, handed=handed, lent=loan.principal)
    if len(loan.schedule) > 1:
        payments = ngettext("{n:number} payment", "{n:number} payments", len(loan.schedule))
        yield fill(
            _("The loan is repaid in {payments}."), payments=fill(payments, n=len(loan.schedule))
        )
    else:
        yield translate(REPAID[loan.repaid])


def _schedule(loan: Loan) -> Grid:
    columns = (
        Column(title=_("No."), kind=Kind.CODE),
        Column(title=_("Due"), grows=True),
        Column(title=_("Principal"), kind=Kind.MONEY),
        Column(title=_("Interest"), kind=Kind.MONEY),
        Column(title=_("To pay"), kind=Kind.MONEY, strong=True),
        Column(title=_("Left\nafter it"), kind=Kind.MONEY),
        Column(title=_("paid"), kind=Kind.DRAWING, width=12),
    )
    left = sum(line.payment for line in loan.schedule)
    rows = []
    for number, line in enumerate(loan.schedule, start=1):
        left -= line.payment
        day = fill("{day:long_day}", day=line.due)
        cells = (str(number), day, line.principal, line.interest, line.payment, left, Square())
        rows.append(GridRow(cells=cells))
    total = GridRow(
        cells=(
            None,
            _("Total to repay"),
            sum(line.principal for line in loan.schedule),
            sum(line.interest for line in loan.schedule),
            sum(line.payment for line in loan.schedule),
            None,
            None,
        ),
        weight=Weight.TOTAL,
    )
    return Grid(columns=columns, rows=tuple(rows), totals=(total,), fives=False, size=9.5)


def _sum(loan: Loan) -> str:
    total = sum(line.payment for line in loan.schedule)
    sentence = _("Total to repay: **{words}** ({total:francs}), by {due:long_day} at the latest.")
    return fill(sentence, words=words(total), total=total, due=loan.due)


def _duties(letterhead: Letterhead, loan: Loan, *, netted: bool) -> Iterator[str]:
    yield from (sentence for _part, sentence in lateness(late_of(loan.penalty)))
    if letterhead.ends and netted:
        sentence = _(
            "What is still owed at the share-out of {ends:day} is kept back from her share."
        )
        yield fill(sentence, ends=letterhead.ends)
    if loan.guarantors:
        yield _("If she does not pay, those who stand for her pay in her place.")
    if loan.awaits:
        yield _("Given between two meetings: the next meeting says whether it agrees.")


def _guarantors(loan: Loan, names: Mapping[str, str]) -> Iterator[Block]:
    if not loan.guarantors:
        return
    columns = (
        Column(title=_("No."), kind=Kind.CODE),
        Column(title=_("Stands for her"), grows=True),
        Column(title=_("for how much"), kind=Kind.MONEY, strong=True),
    )
    rows = tuple(
        GridRow(cells=(code, names.get(code, code), loan.guarantees.get(code, _("the whole"))))
        for code in loan.guarantors
    )
    yield Together(
        blocks=(
            Section(text=_("Guarantors"), aside=_("amounts in F CFA")),
            Grid(columns=columns, rows=rows, fives=False),
        )
    )


_DECIDED: Final[Mapping[str, str]] = {
    "rescheduled": N_("On {on:day} the group gave more time: due on {due:day}, at {rate:percent}."),
    "rolled_over": N_(
        "On {on:day} what was left with its interest became a new debt: due on {due:day}, at "
        "{rate:percent}."
    ),
}


def _decisions(loan: Loan) -> Iterator[Block]:
    """What was decided since: the schedule above is the last one."""
    for change in loan.changes:
        sentence = translate(_DECIDED[change.kind])
        rate = Decimal(change.rate_percent)
        yield Prose(text=fill(sentence, on=change.on, due=change.due, rate=rate), size=9.5)


def _read_aloud(loan: Loan) -> str:
    if loan.guarantors:
        return _(
            "Read and translated into Bambara by .................................... before the "
            "borrower and those who stand for her, who say that they understood."
        )
    return _(
        "Read and translated into Bambara by .................................... before the "
        "borrower, who says that she understood."
    )


def _signatures(letterhead: Letterhead, loan: Loan, names: Mapping[str, str]) -> Iterator[Block]:
    """The borrower and who stands for her, then the bureau: a thumb for each."""
    people = [Signer(role=_("Borrower"), name=_numbered(loan.borrower or loan.name, loan.member))]
    if loan.borrower:
        answers = _numbered(loan.name, loan.member)
        people = [
            Signer(role=_("Borrower"), name=loan.borrower),
            Signer(role=_("Member who answers for her"), name=answers),
        ]
    people += [
        Signer(role=_("Guarantor"), name=_numbered(names.get(code, code), code))
        for code in loan.guarantors
    ]
    while len(people) < _ACROSS:
        people.append(Signer(role=_("Guarantor")) if loan.guarantors else Signer(role=_("Witness")))
    rows: list[Block] = [
        Signatures(signers=tuple(people[start : start + _ACROSS]), height=30)
        for start in range(0, len(people), _ACROSS)
    ]
    yield Together(blocks=(*rows, Signatures(signers=signers(letterhead, *_BUREAU), height=30)))


def _numbered(name: str, code: str) -> str:
    return fill(_("{name} (no. {code})"), name=name, code=code)

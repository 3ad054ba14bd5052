"""The slip a member takes to the health centre: how much her fund pays for her."""

from collections.abc import Iterator

from coop_ledger import i18n, terms
from coop_ledger.book.questions.aid import Claim
from coop_ledger.i18n import _, fill
from coop_ledger.reports.document import (
    A5,
    Blanks,
    Block,
    Document,
    Leader,
    Leaders,
    PaperSize,
    Person,
    Prose,
    Section,
    Signatures,
    Signer,
    Title,
)
from coop_ledger.reports.papers.common import (
    Letterhead,
    document,
    fund_name,
    own_code,
    signers,
    words,
)

_ROOM = "_" * 28  # where a hand writes


def claim_slip(letterhead: Letterhead, claim: Claim | None, *, size: PaperSize = A5) -> Document:
    """Who, how much in figures and words, where; the illness only where it was asked for.

    Without a claim it is a slip to be filled by hand, when the machine is not there.
    """
    title = _("Claim slip")
    blocks: list[Block] = list(_blank())
    member, note = "", ""
    if claim is not None:
        title = fill(_("Claim slip no. {number}"), number=claim.number)
        blocks = list(_filled(letterhead, title, claim))
        code = own_code(claim.hash, claim.number, claim.member, claim.amount)
        member, note = claim.name, fill(_("Slip code {code}"), code=code)
    blocks += [
        Section(text=_("At the health centre")),
        Blanks(fields=((_("Care given on"), 34), (_("Bill no."), 30))),
        Blanks(fields=((_("Amount of the bill"), 24), (_("Paid by the group"), 24))),
        Signatures(
            signers=(
                *signers(letterhead, "president", "treasurer"),
                Signer(role=_("Member"), name=member),
            ),
            height=25,
        ),
        Signatures(signers=(Signer(role=_("Health centre, with its stamp")),), height=25),
    ]
    return document("claim-slip", title, letterhead, blocks, size=size, period=note)


def _filled(letterhead: Letterhead, title: str, claim: Claim) -> Iterator[Block]:
    day = fill(_("{day:long_day}"), day=claim.date)
    yield Title(text=title, facts=day, aside=(_("CANCELLED"),) if claim.reversed else ())
    yield Person(
        number=claim.member,
        name=claim.name,
        facts=fill(_("member of {group}"), group=letterhead.name),
        figure=i18n.francs(claim.amount),
        figure_note=fund_name(claim.fund),
    )
    yield Prose(
        text=fill(
            _("The group pays for her, at the health centre, the sum of: **{words}**."),
            words=words(claim.amount),
        ),
        size=10.5,
    )
    yield Leaders(lines=tuple(_lines(claim)))


def _blank() -> Iterator[Block]:
    yield Title(text=_("Claim slip"), facts=_("To be filled by hand, then recorded in the book"))
    yield Blanks(fields=((_("No."), 22), (_("Day"), 40)))
    yield Blanks(fields=((_("Member"), 60), (_("her number"), 14)))
    yield Blanks(fields=((_("Sum in figures"), 30), (_("out of the fund"), 34)))
    yield Blanks(fields=((_("Sum in words"), 92),))
    yield Blanks(fields=((_("Health centre"), 92),))


def _lines(claim: Claim) -> Iterator[Leader]:
    yield Leader(label=_("Health centre"), figure=claim.centre or _ROOM)
    if claim.reason:
        yield Leader(label=_("Reason"), figure=claim.reason)
    elif claim.hidden:
        yield Leader(label=_("Reason"), figure=_("confidential"))
    if claim.kind == "loan":
        yield Leader(
            label=fill(_("Loan {loan}, to give back by"), loan=claim.loan),
            figure=i18n.day(claim.due) if claim.due else "",
        )
    else:
        yield Leader(label=_("Help from the group"), figure=_("not to give back"))
    yield Leader(label=_("Paid out of"), figure=str(terms.place(claim.place)))

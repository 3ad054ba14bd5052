"""The settlement sheet of a member who leaves, and the minutes of a departure or of a loss."""

from collections.abc import Iterator

from coop_ledger import i18n, terms
from coop_ledger.book.questions.life import Loss, SettlementSheet
from coop_ledger.book.questions.pot import becomes
from coop_ledger.i18n import N_, _, fill, translate
from coop_ledger.reports.document import (
    A4,
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
    WritingLines,
)
from coop_ledger.reports.papers.common import Letterhead, document, fund_name, signers, words

REASONS = {
    "left": N_("left of her own will"),
    "excluded": N_("excluded by the assembly"),
    "deceased": N_("deceased"),
    "transferred": N_("goes to another group"),
}
_HAND_LINES = 3


def settlement_sheet(
    letterhead: Letterhead, sheet: SettlementSheet | None, *, size: PaperSize = A5
) -> Document:
    """What she has, what is set off, what she gets: a draft until it is recorded.

    Without a sheet it is a form to be filled by hand, when the machine is not there.
    """
    if sheet is None:
        return _blank_sheet(letterhead, size)
    title = fill(_("Settlement sheet of member no. {number}"), number=sheet.member)
    blocks: list[Block] = [
        Title(
            text=title,
            facts=fill(_("{day:long_day}"), day=sheet.date),
            aside=() if sheet.decided else (_("DRAFT, not recorded"),),
        ),
        _person(sheet),
        Leaders(lines=tuple(_sums(sheet)), row=5.2),
        *(Prose(text=text) for text in sentences(sheet)),
        Signatures(signers=_signing(letterhead, sheet), height=25),
    ]
    if sheet.approved_by:
        blocks.append(Signatures(signers=_approving(sheet), height=25))
    return document("settlement-sheet", title, letterhead, blocks, size=size)


def _blank_sheet(letterhead: Letterhead, size: PaperSize) -> Document:
    title = _("Settlement sheet")
    labels = (
        _("Her savings"),
        _("Her part of the surplus"),
        _("− loan, principal and interest"),
        _("− fines due"),
        _("− contributions not paid"),
        _("− kept by the group"),
        _("Hers in the end"),
        _("Still owed to her by the tontine"),
    )
    blocks: list[Block] = [
        Title(text=title, facts=_("To be filled by hand, then recorded in the book")),
        Blanks(fields=((_("Member"), 60), (_("her number"), 14))),
        Blanks(fields=((_("Day"), 60),)),
        Blanks(fields=((_("Reason of the departure"), 60),)),
        *(Blanks(fields=((label, 40),)) for label in labels),
        Blanks(fields=((_("Next of kin"), 60),)),
        Signatures(
            signers=(Signer(role=_("Member")), *signers(letterhead, "treasurer", "president")),
            height=20,
        ),
    ]
    return document("settlement-sheet", title, letterhead, blocks, size=size)


def _person(sheet: SettlementSheet) -> Person:
    facts = fill(
        _("member since {joined:day} · {reason}"),
        joined=sheet.joined,
        reason=translate(REASONS[sheet.reason]),
    )
    figure, note = i18n.francs(sheet.net), _("hers")
    if sheet.owes and not sheet.net:
        figure, note = i18n.francs(sheet.owes), _("still owed by her")
    return Person(
        number=sheet.member, name=sheet.name, facts=facts, figure=figure, figure_note=note
    )


def _sums(sheet: SettlementSheet) -> Iterator[Leader]:
    for line in sheet.lines:
        yield Leader(label=line.text, figure=i18n.money(line.amount))
    label = _("Hers in the end")
    yield Leader(label=label, figure=i18n.francs(sheet.net), strong=True)
    if sheet.paid:
        label = _("Paid today") if sheet.decided else _("To be paid today")
        yield Leader(label=label, figure=i18n.francs(sheet.paid))
    if sheet.unpaid:
        yield Leader(label=_("Left to pay, as the box allows"), figure=i18n.francs(sheet.unpaid))
    if sheet.waits:
        label = _("Kept for her until the share-out")
        yield Leader(label=label, figure=i18n.francs(sheet.waits))
    if sheet.tontine and sheet.tontine.amount:
        label = _("Still owed to her by the tontine")
        yield Leader(label=label, figure=i18n.francs(sheet.tontine.amount))


def sentences(sheet: SettlementSheet) -> Iterator[str]:
    """Say what the figures do not: who received, what stays owed, who stands for what."""
    receiver = sheet.next_of_kin if sheet.reason == "deceased" else sheet.name
    if sheet.paid and sheet.decided:
        received = _("{receiver} received the sum of: **{words}**.")
        yield fill(received, receiver=receiver, words=words(sheet.paid))
    elif sheet.paid:
        yield fill(_("To be paid: **{words}**."), words=words(sheet.paid))
    if sheet.tontine:
        pot, kin = sheet.tontine, sheet.next_of_kin
        yield becomes(pot.amount, pot.was, sheet.reason, kin, passes=pot.may_pass_on)
    if sheet.as_others:
        yield _("She keeps her shares and her debts: the share-out settles her as the others.")
    for loan in sheet.loans:
        if loan.forgiven:
            sentence = _("Loan {loan} is forgiven: {amount:francs} that nobody owes any more.")
            yield fill(sentence, loan=loan.loan, amount=loan.forgiven)
    if sheet.owes and not sheet.as_others:
        yield fill(_("She still owes **{amount:francs}**; her loan stays open."), amount=sheet.owes)
    if sheet.guarantors:
        names = ", ".join(sheet.guarantors.values())
        yield fill(_("Those who stand for it: {names}."), names=names)
    for stood in sheet.stands_for:
        sentence = _("She stood for loan {loan} of {name}, {owed:francs} left: name someone else.")
        yield fill(sentence, loan=stood.loan, name=stood.name, owed=stood.owed)
    if sheet.next_of_kin:
        yield fill(
            _("Next of kin: {name} {phone}"),
            name=sheet.next_of_kin,
            phone=sheet.next_of_kin_phone,
        ).strip()
    if sheet.minute:
        yield fill(_("Decision: {minute}"), minute=sheet.minute)
    if sheet.to_group:
        yield fill(_("She goes to the group {name}."), name=sheet.to_group)


def _signing(letterhead: Letterhead, sheet: SettlementSheet) -> tuple[Signer, ...]:
    who = Signer(role=_("Member"), name=sheet.name)
    if sheet.reason == "deceased":
        who = Signer(role=_("Next of kin"), name=sheet.next_of_kin)
    return (who, *signers(letterhead, "treasurer", "president"))


def _approving(sheet: SettlementSheet) -> tuple[Signer, ...]:
    return tuple(
        Signer(role=_("Approved by"), name=name) for name in list(sheet.approved_by.values())[:3]
    )


# -- minutes ---------------------------------------------------------------------------------------

_TITLES = {
    "left": N_("Minutes of a departure"),
    "excluded": N_("Minutes of an exclusion"),
    "deceased": N_("Minutes of a death"),
    "transferred": N_("Minutes of a transfer"),
}
_DECIDED = {
    "left": N_("On {day:long_day} {name}, member no. {number} since {joined:day}, left the group."),
    "excluded": N_(
        "On {day:long_day} the assembly excluded {name}, member no. {number} since {joined:day}."
    ),
    "deceased": N_(
        "The group records the death of {name}, member no. {number} since {joined:day}. "
        "Settled on {day:long_day}."
    ),
    "transferred": N_(
        "On {day:long_day} {name}, member no. {number} since {joined:day}, left for another group."
    ),
}


def departure_minutes(
    letterhead: Letterhead, sheet: SettlementSheet | None, *, size: PaperSize = A4
) -> Document:
    """What was decided about a member who left, with the sums and the signatures.

    Without a sheet it is a form to be filled by hand.
    """
    if sheet is None:
        return _blank_minutes(letterhead, size)
    title = translate(_TITLES[sheet.reason])
    decided = fill(
        translate(_DECIDED[sheet.reason]),
        day=sheet.date,
        name=sheet.name,
        number=sheet.member,
        joined=sheet.joined,
    )
    blocks: list[Block] = [
        Title(text=title, facts=letterhead.name),
        Prose(text=decided, size=11),
        Section(text=_("Settlement")),
        Leaders(lines=tuple(_sums(sheet))),
        *(Prose(text=text) for text in sentences(sheet)),
        Section(text=_("What the assembly said")),
        WritingLines(labels=("",), count=_HAND_LINES),
        Signatures(signers=signers(letterhead, "president", "secretary", "treasurer"), height=30),
        Signatures(signers=(*_signing(letterhead, sheet)[:1], *_approving(sheet)), height=30),
    ]
    return document("departure-minutes", title, letterhead, blocks, size=size)


def _blank_minutes(letterhead: Letterhead, size: PaperSize) -> Document:
    title = _("Minutes of a departure, an exclusion or a death")
    blocks: list[Block] = [
        Title(text=title, facts=_("To be filled by hand, then recorded in the book")),
        Blanks(fields=((_("Member"), 90), (_("her number"), 20))),
        Blanks(fields=((_("Day"), 40), (_("Reason of the departure"), 70))),
        Blanks(fields=((_("Next of kin"), 80), (_("Telephone"), 30))),
        Section(text=_("What the assembly said")),
        WritingLines(labels=("",), count=_HAND_LINES * 2),
        Signatures(signers=signers(letterhead, "president", "secretary", "treasurer"), height=30),
        Signatures(
            signers=(Signer(role=_("Member")), *(Signer(role=_("Approved by")) for _n in range(2))),
            height=30,
        ),
    ]
    return document("departure-minutes", title, letterhead, blocks, size=size)


def loss_minutes(letterhead: Letterhead, loss: Loss | None, *, size: PaperSize = A4) -> Document:
    """What was stolen or lost, how, to whom it was reported; the keepers of the keys sign.

    Without a loss it is a form to be filled by hand.
    """
    if loss is None:
        return _blank_loss(letterhead, size)
    title = fill(_("Minutes of a theft or loss no. {number}"), number=loss.number)
    lines = (
        Leader(label=_("By the book there were"), figure=i18n.francs(loss.held)),
        Leader(label=_("Stolen or lost"), figure=i18n.francs(loss.amount), strong=True),
        Leader(label=_("Left there"), figure=i18n.francs(loss.held - loss.amount)),
    )
    blocks: list[Block] = [
        Title(text=title, facts=fill(_("{day:long_day}"), day=loss.date)),
        Prose(
            text=fill(
                _("{fund} ({place}): the sum of **{words}** is stolen or lost."),
                fund=fund_name(loss.fund),
                place=str(terms.place(loss.place)),
                words=words(loss.amount),
            ),
            size=11,
        ),
        Leaders(lines=lines),
        Section(text=_("Circumstances")),
        Prose(text=loss.circumstances, size=10.5),
        Section(text=_("Reported to")),
        Prose(text=loss.reported_to or _("nobody yet"), size=10.5),
        Section(text=_("What the assembly decided")),
        WritingLines(labels=("",), count=_HAND_LINES),
        *_keepers(letterhead),
    ]
    return document("loss-minutes", title, letterhead, blocks, size=size)


def _keepers(letterhead: Letterhead) -> Iterator[Block]:
    yield Signatures(signers=signers(letterhead, "president", "treasurer", "secretary"), height=30)
    holders = tuple(Signer(role=_("Holder of a key")) for _n in range(_HAND_LINES))
    yield Signatures(signers=holders, height=30)


def _blank_loss(letterhead: Letterhead, size: PaperSize) -> Document:
    title = _("Minutes of a theft or loss")
    blocks: list[Block] = [
        Title(text=title, facts=_("To be filled by hand, then recorded in the book")),
        Blanks(fields=((_("Day"), 40), (_("Fund"), 50))),
        Blanks(fields=((_("By the book there were"), 40), (_("Stolen or lost"), 40))),
        Blanks(fields=((_("Reported to"), 100),)),
        Section(text=_("Circumstances")),
        WritingLines(labels=("",), count=_HAND_LINES * 2),
        *_keepers(letterhead),
    ]
    return document("loss-minutes", title, letterhead, blocks, size=size)

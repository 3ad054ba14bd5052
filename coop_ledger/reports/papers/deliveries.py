"""Papers of the delivery plans: the sheet a woman carries, her settlement, the donor's year."""

from collections.abc import Iterator, Sequence

from coop_ledger import i18n, terms
from coop_ledger.book.questions.deliveries import DeliveryPlan, DonorReport, DonorYear, Milestone
from coop_ledger.i18n import _, fill, money
from coop_ledger.reports.delivery_words import outcome_name, rule_in_words
from coop_ledger.reports.document import (
    A4,
    A5,
    Blanks,
    Block,
    Cell,
    Column,
    Document,
    Gap,
    Grid,
    GridRow,
    Kind,
    Leader,
    Leaders,
    PaperSize,
    Person,
    Prose,
    Section,
    Signatures,
    Signer,
    Title,
    Weight,
)
from coop_ledger.reports.papers.common import Letterhead, document, signers, words

_STAMP_ROOM = 13.0  # millimetres a row: a round stamp of a health centre is about 35 mm wide


def plan_sheet(
    letterhead: Letterhead,
    plan: DeliveryPlan | None,
    milestones: Sequence[Milestone],
    *,
    size: PaperSize = A5,
) -> Document:
    """A woman's milestones with room for stamps; without a plan a sheet to fill by hand."""
    title = _("Delivery plan")
    blocks: list[Block] = [Title(text=title)]
    if plan is None:
        blocks += [
            Blanks(fields=((_("Member"), 60), (_("her number"), 14))),
            Blanks(fields=((_("Expected on"), 34), (_("Goal"), 30))),
        ]
    else:
        blocks += [
            Person(
                number=plan.member,
                name=plan.name,
                facts=fill(_("delivery expected on {day:long_day}"), day=plan.due),
                figure=i18n.francs(plan.saved),
                figure_note=_goal(plan),
            ),
            Prose(text=rule_in_words(plan), size=9.0),
        ]
    blocks += [
        Grid(
            columns=(
                Column(title=_("Milestone"), grows=True),
                Column(title=_("Day"), kind=Kind.CODE, width=20),
                Column(title=_("Stamp or receipt"), ruled=True, width=42),
                Column(title=_("Added\nF CFA"), kind=Kind.MONEY, width=17),
            ),
            rows=tuple(_stamped(each) for each in milestones),
            row_least=_STAMP_ROOM,
            row_most=_STAMP_ROOM + 2,
            fives=False,
        ),
        Prose(text=_("Bring this sheet and your savings on the day of the delivery."), size=9.0),
    ]
    return document("delivery-plan", title, letterhead, blocks, size=size)


def _goal(plan: DeliveryPlan) -> str:
    if not plan.goal:
        return _("saved")
    return fill(_("saved of {goal:francs}"), goal=plan.goal)


def _stamped(each: Milestone) -> GridRow:
    added: Cell = each.granted or None
    if each.adds and each.date is None:
        added = _("donor")
    name = str(terms.milestone(each.milestone))
    return GridRow(cells=(name, each.date, each.proof or None, added))


def settlement_slip(
    letterhead: Letterhead, plan: DeliveryPlan | None, *, size: PaperSize = A5
) -> Document:
    """Where all the money of a plan went, to be signed; without a plan a slip to fill by hand."""
    title = _("Settlement of a delivery plan")
    blocks: list[Block] = [Title(text=title)]
    receiver = ""
    if plan is None:
        blocks += [
            Blanks(fields=((_("Member"), 60), (_("her number"), 14))),
            Blanks(fields=((_("How it ended"), 40), (_("Day"), 24))),
            Blanks(fields=((_("Saved"), 26), (_("Subsidy added"), 24))),
            Blanks(fields=((_("Paid to the health centre"), 50),)),
            Blanks(fields=((_("Given back"), 50),)),
            Blanks(fields=((_("Back to the donor"), 50),)),
        ]
    else:
        receiver = plan.refunded_to or plan.name
        blocks += list(_settled(plan, receiver))
    blocks += [
        Gap(height=2),
        Signatures(
            signers=(*signers(letterhead, "treasurer"), Signer(role=_("Receives"), name=receiver)),
            height=27,
        ),
        Signatures(
            signers=(
                *signers(letterhead, "president"),
                Signer(role=_("Health centre, with its stamp")),
            ),
            height=27,
        ),
    ]
    return document("delivery-settlement", title, letterhead, blocks, size=size)


def _settled(plan: DeliveryPlan, receiver: str) -> Iterator[Block]:
    ended = outcome_name(plan.outcome)
    facts = ended
    if plan.settled is not None:
        facts = fill(_("{outcome} · settled on {day:day}"), outcome=ended, day=plan.settled)
    yield Person(
        number=plan.member,
        name=plan.name,
        facts=facts,
        figure=i18n.francs(plan.refund),
        figure_note=_("given back"),
    )
    held = plan.saved + plan.granted
    lines = [
        Leader(label=_("Saved by her"), figure=money(plan.saved)),
        Leader(label=_("Subsidy added by the donor"), figure=money(plan.granted)),
        Leader(label=_("Together"), figure=money(held), strong=True),
        Leader(
            label=fill(_("Paid to the health centre {centre}"), centre=plan.centre).strip(),
            figure=money(plan.paid_to_centre),
        ),
        Leader(label=_("· of her savings"), figure=money(plan.savings_paid)),
        Leader(label=_("· of the subsidy"), figure=money(plan.subsidy_paid)),
        Leader(label=fill(_("Given back to {name}"), name=receiver), figure=money(plan.refund)),
        Leader(label=_("Kept for her"), figure=money(plan.kept)),
        Leader(label=_("Back to the donor's fund"), figure=money(plan.returned)),
    ]
    yield Leaders(lines=tuple(line for line in lines if line.figure != "0" or line.strong))
    if plan.refund:
        yield Prose(
            text=fill(
                _("{name} received the sum of: **{words}**."),
                name=receiver,
                words=words(plan.refund),
            )
        )


# -- the donor -------------------------------------------------------------------------------------


def donor_report(letterhead: Letterhead, report: DonorReport, *, size: PaperSize = A4) -> Document:
    """What became of a donor's money in a calendar year; it names no woman, whatever is shown."""
    title = fill(_("Donor's report {year}"), year=str(report.year))
    blocks: list[Block] = [Title(text=title, facts=_("Subsidies for deliveries, by calendar year"))]
    if not report.donors:
        blocks.append(Prose(text=_("No donor gave money for deliveries.")))
    for donor in report.donors:
        blocks += list(_donor(donor))
    if report.donors:
        offices = ("president", "treasurer")
        signed = (*signers(letterhead, *offices), Signer(role=_("For the donor")))
        blocks.append(Signatures(signers=signed, height=24))
    period = fill(_("calendar year {year}"), year=str(report.year))
    return document("donor-report", title, letterhead, blocks, size=size, period=period)


def _donor(year: DonorYear) -> Iterator[Block]:
    yield Section(text=year.donor, aside="F CFA")
    lines = [
        (_("Not granted at the beginning of the year"), year.opening),
        (_("Received"), year.received),
        (_("Granted at milestones"), -year.granted),
        (_("Not spent and returned"), year.returned),
        (_("Help given to members"), -year.aided),
        (_("Spent otherwise"), -year.spent),
        (_("Given back to the donor"), -year.given_back),
    ]
    yield Leaders(
        lines=(
            *(
                Leader(label=label, figure=money(amount))
                for label, amount in lines
                if amount or label in (lines[0][0], lines[1][0])
            ),
            Leader(
                label=_("Not granted at the end of the year"),
                figure=money(year.balance),
                strong=True,
            ),
        )
    )
    yield Section(text=_("What was granted"), aside="F CFA")
    lines = [
        (_("Waiting for the centre at the beginning"), year.waiting_before),
        (_("Granted at milestones"), year.granted),
        (_("Paid to health centres"), -year.paid_to_centres),
        (_("Not spent and returned"), -year.returned),
    ]
    yield Leaders(
        lines=(
            *(Leader(label=label, figure=money(amount)) for label, amount in lines if amount),
            Leader(
                label=_("Waiting for the centre at the end"),
                figure=money(year.waiting),
                strong=True,
            ),
        )
    )
    yield Section(text=_("By milestone"))
    yield Grid(
        columns=(
            Column(title=_("Milestone"), grows=True),
            Column(title=_("Women helped"), kind=Kind.COUNT),
            Column(title=_("Granted\nF CFA"), kind=Kind.MONEY),
        ),
        rows=tuple(
            GridRow(cells=(str(terms.milestone(each.milestone)), each.women, each.granted))
            for each in year.milestones
            if each.granted
        ),
        totals=(GridRow(cells=(_("Total"), None, year.granted), weight=Weight.TOTAL),),
        fives=False,
    )
    yield Section(text=_("The women"))
    counts = (
        (_("Plans in the year"), year.plans),
        (_("Women who were helped"), year.women),
        (_("Deliveries at the health centre"), year.deliveries),
        (_("Pregnancies lost"), year.losses),
        (_("Deaths"), year.deaths),
    )
    yield Leaders(lines=tuple(Leader(label=label, figure=money(n)) for label, n in counts))
    yield Section(text=_("What the donor gave"))
    yield Grid(
        columns=(
            Column(title=_("Day"), kind=Kind.CODE),
            Column(title=_("Reference"), grows=True),
            Column(title=_("Amount\nF CFA"), kind=Kind.MONEY),
        ),
        rows=tuple(GridRow(cells=(g.date, g.reference or "–", g.amount)) for g in year.gifts),
        totals=(GridRow(cells=(None, _("Total"), sum(g.amount for g in year.gifts)),
                        weight=Weight.TOTAL),),
        fives=False,
    )  # fmt: skip

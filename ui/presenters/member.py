"""What a member's page says: who she is, her four figures, her passbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from coop_ledger import i18n
from coop_ledger.book.book import Book
from coop_ledger.book.questions.answers import Member
from coop_ledger.book.questions.people import Elsewhere
from coop_ledger.domain.records import MeetingRecord
from coop_ledger.i18n import _, fill, ngettext, translate
from coop_ledger.reports.catalogue.life import STATUS
from coop_ledger.reports.catalogue.members import statement_columns, statement_row
from coop_ledger.table import Row, Table
from ui.presenters.members import office_name

OUT = 4  # the place of money going out among the columns of a statement
CAME = frozenset({"present", "late", "represented"})


@dataclass(frozen=True, slots=True)
class Presence:
    """How often a member came in the cycle, and how often she was late."""

    came: int
    held: int
    late: int


def who(found: Member) -> str:
    """Return one line about a member: number, nickname, office, since when, telephone."""
    parts = [fill(_("no. {member}"), member=found.member)]
    if found.nickname:
        parts.append(fill(_("called “{nickname}”"), nickname=found.nickname))
    if found.office:
        parts.append(office_name(found.office))
    if found.joined is not None:
        parts.append(fill(_("member since {day:month}"), day=found.joined))
    if found.phone:
        parts.append(found.phone)
    return " · ".join(parts)


def more(found: Member, others: Sequence[Elsewhere]) -> str:
    """Return what there is to say besides: that she left, her next of kin, her other groups."""
    lines = []
    if found.left_on is not None:
        words = _("{status} on {day:day}")
        status = translate(STATUS[found.status])
        lines.append(fill(words, status=status, day=found.left_on).capitalize())
    if found.next_of_kin:
        words = _("next of kin: {name} {phone}")
        kin = fill(words, name=found.next_of_kin, phone=found.next_of_kin_phone)
        lines.append(kin.strip())
    for other in others:
        words = _("also no. {member} of {group}: savings {savings:francs}")
        if other.loans:
            words = _("also no. {member} of {group}: savings {savings:francs}, owes {loans:francs}")
        lines.append(
            fill(
                words,
                member=other.member,
                group=other.group_name,
                savings=other.savings,
                loans=other.loans,
            )
        )
    return " · ".join(lines)


def presence(book: Book, group: str, member: str) -> Presence:
    """Return how often a member came to the meetings of the last cycle."""
    with book.reading() as connection:
        facts = book.facts(connection, group)
        cycles = facts.cycles()
        cycle = cycles[-1].code if cycles else ""
        said = [
            record.attendance.get(member, "")
            for record in facts.source.records((MeetingRecord.kind,))
            if isinstance(record, MeetingRecord) and record.cycle == cycle
        ]
    return Presence(sum(word in CAME for word in said), len(said), said.count("late"))


def presence_note(found: Presence) -> str:
    """Return what there is to say of her punctuality."""
    if not found.late:
        return _("never late")
    words = ngettext("late {n:number} time", "late {n:number} times", found.late)
    return fill(words, n=found.late)


def savings_note(found: Member, price: int) -> str:
    """Return how her savings come about: "64 shares of 500"."""
    if not found.shares:
        return ""
    words = ngettext(
        "{n:number} share of {price:money}", "{n:number} shares of {price:money}", found.shares
    )
    return fill(words, n=found.shares, price=price)


def estimate(found: Member, value: Fraction | None) -> str:
    """Return what her shares would be worth today, as a sentence."""
    if value is None or not found.shares:
        return ""
    worth = found.shares * value
    return fill(
        _("At the share-out, as things stand: {n:number} × {value} = {worth:francs}"),
        n=found.shares,
        value=i18n.number(value, 2),
        worth=worth.numerator // worth.denominator,
    )


def passbook(found: Member) -> Table:
    """Return her movements, the latest on top, with the running totals of the stamps."""
    return Table(
        title=_("Passbook"),
        columns=statement_columns(),
        rows=tuple(_signed(statement_row(line), line.out) for line in reversed(found.lines)),
    )


def _signed(row: Row, out: int) -> Row:
    """Return a movement whose outgoing money carries its sign, as the screen shows it in red."""
    cells = tuple(-out if out and place == OUT else cell for place, cell in enumerate(row.cells))
    return Row(cells, row.emphasis, row.origin)

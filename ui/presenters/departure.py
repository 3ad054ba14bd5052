"""A member leaves: what is typed, what the rules say, and the settlement sheet beside it."""

import dataclasses
import datetime
from dataclasses import dataclass
from typing import Any

from coop_ledger.book.book import Book
from coop_ledger.book.questions.life import SettlementSheet
from coop_ledger.i18n import N_, _, fill, translate
from coop_ledger.reports.papers.settlement_sheet import sentences
from coop_ledger.table import Column, Emphasis, Kind, Row, Table

REASONS = {
    "left": N_("She leaves of her own will"),
    "excluded": N_("She is excluded"),
    "deceased": N_("She has died"),
    "transferred": N_("She goes to another group"),
}
# What each reason asks for besides the day, by the names of the event's fields.
ASKED = {
    "left": (),
    "excluded": ("minute",),
    "deceased": ("next_of_kin", "next_of_kin_phone", "approved_by"),
    "transferred": ("to_group",),
}
_PAYS = {
    ("savings_only", "at_once"): N_("By the rules she gets her savings back at once."),
    ("savings_only", "share_out"): N_("By the rules she gets her savings back at the share-out."),
    ("savings_and_profit", "at_once"): N_(
        "By the rules she gets her savings and her part of the surplus at once."
    ),
    ("savings_and_profit", "share_out"): N_(
        "By the rules the share-out settles her as the other members."
    ),
    ("nothing", "at_once"): N_("By the rules nothing is paid to her; her debts are set off."),
    ("nothing", "share_out"): N_("By the rules nothing is paid to her; her debts are set off."),
}


@dataclass(slots=True, kw_only=True)
class Leaving:
    """What is typed about a departure."""

    member: str
    reason: str
    day: datetime.date
    paid: int | None = None
    minute: str = ""
    to_group: str = ""
    next_of_kin: str = ""
    next_of_kin_phone: str = ""
    approved_by: tuple[str, ...] = ()

    def event(self, group: str) -> dict[str, Any]:
        """Return the event; what the reason does not ask for is left out."""
        said: dict[str, Any] = {
            "event": "member_left",
            "group": group,
            "date": self.day.isoformat(),
            "member": self.member,
            "reason": self.reason,
        }
        for name in ASKED[self.reason]:
            value = getattr(self, name)
            if value:
                said[name] = list(value) if name == "approved_by" else value
        if self.paid is not None:
            said["paid"] = self.paid
        return said


def rule_in_words(sheet: SettlementSheet) -> str:
    """Return what the rules of the day give a leaver, in one sentence."""
    return translate(_PAYS[sheet.pays, sheet.when])


def sums(sheet: SettlementSheet) -> Table:
    """Return the settlement as a table: what is hers, what is set off, and what is left."""
    rows = [Row((line.text, line.amount)) for line in sheet.lines]
    rows.append(Row((_("Hers in the end"), sheet.net), Emphasis.TOTAL))
    if sheet.tontine and sheet.tontine.amount:
        rows.append(Row((_("Still owed to her by the tontine"), sheet.tontine.amount)))
    return Table(
        title=_("Settlement"),
        columns=(Column("text", _("What")), Column("amount", _("Amount"), Kind.MONEY)),
        rows=tuple(rows),
    )


def notes(sheet: SettlementSheet, next_of_kin: str = "") -> str:
    """Return what the figures do not say, a sentence a line."""
    known = dataclasses.replace(sheet, next_of_kin=next_of_kin) if next_of_kin else sheet
    lines = [text.replace("**", "") for text in sentences(known)]
    if sheet.waits and not sheet.as_others:
        words = _("{amount:francs} stay on her savings until the share-out.")
        lines.append(fill(words, amount=sheet.waits))
    if sheet.when != "at_once" and sheet.paid:
        words = _("{amount:francs} that she saved for deliveries are paid to her now.")
        lines.append(fill(words, amount=sheet.paid))
    if sheet.unpaid:
        words = _("{amount:francs} are left to pay: they are paid from her page.")
        lines.append(fill(words, amount=sheet.unpaid))
    return "\n".join(lines)


def possible_now(book: Book, group: str, sheet: SettlementSheet) -> int:
    """Return what the box of the fund that pays it can pay of it today, in francs."""
    with book.reading() as connection:
        facts = book.facts(connection, group)
        return min(sheet.paid + sheet.unpaid, facts.cash(sheet.payer))

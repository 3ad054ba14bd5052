"""What is private was shown: who asked, and why, stands in the group's chain."""

from dataclasses import dataclass
from typing import ClassVar

from coop_ledger.domain import fields
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateLinesShown(Event):
    """Someone asked to see what is hidden: pregnancies, health, sensitive loans."""

    type: ClassVar[str] = "private_lines_shown"
    title: ClassVar[str] = N_("Confidential lines shown")
    in_meeting: ClassVar[bool] = False
    gives_receipt: ClassVar[bool] = False

    by: str = fields.name(N_("Who asked"))
    reason: str = fields.note(N_("Reason"))
    what: str = fields.note(N_("What was shown"))

    def effects(self, facts: Facts) -> Effects:
        """Move nothing: that it was asked is what is kept."""
        _ = facts.founded
        return Effects()

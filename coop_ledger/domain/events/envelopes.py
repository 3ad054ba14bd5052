"""Envelopes of a share-out that nobody fetched: their money stays, and is owed to each one."""

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

from coop_ledger.domain import fields
from coop_ledger.domain.accounts import LEFT_TO_PAY
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts, number_order
from coop_ledger.domain.journal import AccountKey, Posting
from coop_ledger.domain.posting_rules import entry_of, money
from coop_ledger.domain.records import ShareOutRecord
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopesKept(Event):
    """What was not handed over of the envelopes goes back into the box and is left to pay.

    What was voted stays as it was; `rest_paid` pays it later.
    """

    type: ClassVar[str] = "envelopes_kept"
    title: ClassVar[str] = N_("Envelopes not handed over")
    in_meeting: ClassVar[bool] = False
    gives_receipt: ClassVar[bool] = False
    reads_log: ClassVar[bool] = True

    cycle: str = fields.code(N_("Cycle"))
    kept: dict[str, int] = fields.amounts(N_("Not handed over"))

    def effects(self, facts: Facts) -> Effects:
        """Put it back into the box, to each one's name, and note it beside the share-out."""
        facts.open_cycle(self.date)
        shared = facts.record("share_out", self.cycle)
        if not isinstance(shared, ShareOutRecord):
            raise Refusal(
                N_("Cycle {value} is not shared out: there are no envelopes yet."),
                field="cycle",
                value=self.cycle,
            )
        if self.date < shared.date:
            raise Refusal(
                N_("{value:day} is before the share-out of {shared:day}: correct the date."),
                field="date",
                value=self.date,
                shared=shared.date,
            )
        fund = facts.rules(shared.date).first_fund
        before = shared.result.get("kept", {})
        envelopes = {line["member"]: line["paid"] for line in shared.result["members"]}
        entries = []
        for member in sorted(self.kept, key=number_order):
            amount = self.kept[member]
            left = envelopes.get(member, 0) - before.get(member, 0)
            if amount > left:
                raise Refusal(
                    N_(
                        "Member {member} has {left:francs} in her envelope: {value:francs} cannot "
                        "be kept of it."
                    ),
                    field="kept",
                    value=amount,
                    member=member,
                    left=left,
                )
            owed = AccountKey(LEFT_TO_PAY, fund, member=member)
            entries.append(entry_of(self, Posting(money(fund), amount), Posting(owed, -amount)))
        kept = {member: before.get(member, 0) + amount for member, amount in self.kept.items()}
        noted = shared.result | {"kept": {**before, **kept}}
        return Effects(tuple(entries), (dataclasses.replace(shared, result=noted),))

"""The rules of a group: what its members voted, as frozen values; a module a part.

A `rules_set` replaces each part it names whole; parts it does not name keep
what they were, at first the preset's. Figures are computed by the rules of
their day.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coop_ledger.domain.rules.deliveries import DeliveryRule, read_deliveries
from coop_ledger.domain.rules.fines import read_fines
from coop_ledger.domain.rules.funds import FundRule, read_funds, refuse_lent_or_saved_in
from coop_ledger.domain.rules.joining import JoiningRule, read_joining
from coop_ledger.domain.rules.leaving import LeavingRule, read_leaving
from coop_ledger.domain.rules.loans import LoanProduct, read_loans
from coop_ledger.domain.rules.reading import Reader, refuse_choice
from coop_ledger.domain.rules.saving import SavingRule, read_saving, read_split
from coop_ledger.domain.rules.share_out import ShareOutRule, read_share_out
from coop_ledger.domain.rules.tontine import TontineRule, read_tontine, refuse_used_pot, with_pot


@dataclass(frozen=True, slots=True)
class Rules:
    """All the rules in force on one day; `raw` is what they were read from."""

    saving: SavingRule
    split: Mapping[str, int]
    funds: Mapping[str, FundRule]
    loans: Mapping[str, LoanProduct]
    fines: Mapping[str, int]
    joining: JoiningRule
    leaving: LeavingRule
    share_out: ShareOutRule
    tontine: TontineRule | None
    deliveries: DeliveryRule | None
    meeting_days: int
    raw: Mapping[str, Any]

    @property
    def first_fund(self) -> str:
        """The fund that money goes to when nothing else is said."""
        return next(iter(self.funds))

    def is_donors(self, fund: str) -> bool:
        """Whether a fund holds a donor's money, which is never the group's."""
        rule = self.funds.get(fund)
        plans = self.deliveries
        return bool(rule and rule.donor) or (plans is not None and plans.donor_fund == fund)

    @property
    def shares_nothing(self) -> bool:
        """Whether the end of a cycle shares no money: every fund is kept, by what the group does.

        A first fund of which nothing is said is shared, as it always was; not so where women
        save for their own deliveries, or where a pot goes round.
        """
        if self.deliveries is not None and self.deliveries.fund == self.first_fund:
            return True
        goes_round = self.deliveries is not None or self.tontine is not None
        return goes_round and all(fund.share_out == "kept" for fund in self.funds.values())

    def is_shared(self, fund: str) -> bool:
        """Whether the share-out deals out the money of a fund."""
        if self.shares_nothing:
            return False
        return fund == self.first_fund or self.funds[fund].share_out != "kept"


_PARTS = frozenset(
    {
        "deliveries",
        "saving",
        "split",
        "funds",
        "loans",
        "fines",
        "joining",
        "leaving",
        "share_out",
        "tontine",
        "meeting",
    }
)


def merged(parts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the rules that successive votes add up to, the last word on each part.

    Where a vote does away with a fund and says nothing of what went to it, loans are
    given by the first fund, and the remainder of a share-out stays for the next cycle.
    """
    rules: dict[str, Any] = {}
    for part in parts:
        rules.update(part)
        if "funds" in part:
            rules.update(_without_lost_funds(rules, part))
    return rules


def _without_lost_funds(
    rules: Mapping[str, Any], vote: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    funds, loans, share_out = vote["funds"], rules.get("loans"), rules.get("share_out")
    if not isinstance(funds, Mapping) or not funds:
        return
    if "loans" not in vote and isinstance(loans, Mapping):
        first = next(iter(funds))
        yield (
            "loans",
            {
                name: {**loan, "fund": first} if loan.get("fund", first) not in funds else loan
                for name, loan in loans.items()
            },
        )
    if "share_out" not in vote and isinstance(share_out, Mapping):
        lost = share_out.get("remainder", "next_cycle") not in ("next_cycle", *funds)
        yield "share_out", {**share_out, "remainder": "next_cycle"} if lost else share_out


def read_rules(raw: Mapping[str, Any]) -> Rules:
    """Return the rules that a mapping says, as in the contract's section 3.

    Raises:
        Refusal: a part is unknown, missing or wrong; it names the field.
    """
    for part in raw:
        if part not in _PARTS:
            refuse_choice(f"rules.{part}", part, sorted(_PARTS))
    split = read_split(Reader(raw, "rules").part("split", default={}))
    funds = read_funds(Reader(raw, "rules").mapping("funds"))
    funds |= {name: FundRule(name, 0, "kept") for name in split if name not in funds}
    tontine = read_tontine(Reader(raw, "rules").part("tontine", default={}), funds)
    funds = with_pot(tontine, funds)
    loans = read_loans(Reader(raw, "rules").mapping("loans", default={}), funds)
    refuse_lent_or_saved_in(funds, {name: loan.fund for name, loan in loans.items()}, split)
    refuse_used_pot(tontine, {name: loan.fund for name, loan in loans.items()}, split)
    return Rules(
        saving=read_saving(Reader(raw, "rules").part("saving")),
        split=split,
        funds=funds,
        loans=loans,
        fines=read_fines(Reader(raw, "rules").mapping("fines", default={})),
        joining=read_joining(Reader(raw, "rules").part("joining", default={})),
        leaving=read_leaving(Reader(raw, "rules").part("leaving", default={})),
        share_out=read_share_out(Reader(raw, "rules").part("share_out"), funds),
        tontine=tontine,
        deliveries=read_deliveries(Reader(raw, "rules").mapping("deliveries", default={}), funds),
        meeting_days=Reader(raw, "rules").part("meeting", default={}).count("days", 7, least=1),
        raw=raw,
    )

"""What a member gets who leaves before the share-out."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.rules.reading import Reader
from coop_ledger.i18n import N_

PAYS = ("savings_only", "savings_and_profit", "nothing")
WHEN = ("share_out", "at_once")
LOAN_AT_DEATH = ("owed", "forgiven")
OWN_RULES = ("excluded", "deceased")
_KEYS = ("pays", "when", "keep_percent")


@dataclass(frozen=True, slots=True)
class LeavingTerms:
    """What is paid, when, how much of it the group keeps, and what becomes of her loan."""

    pays: str
    when: str
    keep_percent: Decimal
    loan: str = "owed"


@dataclass(frozen=True, slots=True)
class LeavingRule:
    """What a leaver gets: the group's terms, and those of an exclusion or a death.

    Principal only, paid at the end of the cycle, is what groups do most (reference on
    savings groups, 1.9 and 2.1 A7).
    """

    terms: LeavingTerms
    own: Mapping[str, LeavingTerms]

    def of(self, reason: str) -> LeavingTerms:
        """The terms of a reason for leaving."""
        return self.own.get(reason, self.terms)


def read_leaving(read: Reader) -> LeavingRule:
    """What a leaver gets, from the part `leaving`."""
    read.refuse_unknown(*_KEYS, *OWN_RULES)
    terms = _terms(read, LeavingTerms("savings_only", "share_out", Decimal(0)))
    own = {}
    for reason in OWN_RULES:
        part = read.part(reason, default={})
        part.refuse_unknown(*_KEYS, *(("loan",) if reason == "deceased" else ()))
        own[reason] = _terms(part, terms)
        if reason == "deceased":
            loan = part.choice("loan", LOAN_AT_DEATH, "owed")
            own[reason] = dataclasses.replace(own[reason], loan=loan)
    return LeavingRule(terms, own)


def _terms(read: Reader, default: LeavingTerms) -> LeavingTerms:
    """Read terms; what they do not say is as in the default."""
    keep = read.decimal("keep_percent", str(default.keep_percent))
    if keep > 100:
        raise Refusal(
            N_("{field} is {value}: the group keeps 100 % at most."),
            field=f"{read.path}.keep_percent",
            value=str(keep),
        )
    return LeavingTerms(
        pays=read.choice("pays", PAYS, default.pays),
        when=read.choice("when", WHEN, default.when),
        keep_percent=keep,
    )

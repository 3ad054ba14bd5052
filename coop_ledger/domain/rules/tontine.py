"""The tontine: what each hand brings every round, and who takes the pot.

Parameters and their sources: savings-groups.md 1.5. The pot has a fund of its own, which
no share-out touches.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.rules.funds import FundRule
from coop_ledger.domain.rules.reading import Reader, refuse_choice
from coop_ledger.i18n import N_

ORDERS = ("fixed", "lot", "lot_each_round", "auction", "need")
TO_MEMBERS = "members"
POT_FUND = "tontine"


@dataclass(frozen=True, slots=True, kw_only=True)
class TontineRule:
    """A tontine as the group voted it; amounts in francs for one hand.

    `levy` is the part of `contribution` that goes to `levy_fund`; the rest goes to the pot,
    which is kept in `fund`. `bid_to` is "members" or a fund; `covered_by` names the fund that
    advances a missing contribution ("" none does); `days` lie between rounds (None: as between
    meetings); `hands_max` is None where a member may hold any number of hands.
    """

    fund: str
    contribution: int
    levy: int
    levy_fund: str
    winners: int
    recipient_pays: bool
    order: str
    bid_to: str
    entry: int
    covered_by: str
    days: int | None
    hands_max: int | None

    @property
    def share(self) -> int:
        """What a hand brings to the pot each round, the levy taken off."""
        return self.contribution - self.levy


_KEYS = (
    "contribution", "levy", "levy_fund", "winners", "recipient_pays", "order", "fund", "bid_to",
    "entry", "covered_by", "days", "hands_max",
)  # fmt: skip


def read_tontine(read: Reader, funds: Mapping[str, FundRule]) -> TontineRule | None:
    """The tontine of the rules; None where the part is absent or empty: there is none.

    Raises:
        Refusal: a value is wrong, the levy leaves nothing for the pot, a fund is unknown, or
            the pot's fund is shared out.
    """
    if not read.values:
        return None
    read.refuse_unknown(*_KEYS)
    fund = _name(read, "fund", POT_FUND)
    others = [name for name, each in funds.items() if name != fund and not each.donor]
    rule = TontineRule(
        fund=fund,
        contribution=read.count("contribution", 0, least=1),
        levy=read.count("levy", 0),
        levy_fund=_fund(read, "levy_fund", others, others[0] if others else ""),
        winners=read.count("winners", 1, least=1),
        recipient_pays=read.flag("recipient_pays") if "recipient_pays" in read.values else True,
        order=read.choice("order", ORDERS, "fixed"),
        bid_to=_fund(read, "bid_to", (TO_MEMBERS, *others), TO_MEMBERS),
        entry=read.count("entry", 0),
        covered_by=_fund(read, "covered_by", others, ""),
        days=_from_one(read, "days"),
        hands_max=_from_one(read, "hands_max"),
    )
    _check(read, rule, funds)
    return rule


def with_pot(tontine: TontineRule | None, funds: dict[str, FundRule]) -> dict[str, FundRule]:
    """The funds with the pot's, which carries the contribution, so that meetings ask for it.

    Who is behind in a tontine is counted by rounds, not by meetings: `arrears` is off.
    """
    if tontine is None:
        return funds
    pot = funds.get(tontine.fund, FundRule(tontine.fund, 0, "kept"))
    return {
        **funds,
        tontine.fund: dataclasses.replace(pot, contribution=tontine.contribution, arrears=False),
    }


def refuse_used_pot(
    tontine: TontineRule | None, lending: Mapping[str, str], split: Iterable[str]
) -> None:
    """Refuse rules that lend the pot or put savings into it; `lending` is fund by product."""
    if tontine is None:
        return
    for field, fund in [
        *((f"rules.loans.{product}.fund", fund) for product, fund in lending.items()),
        *((f"rules.split.{fund}", fund) for fund in split),
    ]:
        if fund == tontine.fund:
            raise Refusal(
                N_(
                    "{field} is {value}, the pot of the tontine, which belongs to whose turn it "
                    "is: choose another fund."
                ),
                field=field,
                value=fund,
            )


def _check(read: Reader, rule: TontineRule, funds: Mapping[str, FundRule]) -> None:
    if rule.levy >= rule.contribution:
        raise Refusal(
            N_(
                "{field} is {value:francs}, which leaves nothing of {contribution:francs} for the "
                "pot: write less."
            ),
            field=f"{read.path}.levy",
            value=rule.levy,
            contribution=rule.contribution,
        )
    pot = funds.get(rule.fund)
    if pot is not None and pot.share_out != "kept":
        raise Refusal(
            N_(
                "{field} is {value}, a fund that is shared out: the pot of a tontine is never "
                'shared out, so keep it ("share_out": "kept") or name another fund.'
            ),
            field=f"{read.path}.fund",
            value=rule.fund,
        )
    if pot is not None and rule.fund == next(iter(funds)):
        raise Refusal(
            N_(
                "{field} is {value}, the group's first fund: savings go there. Give the tontine a "
                "fund of its own."
            ),
            field=f"{read.path}.fund",
            value=rule.fund,
        )


def _from_one(read: Reader, name: str) -> int | None:
    return None if read.values.get(name) is None else read.count(name, 1, least=1)


def _name(read: Reader, name: str, default: str) -> str:
    value = read.values.get(name) or default
    if not isinstance(value, str):
        refuse_choice(f"{read.path}.{name}", value, (default,))
    return value


def _fund(read: Reader, name: str, choices: Iterable[str], default: str) -> str:
    """One of the funds; the usual one where nothing is said."""
    value = read.values.get(name)
    return default if value in (None, "") else read.choice(name, choices)

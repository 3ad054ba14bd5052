"""The funds of a group: what each one is for, whom it helps, and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coop_ledger import terms
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.rules.reading import Reader
from coop_ledger.i18n import N_

FUND_SHARE_OUTS = ("proportional", "equal", "kept")
FEE_BEARERS = ("fund", "member")


@dataclass(frozen=True, slots=True)
class AidRule:
    """When a fund helps a member; amounts are francs, None stands for no limit.

    `reasons` gives the most for each reason, 0 where the assembly says it; no reason named
    means that any will do. `keep` is what must stay in the fund, `waiting_meetings` the
    meetings held since she joined, `up_to_date` asks that her contributions are paid.
    """

    reasons: Mapping[str, int]
    ceiling: int | None
    ceiling_per_cycle: int | None
    keep: int
    waiting_meetings: int
    up_to_date: bool


@dataclass(frozen=True, slots=True)
class FundRule:
    """One fund: what a member brings each meeting, and what becomes of it at share-out.

    `arrears` says that missed contributions are followed, `aid` when the fund helps (None:
    whenever the assembly says so), `fees` who bears the fees of a withdrawal, `donor` whose
    money it is when it is not the group's, `sensitive` that its lines are private.
    """

    name: str
    contribution: int
    share_out: str
    arrears: bool = True
    aid: AidRule | None = None
    fees: str = "fund"
    donor: str = ""
    sensitive: bool = False


def read_funds(raw: Mapping[str, Any]) -> dict[str, FundRule]:
    """The funds by name, in the order in which the rules name them."""
    if not raw:
        raise Refusal(N_("A group has at least one fund: name it in {field}."), field="rules.funds")
    funds = {name: _fund(name, Reader(raw, "rules.funds").part(name)) for name in raw}
    first = next(iter(funds.values()))
    if first.donor:
        raise Refusal(
            N_(
                "{fund} holds money of {value}: it cannot be the group's first fund, where the "
                "members save. Name another fund first."
            ),
            field=f"rules.funds.{first.name}.donor",
            value=first.donor,
            fund=terms.fund(first.name),
        )
    return funds


def refuse_lent_or_saved_in(
    funds: Mapping[str, FundRule], lending: Mapping[str, str], split: Mapping[str, int]
) -> None:
    """Refuse rules that lend a donor's money, or put members' savings with it.

    `lending` gives the fund that each kind of loan is lent from.
    """
    for product, fund in lending.items():
        if funds[fund].donor:
            raise Refusal(
                N_(
                    "{fund} holds money of {donor}, which is never lent: "
                    "choose another fund for this loan."
                ),
                field=f"rules.loans.{product}.fund",
                value=fund,
                fund=terms.fund(fund),
                donor=funds[fund].donor,
            )
    for fund in split:
        if funds[fund].donor:
            raise Refusal(
                N_(
                    "{fund} holds money of {donor}: savings are not put there. "
                    "Split them over the group's own funds."
                ),
                field=f"rules.split.{fund}",
                value=fund,
                fund=terms.fund(fund),
                donor=funds[fund].donor,
            )


def _fund(name: str, read: Reader) -> FundRule:
    read.refuse_unknown("contribution", "share_out", "arrears", "aid", "fees", "donor", "sensitive")
    rule = FundRule(
        name=name,
        contribution=read.count("contribution", 0),
        share_out=read.choice("share_out", FUND_SHARE_OUTS, "kept"),
        arrears=read.flag("arrears") if "arrears" in read.values else True,
        aid=_aid(read.part("aid")) if read.values.get("aid") is not None else None,
        fees=read.choice("fees", FEE_BEARERS, "fund"),
        donor=_donor(read),
        sensitive=read.flag("sensitive"),
    )
    if rule.donor and rule.share_out != "kept":
        raise Refusal(
            N_(
                "{fund} holds money of {donor}, which is never shared out: "
                'write "kept" for {field}.'
            ),
            field=f"{read.path}.share_out",
            value=rule.share_out,
            fund=terms.fund(name),
            donor=rule.donor,
        )
    return rule


def _donor(read: Reader) -> str:
    """Whose money the fund holds: a name, or nothing for the group's own."""
    name = read.values.get("donor", "")
    if not isinstance(name, str) or ("donor" in read.values and not name.strip()):
        raise Refusal(
            N_("{field} is {value}: write the donor's name in quotes."),
            field=f"{read.path}.donor",
            value=name,
        )
    return name


def _aid(read: Reader) -> AidRule:
    read.refuse_unknown(
        "reasons", "ceiling", "ceiling_per_cycle", "keep", "waiting_meetings", "up_to_date"
    )
    reasons = read.part("reasons", default={})
    return AidRule(
        reasons={name: reasons.count(name, 0) for name in reasons.values},
        ceiling=read.limit("ceiling"),
        ceiling_per_cycle=read.limit("ceiling_per_cycle"),
        keep=read.count("keep", 0),
        waiting_meetings=read.count("waiting_meetings", 0),
        up_to_date=read.flag("up_to_date"),
    )

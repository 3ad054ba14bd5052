"""How members save, and how a contribution is split at its source."""

from collections.abc import Mapping
from dataclasses import dataclass

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.rules.reading import Reader
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True)
class SavingRule:
    """How members save: by shares of a price, or by amounts.

    `price` is francs a share; `minimum` and `maximum` are shares (or francs)
    one carnet may bring in a meeting, None for no limit; `equal` says that all bring
    the minimum, neither less nor more; `carnets_max` is how many carnets one member may have.
    """

    unit: str
    price: int
    minimum: int
    maximum: int | None
    multiple_of: int
    equal: bool
    carnets_max: int | None = None


def read_saving(read: Reader) -> SavingRule:
    """How members save, from the part `saving`."""
    read.refuse_unknown("unit", "price", "min", "max", "multiple_of", "equal", "carnets_max")
    unit = read.choice("unit", ("share", "amount"))
    minimum = read.count("min", 1 if unit == "share" else 0)
    equal = read.flag("equal")
    rule = SavingRule(
        unit=unit,
        price=read.count("price", 1, least=1),
        minimum=minimum,
        maximum=minimum if equal and minimum else read.limit("max"),
        multiple_of=read.count("multiple_of", 1, least=1),
        equal=equal,
        carnets_max=None
        if read.values.get("carnets_max") is None
        else read.count("carnets_max", 1, least=1),
    )
    if rule.maximum is not None and rule.maximum < rule.minimum:
        raise Refusal(
            N_("{field} is {value}, less than the minimum of {least:number}: raise it."),
            field=f"{read.path}.max",
            value=rule.maximum,
            least=rule.minimum,
        )
    return rule


def read_split(read: Reader) -> Mapping[str, int]:
    """The weight of each fund in what a member saves; nothing where it is not split."""
    return {name: read.count(name, 0, least=1) for name in read.values}

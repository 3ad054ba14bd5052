"""What the forms of all parts of the rules share."""

from collections.abc import Mapping
from typing import Any

from coop_ledger import terms
from coop_ledger.i18n import N_

Raw = Mapping[str, Any]
NO_LIMIT = N_("no limit")
NONE = N_("none")
FRANCS = "F CFA"


def funds_of(rules: Raw) -> list[tuple[str, str]]:
    """Return the funds of the rules, each with its name."""
    return [(name, str(terms.fund(name))) for name in rules["funds"]]

"""The rules a kind of group starts from, one value each."""

from typing import Any

from coop_ledger.domain.presets.savings_for_change import SAVINGS_FOR_CHANGE
from coop_ledger.domain.presets.vsla import VSLA

PRESETS: dict[str, dict[str, Any]] = {
    "vsla": VSLA,
    "savings_for_change": SAVINGS_FOR_CHANGE,
}

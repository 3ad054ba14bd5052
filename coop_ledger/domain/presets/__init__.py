"""The rules a kind of group starts from, one value each.

A preset never changes once a program was given out with it: the groups that were
founded on it keep its name in their books, not its rules. Another year's rules are
another preset.
"""

from typing import Any

from coop_ledger.domain.presets.mmd import MMD
from coop_ledger.domain.presets.savings_for_change import SAVINGS_FOR_CHANGE
from coop_ledger.domain.presets.savings_for_health import SAVINGS_FOR_HEALTH
from coop_ledger.domain.presets.share import SHARE
from coop_ledger.domain.presets.silc import SILC
from coop_ledger.domain.presets.tontine import TONTINE
from coop_ledger.domain.presets.vsla import VSLA

PRESETS: dict[str, dict[str, Any]] = {
    "vsla": VSLA,
    "savings_for_change": SAVINGS_FOR_CHANGE,
    "silc": SILC,
    "mmd": MMD,
    "tontine": TONTINE,
    "savings_for_health": SAVINGS_FOR_HEALTH,
    "share": SHARE,
}

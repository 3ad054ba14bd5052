"""The catalogue of fines."""

from collections.abc import Mapping
from typing import Any

from coop_ledger.domain.rules.reading import Reader


def read_fines(raw: Mapping[str, Any]) -> Mapping[str, int]:
    """The fine of each breach, in francs; 0 means that the assembly says the amount."""
    read = Reader(raw, "rules.fines")
    return {name: read.count(name, 0) for name in raw}

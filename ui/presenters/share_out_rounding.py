"""A rounding of a share-out: as the rules write it, in short, and in words."""

from collections.abc import Mapping
from typing import Any

from coop_ledger.i18n import _, fill


def rounding_of(value: str) -> dict[str, Any]:
    """Return a rounding from its short form: "value:1", "payout:25" or "exact"."""
    kind, _colon, step = value.partition(":")
    return {"exact": True} if kind == "exact" else {kind: int(step)}


def rounding_value(rounding: Mapping[str, Any]) -> str:
    """Return the short form of a rounding."""
    kind, step = next(iter(rounding.items()))
    return "exact" if kind == "exact" else f"{kind}:{step}"


def rounding_words(value: str) -> str:
    """Return a rounding in words."""
    kind, _colon, step = value.partition(":")
    if kind == "exact":
        return _("To the franc")
    if kind == "value":
        return fill(_("Share to {step:money} F"), step=int(step))
    return fill(_("Envelope to {step:money} F"), step=int(step))

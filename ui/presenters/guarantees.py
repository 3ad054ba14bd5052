"""Who stands for a loan and for how much, as people type it: "3 8", or "3=20000 8=10000"."""

import re
from collections.abc import Callable, Mapping

from coop_ledger.amounts import BadText, parse_amount
from coop_ledger.i18n import N_, money

_APART = re.compile(r"[\s,;+]+")
_EQUALS = re.compile(r"\s*[=:]\s*")


def read_guarantees(text: str, named: Callable[[str], str]) -> Mapping[str, int]:
    """Return what each guarantor stands for by her number, 0 where nothing is said of it.

    `named` returns a member's number from what was typed of her, and raises BadText.
    """
    typed = _EQUALS.sub("=", text.strip())
    if typed in ("", "0"):
        return {}
    # Numbers may be parted by spaces or commas; a name stands alone.
    parts = _APART.split(typed) if re.search(r"\d", typed) else [typed]
    found: dict[str, int] = {}
    for part in filter(None, parts):
        who, equals, amount = part.partition("=")
        code = named(who)
        if code in found:
            raise BadText(
                N_("{text} is named twice: name each guarantor once."),
                field="guarantors",
                text=who,
            )
        found[code] = parse_amount(amount) if equals else 0
    return found


def written(guarantees: Mapping[str, int]) -> str:
    """Return guarantors as they are typed."""
    return " ".join(
        f"{code}={money(amount).replace(chr(0x202F), '')}" if amount else code
        for code, amount in guarantees.items()
    )


def as_fields(guarantees: Mapping[str, int]) -> dict[str, object]:
    """Return the fields of a loan that say who stands for it: only what was said."""
    amounts = {code: amount for code, amount in guarantees.items() if amount}
    names = [code for code, amount in guarantees.items() if not amount]
    found: dict[str, object] = {}
    if names:
        found["guarantors"] = names
    if amounts:
        found["guarantees"] = amounts
    return found

"""One rule as it is asked for in a form: where it stands, how it is shown and read.

What is typed is text; what the rules keep is a figure, a word or a list. A kind turns the
one into the other, and knows how a value lies in its part of the rules.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from coop_ledger import i18n
from coop_ledger.amounts import BadText, parse_amount, parse_count
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_, _, translate
from coop_ledger.names import search_key

Pairs = Sequence[tuple[str, str]]
"""Texts to choose from, each with its words (a marked text)."""

# Months, a rate, how it is repaid; a figure before "%" is no month.
_BAND = re.compile(
    r"(?:(\d+)(?![\d.,]*\s*%)(?:\s+|$))?(?:(\d{1,3}(?:[.,]\d{1,3})?)\s*%?(?:\s+|$))?(.*)"
)
_RATE = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?)\s*%?")


class Kind:
    """How a rule is shown and read. `choices` are all there are, () where it is typed."""

    choices: Pairs = ()
    is_money = False
    needed = N_("This rule is empty. Type 0 for nothing.")

    def get(self, place: Mapping[str, Any], name: str, default: Any) -> Any:
        """Return the value under a name of its part of the rules."""
        return place.get(name, default)

    def put(self, place: dict[str, Any], name: str, value: Any) -> None:
        """Put a value under a name of its part of the rules."""
        place[name] = value

    def take_out(self, place: dict[str, Any], name: str) -> None:
        """Take the value out of its part of the rules."""
        place.pop(name, None)

    def shown(self, value: Any) -> str:
        """Return a value as it is typed."""
        return str(value)

    def read(self, text: str) -> Any:
        """Return what was typed; raises BadText when it is no such thing."""
        return text


class Money(Kind):
    """Whole francs, 0 for none."""

    is_money = True

    def shown(self, value: Any) -> str:
        return i18n.money(int(value))

    def read(self, text: str) -> Any:
        return 0 if text.strip() == "0" else parse_amount(text, arithmetic=True)


class OfHundred(Money):
    """How much of 100 F goes here; the rest goes to the other fund."""

    def __init__(self, other: str) -> None:
        self._other = other

    def put(self, place: dict[str, Any], name: str, value: Any) -> None:
        place |= {name: value, self._other: 100 - value}

    def read(self, text: str) -> Any:
        part = parse_amount(text)
        if part >= 100:
            raise BadText(N_("{text} leaves nothing of 100 F. Type less."), text=text)
        return part


class Count(Kind):
    """A whole number."""

    def read(self, text: str) -> Any:
        return parse_count(text)


class Rate(Kind):
    """A percentage, with decimals where it has some."""

    def shown(self, value: Any) -> str:
        return str(value).replace(".", ",")

    def read(self, text: str) -> Any:
        found = _RATE.fullmatch(text.strip())
        if found is None:
            raise BadText(N_("{text} is no rate. Type a number like 5 or 2,5."), text=text)
        return found[1].replace(",", ".")


class Times(Rate):
    """A multiple: a whole number, or one with decimals."""

    def read(self, text: str) -> Any:
        number = super().read(text)
        return int(number) if number.isdigit() else number


class Words(Kind):
    """Words of the group's own."""

    def read(self, text: str) -> Any:
        return text.strip()


class OneOf(Kind):
    """One of a few words."""

    def __init__(self, choices: Pairs) -> None:
        self.choices = tuple(choices)


class YesNo(Kind):
    """Yes or no."""

    choices = (("yes", N_("yes")), ("no", N_("no")))

    def shown(self, value: Any) -> str:
        return "yes" if value else "no"

    def read(self, text: str) -> Any:
        return text == "yes"


class Among(YesNo):
    """Whether a word stands in a list, which keeps its usual order."""

    def __init__(self, word: str, order: Sequence[str], usual: Sequence[str] = ()) -> None:
        self._word, self._order, self._usual = word, order, usual

    def get(self, place: Mapping[str, Any], name: str, default: Any) -> Any:
        return self._word in place.get(name, self._usual)

    def put(self, place: dict[str, Any], name: str, value: Any) -> None:
        held = set(place.get(name, self._usual)) - {self._word}
        held |= {self._word} if value else set()
        place[name] = [word for word in self._order if word in held]


class InOrder(Kind):
    """A list of words, one of a few orders."""

    def __init__(self, choices: Pairs) -> None:
        self.choices = tuple(choices)

    def shown(self, value: Any) -> str:
        return ",".join(value)

    def read(self, text: str) -> Any:
        return text.split(",")


class Rounding(Kind):
    """How a share-out is rounded: {"payout": 25} is "payout:25"."""

    def __init__(self, choices: Pairs) -> None:
        self.choices = tuple(choices)

    def shown(self, value: Any) -> str:
        how, step = next(iter(value.items()))
        return how if how == "exact" else f"{how}:{step}"

    def read(self, text: str) -> Any:
        how, _colon, step = text.partition(":")
        return {how: int(step) if step else True}


class Cost(Kind):
    """What lateness costs, in francs or in percent: 500, or 10 %."""

    needed = N_("Type how much lateness costs: francs like 500, or a percentage like 10 %.")

    def get(self, place: Mapping[str, Any], name: str, default: Any) -> Any:
        found = {key: place[key] for key in ("percent", "amount") if key in place}
        return found or default

    def put(self, place: dict[str, Any], name: str, value: Any) -> None:
        self.take_out(place, name)
        place |= value
        if "amount" in value:
            place.pop("of", None)

    def take_out(self, place: dict[str, Any], name: str) -> None:
        for key in ("percent", "amount"):
            place.pop(key, None)

    def shown(self, value: Any) -> str:
        if "amount" in value:
            return i18n.money(value["amount"])
        return i18n.percent(Decimal(value["percent"]))

    def read(self, text: str) -> Any:
        if text.rstrip().endswith("%"):
            return {"percent": Rate().read(text.replace("\u202f", " "))}
        return {"amount": parse_amount(text)}


class Reasons(Kind):
    """Reasons with the most for each: "birth 2 500; fire", where the assembly says how much."""

    def shown(self, value: Any) -> str:
        return "; ".join(
            f"{reason} {i18n.money(amount)}" if amount else reason
            for reason, amount in value.items()
        )

    def read(self, text: str) -> Any:
        found = {}
        for part in filter(None, (part.strip() for part in text.split(";"))):
            match = re.fullmatch(r"(.*?)\s*(\d[\d\s]*(?:F(?: ?CFA)?)?)?", part)
            assert match is not None, "anything may be a reason"
            if not match[1]:
                raise BadText(N_("{text}: write the reason, then its amount."), text=part)
            found[match[1]] = parse_amount(match[2]) if match[2] else 0
        return found


class Bands(Kind):
    """Terms by amount: "20 000: 2; 3 4 % in equal parts" is two months up to 20,000 F, then
    three at 4 %, repaid in equal parts.

    A band that says nothing of it keeps how it was repaid, as long as its limit is the same.
    """

    def __init__(self, repaid: Pairs) -> None:
        self._repaid = tuple(repaid)

    def put(self, place: dict[str, Any], name: str, value: Any) -> None:
        before = {
            band.get("up_to"): {"repaid": band["repaid"]}
            for band in place.get(name, ())
            if "repaid" in band
        }
        place[name] = [before.get(band.get("up_to"), {}) | band for band in value]

    def shown(self, value: Any) -> str:
        return "; ".join(self._band(band) for band in value)

    def _band(self, band: Mapping[str, Any]) -> str:
        parts = [str(band["term"])] if "term" in band else []
        if "rate_percent" in band:
            parts.append(f"{Rate().shown(band['rate_percent'])} %")
        if "repaid" in band:
            parts.append(_(dict(self._repaid)[band["repaid"]]))
        words = " ".join(parts)
        return f"{i18n.money(band['up_to'])}: {words}" if "up_to" in band else words

    def read(self, text: str) -> Any:
        parts = [part.strip() for part in text.split(";") if part.strip()]
        return [self._read(part, last=n == len(parts)) for n, part in enumerate(parts, start=1)]

    def _read(self, part: str, *, last: bool) -> dict[str, Any]:
        limit, _colon, said = part.rpartition(":")
        if bool(limit) == last:
            raise BadText(
                N_("{text}: write like “20 000: 2; 3”, the last number without a limit."),
                text=part,
            )
        found = _BAND.fullmatch(said.strip())
        assert found is not None, "anything may stand behind the figures"
        months, rate, repaid = found.groups()
        band: dict[str, Any] = {"up_to": parse_amount(limit)} if limit else {}
        if months:
            band["term"] = parse_count(months)
        if rate:
            band["rate_percent"] = Rate().read(rate)
        if repaid:
            band["repaid"] = self._code(repaid, part)
        return band

    def _code(self, words: str, part: str) -> str:
        """Return how a band is repaid, from its first words."""
        said = search_key(words)
        for code, label in self._repaid:
            if search_key(_(label)).startswith(said) or words == code:
                return code
        raise BadText(
            N_("{text}: behind the figures write how it is repaid: {choices}."),
            text=part,
            choices="; ".join(_(label) for _code, label in self._repaid),
        )


class _Needed:
    """Stands for "something must be typed"."""


NEEDED: Final = _Needed()
When = tuple[tuple[str, ...], tuple[Any, ...]]
"""Where a rule stands, and the values of it for which another one is asked."""


@dataclass(frozen=True, slots=True)
class RuleField:
    """One rule of a form: its cell, where it stands in the rules, how it is asked for.

    `empty` is what nothing typed means, said in grey by `placeholder`; `default` what the rules
    mean where they say nothing. `when` names a rule and the values for which this one is asked.
    """

    cell: str
    path: tuple[str, ...]
    label: str
    kind: Kind
    unit: str = ""
    empty: Any = NEEDED
    default: Any = None
    placeholder: str = ""
    when: When | None = None

    def value(self, rules: Mapping[str, Any]) -> Any:
        """Return the rule as the rules keep it."""
        *parts, name = self.path
        place: Mapping[str, Any] = rules
        for part in parts:
            place = place.get(part) or {}
        return self.kind.get(place, name, self.default)

    def shown(self, rules: Mapping[str, Any]) -> str:
        """Return the rule as it is typed."""
        value = self.value(rules)
        return "" if value is None or value == self.empty else self.kind.shown(value)

    def read(self, text: str) -> Any:
        """Return what was typed, as the rules keep it; raises BadText when it is no such thing."""
        if text.strip():
            return self.kind.read(text)
        if self.empty is NEEDED:
            raise BadText(self.kind.needed, field=self.cell, text=text)
        return self.empty

    def put(self, rules: dict[str, Any], value: Any) -> None:
        """Put a value where it stands in the rules; they may be written to."""
        *parts, name = self.path
        place = rules
        for part in parts:
            place = place.setdefault(part, {})
        self.kind.put(place, name, value)

    def take_out(self, rules: Mapping[str, Any]) -> None:
        """Take the rule out of the rules, where it is not asked for."""
        *parts, name = self.path
        place: Any = rules
        for part in parts:
            place = place.get(part) or {}
        self.kind.take_out(place, name)

    def is_asked(self, rules: Mapping[str, Any]) -> bool:
        """Return whether the rules that stand now leave room for this one."""
        if self.when is None:
            return True
        path, values = self.when
        place: Any = rules
        for part in path:
            place = place.get(part) if isinstance(place, Mapping) else None
        return place in values

    def choices(self) -> list[tuple[str, str]]:
        """Return what can be chosen, in words; nothing where it is typed."""
        return [(text, _(words)) for text, words in self.kind.choices]


def rule(path: Iterable[str], label: str, kind: Kind, **more: Any) -> RuleField:
    """Return a rule whose cell is called by its path."""
    where = tuple(path)
    return RuleField(".".join(where), where, label, kind, **more)


def told(refusal: Refusal, fields: Iterable[RuleField]) -> tuple[str, str]:
    """Return the cell that a refusal of the rules means, and say it as the form calls the field.

    The cell is "" where none of the fields is meant.
    """
    path = refusal.field.removeprefix("rules.").partition("[")[0]
    for field in fields:
        where = ".".join(field.path)
        if where == f"{path}.cost":
            return field.cell, translate(field.kind.needed)
        if where == path:
            label = translate(field.label).replace("&", "")
            named = Refusal(refusal.sentence, field=label, value=refusal.value, **refusal.params)
            return field.cell, str(named)
    return "", str(refusal)

"""A vote on the rules while it is typed: what it changes, in sentences and in francs.

Everything typed is text by cell, like the sheet of a group that is founded; the rules in
force are the ground on which it is laid.
"""

import copy
import datetime
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from coop_ledger.amounts import BadText, parse_day
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.rules import Rules, merged, read_rules
from coop_ledger.domain.rules_change import voted
from coop_ledger.domain.year_ahead import meetings_of_a_year, year_ahead
from coop_ledger.i18n import N_, fill, ngettext
from coop_ledger.names import clean_note
from coop_ledger.reports.rules_words import Told, told_change
from coop_ledger.reports.year_words import year_lines
from ui.presenters.rule_fields import RuleField, told
from ui.presenters.rule_parts import fields_of, parts_of

NEW_PARTS = (
    ("fund", N_("A fund")),
    ("loan", N_("A kind of loan")),
    ("fine", N_("A fine")),
    ("tontine", N_("A tontine")),
    ("deliveries", N_("Delivery savings")),
)
_NAMED = ("fund", "loan", "fine")
_NEW_LOAN = {"method": "flat", "rate_percent": "5", "per": "month", "term": 3, "repaid": "at_end"}
_NEW_TONTINE = {"contribution": 500, "winners": 1, "order": "lot"}


class FrancsChange(NamedTuple):
    """A figure of the year that the vote changes; None where there was or will be none."""

    words: str
    before: int | None
    after: int | None


class Effect(NamedTuple):
    """What a vote does: the sentences that change, and the year in francs."""

    told: tuple[Told, ...]
    francs: tuple[FrancsChange, ...]


class VoteSheet:
    """The rules in force with what is typed over them. `today` is the last day of a vote."""

    def __init__(
        self,
        rules_on: Callable[[datetime.date], Rules],
        today: datetime.date,
        members: int,
        shares: int = 0,
    ) -> None:
        self.stand_on(rules_on, today, members, shares)
        self._cells: dict[str, str] = {}
        self._added: list[tuple[str, str]] = []
        self._gone: set[str] = set()
        self.day_text = ""
        self.note = ""

    def stand_on(
        self,
        rules_on: Callable[[datetime.date], Rules],
        today: datetime.date,
        members: int,
        shares: int = 0,
    ) -> None:
        """Lay what was typed on the rules as the book has them; `shares` are those held now."""
        self._rules_on, self.today = rules_on, today
        self._members, self._shares = members, shares

    # -- the ground ------------------------------------------------------------------------------

    def day(self) -> datetime.date:
        """Return the day of the vote; raises BadText for a day that is none or to come."""
        if not self.day_text.strip():
            return self.today
        return parse_day(self.day_text, self.today, latest=self.today)

    def old(self) -> dict[str, Any]:
        """Return the rules in force on the day of the vote, today's while it cannot be read."""
        try:
            day = self.day()
        except BadText:
            day = self.today
        return copy.deepcopy(dict(self._rules_on(day).raw))

    # -- the form ----------------------------------------------------------------------------------

    def parts(self) -> list[tuple[str, str]]:
        """Return the parts that can be changed, each with its title."""
        return parts_of(self._ground())

    def fields(self, part: str) -> list[RuleField]:
        """Return what a part asks for, as far as the other answers leave room for it."""
        rules = self._typed_over()
        return [field for field in fields_of(part, self._ground()) if field.is_asked(rules)]

    def text(self, field: RuleField) -> str:
        """Return a rule as it was typed, as it is in force if it was not."""
        return self._cells.get(field.cell, field.shown(self._ground()))

    def type(self, field: RuleField, text: str) -> None:
        """Take what was typed for a rule."""
        if text == field.shown(self._ground()):
            self._cells.pop(field.cell, None)
        else:
            self._cells[field.cell] = text

    def add(self, kind: str, name: str) -> str:
        """Add a fund, a kind of loan, a fine …; return its part, and raise BadText for a bad name."""
        if kind not in _NAMED:
            self._added.append((kind, ""))
            self._gone.discard(kind)
            return kind
        name = clean_note(name)
        rules = self._ground()
        part = {"fund": "funds", "loan": "loans", "fine": "fines"}[kind]
        if not name:
            raise BadText(N_("Type the name of what is added."), text=name)
        if name in rules.get(part, {}):
            raise BadText(N_("There is already one called {text}: give another name."), text=name)
        self._added.append((kind, name))
        return "fines" if kind == "fine" else f"{part}.{name}"

    def may_go(self, part: str) -> bool:
        """Return whether a part can be done away with: a fund but the first, a loan, a tontine."""
        kind, _dot, name = part.partition(".")
        if kind == "funds":
            first = next(iter(self._ground()["funds"]))
            return bool(name != first)
        return kind in ("loans", "tontine", "deliveries")

    def do_away(self, part: str) -> None:
        """Take a part out of the rules."""
        self._gone.add(part)
        for cell in [cell for cell in self._cells if f"{cell}.".startswith(f"{part}.")]:
            del self._cells[cell]

    def is_empty(self) -> bool:
        """Return whether nothing was typed yet."""
        return not (self._cells or self._added or self._gone or self.note)

    def state(self) -> str:
        """Return all that was typed as one text, for the draft of the book."""
        typed = {"cells": self._cells, "added": self._added, "gone": sorted(self._gone)}
        return json.dumps(typed | {"day": self.day_text, "note": self.note}, ensure_ascii=False)

    def restore(self, state: str) -> None:
        """Take up what `state` returned, as far as the rules still have a place for it."""
        typed = json.loads(state)
        self._cells, self._gone = dict(typed["cells"]), set(typed["gone"])
        self._added = [(kind, name) for kind, name in typed["added"]]
        self.day_text, self.note = typed["day"], typed["note"]

    def clear(self) -> None:
        """Forget all that was typed."""
        self._cells.clear()
        self._added.clear()
        self._gone.clear()
        self.day_text = self.note = ""

    # -- what it says --------------------------------------------------------------------------------

    def _ground(self) -> dict[str, Any]:
        """Return the rules in force with the parts added and taken away."""
        rules = self.old()
        for kind, name in self._added:
            _add(rules, kind, name)
        for part in self._gone:
            kind, _dot, name = part.partition(".")
            rules[kind] = _without(rules[kind], name) if name else {}
            if kind == "funds" and name in rules.get("split", {}):
                rules["split"] = _without(rules["split"], name)
        return rules

    def _typed_over(self, wrong: dict[str, BadText] | None = None) -> dict[str, Any]:
        """Return the rules with all that was typed; what cannot be read is put in `wrong`."""
        ground = self._ground()
        rules = copy.deepcopy(ground)
        for part, _title in parts_of(ground):
            for field in fields_of(part, ground):
                if field.cell in self._cells:
                    self._type_over(rules, field, wrong)
            _take_out_unasked(fields_of(part, ground), ground, rules)
        for part in ("split", "fines"):
            if part in rules:
                rules[part] = {name: v for name, v in rules[part].items() if v is not None}
        if not rules.get("split") and "split" not in ground:
            rules.pop("split", None)
        return rules

    def _type_over(
        self, rules: dict[str, Any], field: RuleField, wrong: dict[str, BadText] | None
    ) -> None:
        try:
            field.put(rules, field.read(self._cells[field.cell]))
        except BadText as bad:
            if wrong is not None:
                wrong[field.cell] = bad

    def wrong(self) -> dict[str, str]:
        """Return what cannot be read or cannot be, a sentence for each cell ("" for the whole)."""
        bad: dict[str, BadText] = {}
        rules = self._typed_over(bad)
        found = {cell: str(said) for cell, said in bad.items()}
        try:
            self.day()
        except BadText as wrong_day:
            found["day"] = str(wrong_day)
        if not found:
            try:
                read_rules(self._after(rules))
            except Refusal as refusal:
                cell, sentence = self._told(refusal)
                found[cell] = sentence
        return found

    def _told(self, refusal: Refusal) -> tuple[str, str]:
        """Return the cell that a refusal of the rules means, and say it with the field's label."""
        fields = (field for part, _title in self.parts() for field in self.fields(part))
        cell, sentence = told(refusal, fields)
        for part, title in self.parts():
            if not cell and f"{refusal.field}.".startswith(f"rules.{part}."):
                values = {"value": refusal.value} | refusal.params
                sentence = str(Refusal(refusal.sentence, field=title, **values))
        return cell, sentence

    def rules(self) -> dict[str, Any]:
        """Return the rules as they will be; call it when nothing is wrong."""
        return self._after(self._typed_over())

    def _after(self, typed: dict[str, Any]) -> dict[str, Any]:
        """Return the rules that a vote leads to: what it does not name stays what it was."""
        old = self.old()
        return merged([old, voted(old, typed)])

    def effect(self) -> Effect:
        """Return what the vote changes; call it when nothing is wrong."""
        old, new = self.old(), self.rules()
        return Effect(told_change(old, new), _francs(old, new, self._members))

    def warnings(self) -> tuple[str, ...]:
        """Return what the members must hear before they vote; call it when nothing is wrong."""
        old, new = read_rules(self.old()).saving, read_rules(self.rules()).saving
        if not self._shares or (old.unit, old.price) == (new.unit, new.price):
            return ()
        by_value = read_rules(self.rules()).share_out.method == "share_value"
        if new.unit != "share" or old.unit != "share" or not by_value:
            return ()
        sentence = ngettext(
            "{shares:number} share was bought at {old:francs}. At the share-out a share of "
            "{new:francs} will be worth no more than that one: who pays {dearer:francs} loses. "
            "Vote the price when the next cycle begins, or share out by savings.",
            "{shares:number} shares were bought at {old:francs}. At the share-out a share of "
            "{new:francs} will be worth no more than those: who pays {dearer:francs} loses. "
            "Vote the price when the next cycle begins, or share out by savings.",
            self._shares,
        )
        dearer = max(old.price, new.price)
        return (fill(sentence, shares=self._shares, old=old.price, new=new.price, dearer=dearer),)

    def event(self, group: str) -> dict[str, Any]:
        """Return the vote as it is recorded."""
        event: dict[str, Any] = {
            "event": "rules_set",
            "group": group,
            "date": self.day().isoformat(),
            "rules": voted(self.old(), self._typed_over()),
        }
        note = clean_note(self.note)
        return event | ({"text": note} if note else {})


def _add(rules: dict[str, Any], kind: str, name: str) -> None:
    first = next(iter(rules["funds"]))
    match kind:
        case "fund":
            rules["funds"] = {**rules["funds"], name: {"share_out": "kept"}}
        case "loan":
            rules["loans"] = {**rules.get("loans", {}), name: {"fund": first, **_NEW_LOAN}}
        case "fine":
            rules["fines"] = {**rules.get("fines", {}), name: 0}
        case "tontine":
            rules["tontine"] = dict(_NEW_TONTINE)
            rules["funds"] = {**rules["funds"], "tontine": {"share_out": "kept"}}
        case "deliveries":
            rules["deliveries"] = {"monthly": 1000, "goal": 5000}
            kept = {"share_out": "kept"}
            rules["funds"] = {**rules["funds"], "deliveries": kept, "donor": dict(kept)}


def _take_out_unasked(
    fields: Sequence[RuleField], ground: Mapping[str, Any], rules: dict[str, Any]
) -> None:
    """Take out the rules that the other answers leave no room for any more."""
    asked = {field.path for field in fields if field.is_asked(rules)}
    for field in fields:
        if field.path not in asked and field.is_asked(ground):
            field.take_out(rules)


def _without(rules: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in rules.items() if key != name}


def _francs(
    old: Mapping[str, Any], new: Mapping[str, Any], members: int
) -> tuple[FrancsChange, ...]:
    """Return the figures of a year that change, matched by what they are called."""
    before, after = _year(old, members), _year(new, members)
    found = []
    for key in dict.fromkeys((*before, *after)):
        was, will = before.get(key), after.get(key)
        if was is None or will is None or was[1] != will[1]:
            words = (will or was or ("", 0))[0]
            found.append(FrancsChange(words, was and was[1], will and will[1]))
    return tuple(found)


def _year(raw: Mapping[str, Any], members: int) -> dict[str, tuple[str, int]]:
    rules = read_rules(raw)
    year = year_ahead(rules, meetings=meetings_of_a_year(rules), members=members)
    return {line.key: (line.words, line.amount) for line in year_lines(rules, year)}

"""A group that is being founded: what was typed, what it means in francs, the events it becomes.

Everything typed is text by cell, so that the half-filled assistant is a draft of the book and
stands there again after a power cut.
"""

import copy
import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from coop_ledger import i18n
from coop_ledger.amounts import BadText, parse_day
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.periods import add_months
from coop_ledger.domain.presets import PRESETS
from coop_ledger.domain.rules import Rules, read_rules
from coop_ledger.domain.year_ahead import SAMPLE_HANDS, year_ahead
from coop_ledger.i18n import N_
from coop_ledger.names import clean_name, clean_note, search_key
from coop_ledger.reports.year_words import YearLine, year_lines
from ui.presenters.new_group_fields import RULE_FIELDS
from ui.presenters.roster import Typed, read_roster
from ui.presenters.rule_fields import RuleField, told

DRAFT = "new_group"
OFFICES = ("president", "secretary", "treasurer")
PRESET_NAMES = {
    "vsla": N_("Savings by shares (VSLA)"),
    "savings_for_change": N_("Savings for Change"),
    "silc": N_("SILC (Catholic Relief Services)"),
    "mmd": N_("MMD (Mata Masu Dubara)"),
    "tontine": N_("Tontine"),
    "savings_for_health": N_("Savings for Health"),
    "share": N_("SHARE: saving for a delivery"),
}
PRESET_NOTES = {
    "vsla": N_("Each member buys 1 to 5 shares at a meeting, and a social fund is kept."),
    "savings_for_change": N_("Each member saves what she can, above a minimum."),
    "silc": N_("Savings are amounts, a social fund is kept, profit goes by what was saved."),
    "mmd": N_("All bring the same each week, and all get the same at the end."),
    "tontine": N_("All pay the same each round, and the pot goes to each in her turn."),
    "savings_for_health": N_("Two boxes: loans that earn interest, and health loans without."),
    "share": N_("Pregnant women save month by month, and a donor adds the rest."),
}
ABSURD = 100  # so many times the preset's figure is asked about: a typing error, not a vote
CYCLE = 12  # months from the opening to the share-out, unless another day is typed
LONGEST_CYCLE = 36  # months; cycles last nine to twelve (savings-groups.md 1.1)


class NewGroup:
    """The assistant's sheet. `keep` is told of every cell that changes."""

    def __init__(
        self,
        today: datetime.date,
        *,
        taken: Iterable[str] = (),
        keep: Callable[[str, str], object] = lambda _cell, _text: None,
    ) -> None:
        self.today = today
        self._taken = frozenset(taken)
        self._keep = keep
        self.cells: dict[str, str] = {}

    def text(self, cell: str) -> str:
        """Return what a cell holds, what it begins with if nothing was typed."""
        if cell in self.cells:
            return self.cells[cell]
        return {
            "preset": "vsla",
            "opens": i18n.day(self.today),
            "ends": i18n.day(self._usual_end()) if cell == "ends" else "",
        }.get(cell, "")

    def _usual_end(self) -> datetime.date:
        """A tontine lasts until all its hands have had the pot, another cycle a year."""
        opens = self._opens_or_today()
        try:
            turns = year_ahead(self.rules(), meetings=1, members=self._typed_members()).turns
        except (BadText, Refusal):
            turns = None
        year, longest = add_months(opens, CYCLE), add_months(opens, LONGEST_CYCLE)
        once_round = year if turns is None else opens + datetime.timedelta(days=turns.days)
        return once_round if once_round <= longest else year

    def _typed_members(self) -> int:
        return sum(bool(line.strip()) for line in self.text("members").splitlines())

    def _opens_or_today(self) -> datetime.date:
        try:
            return parse_day(self.cells.get("opens", ""), self.today)
        except BadText:
            return self.today

    def type(self, cell: str, text: str) -> None:
        """Take what was typed in a cell, and keep it."""
        if self.text(cell) != text:
            self._put(cell, text)

    def _put(self, cell: str, text: str) -> None:
        self.cells[cell] = text
        self._keep(cell, text)

    def restore(self, cells: Mapping[str, str]) -> None:
        """Take up a draft where it was left."""
        self.cells = dict(cells)

    # -- what it says ----------------------------------------------------------------------------

    @property
    def preset(self) -> str:
        """The preset chosen."""
        return self.text("preset")

    @property
    def rule_fields(self) -> tuple[RuleField, ...]:
        """The rules this preset asks for, as far as the answers given leave room for them."""
        rules = self.raw_rules(strict=False)
        return tuple(field for field in RULE_FIELDS[self.preset] if field.is_asked(rules))

    def rule_text(self, field: RuleField) -> str:
        """Return a rule as it was typed, the preset's if it was not."""
        return self.cells.get(_rule_cell(self.preset, field), field.shown(PRESETS[self.preset]))

    def type_rule(self, field: RuleField, text: str) -> None:
        """Take what was typed for a rule."""
        if self.rule_text(field) != text:
            self._put(_rule_cell(self.preset, field), text)

    def absurd(self, field: RuleField) -> tuple[int, int] | None:
        """Return a sum typed and the preset's when it is a hundred times that one or more."""
        usual = field.value(PRESETS[self.preset])
        if not field.kind.is_money or not isinstance(usual, int):
            return None
        typed = field.read(self.rule_text(field))
        return (typed, usual) if usual and typed and typed >= ABSURD * usual else None

    def name(self) -> str:
        """Return the group's name; raises BadText without one."""
        return clean_name(self.text("name"), field=N_("The name of the group"))

    def code(self) -> str:
        """Return a short name that no group of the book has."""
        words = re.sub(r"[^a-z0-9]+", "-", search_key(self.name())).strip("-")[:24] or "groupe"
        others = (f"{words}-{n}" for n in range(2, 1000))
        return (
            words if words not in self._taken else next(o for o in others if o not in self._taken)
        )

    def members(self) -> tuple[Typed, ...]:
        """Return the members; raises BadText for a line that is none."""
        found = read_roster(self.text("members"))
        if not found:
            raise BadText(N_("No member is typed yet: one a line."), field="members")
        return found

    def opens(self) -> datetime.date:
        """Return the day the cycle begins; raises BadText for a day that is none or to come."""
        return parse_day(self.text("opens"), self.today, latest=self.today)

    def ends(self) -> datetime.date:
        """Return the day of the share-out; raises BadText when it is not after the opening."""
        latest = add_months(self.today, LONGEST_CYCLE)
        day = parse_day(self.text("ends"), self.today, latest=latest)
        if day <= self.opens():
            raise BadText(
                N_("The share-out is on {day:day}, not after the opening: write a later day."),
                field="ends",
                text=self.text("ends"),
                day=day,
            )
        return day

    def raw_rules(self, *, strict: bool = True) -> dict[str, Any]:
        """Return the preset's rules with what was typed.

        Raises BadText for what cannot be read, unless it is not `strict`: then that is left out.
        """
        preset = PRESETS[self.preset]
        rules: dict[str, Any] = copy.deepcopy(preset)
        for field in RULE_FIELDS[self.preset]:
            if not field.is_asked(rules):
                if field.is_asked(preset):
                    field.take_out(rules)
                continue
            try:
                value = field.read(self.rule_text(field))
            except BadText:
                if strict:
                    raise
                continue
            if value != field.value(rules) or (field.when and value != field.empty):
                field.put(rules, value)
        return rules

    def rules(self) -> Rules:
        """Return the rules; raises BadText or Refusal for one that cannot be."""
        return read_rules(self.raw_rules())

    def wrong_rules(self) -> dict[str, str]:
        """Return what cannot be read or cannot be, a sentence by cell ("" for none of them)."""
        found = {}
        for field in self.rule_fields:
            try:
                field.read(self.rule_text(field))
            except BadText as bad:
                found[field.cell] = str(bad)
        if found:
            return found
        try:
            self.rules()
        except Refusal as refusal:
            cell, sentence = told(refusal, self.rule_fields)
            return {cell: sentence}
        return {}

    def meetings(self, rules: Rules) -> int:
        """Return how many meetings the cycle holds."""
        return (self.ends() - self.opens()).days // rules.meeting_days

    def year(self) -> list[YearLine]:
        """Return what the cycle comes to in francs; raises BadText or Refusal."""
        rules = self.rules()
        members = self._typed_members()
        if not members and rules.tontine is not None:
            members = SAMPLE_HANDS
        ahead = year_ahead(rules, meetings=self.meetings(rules), members=members)
        return year_lines(rules, ahead)

    # -- what it becomes ---------------------------------------------------------------------------

    def events(self) -> list[dict[str, Any]]:
        """Return the events that found the group; raises BadText or Refusal."""
        common = {"group": self.code(), "date": self.opens().isoformat()}
        rules, preset = self.raw_rules(), PRESETS[self.preset]
        read_rules(rules)
        voted = {part: value for part, value in rules.items() if value != preset[part]}
        founded = {
            "event": "group_founded",
            "name": self.name(),
            "kind": "savings_group",
            "preset": self.preset,
            "place": clean_note(self.text("place")),
        }
        found: list[dict[str, Any]] = [founded]
        if voted:
            found.append({"event": "rules_set", "rules": voted})
        found += [_joined(typed) for typed in self.members()]
        found += [
            {"event": "officer_appointed", "office": office, "member": self.text(office)}
            for office in OFFICES
            if self.text(office)
        ]
        ends = self.ends().isoformat()
        found.append({"event": "cycle_opened", "cycle": "1", "ends": ends})
        return [event | common for event in found]


def _rule_cell(preset: str, field: RuleField) -> str:
    return f"{preset}.{field.cell}"


def _joined(typed: Typed) -> dict[str, Any]:
    event = {"event": "member_joined", "member": typed.member, "name": typed.name}
    if typed.nickname:
        event["nickname"] = typed.nickname
    if typed.phone:
        event["phone"] = typed.phone
    return event

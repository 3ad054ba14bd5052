"""A group that is being founded: what was typed, what it means in francs, the events it becomes.

Everything typed is text by cell, so that the half-filled assistant is a draft of the book and
stands there again after a power cut.
"""

import copy
import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from coop_ledger import i18n
from coop_ledger.amounts import BadText, parse_amount, parse_count, parse_day
from coop_ledger.domain.lending import product_terms
from coop_ledger.domain.loans import schedule
from coop_ledger.domain.periods import add_months
from coop_ledger.domain.presets import PRESETS
from coop_ledger.domain.rules import Rules, read_rules
from coop_ledger.i18n import N_, _
from coop_ledger.names import clean_name, clean_note, search_key
from ui.presenters.roster import Typed, read_roster

DRAFT = "new_group"
OFFICES = ("president", "secretary", "treasurer")
PRESET_NAMES = {
    "vsla": N_("Savings by shares (VSLA)"),
    "savings_for_change": N_("Savings for Change"),
}
PRESET_NOTES = {
    "vsla": N_("Each member buys 1 to 5 shares at a meeting, and a social fund is kept."),
    "savings_for_change": N_("Each member saves what she can, above a minimum."),
}
SAMPLE_LOAN = 10_000
ABSURD = 100  # so many times the preset's figure is asked about: a typing error, not a vote
CYCLE = 12  # months from the opening to the share-out, unless another day is typed
LONGEST_CYCLE = 36  # months; cycles last nine to twelve (savings-groups.md 1.1)


@dataclass(frozen=True, slots=True)
class RuleField:
    """One rule that can be changed while founding: its cell, where it stands, how it is asked.

    `kind` is "money", "count" or "percent"; `empty` says that nothing typed means no limit.
    """

    cell: str
    path: tuple[str, ...]
    label: str
    kind: str
    unit: str = ""
    empty: bool = False

    def shown(self, rules: Mapping[str, Any]) -> str:
        """Return the rule as it is typed."""
        value: Any = rules
        for part in self.path:
            value = value[part]
        if value is None:
            return ""
        return i18n.money(int(value)) if self.kind == "money" else str(value).replace(".", ",")

    def read(self, text: str) -> object:
        """Return what was typed, as the rules keep it; raises BadText when it is no such thing."""
        if not text.strip():
            if self.empty:
                return None
            raise BadText(N_("This rule is empty. Type 0 for nothing."), field=self.cell, text=text)
        if self.kind == "money":
            return 0 if text.strip() == "0" else parse_amount(text, arithmetic=True)
        if self.kind == "count":
            return parse_count(text)
        if not re.fullmatch(r"\d{1,3}([.,]\d{1,3})?", text.strip()):
            raise BadText(
                N_("{text} is no rate. Type a number like 5 or 2,5."), field=self.cell, text=text
            )
        return text.strip().replace(",", ".")


_LOAN = ("loans", "ordinary")
_COMMON = (
    RuleField(
        "rate", (*_LOAN, "rate_percent"), N_("&Interest on loans"), "percent", N_("% a month")
    ),
    RuleField("term", (*_LOAN, "term"), N_("Loans last at most"), "count", N_("months")),
    RuleField(
        "ceiling",
        (*_LOAN, "ceiling_times_savings"),
        N_("A loan is at most"),
        "count",
        N_("× her savings"),
        empty=True,
    ),
    RuleField("late", ("fines", "late"), N_("Fine for being late"), "money", "F CFA"),
    RuleField("absent", ("fines", "absent"), N_("Fine for being absent"), "money", "F CFA"),
    RuleField("days", ("meeting", "days"), N_("A meeting every"), "count", N_("days")),
)
RULE_FIELDS: Mapping[str, tuple[RuleField, ...]] = {
    "vsla": (
        RuleField("price", ("saving", "price"), N_("Price of a &share"), "money", "F CFA"),
        RuleField("most", ("saving", "max"), N_("Shares at most"), "count", N_("a meeting")),
        RuleField(
            "social", ("funds", "social", "contribution"), N_("Social fund"), "money", "F CFA"
        ),
        *_COMMON,
    ),
    "savings_for_change": (
        RuleField("least", ("saving", "min"), N_("&Least saved"), "money", "F CFA"),
        *_COMMON,
    ),
}


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
            "ends": i18n.day(add_months(self._opens_or_today(), CYCLE)),
        }.get(cell, "")

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
        """The rules this preset asks for."""
        return RULE_FIELDS[self.preset]

    def rule_text(self, field: RuleField) -> str:
        """Return a rule as it was typed, the preset's if it was not."""
        return self.cells.get(_rule_cell(self.preset, field), field.shown(PRESETS[self.preset]))

    def type_rule(self, field: RuleField, text: str) -> None:
        """Take what was typed for a rule."""
        if self.rule_text(field) != text:
            self._put(_rule_cell(self.preset, field), text)

    def absurd(self, field: RuleField) -> tuple[int, int] | None:
        """Return a sum typed and the preset's when it is a hundred times that one or more."""
        usual: Any = PRESETS[self.preset]
        for name in field.path:
            usual = usual[name]
        if field.kind != "money" or not isinstance(usual, int):
            return None
        typed = field.read(self.rule_text(field))
        assert isinstance(typed, int), "a rule in money is read as francs"
        return (typed, usual) if usual and typed >= ABSURD * usual else None

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

    def raw_rules(self) -> dict[str, Any]:
        """Return the preset's rules with what was typed; raises BadText or Refusal."""
        rules: dict[str, Any] = copy.deepcopy(PRESETS[self.preset])
        for field in self.rule_fields:
            part = rules
            for name in field.path[:-1]:
                part = part[name]
            part[field.path[-1]] = field.read(self.rule_text(field))
        return rules

    def rules(self) -> Rules:
        """Return the rules; raises BadText or Refusal for one that cannot be."""
        return read_rules(self.raw_rules())

    def meetings(self, rules: Rules) -> int:
        """Return how many meetings the cycle holds."""
        return (self.ends() - self.opens()).days // rules.meeting_days

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


def year_in_francs(rules: Rules, meetings: int) -> list[tuple[str, int]]:
    """Return what the rules come to for one member over a cycle, as (words, francs)."""
    saving, lines = rules.saving, []
    if saving.unit == "share":
        lines.append((_("One share at each meeting"), saving.price * meetings))
        if saving.maximum:
            words = i18n.fill(_("{most:number} shares at each meeting"), most=saving.maximum)
            lines.append((words, saving.price * saving.maximum * meetings))
    else:
        lines.append((_("The least saved at each meeting"), saving.minimum * meetings))
    lines += [
        (_("Her part of the social fund"), fund.contribution * meetings)
        for fund in rules.funds.values()
        if fund.contribution
    ]
    return [*lines, *_loan_costs(rules)]


def _loan_costs(rules: Rules) -> list[tuple[str, int]]:
    day = datetime.date(2000, 1, 1)  # any day: months cost the same
    lines = []
    for product in rules.loans.values():
        terms = product_terms(product, SAMPLE_LOAN, product.term, day, rules.meeting_days)
        words = i18n.ngettext(
            "Interest on {lent:money} lent for {n:number} month",
            "Interest on {lent:money} lent for {n:number} months",
            product.term,
        )
        cost = sum(part.interest for part in schedule(terms))
        lines.append((i18n.fill(words, lent=SAMPLE_LOAN, n=product.term), cost))
    return lines

"""A group that already lives: its exercise book typed line by line, and what it adds up to."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from coop_ledger import i18n, terms
from coop_ledger.amounts import BadText, parse_amount, parse_count, parse_day
from coop_ledger.domain.accounts import PLACES
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.rules import Rules
from coop_ledger.i18n import N_, _, fill

DAY = "day"  # the cell of the day, and of what explains a deficit
WHY = "why"


@dataclass(frozen=True, slots=True)
class Woman:
    """One row of the sheet."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What the sheet adds up to, in francs; `surplus` is below nothing where some is missing.

    The surplus is the first fund's: `own_savings` and `own_loans` are what of both is in it.
    """

    savings: int
    loans: int
    fines: int
    cash: Mapping[str, int]
    surplus: int
    own_savings: int
    own_loans: int


class WrongCell(BadText):
    """Figures that do not go together, and the cell to correct."""

    def __init__(self, cell: str, sentence: str, **params: Any):
        super().__init__(sentence, **params)
        self.cell = cell


def draft_of(group: str) -> str:
    """Return the name of the draft in which a group's opening is kept."""
    return f"opening:{group}"


class Opening:
    """The sheet: texts by cell, kept as they are typed."""

    def __init__(
        self, facts: Facts, today: datetime.date, keep: Callable[[str, str], object]
    ) -> None:
        self.group, self.today = facts.group, today
        self.opened = _opened(facts)
        self.rules: Rules = facts.rules(max(today, self.opened or today))
        active = [member for member in facts.members() if member.status == "active"]
        self.women = [Woman(member.code, member.name) for member in active]
        self.funds = list(self.rules.funds)
        self.products = list(self.rules.loans)
        self.asking = [
            name for name, rule in self.rules.funds.items() if rule.contribution and rule.arrears
        ]
        self._keep = keep
        self.texts: dict[str, str] = {}

    @property
    def by_share(self) -> bool:
        """Whether savings are counted in shares."""
        return self.rules.saving.unit == "share"

    def restore(self, texts: Mapping[str, str]) -> None:
        """Take up a draft, as `put` and `take_day` kept it."""
        for cell, text in texts.items():
            days = cell.partition(":")[0] in (DAY, "given")
            if not text or cell == WHY or (_is_day(text) if days else text.isdecimal()):
                self.texts[cell] = text

    def take_day(self, day: datetime.date) -> None:
        """Take the day on which it was counted."""
        self.texts[DAY] = day.isoformat()
        self._keep(DAY, self.texts[DAY])

    # -- cells -------------------------------------------------------------------------------------

    def read(self, cell: str, text: str) -> str:
        """Return a text as it is kept; raises BadText for what cannot be read."""
        kind = cell.partition(":")[0]
        clean = text.strip()
        if not clean or (clean == "0" and kind != WHY):
            return ""
        if kind == WHY:
            return clean
        if kind == "given":
            return parse_day(clean, self.today).isoformat()
        if kind == "saved" and self.by_share:
            return str(parse_count(clean))
        return str(parse_amount(clean, arithmetic=True))

    def put(self, cell: str, text: str) -> None:
        """Take what was typed in a cell, and keep it."""
        self.texts[cell] = self.read(cell, text)
        self._keep(cell, self.texts[cell])

    def number(self, cell: str) -> int:
        """Return the number in a cell, 0 for none."""
        return int(self.texts.get(cell) or 0)

    def shown(self, cell: str) -> str:
        """Return a cell as it is read."""
        text = self.texts.get(cell, "")
        if not text or cell.partition(":")[0] in (DAY, "given"):
            return i18n.day(datetime.date.fromisoformat(text)) if text else ""
        return i18n.money(int(text))

    # -- what it comes to ----------------------------------------------------------------------------

    def saved(self, member: str) -> int:
        """Return a member's savings in francs."""
        said = self.number(f"saved:{member}")
        return said * self.rules.saving.price if self.by_share else said

    def sums(self) -> Sums:
        """Add the sheet up; the surplus is the first fund's."""
        codes = [woman.code for woman in self.women]
        cash = {
            fund: sum(self.number(f"cash:{fund}:{place}") for place in PLACES)
            for fund in self.funds
        }
        savings = sum(map(self.saved, codes))
        loans = sum(self.number(f"left:{code}") for code in codes)
        fines = sum(self.number(f"fine:{code}") for code in codes)
        lent_by_first = loans if self._lending_fund() == self.rules.first_fund else 0
        weights = self.rules.split or {self.rules.first_fund: 1}
        part = weights.get(self.rules.first_fund, 0)
        in_first = savings * part // sum(weights.values())
        held = cash.get(self.rules.first_fund, 0) + lent_by_first + fines
        return Sums(
            savings=savings,
            loans=loans,
            fines=fines,
            cash=cash,
            surplus=held - in_first,
            own_savings=in_first,
            own_loans=lent_by_first,
        )

    def cell_of(self, field: str) -> str:
        """Return the cell that a field of the event stands in, "" for none: "loans[2].issued"."""
        kind, _dot, name = field.partition(".")
        if kind.startswith("loans["):
            rows = [woman.code for woman in self.women if self.number(f"left:{woman.code}")]
            at = int(kind[len("loans[") : -1]) - 1
            column = {"principal": "lent", "interest_left": "interest", "issued": "given"}
            return f"{column.get(name, 'left')}:{rows[at]}" if at < len(rows) else ""
        column = {"savings": "saved", "fines": "fine"}
        return f"{column[kind]}:{name}" if kind in column and name else ""

    def _lending_fund(self) -> str:
        return self.rules.loans[self.products[0]].fund if self.products else ""

    def event(self, *, deficit: bool) -> dict[str, Any]:
        """Return the event; raises BadText where a loan's figures do not go together."""
        event: dict[str, Any] = {
            "event": "balances_opened",
            "group": self.group,
            "date": self.texts.get(DAY) or self.today.isoformat(),
            "cash": self._cash(),
            "savings": self._by_member("saved"),
            "fines": self._by_member("fine"),
            "loans": list(self._loans()),
            "arrears": self._arrears(),
        }
        if deficit and self.texts.get(WHY):
            event["deficit_reason"] = self.texts[WHY]
        return event

    def _by_member(self, kind: str) -> dict[str, int]:
        found = {woman.code: self.number(f"{kind}:{woman.code}") for woman in self.women}
        return {code: number for code, number in found.items() if number}

    def _arrears(self) -> dict[str, dict[str, int]]:
        found = {
            woman.code: {
                fund: self.number(f"due/{fund}:{woman.code}")
                for fund in self.asking
                if self.number(f"due/{fund}:{woman.code}")
            }
            for woman in self.women
        }
        return {code: owed for code, owed in found.items() if owed}

    def _cash(self) -> dict[str, dict[str, int]]:
        found = {
            fund: {
                place: self.number(f"cash:{fund}:{place}")
                for place in PLACES
                if self.number(f"cash:{fund}:{place}")
            }
            for fund in self.funds
        }
        return {fund: places for fund, places in found.items() if places}

    def _loans(self) -> list[dict[str, Any]]:
        found = []
        for woman in self.women:
            left, lent = self.number(f"left:{woman.code}"), self.number(f"lent:{woman.code}")
            interest = self.number(f"interest:{woman.code}")
            if (lent or interest) and not left:
                raise WrongCell(
                    f"left:{woman.code}",
                    N_("{name}: write what is left of her loan, or take the amount lent away."),
                    name=woman.name,
                )
            if lent and left > lent:
                raise WrongCell(
                    f"left:{woman.code}",
                    N_(
                        "{name}, left of her loan: {left:francs} is more than the {lent:francs} "
                        "that were lent to her. Correct one of the two."
                    ),
                    name=woman.name,
                    left=left,
                    lent=lent,
                )
            if not left:
                continue
            loan: dict[str, Any] = {
                "loan": f"{_code(woman.code)}-1",
                "member": woman.code,
                "product": self.products[0] if self.products else "ordinary",
                "principal": lent or left,
                "principal_left": left,
            }
            if interest:
                loan["interest_left"] = interest
            given = self.texts.get(f"given:{woman.code}")
            if given:
                loan["issued"] = given
            found.append(loan)
        return found


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _code(member: str) -> str:
    return member.replace("/", "-")[:30]


def _opened(facts: Facts) -> datetime.date | None:
    return next((cycle.opened for cycle in facts.cycles() if cycle.closed_on is None), None)


def is_wanted(facts: Facts) -> bool:
    """Return whether a group may still bring its balances: an open cycle, and nothing in it."""
    return (
        _opened(facts) is not None
        and facts.record("opening", "") is None
        and not facts.met()
        and not any(balance.amount for balance in facts.stands().values())
    )


def in_words(sheet: Opening, sums: Sums) -> str:
    """Return the sum of the sheet as it is read aloud."""
    if sheet.rules.split:
        words = _(
            "{fund}: {cash:money} of cash + {loans:money} of loans + {fines:money} of fines − "
            "{savings:money}, its part of the savings = {surplus:francs} of surplus brought forward."
        )
        if sums.surplus < 0:
            words = _(
                "{fund}: {cash:money} of cash + {loans:money} of loans + {fines:money} of fines do "
                "not come to its part of the savings, {savings:money}: {missing:francs} are missing."
            )
        return _filled(words, sheet, sums)
    words = _(
        "{cash:money} of cash + {loans:money} of loans + {fines:money} of fines − "
        "{savings:money} of savings = {surplus:francs} of surplus brought forward."
    )
    if sums.surplus < 0:
        words = _(
            "{cash:money} of cash + {loans:money} of loans + {fines:money} of fines do not come "
            "to the {savings:money} of savings: {missing:francs} are missing."
        )
    return _filled(words, sheet, sums)


def _filled(words: str, sheet: Opening, sums: Sums) -> str:
    first = sheet.rules.first_fund
    return fill(
        words,
        fund=fund_name(first),
        cash=sums.cash.get(first, 0),
        loans=sums.own_loans,
        fines=sums.fines,
        savings=sums.own_savings,
        surplus=sums.surplus,
        missing=-sums.surplus,
    )


def fund_name(fund: str) -> str:
    """Return the name of a fund."""
    return str(terms.fund(fund))

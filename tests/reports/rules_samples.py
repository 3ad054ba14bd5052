"""The page of the rules from rules made by hand."""

import datetime
from typing import Any

from coop_ledger.domain.presets import PRESETS
from coop_ledger.domain.rules import read_rules
from coop_ledger.domain.year_ahead import meetings_of_a_year, year_ahead
from coop_ledger.reports.document import Document
from coop_ledger.reports.papers.common import Letterhead
from coop_ledger.reports.papers.group_rules import Name, group_rules
from tests.reports.every_rule import EVERYTHING

VOTED = datetime.date(2025, 10, 2)


def vsla(letterhead: Letterhead, members: list[Name]) -> Document:
    """The rules of a group of shares, before its first vote."""
    return page(letterhead, PRESETS["vsla"], members)


def everything(letterhead: Letterhead) -> Document:
    """All the rules there are, of a group whose members are not typed yet."""
    return page(letterhead, EVERYTHING, [])


def page(letterhead: Letterhead, raw: dict[str, Any], members: list[Name]) -> Document:
    rules = read_rules(raw)
    year = year_ahead(rules, meetings=meetings_of_a_year(rules), members=len(members))
    return group_rules(letterhead, rules, VOTED, year, members)

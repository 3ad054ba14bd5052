"""The rules of a group as a page that it signs: sentences, examples in francs, marks of all."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Final

from coop_ledger.domain.rules import Rules
from coop_ledger.domain.year_ahead import YearAhead
from coop_ledger.i18n import _, fill, money, pgettext
from coop_ledger.reports.document import (
    A4,
    Blanks,
    Block,
    Column,
    Document,
    Grid,
    GridRow,
    Kind,
    Leader,
    Leaders,
    PaperSize,
    Point,
    Section,
    Signatures,
    Title,
    Together,
)
from coop_ledger.reports.papers.common import Letterhead, document, signers
from coop_ledger.reports.rules_words import in_sentences
from coop_ledger.reports.year_words import year_lines

_BLANK_LINES: Final = 20
Name = tuple[str, str]
"""A member's number and name."""


def group_rules(
    letterhead: Letterhead,
    rules: Rules,
    since: datetime.date,
    year: YearAhead,
    members: Sequence[Name],
    *,
    size: PaperSize = A4,
) -> Document:
    """The rules in force since a day, numbered through; `members` are those who sign."""
    title = pgettext("title of a paper", "Rules of the group")
    facts = fill(_("in force since {day:long_day}"), day=since)
    blocks: list[Block] = [
        Title(text=title, facts=facts),
        *_sentences(rules),
        *_examples(rules, year),
        _agreed(letterhead),
        _marks(members),
    ]
    return document("rules", title, letterhead, blocks, size=size)


def _sentences(rules: Rules) -> Iterator[Block]:
    number = 0
    for chapter in in_sentences(rules):
        points = []
        for sentence in chapter.sentences:
            number += 1
            points.append(Point(number=f"{number}.", text=sentence.text))
        yield Together(blocks=(Section(text=chapter.title), *points[:1]))
        yield from points[1:]


def _examples(rules: Rules, year: YearAhead) -> Iterator[Block]:
    lines = tuple(
        Leader(label=line.words, figure=f"{money(line.amount)} F")
        for line in year_lines(rules, year)
    )
    if lines:
        words = fill(_("{meetings:number} meetings in a year"), meetings=year.meetings)
        heading = Section(text=_("What it comes to in a year"), aside=words)
        yield Together(blocks=(heading, Leaders(lines=lines)))


def _agreed(letterhead: Letterhead) -> Block:
    return Together(
        blocks=(
            Section(text=_("We have heard these rules read aloud, and we keep them.")),
            Blanks(fields=((_("Done at"), 60.0), (_("on"), 45.0))),
            Signatures(
                signers=signers(letterhead, "president", "secretary", "treasurer"), height=26
            ),
        )
    )


def _marks(members: Sequence[Name]) -> Block:
    """Room for the mark of each member, two side by side."""
    names = list(members) or [("", "")] * _BLANK_LINES
    half = -(-len(names) // 2)
    right = [*names[half:], *[("", "")] * (2 * half - len(names))]
    columns = (
        Column(title=_("No."), kind=Kind.CODE, strong=True),
        Column(title=_("Name"), grows=True),
        Column(title=_("Signature or left thumb"), kind=Kind.ROOM, ruled=True, width=38),
    )
    rows = tuple(
        GridRow(cells=(*one, None, *other, None))
        for one, other in zip(names[:half], right, strict=True)
    )
    return Grid(columns=(*columns, *columns), rows=rows, row_least=12.0, row_most=13.0, fives=False)

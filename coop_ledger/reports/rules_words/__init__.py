"""The rules of a group in whole sentences, for the paper that is signed and for the window.

Every rule that can be set is said. `told_change` says what a vote changes, sentence for
sentence, and names by its path a rule that no sentence says yet.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.rules import Rules, read_rules
from coop_ledger.domain.rules_change import ABSENT, RuleChange, difference
from coop_ledger.i18n import _, fill
from coop_ledger.reports.rules_words.cycle import (
    fine_sentences,
    life_sentences,
    share_out_sentences,
)
from coop_ledger.reports.rules_words.funds import fund_sentences
from coop_ledger.reports.rules_words.loans import loan_sentences, loan_title
from coop_ledger.reports.rules_words.saving import meeting_sentences
from coop_ledger.reports.rules_words.sentence import Chapter, Sentence
from coop_ledger.reports.rules_words.turns import delivery_sentences, tontine_sentences

__all__ = ["Chapter", "Sentence", "Told", "in_sentences", "told_change"]


class Told(NamedTuple):
    """One rule that changes: its chapter, the sentence before and after, "" where there is none."""

    chapter: str
    before: str
    after: str


def in_sentences(rules: Rules) -> tuple[Chapter, ...]:
    """Return rules in sentences, chapter by chapter, in the order of a meeting and a cycle."""
    found = [
        Chapter(_("Meetings and savings"), tuple(meeting_sentences(rules))),
        Chapter(_("Funds"), tuple(fund_sentences(rules))),
    ]
    if rules.tontine is not None:
        sentences = tuple(tontine_sentences(rules, rules.tontine))
        found.append(Chapter(_("Tontine"), sentences))
    if rules.deliveries is not None:
        sentences = tuple(delivery_sentences(rules.deliveries))
        found.append(Chapter(_("Deliveries"), sentences))
    found += [
        Chapter(loan_title(rules, product), tuple(loan_sentences(rules, product)))
        for product in rules.loans.values()
    ]
    if not rules.loans:
        found.append(Chapter(_("Loans"), (Sentence("loans", _("The group gives no loans.")),)))
    return (
        *found,
        Chapter(_("Fines"), tuple(fine_sentences(rules))),
        Chapter(_("Joining and leaving"), tuple(life_sentences(rules))),
        Chapter(_("Share-out"), tuple(share_out_sentences(rules))),
    )


def told_change(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Told, ...]:
    """Return what changes from one set of rules to another; nothing is said of what stays.

    Raises:
        Refusal: one of them cannot be read.
    """
    before, after = _by_part(read_rules(old)), _by_part(read_rules(new))
    said = [
        Told(*_chapters(before.get(part), after.get(part)))
        for part in dict.fromkeys((*before, *after))
        if _text(before.get(part)) != _text(after.get(part))
    ]
    return (*said, *_unsaid(old, new))


_Placed = tuple[str, str]


def _by_part(rules: Rules) -> dict[str, _Placed]:
    return {
        sentence.part: (chapter.title, sentence.text)
        for chapter in in_sentences(rules)
        for sentence in chapter.sentences
    }


def _text(placed: _Placed | None) -> str:
    return placed[1] if placed else ""


def _chapters(before: _Placed | None, after: _Placed | None) -> tuple[str, str, str]:
    return (after or before or ("", ""))[0], _text(before), _text(after)


def _unsaid(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Told]:
    """Yield the changes that no sentence says, whether all the others are made or none."""
    for change in difference(old, new):
        alone, without = _put(old, change.path, change.new), _put(new, change.path, change.old)
        if _says_the_same(old, alone) and _says_the_same(new, without):
            yield Told(_("Other rules"), _plainly(change, change.old), _plainly(change, change.new))


def _plainly(change: RuleChange, value: Any) -> str:
    if value is ABSENT:
        return ""
    return fill(_("The rule {rule} is {value}."), rule=change.part, value=value)


def _says_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    try:
        return _by_part(read_rules(one)) == _by_part(read_rules(other))
    except Refusal:  # alone it cannot be: it goes with another change
        return False


def _put(rules: Mapping[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    """Return rules with one value put in its place, or taken out where it is absent."""
    name, *rest = path
    changed = dict(rules)
    if rest:
        inner = changed.get(name)
        changed[name] = _put(inner if isinstance(inner, Mapping) else {}, tuple(rest), value)
    elif value is ABSENT:
        changed.pop(name, None)
    else:
        changed[name] = value
    return changed

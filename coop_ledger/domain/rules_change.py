"""What a vote changes: the difference between two sets of rules, part by part.

Nothing is said of what stays. Rules are compared as they are written (contract,
section 3), so that a rule nobody has taught the program to say is not lost here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final


class Absent:
    """The value of a rule that is not there: None says "no limit"."""

    def __repr__(self) -> str:
        return "absent"


ABSENT: Final = Absent()


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule that changed: its path in the rules, before and after."""

    path: tuple[str, ...]
    old: Any
    new: Any

    @property
    def part(self) -> str:
        """The path as it is written, "loans.ordinary.term"."""
        return ".".join(self.path)


def difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[RuleChange, ...]:
    """Return what changed from one set of rules to another, in the order of the old one."""
    return tuple(_changes((), old, new))


def _changes(path: tuple[str, ...], old: Any, new: Any) -> Iterator[RuleChange]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in dict.fromkeys((*old, *new)):
            yield from _changes((*path, name), old.get(name, ABSENT), new.get(name, ABSENT))
    elif (type(old), old) != (type(new), new):
        yield RuleChange(path, old, new)


def voted(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts of the new rules that a vote must name: a vote replaces a part whole."""
    return {part: rules for part, rules in new.items() if part not in old or old[part] != rules}

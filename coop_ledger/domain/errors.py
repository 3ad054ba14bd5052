"""What is refused, and how it is said.

    Refusal          an input the rules do not allow: nothing is written
      Concern        one that may be overruled, by name and with a reason

A refusal is one sentence: the field, the value, the rule and the way out.
"""

from typing import Any

from coop_ledger import i18n
from coop_ledger.amounts import printable


class Refusal(Exception):
    """An input that the rules refuse.

    `sentence` is a marked source text with named {fields}; it is translated
    and filled when it is shown, in the language of the reader.
    """

    def __init__(self, sentence: str, *, field: str = "", value: object = None, **params: Any):
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.value = value
        self.params = params
        self.position = 0  # of the event in a file, from 1; 0 when it stands alone

    def __str__(self) -> str:
        named = {"field": _shown(self.field), "value": _shown(self.value), **self.params}
        return i18n.fill(i18n.translate(self.sentence), **named)


class Concern(Refusal):
    """A refusal that a person may overrule, by name and with a reason."""


def _shown(value: object) -> object:
    """What was said, fit for a sentence: a whole page or a broken letter must not spoil it."""
    if isinstance(value, str | list | tuple | dict):
        return printable(str(value), 80)
    return value

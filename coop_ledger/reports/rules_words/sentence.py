"""One rule as it is read aloud, and the chapter it stands in."""

from typing import NamedTuple

from coop_ledger import terms
from coop_ledger.i18n import translate


class Sentence(NamedTuple):
    """A rule in a whole sentence; `part` says where it stands ("loans.ordinary.term")."""

    part: str
    text: str


class Chapter(NamedTuple):
    """The rules of one kind, in the order in which they are read."""

    title: str
    sentences: tuple[Sentence, ...]


def fund_name(fund: str) -> str:
    """A fund by the name the group uses."""
    return str(terms.fund(fund))


def word(words: dict[str, str], name: str) -> str:
    """What a short word of the rules is called; a word of the group's own is its own name."""
    return translate(words[name]) if name in words else name

"""What members are called in a sentence: by their names, not by their numbers."""

from collections import Counter
from collections.abc import Iterable

from coop_ledger import names
from coop_ledger.domain.facts import Facts

MOST = 12
"""How many are named; a sentence with seventy names is read by nobody."""


def called(facts: Facts, codes: Iterable[str]) -> str:
    """Return the names of members, a dash for none; namesakes carry what tells them apart.

    That is the nickname, or the number where there is none.
    """
    same = Counter(names.search_key(member.name) for member in facts.members())
    found = []
    for code in dict.fromkeys(codes):
        member = facts.member(code)
        apart = same[names.search_key(member.name)] > 1
        found.append(f"{member.name} ({member.nickname or code})" if apart else member.name)
    more = [f"… +{len(found) - MOST}"] if len(found) > MOST else []
    return ", ".join(found[:MOST] + more) or "–"

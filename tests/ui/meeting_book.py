"""Kafo, a group made for the meeting sheet: as many members as a test wants, six meetings, three
loans (one falls due at the next meeting), one old fine of 100 F owed by member 9."""

import datetime
import itertools
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from coop_ledger.book.book import Book

NOW = datetime.datetime(2026, 3, 5, 10, 42, 15).astimezone()
TODAY = NOW.date()
GROUP = "kafo"
FIRST = ("Awa", "Fanta", "Djénéba", "Mariam", "Aminata", "Rokia", "Kadiatou", "Oumou", "Assétou")
LAST = ("Traoré", "Sangaré", "Diarra", "Keïta", "Koné", "Coulibaly", "Sidibé")
LENT = {3: ("P001", "21", 10000, 1), 4: ("P002", "14", 15000, 3), 5: ("P003", "7", 20000, 6)}


def names(count: int) -> Iterator[str]:
    """Names that are all different while there are few of them."""
    pairs = [f"{first} {last}" for last, first in itertools.product(LAST, FIRST)]
    return itertools.islice(itertools.cycle(pairs), count)


def founding(members: int) -> list[dict[str, Any]]:
    common = {"group": GROUP, "date": "2026-01-15"}
    return [
        {
            "event": "group_founded",
            "name": "Kafo",
            "kind": "savings_group",
            "preset": "vsla",
            "place": "Ségou",
            **common,
        },
        {
            "event": "rules_set",
            "rules": {"saving": {"unit": "share", "price": 500, "min": 1, "max": 5}},
            **common,
        },
        *(
            {"event": "member_joined", "member": str(number), "name": name, **common}
            for number, name in enumerate(names(members), start=1)
        ),
        {"event": "cycle_opened", "cycle": "1", "ends": "2026-12-17", **common},
    ]


def meeting(number: int, members: int) -> dict[str, Any]:
    """One meeting of the past: five shares each, the social fund, and the loan of that day."""
    everybody = [str(each) for each in range(1, members + 1)]
    sheet: list[dict[str, Any]] = [
        {"event": "contribution_paid", "member": member, "fund": "social", "amount": 50}
        for member in everybody
    ]
    sheet += [{"event": "shares_bought", "member": member, "shares": 5} for member in everybody]
    if number == 6:
        sheet.append({"event": "fine_charged", "member": "9", "kind": "absent", "amount": 100})
    if number in LENT:
        loan, member, principal, term = LENT[number]
        sheet.append(
            {
                "event": "loan_issued",
                "loan": loan,
                "member": member,
                "product": "ordinary",
                "principal": principal,
                "term": term,
            }
        )
    day = datetime.date(2026, 1, 22) + datetime.timedelta(weeks=number - 1)
    return {
        "event": "meeting_held",
        "group": GROUP,
        "date": day.isoformat(),
        "number": number,
        "attendance": dict.fromkeys(everybody, "present"),
        "sheet": sheet,
    }


@cache
def _made(members: int, meetings: int) -> Path:
    target = Path(mkdtemp(prefix="kafo-")) / f"kafo-{members}-{meetings}.coop"
    held = (meeting(number, members) for number in range(1, meetings + 1))
    with Book.create(target, now=lambda: NOW) as book:
        book.record_all([*founding(members), *held])
    return target


def make(folder: Path, *, members: int = 25, meetings: int = 6) -> Book:
    """A book of the group of the test's own, open: made once, then copied."""
    copy = shutil.copy(_made(members, meetings), folder)
    return Book.open(copy, now=lambda: NOW)

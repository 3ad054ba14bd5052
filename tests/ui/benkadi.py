"""Benkadi, an invented group: a first cycle of sixteen meetings shared out, a second at its
thirteenth, with loans, two of them late. Made once, then copied for each test."""

import datetime
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from coop_ledger.book.book import Book

NOW = datetime.datetime(2026, 3, 5, 10, 42, 15).astimezone()
GROUP = "benkadi"

NAMES = """Awa Traoré, Fanta Sangaré, Djénéba Diarra, Mariam Keïta, Aminata Kouyaté, Rokia Sangaré,
Kadiatou Sidibé, Oumou Touré, Assétou Diallo, Fatoumata Camara, Safiatou Fofana, Nana Sidibé,
Bintou Konaté, Hawa Doumbia, Salimata Cissé, Nèma Kanté, Sira Sissoko, Ramata Maïga,
Maïmouna Dembélé, Korotoumou Koné, Ténin Bagayoko, Awa Coulibaly, Sitan Dicko, Nassira Berthé,
Fatoumata Coulibaly"""
NICKNAMES = {"7": "Kadi teinturière", "22": "vendeuse", "25": "n° 25"}


def people() -> list[str]:
    """The twenty-five names, in the order of their numbers."""
    return [name.strip() for name in NAMES.replace("\n", " ").split(",")]


def founding() -> list[dict[str, Any]]:
    """The events that make the group, before its first meeting."""
    day = "2025-05-01"
    common = {"group": GROUP, "date": day}
    events: list[dict[str, Any]] = [
        {
            "event": "group_founded",
            "name": "Benkadi",
            "kind": "savings_group",
            "preset": "vsla",
            "place": "Lafiabougou",
            **common,
        },
        {
            "event": "rules_set",
            "rules": {"saving": {"unit": "share", "price": 500, "min": 1, "max": 5}},
            **common,
        },
    ]
    for number, name in enumerate(people(), start=1):
        event = {"event": "member_joined", "member": str(number), "name": name, **common}
        if str(number) in NICKNAMES:
            event["nickname"] = NICKNAMES[str(number)]
        events.append(event)
    for member, office in (("4", "treasurer"), ("1", "president"), ("10", "secretary")):
        event = {"event": "officer_appointed", "member": member, "office": office, **common}
        events.append(event)
    return [*events, {"event": "cycle_opened", "cycle": "1", "ends": "2025-11-13", **common}]


def meeting(
    number: int,
    day: datetime.date,
    *,
    loans: dict[str, tuple[str, int, int]] | None = None,
    paid: dict[str, int] | None = None,
    absent: str = "",
    most: int = 5,
) -> dict[str, Any]:
    """One meeting: shares by a fixed pattern, the social fund, loans issued and repaid."""
    members = [str(n) for n in range(1, 26)]
    here = [m for m in members if m != absent]
    sheet: list[dict[str, Any]] = [
        {"event": "contribution_paid", "member": m, "fund": "social", "amount": 50} for m in here
    ]
    sheet += [
        {"event": "shares_bought", "member": m, "shares": 1 + (int(m) * 3 + number) % most}
        for m in here
    ]
    sheet += [
        {"event": "loan_repaid", "loan": loan, "amount": amount}
        for loan, amount in (paid or {}).items()
    ]
    sheet += [
        {
            "event": "loan_issued",
            "loan": loan,
            "member": member,
            "product": "ordinary",
            "principal": amount,
            "term": term,
        }
        for loan, (member, amount, term) in (loans or {}).items()
    ]
    if absent:
        sheet.append({"event": "fine_charged", "member": absent, "kind": "absent", "amount": 100})
    attendance = dict.fromkeys(members, "present") | ({absent: "absent"} if absent else {})
    return {
        "event": "meeting_held",
        "group": GROUP,
        "date": day.isoformat(),
        "number": number,
        "attendance": attendance,
        "sheet": sheet,
    }


def first_cycle() -> list[dict[str, Any]]:
    """Sixteen meetings, two loans, the share-out and the closing."""
    first = datetime.date(2025, 5, 8)
    lent = {5: {"PR-1": ("3", 18000, 3)}, 8: {"PR-2": ("11", 24000, 3)}}
    back = {12: {"PR-1": 19800}, 15: {"PR-2": 26400}}
    events = [
        meeting(
            n,
            first + datetime.timedelta(weeks=n - 1),
            loans=lent.get(n),
            paid=back.get(n),
            most=4,
        )
        for n in range(1, 17)
    ]
    end = {"group": GROUP, "date": "2025-08-28"}
    return [
        *events,
        {"event": "share_out_decided", "cycle": "1", "approved_by": ["1", "4"], **end},
        {"event": "cycle_closed", "cycle": "1", **end},
    ]


def second_cycle(held: int = 13) -> list[dict[str, Any]]:
    """The cycle that is open: thirteen meetings up to 26 February 2026."""
    first = datetime.date(2025, 12, 4)
    lent = {
        4: {"PR-3": ("14", 15000, 2)},
        5: {"PR-4": ("18", 12000, 2)},
        8: {"PR-5": ("7", 30000, 5)},
        10: {"PR-6": ("2", 25000, 3)},
    }
    back = {11: {"PR-4": 7200}, 13: {"PR-5": 7500}}
    opening = {
        "event": "cycle_opened",
        "group": GROUP,
        "date": "2025-12-01",
        "cycle": "2",
        "ends": "2026-10-29",
    }
    return [
        opening,
        *(
            meeting(
                n,
                first + datetime.timedelta(weeks=n - 1),
                loans=lent.get(n),
                paid=back.get(n),
                absent="9" if n == 12 else "",
            )
            for n in range(1, held + 1)
        ),
    ]


@cache
def _made(events: str) -> Path:
    target = Path(mkdtemp(prefix="benkadi-")) / "benkadi.coop"
    parts = {
        "founded": [founding],
        "whole": [founding, first_cycle, second_cycle],
    }[events]
    with Book.create(target, now=lambda: NOW) as book:
        book.record_all([event for part in parts for event in part()])
    return target


def open_copy(folder: Path, what: str = "whole", now: datetime.datetime = NOW) -> Book:
    """Open a fresh copy of the group's book: "founded" (no meeting yet) or "whole"."""
    target = folder / f"{what}.coop"
    shutil.copy(_made(what), target)
    return Book.open(target, now=lambda: now)

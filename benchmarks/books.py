"""Books of a given size: groups of 25 women through years of weekly meetings, the same each time."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coop_ledger.book.book import Book

MEMBERS = 25
MEETINGS = 48
FIRST_DAY = datetime.date(2010, 1, 6)

Said = dict[str, Any]


def book_of(postings: int, folder: Path) -> Path:
    """Return a book of about so many postings, made once in a folder."""
    path = folder / f"book-{postings}.coop"
    if not path.exists():
        with Book.create(path) as book:
            made, group = 0, 0
            while made < postings:
                group += 1
                events = list(year_of(f"g{group}"))
                book.record_all(events)
                made += postings_of(events)
    return path


def postings_of(events: list[Said]) -> int:
    """Return how many postings these events make: two a line, three a repayment."""
    lines = [line["event"] for event in events for line in event.get("sheet", ())]
    return 2 * len(lines) + lines.count("loan_repaid")


def year_of(group: str) -> Iterator[Said]:
    """Yield a group's year up to its last meeting."""
    day = FIRST_DAY
    yield _said("group_founded", group, day, name=group, kind="savings_group", preset="vsla")
    for number in range(1, MEMBERS + 1):
        yield _said("member_joined", group, day, member=str(number), name=f"Awa Traoré {number}")
    yield _said("cycle_opened", group, day, cycle="1", ends=_later(day, MEETINGS * 7 + 100))
    for number in range(1, MEETINGS + 1):
        yield meeting(group, number)


def meeting(group: str, number: int) -> Said:
    """Return one meeting: everybody saves and pays in, some are fined, one borrows, one repays."""
    sheet: list[Said] = []
    for member in range(1, MEMBERS + 1):
        sheet.append({"event": "shares_bought", "member": str(member), "shares": 1 + member % 5})
        sheet.append(
            {"event": "contribution_paid", "member": str(member), "fund": "social", "amount": 50}
        )
    if number > 8:
        sheet.append({"event": "loan_repaid", "loan": f"P{number - 4}", "amount": 1050})
    if number > 4:
        lent = {"loan": f"P{number}", "member": str(1 + number % MEMBERS), "principal": 1000}
        sheet.append({"event": "loan_issued", "product": "ordinary", "term": 1, **lent})
    return _said(
        "meeting_held",
        group,
        _later(FIRST_DAY, 7 * number),
        number=number,
        attendance={str(member): "present" for member in range(1, MEMBERS + 1)},
        sheet=sheet,
    )


def _later(day: datetime.date, days: int) -> datetime.date:
    return day + datetime.timedelta(days=days)


def _said(event: str, group: str, day: datetime.date, **fields: Any) -> Said:
    said = {"event": event, "group": group, "date": day.isoformat(), **fields}
    return {
        name: value.isoformat() if isinstance(value, datetime.date) else value
        for name, value in said.items()
    }

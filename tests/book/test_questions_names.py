"""Namesakes are told apart wherever money is handed over."""

import datetime

from coop_ledger.book.book import Book
from coop_ledger.book.questions import share_out

DAY = "2026-01-05"


def _said(event: str, **fields: object) -> dict[str, object]:
    return {"event": event, "group": "benkadi", "date": DAY, **fields}


def _joined(member: str, name: str, **fields: object) -> dict[str, object]:
    return _said("member_joined", member=member, name=name, **fields)


def test_two_women_of_one_name_carry_what_tells_them_apart_at_the_share_out(tmp_path):
    with Book.create(tmp_path / "benkadi.coop") as book:
        book.record_all(
            [
                _said("group_founded", name="Benkadi", kind="savings_group", preset="vsla"),
                _joined("1", "Fatoumata Coulibaly", nickname="vendeuse"),
                _joined("2", "Fatoumata Coulibaly"),
                _joined("3", "Awa Traoré", nickname="Awa la grande"),
                _said("cycle_opened", cycle="1", ends="2026-12-20"),
                *(_said("shares_bought", member=member, shares=2) for member in "123"),
            ]
        )
        answer = share_out.share_out(book, "benkadi", on=datetime.date(2026, 12, 20))
    assert [line.name for line in answer.members] == [
        "Fatoumata Coulibaly (vendeuse)",
        "Fatoumata Coulibaly (n°\u00a02)",
        "Awa Traoré",
    ]

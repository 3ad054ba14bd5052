"""The practice book: an invented group with a past, so that every screen and paper has something.

Benkadi, of Lafiabougou, has shared out its first cycle of 48 meetings and is at the 13th meeting
of its second; the 14th is today. Names and figures are invented and the same every time; only the
days follow the calendar. The group's place says EXERCICE, and so does every paper.
"""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coop_ledger.book.book import Book
from coop_ledger.domain import coins, loans
from coop_ledger.domain.events import READER
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.lending import repayments, terms_of
from coop_ledger.progress import Progress, silent

GROUP, FILE = "benkadi", "exercice.coop"
MEETINGS, HELD = 48, 13  # of a cycle; of the second one so far
SHARE, SOCIAL, LATE, ABSENT, AID = 500, 100, 50, 100, 10_000  # francs

_WEEK = datetime.timedelta(days=7)
_LAST_DAY = datetime.timedelta(days=6)  # of the week that begins with a meeting
_RULES: dict[str, Any] = {
    "saving": {"unit": "share", "price": SHARE, "min": 1, "max": 5},
    "funds": {
        "loan": {"share_out": "proportional"},
        "social": {"contribution": SOCIAL, "share_out": "kept"},
    },
    "loans": {
        "ordinary": {
            "fund": "loan",
            "method": "flat",
            "rate_percent": "5",
            "per": "month",
            "term": 3,
            "repaid": "equal_principal",
            "ceiling_times_savings": 3,
            "guarantors": 0,
            "late": {"kind": "none"},
            "allocation": ["penalty", "interest", "principal"],
        }
    },
    "fines": {"late": LATE, "absent": ABSENT},
}
# The women of reference/interface.md's screens and papers; two of them have the same name.
_NAMES = (
    *("Awa Traoré", "Fatoumata Coulibaly", "Djénéba Diarra", "Mariam Keïta", "Aminata Koné"),
    *("Rokia Sangaré", "Kadiatou Sidibé", "Oumou Diakité", "Assétou Dembélé"),
    *("Fatoumata Coulibaly", "Safiatou Cissé", "Nana Kouyaté", "Bintou Touré", "Hawa Doumbia"),
    *("Salimata Konaté", "Maïmouna Camara", "Sira Sissoko", "Ramata Maïga", "Nènè Sacko"),
    *("Korotoumou Bagayoko", "Ténin Ballo", "Aïssata Samaké", "Niélé Sogoba", "Mah Fofana"),
    "Nèma Kanté",
)
_NICKNAMES = {"2": "vendeuse", "10": "teinturière"}
_OFFICES = {
    "1": "president",
    "4": "treasurer",
    "12": "secretary",
    "6": "counter",
    "15": "counter",
    "3": "key_holder",
    "9": "key_holder",
    "20": "key_holder",
}
_AIDS = {
    ("1", 14): ("8", "Naissance"),
    ("1", 27): ("19", "Décès d'un parent"),
    ("1", 40): ("5", "Maladie d'un enfant"),
    ("2", 12): ("22", "Décès d'un parent"),
}
_EXPENSES = {
    ("1", 1): (7_500, "Carnets, cahier et cachet"),
    ("1", 25): (3_500, "Cadenas de la caisse"),
    ("2", 1): (5_000, "Carnets et cahier"),
}
_DIFFERENCE = {("1", 19): (-100, "Une pièce de 100 F cherchée et non retrouvée")}
# Who stops paying, and from which meeting on: one is late when the first cycle is shared out.
_STOPS = {("1", "24"): 42, ("2", "14"): 8, ("2", "18"): 9}
_SEED = {"1": 10_000, "4": 10_000, "9": 5_000}


def make_practice_book(target: str | Path, progress: Progress = silent) -> int:
    """Make the practice book and return how many events it holds; refuses to overwrite."""
    with Book.create(target) as book:
        changes = book.record_all(list(events(book.now().date())), progress)
    return len(changes.events)


def events(today: datetime.date) -> Iterator[dict[str, Any]]:
    """Yield the group's whole story, as it would be recorded, up to the week before `today`."""
    story = _Story()
    second = today - (HELD + 1) * _WEEK
    first = second - MEETINGS * _WEEK
    yield from story.founding(first)
    yield from story.cycle("1", first, MEETINGS)
    yield from story.share_out("1", second)
    yield from story.cycle("2", second, HELD)


class _Story:
    """Tells what happens next, from the facts so far: nobody lends what is not there."""

    def __init__(self) -> None:
        self.facts = Facts(GROUP)
        self.lent = 0

    def founding(self, day: datetime.date) -> Iterator[dict[str, Any]]:
        """The group, its rules, its members and officers."""
        yield self._say(
            "group_founded",
            day,
            name="Benkadi",
            kind="savings_group",
            preset="vsla",
            place="Lafiabougou, Bamako (EXERCICE)",
        )
        yield self._say("rules_set", day, rules=_RULES)
        for number, name in enumerate(_NAMES, start=1):
            code = str(number)
            told = {"nickname": _NICKNAMES[code]} if code in _NICKNAMES else {}
            born = 1960 + number * 7 % 40
            yield self._say(
                "member_joined", day, member=code, name=name, sex="female", birth_year=born, **told
            )
        for code, office in _OFFICES.items():
            yield self._say("officer_appointed", day, member=code, office=office)

    def cycle(self, cycle: str, opened: datetime.date, held: int) -> Iterator[dict[str, Any]]:
        """A cycle and the meetings held in it, one a week from the week after its opening."""
        ends = opened + MEETINGS * _WEEK
        yield self._say("cycle_opened", opened, cycle=cycle, ends=ends.isoformat())
        for number in range(1, held + 1):
            yield self._meeting(cycle, number, opened + number * _WEEK, ends)

    def share_out(self, cycle: str, day: datetime.date) -> Iterator[dict[str, Any]]:
        """The end of a cycle: what is in the box is counted, shared out, and some of it put back."""
        yield self._say(
            "share_out_decided",
            day,
            cycle=cycle,
            seed=_SEED,
            counted=_pieces(self.facts.cash("loan")),
            approved_by=["1", "4", "12"],
        )
        yield self._say("cycle_closed", day, cycle=cycle)

    def _say(self, event: str, day: datetime.date, **fields: Any) -> dict[str, Any]:
        said = {"event": event, "group": GROUP, "date": day.isoformat(), **fields}
        self.facts.happen(READER.read(said))
        return said

    def _meeting(
        self, cycle: str, number: int, day: datetime.date, ends: datetime.date
    ) -> dict[str, Any]:
        codes = [member.code for member in self.facts.members()]
        attendance = {code: _attendance(int(code), number) for code in codes}
        sheet = [
            line
            for code in codes
            for line in self._of_member(cycle, code, number, day, attendance[code])
        ]
        if (cycle, number) in _AIDS:
            member, reason = _AIDS[cycle, number]
            aid = {"member": member, "fund": "social", "amount": AID, "reason": reason}
            sheet.append({"event": "aid_granted", **aid})
        if (cycle, number) in _EXPENSES:
            amount, text = _EXPENSES[cycle, number]
            sheet.append({"event": "expense_paid", "amount": amount, "text": text})
        sheet += self._loans(number, day, ends, sheet)
        fields: dict[str, Any] = {"number": number, "attendance": attendance, "sheet": sheet}
        return self._say("meeting_held", day, **fields, **self._counted(cycle, number, sheet))

    def _of_member(
        self, cycle: str, code: str, number: int, day: datetime.date, attendance: str
    ) -> Iterator[dict[str, Any]]:
        """One row of the sheet: what she brings, or the fine for not coming."""
        if attendance == "absent":
            yield {"event": "fine_charged", "member": code, "kind": "absent", "amount": ABSENT}
        if attendance in {"absent", "excused"}:
            return
        yield {"event": "contribution_paid", "member": code, "fund": "social", "amount": SOCIAL}
        yield {"event": "shares_bought", "member": code, "shares": _shares(int(code), number)}
        yield from self._repaid(cycle, code, number, day)
        fine = self.facts.total("411", member=code)
        if fine:
            yield {"event": "fine_paid", "member": code, "kind": "absent", "amount": fine}
        elif attendance == "late":
            yield {"event": "fine_paid", "member": code, "kind": "late", "amount": LATE}

    def _repaid(
        self, cycle: str, code: str, number: int, day: datetime.date
    ) -> Iterator[dict[str, Any]]:
        """What falls due before the next meeting."""
        if number >= _STOPS.get((cycle, code), MEETINGS + 1):
            return
        for loan in self.facts.open_loans(code):
            terms = terms_of(self.facts.loan(loan))
            paid = repayments(self.facts.loan_history(loan))
            due = loans.due_by(terms, paid, day + _LAST_DAY)
            owed = loans.owed(terms, paid, day).total
            if due:
                yield {"event": "loan_repaid", "loan": loan, "amount": min(due, owed)}

    def _loans(
        self, number: int, day: datetime.date, ends: datetime.date, sheet: list[dict[str, Any]]
    ) -> Iterator[dict[str, Any]]:
        """Lend to one or two who have saved enough and owe nothing."""
        box = self._box("loan", sheet)
        asking = (str(1 + (number * 7 + turn * 11) % len(_NAMES)) for turn in range(2))
        for code in asking:
            term = min(3, (ends - day).days // 31)
            wanted = 15_000 * (2 + (number + int(code)) % 5)
            ceiling = 3 * self.facts.savings(code).amount
            principal = min(wanted, ceiling // 15_000 * 15_000)
            if self.facts.open_loans(code) or not (term and principal) or principal > box // 2:
                continue
            self.lent += 1
            box -= principal
            yield {
                "event": "loan_issued",
                "loan": f"P{self.lent:03}",
                "member": code,
                "product": "ordinary",
                "principal": principal,
                "term": term,
            }

    def _counted(self, cycle: str, number: int, sheet: list[dict[str, Any]]) -> dict[str, Any]:
        """What lies in the boxes when the meeting ends, note by note."""
        missing, reason = _DIFFERENCE.get((cycle, number), (0, ""))
        boxes = {fund: self._box(fund, sheet) for fund in ("loan", "social")}
        boxes["loan"] += missing
        counted = {fund: _pieces(amount) for fund, amount in boxes.items()}
        return {"counted": counted} | ({"difference_reason": reason} if reason else {})

    def _box(self, fund: str, sheet: list[dict[str, Any]]) -> int:
        """What a fund's box holds after the lines of a sheet, in francs."""
        return self.facts.cash(fund) + sum(_cash(line) for line in sheet if _fund(line) == fund)


def _attendance(member: int, meeting: int) -> str:
    """Most come; who does not follows no rule that anybody would see."""
    chance = (member * member * 10 + meeting + member * meeting * 7) % 101
    for word, below in (("absent", 3), ("excused", 6), ("late", 11), ("represented", 13)):
        if chance < below:
            return word
    return "present"


def _shares(member: int, meeting: int) -> int:
    usual = 5 if member % 3 else 4
    return usual - (0, 0, 0, 1, 0, 0, 2, 0, 0, 0)[(member * 7 + meeting * 3) % 10]


def _fund(line: dict[str, Any]) -> str:
    return str(line.get("fund", "loan"))


def _cash(line: dict[str, Any]) -> int:
    """What a line of the sheet puts into the box, or takes out of it, in francs."""
    match line["event"]:
        case "shares_bought":
            return int(line["shares"]) * SHARE
        case "contribution_paid" | "loan_repaid" | "fine_paid":
            return int(line["amount"])
        case "aid_granted" | "expense_paid":
            return -int(line["amount"])
        case "loan_issued":
            return -int(line["principal"])
    return 0


def _pieces(amount: int) -> dict[str, int]:
    """Return an amount as a box holds it: half of it in the largest notes, and so on down."""
    held: dict[int, int] = {}
    for note in coins.DENOMINATIONS[:4]:
        held[note] = amount // 2 // note
        amount -= held[note] * note
    for piece, count in coins.pieces(amount, coins.DENOMINATIONS).items():
        held[piece] = held.get(piece, 0) + count
    return {str(piece): count for piece, count in held.items() if count}

"""Answers made by hand: the Mawuli year as it was published, and an invented group, Benkadi."""

import datetime
from fractions import Fraction

from coop_ledger.book.questions.answers import Receipt, ReceiptLine, ShareOut, ShareOutMember
from coop_ledger.reports.papers.common import Letterhead

VALUE, PRICE = 228, 200
# From look/papers: the parts of cases/mawuli.jsonl, member after member.
MAWULI = (
    ("Ama Koffi", 260), ("Afi Mensah", 193), ("Akossiwa Agbéko", 182), ("Adjoa Coulibaly", 192),
    ("Abla Traoré", 204), ("Yawa Diarra", 194), ("Essi Keïta", 184), ("Kafui Konaté", 192),
    ("Dédé Sissoko", 199), ("Massan Sangaré", 225), ("Awa Koffi", 171), ("Aminata Mensah", 192),
    ("Fatoumata Agbéko", 174), ("Mariam Coulibaly", 222), ("Kadiatou Traoré", 214),
    ("Oumou Diarra", 182), ("Djénéba Keïta", 187), ("Safiatou Konaté", 209),
    ("Rokia Sissoko", 241), ("Assétou Sangaré", 189), ("Salimata Koffi", 189),
    ("Nènè Mensah", 204), ("Bintou Agbéko", 204), ("Hawa Coulibaly", 203),
    ("Maïmouna Traoré", 204), ("Fanta Diarra", 199), ("Sitan Keïta", 208),
    ("Korotoumou Konaté", 209), ("Ténin Sissoko", 189), ("Mah Sangaré", 189),
)  # fmt: skip
NOTES = (10000, 5000, 2000, 1000, 500, 250, 100, 50, 25, 10, 5, 1)


def letterhead(**changes: object) -> Letterhead:
    values: dict[str, object] = {
        "group": "mawuli",
        "name": "GEC Mawuli",
        "place": "Kpalimé (Togo)",
        "kind": "savings_group",
        "members": 30,
        "cycle": "2019–2020",
        "opened": datetime.date(2019, 7, 31),
        "ends": datetime.date(2020, 7, 29),
        "fingerprint": "8c5f1d2ab34e97601fd4c0ffee5a7b9e3d2c1b0a99887766554433221100ffee",
        "rests_on": "séance n° 52",
        "printed_at": datetime.datetime(2020, 7, 29, 16, 42),
        "printed_by": "Afi Mensah",
        "officers": {
            "president": "Ama Koffi",
            "treasurer": "Afi Mensah",
            "secretary": "Akossiwa Agbéko",
            "witness": "Essi Keïta",
            "counter": "Adjoa Coulibaly",
        },
    }
    return Letterhead(**{**values, **changes})


def pieces(amount: int) -> dict[int, int]:
    taken = {}
    for note in NOTES:
        count, amount = divmod(amount, note)
        if count:
            taken[note] = count
    return taken


def member(number: int, name: str, shares: int, **changes: int) -> ShareOutMember:
    loan, fines = changes.get("loan", 0), changes.get("fines", 0)
    seed, owes = changes.get("seed", 0), changes.get("owes", 0)
    value, price = changes.get("value", VALUE), changes.get("price", PRICE)
    gross = shares * value
    paid = gross - loan - fines - seed
    return ShareOutMember(
        member=str(number),
        name=name,
        shares=shares,
        savings=shares * price,
        profit=shares * (value - price),
        gross=gross,
        other_funds=0,
        loan_deducted=loan,
        fines_deducted=fines,
        seed=seed,
        net=paid + seed,
        paid=paid,
        owes=owes,
        notes=pieces(paid),
    )


def share_out(members: tuple[ShareOutMember, ...], **changes: object) -> ShareOut:
    paid = sum(line.paid for line in members)
    notes: dict[int, int] = {}
    for line in members:
        for note, count in line.notes.items():
            notes[note] = notes.get(note, 0) + count
    values: dict[str, object] = {
        "cycle": "2019–2020",
        "method": "share_value",
        "rounding": {"value": 1},
        "decided": True,
        "date": datetime.date(2020, 7, 29),
        "fund": 1_374_000,
        "cash": 1_374_000,
        "savings": sum(line.savings for line in members),
        "profit": 173_200,
        "total_shares": sum(line.shares for line in members),
        "share_price": PRICE,
        "share_value": Fraction(1_374_000, 6004),
        "share_value_paid": VALUE,
        "members": members,
        "paid_total": paid,
        "seed_total": sum(line.seed for line in members),
        "loans_deducted": sum(line.loan_deducted for line in members),
        "fines_deducted": sum(line.fines_deducted for line in members),
        "owed_total": sum(line.owes for line in members),
        "remainder": 1_374_000 - paid,
        "remainder_to": "next_cycle",
        "notes": notes,
        "counted": 1_374_000,
        "approved_by": (),
        "sources": {"savings": 1_200_800, "interest": 173_200},
        "places": {"box": 1_374_000},
        "loans_out": 0,
        "other_funds": {},
        "event": 52,
        "hash": "8c5f1d2ab34e9760",
        "meetings": 52,
        "loans_repaid": 43,
    }
    return ShareOut(**{**values, **changes})


def mawuli() -> ShareOut:
    return share_out(
        tuple(member(number, name, parts) for number, (name, parts) in enumerate(MAWULI, start=1))
    )


def benkadi(**changes: object) -> Letterhead:
    values: dict[str, object] = {
        "group": "benkadi",
        "name": "Groupe d’épargne Benkadi",
        "place": "Sikoroni, Commune I, Bamako",
        "members": 25,
        "cycle": "3 · 2025–2026",
        "opened": datetime.date(2025, 10, 2),
        "ends": datetime.date(2026, 9, 24),
        "fingerprint": "ab5f1d2ab34e97601fd4c0ffee5a7b9e3d2c1b0a99887766554433221100ffee",
        "rests_on": "séance n° 23",
        "printed_at": datetime.datetime(2026, 3, 5, 10, 24),
        "printed_by": "Mariam Diarra",
        "officers": {
            "president": "Kadiatou Traoré",
            "treasurer": "Mariam Diarra",
            "secretary": "Assétou Coulibaly",
            "key_holder": "Hawa Konaté",
        },
    }
    return letterhead(**{**values, **changes})


def receipt(**changes: object) -> Receipt:
    values: dict[str, object] = {
        "number": 123,
        "reference": "RC-2026-000123",
        "date": datetime.date(2026, 3, 5),
        "member": "7",
        "name": "Rokia Sissoko",
        "meeting": 23,
        "received": (
            ReceiptLine(kind="shares_bought", amount=1500, fund="loan", shares=3, price=500),
            ReceiptLine(kind="contribution_paid", amount=100, fund="social"),
            ReceiptLine(
                kind="loan_repaid", amount=11500, loan="PR-2026-000018",
                principal=10000, interest=1500,
            ),
        ),
        "paid_out": (),
        "total_received": 13100,
        "total_paid_out": 0,
        "shares_after": 69,
        "savings_after": 34500,
        "debt_after": 23000,
        "copies": 0,
        "event": 23,
        "hash": "ab5f1d2ab34e9760",
    }
    return Receipt(**{**values, **changes})


def hard_cases() -> ShareOut:
    """Benkadi's share-out with a loan and fines kept back, money put back, and a member who owes."""
    value = {"value": 575, "price": 500}
    lines = (
        member(3, "Mariam Diarra", 148, loan=18000, seed=5000, **value),
        member(7, "Rokia Sissoko", 152, seed=5000, **value),
        member(12, "Safiatou Doumbia", 131, fines=200, **value),
        member(18, "Maïmouna Touré", 24, loan=13800, owes=4200, **value),
        member(19, "Nènè Sacko", 110, **value),
        member(22, "Mah Kouyaté-Bagayoko dite « la grande » de Kalabanbougou", 97, fines=400,
               seed=2500, **value),
        member(23, "Sitan Dembélé", 169, **value),
    )  # fmt: skip
    paid = sum(line.paid for line in lines)
    kept = sum(line.loan_deducted + line.fines_deducted + line.seed for line in lines)
    cash = sum(line.gross for line in lines) + 330
    netted = sum(line.loan_deducted + line.fines_deducted for line in lines)
    return share_out(
        lines,
        fund=cash,
        cash=cash - netted,
        profit=cash - sum(line.savings for line in lines),
        share_price=500,
        share_value=Fraction(cash, sum(line.shares for line in lines)),
        share_value_paid=575,
        remainder=cash - paid - kept,
        remainder_to="social",
        counted=cash - netted,
        sources={
            "savings": sum(line.savings for line in lines),
            "interest": cash - netted - sum(line.savings for line in lines),
        },
        places={"box": cash - netted},
        date=datetime.date(2026, 9, 24),
        cycle="3",
        loans_repaid=1,
    )

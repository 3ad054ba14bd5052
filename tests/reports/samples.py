"""Answers made by hand: the Mawuli year as it was published, and an invented group, Benkadi."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from coop_ledger.book.questions.answers import (
    AccountLine,
    CashBook,
    CashBookLine,
    FundCount,
    HeadingTotal,
    Instalment,
    Loan,
    LoanOwed,
    LoanPayment,
    Meeting,
    MeetingMemberLine,
    Member,
    MemberLine,
    Receipt,
    ReceiptLine,
    ShareOut,
    ShareOutMember,
    StatementLine,
    TrialBalance,
)
from coop_ledger.domain.coins import CoinPlan, RoundingCost, coin_plan, rounding_costs
from coop_ledger.reports.document import A6, ROLL_58, ROLL_80, Document
from coop_ledger.reports.papers.claim_slip import claim_slip
from coop_ledger.reports.papers.coin_plan import coin_plan as coin_plan_paper
from coop_ledger.reports.papers.common import Letterhead
from coop_ledger.reports.papers.cycles import CycleLines
from coop_ledger.reports.papers.goods_list import goods_list
from coop_ledger.reports.papers.group_papers import group_card, savix_form
from coop_ledger.reports.papers.meeting_behind import arrears_list
from coop_ledger.reports.papers.meeting_minutes import meeting_minutes
from coop_ledger.reports.papers.meeting_sheet import SheetRules, meeting_sheet
from coop_ledger.reports.papers.member_statement import Page, statements
from coop_ledger.reports.papers.receipt import receipts
from coop_ledger.reports.papers.registers import cash_book, loan_register, trial_balance
from coop_ledger.reports.papers.share_out_envelopes import register, slips
from coop_ledger.reports.papers.share_out_statement import statement
from tests.reports import (
    delivery_samples,
    fund_samples,
    group_samples,
    life_samples,
    loan_samples,
    rules_samples,
    share_out_samples,
    tontine_samples,
)
from tests.reports.arrears_samples import DAY as ARREARS_DAY
from tests.reports.arrears_samples import behind

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
        "printed_at": datetime.datetime(2020, 7, 29, 16, 42, tzinfo=datetime.UTC),
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
        "printed_at": datetime.datetime(2026, 3, 5, 10, 24, tzinfo=datetime.UTC),
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
                kind="loan_repaid",
                amount=11500,
                loan="PR-2026-000018",
                principal=10000,
                interest=1500,
            ),
        ),
        "paid_out": (),
        "total_received": 13100,
        "total_paid_out": 0,
        "shares_after": 69,
        "savings_after": 34500,
        "debt_after": 20000,
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


# -- a meeting of Benkadi --------------------------------------------------------------------------

DAY = datetime.date(2026, 3, 5)
BENKADI = (
    "Kadiatou Traoré", "Assétou Coulibaly", "Mariam Diarra", "Fatoumata Keïta", "Oumou Samaké",
    "Hawa Konaté", "Rokia Sissoko", "Djénéba Koné", "Nana Camara", "Sitan Dembélé",
    "Awa Traoré (vendeuse)", "Safiatou Doumbia", "Bintou Fofana", "Fanta Cissé", "Ténin Ballo",
    "Korotoumou Bagayoko", "Awa Traoré (teinturière)", "Maïmouna Touré", "Nènè Sacko",
    "Salimata Diakité", "Aminata N’Diaye", "Mah Kouyaté", "Niélé Sogoba", "Aïssata Maïga",
    "Ramata Tounkara",
)  # fmt: skip
MARKS = {12: "late", 16: "excused", 19: "represented", 22: "absent"}
LOAN_FUND = {10000: 11, 5000: 10, 2000: 9, 1000: 8, 500: 5, 250: 4, 100: 5, 50: 1}
SOCIAL_FUND = {10000: 2, 5000: 2, 2000: 4, 1000: 3, 500: 3, 250: 2, 100: 5, 50: 1}


def loan(
    code: str,
    number: int,
    principal: int,
    paid: int,
    owed: int,
    *,
    interest: int = 0,
    **changes: object,
) -> Loan:
    values: dict[str, object] = {
        "loan": code,
        "member": str(number),
        "name": BENKADI[number - 1],
        "product": "ordinary",
        "principal": principal,
        "issued": datetime.date(2026, 2, 5),
        "due": datetime.date(2026, 5, 5),
        "term": 3,
        "method": "flat",
        "rate_percent": "5",
        "per": "month",
        "repaid": "equal_principal",
        "guarantors": (),
        "schedule": (
            Instalment(
                due=DAY, principal=10000, interest=1500, payment=11500, balance=principal - 10000
            ),
            Instalment(
                due=datetime.date(2026, 4, 2),
                principal=10000,
                interest=1500,
                payment=11500,
                balance=principal - 20000,
            ),
        ),
        "payments": (
            LoanPayment(
                date=DAY,
                amount=paid,
                principal=paid - paid // 7,
                interest=paid // 7,
                penalty=0,
                number=613,
            ),
        )
        if paid
        else (),
        "paid": paid,
        "owed": LoanOwed(principal=owed, interest=interest, penalty=0),
        "late": 0,
        "days_late": 0,
        "status": "open" if owed else "closed",
    }
    return Loan(**{**values, **changes})


def loans() -> tuple[Loan, ...]:
    return (
        loan("PR-2026-000018", 7, 30000, 11500, 20000),
        loan("PR-2026-000014", 14, 45000, 17250, 30000, interest=2250),
        loan("PR-2025-000011", 20, 8000, 9200, 0),
        loan("PR-2025-000009", 18, 10000, 0, 10000, interest=1000, late=11000, days_late=33),
    )


def meeting_line(number: int) -> MeetingMemberLine:
    return MeetingMemberLine(
        member=str(number),
        name=BENKADI[number - 1],
        attendance=MARKS.get(number, "present"),
        shares=3,
        shares_amount=1500,
        savings=0,
        contributions={"social": 100},
        repaid=37950 if number == 7 else 0,
        principal_repaid=33000 if number == 7 else 0,
        interest_repaid=4950 if number == 7 else 0,
        fines_paid=0,
        fines_charged=0,
        lent=0,
        aid=0,
        withdrawn=0,
        shares_after=69,
        savings_after=34500,
        debt_after=0,
    )


def meeting() -> Meeting:
    def total(heading: str, fund: str, in_: int, out: int, count: int) -> HeadingTotal:
        return HeadingTotal(heading=heading, fund=fund, in_=in_, out=out, count=count)

    return Meeting(
        number=23,
        date=DAY,
        event=31,
        attendance={str(n): MARKS.get(n, "present") for n in range(1, 26)},
        totals=(
            total("contribution_paid", "social", 2300, 0, 23),
            total("shares_bought", "loan", 37500, 0, 75),
            total("loan_repaid", "loan", 37950, 0, 3),
            total("fine_paid", "loan", 100, 0, 1),
            total("loan_issued", "loan", 0, 100000, 2),
            total("aid_granted", "social", 0, 5000, 1),
        ),
        funds=(
            FundCount(
                fund="loan", opening=214500, in_=75550, out=100000, expected=190050,
                counted=190050, difference=0, pieces=LOAN_FUND,
            ),
            FundCount(
                fund="social", opening=46300, in_=2300, out=5000, expected=43600, counted=43550,
                difference=-50, reason="une pièce de 50 F rendue en trop", pieces=SOCIAL_FUND,
            ),
        ),
        lines=tuple(meeting_line(number) for number in range(1, 26)),
        loans_issued=(loan("PR-2026-000019", 10, 60000, 0, 60000),
                      loan("PR-2026-000020", 21, 40000, 0, 40000)),
        loans_repaid=loans()[:3],
        difference=-50,
        fingerprint="ab5f1d2ab34e97601fd4c0ffee5a7b9e3d2c1b0a99887766554433221100ffee",
        entries=(611, 624),
    )  # fmt: skip


# -- registers and statements ----------------------------------------------------------------------


def member_lines(count: int = 25) -> tuple[MemberLine, ...]:
    debts = {3: 18000, 7: 34500, 14: 34500, 18: 11000, 20: 9200}
    return tuple(
        MemberLine(
            member=str(number),
            name=BENKADI[(number - 1) % 25],
            status="active",
            shares=66,
            savings=33000,
            loans_owed=debts.get(number, 0),
            fines_owed=0,
        )
        for number in range(1, count + 1)
    )


def sheet_rules() -> SheetRules:
    return SheetRules(
        price=500,
        shares_most=5,
        contributions=(("social", 100),),
        expected=(("loan", 214500), ("social", 46300)),
    )


def page_of_member(meetings: int = 23) -> Member:
    bought = (3, 2, 4, 5, 3, 0, 2, 3, 5, 4, 3, 2, 1, 3, 4, 5, 2, 3, 3, 4, 2, 3, 3)
    lines: list[StatementLine] = []
    shares = debt = 0
    for number in range(1, meetings + 1):
        day = datetime.date(2025, 10, 2) + datetime.timedelta(days=7 * (number - 1))
        kinds = ["shares_bought", "contribution_paid"]
        kinds += {19: ["loan_issued"], 23: ["loan_repaid"]}.get(number, [])
        for kind in kinds:
            amount = bought[(number - 1) % 23]
            if kind == "shares_bought":
                shares += amount
            if kind == "loan_issued":
                debt += 30000
            if kind == "loan_repaid":
                debt -= 10000
            lines.append(
                StatementLine(
                    date=day,
                    text="",
                    in_={"shares_bought": amount * 500, "contribution_paid": 100,
                         "loan_repaid": 11500}.get(kind, 0),
                    out=30000 if kind == "loan_issued" else 0,
                    balance=shares * 500,
                    number=600 + number,
                    kind=kind,
                    shares=shares,
                    debt=debt,
                    meeting=number,
                    shares_bought=amount if kind == "shares_bought" else 0,
                )
            )  # fmt: skip
    return Member(
        member="7",
        name="Rokia Sissoko",
        status="active",
        savings=shares * 500,
        shares=shares,
        loans=loans()[:1],
        loans_owed=20000,
        fines_owed=0,
        lines=tuple(lines),
        funds={"social": 2300},
    )


def page(member: Member) -> Page:
    return Page(member=member, lines=CycleLines(member.lines))


def cash_lines(count: int = 25) -> CashBook:
    lines: list[CashBookLine] = []
    stand = opening = 87350
    for number in range(count):
        came = 12000 + 75 * number if number % 2 == 0 else 0
        went = 3500 + 25 * number if number % 2 else 0
        stand += came - went
        lines.append(
            CashBookLine(
                date=datetime.date(2026, 3, 1 + number % 28),
                number=213 + number,
                text="Parts achetées" if came else "Transport des documents à la fédération",
                in_=came,
                out=went,
                balance=stand,
                meeting=None,
                member="7" if came else "",
            )
        )
    total_in = sum(line.in_ for line in lines)
    total_out = sum(line.out for line in lines)
    return CashBook(
        fund="loan",
        opening=opening,
        lines=tuple(lines),
        total_in=total_in,
        total_out=total_out,
        closing=opening + total_in - total_out,
        from_=datetime.date(2026, 3, 1),
        to=datetime.date(2026, 3, 31),
    )


def balance() -> TrialBalance:
    accounts = (
        ("1011", "Épargne des membres", 0, 1200800),
        ("2711", "Prêts aux membres", 300000, 0),
        ("571", "Caisse", 1074000, 0),
        ("771", "Intérêts des prêts", 0, 173200),
    )
    return TrialBalance(
        accounts=tuple(
            AccountLine(account=code, name=name, debit=debit, credit=credit, balance=debit - credit)
            for code, name, debit, credit in accounts
        ),
        total_debit=1374000,
        total_credit=1374000,
    )


def coin_papers() -> tuple[CoinPlan, tuple[RoundingCost, ...]]:
    """The pieces of Mawuli's envelopes, out of the pieces that lie in its box."""
    answer = mawuli()
    box = {10000: 96, 5000: 58, 2000: 41, 1000: 29, 500: 18, 250: 8, 100: 15, 50: 8, 25: 4}
    paid = {line.member: line.paid for line in answer.members}
    plan = coin_plan(paid, NOTES, box)
    costs = rounding_costs(
        list(paid.values()), (1, 5, 25, 100, 250, 500), cash=1_374_000, denominations=NOTES
    )
    return plan, costs


def papers() -> dict[str, Callable[[], Document]]:
    """Every paper made from a sample, by the name of its picture."""
    here, home = letterhead(), benkadi()
    plan, costs = coin_papers()
    return {
        "receipt": lambda: receipts(home, [receipt()]),
        "receipt-duplicate": lambda: receipts(home, [receipt(copies=1)]),
        "receipt-cancelled": lambda: receipts(home, [receipt(copies=1, reversed=True)]),
        "receipt-loan": lambda: receipts(home, [paid_out()]),
        "receipt-80mm": lambda: receipts(home, [receipt()], size=ROLL_80),
        "receipt-80mm-duplicate": lambda: receipts(home, [receipt(copies=1)], size=ROLL_80),
        "receipt-58mm": lambda: receipts(home, [receipt()], size=ROLL_58),
        "receipt-a6": lambda: receipts(home, [receipt()], size=A6),
        "meeting-sheet": lambda: meeting_sheet(home, member_lines(), sheet_rules()),
        "meeting-minutes": lambda: meeting_minutes(home, meeting()),
        "arrears-list": lambda: arrears_list(home, behind(), ARREARS_DAY),
        "member-statement": lambda: statements(home, [page(page_of_member())]),
        "loan-register": lambda: loan_register(home, loans(), DAY),
        "share-out-statement": lambda: statement(here, mawuli()),
        "share-out-statement-deductions": lambda: statement(home, hard_cases()),
        "share-out-slips": lambda: slips(here, mawuli()),
        "share-out-slips-deductions": lambda: slips(home, hard_cases()),
        "share-out-register": lambda: register(here, mawuli()),
        "coin-plan": lambda: coin_plan_paper(here, mawuli(), plan, costs, denominations=NOTES),
        "cash-book": lambda: cash_book(home, cash_lines()),
        "trial-balance": lambda: trial_balance(home, balance(), DAY),
        "rules": lambda: rules_samples.vsla(
            home, [(line.member, line.name) for line in member_lines()]
        ),
        "claim-slip": lambda: claim_slip(home, fund_samples.claim()),
        "claim-slip-aid": lambda: claim_slip(home, fund_samples.claim(kind="aid", hidden=False)),
        "claim-slip-blank": lambda: claim_slip(home, None),
        "goods-list": lambda: goods_list(home, fund_samples.gift(), ()),
        "goods-list-blank": lambda: goods_list(home, None, member_lines()),
        "savix-form": lambda: savix_form(home, group_samples.form()),
        "group-card": lambda: group_card(home, group_samples.card()),
        **life_samples.papers(home),
        **share_out_samples.papers(home),
        **loan_samples.papers(home),
        **delivery_samples.papers(home),
        **tontine_samples.papers(home),
    }


def paid_out() -> Receipt:
    """A receipt for a loan handed over, with a share bought at the same meeting."""
    return receipt(
        received=(ReceiptLine(kind="shares_bought", amount=500, fund="loan", shares=1, price=500),),
        paid_out=(ReceiptLine(kind="loan_issued", amount=60000, loan="PR-2026-000019"),),
        total_received=500,
        total_paid_out=60000,
        debt_after=60000,
    )


# -- what is hard to lay out -----------------------------------------------------------------------

LONG = "Korotoumou Fatoumata Bagayoko-Coulibaly dite « la grande » de Kalabanbougou"
RICH = 999_999_999_995


def rich_receipt() -> Receipt:
    kinds = ("shares_bought", "savings_deposited", "contribution_paid", "fine_paid")
    received = (
        *(
            ReceiptLine(kind=kind, amount=RICH, fund="health", shares=5, price=RICH // 5)
            for kind in kinds
        ),
        ReceiptLine(
            kind="loan_repaid", amount=RICH, loan="PR-2026-000018",
            principal=RICH, interest=RICH, penalty=RICH,
        ),
    )  # fmt: skip
    lent = ReceiptLine(kind="loan_issued", amount=RICH, loan="PR-2026-000019")
    return receipt(
        name=LONG,
        member="1024",
        received=received,
        paid_out=(lent, lent),
        total_received=RICH,
        shares_after=RICH,
        debt_after=RICH,
    )


def by_method(method: str, profit: int, savings: int = RICH // 40) -> ShareOut:
    """A share-out without shares; with a loss when the profit is negative."""
    members = tuple(
        ShareOutMember(
            member=str(number), name=name, shares=0, savings=savings, profit=profit // 30,
            gross=savings + profit // 30, other_funds=1000, loan_deducted=500,
            fines_deducted=100, seed=200, net=savings + profit // 30 + 400,
            paid=savings + profit // 30 + 200, owes=50, notes=pieces(savings + profit // 30 + 200),
        )
        for number, (name, _shares) in enumerate(MAWULI, start=1)
    )  # fmt: skip
    fund = sum(line.gross for line in members) + 17
    return share_out(
        members,
        method=method,
        share_value=None,
        share_value_paid=None,
        fund=fund,
        cash=fund - 30 * 600,
        profit=profit,
        remainder=17,
        remainder_to="caisse de santé et de maternité du village",
        other_funds={"health": 30_000},
        counted=None,
        decided=False,
        sources={"savings": fund - profit, "interest": profit, "transfers": 12, "expenses": -5},
        places={"box": fund - 40_000, "bank": 22_000},
    )


def crowded_meeting() -> Meeting:
    plain = meeting()
    fund = replace(plain.funds[0], fund="health", opening=RICH, expected=RICH, counted=RICH)
    return replace(
        plain,
        funds=(*plain.funds, fund),
        lines=tuple(replace(meeting_line(1 + n % 25), member=str(n + 1)) for n in range(60)),
        loans_repaid=tuple(replace(loans()[0], name=LONG) for _number in range(25)),
    )


def hard() -> dict[str, Callable[[], Document]]:
    """Papers of groups that are larger, richer or stranger than most."""
    home = benkadi(name=LONG, place=LONG, printed_by=LONG)
    rules = replace(
        sheet_rules(),
        contributions=(("social", 100), ("health", 1000)),
        expected=(("loan", RICH), ("social", RICH), ("health", RICH)),
    )
    by_amounts = replace(
        page_of_member(104),
        shares=0,
        savings=RICH,
        lines=tuple(
            line._replace(kind="savings_deposited", shares_bought=0, shares=0, balance=RICH)
            for line in page_of_member(104).lines
        ),
    )
    return {
        "receipt": lambda: receipts(home, [rich_receipt()]),
        "rules": lambda: rules_samples.everything(home),
        "receipt-80mm": lambda: receipts(home, [rich_receipt()], size=ROLL_80),
        "receipt-58mm": lambda: receipts(home, [rich_receipt()], size=ROLL_58),
        "sheet-45": lambda: meeting_sheet(home, member_lines(45), rules),
        "sheet-amounts": lambda: meeting_sheet(home, member_lines(7), replace(rules, price=0)),
        "sheet-many-shares": lambda: meeting_sheet(
            home, member_lines(30), replace(rules, shares_most=20)
        ),
        "minutes": lambda: meeting_minutes(home, crowded_meeting()),
        "statement-amounts": lambda: statements(home, [page(by_amounts)]),
        "loans": lambda: loan_register(home, tuple(
            loan(f"P{n:03}", 1 + n % 25, RICH, RICH // 2, RICH // 2, name=LONG) for n in range(70)
        ), DAY),
        "share-out": lambda: statement(home, by_method("savings_and_profit", RICH // 7)),
        "share-out-loss": lambda: statement(home, by_method("equal_profit", -3_000_000)),
        "slips": lambda: slips(home, by_method("own_interest", 3_000_000, savings=3_456_789)),
        "register": lambda: register(home, by_method("time_weighted", 30)),
        "cash-book": lambda: cash_book(home, cash_lines(90)),
    }  # fmt: skip

"""What the papers of a group's life are drawn from in tests."""

import datetime
from collections.abc import Callable
from dataclasses import replace

from coop_ledger.book.questions.life import Guaranteed, Loss, SettlementSheet, SheetLine
from coop_ledger.book.questions.pot import InThePot
from coop_ledger.domain.settlement import LoanSettled
from coop_ledger.reports.document import A4, Document
from coop_ledger.reports.papers.common import Letterhead
from coop_ledger.reports.papers.settlement_sheet import (
    departure_minutes,
    loss_minutes,
    settlement_sheet,
)

DAY = datetime.date(2026, 3, 7)
HASH = "5f3a" * 16


def sheet() -> SettlementSheet:
    """She leaves with a loan and a fine; part of what is hers is left to pay."""
    return SettlementSheet(
        member="12",
        name="Mariam Coulibaly",
        reason="left",
        date=DAY,
        decided=True,
        pays="savings_only",
        when="at_once",
        as_others=False,
        savings=32_000,
        shares=64,
        profit=0,
        settled=10_750,
        kept=2_125,
        net=19_125,
        paid=15_000,
        unpaid=4_125,
        waits=0,
        owes=0,
        left_to_pay=4_125,
        lines=(
            SheetLine(text="Son épargne : 64 parts", amount=32_000),
            SheetLine(text="Prêt P7 : capital et intérêt", amount=-10_500),
            SheetLine(text="Amendes dues", amount=-250),
            SheetLine(text="Retenu par le groupe", amount=-2_125),
        ),
        loans=(),
        guarantors={},
        stands_for=(Guaranteed(loan="P9", member="3", name="Djénéba Diarra", owed=20_000),),
        joined=datetime.date(2025, 5, 1),
        next_of_kin="Moussa Coulibaly (son fils)",
        next_of_kin_phone="+223 76 12 34 56",
        minute="",
        to_group="",
        approved_by={},
        event=214,
        hash=HASH,
    )


def death() -> SettlementSheet:
    """A death: the loan is forgiven, the next of kin is paid, the tontine still owes her."""
    loan = LoanSettled(
        loan="P7", principal=10_000, interest=500, penalty=0, settled=0, forgiven=10_000,
        left=0, guarantors=("3",),
    )  # fmt: skip
    return replace(
        sheet(),
        reason="deceased",
        settled=250,
        kept=0,
        net=31_750,
        paid=31_750,
        unpaid=0,
        left_to_pay=0,
        lines=(sheet().lines[0], sheet().lines[2]),
        loans=(loan,),
        stands_for=(),
        approved_by={"1": "Awa Traoré", "5": "Aminata Kouyaté"},
        tontine=InThePot(
            member="12",
            name="Mariam Coulibaly",
            amount=6_000,
            was=6_000,
            reason="deceased",
            may_pass_on=True,
            next_of_kin="Moussa Coulibaly (son fils)",
            becomes="",
        ),
    )


def excluded() -> SettlementSheet:
    """An exclusion of a debtor who owes more than she has."""
    loan = LoanSettled(
        loan="P7", principal=45_000, interest=2_250, penalty=0, settled=32_000, forgiven=0,
        left=15_250, guarantors=("3", "5"),
    )  # fmt: skip
    return replace(
        sheet(),
        reason="excluded",
        settled=32_000,
        kept=0,
        net=0,
        paid=0,
        unpaid=0,
        left_to_pay=0,
        owes=15_250,
        lines=(
            sheet().lines[0],
            SheetLine(text="Prêt P7 : capital et intérêt", amount=-32_000),
        ),
        loans=(loan,),
        guarantors={"3": "Djénéba Diarra", "5": "Aminata Kouyaté"},
        stands_for=(),
        minute="assemblée du 7 mars, PV n° 14",
    )


def loss() -> Loss:
    return Loss(
        number=1,
        date=DAY,
        fund="loan",
        place="box",
        amount=45_500,
        held=128_000,
        circumstances="La caisse a été forcée dans la nuit du 6 au 7 mars chez la trésorière ; "
        "deux cadenas sur trois étaient brisés, les billets de 10 000 F ont disparu.",
        reported_to="Brigade de gendarmerie de Kati, le 7 mars",
        event=230,
        hash=HASH,
    )


def papers(home: Letterhead) -> dict[str, Callable[[], Document]]:
    """Each paper as it is drawn in the tests of all papers."""
    return {
        "settlement-sheet": lambda: settlement_sheet(home, sheet()),
        "settlement-sheet-death": lambda: settlement_sheet(home, death(), size=A4),
        "settlement-sheet-draft": lambda: settlement_sheet(
            home, replace(excluded(), decided=False)
        ),
        "settlement-sheet-blank": lambda: settlement_sheet(home, None),
        "departure-minutes": lambda: departure_minutes(home, death()),
        "departure-minutes-excluded": lambda: departure_minutes(home, excluded()),
        "departure-minutes-blank": lambda: departure_minutes(home, None),
        "loss-minutes": lambda: loss_minutes(home, loss()),
        "loss-minutes-blank": lambda: loss_minutes(home, None),
    }

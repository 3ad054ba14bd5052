"""What the papers about a whole group are drawn from in tests."""

import datetime

from coop_ledger.book.questions.group_card import GroupCard, PastCycle
from coop_ledger.book.questions.indicators import Indicators, Ratio
from coop_ledger.book.questions.savix import Item, SavixForm
from coop_ledger.domain.indicators import Attendance, Measures, indicators
from coop_ledger.i18n import translate

ON = datetime.date(2026, 3, 5)


def measures() -> Measures:
    return Measures(
        on=ON,
        opened=datetime.date(2025, 9, 4),
        members_at_start=25,
        members=24,
        women=24,
        left=1,
        attendance=(Attendance(present=21, represented=2, members=24),) * 26,
        savings=612_000,
        savings_brought=48_500,
        loans_out=410_000,
        loans_open=9,
        borrowers=8,
        borrowers_of_cycle=15,
        loans_made=22,
        principal_made=890_000,
        late=60_000,
        late_30=0,
        loans_late=1,
        written_off=0,
        loans_written_off=0,
        due=520_000,
        paid_on_time=455_000,
        box=287_450,
        cash=312_450,
        owned=0,
        debts=0,
        social_fund=38_600,
        assets_before=53_588,
    )


def answer() -> Indicators:
    found = measures()
    return Indicators(
        group="benkadi",
        name="Benkadi",
        cycle="2025–2026",
        opened=found.opened,
        on=ON,
        meeting=None,
        meetings=26,
        ratios=tuple(
            Ratio(
                name=each.name,
                title=translate(each.title),
                value=each.value,
                unit=each.unit,
                numerator=each.numerator,
                denominator=each.denominator,
                meaning=translate(each.meaning),
            )
            for each in indicators(found)
        ),
        measures=found,
    )


def card() -> GroupCard:
    return GroupCard(
        group="benkadi",
        name="Benkadi",
        place="Kalabambougou",
        preset="vsla",
        founded=datetime.date(2023, 9, 7),
        on=ON,
        meeting_days=7,
        now=answer(),
        past=(
            PastCycle(
                cycle="2024–2025",
                opened=datetime.date(2024, 9, 5),
                shared=datetime.date(2025, 8, 28),
                members=25,
                savings=1_105_000,
                profit=142_300,
                paid=1_198_800,
            ),
        ),
        loans_late=1,
        amount_late=61_500,
        days_late=12,
    )


def form() -> SavixForm:
    return SavixForm(
        group="benkadi",
        name="Benkadi",
        cycle="2025–2026",
        on=ON,
        items=(
            Item(number=1, name="group", title="Numéro du groupe", definition="…", value="benkadi"),
            Item(
                number=2,
                name="animateur",
                title="Animatrice",
                definition="Qui suit le groupe.",
                value=None,
                doubt="À écrire à la main.",
            ),
            Item(
                number=3,
                name="savings",
                title="Épargne du cycle",
                definition="Ce que les membres ont épargné.",
                value=612_000,
            ),
            Item(number=4, name="visit", title="Jour", definition="Le jour du comptage.", value=ON),
        ),
    )

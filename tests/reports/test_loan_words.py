"""What was decided about loans on the day of a meeting, as its minutes say it."""

from dataclasses import replace

from coop_ledger import i18n
from coop_ledger.reports.loan_words import decided_on
from tests.reports import loan_samples


def test_what_was_decided_on_the_day_is_told_and_nothing_else():
    i18n.use_language("en")
    day = loan_samples.DAY
    put_off = replace(loan_samples.hard(), ratified_on=day)
    lost = replace(loan_samples.agreed(), loan="P2", written_off=day, lost=9000)
    assert decided_on([loan_samples.agreed(), put_off, lost], day) == (
        "Loan PR-2026-000018, Fatoumata Sidibé: ratified.",
        "Loan PR-2026-000018, Fatoumata Sidibé: more time, due on 05/08/2026.",
        "Loan P2, Rokia Sissoko: written off, 9\u202f000\u00a0F\u00a0CFA are lost.",
    )
    assert decided_on([put_off, lost], day.replace(day=6)) == ()

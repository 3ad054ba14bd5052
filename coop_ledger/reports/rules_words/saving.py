"""How often the group meets and how its members save, in sentences."""

from collections.abc import Iterator

from coop_ledger.domain.rules import Rules
from coop_ledger.domain.rules.saving import SavingRule
from coop_ledger.i18n import _, fill, ngettext
from coop_ledger.reports.rules_words.sentence import Sentence, fund_name

_WEEK, _FORTNIGHT, _MONTH = 7, 14, 30


def meeting_sentences(rules: Rules) -> Iterator[Sentence]:
    """Yield how often the group meets, then how its members save."""
    yield Sentence("meeting.days", _every(rules.meeting_days))
    saving = rules.saving
    if saving.unit == "share":
        yield Sentence("saving.price", fill(_("A share costs {price:francs}."), price=saving.price))
        yield Sentence("saving.min", _shares(saving))
    else:
        yield Sentence("saving.min", _amounts(saving))
        if saving.multiple_of > 1:
            words = _("What is brought is a multiple of {step:francs}.")
            yield Sentence("saving.multiple_of", fill(words, step=saving.multiple_of))
    yield from _carnets(saving)
    whole = sum(rules.split.values())
    for fund, part in rules.split.items():
        words = _("Of every {whole:francs} saved, {part:francs} go to the box “{fund}”.")
        said = fill(words, whole=whole, part=part, fund=fund_name(fund))
        yield Sentence(f"split.{fund}", said)


def _every(days: int) -> str:
    known = {
        _WEEK: _("The group meets every week."),
        _FORTNIGHT: _("The group meets every two weeks."),
        _MONTH: _("The group meets once a month."),
    }
    words = ngettext(
        "The group meets every {n:number} day.", "The group meets every {n:number} days.", days
    )
    return known.get(days, fill(words, n=days))


def _shares(saving: SavingRule) -> str:
    least, most = saving.minimum, saving.maximum
    if saving.equal:
        words = ngettext(
            "At each meeting every passbook brings {n:number} share, the same for all.",
            "At each meeting every passbook brings {n:number} shares, the same for all.",
            least,
        )
        return fill(words, n=least)
    if most is None:
        words = ngettext(
            "At each meeting every passbook brings {n:number} share at least.",
            "At each meeting every passbook brings {n:number} shares at least.",
            least,
        )
        return fill(words, n=least)
    words = _("At each meeting a passbook brings from {least:number} to {most:number} shares.")
    return fill(words, least=least, most=most)


def _amounts(saving: SavingRule) -> str:
    least, most = saving.minimum, saving.maximum
    if saving.equal:
        words = _("At each meeting every passbook brings {least:francs}, the same for all.")
        return fill(words, least=least)
    if most is not None:
        words = _("At each meeting a passbook brings from {least:francs} to {most:francs}.")
        return fill(words, least=least, most=most)
    if not least:
        return _("Whoever wants to save brings what she can.")
    words = _("At each meeting every passbook brings {least:francs} at least; more is welcome.")
    return fill(words, least=least)


def _carnets(saving: SavingRule) -> Iterator[Sentence]:
    most = getattr(saving, "carnets_max", None)
    if most is not None:
        words = ngettext(
            "A member has {n:number} passbook only.",
            "A member has {n:number} passbooks at most and pays with each of them.",
            most,
        )
        yield Sentence("saving.carnets_max", fill(words, n=most))

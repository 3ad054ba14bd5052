"""What each fund is for, in sentences."""

from collections.abc import Iterator

from coop_ledger.domain.rules import Rules
from coop_ledger.domain.rules.funds import AidRule, FundRule
from coop_ledger.i18n import N_, _, fill, ngettext, translate
from coop_ledger.reports.rules_words.sentence import Sentence, fund_name

_KEPT = {
    "proportional": N_("“{fund}”: what is in it is shared out with the savings."),
    "equal": N_("“{fund}”: what is in it is shared out in equal parts."),
    "kept": N_("“{fund}”: what is in it is kept from one cycle to the next."),
}
_FEES = {
    "fund": N_("“{fund}” pays the fees of its withdrawals."),
    "member": N_("“{fund}”: the fees of a withdrawal are paid by the member it is made for."),
}


def fund_sentences(rules: Rules) -> Iterator[Sentence]:
    """Yield what is paid into each fund, what it helps with and what becomes of it."""
    pot = rules.tontine.fund if rules.tontine else ""
    for fund in rules.funds.values():
        path, name = f"funds.{fund.name}", fund_name(fund.name)
        if fund.name != pot:  # what is paid into a pot and who gets it is told with its rounds
            yield from _money(rules, fund, path, name)
        yield from _use(rules, fund, path, name)


def _money(rules: Rules, fund: FundRule, path: str, name: str) -> Iterator[Sentence]:
    yield Sentence(f"{path}.contribution", _paid_in(rules, fund, name))
    if fund.contribution and fund.arrears:
        words = _("“{fund}”: a contribution that was missed is owed until it is paid.")
        yield Sentence(f"{path}.arrears", fill(words, fund=name))
    elif fund.contribution:
        words = _("“{fund}”: a contribution that was missed is not asked for later.")
        yield Sentence(f"{path}.arrears", fill(words, fund=name))
    if fund.donor:
        words = _("“{fund}” holds money of {donor}: it is never lent and never shared out.")
        yield Sentence(f"{path}.donor", fill(words, fund=name, donor=fund.donor))
    yield Sentence(f"{path}.share_out", fill(translate(_KEPT[fund.share_out]), fund=name))


def _use(rules: Rules, fund: FundRule, path: str, name: str) -> Iterator[Sentence]:
    if fund.aid is not None:
        yield from _aid(f"{path}.aid", name, fund.aid)
    if fund.fees != "fund" or "fees" in rules.raw["funds"].get(fund.name, {}):
        yield Sentence(f"{path}.fees", fill(translate(_FEES[fund.fees]), fund=name))
    if fund.sensitive:
        words = _("“{fund}”: its lines are shown only to whoever asks, and the asking is recorded.")
        yield Sentence(f"{path}.sensitive", fill(words, fund=name))


def _paid_in(rules: Rules, fund: FundRule, name: str) -> str:
    if fund.contribution:
        words = _("“{fund}”: every passbook pays {amount:francs} into it at each meeting.")
        return fill(words, fund=name, amount=fund.contribution)
    if fund.name in rules.split or (not rules.split and fund.name == rules.first_fund):
        return fill(_("“{fund}”: the savings go into it."), fund=name)
    return fill(_("“{fund}”: no contribution is asked for at the meetings."), fund=name)


def _aid(path: str, name: str, aid: AidRule) -> Iterator[Sentence]:
    for reason, amount in aid.reasons.items():
        if amount:
            words = _("“{fund}” helps a member with up to {amount:francs}: {reason}.")
        else:
            words = _("“{fund}” helps a member: {reason}. The assembly says with how much.")
        said = fill(words, fund=name, amount=amount, reason=reason)
        yield Sentence(f"{path}.reasons.{reason}", said)
    if not aid.reasons:
        words = _("“{fund}” helps a member when the assembly decides it.")
        yield Sentence(f"{path}.reasons", fill(words, fund=name))
    yield from _limits(path, name, aid)


def _limits(path: str, name: str, aid: AidRule) -> Iterator[Sentence]:
    if aid.ceiling is not None:
        words = _("“{fund}”: one help is {most:francs} at most.")
        yield Sentence(f"{path}.ceiling", fill(words, fund=name, most=aid.ceiling))
    if aid.ceiling_per_cycle is not None:
        words = _("“{fund}”: a member is helped with {most:francs} at most in one cycle.")
        said = fill(words, fund=name, most=aid.ceiling_per_cycle)
        yield Sentence(f"{path}.ceiling_per_cycle", said)
    if aid.keep:
        words = _("“{fund}”: {least:francs} always stay in it.")
        yield Sentence(f"{path}.keep", fill(words, fund=name, least=aid.keep))
    if aid.waiting_meetings:
        words = ngettext(
            "“{fund}”: a new member can be helped after {n:number} meeting.",
            "“{fund}”: a new member can be helped after {n:number} meetings.",
            aid.waiting_meetings,
        )
        said = fill(words, fund=name, n=aid.waiting_meetings)
        yield Sentence(f"{path}.waiting_meetings", said)
    if aid.up_to_date:
        words = _("“{fund}”: only a member whose contributions are paid is helped.")
        yield Sentence(f"{path}.up_to_date", fill(words, fund=name))

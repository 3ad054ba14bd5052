"""The votes of a group on its rules: what must hold of the rules they add up to."""

import datetime
from collections.abc import Iterable

from coop_ledger import terms
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.presets import PRESETS
from coop_ledger.domain.records import RulesRecord
from coop_ledger.domain.rules import Rules, merged, read_rules
from coop_ledger.i18n import N_


def votes_of(facts: Facts) -> list[RulesRecord]:
    """Return the votes that stand, in their order."""
    return [record for record in facts.records("rules") if isinstance(record, RulesRecord)]


def check_votes(facts: Facts, votes: Iterable[RulesRecord], since: datetime.date) -> None:
    """Refuse votes that do not make rules on every day from one on, or forget a fund with money."""
    in_order = sorted(votes, key=lambda vote: vote.key)
    preset = PRESETS[facts.founded.preset]
    for day in {since} | {vote.date for vote in in_order if vote.date > since}:
        until = (vote.rules for vote in in_order if vote.date <= day)
        rules = read_rules(merged([preset, *until]))
        _check_funds(facts, rules)
        _check_donors(facts, facts.rules(day), rules)


def _check_donors(facts: Facts, before: Rules, after: Rules) -> None:
    """Refuse to make a donor's money the group's own by a vote."""
    for fund, rule in before.funds.items():
        kept = after.funds.get(fund)
        held = facts.cash_of(fund)
        if rule.donor and held and kept is not None and kept.donor != rule.donor:
            raise Refusal(
                N_(
                    "{fund} still holds {held:francs} of {donor}: spend it for what it was given "
                    "for, or give it back, before it becomes a fund of the group."
                ),
                field=f"rules.funds.{fund}.donor",
                value=kept.donor,
                fund=terms.fund(fund),
                held=held,
                donor=rule.donor,
            )


def _check_funds(facts: Facts, rules: Rules) -> None:
    chart = facts.chart.accounts
    for key, balance in facts.stands().items():
        if balance.amount and key.fund not in rules.funds and chart[key.code].floor:
            raise Refusal(
                N_(
                    "{fund} still holds {held:francs} (account {account}): "
                    "keep it in the rules, or empty it first."
                ),
                field="rules.funds",
                value=key.fund,
                fund=terms.fund(key.fund),
                held=abs(balance.amount),
                account=key.code,
            )

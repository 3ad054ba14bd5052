"""A share-out as JSON values, with the keys of the contract: what a vote freezes.

What was frozen before the program knew goods, dues and leavers must come out the same to
the letter: what is nothing of these is left out.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from coop_ledger.domain import coins
from coop_ledger.domain.rules.share_out import rounding_as_json
from coop_ledger.domain.share_out import Payout
from coop_ledger.domain.share_out_plan import Plan, exact_decimal


def plan_as_json(decided: Plan) -> dict[str, Any]:
    """Return a plan as JSON values, with the keys of the contract."""
    result = decided.result
    total_pieces: Counter[int] = Counter()
    for pieces in decided.pieces.values():
        total_pieces.update(pieces)
    owed_by = decided.choices.owed_by
    sometimes = {
        "dues": {member: dict(dues) for member, dues in decided.dues.items()},
        "given_back": result.given_back,
        "not_shared": decided.not_shared,
        "goods": decided.goods,
        "unpaid": sum(payout.unpaid for payout in result.payouts),
        "owed_by": None if owed_by is None else owed_by.isoformat(),
    }
    return {
        "cycle": decided.cycle.code,
        "method": result.method,
        "rounding": rounding_as_json(result.rounding),
        "fund": result.fund,
        "cash": result.cash,
        "savings": result.savings,
        "profit": result.profit,
        "total_shares": result.total_shares,
        "share_value": None if result.share_value is None else exact_decimal(result.share_value),
        "share_value_paid": result.share_value_paid,
        "members": [
            _member(payout, decided.pieces.get(payout.member, {})) for payout in result.payouts
        ],
        "paid_total": result.paid_total,
        "remainder": result.remainder,
        "remainder_to": decided.choices.remainder_to,
        "notes": _pieces(total_pieces),
        "sources": dict(decided.sources),
        "places": dict(decided.places),
        "loans_out": decided.loans_out,
        "other_funds": dict(decided.other_funds),
        **{name: value for name, value in sometimes.items() if value},
    }


def _member(payout: Payout, pieces: coins.Pieces) -> dict[str, Any]:
    sometimes = {
        "dues_deducted": payout.dues_deducted.total,
        "goods": payout.goods,
        "unpaid": payout.unpaid,
        "owes_dues": payout.owes_dues,
        "leaves": payout.leaves,
    }
    return {
        "member": payout.member,
        "shares": payout.shares,
        "savings": payout.savings,
        "profit": payout.profit,
        "gross": payout.gross,
        "other_funds": payout.other_funds,
        "loan_deducted": payout.loan_deducted,
        "fines_deducted": payout.fines_deducted,
        "seed": payout.seed,
        "net": payout.net,
        "paid": payout.paid,
        "owes": payout.owes,
        "notes": _pieces(pieces),
        **{name: value for name, value in sometimes.items() if value},
    }


def _pieces(pieces: Mapping[int, int]) -> dict[str, int]:
    return {str(denomination): count for denomination, count in pieces.items() if count}

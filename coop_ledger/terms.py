"""The words people use for what the book keeps under short codes: funds and places.

A `Term` is translated when it is shown, so it may stand in a refusal that is
said in the reader's language later.
"""

from coop_ledger import i18n
from coop_ledger.i18n import N_


class Term(str):
    """A marked text that is translated whenever it is shown."""

    __slots__ = ()

    def __str__(self) -> str:
        return i18n.translate(str.__str__(self))

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


_FUNDS = {
    "loan": Term(N_("Loan fund")),
    "social": Term(N_("Social fund")),
    "health": Term(N_("Health fund")),
    "main": Term(N_("Main fund")),
    "tontine": Term(N_("Tontine")),
    "deliveries": Term(N_("Delivery savings")),
    "donor": Term(N_("Donor's fund")),
}
_PLACES = {
    "box": Term(N_("cash")),
    "bank": Term(N_("bank")),
    "orange_money": Term("Orange Money"),
    "moov": Term("Moov Money"),
}


def fund(code: str) -> str:
    """Return the name of a fund; a fund of the group's own is its own name."""
    return _FUNDS.get(code, code)


_METHODS = {
    "share_value": Term(N_("Value of the share")),
    "savings_and_profit": Term(N_("By savings")),
    "equal_profit": Term(N_("Equal profit")),
    "time_weighted": Term(N_("By savings and time")),
    "own_interest": Term(N_("Own interest")),
    "equal": Term(N_("All alike")),
}


def share_out_method(code: str) -> str:
    """Return the name of a method of sharing out."""
    return _METHODS.get(code, code)


def place(code: str) -> str:
    """Return the name of a place where a fund keeps its money."""
    return _PLACES.get(code, code)


_MILESTONES = {
    "enrolment": Term(N_("Enrolment")),
    "cpn1": Term(N_("Prenatal visit 1")),
    "cpn2": Term(N_("Prenatal visit 2")),
    "cpn3": Term(N_("Prenatal visit 3")),
    "cpn4": Term(N_("Prenatal visit 4")),
    "delivery": Term(N_("Delivery at the health centre")),
    "postnatal": Term(N_("Visit after the birth")),
}


def milestone(code: str) -> str:
    """Return the name of a milestone; one of the group's own is its own name."""
    return _MILESTONES.get(code, code)

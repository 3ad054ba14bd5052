"""Money whose kind is one of a few accounts: the first unless another is said."""

from collections.abc import Mapping
from typing import Any, ClassVar

from coop_ledger.i18n import N_, translate
from ui.presenters.fund_deeds import ACCOUNTS
from ui.presenters.meeting_lines import Values
from ui.presenters.sheet_lines.line import CHOICE, SheetLine


class OfAccount(SheetLine):
    """A line with the kinds of a deed of the funds page; `deed` says which."""

    deed: ClassVar[str]
    asks = ("fund", "amount", "text", "account")
    reads: ClassVar[Mapping[str, str]] = {"account": CHOICE}
    titles: ClassVar[Mapping[str, str]] = {"account": N_("Kind")}
    optional: ClassVar[frozenset[str]] = frozenset({"fund", "account"})

    def choices(self, field: str, values: Values) -> Mapping[str, str]:
        """Return the funds, or the kinds of such money."""
        if field != "account":
            return super().choices(field, values)
        return {code: translate(words) for code, words in ACCOUNTS[self.deed]}

    def proposal(self, field: str, values: Values) -> str:
        """Return the usual kind."""
        if field == "account":
            return translate(ACCOUNTS[self.deed][0][1])
        return super().proposal(field, values)

    def event(self, values: Values) -> dict[str, Any]:
        """Return the event, with its account where it is not the usual one."""
        chosen = values.get("account") or ACCOUNTS[self.deed][0][0]
        account = self._chosen("account", chosen, values)
        told = {} if account == ACCOUNTS[self.deed][0][0] else {"account": account}
        return super().event(values) | told

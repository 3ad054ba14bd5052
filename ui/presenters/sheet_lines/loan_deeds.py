"""What a meeting decides about loans that run, and the loans of the group from a bank."""

from collections.abc import Mapping
from typing import Any, ClassVar

from coop_ledger import names
from coop_ledger.amounts import BadText, parse_count
from coop_ledger.domain.accounts import BORROWED
from coop_ledger.domain.records import BankLoanRecord, LoanRecord
from coop_ledger.i18n import N_, fill, money, translate
from ui.presenters.meeting_lines import Values
from ui.presenters.sheet_lines.line import CHOICE, COUNT, FRANCS, SheetLine


class _OfLoan(SheetLine):
    """A line about one loan, chosen by its number or the borrower's name."""

    asks: ClassVar[tuple[str, ...]] = ("loan",)
    reads: ClassVar[Mapping[str, str]] = {"loan": CHOICE, "term": COUNT, "minute": "words"}
    titles: ClassVar[Mapping[str, str]] = {
        "loan": N_("Loan"),
        "minute": N_("Minutes no."),
        "term": N_("New term"),
    }
    optional = frozenset({"minute"})

    def wanted(self, record: LoanRecord) -> bool:
        """Return whether a loan may be chosen."""
        return record.code in self.opening.facts.open_loans()

    def is_offered(self) -> bool:
        """Return whether there is a loan to choose."""
        return bool(self._loans())

    def _loans(self) -> list[LoanRecord]:
        return [record for record in self.opening.loans if self.wanted(record)]

    def choices(self, field: str, values: Values) -> Mapping[str, str]:
        """Return the loans by number, with whose each is."""
        return {record.code: self._named(record) for record in self._loans()}

    def _named(self, record: LoanRecord) -> str:
        name = self.opening.facts.member(record.member).name
        return f"{record.code} · {record.borrower or name}"

    def _chosen(self, field: str, text: str, values: Values) -> str:
        if field != "loan":
            return super()._chosen(field, text, values)
        return chosen_loan(text, self.choices(field, values))

    def proposal(self, field: str, values: Values) -> str:
        """Return the only loan there is to choose."""
        loans = self._loans()
        return self._named(loans[0]) if field == "loan" and len(loans) == 1 else ""

    def record(self, values: Values) -> LoanRecord | None:
        """Return the loan that is chosen, None while none is."""
        return next((r for r in self.opening.loans if r.code == values.get("loan")), None)

    def event(self, values: Values) -> dict[str, Any]:
        """Return the event of a loan."""
        event = {"event": self.event_type, "loan": self._chosen("loan", values["loan"], values)}
        if values.get("minute"):
            event["minute"] = values["minute"]
        return event

    def cash(self, event: Mapping[str, Any]) -> Mapping[str, int]:
        """Return that no money moves."""
        return {}


class Ratified(_OfLoan):
    """A loan given since the last meeting, to which this one agrees."""

    kind, name, event_type = "ratified", N_("Loan ratified"), "loan_ratified"

    def wanted(self, record: LoanRecord) -> bool:
        """Return whether it waits for the meeting."""
        return record.awaits


class MoreTime(_OfLoan):
    """More time for what is left of a loan."""

    kind, name, event_type = "more_time", N_("More time for a loan"), "loan_rescheduled"
    asks: ClassVar[tuple[str, ...]] = ("loan", "term", "minute", "text")
    titles: ClassVar[Mapping[str, str]] = {**_OfLoan.titles, "text": N_("Why")}

    def event(self, values: Values) -> dict[str, Any]:
        """Return the loan with its new term and the reason for it."""
        said = {"term": parse_count(values["term"]), "reason": values["text"]}
        return super().event(values) | said


class RolledOver(MoreTime):
    """What is left of a loan with its interest becomes a new debt."""

    kind, name, event_type = "rolled_over", N_("Loan rolled over"), "loan_rolled_over"


class WrittenOff(_OfLoan):
    """A loan that the group gives up."""

    kind, name, event_type = "written_off", N_("Loan written off"), "loan_written_off"
    asks: ClassVar[tuple[str, ...]] = ("loan", "minute", "text")
    optional = frozenset()
    titles: ClassVar[Mapping[str, str]] = {**_OfLoan.titles, "text": N_("Why")}

    def event(self, values: Values) -> dict[str, Any]:
        """Return the loss with its reason."""
        return super().event(values) | {"reason": values["text"]}


class Recovered(_OfLoan):
    """Money that comes in on a loan the group had given up."""

    kind, name, event_type = "recovered", N_("Recovered on a lost loan"), "loan_recovered"
    asks: ClassVar[tuple[str, ...]] = ("loan", "amount")
    reads: ClassVar[Mapping[str, str]] = {"loan": CHOICE, "amount": FRANCS}

    def wanted(self, record: LoanRecord) -> bool:
        """Return whether it was given up and something of it is still lost."""
        return record.written_off is not None and left_of(record) > 0

    def proposal(self, field: str, values: Values) -> str:
        """Return all that is still lost of it."""
        record = self.record(values)
        if field == "amount" and record is not None:
            return money(left_of(record))
        return super().proposal(field, values)

    def event(self, values: Values) -> dict[str, Any]:
        """Return the money that came in."""
        return super().event(values) | {"amount": self.amount(values)}

    def cash(self, event: Mapping[str, Any]) -> Mapping[str, int]:
        """Return what the box of the loan's fund gains."""
        record = next((r for r in self.opening.loans if r.code == event["loan"]), None)
        return {record.fund: event["amount"]} if record else {}


class BankLoanIn(SheetLine):
    """Money that a bank lends to the group."""

    kind, name, event_type = "bank_in", N_("Loan from a bank"), "bank_loan_received"
    asks: ClassVar[tuple[str, ...]] = (
        "loan",
        "lender",
        "fund",
        "principal",
        "rate_percent",
        "term",
    )
    reads: ClassVar[Mapping[str, str]] = {"principal": FRANCS, "term": COUNT}
    titles: ClassVar[Mapping[str, str]] = {
        "loan": N_("Bank loan no."),
        "lender": N_("Lender"),
        "principal": N_("Amount borrowed"),
        "rate_percent": N_("Interest, % a month"),
        "term": N_("Term, months"),
    }

    def read(self, field: str, text: str, values: Values) -> str:
        """Return a field as it is shown. Raises BadText."""
        return rate_of(text) if field == "rate_percent" else super().read(field, text, values)

    def event(self, values: Values) -> dict[str, Any]:
        """Return what the bank lends, and on what terms."""
        return {
            "event": self.event_type,
            "loan": values["loan"].strip(),
            "lender": values["lender"].strip(),
            "fund": self.fund(values),
            "principal": self.amount(values, "principal"),
            "rate_percent": rate_of(values["rate_percent"]),
            "term": parse_count(values["term"]),
        }

    def cash(self, event: Mapping[str, Any]) -> Mapping[str, int]:
        """Return what the box gains."""
        return {event["fund"]: event["principal"]}


class BankLoanOut(SheetLine):
    """What the group pays back to its bank."""

    kind, name, event_type = "bank_out", N_("Bank loan repaid"), "bank_loan_repaid"
    asks: ClassVar[tuple[str, ...]] = ("loan", "principal", "interest")
    reads: ClassVar[Mapping[str, str]] = {"loan": CHOICE, "principal": FRANCS, "interest": FRANCS}
    titles: ClassVar[Mapping[str, str]] = {
        "loan": N_("Bank loan no."),
        "principal": N_("Principal"),
        "interest": N_("Interest"),
    }
    optional = frozenset({"interest"})

    def is_offered(self) -> bool:
        """Return whether the group owes something to a bank."""
        return bool(self._owed())

    def _owed(self) -> dict[str, int]:
        leaves = self.opening.facts.leaves(BORROWED).items()
        return {key.item: -balance.amount for key, balance in leaves if key.item and balance.amount}

    def choices(self, field: str, values: Values) -> Mapping[str, str]:
        """Return the bank loans that are owed, with what is left of each."""
        return {
            code: fill(translate(N_("{code} · {left:money} left")), code=code, left=left)
            for code, left in self._owed().items()
        }

    def _chosen(self, field: str, text: str, values: Values) -> str:
        if field != "loan":
            return super()._chosen(field, text, values)
        return chosen_loan(text, self.choices(field, values))

    def proposal(self, field: str, values: Values) -> str:
        """Return the only bank loan, and all that is left of it."""
        owed = self._owed()
        if field == "loan" and len(owed) == 1:
            return next(iter(self.choices(field, values).values()))
        if field == "principal" and values.get("loan") in owed:
            return money(owed[values["loan"]])
        return ""

    def event(self, values: Values) -> dict[str, Any]:
        """Return what is paid, principal and interest apart."""
        event: dict[str, Any] = {
            "event": self.event_type,
            "loan": self._chosen("loan", values["loan"], values),
            "principal": self.amount(values, "principal"),
        }
        if values.get("interest"):
            event["interest"] = self.amount(values, "interest")
        return event

    def cash(self, event: Mapping[str, Any]) -> Mapping[str, int]:
        """Return what the box of the fund that borrowed loses."""
        record = self.opening.facts.record("bank_loan", event["loan"])
        paid = -event["principal"] - event.get("interest", 0)
        return {record.fund: paid} if isinstance(record, BankLoanRecord) else {}


def left_of(record: LoanRecord) -> int:
    """Return what is still lost of a loan that was written off, in francs."""
    return record.lost_principal + record.lost_interest - record.recovered


def rate_of(text: str) -> str:
    """Return a rate as rules keep it: "2.5" for "2,5 %". Raises BadText."""
    typed = text.replace("%", "").replace(",", ".").strip()
    if typed.replace(".", "", 1).isdecimal() and typed.isascii():
        return typed
    raise BadText(N_("{text} is no rate. Type a number, like 2 or 2,5."), text=text)


def chosen_loan(text: str, choices: Mapping[str, str]) -> str:
    """Return the loan that a text says by its number or by whose it is. Raises BadText."""
    if text in choices:
        return text
    wanted = names.search_key(text)
    found = [
        code for code, words in choices.items() if wanted and wanted in names.search_key(words)
    ]
    exact = [
        code
        for code in found
        if wanted in {names.search_key(code), names.search_key(choices[code])}
    ]
    if len(exact or found) == 1:
        return (exact or found)[0]
    raise BadText(
        N_("{text} is none of these loans. Type a number: {choices}."),
        text=text,
        choices=", ".join(choices.values()),
    )

"""The new loans of a meeting: who, how much, for how long, who stands for her."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coop_ledger import names
from coop_ledger.amounts import BadText, parse_amount, parse_count
from coop_ledger.domain import loans
from coop_ledger.domain.borrowing import Asked, findings
from coop_ledger.domain.errors import Concern
from coop_ledger.domain.lending import product_terms
from coop_ledger.domain.rules.loans import LoanProduct
from coop_ledger.i18n import N_, fill, money, ngettext, number, translate
from ui.presenters.guarantees import as_fields, read_guarantees, written
from ui.presenters.meeting_lines import Lines, Values, find_member
from ui.presenters.meeting_opening import Attendee


@dataclass(frozen=True, slots=True)
class Terms:
    """A new loan as it would be agreed: its schedule, and the product it is of."""

    woman: Attendee
    product: LoanProduct
    principal: int
    schedule: tuple[loans.Instalment, ...]

    @property
    def interest(self) -> int:
        """All the interest, in francs."""
        return sum(line.interest for line in self.schedule)


class NewLoans(Lines):
    """Loans given out at this meeting."""

    key = "loan"

    def fields(self, values: Values) -> tuple[str, ...]:
        """Return the fields of a loan; a choice of one is no question."""
        if not values.get("member"):
            return ("member",)
        kinds = ("product",) if len(self.opening.rules.loans) > 1 else ()
        overruled = ("approved_by", "reason") if self.needs_overruling(values) else ()
        other = ("borrower",) if self.product(values).non_members else ()
        return ("member", "principal", *kinds, *other, "term", "guarantors", *overruled, "loan")

    def title(self, field: str, values: Values) -> str:
        """Return what a field asks."""
        if field == "term":
            return translate(_PERIODS.get(self.product(values).per, _PERIODS["month"]))
        return translate(_LOAN_FIELDS[field])

    def product(self, values: Values) -> LoanProduct:
        """Return the kind of loan chosen, the first one of the rules unless said."""
        products = self.opening.rules.loans
        return products.get(values.get("product", "")) or next(iter(products.values()))

    def read(self, field: str, text: str, values: Values) -> str:
        """Return a field as it is shown. Raises BadText."""
        match field:
            case "member" | "approved_by":
                return self._said_member(text)
            case "principal":
                return money(parse_amount(text, arithmetic=True))
            case "product":
                return product_name(self._product_named(text))
            case "term":
                return number(self._term(text))
            case "guarantors":
                return written(self._guarantors(text)) or "0"
        return text.strip()

    def is_francs(self, field: str, values: Values) -> bool:
        """Return whether a field is an amount of money."""
        return field == "principal"

    def is_named(self, field: str, values: Values) -> bool:
        """Return whether a field is chosen by words."""
        return field == "product"

    def kept(self, field: str, text: str, values: Values) -> str:
        """Return the code of a member or of a kind of loan."""
        if field in {"member", "approved_by"}:
            return find_member(text, self.opening).code
        return self._product_named(text) if field == "product" else text

    def _product_named(self, text: str) -> str:
        wanted = names.search_key(text)
        for code in self.opening.rules.loans:
            if wanted in {names.search_key(code), names.search_key(product_name(code))}:
                return code
        near = [
            code
            for code in self.opening.rules.loans
            if names.search_key(product_name(code)).startswith(wanted)
        ]
        if len(near) == 1:
            return near[0]
        raise BadText(
            N_("{text} is no kind of loan of this group. There are {kinds}."),
            text=text,
            kinds=", ".join(map(product_name, self.opening.rules.loans)),
        )

    def _term(self, text: str) -> int:
        term = parse_count(text)
        if not term:
            raise BadText(N_("A loan lasts at least one period. Type 1 or more."), text=text)
        return term

    def proposal(self, field: str, values: Values, taken: Sequence[str]) -> str:
        """Return the usual term, the first kind, the next number."""
        if field == "term":
            return number(self._usual_term(values))
        if field == "product":
            return product_name(self.product(values).name)
        if field == "borrower":
            return _HERSELF
        if field == "loan":
            return next_number([*(loan.code for loan in self.opening.loans), *taken])
        return ""

    def explain(self, field: str, text: str, values: Values) -> str:
        """Return what she has and owes, and what may be lent."""
        woman = self.woman(text if field == "member" else values.get("member", ""))
        if woman is None:
            return ""
        if field in {"member", "principal"}:
            product = self.product(values)
            if product.ceiling is None:
                return fill(
                    translate(N_("saved {saved:money} · owes {owed:money}")),
                    saved=woman.seen,
                    owed=woman.owed,
                )
            lent = sum(loan.owed.principal for loan in woman.loans)
            most = int(woman.saved * product.ceiling) - lent
            return fill(
                translate(N_("saved {saved:money} · owes {owed:money} · up to {most:money}")),
                saved=woman.seen,
                owed=woman.owed,
                most=max(most, 0),
            )
        if field == "guarantors":
            needed = self.product(values).guarantors
            return fill(
                ngettext(
                    "{needed:number} guarantor is needed: her number",
                    "{needed:number} guarantors are needed: their numbers",
                    needed,
                )
                if needed
                else translate(N_("none is needed; numbers of those who stand for her")),
                needed=needed,
            )
        return ""

    def usual(self, field: str, values: Values) -> Sequence[int]:
        """Return what she borrowed before, or what others did."""
        if field != "principal":
            return ()
        woman = self.woman(values.get("member", ""))
        recent = self.opening.recent
        return recent.get(("loan", woman.code if woman else ""), ()) or recent.get(("loan", ""), ())

    def event(self, values: Values) -> dict[str, Any] | None:
        """Return the loan, None until it says who and how much."""
        woman = self.woman(values.get("member", ""))
        if woman is None or not values.get("principal") or not values.get("loan"):
            return None
        product = self.product(values)
        event: dict[str, Any] = {
            "event": "loan_issued",
            "loan": values["loan"],
            "member": woman.code,
            "product": product.name,
            "principal": parse_amount(values["principal"], arithmetic=True),
        }
        usual = self._usual_term(values)
        term = self._term(values.get("term") or str(usual))
        if term != usual:
            event["term"] = term
        if values.get("borrower", _HERSELF) != _HERSELF:
            event["borrower"] = values["borrower"]
        event |= as_fields(self._guarantors(values.get("guarantors") or "0"))
        approved = self.woman(values.get("approved_by", ""))
        if approved is not None and values.get("reason"):
            event |= {"approved_by": approved.code, "reason": values["reason"]}
        return event

    def cash(self, event: Mapping[str, Any], values: Values) -> Mapping[str, int]:
        """Return what the loan takes out of its fund's box."""
        fund = self.opening.rules.loans[event["product"]].fund
        return {fund: -event["principal"]}

    def terms(self, values: Values) -> Terms | None:
        """Return the schedule of what is typed, None until there is enough of it."""
        woman = self.woman(values.get("member", ""))
        try:
            principal = parse_amount(values.get("principal", ""), arithmetic=True)
            product = self.product(values)
            term = self._term(values.get("term") or str(self._usual_term(values)))
        except BadText:
            return None
        if woman is None:
            return None
        terms = product_terms(
            product, principal, term, self.opening.date, self.opening.rules.meeting_days
        )
        return Terms(woman, product, principal, loans.schedule(terms))

    def _guarantors(self, text: str) -> Mapping[str, int]:
        return read_guarantees(text, lambda typed: find_member(typed, self.opening).code)

    def _usual_term(self, values: Values) -> int:
        """Return the term of the kind of loan, for the amount as far as it can be read."""
        try:
            principal = parse_amount(values.get("principal", ""), arithmetic=True)
        except BadText:
            return self.product(values).term
        return self.product(values).lending(principal).term

    def needs_overruling(self, values: Values) -> bool:
        """Return whether a rule stands against the loan that the meeting may overrule."""
        terms = self.terms(values)
        if terms is None:
            return False
        opening = self.opening
        try:
            guarantees = self._guarantors(values.get("guarantors") or "0")
        except BadText:
            guarantees = {}
        asked = Asked(
            member=opening.facts.member(terms.woman.code),
            product=terms.product,
            principal=terms.principal,
            handed=terms.principal,
            on=opening.date,
            due=terms.schedule[-1].due,
            guarantors=tuple(guarantees),
            guarantees=guarantees,
            meeting=opening.number,
        )
        found = findings(opening.facts, asked, opening.cycle)
        return any(isinstance(finding, Concern) for finding in found)


# A number of up to three digits before the rest is a member's: 3-1, but not 2025-7.
SERIES = re.compile(r"(?!\d{1,3}\D)(.*?)(\d+)")
_HERSELF = "0"  # typed where the member borrows for herself
_LOAN_FIELDS = {
    "borrower": N_("Lent to (0: herself)"),
    "member": N_("Borrower"),
    "principal": N_("Amount lent"),
    "product": N_("Kind of loan"),
    "guarantors": N_("Guarantors"),
    "approved_by": N_("Agreed by"),
    "reason": N_("Reason"),
    "loan": N_("Loan no."),
}
_PERIODS = {
    "month": N_("Term, months"),
    "meeting": N_("Term, meetings"),
    "loan": N_("Term, months"),
}
_PRODUCTS = {"ordinary": N_("ordinary"), "emergency": N_("emergency"), "urgent": N_("urgent")}


def product_name(code: str) -> str:
    """Return a kind of loan by its name; one of the group's own is its own name."""
    return translate(_PRODUCTS[code]) if code in _PRODUCTS else code


def next_number(codes: Iterable[str]) -> str:
    """Return the number after the last of these loans, written like it: P008 after P007.

    A loan numbered after its member, 3-1, begins no series: 3-2 would be said of another.
    """
    taken = list(codes)
    running = [found for code in taken if (found := SERIES.fullmatch(code))]
    stem, digits = running[-1].groups() if running else ("P", "000")
    count = int(digits) + 1
    while (code := f"{stem}{count:0{len(digits)}}") in taken:
        count += 1
    return code

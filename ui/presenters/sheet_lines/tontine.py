"""The lines of a tontine: the turn that is taken, a contribution covered, two turns swapped."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from coop_ledger.amounts import BadText, parse_amount
from coop_ledger.domain.rules.tontine import TO_MEMBERS
from coop_ledger.domain.tontine import Tontine, cover_funds, running
from coop_ledger.i18n import N_, fill, translate
from ui.presenters.meeting_lines import Values, find_member, find_members
from ui.presenters.meeting_opening import fund_title
from ui.presenters.sheet_lines.line import FRANCS, MEMBER, MEMBERS, REFUSED, WORDS, SheetLine


class TontineLine(SheetLine):
    """What the lines of a tontine share: the tontine that runs on the day of the meeting."""

    @property
    def tontine(self) -> Tontine | None:
        """The tontine, None where the group has none."""
        return running(self.opening.facts, self.opening.date)

    def is_offered(self) -> bool:
        """Return whether a tontine runs and has a round left."""
        return self.tontine is not None and not self.tontine.served


class TurnTaken(TontineLine):
    """The pot of the round is handed over, to whose turn it is unless others are named."""

    kind, name, event_type = "turn", N_("Pot handed over (tontine)"), "turn_taken"
    asks = ("winners", "bid", "amounts")
    reads: ClassVar[Mapping[str, str]] = {"winners": MEMBERS, "bid": FRANCS, "amounts": FRANCS}
    titles: ClassVar[Mapping[str, str]] = {
        "winners": N_("Who takes"),
        "bid": N_("Bid"),
        "amounts": N_("Paid in hand, the rest later"),
    }

    @property
    def optional(self) -> frozenset[str]:  # type: ignore[override]  # by what the order says
        """The bid, what is paid in hand, and who takes where the order says it."""
        return frozenset({"bid", "amounts", *(("winners",) if self._due() else ())})

    def _due(self) -> tuple[str, ...]:
        """Whose turn it is, the swaps of this sheet done."""
        found = self.tontine
        if found is None or found.served:
            return ()
        turns, taken = list(found.record.turns), len(found.taken())
        for event in self.above:
            both = event.get("member"), event.get("with")
            if event["event"] == "turns_swapped" and all(who in turns[taken:] for who in both):
                one, other = (turns.index(str(who), taken) for who in both)
                turns[one], turns[other] = turns[other], turns[one]
        return replace(found, record=replace(found.record, turns=tuple(turns))).winners_due()

    def fields(self, values: Values) -> tuple[str, ...]:
        """Return who takes, in an auction the bid, and what is paid where the pot is short."""
        auction = self.tontine is not None and self.tontine.record.order == "auction"
        short = values.get("amounts") or values.get(REFUSED) == "amounts"
        asked = {"winners", *(("bid",) if auction else ()), *(("amounts",) if short else ())}
        return tuple(field for field in self.asks if field in asked)

    def read_as(self, field: str, values: Values) -> str:
        """Return how a field is read: where several take, amounts stand one after the other."""
        several = field in _IN_ORDER and self._places() > 1
        return WORDS if several else super().read_as(field, values)

    def title(self, field: str, values: Values) -> str:
        """Return what a field asks."""
        if field in _IN_ORDER and self._places() > 1:
            return translate(_IN_ORDER[field])
        return super().title(field, values)

    def _places(self) -> int:
        found = self.tontine
        return 0 if found is None or found.served else found.rotation.winners_of(found.next_round)

    def proposal(self, field: str, values: Values) -> str:
        """Return whose turn it is."""
        return " ".join(self._due()) if field == "winners" else ""

    def explain(self, field: str, text: str, values: Values) -> str:
        """Return the round and what each takes."""
        found = self.tontine
        if found is None or found.served:
            return ""
        return fill(
            translate(N_("round {round:number} · each takes {lot:money} F")),
            round=found.next_round,
            lot=found.rotation.lot(found.next_round),
        )

    def event(self, values: Values) -> dict[str, Any]:
        """Return the turn, with the bid of each winner and what each gets in hand."""
        found = self.tontine
        said = values.get("winners") or ""
        winners = list(find_members(said, self.opening)) if said else [*self._due()]
        event: dict[str, Any] = {
            "event": "turn_taken",
            "round": found.next_round if found else 1,
            "winners": winners,
        }
        bids = self._for_each(
            values.get("bid") or "",
            winners,
            N_("{text}: write a bid for each winner, like 1000 500."),
        )
        amounts = self._for_each(
            values.get("amounts") or "",
            list(dict.fromkeys(winners)),
            N_("{text}: write what each winner gets in hand, like 5000 2500."),
        )
        told = {"bids": bids, "amounts": amounts}
        return event | {field: each for field, each in told.items() if each}

    def _for_each(self, text: str, winners: list[str], ask: str) -> dict[str, int]:
        """Read an amount, or as many as there are winners; 0 is none. Raises BadText."""
        if not text or len(winners) == 1:
            return {winners[0]: parse_amount(text, arithmetic=True)} if text else {}
        said = text.split()
        if len(said) != len(winners):
            raise BadText(ask, text=text)
        amounts = zip(winners, said, strict=True)
        return {who: parse_amount(one, arithmetic=True) for who, one in amounts if one != "0"}

    def cash(self, event: Mapping[str, Any]) -> Mapping[str, int]:
        """Return what leaves the pot: the lots, less the bid that stays in it."""
        found = self.tontine
        if found is None or found.served:
            return {}
        lots = found.rotation.lot(found.next_round) * len(event["winners"])
        stays = found.record.bid_to == TO_MEMBERS
        kept = sum(event.get("bids", {}).values()) if stays else 0
        lot, paid = found.rotation.lot(found.next_round), event.get("amounts", {})
        owed = sum(max(lot * event["winners"].count(who) - one, 0) for who, one in paid.items())
        return {found.record.fund: min(kept + owed - lots, 0)}


_IN_ORDER = {
    "bid": N_("Bids in the same order"),
    "amounts": N_("Paid in hand, in the same order"),
}


class TurnCovered(TontineLine):
    """A fund pays what a member is missing; she owes it to the fund."""

    kind, name, event_type = "cover", N_("Cover of a contribution (tontine)"), "turn_covered"
    asks = ("member", "fund")
    titles: ClassVar[Mapping[str, str]] = {"fund": N_("Which fund advances it")}
    optional: ClassVar[frozenset[str]] = frozenset()

    def _funds(self) -> tuple[str, ...]:
        found = self.tontine
        return cover_funds(self.opening.rules, found) if found else ()

    def is_offered(self) -> bool:
        """Return whether there is a fund that can cover."""
        return super().is_offered() and bool(self._funds())

    def fields(self, values: Values) -> tuple[str, ...]:
        """Return who is missing, and which fund where the assembly has a choice."""
        return self.asks if len(self._funds()) > 1 else ("member",)

    def choices(self, field: str, values: Values) -> Mapping[str, str]:
        """Return the funds that may advance it."""
        return {fund: fund_title(fund) for fund in self._funds()}

    def proposal(self, field: str, values: Values) -> str:
        """Return the fund that is meant first."""
        return fund_title(self._funds()[0]) if field == "fund" and self._funds() else ""

    def event(self, values: Values) -> dict[str, Any]:
        """Return the cover, with the fund where one was chosen or the assembly decides."""
        event = {
            "event": self.event_type,
            "member": find_member(values["member"], self.opening).code,
        }
        found, funds = self.tontine, self._funds()
        if values.get("fund"):
            event["fund"] = self._chosen("fund", values["fund"], values)
        elif found is not None and not found.record.covered_by and funds:
            event["fund"] = funds[0]
        return event

    def explain(self, field: str, text: str, values: Values) -> str:
        """Return what she is missing."""
        if field == "fund":
            return super().explain(field, text, values)
        found, woman = self.tontine, self.woman(text)
        if found is None or woman is None or woman.code not in found.record.hands:
            return ""
        missing = found.to_pay(woman.code)
        return fill(translate(N_("missing: {missing:money} F")), missing=missing)

    def cash(self, event: Mapping[str, Any]) -> Mapping[str, int]:
        """Return what goes from the fund to the pot and to the levies."""
        found = self.tontine
        if found is None or event["member"] not in found.record.hands:
            return {}
        amount = found.to_pay(event["member"])
        levy, into = found.divided(event["member"], amount) if amount else (0, 0)
        record = found.record
        moved = {event.get("fund") or next(iter(self._funds()), ""): -amount}
        moved[record.fund] = moved.get(record.fund, 0) + into
        moved[record.levy_fund] = moved.get(record.levy_fund, 0) + levy
        return moved


class TurnsSwapped(TontineLine):
    """Two members change places before the group, both agreeing."""

    kind, name, event_type = "swap", N_("Swap of turns, both agree (tontine)"), "turns_swapped"
    asks = ("member", "other")
    reads: ClassVar[Mapping[str, str]] = {"other": MEMBER}
    titles: ClassVar[Mapping[str, str]] = {"other": N_("With whom")}

    def is_offered(self) -> bool:
        """Return whether there is a list of turns to change."""
        found = self.tontine
        return super().is_offered() and found is not None and bool(found.record.turns)

    def event(self, values: Values) -> dict[str, Any]:
        """Return the swap, with the consent of both."""
        member = find_member(values["member"], self.opening).code
        other = find_member(values["other"], self.opening).code
        both = {"member": member, "with": other}
        return {"event": "turns_swapped", **both, "consents": [member, other]}

    def cash(self, event: Mapping[str, Any]) -> Mapping[str, int]:
        """Return nothing: no money moves."""
        return {}

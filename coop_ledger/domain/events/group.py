"""The group itself: its founding, its rules, its members and officers, its cycles."""

import dataclasses
import datetime
from dataclasses import dataclass
from typing import Any, ClassVar

from coop_ledger.domain import fields, joining, seeds
from coop_ledger.domain.charts import CHARTS
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.posting_rules import active_member
from coop_ledger.domain.presets import PRESETS
from coop_ledger.domain.records import CycleRecord, GroupRecord, MemberRecord, RulesRecord
from coop_ledger.domain.votes import check_votes, votes_of
from coop_ledger.i18n import N_

SINGLE_OFFICES = ("president", "secretary", "treasurer")
OFFICES = (*SINGLE_OFFICES, "counter", "key_holder", "none")
SEXES = ("female", "male")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFounded(Event):
    """A group begins."""

    type: ClassVar[str] = "group_founded"
    title: ClassVar[str] = N_("Group founded")
    in_meeting: ClassVar[bool] = False

    name: str = fields.name(N_("Name of the group"))
    kind: str = fields.choice(N_("Kind of group"), ("savings_group",))
    preset: str = fields.choice(N_("Preset of rules"), PRESETS)
    place: str = fields.note(N_("Village or quarter"), "")
    framework: str = fields.choice(N_("Accounting framework"), CHARTS, "SYCEBNL")

    def effects(self, facts: Facts) -> Effects:
        """Write the group; refuse a code that is taken."""
        if facts.record("group", "") is not None:
            raise Refusal(
                N_("There is already a group {value} in this book: choose another short name."),
                field="group",
                value=self.group,
            )
        record = GroupRecord(
            code=self.group,
            name=self.name,
            group_kind=self.kind,
            preset=self.preset,
            place=self.place,
            framework=self.framework,
            founded=self.date,
        )
        return Effects(records=(record,))


def _vote(event: Event, facts: Facts, rules: dict[str, Any]) -> RulesRecord:
    """Return the record of a vote, after reading the rules it would lead to."""
    votes = votes_of(facts)
    same_day = [vote.number for vote in votes if vote.date == event.date]
    record = RulesRecord(date=event.date, number=1 + max(same_day, default=0), rules=rules)
    check_votes(facts, [*votes, record], event.date)
    return record


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesSet(Event):
    """The members vote rules that apply from a day on."""

    type: ClassVar[str] = "rules_set"
    title: ClassVar[str] = N_("Rules voted")

    rules: dict[str, Any] = fields.rules(N_("Rules"))

    def effects(self, facts: Facts) -> Effects:
        """Keep the parts that the vote names."""
        _not_before_founding(self.date, facts)
        return Effects(records=(_vote(self, facts, self.rules),))


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberJoined(Event):
    """A woman becomes a member."""

    type: ClassVar[str] = "member_joined"
    title: ClassVar[str] = N_("Member joined")

    member: str = fields.code(N_("Member's number"))
    name: str = fields.name(N_("Name"))
    nickname: str = fields.note(N_("Nickname"), "")
    sex: str = fields.choice(N_("Sex"), SEXES, "")
    birth_year: int | None = fields.count(N_("Year of birth"), None, least=1900, most=2100)
    phone: str = fields.phone(N_("Telephone"), "")
    carnets: int = fields.count(N_("Passbooks"), 1, most=50)
    catch_up: int | None = fields.amount(N_("Catch-up payment"), None)
    next_of_kin: str = fields.note(N_("Next of kin"), "")
    next_of_kin_phone: str = fields.phone(N_("Telephone of the next of kin"), "")
    same_as: str = fields.code(N_("The same woman elsewhere"), "")

    def effects(self, facts: Facts) -> Effects:
        """Write the member; a catch-up payment becomes her first savings."""
        _not_before_founding(self.date, facts)
        taken = facts.record("member", self.member)
        if isinstance(taken, MemberRecord):
            raise Refusal(
                N_("Number {value} belongs to {name}: give the new member another number."),
                field="member",
                value=self.member,
                name=taken.name,
            )
        check_same_as(facts, self.member, self.same_as)
        check_carnets(facts, self.date, self.carnets)
        joining.check(facts, self.date, self.carnets, self.catch_up)
        record = MemberRecord(
            code=self.member,
            name=self.name,
            joined=self.date,
            nickname=self.nickname,
            sex=self.sex,
            birth_year=self.birth_year,
            phone=self.phone,
            carnets=self.carnets,
            next_of_kin=self.next_of_kin,
            next_of_kin_phone=self.next_of_kin_phone,
            same_as=self.same_as,
        )
        paid = self.catch_up
        entries = () if paid is None else (joining.entry(self, facts, self.member, paid),)
        return Effects(entries, (record,))


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChanged(Event):
    """Something about a member is corrected: her name, her telephone …"""

    type: ClassVar[str] = "member_changed"
    title: ClassVar[str] = N_("Member changed")

    member: str = fields.code(N_("Member's number"))
    name: str = fields.name(N_("Name"), "")
    nickname: str = fields.note(N_("Nickname"), "")
    sex: str = fields.choice(N_("Sex"), SEXES, "")
    birth_year: int | None = fields.count(N_("Year of birth"), None, least=1900, most=2100)
    phone: str = fields.phone(N_("Telephone"), "")
    carnets: int | None = fields.count(N_("Passbooks"), None, most=50)
    next_of_kin: str = fields.note(N_("Next of kin"), "")
    next_of_kin_phone: str = fields.phone(N_("Telephone of the next of kin"), "")
    same_as: str = fields.code(N_("The same woman elsewhere"), "")

    def effects(self, facts: Facts) -> Effects:
        """Keep what was said, leave the rest as it was."""
        member = facts.member(self.member)
        check_same_as(facts, self.member, self.same_as)
        carnets_before = member.carnets_before
        if self.carnets is not None and self.carnets != member.carnets:
            check_carnets(facts, self.date, self.carnets)
            carnets_before = {self.date.isoformat(): member.carnets, **carnets_before}
        changed = dataclasses.replace(
            member,
            name=self.name or member.name,
            nickname=self.nickname or member.nickname,
            sex=self.sex or member.sex,
            birth_year=self.birth_year or member.birth_year,
            phone=self.phone or member.phone,
            carnets=self.carnets or member.carnets,
            carnets_before=carnets_before,
            next_of_kin=self.next_of_kin or member.next_of_kin,
            next_of_kin_phone=self.next_of_kin_phone or member.next_of_kin_phone,
            same_as=self.same_as or member.same_as,
        )
        if changed == member:
            raise Refusal(
                N_("Nothing changes for {name}: say what is new, for example phone."),
                field="member",
                value=self.member,
                name=member.name,
            )
        return Effects(records=(changed,))


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerAppointed(Event):
    """A member takes an office; president, secretary and treasurer are one each."""

    type: ClassVar[str] = "officer_appointed"
    title: ClassVar[str] = N_("Officer appointed")

    member: str = fields.code(N_("Member's number"))
    office: str = fields.choice(N_("Office"), OFFICES)

    def effects(self, facts: Facts) -> Effects:
        """Give her the office, and take a single office from who held it."""
        member = active_member(facts, self.member)
        office = "" if self.office == "none" else self.office
        before = [
            dataclasses.replace(other, office="")
            for other in facts.members()
            if office in SINGLE_OFFICES and other.office == office and other.code != member.code
        ]
        return Effects(records=(*before, dataclasses.replace(member, office=office)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleOpened(Event):
    """A cycle of saving begins."""

    type: ClassVar[str] = "cycle_opened"
    title: ClassVar[str] = N_("Cycle opened")
    in_meeting: ClassVar[bool] = False

    cycle: str = fields.code(N_("Cycle"))
    ends: datetime.date = fields.day(N_("Planned share-out"))
    rules: dict[str, Any] = fields.rules(N_("Rules"), {})
    convert: bool = fields.flag(N_("Shares put back follow the new price"), False)

    def effects(self, facts: Facts) -> Effects:
        """Open it, with its rules if it brings some; one cycle is open at a time."""
        _not_before_founding(self.date, facts)
        self._check(facts)
        cycle = CycleRecord(code=self.cycle, opened=self.date, ends=self.ends)
        votes = (_vote(self, facts, self.rules),) if self.rules else ()
        entries = tuple(seeds.converted(self, facts, votes)) if self.convert else ()
        return Effects(entries, (cycle, *votes))

    def _check(self, facts: Facts) -> None:
        if self.ends <= self.date:
            raise Refusal(
                N_("{field} is {value:day}, not after the opening: write a later day."),
                field="ends",
                value=self.ends,
            )
        for cycle in facts.cycles():
            if cycle.closed_on is None:
                raise Refusal(
                    N_("Cycle {open} is still open: close it before opening {value}."),
                    field="cycle",
                    value=self.cycle,
                    open=cycle.code,
                )
            if cycle.code == self.cycle:
                raise Refusal(
                    N_("There was already a cycle {value}: give the new one another name."),
                    field="cycle",
                    value=self.cycle,
                )
            if self.date < cycle.closed_on:
                raise Refusal(
                    N_("{value:day} is before cycle {cycle} was closed on {closed:day}."),
                    field="date",
                    value=self.date,
                    cycle=cycle.code,
                    closed=cycle.closed_on,
                )


def check_carnets(facts: Facts, day: datetime.date, carnets: int) -> None:
    """Refuse more passbooks than the rules of a day allow one member."""
    most = facts.rules(day).saving.carnets_max
    if most is not None and carnets > most:
        raise Refusal(
            N_("{field} is {value}: one member may have {most:number} passbooks at most."),
            field="carnets",
            value=carnets,
            most=most,
        )


def check_same_as(facts: Facts, member: str, same_as: str) -> None:
    """Refuse a reference that is not "group/number", or that names the member herself."""
    if not same_as:
        return
    group, slash, number = same_as.partition("/")
    if not (group and slash and number) or same_as == f"{facts.group}/{member}":
        raise Refusal(
            N_("{field} is {value}: write the group and the number she has there, like {example}."),
            field="same_as",
            value=same_as,
            example="benkadi/12",
        )
    if group == facts.group:
        facts.member(number, field="same_as")


def _not_before_founding(day: datetime.date, facts: Facts) -> None:
    founded = facts.founded.founded
    if day < founded:
        raise Refusal(
            N_("{value:day} is before the group was founded on {founded:day}: correct the date."),
            field="date",
            value=day,
            founded=founded,
        )

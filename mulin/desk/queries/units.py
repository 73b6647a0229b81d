"""Everything about one home: who owns it, lives there, acts for whom, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.desk import contributions
from mulin.ground.estate.models import ActsFor, Ownership, Tenancy, Unit
from mulin.ground.estate.permissions import (
    may_edit_register,
    may_edit_residents,
    may_see_register,
    may_unmask,
)
from mulin.ground.estate.queries.facts import RECENT, Said, facts_about
from mulin.ground.estate.queries.holdings import in_force_on
from mulin.kit.contributions import Panel, Verb
from mulin.kit.masking import mask_name
from mulin.kit.rights import Actor, Refusal
from mulin.kit.words import said


@dataclass(frozen=True)
class Resident:
    """Somebody of the home: an owner, who lives there, or who acts for an owner."""

    row: Any
    person: Any
    name: str
    role: str
    note: str
    since: date | None
    until: date | None
    kind: str


@dataclass(frozen=True)
class HomePage:
    """Everything the counter shows about one home, masked."""

    unit: Unit
    owners: tuple[Resident, ...]
    residents: tuple[Resident, ...]
    agents: tuple[Resident, ...]
    past: tuple[Resident, ...]
    facts: tuple[Said, ...]
    panels: tuple[Panel, ...]
    verbs: tuple[Verb, ...]
    why_not_edit: Refusal | None
    why_not_residents: Refusal | None
    may_show: dict[str, bool]
    sees_past: bool

    @property
    def counted_as(self) -> str:
        """How many persons the home counts as in a vote: several owners together are one."""
        if self.unit.use == Unit.Use.PARKING:
            return said("不计")
        return said("1 人") if self.owners else "—"

    @property
    def counted_note(self) -> str:
        if self.unit.use == Unit.Use.PARKING:
            return said("车位")
        if not self.owners:
            return said("没有业主")
        return said("{count} 人共有", count=len(self.owners)) if len(self.owners) > 1 else ""

    @property
    def why_not(self) -> tuple[str, ...]:
        """Why verbs are greyed, each sentence once."""
        return tuple(dict.fromkeys(str(v.refusal) for v in self.verbs if v.refusal))


def register_verbs(unit: Unit, actor: Actor) -> tuple[Verb, ...]:
    """What the register does with a home; no statement."""
    if unit.ended_on is not None:
        return ()
    edit = may_edit_register(actor, unit.compound_id)
    live = may_edit_residents(actor, unit.compound_id)

    def verb(group: str, label: str, name: str, icon: str, refusal: Refusal | None) -> Verb:
        return Verb(group, label, reverse(f"estate:{name}", args=[unit.pk]), icon, refusal)

    return (
        verb(_("产权"), _("过户"), "transfer", "arrow-left-right", edit),
        verb(_("产权"), _("登记业主"), "add_owner", "user-plus", edit),
        verb(_("产权"), _("登记代理人"), "add_agent", "user-check", edit),
        verb(_("住户"), _("租户、同住人"), "add_tenant", "key-round", live),
        verb(_("房屋"), _("更正信息"), "correct_unit", "pencil", edit),
        verb(_("房屋"), _("改房号"), "renumber_unit", "hash", edit),
        verb(_("房屋"), _("拆分"), "split_unit", "split", edit),
        verb(_("房屋"), _("合并"), "merge_units", "merge", edit),
        verb(_("房屋"), _("注销"), "end_unit", "ban", edit),
    )


def home_page(unit: Unit, actor: Actor, today: date) -> HomePage:
    """A home as this actor may see it; the past only for who reads the compound's register."""
    sees_past = may_see_register(actor, unit.compound_id) is None
    owned = list(_ownerships(unit))
    lived = list(_tenancies(unit))
    open_owned = [r for r in owned if _holds(r, today)]
    open_lived = [r for r in lived if _holds(r, today)]
    past = [r for r in (*owned, *lived) if r not in open_owned and r not in open_lived]
    agents = list(_agents(unit, open_owned, today))
    fields = ("name", "phone", "id_number")
    place = [unit.compound_id]
    return HomePage(
        unit=unit,
        owners=tuple(_owner(row) for row in open_owned),
        residents=tuple(_tenant(row) for row in open_lived),
        agents=tuple(_agent(row) for row in agents),
        past=tuple(_owner(r) if isinstance(r, Ownership) else _tenant(r) for r in past)
        if sees_past
        else (),
        facts=tuple(facts_about(unit.street_id, unit.pk, limit=RECENT)) if sees_past else (),
        panels=tuple(contributions.about_unit(unit, actor, today)),
        verbs=(*register_verbs(unit, actor), *contributions.verbs(unit, actor, today)),
        why_not_edit=may_edit_register(actor, unit.compound_id),
        why_not_residents=may_edit_residents(actor, unit.compound_id),
        may_show={f: may_unmask(actor, f, place) is None for f in fields},
        sees_past=sees_past,
    )


def _ownerships(unit: Unit) -> Any:
    rows = Ownership.objects.of(unit.street_id).filter(unit_id=unit.pk)
    return rows.select_related("person", "organisation").order_by("valid_from", "id")


def _tenancies(unit: Unit) -> Any:
    rows = Tenancy.objects.of(unit.street_id).filter(unit_id=unit.pk)
    return rows.select_related("person").order_by("valid_from", "id")


def _agents(unit: Unit, owned: list[Ownership], today: date) -> Any:
    """Who acts for the present owners: for this home or for all they have."""
    people = [row.person_id for row in owned if row.person_id]
    companies = [row.organisation_id for row in owned if row.organisation_id]
    rows = ActsFor.objects.of(unit.street_id).filter(
        in_force_on(today),
        Q(unit__isnull=True) | Q(unit_id=unit.pk),
        Q(principal_id__in=people) | Q(organisation_id__in=companies),
    )
    return rows.select_related("agent", "principal", "organisation").order_by("id")


def _holds(row: Any, today: date) -> bool:
    begun = row.valid_from is None or row.valid_from <= today
    return begun and (row.valid_to is None or row.valid_to > today)


def _owner(row: Ownership) -> Resident:
    share = ""
    if row.share_denominator:
        whole = row.share_numerator == row.share_denominator
        share = (
            said("单独所有")
            if whole
            else said(
                "共有 {numerator}/{denominator}",
                numerator=row.share_numerator,
                denominator=row.share_denominator,
            )
        )
    holder = row.person or row.organisation
    name = mask_name(holder.name) if row.person_id else holder.name
    note = " · ".join(part for part in (share, row.basis) if part)
    return Resident(
        row, row.person, name, said("业主"), note, row.valid_from, row.valid_to, "owner"
    )


def _tenant(row: Tenancy) -> Resident:
    name, role = mask_name(row.person.name), str(row.get_kind_display())
    return Resident(row, row.person, name, role, "", row.valid_from, row.valid_to, "tenant")


def _agent(row: ActsFor) -> Resident:
    whom = mask_name(row.principal.name) if row.principal else row.organisation.name
    note = said("代 {whom}", whom=whom) + ("" if row.unit_id else said("（名下全部房屋）"))
    name, role = mask_name(row.agent.name), str(row.get_kind_display())
    return Resident(row, row.agent, name, role, note, row.valid_from, row.valid_to, "agent")

"""Verbs of posts: who holds which, where, and until when."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.estate.actions.organisations import scope_of
from mulin.ground.estate.actions.saying import (
    done_before,
    put,
    refuse,
    required,
    same_street,
    say,
)
from mulin.ground.estate.events import (
    Appointed,
    AppointmentEnded,
)
from mulin.ground.estate.models import (
    Appointment,
    Building,
    Community,
    Compound,
    Organisation,
    Person,
)
from mulin.ground.estate.permissions import may_edit_organisations
from mulin.ground.estate.queries.holdings import in_force_on
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Role, require
from mulin.kit.words import said

BY_REGISTER = frozenset({Role.OWNER, Role.TENANT, Role.SYSTEM})
"""Roles nobody is appointed to: they follow from the register, or belong to the software."""


def appoint(
    person: Person,
    organisation: Organisation,
    role: Role,
    title: str,
    *,
    community: Community | None = None,
    compound: Compound | None = None,
    building: Building | None = None,
    since: date,
    until: date | None = None,
    basis: str = "",
    by: Actor,
    now: datetime,
    once: UUID | None = None,
) -> Appointment:
    """Put a person into a post; it reaches the narrowest place named. ``until`` is the last day."""
    same_street(by, person, organisation, community, compound, building)
    place = compound or (building.compound if building else None) or organisation.compound
    require(may_edit_organisations(by, scope_of(by, community, place)))
    if role in BY_REGISTER:
        refuse(said("业主和租户的身份来自底册，不用任命。"), said("请在房屋页面登记业主或租户。"))
    with transaction.atomic():
        if made := done_before(Appointment, by, once):
            return made
        _refuse_second_post(person, organisation, role, title, compound, since, by)
        made = Appointment(
            id=once or uuid7(),
            street_id=by.street_id,
            person=person,
            organisation=organisation,
            role=role,
            title=required(title, said("职务")),
            community=community,
            compound=compound,
            building=building,
            valid_from=since,
            valid_to=until,
            basis=basis,
        )
        made.save(force_insert=True)
        event = Appointed(
            organisation=organisation.name,
            title=title,
            role=role.value,
            reach=str(building or compound or community or organisation.compound or said("全街道")),
            since=since.isoformat(),
            basis=basis or said("未注明"),
            person=person.name,
        )
        say(event, by=by, now=now, subject_id=person.pk, compound_id=place.pk if place else None)
    return made


def end_appointment(row: Appointment, *, on: date, why: str, by: Actor, now: datetime) -> None:
    """``on`` is the last day in the post."""
    same_street(by, row)
    place = row.compound_id or row.organisation.compound_id
    require(may_edit_organisations(by, place or scope_of(by, row.community, None)))
    with transaction.atomic():
        if row.valid_to is not None and row.valid_to <= day_of(now):
            refuse(said("这项任职已于 {day} 结束。", day=row.valid_to.isoformat()))
        if on < row.valid_from:
            refuse(said("最后一天早于任职日期 {day}。", day=row.valid_from.isoformat()))
        put(row, valid_to=on)
        event = AppointmentEnded(
            organisation=row.organisation.name,
            title=row.title,
            day=on.isoformat(),
            why=required(why, said("理由")),
            person=row.person.name,
        )
        say(event, by=by, now=now, subject_id=row.person_id, compound_id=place)


def _refuse_second_post(
    person: Person,
    organisation: Organisation,
    role: Role,
    title: str,
    compound: Compound | None,
    since: date,
    by: Actor,
) -> None:
    held = Appointment.objects.of(by.street_id).filter(
        in_force_on(since),
        person_id=person.pk,
        organisation_id=organisation.pk,
        role=role,
        title=title,
        compound_id=compound.pk if compound else None,
    )
    if held.exists():
        refuse(
            said(
                "{name}已任{organisation}{title}。",
                name=person.name,
                organisation=organisation.name,
                title=title,
            )
        )

"""Verbs of posts: who holds which, where, and until when."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from mulin.ground.estate.actions.organisations import scope_of
from mulin.ground.estate.actions.saying import done_before, put, required, same_street, say
from mulin.ground.estate.events import (
    Appointed,
    AppointmentEnded,
    PostsHandedOver,
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
from mulin.kit.rights import EMPLOYED, Actor, Role, require
from mulin.kit.typed import refuse
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
        _refuse_second_post(person, organisation, role, title, community, compound, since, by)
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


def hand_over_posts(
    person: Person, successor: Person | None, *, why: str, by: Actor, now: datetime
) -> list[Appointment]:
    """From today the person holds no post; ``successor`` takes over the employed ones.

    Elected and sworn posts end without a successor. Returns the posts that were taken over.
    """
    same_street(by, person, successor)
    today = day_of(now)
    with transaction.atomic():
        rows = list(posts_from(person, today).select_related("organisation").order_by("id"))
        for row in rows:
            place = row.compound_id or row.organisation.compound_id
            require(may_edit_organisations(by, place or scope_of(by, row.community, None)))
        taken = [_taken_over(row, successor, today, why) for row in rows] if successor else []
        made = [row for row in taken if row is not None]
        for row in rows:
            put(row, valid_to=today - timedelta(days=1))
        for row in made:
            row.save(force_insert=True)
        event = PostsHandedOver(
            ended=len(rows),
            taken=len(made),
            posts="、".join(f"{r.organisation.name}{r.title}" for r in rows) or said("无"),
            since=today.isoformat(),
            why=required(why, said("理由")),
            person=person.name,
            successor=successor.name if successor else said("无人"),
        )
        say(event, by=by, now=now, subject_id=person.pk)
    return made


def posts_from(person: Person, today: date) -> Any:
    """Posts the person holds today or will hold."""
    rows = Appointment.objects.of(person.street_id).filter(person_id=person.pk)
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today))


def _taken_over(row: Appointment, successor: Person, today: date, why: str) -> Appointment | None:
    """The same post for somebody else; None where it is held in person, or by him already."""
    same = posts_from(successor, today).filter(
        organisation_id=row.organisation_id,
        role=row.role,
        community_id=row.community_id,
        compound_id=row.compound_id,
        building_id=row.building_id,
    )
    if row.role not in EMPLOYED or same.exists():
        return None
    made = Appointment(id=uuid7(), street_id=row.street_id, person=successor, basis=why[:120])
    for name in ("organisation", "role", "title", "community", "compound", "building"):
        setattr(made, name, getattr(row, name))
    made.valid_from, made.valid_to = max(row.valid_from, today), row.valid_to
    return made


def _refuse_second_post(
    person: Person,
    organisation: Organisation,
    role: Role,
    title: str,
    community: Community | None,
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
        community_id=community.pk if community else None,
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

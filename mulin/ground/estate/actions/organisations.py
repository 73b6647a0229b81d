"""Verbs of organisations: what they are, what they do for whom, and who holds their posts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from mulin.ground.estate.actions.saying import (
    differences,
    done_before,
    put,
    required,
    same_street,
    say,
    sentence_of,
)
from mulin.ground.estate.events import (
    EngagementBegun,
    EngagementEnded,
    OrganisationCorrected,
    OrganisationEnded,
    OrganisationRegistered,
)
from mulin.ground.estate.models import (
    Appointment,
    Community,
    Compound,
    Engagement,
    Organisation,
)
from mulin.ground.estate.numbers import BadNumber, credit_code
from mulin.ground.estate.permissions import may_edit_organisations
from mulin.ground.estate.queries.holdings import in_force_on
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import said

CORRECTABLE = frozenset({"name", "credit_code", "phone"})
EXCLUSIVE = frozenset({Engagement.Kind.MANAGES})
"""A compound has one property company at a time; of the other relations it may have several."""


def register_organisation(
    kind: str,
    name: str,
    *,
    credit: str = "",
    phone: str = "",
    community: Community | None = None,
    compound: Compound | None = None,
    by: Actor,
    now: datetime,
    once: UUID | None = None,
) -> Organisation:
    """Enter an organisation; ``community`` or ``compound`` say where it belongs, if anywhere."""
    same_street(by, community, compound)
    require(may_edit_organisations(by, scope_of(by, community, compound)))
    with transaction.atomic():
        if made := done_before(Organisation, by, once):
            return made
        name = required(name, said("组织名称"))
        beside = Organisation.objects.of(by.street_id).filter(kind=kind, name=name)
        if beside.exists():
            refuse(said("“{name}”已经登记过了。", name=name), said("请直接使用已有的组织。"))
        made = Organisation(
            id=once or uuid7(),
            street_id=by.street_id,
            kind=Organisation.Kind(kind),
            name=name,
            credit_code=_credit(credit),
            phone=phone,
            community=community or (compound.community if compound else None),
            compound=compound,
        )
        made.save(force_insert=True)
        event = OrganisationRegistered(
            organisation=name,
            kind=str(Organisation.Kind(kind).label),
            credit_code=made.credit_code,
        )
        say(event, by=by, now=now, subject_id=made.pk, compound_id=made.compound_id)
    return made


def correct_organisation(
    organisation: Organisation, changes: dict[str, Any], *, why: str, by: Actor, now: datetime
) -> None:
    """Correct name, credit code or telephone."""
    same_street(by, organisation)
    require(may_edit_organisations(by, organisation.compound_id))
    if unknown := set(changes) - CORRECTABLE:
        refuse(said("这些内容不能更正：{names}。", names="、".join(sorted(unknown))))
    if "credit_code" in changes:
        changes["credit_code"] = _credit(changes["credit_code"])
    with transaction.atomic():
        different = differences(organisation, changes)
        if not different:
            return
        event = OrganisationCorrected(
            organisation=organisation.name,
            changes=different,
            words=sentence_of(organisation, different),
            why=required(why, said("理由")),
        )
        put(organisation, **changes)
        say(event, by=by, now=now, subject_id=organisation.pk, compound_id=organisation.compound_id)


def end_organisation(
    organisation: Organisation, *, on: date, why: str, by: Actor, now: datetime
) -> None:
    """From ``on`` the organisation no longer acts in the street; posts and relations must end first."""
    same_street(by, organisation)
    require(may_edit_organisations(by, organisation.compound_id))
    with transaction.atomic():
        open_posts = Appointment.objects.of(by.street_id).filter(
            in_force_on(on), organisation_id=organisation.pk
        )
        if count := open_posts.count():
            refuse(
                said("{name}还有 {count} 人在任。", name=organisation.name, count=count),
                said("请先结束他们的任职。"),
            )
        put(organisation, ended_on=on)
        event = OrganisationEnded(organisation.name, on.isoformat(), required(why, said("理由")))
        say(event, by=by, now=now, subject_id=organisation.pk, compound_id=organisation.compound_id)


def begin_engagement(
    organisation: Organisation,
    kind: str,
    *,
    coached: Organisation | None = None,
    compound: Compound | None = None,
    community: Community | None = None,
    since: date,
    until: date | None = None,
    by: Actor,
    now: datetime,
    once: UUID | None = None,
) -> Engagement:
    """An organisation manages, covers, coaches or advises exactly one of the three named."""
    same_street(by, organisation, coached, compound, community)
    scope = scope_of(by, community, compound) if coached is None else coached.compound_id
    require(may_edit_organisations(by, scope))
    named = [x for x in (coached, compound, community) if x is not None]
    if len(named) != 1:
        refuse(said("请选择一个对象：组织、小区或社区。"))
    if until is not None and until < since:
        refuse(said("截止日期早于起始日期。"))
    with transaction.atomic():
        if made := done_before(Engagement, by, once):
            return made
        _refuse_second_engagement(organisation, kind, named[0], since, by)
        made = Engagement(
            id=once or uuid7(),
            street_id=by.street_id,
            organisation=organisation,
            kind=Engagement.Kind(kind),
            coached=coached,
            compound=compound,
            community=community,
            valid_from=since,
            valid_to=until,
        )
        made.save(force_insert=True)
        event = EngagementBegun(
            organisation=organisation.name,
            kind=str(Engagement.Kind(kind).label),
            whom=str(named[0]),
            since=since.isoformat(),
        )
        _say_engagement(event, made, by, now)
    return made


def end_engagement(row: Engagement, *, on: date, why: str, by: Actor, now: datetime) -> None:
    """``on`` is the last day of the relation."""
    same_street(by, row)
    scope = row.coached.compound_id if row.coached else scope_of(by, row.community, row.compound)
    require(may_edit_organisations(by, scope))
    with transaction.atomic():
        if row.valid_to is not None:
            refuse(said("这项关系已于 {day} 结束。", day=row.valid_to.isoformat()))
        put(row, valid_to=on)
        event = EngagementEnded(
            organisation=row.organisation.name,
            kind=str(Engagement.Kind(row.kind).label),
            whom=str(row.coached or row.compound or row.community),
            day=on.isoformat(),
            why=required(why, said("理由")),
        )
        _say_engagement(event, row, by, now)


def _credit(text: str) -> str:
    if not text.strip():
        return ""
    try:
        return credit_code(text)
    except BadNumber as error:
        refuse(f"{error}。", said("请对照营业执照或登记证书重填；暂时没有可以留空。"))


def scope_of(actor: Actor, community: Community | None, compound: Compound | None) -> UUID | None:
    """The compound to ask permission for; a community asks for any compound it holds."""
    if compound is not None:
        return compound.pk
    if community is None:
        return None
    for grant in actor.grants:
        if grant.scope_id == community.pk and grant.compounds:
            return next(iter(grant.compounds))
    return None


def _refuse_second_engagement(
    organisation: Organisation, kind: str, whom: Any, since: date, by: Actor
) -> None:
    column = {Organisation: "coached_id", Compound: "compound_id", Community: "community_id"}
    rows = Engagement.objects.of(by.street_id).filter(
        in_force_on(since), kind=kind, **{column[type(whom)]: whom.pk}
    )
    if rows.filter(organisation_id=organisation.pk).exists():
        refuse(said("{name}与{whom}已有这项关系。", name=organisation.name, whom=whom))
    other = rows.select_related("organisation").first() if kind in EXCLUSIVE else None
    if other is not None:
        refuse(
            said("{whom}目前由{name}提供物业服务。", whom=whom, name=other.organisation.name),
            said("请先结束原来的服务关系。"),
        )


def _say_engagement(event: Any, row: Engagement, by: Actor, now: datetime) -> None:
    say(event, by=by, now=now, subject_id=row.organisation_id, compound_id=row.compound_id)

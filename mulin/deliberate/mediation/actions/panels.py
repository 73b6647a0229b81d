"""Committees set up and ended, mediators put in and out one by one or from a list, settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.deliberate.mediation.actions.common import alone, say
from mulin.deliberate.mediation.causes import BY_CODE
from mulin.deliberate.mediation.events import (
    MediationPanelEnded,
    MediationPanelOpened,
    MediationSet,
    MediatorChanged,
    MediatorEnrolled,
    MediatorLeft,
    MediatorsImported,
)
from mulin.deliberate.mediation.models import Dispute, Mediator, Panel, Seat, Setting
from mulin.deliberate.mediation.permissions import HIDDEN, may_keep_panels
from mulin.deliberate.mediation.queries.panels import mediators_of, serving
from mulin.deliberate.mediation.settings import BY_CODE as SETTINGS
from mulin.ground.estate.models import Appointment, Community, Organisation, Person
from mulin.ground.record.actions import record
from mulin.kit.canonical import fingerprint
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused, Role, require
from mulin.kit.typed import refuse, words
from mulin.kit.words import said

FULL, PART = said("专职"), said("兼职")
MOST_ROWS = 2000


@dataclass(frozen=True)
class Enrolment:
    """Somebody who is to mediate. ``until`` is the last day."""

    panel: Panel
    person: Person
    duty: str
    full_time: bool
    specialities: tuple[str, ...]
    since: date
    until: date | None = None
    basis: str = ""
    note: str = ""


def open_panel(
    organisation: Organisation,
    level: str,
    community: Community | None,
    place: str,
    phone: str = "",
    hours: str = "",
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Panel:
    """A body of the register takes up mediation."""
    require(may_keep_panels(by))
    _judge_panel(organisation, level, community, by)
    with transaction.atomic():
        rows = Panel.objects.of(by.street_id)
        known: Panel | None = rows.filter(pk=once).first()
        if known is not None:
            return known
        if rows.filter(organisation=organisation).exists():
            refuse(said("{name}已经登记。", name=organisation.name), said("请打开它更正。"))
        made = Panel(
            id=once,
            street_id=by.street_id,
            organisation=organisation,
            level=level,
            community=community if level == Panel.Level.COMMUNITY else None,
            place=words(place, 80, said("地点")),
            phone=phone.strip()[:40],
            hours=hours.strip()[:80],
            opened_on=day_of(now),
        )
        made.save(force_insert=True)
        event = MediationPanelOpened(organisation.name, made.get_level_display(), made.place)
        say(event, made, by=by, now=now)
        return made


def end_panel(panel: Panel, why: str, *, by: Actor, now: datetime) -> Panel:
    """No more cases; not while some are open."""
    require(may_keep_panels(by))
    reason = words(why, 200, said("撤销的理由"))
    with transaction.atomic():
        fresh = alone(panel, by)
        open_ = (Dispute.State.ASKED, Dispute.State.OPEN)
        if n := Dispute.objects.of(by.street_id).filter(panel=fresh, state__in=open_).count():
            refuse(said("还有 {n} 件没有结束。", n=n), said("请先办结或者转到别的调委会。"))
        if fresh.ended_on is None:
            fresh.ended_on = day_of(now)
            fresh.save(update_fields=["ended_on"])
            say(MediationPanelEnded(fresh.organisation.name, reason), fresh, by=by, now=now)
        return fresh


def enrol(asked: Enrolment, *, once: UUID, by: Actor, now: datetime) -> Mediator:
    """Somebody becomes a mediator: a post of the register, and what he is good at."""
    require(may_keep_panels(by))
    with transaction.atomic():
        known: Mediator | None = mediators_of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        _judge(asked, by, now)
        post, made = _post(asked), _mediator(asked)
        made.id, made.appointment = once, post
        post.save(force_insert=True)
        made.save(force_insert=True)
        event = MediatorEnrolled(
            asked.panel.organisation.name,
            made.get_duty_display(),
            FULL if made.full_time else PART,
            asked.since,
            asked.person.name,
        )
        say(event, made, by=by, now=now)
        return made


def enrol_all(rows: Sequence[Enrolment], *, by: Actor, now: datetime) -> list[Mediator]:
    """Many at once, from a list in which every row was found good; all of them or none."""
    require(may_keep_panels(by))
    if not 1 <= len(rows) <= MOST_ROWS:
        refuse(said("表里没有可以登记的行，或者超过 {n} 行。", n=MOST_ROWS), said("请核对表格。"))
    with transaction.atomic():
        for row in rows:
            _judge(row, by, now)
        posts = [_post(row) for row in rows]
        made = [_mediator(row) for row in rows]
        for post, one in zip(posts, made, strict=True):
            one.appointment = post
        Appointment.objects.bulk_create(posts)
        Mediator.objects.bulk_create(made)
        digest = fingerprint([[str(row.panel.pk), row.person.name, row.duty] for row in rows])
        event = MediatorsImported(len(made), digest)
        record(event, by=by, at=now, on=day_of(now))
        return made


def change_mediator(
    mediator: Mediator,
    full_time: bool,
    specialities: Sequence[str],
    note: str,
    *,
    by: Actor,
    now: datetime,
) -> Mediator:
    """Mend what is said of a mediator."""
    require(may_keep_panels(by))
    _known(specialities)
    with transaction.atomic():
        fresh = alone(mediator, by)
        fresh.full_time, fresh.specialities = full_time, list(specialities)
        fresh.note = note.strip()[:120]
        fresh.save(update_fields=["full_time", "specialities", "note"])
        event = MediatorChanged(
            fresh.panel.organisation.name,
            FULL if full_time else PART,
            fresh.appointment.person.name,
        )
        say(event, fresh, by=by, now=now)
        return fresh


def let_go(mediator: Mediator, on: date, why: str, *, by: Actor, now: datetime) -> Mediator:
    """``on`` is the last day; not while he alone sits in a case that is open."""
    require(may_keep_panels(by))
    reason = words(why, 200, said("理由"))
    with transaction.atomic():
        fresh = alone(mediator, by)
        post = alone(fresh.appointment, by)
        if post.valid_to is not None and post.valid_to <= day_of(now):
            refuse(said("已于 {day} 结束。", day=post.valid_to), said("不用再登记。"))
        if on < post.valid_from:
            refuse(said("最后一天早于任职的日子。"), said("请核对日期。"))
        seats = Seat.objects.of(by.street_id).filter(mediator=fresh, until__isnull=True)
        if n := seats.filter(dispute__state=Dispute.State.OPEN).count():
            refuse(said("还经办着 {n} 件。", n=n), said("请先为这些案件更换调解员。"))
        post.valid_to = on
        post.save(update_fields=["valid_to"])
        event = MediatorLeft(
            fresh.panel.organisation.name, fresh.get_duty_display(), on, reason, post.person.name
        )
        say(event, fresh, by=by, now=now)
        return fresh


def set_setting(code: str, value: int, why: str, *, by: Actor, now: datetime) -> Setting:
    """What this street takes where the law leaves it open, with its reason."""
    require(may_keep_panels(by))
    standard = SETTINGS.get(code)
    if standard is None:
        raise Refused(HIDDEN)
    reason = words(why, 200, said("理由"), said("写清依据哪份文件或者哪次会议。"))
    if not standard.least <= value <= standard.most:
        refuse(
            said("数值要在 {least} 和 {most} 之间。", least=standard.least, most=standard.most),
            said("请核对。"),
        )
    with transaction.atomic():
        rows = Setting.objects.of(by.street_id).select_for_update()
        row: Setting = rows.filter(code=code).first() or Setting(
            street_id=by.street_id, code=code, value=standard.usual
        )
        before, row.value = row.value, value
        row.why, row.set_on, row.set_by = reason, day_of(now), (by.post or by.name)[:80]
        row.save()
        event = MediationSet(
            standard.name, str(standard.words(before)), str(standard.words(value)), reason
        )
        say(event, row, by=by, now=now)
        return row


def _judge_panel(
    organisation: Organisation, level: str, community: Community | None, by: Actor
) -> None:
    if organisation.street_id != by.street_id or level not in Panel.Level.values:
        raise Refused(HIDDEN)
    if organisation.kind != Organisation.Kind.MEDIATION_COMMITTEE:
        refuse(
            said("{name}不是人民调解委员会。", name=organisation.name), said("请先在组织里登记。")
        )
    if level == Panel.Level.COMMUNITY and community is None:
        refuse(said("社区调委会没有写是哪个社区。"), said("请选社区。"))


def _known(specialities: Sequence[str]) -> None:
    if not set(specialities) <= set(BY_CODE):
        refuse(said("有一项擅长不在列表里。"), said("请从列表里选。"))


def _judge(asked: Enrolment, by: Actor, now: datetime) -> None:
    if asked.panel.street_id != by.street_id or asked.person.street_id != by.street_id:
        raise Refused(HIDDEN)
    if asked.panel.ended_on is not None:
        refuse(said("{name}已经撤销。", name=asked.panel.organisation.name), said("请选别的。"))
    if asked.duty not in Mediator.Duty.values:
        refuse(said("没有选职务。"), said("请从列表里选一个。"))
    if asked.until is not None and asked.until < asked.since:
        refuse(said("止日早于起日。"), said("请核对日期。"))
    _known(asked.specialities)
    rows = mediators_of(by.street_id).filter(panel=asked.panel, appointment__person=asked.person)
    if serving(rows, max(asked.since, day_of(now))).exists():
        refuse(
            said("{name}已经在这个调委会任职。", name=asked.person.name),
            said("换职务的，请先登记离任。"),
        )


def _post(asked: Enrolment) -> Appointment:
    return Appointment(
        id=uuid7(),
        street_id=asked.panel.street_id,
        person=asked.person,
        organisation=asked.panel.organisation,
        role=Role.MEDIATOR,
        title=str(Mediator.Duty(asked.duty).label),
        community=asked.panel.community,
        valid_from=asked.since,
        valid_to=asked.until,
        basis=asked.basis.strip()[:120],
    )


def _mediator(asked: Enrolment) -> Mediator:
    return Mediator(
        id=uuid7(),
        street_id=asked.panel.street_id,
        panel=asked.panel,
        duty=asked.duty,
        full_time=asked.full_time,
        specialities=list(asked.specialities),
        note=asked.note.strip()[:120],
    )

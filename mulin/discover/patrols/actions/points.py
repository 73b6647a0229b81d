"""Setting points, moving them on the picture, a new code for a lost one, taking them away."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.discover.patrols.actions.common import alone
from mulin.discover.patrols.events import PatrolPointChanged, PatrolPointPut, PatrolPointsPut
from mulin.discover.patrols.models import Plan, Point, Route
from mulin.discover.patrols.permissions import HIDDEN, may_plan
from mulin.ground.estate.models import Building, Compound
from mulin.ground.record.actions import record
from mulin.ground.record.verbs import say_there as say
from mulin.kit.canonical import fingerprint
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.words import said
from mulin.law.safety.hazard import PointKind

MOST = 400
"""Points of one compound."""
EDGE = 1000


@dataclass(frozen=True)
class PointDraft:
    """A point as it is set. ``spot``: thousandths of the compound's picture."""

    name: str
    kind: PointKind
    building: Building | None = None
    how: str = ""
    spot: tuple[int, int] | None = None


def put_point(
    compound: Compound, draft: PointDraft, *, once: UUID, by: Actor, now: datetime
) -> Point:
    """Set one point; its code can be printed at once."""
    _here(compound, by)
    with transaction.atomic():
        known: Point | None = Point.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        row = _row(compound, draft, _names(compound), once)
        row.save(force_insert=True)
        say(PatrolPointPut(row.name, PointKind(row.kind).label), row, by=by, now=now)
        return row


def put_points(
    compound: Compound, drafts: Sequence[PointDraft], *, by: Actor, now: datetime
) -> list[Point]:
    """Set many points at once: one statement, one fact."""
    _here(compound, by)
    if not drafts:
        raise Refused(Refusal(said("没有要设的点位。"), said("一行写一个点位。")))
    with transaction.atomic():
        taken, rows = _names(compound), []
        for draft in drafts:
            rows.append(_row(compound, draft, taken))
            taken.add(rows[-1].name)
        Point.objects.bulk_create(rows)
        record(
            PatrolPointsPut(len(rows), fingerprint([row.name for row in rows])[:12]),
            by=by,
            at=now,
            on=day_of(now),
            compound_id=compound.pk,
        )
        return rows


def change_point(point: Point, draft: PointDraft, *, by: Actor, now: datetime) -> Point:
    """Another name, kind or place for a point; its code stays."""
    with transaction.atomic():
        fresh = alone(point, by)
        require(may_plan(by, fresh.compound_id) or _stands(fresh))
        row = _row(fresh.compound, draft, _names(fresh.compound) - {fresh.name}, fresh.pk)
        changed = ("name", "kind", "building_id", "how", "right", "down")
        for field in changed:
            setattr(fresh, field, getattr(row, field))
        fresh.save(update_fields=["name", "kind", "building", "how", "right", "down"])
        say(PatrolPointChanged(fresh.name, said("名称、类别或位置")), fresh, by=by, now=now)
        return fresh


def renew_code(point: Point, why: str, *, by: Actor, now: datetime) -> Point:
    """A code that was lost or photographed opens nothing any more; a new one is printed."""
    reason = words(why, 100, said("没有写为什么换码。"), said("例如“码被撕掉了”。"))
    with transaction.atomic():
        fresh = alone(point, by)
        require(may_plan(by, fresh.compound_id) or _stands(fresh))
        fresh.token = secrets.token_urlsafe(16)
        fresh.lat = fresh.lon = None
        fresh.save(update_fields=["token", "lat", "lon"])
        what = said("换了二维码，旧码作废（{why}）", why=reason)
        say(PatrolPointChanged(fresh.name, what), fresh, by=by, now=now)
        return fresh


def end_point(point: Point, why: str, *, by: Actor, now: datetime) -> Point:
    """Take a point away; refused while a route comes by."""
    reason = words(why, 100, said("没有写为什么撤点。"), said("例如“楼已拆除”。"))
    with transaction.atomic():
        fresh = alone(point, by)
        require(may_plan(by, fresh.compound_id) or _stands(fresh) or _not_walked(fresh))
        fresh.ended_on = day_of(now)
        fresh.save(update_fields=["ended_on"])
        what = said("撤点（{why}）", why=reason)
        say(PatrolPointChanged(fresh.name, what), fresh, by=by, now=now)
        return fresh


def _here(compound: Compound, by: Actor) -> None:
    if compound.street_id != by.street_id:
        raise Refused(HIDDEN)
    require(may_plan(by, compound.pk))


def _names(compound: Compound) -> set[str]:
    rows = Point.objects.of(compound.street_id).filter(compound=compound, ended_on__isnull=True)
    return set(rows.values_list("name", flat=True))


def _row(compound: Compound, draft: PointDraft, taken: set[str], key: UUID | None = None) -> Point:
    name = words(draft.name, 40, said("没有写点位名称。"), said("例如“3 号楼地下车库 B2”。"))
    if name in taken:
        raise Refused(
            Refusal(said("已经有叫“{name}”的点位。", name=name), said("换个名字，写清是哪一处。"))
        )
    if len(taken) >= MOST:
        raise Refused(
            Refusal(said("一个小区最多 {n} 个点位。", n=MOST), said("请先撤掉不用的点位。"))
        )
    if draft.building is not None and draft.building.compound_id != compound.pk:
        raise Refused(HIDDEN)
    spot = draft.spot or (None, None)
    if any(value is not None and not 0 <= value <= EDGE for value in spot):
        raise Refused(Refusal(said("位置在图外面。"), said("请在图上点一下。")))
    row = Point(
        street_id=compound.street_id,
        compound=compound,
        building=draft.building,
        name=name,
        kind=draft.kind.value,
        how=draft.how.strip()[:80],
        token=secrets.token_urlsafe(16),
        right=spot[0],
        down=spot[1],
    )
    if key is not None:
        row.pk = key
    return row


def _stands(point: Point) -> Refusal | None:
    if point.ended_on is None:
        return None
    return Refusal(said("这个点位已经撤掉。"), said("要再用的，请另外设一个。"))


def _not_walked(point: Point) -> Refusal | None:
    """Refused while the newest route of a plan in use comes by."""
    plans = Plan.objects.of(point.street_id).filter(compound_id=point.compound_id)
    newest: dict[UUID, Route] = {}
    rows = Route.objects.of(point.street_id).filter(plan__in=plans.filter(ended_on__isnull=True))
    for route in rows.select_related("plan").order_by("version"):
        newest[route.plan_id] = route
    for route in newest.values():
        if point.pk.hex in route.keys:
            return Refusal(
                said("「{plan}」的路线还经过这个点。", plan=route.plan.title),
                said("请先把它从路线里去掉。"),
            )
    return None

"""Signing in at a point: once for each point of a round, with what was found there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from mulin.discover.patrols.actions.common import kept, tell
from mulin.discover.patrols.actions.finding import Seen, find
from mulin.discover.patrols.events import PatrolSigned
from mulin.discover.patrols.models import Hazard, Plan, Point, Round, Route, Stop, StopPhoto
from mulin.discover.patrols.permissions import HIDDEN, may_walk
from mulin.discover.patrols.queries.hazards import grade_of
from mulin.discover.patrols.queries.plans import named_for, route_of
from mulin.discover.patrols.reckoning import AFTER, EARLY, KEPT, Slot, metres
from mulin.ground.papers.actions import Readable
from mulin.ground.record.verbs import say_there as say
from mulin.kit.clock import SHANGHAI
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said
from mulin.law.safety.hazard import Level

OK, BAD, NONE = "ok", "bad", "na"
VALUES = (OK, BAD, NONE)
GOOD_PLACE = 60
"""Metres: how exact a place must be to become what others are held against."""
State = Round.State
MAJOR = grade_of(Level.MAJOR)


@dataclass(frozen=True)
class Place:
    """Where the phone says it is: millionths of a degree, and how exactly."""

    lat: int
    lon: int
    accuracy: int


@dataclass(frozen=True)
class SignIn:
    """What a patroller sends from a point. ``token``: what was scanned; else ``why`` nothing was.

    ``answers``: code → value and note. ``seen_at``: the phone's own time, where it kept this.
    """

    token: str = ""
    why: str = ""
    answers: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    note: str = ""
    place: Place | None = None
    seen_at: datetime | None = None
    photos: Sequence[bytes | Readable] = ()


def sign_in(slot: Slot, point: Point, told: SignIn, *, by: Actor, now: datetime) -> Stop:
    """Sign in at a point of a round; who comes second gets the first result back."""
    plan = slot.plan
    if point.street_id != by.street_id or point.compound_id != plan.compound_id:
        raise Refused(HIDDEN)
    require(may_walk(by, plan, named=named_for(plan)))
    seen_at = _seen(told, now)
    with transaction.atomic():
        row = _round(slot, by)
        known: Stop | None = (
            Stop.objects.of(by.street_id)
            .filter(round=row, point=point)
            .select_related("round")
            .first()
        )
        if known is not None:
            return known
        require(_in_time(slot, seen_at))
        route: Route = row.route
        if point.pk.hex not in route.keys:
            raise Refused(
                Refusal(
                    said("这一圈不经过“{point}”。", point=point.name),
                    said("请到路线上的点位签到。"),
                )
            )
        stop = _stop(row, route, point, told, seen_at, by=by, now=now)
        papers = kept(by.street_id, told.photos, f"{point.name} {plan.title}", by=by, now=now)
        require(_enough(plan, stop, len(papers)))
        stop.save(force_insert=True)
        StopPhoto.objects.bulk_create(
            StopPhoto(street_id=by.street_id, stop=stop, paper=paper) for paper in papers
        )
        _count(row, stop, slot)
        _learn_place(point, stop)
        found = find(point, _faults(route, stop), papers, str(stop.pk), finder=by, now=now)
        _tell_chief(plan, stop, found, now)
        _say_signed(row, stop, slot, by, now)
        return stop


def _tell_chief(plan: Plan, stop: Stop, found: Sequence[Hazard], now: datetime) -> None:
    """A grave or major hazard is told to the plan's chief at once."""
    if any(one.grade <= MAJOR for one in found):
        text = said(
            "{compound}「{plan}」在“{point}”发现隐患，请马上处置。",
            compound=plan.compound.name,
            plan=plan.title,
            point=stop.point.name,
        )
        key = f"patrol/found/{stop.pk.hex}"
        tell([plan.chief_id], text, key, plan, now=now, loud=True)


def _say_signed(row: Round, stop: Stop, slot: Slot, by: Actor, now: datetime) -> None:
    event = PatrolSigned(
        stop.point.name,
        stop.get_how_display(),
        slot.plan.title,
        f"{slot.starts_at.astimezone(SHANGHAI):%m-%d %H:%M}",
        stop.order,
        stop.bad,
        by.name,
    )
    say(event, row, by=by, now=now)


def row_of(slot: Slot, route: Route) -> Round:
    """A round's row as it begins its life, not yet written."""
    return Round(
        street_id=slot.plan.street_id,
        plan=slot.plan,
        compound_id=slot.plan.compound_id,
        route=route,
        starts_at=slot.starts_at,
        due_at=slot.due_at,
        day=slot.day,
        shift=slot.shift,
        points=len(route.stops),
    )


def _round(slot: Slot, by: Actor) -> Round:
    """The round's row, written where it is the first sign-in, held until the verb ends."""
    rows = Round.objects.of(by.street_id).filter(plan=slot.plan, starts_at=slot.starts_at)
    if not rows.exists():
        fresh = row_of(slot, route_of(slot.plan))
        Round.objects.bulk_create([fresh], ignore_conflicts=True)
    found: Round = rows.select_for_update(of=("self",)).select_related("route").get()
    return found


def _seen(told: SignIn, now: datetime) -> datetime:
    """The phone's time where it is credible: not ahead of ours, and not older than we accept."""
    seen = told.seen_at
    return seen if seen is not None and now - KEPT <= seen <= now else now


def _in_time(slot: Slot, seen_at: datetime) -> Refusal | None:
    if slot.open_at(seen_at):
        return None
    starts, due = (one.astimezone(SHANGHAI) for one in (slot.starts_at, slot.due_at))
    if seen_at < slot.starts_at - EARLY:
        return Refusal(
            said("这一圈 {starts} 开始，现在还早。", starts=f"{starts:%m-%d %H:%M}"),
            said("提前 {n} 分钟以内可以开始。", n=EARLY // timedelta(minutes=1)),
        )
    return Refusal(
        said(
            "这一圈 {due} 就该走完，已经过了 {n} 小时。",
            due=f"{due:%m-%d %H:%M}",
            n=AFTER // timedelta(hours=1),
        ),
        said("不能再签到。请写明原因，或者由主管补录纸质记录。"),
    )


def _stop(
    row: Round,
    route: Route,
    point: Point,
    told: SignIn,
    seen_at: datetime,
    *,
    by: Actor,
    now: datetime,
) -> Stop:
    scanned = _scanned(point, told)
    answers = _answers(route.checks_at(point.pk.hex), told.answers)
    place = told.place
    off = None
    if place is not None and point.lat is not None and point.lon is not None:
        off = metres((place.lat, place.lon), (point.lat, point.lon))
    return Stop(
        street_id=row.street_id,
        round=row,
        point=point,
        order=route.keys.index(point.pk.hex) + 1,
        signed_at=now,
        seen_at=seen_at,
        person_id=by.person_id,
        by=by.name[:80],
        how=Stop.How.SCAN if scanned else Stop.How.HAND,
        why="" if scanned else told.why.strip()[:100],
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        accuracy=place.accuracy if place else None,
        off=off,
        answers=answers,
        bad=sum(value == BAD for _code, _text, value, _note in answers),
        note=told.note.strip()[:200],
    )


def _scanned(point: Point, told: SignIn) -> bool:
    """Whether the point's code was scanned; a wrong one, or none without a reason, is refused."""
    scanned = bool(told.token) and told.token == point.token
    if told.token and not scanned:
        raise Refused(
            Refusal(
                said("扫的不是“{point}”的码。", point=point.name),
                said("请核对墙上的名称；码换过的，扫新的那张。"),
            )
        )
    if not scanned and not told.why.strip():
        raise Refused(Refusal(said("没有扫到码。"), said("扫一下墙上的码；扫不了的，写明原因。")))
    return scanned


def _answers(
    checks: Sequence[Sequence[str]], given: Mapping[str, tuple[str, str]]
) -> list[list[str]]:
    """Every check with its answer. Raises Refused where one is missing, or bad without a word."""
    found = []
    for code, text, _kind in checks:
        value, note = given.get(code, ("", ""))
        if value not in VALUES:
            raise Refused(Refusal(said("“{text}”还没有看。", text=text), said("每一项都要选。")))
        if value == BAD and not note.strip():
            raise Refused(
                Refusal(
                    said("“{text}”有问题，没有写是什么问题。", text=text),
                    said("一句话写清在哪里、怎么了。"),
                )
            )
        found.append([code, text, value, note.strip()[:100]])
    return found


def _enough(plan: Plan, stop: Stop, photos: int) -> Refusal | None:
    if photos:
        return None
    if stop.bad:
        return Refusal(said("有问题的要拍照。"), said("拍一张看得清位置的照片。"))
    if plan.photo_needed:
        return Refusal(said("这条路线每个点都要拍照。"), said("拍一张再签到。"))
    if stop.how == Stop.How.HAND:
        return Refusal(said("没有扫码的要拍照。"), said("拍一张点位的照片，说明人在现场。"))
    return None


def _count(row: Round, stop: Stop, slot: Slot) -> None:
    """The round's own figures, kept with it: lists and sums read no stops."""
    row.seen += 1
    row.checks += len(stop.answers)
    row.bad += stop.bad
    row.first_at = min(filter(None, (row.first_at, stop.seen_at)))
    row.last_at = max(filter(None, (row.last_at, stop.seen_at)))
    names = [name for name in row.by.split("、") if name]
    if stop.by not in names:
        row.by = "、".join([*names, stop.by])[:80]
    if row.seen >= row.points:
        row.state = State.DONE if row.last_at <= slot.due_at else State.LATE
    elif row.state == State.MISSED:
        row.state = State.SHORT
    row.save(update_fields=["seen", "checks", "bad", "first_at", "last_at", "by", "state"])


def _learn_place(point: Point, stop: Stop) -> None:
    """The first exact place that came with a scanned code is the point's."""
    if stop.how != Stop.How.SCAN or stop.accuracy is None or stop.accuracy > GOOD_PLACE:
        return
    rows = Point.objects.of(point.street_id).filter(pk=point.pk, lat__isnull=True)
    rows.update(lat=stop.lat, lon=stop.lon)


def _faults(route: Route, stop: Stop) -> list[Seen]:
    """What was found bad, by the kind of hazard its check belongs to."""
    kinds = {code: kind for code, _text, kind in route.checks_at(stop.point.pk.hex)}
    faults: dict[str, list[str]] = {}
    for code, text, value, note in stop.answers:
        if value == BAD:
            faults.setdefault(kinds.get(code, "other"), []).append(f"{text}：{note}")
    return [Seen(kind, "；".join(lines)[:300]) for kind, lines in faults.items()]

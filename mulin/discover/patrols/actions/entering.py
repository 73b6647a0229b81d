"""Rounds that were walked with a sheet of paper, entered afterwards: many at once, one fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.discover.patrols.actions.common import alone
from mulin.discover.patrols.actions.walking import BAD, OK, row_of
from mulin.discover.patrols.events import PatrolsEntered
from mulin.discover.patrols.models import Plan, Round, Route, Stop
from mulin.discover.patrols.permissions import may_change_plan
from mulin.discover.patrols.queries.plans import route_of
from mulin.discover.patrols.reckoning import Slot
from mulin.ground.record.verbs import say_there as say
from mulin.kit.canonical import fingerprint
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.words import said

State = Round.State
BATCH = 500


@dataclass(frozen=True)
class PaperStop:
    """A point on the sheet: its place on the route, when, and what was wrong (code → note)."""

    order: int
    at: datetime
    faults: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PaperRound:
    """A round on the sheet. Without stops it was missed; ``explained`` says why."""

    slot: Slot
    by: str
    stops: tuple[PaperStop, ...]
    explained: str = ""


def enter_rounds(
    plan: Plan, sheet: Sequence[PaperRound], why: str, *, by: Actor, now: datetime
) -> int:
    """Enter rounds nobody signed in to by phone; those on record stay as they are. How many came in.

    The faults of a sheet open no hazards: they are reported one by one.
    """
    reason = words(why, 100, said("没有写为什么补录。"), said("例如“手机坏了，用纸质表”。"))
    with transaction.atomic():
        fresh = alone(plan, by)
        require(may_change_plan(by, fresh) or _over(sheet, now))
        known = {
            row.starts_at: row
            for row in Round.objects.of(by.street_id).filter(
                plan=fresh, starts_at__in=[one.slot.starts_at for one in sheet]
            )
        }
        wanted = [one for one in sheet if _untouched(known.get(one.slot.starts_at))]
        route = route_of(fresh)
        rows, stops = _rows(wanted, route, known, now)
        there = {row.pk for row in known.values()}
        Round.objects.bulk_create([r for r in rows if r.pk not in there], batch_size=BATCH)
        again = [row for row in rows if row.pk in there]
        fields = ["state", "seen", "checks", "bad", "first_at", "last_at", "by", "explained"]
        Round.objects.of(by.street_id).bulk_update(again, fields, batch_size=BATCH)
        Stop.objects.bulk_create(stops, batch_size=BATCH)
        if not rows:
            return 0
        digest = fingerprint([[r.starts_at.isoformat(), r.state, r.seen] for r in rows])[:12]
        event = PatrolsEntered(fresh.title, fresh.number, len(rows), len(stops), digest, reason)
        say(event, fresh, by=by, now=now)
        return len(rows)


def _untouched(row: Round | None) -> bool:
    """Whether nobody has signed in to a round: what a phone wrote is not overwritten by paper."""
    return row is None or row.seen == 0


def _over(sheet: Sequence[PaperRound], now: datetime) -> Refusal | None:
    if all(one.slot.due_at <= now for one in sheet) and all(
        stop.at <= now for one in sheet for stop in one.stops
    ):
        return None
    return Refusal(said("还没有过完的圈不能补录。"), said("请用手机签到，或者等这一圈过了再补。"))


def _rows(
    sheet: Sequence[PaperRound], route: Route, known: dict[datetime, Round], now: datetime
) -> tuple[list[Round], list[Stop]]:
    rows: list[Round] = []
    stops: list[Stop] = []
    for one in sheet:
        row = known.get(one.slot.starts_at) or row_of(one.slot, route)
        made = [_stop(row, route, paper, one.by, now) for paper in one.stops]
        row.seen, row.by = len(made), one.by[:80]
        row.checks = sum(len(stop.answers) for stop in made)
        row.bad = sum(stop.bad for stop in made)
        row.first_at = min((stop.seen_at for stop in made), default=None)
        row.last_at = max((stop.seen_at for stop in made), default=None)
        row.explained = one.explained[:200]
        row.state = _state(row, one.slot)
        if row.state in (State.SHORT, State.MISSED):
            row.alarmed_at = row.alarmed_at or one.slot.due_at
        rows.append(row)
        stops += made
    return rows, stops


def _state(row: Round, slot: Slot) -> State:
    if not row.seen or row.last_at is None:
        return State.MISSED
    if row.seen < row.points:
        return State.SHORT
    return State.DONE if row.last_at <= slot.due_at else State.LATE


def _stop(row: Round, route: Route, paper: PaperStop, by: str, now: datetime) -> Stop:
    try:
        stop = route.stops[paper.order - 1]
    except IndexError:
        raise Refused(
            Refusal(said("路线上没有第 {n} 个点。", n=paper.order), said("请按路线表上的次序填。"))
        ) from None
    faults = dict(paper.faults)
    answers = [
        [code, text, BAD if code in faults else OK, faults.get(code, "")[:100]]
        for code, text, _kind in stop["checks"]
    ]
    return Stop(
        id=uuid7(),
        street_id=row.street_id,
        round=row,
        point_id=UUID(stop["point"]),
        order=paper.order,
        signed_at=now,
        seen_at=paper.at,
        by=by[:80],
        how=Stop.How.ENTERED,
        answers=answers,
        bad=len(faults),
    )

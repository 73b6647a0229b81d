"""督导: opened with a sheet, scored line by line with evidence, sent, answered, looked at again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.discover.patrols.actions.common import alone, kept, tell
from mulin.discover.patrols.actions.finding import fresh_row, note
from mulin.discover.patrols.events import (
    SupervisionAnswered,
    VisitClosed,
    VisitOpened,
    VisitScored,
    VisitSent,
)
from mulin.discover.patrols.models import Hazard, HazardStep, Visit, VisitItem
from mulin.discover.patrols.permissions import HIDDEN, may_answer, may_score, may_visit
from mulin.discover.patrols.queries.plans import people_of
from mulin.discover.patrols.queries.visits import items_of
from mulin.ground.estate.models import Compound, Organisation
from mulin.ground.papers.actions import Readable
from mulin.ground.record.verbs import say_there as say
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.words import said
from mulin.law.safety.catalogue import all_sheets
from mulin.law.safety.sheet import Sheet, reached

NUMBERS = "DD"
"""Visits are numbered DD-2026-0001: 督导."""
State = Visit.State


@dataclass(frozen=True)
class Score:
    """A line as it was scored. ``points`` None: not looked at."""

    points: int | None
    note: str = ""
    photo: bytes | Readable | None = None


def open_visit(
    compound: Compound,
    company: Organisation,
    sheet: str,
    day: date,
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Visit:
    """Begin a visit: every line of the sheet stands, not yet looked at."""
    if compound.street_id != by.street_id or company.street_id != by.street_id:
        raise Refused(HIDDEN)
    require(may_visit(by, compound.pk))
    chosen = all_sheets().get(sheet)
    if chosen is None:
        raise Refused(Refusal(said("没有选督导表。"), said("请选一张。")))
    if day > day_of(now):
        raise Refused(Refusal(said("督导日还没有到。"), said("请填真正去看的那一天。")))
    with transaction.atomic():
        known: Visit | None = Visit.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        row = Visit(
            id=once,
            street_id=by.street_id,
            compound=compound,
            company=company,
            number=draw_number(by.street_id, NUMBERS, day_of(now).year),
            sheet=sheet,
            day=day,
            by=(by.post or by.name)[:80],
        )
        row.save(force_insert=True)
        _lay_out(row, chosen)
        say(VisitOpened(company.name, row.number, chosen.title), row, by=by, now=now)
        return row


def _lay_out(visit: Visit, sheet: Sheet) -> None:
    """Every line of the sheet, with its words as they stand today."""
    VisitItem.objects.bulk_create(
        VisitItem(
            street_id=visit.street_id,
            visit=visit,
            order=order,
            code=item.code,
            section=item.section,
            text=item.text,
            most=item.points,
        )
        for order, item in enumerate(sheet.items, 1)
    )


def score(visit: Visit, item_code: str, told: Score, *, by: Actor, now: datetime) -> VisitItem:
    """Score one line: points taken off say why, and show it where the sheet wants a photo."""
    with transaction.atomic():
        fresh = _in_draft(visit, by)
        row: VisitItem | None = (
            VisitItem.objects.of(by.street_id).filter(visit=fresh, code=item_code).first()
        )
        if row is None:
            raise Refused(HIDDEN)
        require(_sound(row, told))
        row.points, row.note = told.points, " ".join(told.note.split())[:200]
        if told.photo is not None:
            title = f"{fresh.number} {row.text}"
            row.paper = kept(by.street_id, [told.photo], title, by=by, now=now)[0]
        sheet = all_sheets().get(fresh.sheet)
        line = sheet.item(item_code) if sheet else None
        if row.at_fault and line is not None and line.photo and row.paper_id is None:
            raise Refused(
                Refusal(said("“{text}”扣分要有照片。", text=row.text), said("拍一张再打分。"))
            )
        row.save(update_fields=["points", "note", "paper"])
        shown = "—" if row.points is None else str(row.points)
        say(VisitScored(fresh.number, row.text, shown, row.most), fresh, by=by, now=now)
        return row


def send_visit(
    visit: Visit,
    summary: str,
    answer_by: date,
    hazards: Sequence[str],
    *,
    by: Actor,
    now: datetime,
) -> Visit:
    """Send the result to the company; lines named in ``hazards`` are opened as hazards with it."""
    text = words(summary, 500, said("没有写总的意见。"), said("两三句：好在哪里，先改什么。"))
    with transaction.atomic():
        fresh = _in_draft(visit, by)
        items = items_of(fresh)
        points, most = reached((one.most, one.points) for one in items)
        if not most:
            raise Refused(Refusal(said("一项都没有打分。"), said("至少看一项再送。")))
        if answer_by <= day_of(now):
            raise Refused(Refusal(said("回复期限要晚于今天。"), said("一般给 5 到 10 天。")))
        fresh.points, fresh.most = points, most
        fresh.per_mille = points * 1000 // most
        fresh.faults = sum(one.at_fault for one in items)
        fresh.summary, fresh.answer_by, fresh.sent_at = text, answer_by, now
        fresh.state = State.SENT if fresh.faults else State.CLOSED
        fresh.closed_on = None if fresh.faults else day_of(now)
        fresh.save()
        _open_hazards(fresh, [one for one in items if one.code in hazards], finder=by, now=now)
        people = [person.pk for person, _post in people_of(fresh.company, day_of(now))]
        told = said(
            "{compound}的督导结果（{number}）：{points} / {most} 分，请在 {due} 前回复。",
            compound=fresh.compound.name,
            number=fresh.number,
            points=points,
            most=most,
            due=answer_by,
        )
        tell(people[:20], told, f"visit/sent/{fresh.pk.hex}", fresh, now=now)
        event = VisitSent(fresh.number, fresh.company.name, points, most, fresh.faults, answer_by)
        say(event, fresh, by=by, now=now)
        return fresh


def answer_visit(
    visit: Visit,
    answers: Mapping[str, tuple[str, bytes | Readable | None]],
    *,
    by: Actor,
    now: datetime,
) -> Visit:
    """The company answers every line it lost points on, with a photo where it has one."""
    with transaction.atomic():
        fresh = alone(visit, by)
        require(may_answer(by, fresh))
        if fresh.state != State.SENT:
            raise Refused(
                Refusal(
                    said("这次督导不用回复，或者已经回复过。"), said("有新情况的，请联系督导的人。")
                )
            )
        faulty = [one for one in items_of(fresh) if one.at_fault]
        for item in faulty:
            text, photo = answers.get(item.code, ("", None))
            item.answer = words(
                text,
                300,
                said("“{text}”没有回复。", text=item.text),
                said("写清已经怎样改，或者哪天改好。"),
            )
            if photo is not None:
                item.proof = kept(by.street_id, [photo], item.text, by=by, now=now)[0]
        VisitItem.objects.of(by.street_id).bulk_update(faulty, ["answer", "proof"])
        fresh.state, fresh.answered_at = State.ANSWERED, now
        fresh.answered_by = (by.post or by.name)[:80]
        fresh.save(update_fields=["state", "answered_at", "answered_by"])
        say(
            SupervisionAnswered(fresh.company.name, fresh.number, len(faulty)),
            fresh,
            by=by,
            now=now,
        )
        return fresh


def close_visit(visit: Visit, fixed: Sequence[str], *, by: Actor, now: datetime) -> Visit:
    """The follow-up: which lines are right now. The points stay what they were on the day."""
    with transaction.atomic():
        fresh = alone(visit, by)
        require(may_score(by, fresh))
        if fresh.state not in (State.SENT, State.ANSWERED):
            raise Refused(Refusal(said("这次督导已经结束，或者还没有送出。"), said("请刷新页面。")))
        faulty = [one for one in items_of(fresh) if one.at_fault]
        for item in faulty:
            item.fixed = item.code in fixed
        VisitItem.objects.of(by.street_id).bulk_update(faulty, ["fixed"])
        fresh.state, fresh.closed_on = State.CLOSED, day_of(now)
        fresh.save(update_fields=["state", "closed_on"])
        right = sum(bool(one.fixed) for one in faulty)
        say(VisitClosed(fresh.number, right, len(faulty) - right), fresh, by=by, now=now)
        return fresh


def _in_draft(visit: Visit, by: Actor) -> Visit:
    fresh = alone(visit, by)
    require(may_score(by, fresh))
    if fresh.state != State.DRAFT:
        raise Refused(Refusal(said("结果已经送出，不能再改分。"), said("有错的，请另外督导一次。")))
    return fresh


def _sound(item: VisitItem, told: Score) -> Refusal | None:
    if told.points is None:
        return None
    if not 0 <= told.points <= item.most:
        return Refusal(
            said("“{text}”的分要在 0 到 {most} 之间。", text=item.text, most=item.most),
            said("没有看的留空。"),
        )
    if told.points < item.most and not told.note.strip():
        return Refusal(
            said("“{text}”扣分没有写原因。", text=item.text), said("一句话写清扣在哪里。")
        )
    return None


def _open_hazards(
    visit: Visit, items: Sequence[VisitItem], *, finder: Actor, now: datetime
) -> None:
    sheet = all_sheets()[visit.sheet]
    for item in items:
        line = sheet.item(item.code)
        if line is None or not line.hazard or not item.at_fault:
            continue
        text = f"{item.text}：{item.note}"
        row = fresh_row(visit.compound, line.hazard, item.note, text, finder=finder, now=now)
        row.source, row.source_id = Hazard.Source.VISIT, visit.pk
        row.save(force_insert=True)
        papers = [item.paper] if item.paper else []
        note(row, HazardStep.Kind.FOUND, item.note, papers, who=finder, now=now)
        rows = VisitItem.objects.of(visit.street_id).filter(pk=item.pk)
        rows.update(hazard_id=row.pk)

"""Owners' right of inspection: asked, answered, on record."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.committees.actions.saying import required, say
from mulin.decide.committees.events_owners import InspectionAnswered, InspectionAsked
from mulin.decide.committees.models import Inspection
from mulin.decide.committees.papers import INSPECTION_PAPER, File, kept
from mulin.decide.committees.permissions import HIDDEN, KEEPERS, may_answer, may_ask_to_see
from mulin.decide.committees.queries.people import owners_among
from mulin.ground.estate.models import Organisation, Person
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import refuse
from mulin.kit.words import said

State = Inspection.State


def ask_to_see(
    body: Organisation, asker: Person, kind: str, what: str, *, once: UUID, by: Actor, now: datetime
) -> Inspection:
    """An owner asks to see something; an office may write it down for him."""
    require(may_ask_to_see(by, body))
    today = day_of(now)
    with transaction.atomic():
        known: Inspection | None = Inspection.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        if asker.pk != by.person_id and not by.has(*KEEPERS, compound_id=body.compound_id):
            refuse(said("只能为自己申请。"), said("代别人办的，请到社区窗口。"))
        place = body.compound_id
        if place is None or asker.pk not in owners_among(by.street_id, place, [asker.pk], today):
            refuse(
                said("{name}不是本小区的业主。", name=asker.name),
                said("产权有变更的，请先到社区更正底册。"),
            )
        row = Inspection(
            id=once,
            street_id=by.street_id,
            body=body,
            asker=asker,
            kind=Inspection.Kind(kind),
            what=required(what, said("具体内容"), 300),
            asked_on=today,
        )
        row.save(force_insert=True)
        event = InspectionAsked(body.name, row.get_kind_display(), row.what, asker.name)
        say(event, body, by=by, now=now, about=row.pk)
        return row


def answer_request(
    row: Inspection, state: str, answer: str, file: File | None, *, by: Actor, now: datetime
) -> Inspection:
    """Say what was shown, and keep a copy of it where there is one."""
    with transaction.atomic():
        rows = Inspection.objects.of(by.street_id).select_for_update()
        fresh: Inspection | None = rows.filter(pk=row.pk).first()
        if fresh is None:
            raise Refused(HIDDEN)
        body = Organisation.objects.of(by.street_id).get(pk=fresh.body_id)
        require(may_answer(by, body))
        if fresh.state != State.ASKED:
            return fresh
        if state == State.ASKED:
            refuse(said("没有选答复结果。"), said("请选一个。"))
        fresh.state, fresh.answer = State(state), required(answer, said("答复"), 600)
        fresh.answered_on, fresh.answered_by = day_of(now), (by.post or by.name)[:80]
        if file is not None:
            fresh.paper = kept(file, INSPECTION_PAPER, by=by, now=now)
        fresh.save(update_fields=["state", "answer", "answered_on", "answered_by", "paper"])
        asker = Person.objects.of(by.street_id).get(pk=fresh.asker_id)
        digest = fresh.paper.digest if fresh.paper is not None else ""
        event = InspectionAnswered(
            body.name, fresh.get_kind_display(), fresh.get_state_display(), fresh.answer, digest,
            asker.name,
        )  # fmt: skip
        say(event, body, by=by, now=now, about=fresh.pk)
        return fresh

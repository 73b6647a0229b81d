"""An issue taken up: checked, confirmed, and from then on carried by the six steps of its procedure."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.deliberate.meetings.models import Issue
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said
from mulin.procedures.actions.opening import begun
from mulin.procedures.actions.reckoning import say
from mulin.procedures.actions.rooms import begin_to_read, read_from
from mulin.procedures.events import IssueTakenUp
from mulin.procedures.models import Entry, Piece, Procedure
from mulin.procedures.permissions import HIDDEN

CODE, COLLECT = "deliberation", "collect"


def take_up(issue: Issue, *, once: UUID, by: Actor, now: datetime) -> Procedure:
    """Confirm an issue and open its procedure; what the rooms put on record of it counts from its first."""
    with transaction.atomic():
        rows = Issue.objects.of(by.street_id).select_related("compound").select_for_update()
        fresh: Issue | None = rows.filter(pk=issue.pk).first()
        if fresh is None:
            raise Refused(HIDDEN)
        about = (fresh.pk, fresh.title)
        procedure, is_new = begun(
            CODE, fresh.compound, fresh.raised_on, about, once=once, by=by, now=now
        )
        if is_new:
            require(_has_ended(fresh))
            _begin(procedure, fresh, by=by, now=now)
            event = IssueTakenUp(
                fresh.title, fresh.number, procedure.title, procedure.number, fresh.raised_on
            )
            say(event, procedure, by=by, now=now)
        return procedure


def _has_ended(issue: Issue) -> Refusal | None:
    if issue.is_open:
        return None
    return Refusal(
        said("这个议题{state}。", state=issue.get_state_display()),
        said("再发生的，请另外登记一个议题。"),
    )


def _begin(procedure: Procedure, issue: Issue, *, by: Actor, now: datetime) -> None:
    """The issue is the procedure's, its collecting done, and the chain is read from its first fact."""
    street = procedure.street_id
    Piece(
        id=uuid7(), street_id=street, procedure=procedure, step=COLLECT, room=Piece.Room.ISSUE,
        subject_id=issue.pk, title=issue.title, at=now, by=by.post or by.name,
    ).save(force_insert=True)  # fmt: skip
    Entry(
        id=uuid7(), street_id=street, procedure=procedure, step=COLLECT, kind=Entry.Kind.DONE,
        day=issue.chosen_on or day_of(now), at=now, by=by.post or by.name,
        note=_checked(issue),
    ).save(force_insert=True)  # fmt: skip
    begin_to_read(street)
    read_from(street, issue.pk)


def _checked(issue: Issue) -> str:
    source = issue.get_source_display()
    return said("{number}，{source}，已核对相近议题", number=issue.number, source=source)

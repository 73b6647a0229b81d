"""A lift taken up: its six phases are a procedure, carried by what the lift's own room puts down."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.deliver.works.actions.projects import name_procedure
from mulin.deliver.works.models import Milestone, Project
from mulin.ground.record.models import Fact
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require, system_actor
from mulin.kit.words import said
from mulin.procedures.actions.opening import begun
from mulin.procedures.actions.reckoning import say
from mulin.procedures.actions.rooms import begin_to_read, read_from
from mulin.procedures.events import LiftTakenUp
from mulin.procedures.models import Entry, Piece, Procedure
from mulin.procedures.permissions import HIDDEN

CODE, ASSESS = "elevator_retrofit", "assess"


def take_up_lift(project: Project, *, once: UUID, by: Actor, now: datetime) -> Procedure:
    """Open the procedure of a lift; every step its room has put down since the start counts."""
    with transaction.atomic():
        rows = Project.objects.of(by.street_id).select_related("compound", "building", "stairwell")
        fresh: Project | None = rows.select_for_update(of=("self",)).filter(pk=project.pk).first()
        if fresh is None:
            raise Refused(HIDDEN)
        named = f"{fresh.building}{fresh.stairwell}"
        about = (fresh.pk, named)
        procedure, is_new = begun(
            CODE, fresh.compound, fresh.asked_on, about, once=once, by=by, now=now
        )
        if is_new:
            require(_has_ended(fresh))
            _begin(procedure, fresh, named, by=by, now=now)
            title, number = procedure.title, procedure.number
            event = LiftTakenUp(fresh.number, named, title, number, fresh.asked_on)
            say(event, procedure, by=by, now=now)
            name_procedure(fresh, number, by=system_actor(by.street_id), now=now)
        return procedure


def _opened(project: Project) -> UUID | None:
    """The fact of its opening, which rests on the survey."""
    facts = Fact.objects.of(project.street_id).filter(subject_id=project.pk)
    first: UUID | None = facts.order_by("id").values_list("pk", flat=True).first()
    return first


def _has_ended(project: Project) -> Refusal | None:
    if project.is_open:
        return None
    return Refusal(
        said("这个加梯项目{state}。", state=project.get_state_display()),
        said("投入使用以后的年检和维保，在项目页里继续登记。"),
    )


def _begin(procedure: Procedure, project: Project, named: str, *, by: Actor, now: datetime) -> None:
    """The lift is the procedure's, its survey done, and the chain is read from the lift's first fact."""
    street, who = procedure.street_id, by.post or by.name
    Piece(
        id=uuid7(), street_id=street, procedure=procedure, step=ASSESS, room=Piece.Room.LIFT,
        subject_id=project.pk, title=f"{project.number} {named}", at=now, by=who,
    ).save(force_insert=True)  # fmt: skip
    survey: Milestone | None = project.milestones.filter(
        step=ASSESS, withdrawn_on__isnull=True
    ).first()
    if survey is not None:
        Entry(
            id=uuid7(), street_id=street, procedure=procedure, step=ASSESS, kind=Entry.Kind.DONE,
            day=survey.day, outcome=survey.outcome, at=now, by=who,
            note=said("{number}，勘察表", number=project.number), fact_id=_opened(project),
        ).save(force_insert=True)  # fmt: skip
    begin_to_read(street)
    read_from(street, project.pk)

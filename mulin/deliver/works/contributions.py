"""What works tell the desk: whose turn it is, the lift of a home's stairwell, lifts by number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.deliver.works.models import Objection, Project
from mulin.deliver.works.permissions import CARRIERS, may_see_place
from mulin.deliver.works.queries.guidance import follow_ups
from mulin.deliver.works.queries.places import PHASE_WORDS
from mulin.deliver.works.queries.projects import projects_for
from mulin.deliver.works.queries.slips import sheets_to_sign
from mulin.ground.estate.models import Unit
from mulin.kit.contributions import Hit, Line, Panel, Task
from mulin.kit.rights import Actor

SHOWN, FEWEST_LETTERS = 20, 2
AHEAD = timedelta(days=3)


def my_turn(actor: Actor, today: date) -> Iterable[Task]:
    """Objections that wait to be talked over, and people who were promised a second call."""
    if not any(grant.role in CARRIERS for grant in actor.grants):
        return
    mine = projects_for(actor).filter(state=Project.State.OPEN).order_by().values("pk")
    waiting = Objection.objects.of(actor.street_id).filter(
        settled_on__isnull=True, project_id__in=mine
    )
    waiting = waiting.select_related("project__building", "project__stairwell")
    for one in waiting.order_by("received_on", "id")[:SHOWN]:
        project = one.project
        yield Task(
            _("协调 %(place)s加装电梯的异议") % {"place": f"{project.building}{project.stairwell}"},
            reverse("works:project", args=[project.pk]),
            note=_("%(day)s 收到，解决以前不能送审") % {"day": one.received_on},
        )
    for row in follow_ups(actor, today + AHEAD)[:SHOWN]:
        yield Task(
            _("回访：%(question)s") % {"question": row.question},
            reverse("works:desk"),
            row.follow_up,
            "late" if row.follow_up and row.follow_up < today else "soon",
        )


def waits_for(actor: Actor, today: date) -> Iterable[Task]:
    """Lifts whose sheet waits for this owner's word."""
    for one in sheets_to_sign(actor, today):
        yield Task(
            _("%(place)s 加装电梯征询") % {"place": f"{one.building}{one.stairwell}"},
            reverse("lift:project", args=[one.pk]),
            note=_("%(compound)s · 先看方案和自家要出多少，同意不同意都可以签")
            % {"compound": one.compound.name},
            verb=_("看方案，签征询表"),
        )


def about_unit(unit: Unit, actor: Actor, today: date) -> Iterable[Panel]:
    """The lift of this home's stairwell; how its owners answered stands on the project's page."""
    if unit.stairwell_id is None or may_see_place(actor, unit.compound_id) is not None:
        return
    rows = Project.objects.of(actor.street_id).filter(stairwell_id=unit.stairwell_id)
    lines = tuple(
        Line(
            project.number,
            reverse("works:project", args=[project.pk]),
            f"{project.opened_on:%Y-%m-%d}",
            "done" if project.state == Project.State.DONE else "now" if project.is_open else "idle",
            PHASE_WORDS[max(project.phase, 2)] if project.is_open else project.get_state_display(),
        )
        for project in rows.order_by("-id")[:SHOWN]
    )
    if lines:
        yield Panel(_("加装电梯"), lines)


def found(words: str, actor: Actor) -> Iterable[Hit]:
    """Lifts by number (whole, or its beginning)."""
    plain = words.strip().upper()
    if len(plain) < FEWEST_LETTERS or not plain.startswith("JT"):
        return
    rows = projects_for(actor).filter(number__istartswith=plain).order_by(F("number"))
    for project in rows[:SHOWN]:
        note = f"{project.compound.name} {project.building}{project.stairwell}"
        url = reverse("works:project", args=[project.pk])
        yield Hit(_("加装电梯"), project.number, url, note)

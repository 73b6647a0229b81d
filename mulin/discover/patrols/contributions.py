"""What patrols tell the desk: rounds to walk, alarms to explain, hazards and answers that wait."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.discover.patrols.models import Hazard, Visit
from mulin.discover.patrols.permissions import (
    OFFICE,
    READERS,
    is_office,
    may_see_patrols,
    reach,
)
from mulin.discover.patrols.queries.hazards import OPEN, hazards_for
from mulin.discover.patrols.queries.rounds import to_explain
from mulin.discover.patrols.queries.visits import visits_for
from mulin.ground.estate.models import Unit
from mulin.kit.contributions import Hit, Line, Panel, Task
from mulin.kit.rights import Actor
from mulin.law.safety.catalogue import template_named

SHOWN, FEWEST_LETTERS = 20, 2
RECENT = timedelta(days=7)
State = Hazard.State


def my_turn(actor: Actor, today: date) -> Iterable[Task]:
    """For the office what waits for its word; for the others what is theirs to put right."""
    if may_see_patrols(actor) is not None or reach(actor, *READERS) == frozenset():
        return
    office = is_office(actor)
    yield from _hazards(actor, today, office=office)
    missed = () if office else to_explain(actor).filter(day__gte=today - RECENT)[:SHOWN]
    for row in missed:
        yield Task(
            f"{row.compound.name} · {row.plan.title}",
            reverse("patrols:round", args=[row.pk]),
            row.day,
            "late",
            _("漏巡，还没有说明原因"),
        )
    answered = Q(state=Visit.State.ANSWERED)
    ours = Q(state=Visit.State.SENT, company_id__in=actor.organisations)
    for visit in visits_for(actor).filter(answered if office else ours)[:SHOWN]:
        late = visit.answer_by is not None and visit.answer_by < today
        yield Task(
            f"{visit.compound.name} · {visit.number}",
            reverse("patrols:visit", args=[visit.pk]),
            visit.answer_by,
            "late" if late and not office else "now",
            _("督导待复查") if office else _("督导待回复"),
        )


def _hazards(actor: Actor, today: date, *, office: bool) -> Iterable[Task]:
    mine = Q(state__in=(State.FOUND, State.DONE)) | Q(asked_until__isnull=False)
    mine |= Q(state=State.ORDERED, due_on__lt=today)
    theirs = Q(state=State.ORDERED, responsible_id__in=actor.organisations)
    rows = hazards_for(actor).filter(mine if office else theirs)
    within = reach(actor, *OFFICE) if office else None
    if within is not None:
        rows = rows.filter(compound_id__in=within)
    for one in rows[:SHOWN]:
        late = one.due_on is not None and one.due_on < today and one.state == State.ORDERED
        yield Task(
            f"{one.compound.name} · {one.where}",
            reverse("patrols:hazard", args=[one.pk]),
            one.due_on,
            "late" if late else "soon" if one.grade <= 2 else "now",
            f"{template_named(one.kind).title} · {one.get_state_display()}",
        )


def about_unit(unit: Unit, actor: Actor, today: date) -> Iterable[Panel]:
    """Open hazards of the building a home stands in."""
    if unit.building_id is None or not actor.has(*READERS, compound_id=unit.compound_id):
        return
    rows = hazards_for(actor).filter(building_id=unit.building_id, state__in=OPEN)
    lines = tuple(
        Line(
            one.where,
            reverse("patrols:hazard", args=[one.pk]),
            f"{one.due_on:%Y-%m-%d}" if one.due_on else "",
            "late" if one.due_on and one.due_on < today else "now",
            one.get_state_display(),
            ends=True,
        )
        for one in rows[:SHOWN]
    )
    if lines:
        yield Panel(_("本楼隐患"), lines)


def found(words: str, actor: Actor) -> Iterable[Hit]:
    """Hazards and visits by number, hazards also by where they are."""
    plain = words.strip()
    if len(plain) < FEWEST_LETTERS or plain.isdigit() or may_see_patrols(actor) is not None:
        return
    wanted = Q(number__istartswith=plain) | Q(where__icontains=plain)
    for one in hazards_for(actor).filter(wanted)[:SHOWN]:
        note = f"{one.number} · {one.compound.name} · {one.get_state_display()}"
        yield Hit(_("隐患"), one.where, reverse("patrols:hazard", args=[one.pk]), note)
    for visit in visits_for(actor).filter(number__istartswith=plain)[:SHOWN]:
        note = f"{visit.compound.name} · {visit.get_state_display()}"
        yield Hit(_("督导"), visit.number, reverse("patrols:visit", args=[visit.pk]), note)

"""What matters tell the desk: those handed over to the office one works for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.ground.matters.models import Matter
from mulin.ground.matters.permissions import offices
from mulin.ground.matters.queries import BESIDE
from mulin.kit.contributions import Task
from mulin.kit.rights import Actor

SHOWN = 20


def my_turn(actor: Actor, today: date) -> Iterable[Task]:
    """Matters that were handed over to the actor's office and are not closed."""
    mine = offices(actor)
    if not mine:
        return
    rows = Matter.objects.of(actor.street_id).filter(
        holder_id__in=mine, merged_into__isnull=True, closed_on__isnull=True
    )
    for one in rows.select_related(*BESIDE).order_by("id")[:SHOWN]:
        there = reverse("matters:matter", args=[one.pk])
        note = _("交办 · %(stage)s") % {"stage": one.get_stage_display()}
        yield Task(f"{one.number} · {one.title}", there, None, "now", note)

"""What the net tells the desk: reports that wait for an answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.discover.grids.models import NetReport
from mulin.discover.grids.permissions import keeps
from mulin.discover.grids.queries import reports_for
from mulin.kit.contributions import Task
from mulin.kit.rights import Actor

SHOWN = 20


def my_turn(actor: Actor, today: date) -> Iterable[Task]:
    """For who answers: what was reported and waits."""
    if not keeps(actor):
        return
    for row in reports_for(actor).filter(state=NetReport.State.NEW)[:SHOWN]:
        address = reverse("grids:report", args=[row.pk])
        yield Task(f"{row.compound.name} · {row.text}", address, note=_("网格报告，还没有答复"))

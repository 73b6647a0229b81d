"""What admission tells the desk: what a community has to do, what waits for the street's word."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.discover.admission.models import Push
from mulin.discover.admission.permissions import may_decide, reach
from mulin.discover.admission.queries.pushes import open_targets, pushes_for
from mulin.kit.contributions import Task
from mulin.kit.rights import Actor, Role

SHOWN = 12


def my_turn(actor: Actor, today: date) -> Iterable[Task]:
    """Parts of the own communities; exceptions that another asked for."""
    if actor.has(Role.STREET_OFFICER):
        for row in pushes_for(actor).filter(state=Push.State.ASKED)[:SHOWN]:
            if may_decide(actor, row) is None:
                url = reverse("admission:push", args=[row.pk])
                yield Task(_("批特别准入：%(title)s") % {"title": row.title}, url, note=row.number)
        return
    if not any(grant.role is Role.COMMUNITY_WORKER for grant in actor.grants):
        return
    for part in open_targets(actor, reach(actor))[:SHOWN]:
        push = part.push
        state = "late" if push.due_on and push.due_on < today else "now"
        url = reverse("admission:push", args=[push.pk])
        yield Task(push.title, url, push.due_on, state, f"{push.department} {push.item}")

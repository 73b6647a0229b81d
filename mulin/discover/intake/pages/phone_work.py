"""The worker's phone: what is next, what can be taken, one job with its steps; drafts survive."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mulin.discover.intake.models import RUNNING, Ticket
from mulin.discover.intake.pages.common import ticket_at
from mulin.discover.intake.pages.ticket import panel_context
from mulin.discover.intake.permissions import employers, may_open_board, may_work
from mulin.discover.intake.queries.board import line
from mulin.discover.intake.queries.tickets import BESIDE, remarks_of
from mulin.kit import clock
from mulin.kit.rights import Actor, acting, require

State = Ticket.State
MOST = 60


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """My tickets, the first due first, whose clock stands last; below, what my organisation may take."""
    actor = acting(request)
    require(may_open_board(actor))
    now = clock.now()
    rows = Ticket.objects.of(actor.street_id).select_related(*BESIDE).order_by("due_at", "id")
    mine = rows.filter(
        worker_id=actor.person_id,
        ended_at__isnull=True,
        state__in=(*RUNNING, State.PAUSED, State.DONE),
    )
    mine = mine.annotate(stands=Q(state=State.PAUSED)).order_by("stands", "due_at", "id")
    own = [line(one, now) for one in mine[:MOST]] if actor.person_id else []
    pool = rows.filter(
        organisation_id__in=list(employers(actor)), worker__isnull=True, state=State.SENT
    )
    to_take = [line(one, now) for one in pool[:MOST]]
    context = {
        "jobs": own,
        "pool": to_take,
        "late": sum(one.left.mark == "late" for one in own),
    }
    return render(request, "intake/phone/jobs.html", context)


@require_safe
def job(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """One job: where, what, who to call, and the next step."""
    actor, found = ticket_at(request, ticket_id)
    require(may_work(actor, found))
    return page(request, actor, found)


def page(
    request: HttpRequest, actor: Actor, found: Ticket, **typed: forms.BaseForm
) -> HttpResponse:
    """The job with a form that was refused, or without."""
    context: dict[str, Any] = {
        **panel_context(actor, found, clock.now()),
        "remarks": remarks_of(found, inside=True)[:10],
    }
    context["forms"] = {**context["forms"], **typed}
    context["open"] = next(iter(typed), "")
    status = 422 if any(form.errors for form in typed.values()) else 200
    return render(request, "intake/phone/job.html", context, status=status)

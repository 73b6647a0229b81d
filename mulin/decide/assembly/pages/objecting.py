"""What it takes to answer an objection in writing: the contact, with a reason, and the letter."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from mulin.decide.assembly import documents
from mulin.decide.assembly.actions.objecting import read_contact
from mulin.decide.assembly.models import Objection, Poll
from mulin.decide.assembly.pages.common import found
from mulin.decide.assembly.pages.forms_printed import pdf_answer
from mulin.decide.assembly.pages.results import objections_page
from mulin.decide.assembly.permissions import HIDDEN, may_see_progress
from mulin.decide.assembly.queries.papers import head_of as paper_head
from mulin.kit import clock
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require


@never_cache
@require_POST
def contact(request: HttpRequest, poll_id: UUID, objection_id: UUID) -> HttpResponse:
    """The contact of one objection, on this page alone; the reason is on record."""
    actor, poll, objection = _one(request, poll_id, objection_id)
    try:
        told = read_contact(objection, request.POST.get("why", ""), by=actor, now=clock.now())
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        messages.error(request, str(refused.refusal))
        return redirect("assembly:objections", poll.pk)
    return objections_page(
        request, actor, poll, contacts={objection.pk: told or _("没有留联系方式")}
    )


@require_GET
def letter(request: HttpRequest, poll_id: UUID, objection_id: UUID) -> HttpResponse:
    """The answer as a letter."""
    _actor, poll, objection = _one(request, poll_id, objection_id)
    if objection.answered_at is None:
        raise Refused(HIDDEN)
    data = documents.objection_answer(
        paper_head(poll),
        name=objection.name,
        unit=objection.unit_label,
        received=day_of(objection.received_at),
        late=objection.late,
        text=objection.text,
        answer=objection.answer,
        answered=day_of(objection.answered_at),
        on=clock.today(),
    )
    return pdf_answer(data, _("%(number)s 异议答复书") % {"number": poll.number})


def _one(request: HttpRequest, poll_id: UUID, objection_id: UUID) -> tuple[Actor, Poll, Objection]:
    actor, poll = found(request, poll_id)
    require(may_see_progress(actor, poll))
    rows = Objection.objects.of(poll.street_id).select_related("poll__compound")
    objection: Objection | None = rows.filter(poll=poll, pk=objection_id).first()
    if objection is None:
        raise Refused(HIDDEN)
    return actor, poll, objection

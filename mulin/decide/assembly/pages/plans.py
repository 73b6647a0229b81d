"""The full plan of a motion: attached while the vote is a draft."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.decide.assembly.actions.plans import attach_plan, take_plan_away
from mulin.decide.assembly.models import Motion
from mulin.decide.assembly.pages.drafting import drafting
from mulin.decide.assembly.permissions import HIDDEN
from mulin.kit import clock
from mulin.kit.rights import Refused


@require_POST
def plan(request: HttpRequest, poll_id: UUID, motion_id: UUID) -> HttpResponse:
    """Attach a file, or take it away again."""
    actor, poll = drafting(request, poll_id)
    motion = Motion.objects.of(poll.street_id).filter(poll=poll, pk=motion_id).first()
    if motion is None:
        raise Refused(HIDDEN)
    file, now = request.FILES.get("plan"), clock.now()
    try:
        if request.POST.get("away") == "1":
            take_plan_away(motion, by=actor, now=now)
            messages.success(request, _("已撤下方案全文。"))
        elif file is None:
            messages.error(request, _("没有选文件。请选一个 PDF，再点“附上”。"))
        else:
            paper = attach_plan(motion, file, file.name or "", by=actor, now=now)
            messages.success(
                request,
                (_("已附上《%(title)s》，公示以后业主在手机上能打开。") % {"title": paper.title}),
            )
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        messages.error(request, str(refused.refusal))
    return redirect("assembly:motion", poll.pk, motion.pk)

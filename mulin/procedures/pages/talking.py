"""The screen on which an issue is taken up; where it was, it leads to the procedure."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.deliberate.meetings.permissions import may_see, may_work
from mulin.deliberate.meetings.queries.issues import alike, issue_of
from mulin.deliberate.meetings.queries.steps import timetable_of
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import once_of
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Refused, acting, require
from mulin.procedures.actions.talking import take_up
from mulin.procedures.permissions import HIDDEN, may_open
from mulin.procedures.queries import procedure_about


@require_http_methods(["GET", "POST"])
def of_issue(request: HttpRequest, issue_id: UUID) -> HttpResponse:
    """What will be opened and from which day it counts; confirmed by the community or the street."""
    actor = acting(request)
    found = issue_of(actor.street_id, issue_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_see(actor, found) or may_work(actor))
    standing = procedure_about(found.street_id, found.pk)
    if standing is not None:
        return redirect("procedures:procedure", standing.pk)
    may, today = may_open(actor, found.compound_id), clock.today()
    if request.method == "POST":
        try:
            made = take_up(found, once=once_of(request), by=actor, now=clock.now())
        except Refused as refused:
            if refused.refusal.hidden:
                raise
            messages.error(request, shown(refused.refusal))
            return redirect("procedures:of_issue", found.pk)
        messages.success(request, _("已确认，程序已启动；会上、会后的事会自动记到程序里。"))
        return redirect("procedures:procedure", made.pk)
    context = {
        "issue": found,
        "lines": [one for one in timetable_of(found, today).lines if one.step.when is None],
        "alike": alike(found),
        "once": once_of(request),
        "why_not": "" if may is None else str(may),
        "crumbs": (
            Crumb(_("议题"), reverse("meetings:issues")),
            Crumb(found.number, reverse("meetings:issue", args=[found.pk])),
            Crumb(_("按程序办")),
        ),
    }
    return render(request, "procedures/of_issue.html", context)

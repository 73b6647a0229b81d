"""The screen on which a lift is taken up; where it was, it leads to the procedure."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.deliver.works.permissions import may_read_open
from mulin.deliver.works.queries.progress import progress_of
from mulin.deliver.works.queries.projects import project_of
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import once_of
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Refused, acting, require
from mulin.procedures.actions.lifting import take_up_lift
from mulin.procedures.permissions import HIDDEN, may_open, may_see_procedures
from mulin.procedures.queries import procedure_about


@require_http_methods(["GET", "POST"])
def of_lift(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """What will be opened and from which day it counts; started by the community or the street."""
    actor = acting(request)
    found = project_of(actor.street_id, project_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_read_open(actor, found) or may_see_procedures(actor))
    standing = procedure_about(found.street_id, found.pk)
    if standing is not None:
        return redirect("procedures:procedure", standing.pk)
    may, today = may_open(actor, found.compound_id), clock.today()
    if request.method == "POST":
        try:
            made = take_up_lift(found, once=once_of(request), by=actor, now=clock.now())
        except Refused as refused:
            if refused.refusal.hidden:
                raise
            messages.error(request, shown(refused.refusal))
            return redirect("procedures:of_lift", found.pk)
        messages.success(request, _("程序已启动；加梯项目里登记的步骤会自动记到程序里。"))
        return redirect("procedures:procedure", made.pk)
    table = progress_of(found, today).table
    context = {
        "lift": found,
        "lines": [one for one in table.lines if one.step.when is None],
        "once": once_of(request),
        "why_not": "" if may is None else shown(may),
        "crumbs": (
            Crumb(_("加装电梯"), reverse("works:map")),
            Crumb(found.number, reverse("works:project", args=[found.pk])),
            Crumb(_("按程序办")),
        ),
    }
    return render(request, "procedures/of_lift.html", context)

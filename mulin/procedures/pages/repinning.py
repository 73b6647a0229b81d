"""Changing a procedure to the law of today: both timetables beside each other, then the reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import tried
from mulin.kit import clock
from mulin.kit.rights import Refused, require
from mulin.procedures.actions.repinning import repin as repin_procedure
from mulin.procedures.forms import RepinForm
from mulin.procedures.pages.common import crumbs_of, found_of
from mulin.procedures.permissions import may_repin
from mulin.procedures.queries.pins import compared, repinned


@require_http_methods(["GET", "POST"])
def repin(request: HttpRequest, procedure_id: UUID) -> HttpResponse:
    """What would move, and what would stay; confirmed with a reason."""
    actor, found = found_of(request, procedure_id)
    require(may_repin(actor, found))
    today, now = clock.today(), clock.now()
    form = RepinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        if tried(form, lambda: repin_procedure(found, why, by=actor, now=now)):
            messages.success(request, _("已改按今天的步骤和法规推算。"))
            return redirect("procedures:procedure", found.pk)
    rows, same = [], ""
    try:
        rows = compared(found, repinned(found, today), today)
    except Refused as refused:
        same = str(refused.refusal)
    context = {
        "procedure": found,
        "rows": rows,
        "moved": sum(row.moved for row in rows),
        "same": same,
        "form": form,
        "today": today,
        "crumbs": crumbs_of(
            Crumb(found.title, reverse("procedures:procedure", args=[found.pk])),
            Crumb(_("改按今天的法规")),
        ),
    }
    return render(request, "procedures/repin.html", context, status=422 if form.errors else 200)

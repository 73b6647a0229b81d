"""A street's Excel list of bodies: the template, the upload, and its faults by row."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.decide.committees.actions.taking import Taken, take_bodies
from mulin.decide.committees.forms import ListUploadForm
from mulin.decide.committees.pages.common import crumbs_of
from mulin.decide.committees.permissions import may_import_bodies
from mulin.decide.committees.sheet import LARGEST, read_list, template
from mulin.ground.page.context import Crumb
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Refused, acting, require

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """Upload a list; what cannot be taken is shown by row, and nothing is half done."""
    actor = acting(request)
    require(may_import_bodies(actor))
    form = ListUploadForm(request.POST or None, files=request.FILES or None)
    done: Taken | None = None
    if request.method == "POST" and form.is_valid():
        typed: dict[str, Any] = form.cleaned_data
        try:
            file = read_list(typed["file"].name, typed["file"].read(LARGEST + 1))
            done = take_bodies(
                file,
                new_persons=typed["new_persons"],
                leave_faulty=typed["leave_faulty"],
                by=actor,
                now=clock.now(),
            )
        except Refused as refused:
            if refused.refusal.hidden:
                raise
            form.add_error(None, shown(refused.refusal))
    bad = bool(form.errors) or (done is not None and not done.terms)
    context = {"form": form, "done": done, "crumbs": crumbs_of(Crumb(_("从 Excel 导入")))}
    return render(request, "committees/import.html", context, status=422 if bad else 200)


@require_safe
def blank(request: HttpRequest) -> HttpResponse:
    """The template to fill in."""
    require(may_import_bodies(acting(request)))
    answer = HttpResponse(template(), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="bodies.xlsx"'
    return answer

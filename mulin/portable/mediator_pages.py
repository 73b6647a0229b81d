"""The list of mediators of a street: its template, and its import."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from mulin.deliberate.mediation.actions.panels import enrol_all
from mulin.deliberate.mediation.pages.common import crumbs
from mulin.deliberate.mediation.permissions import may_keep_panels
from mulin.deliberate.mediation.queries.panels import panels_open
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import tried
from mulin.kit import clock
from mulin.kit.rights import Actor, acting, require
from mulin.portable.mediators import Read, read, template
from mulin.portable.roster_archives import Unreadable
from mulin.portable.roster_files import LARGEST_FILE

SHOWN_FAULTS = 100


class MediatorsForm(forms.Form):
    """The filled-in table."""

    file = forms.FileField(
        label=gettext_lazy("调解员名单"),
        help_text=gettext_lazy("填好的模板：.xlsx、.xls 或 .csv。有一处错就先不导入，改好再传。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Read a list; take it whole, or name every mistake and take nothing."""
    actor = acting(request)
    require(may_keep_panels(actor))
    form = MediatorsForm(request.POST or None, request.FILES or None)
    found: Read | None = None
    if request.method == "POST" and form.is_valid():
        found = _read(form, actor)
        if found is not None and not found.faults:
            rows = found.rows
            made = tried(form, lambda: enrol_all(rows, by=actor, now=clock.now()) if rows else [])
            if made is not None:
                told = _("已登记 %(n)d 人，%(known)d 人早已在任。")
                messages.success(request, told % {"n": len(made), "known": found.known})
                return redirect("mediation:mediators")
    faults = found.faults if found else []
    last = (Crumb(_("调解员"), reverse("mediation:mediators")), Crumb(_("从表格登记")))
    context: dict[str, Any] = {
        "form": form,
        "faults": faults[:SHOWN_FAULTS],
        "more": max(len(faults) - SHOWN_FAULTS, 0),
        "total": len(faults),
        "crumbs": crumbs(*last),
    }
    status = 422 if form.errors or faults else 200
    return render(request, "mediators/import.html", context, status=status)


@require_safe
def blank(request: HttpRequest) -> HttpResponseBase:
    """The template."""
    actor = acting(request)
    require(may_keep_panels(actor))
    data = BytesIO(template(panels_open(actor.street_id, clock.today())))
    return FileResponse(data, as_attachment=True, filename=_("人民调解员名单.xlsx"))


def _read(form: MediatorsForm, actor: Actor) -> Read | None:
    data = form.cleaned_data["file"].read(LARGEST_FILE + 1)
    try:
        return read(actor.street_id, data, clock.today())
    except Unreadable as error:
        form.add_error("file", str(error))
        return None

"""The table of lift surveys of a compound: the template, and its import."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from mulin.deliver.works.actions.surveying import import_surveys
from mulin.deliver.works.models import Survey
from mulin.deliver.works.pages.common import compound_here, crumbs_to, map_url
from mulin.deliver.works.permissions import may_survey
from mulin.ground.estate.models import Compound, Stairwell
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import tried
from mulin.kit import clock
from mulin.kit.rights import Actor, acting, require
from mulin.kit.words import said
from mulin.portable.lift_surveys import Read, read, template
from mulin.portable.roster_archives import Unreadable
from mulin.portable.roster_files import LARGEST_FILE

SHOWN_FAULTS = 100


class SurveyFileForm(forms.Form):
    """The filled-in table."""

    file = forms.FileField(
        label=gettext_lazy("勘察表"),
        help_text=gettext_lazy("填好的模板：.xlsx、.xls 或 .csv。有一处错就先不导入，改好再传。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, compound_id: UUID) -> HttpResponse:
    """Read a table; take it whole, or name every mistake and take nothing."""
    actor, compound = _here(request, compound_id)
    form = SurveyFileForm(request.POST or None, request.FILES or None)
    found: Read | None = None
    if request.method == "POST" and form.is_valid():
        found = _read(form, compound)
        if found is not None and not found.faults:
            name, now = form.cleaned_data["file"].name, clock.now()
            seen, drawn = list(found.seen.values()), found.drawn
            done = tried(
                form,
                lambda: import_surveys(compound, seen, drawn, file_name=name, by=actor, now=now),
            )
            if done is not None:
                told = _("已导入 %(n)s 个单元，%(b)s 栋楼的位置。")
                messages.success(request, told % {"n": done, "b": len(drawn.buildings)})
                return redirect(map_url(compound))
    faults = found.faults if found else []
    context: dict[str, Any] = {
        "compound": compound,
        "form": form,
        "faults": faults[:SHOWN_FAULTS],
        "more": max(len(faults) - SHOWN_FAULTS, 0),
        "total": len(faults),
        "surveyed": Survey.objects.of(actor.street_id).filter(compound=compound).count(),
        "stairs": len(_stairs(compound)),
        "crumbs": crumbs_to(compound, Crumb(_("导入勘察表"))),
    }
    status = 422 if form.errors or faults else 200
    return render(request, "lifts/import.html", context, status=status)


@require_safe
def blank(request: HttpRequest, compound_id: UUID) -> HttpResponseBase:
    """The compound's own template, with what is known filled in."""
    _actor, compound = _here(request, compound_id)
    rows = Survey.objects.of(compound.street_id).filter(compound=compound)
    answers = dict(rows.values_list("stairwell_id", "answers"))
    data = BytesIO(template(_stairs(compound), answers))
    name = said("{name}加装电梯勘察表.xlsx", name=compound.name)
    return FileResponse(data, as_attachment=True, filename=str(name))


def _here(request: HttpRequest, compound_id: UUID) -> tuple[Actor, Compound]:
    actor = acting(request)
    compound = compound_here(actor, pk=compound_id)
    require(may_survey(actor, compound.pk))
    return actor, compound


def _stairs(compound: Compound) -> list[Stairwell]:
    rows = Stairwell.objects.of(compound.street_id).filter(
        compound=compound, ended_on__isnull=True, building__ended_on__isnull=True
    )
    rows = rows.select_related("building")
    return list(rows.order_by("building__order", "building__label", "order", "label"))


def _read(form: SurveyFileForm, compound: Compound) -> Read | None:
    data = form.cleaned_data["file"].read(LARGEST_FILE + 1)
    try:
        return read(data, _stairs(compound), clock.today())
    except Unreadable as error:
        form.add_error("file", str(error))
        return None

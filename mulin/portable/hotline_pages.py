"""The hotline's file: read, shown before anything is registered, confirmed."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.discover.intake.actions import hotline as verbs
from mulin.discover.intake.models import HotlineBatch, Ticket
from mulin.discover.intake.permissions import HIDDEN, may_take_hotline
from mulin.discover.intake.queries.categories import categories_of
from mulin.ground.estate.models import Building, Compound
from mulin.ground.page.context import Crumb
from mulin.kit import clock
from mulin.kit.masking import mask_name, mask_phone
from mulin.kit.rights import Actor, Refused, acting, require
from mulin.portable.hotline_files import Known, read, template
from mulin.portable.roster_archives import Unreadable
from mulin.portable.roster_files import LARGEST_FILE

SHOWN = 200


class HotlineForm(forms.Form):
    """The file as the hotline sent it."""

    file = forms.FileField(
        label=gettext_lazy("热线工单表"),
        help_text=gettext_lazy(".xlsx、.xls 或 .csv。先看一遍，确认了才登记；有一处错就先不导入。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Read a file; what it holds is shown on its own page."""
    actor = acting(request)
    require(may_take_hotline(actor))
    form = HotlineForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, now = form.cleaned_data["file"], clock.now()
        try:
            found = read(file.read(LARGEST_FILE + 1), known_in(actor.street_id), now)
        except Unreadable as error:
            form.add_error("file", str(error))
        else:
            batch = verbs.note_batch(file.name, found.rows, found.plain_faults, by=actor, now=now)
            return redirect("hotline:batch", batch.pk)
    rows = HotlineBatch.objects.of(actor.street_id).order_by("-id")[:30]
    context = {"form": form, "batches": list(rows), "crumbs": _crumbs()}
    return render(request, "hotline/upload.html", context, status=422 if form.errors else 200)


@require_safe
def batch(request: HttpRequest, hotline_batch_id: UUID) -> HttpResponse:
    """What a file holds: what is new, what is known already, or every fault in it."""
    actor, found = _batch(request, hotline_batch_id)
    numbers = [row["number"] for row in found.rows]
    there = Ticket.objects.of(actor.street_id).filter(source_number__in=numbers)
    known = set(there.values_list("source_number", flat=True))
    kinds = {one.code: one.name for one in categories_of(actor.street_id).categories}
    compounds = dict(Compound.objects.of(actor.street_id).values_list("pk", "name"))
    context: dict[str, Any] = {
        "batch": found,
        "rows": [
            {
                **row,
                "kind": kinds.get(row["category"], row["category"]),
                "place": compounds.get(UUID(row["compound"])) if row["compound"] else "",
                "caller": mask_name(row["caller"]) if row["caller"] else "",
                "phone": mask_phone(row["phone"]) if row["phone"] else "",
                "known": row["number"] in known,
            }
            for row in found.rows[:SHOWN]
        ],
        "fresh": len(numbers) - len(known),
        "known": len(known),
        "more": max(len(numbers) - SHOWN, 0),
        "crumbs": _crumbs(Crumb(found.file_name)),
    }
    return render(request, "hotline/batch.html", context)


@require_POST
def confirm(request: HttpRequest, hotline_batch_id: UUID) -> HttpResponse:
    """Register what was shown."""
    actor, found = _batch(request, hotline_batch_id)
    done = verbs.confirm_batch(found, by=actor, now=clock.now())
    told = _("新登记 %(made)s 件，早已登记 %(known)s 件。")
    messages.success(request, told % {"made": done.made, "known": done.known})
    return redirect(f"{reverse('intake:board')}?channel=hotline")


@require_safe
def blank(request: HttpRequest) -> HttpResponseBase:
    """A table to fill in."""
    require(may_take_hotline(acting(request)))
    return FileResponse(BytesIO(template()), as_attachment=True, filename="热线工单模板.xlsx")


def known_in(street_id: UUID) -> Known:
    """What rows of a street may name; three statements."""
    compounds = Compound.objects.of(street_id).filter(ended_on__isnull=True)
    buildings = Building.objects.of(street_id).filter(ended_on__isnull=True)
    return Known(
        categories_of(street_id),
        dict(compounds.values_list("name", "pk")),
        {(c, label): pk for c, label, pk in buildings.values_list("compound_id", "label", "pk")},
    )


def _batch(request: HttpRequest, batch_id: UUID) -> tuple[Actor, HotlineBatch]:
    actor = acting(request)
    require(may_take_hotline(actor))
    found = HotlineBatch.objects.of(actor.street_id).filter(pk=batch_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return actor, found


def _crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    there = reverse("hotline:upload")
    return (Crumb(_("诉求派单"), reverse("intake:board")), Crumb(_("热线导入"), there), *last)

"""The list: as it holds today, and writing a new version."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.discover.admission.actions.listing import save_list
from mulin.discover.admission.forms import ListForm
from mulin.discover.admission.permissions import may_edit_list, may_see_admission
from mulin.discover.admission.queries.lists import list_in_force, versions
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import tried
from mulin.kit import clock
from mulin.kit.rights import acting, require


@require_safe
def shown(request: HttpRequest) -> HttpResponse:
    """The list in force, item by item, and what was changed before."""
    actor, today = acting(request), clock.today()
    require(may_see_admission(actor))
    here = list_in_force(actor.street_id, today)
    context = {
        "here": here,
        "items": [(one, one.holds_on(today)) for one in here.admissions.items],
        "versions": versions(actor.street_id),
        "may_edit": may_edit_list(actor) is None,
        "crumbs": (Crumb(_("社区减负"), reverse("admission:pushes")), Crumb(_("准入清单"))),
    }
    return render(request, "admission/list.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """Write a new version; what cannot be read is named by its line, nothing is lost."""
    actor = acting(request)
    require(may_edit_list(actor))
    here = list_in_force(actor.street_id, clock.today())
    form = ListForm(request.POST or None, initial={"text": here.text})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        verb = lambda: save_list(typed["text"], typed["note"], by=actor, now=clock.now())  # noqa: E731
        if tried(form, verb) is not None:
            messages.success(request, _("清单已存入新的一版。"))
            return redirect("admission:list")
    context = {
        "form": form,
        "crumbs": (
            Crumb(_("社区减负"), reverse("admission:pushes")),
            Crumb(_("准入清单"), reverse("admission:list")),
            Crumb(_("改清单")),
        ),
    }
    return render(request, "admission/edit.html", context, status=422 if form.errors else 200)

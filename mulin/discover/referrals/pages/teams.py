"""Teams: what each takes, where, and how it is reached."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.discover.referrals.actions.enforcing import Duties, set_team
from mulin.discover.referrals.forms import TeamForm
from mulin.discover.referrals.pages.referrals import crumbs
from mulin.discover.referrals.permissions import may_see_referrals, may_set_teams
from mulin.discover.referrals.queries.referrals import teams as teams_of
from mulin.ground.estate.models import Community, Organisation
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import tried
from mulin.kit import clock
from mulin.kit.rights import acting, require
from mulin.law.violations.catalogue import violations


@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """Every team; the kinds with their articles, as they are published."""
    actor = acting(request)
    require(may_see_referrals(actor))
    names = {c.pk.hex: c.name for c in Community.objects.of(actor.street_id)}
    titles = {code: one.title for code, one in violations().items()}
    context = {
        "rows": [
            (
                one,
                [titles[k] for k in one.kinds if k in titles],
                [names[a] for a in one.areas if a in names],
            )
            for one in teams_of(actor.street_id)
        ],
        "kinds": violations().values(),
        "may_set": may_set_teams(actor) is None,
        "crumbs": crumbs(Crumb(_("执法队和事项"))),
    }
    return render(request, "referrals/teams.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register a team, or write its duties anew."""
    actor = acting(request)
    require(may_set_teams(actor))
    kinds = (Organisation.Kind.STREET_OFFICE, Organisation.Kind.COMPANY)
    rows = Organisation.objects.of(actor.street_id).filter(ended_on__isnull=True, kind__in=kinds)
    bodies = {str(one.pk): one for one in rows.order_by("name")}
    areas = Community.objects.of(actor.street_id).order_by("name")
    form = TeamForm(
        request.POST or None,
        organisations=[(pk, one.name) for pk, one in bodies.items()],
        areas=[(str(one.pk), one.name) for one in areas],
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        duties = Duties(
            typed["phone"], tuple(typed["kinds"]), tuple(UUID(a) for a in typed["areas"])
        )
        body = bodies[typed["organisation"]]
        if tried(form, lambda: set_team(body, duties, by=actor, now=clock.now())):
            messages.success(request, _("执法队已登记，居民也看得到电话。"))
            return redirect("referrals:teams")
    context = {
        "form": form,
        "crumbs": crumbs(
            Crumb(_("执法队和事项"), reverse("referrals:teams")), Crumb(_("登记执法队"))
        ),
    }
    return render(request, "referrals/new_team.html", context, status=422 if form.errors else 200)

"""Teams of a campaign."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.discover.campaigns.actions.teams import set_team
from mulin.discover.campaigns.forms import TeamForm
from mulin.discover.campaigns.models import Campaign, Site
from mulin.discover.campaigns.pages.common import campaign_at, chosen_site, frame
from mulin.discover.campaigns.queries import campaigns as queries
from mulin.discover.campaigns.queries.people import askable, neighbour
from mulin.ground.estate.models import Person
from mulin.ground.page.trying import tried
from mulin.kit import clock
from mulin.kit.rights import Actor


@require_http_methods(["GET", "POST"])
def teams(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Who works together; one more team, or the people of one changed."""
    actor, found = campaign_at(request, campaign_id)
    context = frame(actor, found, "teams", _("队伍"))
    site = chosen_site(request, context["runs"])
    form = None
    if site is not None:
        form = _form(request, found, site)
        if request.method == "POST" and form.is_valid() and _set(actor, found, site, form):
            messages.success(request, _("队伍定好了。"))
            return redirect(f"{request.path}?compound={site.compound_id}")
    members = queries.members_of(found)
    places = {one.compound_id for one in context["sites"]}
    shown = [t for t in queries.teams_of(found) if t.compound_id is None or t.compound_id in places]
    context |= {
        "teams": [(team, [m for m in members if m.team_id == team.pk]) for team in shown],
        "form": form,
        "site": site,
    }
    bad = form is not None and bool(form.errors)
    return render(request, "campaigns/teams.html", context, status=422 if bad else 200)


def _form(request: HttpRequest, found: Campaign, site: Site) -> TeamForm:
    """The form, filled with the team that the address names."""
    posts = askable(found.street_id, [site.compound], clock.today())
    people = {
        str(row.person_id): f"{row.person.name} · {row.organisation.name} {row.title}"
        for row in posts
    }
    members = queries.members_of(found)
    for member in members:
        people.setdefault(str(member.person_id), f"{member.name} · {member.post}")
    picked = request.GET.get("team", "")
    mine = [one for one in members if str(one.team_id) == picked]
    initial = {
        "name": mine[0].team.name if mine else "",
        "people": [str(one.person_id) for one in mine],
        "leader": next((str(one.person_id) for one in mine if one.leads), ""),
    }
    return TeamForm(request.POST or None, people=list(people.items()), initial=initial)


def _set(actor: Actor, found: Campaign, site: Site, form: TeamForm) -> bool:
    typed = form.cleaned_data
    wanted = {UUID(pk) for pk in (*typed["people"], *filter(None, [typed["leader"]]))}
    people = list(Person.objects.of(actor.street_id).filter(pk__in=wanted).order_by("name", "id"))
    if typed["room"] or typed["neighbour"]:
        volunteer = neighbour(site.compound, typed["room"], typed["neighbour"], clock.today())
        if volunteer is None:
            form.add_error("room", _("这个房号没有登记这个姓名的业主或住户，请核对。"))
            return False
        people.append(volunteer)
    leader = next((one for one in people if str(one.pk) == typed["leader"]), None)
    made = tried(
        form,
        lambda: set_team(
            found,
            typed["name"],
            people,
            leader=leader,
            compound=site.compound,
            by=actor,
            now=clock.now(),
        ),
    )
    return made is not None

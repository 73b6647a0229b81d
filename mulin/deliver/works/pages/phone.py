"""What neighbours read about lifts of their compound, and an owner's own part with his word on it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulin.deliver.works.actions.sharing import PHONE, say_to_share
from mulin.deliver.works.models import Home, Project
from mulin.deliver.works.pages.panel import rows_of, state_of
from mulin.deliver.works.permissions import HIDDEN, may_read_open
from mulin.deliver.works.queries.places import PHASE_WORDS
from mulin.deliver.works.queries.progress import phases_of
from mulin.deliver.works.queries.projects import file_of, own_homes, project_of, projects_near
from mulin.deliver.works.queries.shares import floors_of
from mulin.deliver.works.queries.slips import signing_of
from mulin.ground.page.trying import told
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, Role, acting, require
from mulin.law.lifts.shares import BY_CODE, Weighing

WORDS = {"done": "ok", "now": "wait", "soon": "bad", "idle": "none"}


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Lifts of the compounds in which the person lives or owns."""
    actor = acting(request)
    if not any(grant.role in (Role.OWNER, Role.TENANT) for grant in actor.grants):
        raise Refused(HIDDEN)
    rows = [
        {
            "project": project,
            "word": PHASE_WORDS[max(project.phase, 2)]
            if project.is_open
            else project.get_state_display(),
        }
        for project in projects_near(actor)
    ]
    return render(request, "works/phone/list.html", {"rows": rows})


@require_safe
def project(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """How far it is, whether enough agreed, who pays what by floor; below it the own home."""
    actor, found = found_here(request, project_id)
    today = clock.today()
    file = file_of(found, today)
    mark, word = state_of(file)
    mine = {home.pk for home in own_homes(actor, found, today)}
    scheme = BY_CODE.get(found.scheme)
    context = {
        "project": found,
        "file": file,
        "mark": WORDS[mark],
        "word": word,
        "phases": phases_of(found, file.progress, len(file.waiting)),
        "consent": file.decisive.consent,
        "rows": rows_of(file.decisive),
        "floors": floors_of(file.shares),
        "mine": [share for share in file.shares if share.home.pk in mine],
        "scheme": scheme,
        "by_area": found.weighing == Weighing.AREA,
        "asking": found.is_open,
        "signing": signing_of(actor, found, today),
        "lives_here": any(grant.role in (Role.OWNER, Role.TENANT) for grant in actor.grants),
    }
    return render(request, "works/phone/project.html", context)


@require_POST
def say(request: HttpRequest, project_id: UUID, home_id: UUID) -> HttpResponse:
    """An owner's word on his part of the plan he saw."""
    actor, found = found_here(request, project_id)
    rows = Home.objects.of(found.street_id).filter(project=found, pk=home_id, inside=True)
    home: Home | None = rows.select_related("project").first()
    if home is None:
        raise Refused(HIDDEN)
    word = request.POST.get("opinion", "")
    word = word if word in Home.Opinion.values else ""
    seen = request.POST.get("round", "")
    seen_round = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 7 else 0
    told(
        request,
        lambda: say_to_share(home, word, seen_round, via=PHONE, by=actor, now=clock.now()),
        _("记下了。方案再改，会请您重新看。"),
    )
    return redirect("lift:project", found.pk)


def found_here(request: HttpRequest, project_id: UUID) -> tuple[Actor, Project]:
    """Who asks, and the project whose open page he may read."""
    actor = acting(request)
    found = project_of(actor.street_id, project_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_read_open(actor, found))
    return actor, found

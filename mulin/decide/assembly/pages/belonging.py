"""Which votes belong to a matter: taken in and out on one screen."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.decide.assembly.actions.belonging import join_matter, leave_matter
from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.permissions import HIDDEN as NO_POLL
from mulin.decide.assembly.permissions import may_prepare
from mulin.decide.assembly.queries import lists
from mulin.ground.access.entry import acting
from mulin.ground.matters.models import Matter
from mulin.ground.matters.permissions import HIDDEN, may_carry
from mulin.ground.matters.queries import matter_of
from mulin.ground.page.context import Crumb
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, require


@require_http_methods(["GET", "POST"])
def of_matter(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """The votes of a matter, and those that could belong to it."""
    actor = acting(request)
    matter = matter_of(actor.street_id, matter_id)
    if matter is None:
        raise Refused(HIDDEN)
    require(may_carry(actor, matter))
    if request.method == "POST":
        return _change(request, actor, matter)
    context = {
        "matter": matter,
        "inside": _polls(actor, matter, Q(matter=matter)),
        "outside": _polls(actor, matter, Q(matter__isnull=True)),
        "crumbs": (
            Crumb(_("事项"), reverse("matters:list")),
            Crumb(matter.number, reverse("matters:matter", args=[matter.pk])),
            Crumb(_("归入表决")),
        ),
    }
    return render(request, "assembly/of_matter.html", context)


def _change(request: HttpRequest, actor: Actor, matter: Matter) -> HttpResponse:
    verb = leave_matter if request.POST.get("out") else join_matter
    try:
        poll_id = UUID(request.POST.get("out") or request.POST.get("in") or "")
    except ValueError:
        raise Refused(NO_POLL) from None
    try:
        poll = verb(poll_id, matter, by=actor, now=clock.now())
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        messages.error(request, shown(refused.refusal))
    else:
        said = _("已移出「%(title)s」。") if verb is leave_matter else _("已归入「%(title)s」。")
        messages.success(request, said % {"title": poll.title})
    return redirect("matter_votes:choose", matter.pk)


def _polls(actor: Actor, matter: Matter, which: Q) -> list[Poll]:
    """Votes of the matter's reach that the actor may carry, newest first, a hundred at most."""
    rows = lists.polls_for(actor).filter(which)
    if matter.compound_id is not None:
        rows = rows.filter(compound_id=matter.compound_id)
    found = rows.select_related("compound").order_by("-id")[:100]
    return [poll for poll in found if may_prepare(actor, poll.compound) is None]

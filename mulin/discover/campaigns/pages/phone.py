"""On the way with a phone: what is mine today, the doors of my team, one after the other."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulin.discover.campaigns.actions.visiting import Found, knock
from mulin.discover.campaigns.kinds import BY_CODE
from mulin.discover.campaigns.models import Door, Member, Outcome, Task
from mulin.discover.campaigns.permissions import HIDDEN, may_read_care
from mulin.discover.campaigns.queries import campaigns as queries
from mulin.discover.campaigns.queries import doors as asked
from mulin.discover.campaigns.queries.duty import my_shifts
from mulin.discover.campaigns.queries.upkeep import mine_today
from mulin.ground.page.trying import once_of, told
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused, acting

MOST_TASKS = 60


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My teams, my doors, my tasks, my watches."""
    actor = acting(request)
    members = [one for one in queries.my_memberships(actor) if one.campaign.is_open]
    street = actor.street_id
    tasks = Task.objects.of(street).filter(
        team__in=[one.team_id for one in members],
        state__in=(Task.State.OPEN, Task.State.RETURNED),
    )
    context = {
        "walks": asked.walks_of(members),
        "tasks": list(
            tasks.select_related("compound", "building", "campaign").order_by("due_on", "id")[
                :MOST_TASKS
            ]
        ),
        "shifts": my_shifts(actor, clock.now()),
        "upkeep": mine_today(actor, clock.today()),
        "campaigns": list({one.campaign_id: one.campaign for one in members}.values()),
    }
    return render(request, "campaigns/phone/mine.html", context)


@require_safe
def team(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """The stairwells of my team; the next door first."""
    member = member_at(request, team_id)
    found = member.team
    upcoming = asked.next_door(found)
    context = {
        "campaign": member.campaign,
        "team": found,
        "stairs": asked.stairs_of(found),
        "upcoming": upcoming,
        "walk": asked.walks_of([member])[0],
    }
    return render(request, "campaigns/phone/team.html", context)


@require_safe
def stairs(request: HttpRequest, team_id: UUID, team_door_id: UUID) -> HttpResponse:
    """The doors of one stairwell, each with its form: all that is needed stands on this one page."""
    member = member_at(request, team_id)
    near = _door(member, team_door_id)
    rows = asked.doors_on(member.team, near)
    actor = acting(request)
    kind = BY_CODE.get(member.campaign.kind)
    context: dict[str, Any] = {
        "campaign": member.campaign,
        "team": member.team,
        "near": near,
        "doors": [_line(actor, member, row, near) for row in rows],
        "left": sum(row.rounds == 0 for row in rows),
        "helps": member.campaign.helps,
        "look": kind.look if kind else "",
        "outcomes": Outcome.choices,
    }
    return render(request, "campaigns/phone/stairs.html", context)


@require_POST
def visit(request: HttpRequest, team_id: UUID, team_door_id: UUID) -> HttpResponse:
    """Note a visit. A page that kept it while there was no signal asks for JSON."""
    member = member_at(request, team_id)
    door = _door(member, team_door_id)
    typed, actor = request.POST, acting(request)
    seen = typed.get("seen", "")
    outcome = typed.get("outcome", "")
    found = Found(
        outcome,
        int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 4 else -1,
        typed.get("help", "") if outcome == Outcome.HELP else "",
        typed.get("note", ""),
    )
    once = once_of(request)

    def verb() -> Any:
        return knock(door, found, once=once, by=actor, now=clock.now())

    if request.headers.get("Accept") == "application/json":
        return _answered(verb)
    told(request, verb, _("%(label)s 记下了。") % {"label": door.label})
    return redirect(f"{reverse('campaign_work:stairs', args=[team_id, door.pk])}#next")


def _answered(verb: Any) -> JsonResponse:
    try:
        made = verb()
    except Refused as refused:
        return JsonResponse({"error": shown(refused.refusal)}, status=409)
    return JsonResponse({"outcome": made.outcome, "word": shown(made.get_outcome_display())})


def member_at(request: HttpRequest, team_id: UUID) -> Member:
    """My place in the team; nobody else's phone shows its doors."""
    actor = acting(request)
    rows = Member.objects.of(actor.street_id).filter(
        team_id=team_id, person_id=actor.person_id, left_on__isnull=True
    )
    found: Member | None = rows.select_related("campaign", "team").first()
    if found is None or actor.person_id is None:
        raise Refused(HIDDEN)
    return found


def _door(member: Member, team_door_id: UUID) -> Door:
    rows = Door.objects.of(member.street_id).filter(team_id=member.team_id, pk=team_door_id)
    found: Door | None = rows.select_related("building", "compound", "campaign").first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def _line(actor: Actor, member: Member, row: Door, near: Door) -> dict[str, Any]:
    """One door as the page shows it. What it needs is for the eyes of who cares, and its own team
    where no company's people are asked to read it."""
    cares = may_read_care(actor, row.compound_id) is None
    state = asked.state_of(row)
    hidden = state in (Outcome.HELP, "helped") and not cares and member.from_company
    return {
        "door": row,
        "state": "seen" if hidden else state,
        "word": _("去过了") if hidden else asked.word_of(row),
        "first": row.first and row.rounds == 0,
        "why": row.first_why if cares else "",
        "once": uuid7(),
        "near": row.pk == near.pk,
        "open": row.rounds == 0 or row.outcome == Outcome.NOT_HOME,
    }

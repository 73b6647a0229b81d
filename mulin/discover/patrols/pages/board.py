"""The office's first screens: today's rounds by urgency, the month, figures with their rows."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.discover.patrols.forms import PeriodForm
from mulin.discover.patrols.pages.common import crumbs, places_of
from mulin.discover.patrols.permissions import may_see_patrols
from mulin.discover.patrols.queries import figures, rounds
from mulin.discover.patrols.queries.hazards import counts_of, hazards_for
from mulin.discover.patrols.queries.plans import in_use, planners_of, plans_for, walked_by
from mulin.ground.page.context import Crumb
from mulin.kit import clock
from mulin.kit.rights import acting, require

SHOWN, NEXT = 60, 12


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Today: alarms first, then what goes on, what is to come, what was walked."""
    actor = acting(request)
    require(may_see_patrols(actor))
    now, today = clock.now(), clock.today()
    plans = in_use(plans_for(actor))
    turns = rounds.turns_of(plans, today, now)
    alarms = [turn for turn in turns if turn.alarms]
    going = [turn for turn in turns if turn.mark in ("now", "soon") and not turn.alarms]
    walked = [turn for turn in turns if turn.row is not None and turn.mark == "done"]
    coming = [turn for turn in turns if turn.mark == "idle"]
    unexplained = rounds.to_explain(actor)
    context = {
        "alarms": alarms[:SHOWN],
        "going": going[:SHOWN],
        "walked": walked[::-1][:NEXT],
        "coming": coming[:NEXT],
        "counts": {
            "all": len(turns),
            "alarms": len(alarms),
            "going": len(going),
            "walked": len(walked),
            "coming": len(coming),
        },
        "unexplained": list(unexplained[:12]),
        "unexplained_count": unexplained.count(),
        "hazards": counts_of(hazards_for(actor), today),
        "plans": len(plans),
        "may_plan": planners_of(actor),
        "walks": bool(walked_by(actor)),
        "crumbs": crumbs(),
    }
    return render(request, "patrols/board.html", context)


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """A month: what the plans foresee on each day, and what was walked."""
    actor = acting(request)
    require(may_see_patrols(actor))
    places = places_of(actor)
    asked = request.GET.get("compound", "")
    compound = next((one for one in places if str(one.pk) == asked), None)
    plans, rows = plans_for(actor), rounds.rounds_for(actor)
    if compound is not None:
        plans, rows = plans.filter(compound=compound), rows.filter(compound=compound)
    today = clock.today()
    first = _month(request.GET.get("month", ""), today)
    used = in_use(plans)
    context = {
        "weeks": figures.month_of(used, rows, first, clock.now()),
        "first": first,
        "before": _moved(first, -1),
        "after": _moved(first, 1),
        "today": today,
        "places": places,
        "compound": compound,
        "plans": used,
        "crumbs": crumbs(Crumb(_("月历"))),
    }
    return render(request, "patrols/month.html", context)


@require_safe
def figures_page(request: HttpRequest) -> HttpResponseBase:
    """Completion over some days, by compound and by plan; every number leads to its rows."""
    actor = acting(request)
    require(may_see_patrols(actor))
    form = PeriodForm(request.GET if request.GET else None)
    today = clock.today()
    first, last = form.days(today)
    rows = figures.over(rounds.rounds_for(actor), first, last)
    context = {
        "form": PeriodForm(initial={"since": first, "until": last}),
        "first": first,
        "last": last,
        "total": figures.total(rows),
        "compounds": figures.by_compound(rows),
        "plans": figures.by_plan(rows)[:SHOWN],
        "hazards": figures.hazards_in(hazards_for(actor), first, last, today),
        "crumbs": crumbs(Crumb(_("完成情况"))),
    }
    return render(request, "patrols/figures.html", context)


def _month(typed: str, today: date) -> date:
    """``2026-11`` → its first day; this month where it is none, within ten years of it."""
    try:
        found = date.fromisoformat(f"{typed}-01")
    except ValueError:
        return today.replace(day=1)
    return found if abs(found.year - today.year) <= 10 else today.replace(day=1)


def _moved(first: date, months: int) -> str:
    at = first.year * 12 + first.month - 1 + months
    return f"{at // 12}-{at % 12 + 1:02d}"

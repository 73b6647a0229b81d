"""A resident tells of a violation and follows it; whom to call."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mulin.discover.referrals.actions.finding import keep_evidence, tip
from mulin.discover.referrals.forms import TipForm
from mulin.discover.referrals.models import Evidence, Referral
from mulin.discover.referrals.pages.referrals import found_in
from mulin.discover.referrals.permissions import HIDDEN, RESIDENTS, may_follow
from mulin.discover.referrals.queries.referrals import (
    mark_of,
    own_compounds,
    own_referrals,
    referral_of,
    teams_near,
)
from mulin.ground.estate.models import Person
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require
from mulin.law.violations.catalogue import violations

WORDS = {"done": "ok", "now": "wait", "soon": "wait", "late": "bad", "no": "bad", "idle": "none"}
STEPS = (
    ("tipped",),
    ("dissuading",),
    ("reported", "referred", "returned"),
    ("accepted",),
    ("result", "closed"),
)
"""States that belong to each of the five words of the way."""


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What the person told of, and the teams' telephones."""
    actor, now = _resident(request), clock.now()
    titles = {code: one.title for code, one in violations().items()}
    context = {
        "rows": [(row, *_shown(row, now)) for row in own_referrals(actor)],
        "teams": [
            (team, [titles[k] for k in team.kinds if k in titles])
            for team in teams_near(actor.street_id, own_compounds(actor))
        ],
    }
    return render(request, "referrals/phone/mine.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Tell of a violation, with a picture."""
    actor, now, once = _resident(request), clock.now(), once_of(request)
    places = {str(one.pk): one for one in own_compounds(actor)}
    form = TipForm(
        request.POST or None,
        request.FILES or None,
        compounds=[(pk, one.name) for pk, one in places.items()],
        initial={"found_at": now.astimezone(clock.SHANGHAI)},
    )
    if request.method == "POST" and form.is_valid():
        compound = places[form.cleaned_data["compound"]]
        found, file = found_in(form, compound)
        named, me = form.cleaned_data["named"], _self(actor)
        made = tried(
            form,
            lambda: tip(compound, found, reporter=me, named=named, once=once, by=actor, now=now),
        )
        if made is not None:
            if file:
                step = Evidence.Step.BEFORE
                verb = lambda: keep_evidence(made, step, file, by=actor, now=clock.now())  # noqa: E731
                told(request, verb, _("照片已交。"))
            messages.success(request, _("已告诉物业和社区，编号 %(n)s。") % {"n": made.number})
            return redirect("violations:one", made.pk)
    context = {"form": form, "once": once, "urgent": [v for v in violations().values() if v.urgent]}
    return render(request, "referrals/phone/new.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def one(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """How far it is, and the result."""
    actor = acting(request)
    row = referral_of(actor.street_id, referral_id)
    if row is None:
        raise Refused(HIDDEN)
    require(may_follow(actor, row))
    mark, word = _shown(row, clock.now())
    context = {"row": row, "mark": mark, "word": word, "steps": _steps(row)}
    return render(request, "referrals/phone/one.html", context)


def _steps(row: Referral) -> list[dict[str, Any]]:
    """Five words; the one it stands at is now."""
    if row.state in ("settled", "dropped"):
        return []
    names = (_("反映"), _("劝阻"), _("移送"), _("执法"), _("反馈"))
    at = next(n for n, states in enumerate(STEPS) if row.state in states)
    at = len(names) if row.state == "closed" else at
    return [
        {"name": name, "state": "done" if n < at else "now" if n == at else "idle"}
        for n, name in enumerate(names)
    ]


def _shown(row: Referral, now: Any) -> tuple[str, str]:
    mark, word = mark_of(row, now)
    return WORDS[mark], word


def _resident(request: HttpRequest) -> Actor:
    actor = acting(request)
    if not any(grant.role in RESIDENTS for grant in actor.grants):
        raise Refused(HIDDEN)
    return actor


def _self(actor: Actor) -> Person:
    found: Person | None = Person.objects.of(actor.street_id).filter(pk=actor.person_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found

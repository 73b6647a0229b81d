"""Screens of the own account: sessions, streets, who read my data, what roles may do."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.ground.access import actions
from mulin.ground.access import queries_accounts as queries
from mulin.ground.access.models import Account
from mulin.ground.access.queries_standing import memberships_of
from mulin.ground.access.roles import STANDINGS, matrix
from mulin.kit import clock
from mulin.kit.rights import LoginNeeded, acting


def me(request: HttpRequest) -> HttpResponse:
    """My account: sessions, second factor, streets, and who read my data lately."""
    actor = acting(request)
    user = cast(Account, request.user)
    context = {
        "sessions": queries.sessions_of(user, request.session.session_key),
        "factor": queries.has_second_factor(user),
        "reads": queries.reads_of(actor)[:5],
    }
    return render(request, "access/me.html", context)


@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """End my sessions on all other devices."""
    actor = acting(request)
    count = actions.sign_out_elsewhere(
        cast(Account, request.user),
        keeping=request.session.session_key or "",
        actor=actor,
        now=clock.now(),
    )
    messages.success(request, _("已退出其他 %(count)s 处登录。") % {"count": count})
    return redirect("access:me")


def my_reads(request: HttpRequest) -> HttpResponse:
    """Who read my data: day, post and organisation, field and reason."""
    actor = acting(request)
    return render(request, "access/reads.html", {"reads": queries.reads_of(actor)[:200]})


@require_http_methods(["GET", "POST"])
def switch(request: HttpRequest) -> HttpResponseBase:
    """Move this session into another of my streets."""
    _signed_in(request)
    user, today = cast(Account, request.user), clock.today()
    mine = memberships_of(user, today)
    if request.method == "POST":
        wanted = request.POST.get("membership", "")
        chosen = next((m for m in mine if str(m.pk) == wanted or m.pk.hex == wanted), None)
        actions.switch_membership(request.session, user, chosen, today=today)
        messages.success(request, _("现在在%(street)s。") % {"street": chosen.street.name})  # type: ignore[union-attr]
        return redirect("/")
    return render(request, "access/switch.html", {"mine": mine})


def roles(request: HttpRequest) -> HttpResponse:
    """What each role may do, in one table."""
    acting(request)
    return render(request, "access/roles.html", {"standings": STANDINGS, "matrix": matrix()})


def _signed_in(request: HttpRequest) -> None:
    """Signed in is enough: whoever just lost a street may still choose another."""
    if not request.user.is_authenticated:
        raise LoginNeeded

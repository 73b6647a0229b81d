"""Screens of one's own calendar: its secret address with a QR code, made, made anew, ended; the feed."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mulin.ground.page.codes import qr_code
from mulin.ground.page.context import Crumb
from mulin.kit import clock
from mulin.kit.rights import acting, require
from mulin.procedures.actions.feeds import begin_feed, end_feed
from mulin.procedures.models import Feed
from mulin.procedures.permissions import may_have_feed
from mulin.procedures.queries.feeds import (
    SECRET_BYTES,
    address_of,
    days_of,
    feed_of,
    subscriber_of,
    written,
)

SHOWN = 12
READS_AN_HOUR = 60


@never_cache
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """One's calendar: whether it is open, under which address, and what stands in it."""
    actor, today = acting(request), clock.today()
    require(may_have_feed(actor))
    feed = feed_of(actor)
    days = days_of(actor, today)
    context = {
        "feed": feed,
        "days": days[:SHOWN],
        "more": max(len(days) - SHOWN, 0),
        "crumbs": (Crumb(_("轮到我"), reverse("desk:turn")), Crumb(_("我的日历"))),
        **(_address(request, feed) if feed else {}),
    }
    part = request.headers.get("hx-request") and request.headers.get("hx-boosted") is None
    page = "procedures/_calendar.html" if part else "procedures/calendar.html"
    return render(request, page, context)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Open one's calendar, or give it another address."""
    begin_feed(secrets.token_bytes(SECRET_BYTES), by=acting(request), now=clock.now())
    messages.success(request, _("日历地址已生成，以前的地址不再有效。"))
    return redirect("procedures:calendar")


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End it."""
    end_feed(by=acting(request), now=clock.now())
    messages.success(request, _("日历订阅已停用，手机里的日历不再更新。"))
    return redirect("procedures:calendar")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself, for the program that subscribed; whoever guesses learns nothing."""
    now = clock.now()
    found = subscriber_of(token, clock.day_of(now))
    if found is None:
        raise Http404
    if _too_often(found.feed):
        return HttpResponse(status=429, headers={"Retry-After": "3600"})
    with override("zh-hans"):
        site = _site(request)
        name = _("睦邻 · %(name)s") % {"name": found.actor.name}
        days = days_of(found.actor, clock.day_of(now))
        host = urlsplit(site).hostname or "mulin"
        data = written(days, name=name, site=site, host=host, now=now)
    return HttpResponse(
        data,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": 'inline; filename="mulin.ics"',
            "Cache-Control": "private, max-age=900",
            "X-Robots-Tag": "noindex",
        },
    )


def _address(request: HttpRequest, found: Feed) -> dict[str, str]:
    path = reverse("procedures:feed", args=[address_of(found)])
    url = _site(request) + path
    return {
        "address": url,
        "path": path,
        "webcal": "webcal://" + url.partition("://")[2],
        "qr": qr_code(url),
    }


def _site(request: HttpRequest) -> str:
    configured: str = settings.MULIN_PUBLIC_URL
    return configured or f"{request.scheme}://{request.get_host()}"


def _too_often(found: Feed) -> bool:
    key = f"feed/{found.pk.hex}"
    cache.add(key, 0, 3600)
    try:
        return cache.incr(key) > READS_AN_HOUR
    except ValueError:  # the hour ended between the two calls
        return False

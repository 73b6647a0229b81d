"""The bare Django page that our list is measured beside: settings, address, view and template.

What startproject gives: its seven layers of middleware, sessions and sign-in; the view reads the
same fifty rows in one statement and writes them into a plain table with the same columns.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from mulin.site.settings import *  # noqa: F403

ROOT_URLCONF = "bare_site"
WSGI_APPLICATION = "mulin.site.wsgi.application"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # its app refuses to start without
]
PAGE = """<!doctype html><html><head><title>Units</title></head><body><table>
{% for unit in units %}<tr><td><a href="/register/units/{{ unit.pk }}/">{{ unit.label }}</a></td>
<td>{{ unit.compound.name }}</td><td>{{ unit.get_use_display }}</td>
<td>{{ unit.get_status_display }}</td><td>{{ unit.voting_area }}</td><td>{{ unit.gross_area }}</td>
<td>{{ unit.get_area_source_display }}</td></tr>{% endfor %}
</table></body></html>"""
_page: Any = None


def units(request: HttpRequest) -> HttpResponse:
    """Fifty rows for whoever is signed in."""
    from django.template import engines

    from mulin.ground.estate.models import Unit

    global _page
    _page = _page or engines["django"].from_string(PAGE)
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    rows = Unit.objects.select_related("compound").order_by(*Unit.IN_ORDER)
    return HttpResponse(_page.render({"units": list(rows[:50])}, request))


urlpatterns = [
    path("healthz", lambda request: JsonResponse({"ok": True})),
    path("units/", units),
]

"""Every address of the site. An app is mounted where it stands; its namespace is its ``app_name``."""

from __future__ import annotations

from importlib.util import find_spec

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from mulin.site.api import api, docs

MOUNTED = (
    ("accounts/", "mulin.ground.access.urls"),
    ("register/", "mulin.ground.estate.urls"),
    ("import/", "mulin.portable.urls"),
    ("votes/", "mulin.decide.assembly.urls"),
    ("campaigns/", "mulin.discover.campaigns.urls"),
    ("m/", "mulin.discover.campaigns.urls_phone"),
    ("grids/", "mulin.discover.grids.urls"),
    ("talks/", "mulin.deliberate.meetings.urls"),
    ("mediation/", "mulin.deliberate.mediation.urls"),
    ("mediation/", "mulin.portable.urls_mediators"),
    ("pacts/", "mulin.deliberate.pacts.urls"),
    ("bodies/", "mulin.decide.committees.urls"),
    ("handbook/", "mulin.decide.capability.urls"),
    ("trainings/", "mulin.decide.capability.urls_trainings"),
    ("receptions/", "mulin.decide.capability.urls_receptions"),
    ("workshop/", "mulin.decide.workshop.urls"),
    ("tickets/hotline/", "mulin.portable.urls_hotline"),
    ("tickets/", "mulin.discover.intake.urls"),
    ("m/", "mulin.discover.intake.urls_phone"),
    ("revenue/", "mulin.deliver.revenue.urls"),
    ("m/", "mulin.deliver.revenue.urls_phone"),
    ("open-books/", "mulin.deliver.revenue.urls_public"),
    ("fees/", "mulin.deliver.billing.urls"),
    ("m/", "mulin.deliver.billing.urls_phone"),
    ("works/", "mulin.deliver.works.urls"),
    ("works/", "mulin.portable.urls_lifts"),
    ("m/", "mulin.deliver.works.urls_phone"),
    ("admission/", "mulin.discover.admission.urls"),
    ("affairs/", "mulin.discover.counter.urls"),
    ("m/", "mulin.discover.counter.urls_phone"),
    ("referrals/", "mulin.discover.referrals.urls"),
    ("m/", "mulin.discover.referrals.urls_phone"),
    ("patrols/", "mulin.discover.patrols.urls"),
    ("m/", "mulin.discover.patrols.urls_phone"),
    ("procedures/", "mulin.procedures.urls"),
    ("votes/", "mulin.portable.urls_official"),
    ("m/", "mulin.decide.assembly.urls_phone"),
    ("law/", "mulin.desk.law_urls"),
    ("calendar/", "mulin.ground.calendar.urls"),
    ("texts/", "mulin.ground.texts.urls"),
    ("record/", "mulin.ground.record.urls"),
    ("papers/", "mulin.ground.papers.urls"),
    ("", "mulin.ground.jobs.urls"),
    ("", "mulin.ground.notices.urls"),
    ("matters/", "mulin.ground.matters.urls"),
    ("ledger/", "mulin.ground.ledger.urls"),
    ("ledger/", "mulin.portable.urls_ledger"),
    ("forewarned/", "mulin.ground.forewarn.urls"),
    ("matters/", "mulin.decide.assembly.urls_matters"),
    ("look/", "mulin.ground.page.urls"),
    ("", "mulin.desk.urls"),
)


def _stands(module: str) -> bool:
    """Whether an app has addresses; a module that exists but fails must fail the site too."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the site answers and its database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return JsonResponse({"ok": True})


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("i18n/setlang/", set_language, name="set_language"),
    path("api/docs", docs, name="api_docs"),
    path("api/", api.urls),
    *(path(prefix, include(module)) for prefix, module in MOUNTED if _stands(module)),
]

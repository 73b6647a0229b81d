"""The receipt and the list of what is missing, as PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mulin.discover.counter import documents
from mulin.discover.counter.models import Application
from mulin.discover.counter.pages.common import application_here
from mulin.discover.counter.queries.applications import follow_token, papers_of
from mulin.ground.page.address import public_address
from mulin.kit import clock


@never_cache
@require_safe
def receipt(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """The receipt with the code by which it is followed."""
    __, row = application_here(request, application_id)
    data = documents.receipt(row, papers_of(row), followed_at(request, row), on=clock.today())
    return pdf(data, f"{_('收件回执')} {row.number}.pdf")


@never_cache
@require_safe
def missing(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Everything that is missing, on one sheet."""
    __, row = application_here(request, application_id)
    data = documents.missing(row, papers_of(row), followed_at(request, row), on=clock.today())
    return pdf(data, f"{_('一次性告知书')} {row.number}.pdf")


def followed_at(request: HttpRequest, row: Application) -> str:
    """The whole address behind the receipt's code."""
    return public_address(request, reverse("affairs:follow", args=[follow_token(row)]))


def pdf(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, name) or ""
    answer["X-Content-Type-Options"] = "nosniff"
    return answer

"""The dossier of a procedure as a PDF, and all its papers as an archive."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulin.ground.papers.archive import PROCEDURE_DOSSIER, streamed
from mulin.ground.papers.queries import Kept
from mulin.kit import clock
from mulin.kit.rights import require
from mulin.procedures import documents, queries
from mulin.procedures.actions.taking import take_papers
from mulin.procedures.models import Procedure
from mulin.procedures.pages.common import found_of
from mulin.procedures.permissions import may_read_papers
from mulin.procedures.queries.dossier import papers_kept

T = TypeVar("T", bound=HttpResponseBase)


@require_safe
def dossier(request: HttpRequest, procedure_id: UUID) -> HttpResponse:
    """The dossier to look at or to print."""
    _actor, found = found_of(request, procedure_id)
    data = documents.dossier(found, _kept(found), now=clock.now())
    answer = HttpResponse(data, content_type="application/pdf")
    return _named(answer, _("%(number)s 卷宗.pdf") % {"number": found.number}, attachment=False)


@require_POST
def papers(request: HttpRequest, procedure_id: UUID) -> HttpResponseBase:
    """Every paper with an index, as one archive; that it was taken is on record."""
    actor, found = found_of(request, procedure_id)
    require(may_read_papers(actor, found.compound_id))
    now, kept = clock.now(), _kept(found)
    cover = documents.dossier(found, kept, now=now)
    take_papers(found, len(kept), by=actor, now=now)
    answer = StreamingHttpResponse(
        streamed(kept, {PROCEDURE_DOSSIER: cover}, by=actor, now=now),
        content_type="application/zip",
    )
    return _named(answer, _("%(number)s 全部材料.zip") % {"number": found.number}, attachment=True)


def _kept(found: Procedure) -> list[Kept]:
    _table, cards = queries.cards_of(found, clock.today())
    return papers_kept(found, cards)


def _named(answer: T, name: str, *, attachment: bool) -> T:
    answer["Content-Disposition"] = content_disposition_header(attachment, name) or ""
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer

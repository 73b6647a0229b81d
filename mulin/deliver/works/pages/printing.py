"""Papers of a lift printed from the texts in force; the dossier; all papers as an archive."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulin.deliver.works import documents
from mulin.deliver.works.actions.keeping import take_papers
from mulin.deliver.works.pages.common import project_here, uuid_in
from mulin.deliver.works.permissions import HIDDEN
from mulin.deliver.works.prints import sheet_for
from mulin.deliver.works.queries.projects import file_of
from mulin.ground.papers.archive import PROJECT_DOSSIER, streamed
from mulin.ground.texts.answering import FORMATS, answer, made
from mulin.kit import clock
from mulin.kit.rights import Refused

T = TypeVar("T", bound=HttpResponseBase)


@require_safe
def printed(request: HttpRequest, project_id: UUID, text: str, file_format: str) -> HttpResponse:
    """A paper as PDF or Word, filled from the register. Writes nothing."""
    _actor, project = project_here(request, project_id)
    today, home = clock.today(), request.GET.get("home")
    try:
        if file_format not in FORMATS or (home and uuid_in(home) is None):
            raise KeyError(home)
        sheet = sheet_for(project, text, today, uuid_in(home))
    except KeyError:
        raise Refused(HIDDEN) from None
    name = f"{sheet.title} {project.number}"
    return answer(made(sheet, file_format, today), name, file_format)


@require_safe
def dossier(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The project's dossier, to look at or to print."""
    _actor, project = project_here(request, project_id)
    kept = documents.papers_kept(file_of(project, clock.today()))
    data = documents.dossier(project, kept, now=clock.now())
    found = HttpResponse(data, content_type="application/pdf")
    return _named(found, _("%(number)s 卷宗.pdf") % {"number": project.number}, attachment=False)


@require_POST
def archive(request: HttpRequest, project_id: UUID) -> HttpResponseBase:
    """Every paper with an index, and the dossier; that it was taken is on record."""
    actor, project = project_here(request, project_id)
    now = clock.now()
    kept = documents.papers_kept(file_of(project, clock.day_of(now)))
    cover = documents.dossier(project, kept, now=now)
    take_papers(project, len(kept), by=actor, now=now)
    found = StreamingHttpResponse(
        streamed(kept, {PROJECT_DOSSIER: cover}, by=actor, now=now), content_type="application/zip"
    )
    return _named(found, _("%(number)s 全部材料.zip") % {"number": project.number}, attachment=True)


def _named(found: T, name: str, *, attachment: bool) -> T:
    found["Content-Disposition"] = content_disposition_header(attachment, name) or ""
    found["X-Content-Type-Options"] = "nosniff"
    found["Cache-Control"] = "private, no-store"
    return found

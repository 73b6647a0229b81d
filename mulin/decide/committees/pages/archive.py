"""The file of a committee on screen: by category and term, its contents list, all of it as a ZIP."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulin.decide.committees import archive_papers
from mulin.decide.committees.actions.archiving import list_archive, take_archive
from mulin.decide.committees.models import Term
from mulin.decide.committees.pages.common import crumbs_of, found
from mulin.decide.committees.permissions import may_hold_meetings, may_keep, may_read_file
from mulin.decide.committees.queries import archive as queries
from mulin.decide.committees.queries.bodies import terms_of
from mulin.ground.estate.models import Organisation
from mulin.ground.page.context import Crumb
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, require

T = TypeVar("T", bound=HttpResponseBase)


@require_safe
def archive(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Every paper by category, narrowed to a term or by words, with what is missing."""
    actor, body, term = _asked(request, organisation_id)
    filed = queries.file_of(body, term)
    words = request.GET.get("q", "").strip()[:60]
    shelves = queries.shelves_of(body, filed, term)
    terms = terms_of(body)
    context: dict[str, Any] = {
        "body": body,
        "term": term,
        "terms": terms,
        "shelves": [_narrowed(shelf, words) for shelf in shelves],
        "papers": len(filed),
        "missing": sum(len(shelf.gaps) for shelf in shelves),
        "words": words,
        "open_term": next((one for one in terms if one.is_open), None),
        "keeps": may_keep(actor, body) is None,
        "lists": bool(terms) and may_hold_meetings(actor, body) is None,
        "crumbs": _crumbs(body),
    }
    return render(request, "committees/archive.html", context)


@require_safe
def contents(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """The contents list as a PDF."""
    _actor, body, term = _asked(request, organisation_id)
    filed = queries.file_of(body, term)
    shelves = queries.shelves_of(body, filed, term)
    made = archive_papers.contents(body, term, shelves, on=clock.today())
    answer = HttpResponse(made, content_type="application/pdf")
    return _named(answer, _("%(body)s 档案目录.pdf") % {"body": body.name}, attachment=False)


@require_safe
def bundle(request: HttpRequest, organisation_id: UUID) -> StreamingHttpResponse:
    """All papers as one ZIP, the contents list in front."""
    actor, body, term = _asked(request, organisation_id)
    now = clock.now()
    filed = queries.file_of(body, term)
    shelves = queries.shelves_of(body, filed, term)
    cover = archive_papers.contents(body, term, shelves, on=clock.today())
    take_archive(body, len(filed), by=actor, now=now)
    answer = StreamingHttpResponse(
        archive_papers.streamed(filed, cover, by=actor, now=now), content_type="application/zip"
    )
    return _named(answer, _("%(body)s 档案.zip") % {"body": body.name}, attachment=True)


@require_POST
def hand_over(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Put the categories on the hand-over list of a term."""
    actor, body, term = _asked(request, organisation_id)
    chosen = term or next(iter(terms_of(body)), None)
    try:
        if chosen is not None:
            shelves = queries.shelves_of(body, queries.file_of(body, chosen), chosen)
            list_archive(chosen, shelves, by=actor, now=clock.now())
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        messages.error(request, shown(refused.refusal))
    else:
        messages.success(request, _("档案各类已列入移交清单，缺的写明了。"))
    return redirect("committees:keeping", body.pk)


def _asked(request: HttpRequest, organisation_id: UUID) -> tuple[Actor, Organisation, Term | None]:
    actor, body = found(request, organisation_id)
    require(may_read_file(actor, body))
    typed = request.GET.get("term", "") or request.POST.get("term", "")
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 4:
        return actor, body, None
    rows = Term.objects.of(actor.street_id).filter(body=body, ordinal=int(typed))
    term: Term | None = rows.first()
    return actor, body, term


def _narrowed(shelf: queries.Shelf, words: str) -> tuple[queries.Shelf, list[queries.Filed]]:
    if not words:
        return shelf, list(shelf.papers)
    return shelf, [p for p in shelf.papers if words in str(p.what) or words in p.paper.title]


def _named(answer: T, name: str, *, attachment: bool) -> T:
    answer["Content-Disposition"] = content_disposition_header(attachment, name) or ""
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _crumbs(body: Organisation) -> tuple[Crumb, ...]:
    there = reverse("committees:body", args=[body.pk])
    return crumbs_of(Crumb(body.name, there), Crumb(_("档案")))

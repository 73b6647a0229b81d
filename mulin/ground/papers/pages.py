"""Handing out papers. Nothing is ever shown as a page of this site: files are downloaded, and only
pictures, PDF and recordings may be opened in the browser, where nothing in them can run or load."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from mulin.ground.papers import actions
from mulin.ground.papers.formats import AUDIO, IMAGES, JPEG, PDF
from mulin.ground.papers.models import Klass, Paper
from mulin.ground.papers.permissions import HIDDEN
from mulin.ground.streets.models import Street
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused

SHOWN = IMAGES | AUDIO | {PDF}
LOCKED = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
SANDBOX = f"{LOCKED}; sandbox"  # browsers do not open a PDF in a sandbox


@require_safe
def download(request: HttpRequest, street: str, paper_id: UUID) -> HttpResponse:
    """The file under its title; ``?show=1`` opens a picture or a PDF in the browser."""
    paper = _find(street, paper_id)
    data = actions.read(paper, by=_actor(request, paper), today=clock.today())
    shown = request.GET.get("show") == "1" and paper.media_type in SHOWN
    return _answer(data, paper, paper.media_type, paper.filename, attachment=not shown)


@require_safe
def thumbnail(request: HttpRequest, street: str, paper_id: UUID) -> HttpResponse:
    """The small picture of a picture."""
    paper = _find(street, paper_id)
    data = actions.read_thumbnail(paper, by=_actor(request, paper), today=clock.today())
    return _answer(data, paper, JPEG, f"{paper.digest[:8]}.jpg", attachment=False)


def _find(slug: str, paper_id: UUID) -> Paper:
    """A street that is not there and a paper that is not there look alike."""
    street = Street.objects.filter(slug=slug).first()
    paper: Paper | None = Paper.objects.of(street).filter(pk=paper_id).first() if street else None
    if paper is None:
        raise Refused(HIDDEN)
    return paper


def _actor(request: HttpRequest, paper: Paper) -> Actor | None:
    """Who asks; somebody signed in to another street is a visitor here."""
    actor: Actor | None = getattr(request, "actor", None)
    return actor if actor is not None and actor.street_id == paper.street_id else None


def _answer(
    data: bytes, paper: Paper, media_type: str, filename: str, *, attachment: bool
) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(attachment, filename) or ""
    response["Content-Security-Policy"] = LOCKED if media_type == PDF else SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    public = paper.klass == Klass.PUBLIC
    response["Cache-Control"] = "private, max-age=3600" if public else "private, no-store"
    return response

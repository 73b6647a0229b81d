"""One small screen: how far a job is, asked again by htmx while it runs."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mulin.ground.jobs.permissions import NO_SUCH_JOB, may_watch
from mulin.ground.jobs.queries import is_attended, progress_of
from mulin.kit import clock
from mulin.kit.rights import Refused, require


def progress(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The job's progress as a page, or as the fragment htmx puts in place of itself."""
    actor = getattr(request, "actor", None)
    found = progress_of(job_id, actor.street_id) if actor is not None else None
    if found is None:
        raise Refused(NO_SUCH_JOB)
    require(may_watch(actor, found.street_id, found.account_id))
    fragment = bool(getattr(request, "htmx", False))
    return render(
        request,
        "jobs/progress.html#job" if fragment else "jobs/progress.html",
        {
            "job": found,
            "attended": not found.is_live or is_attended(clock.now()),
            "link": local_link(found.result),
        },
    )


def local_link(result: dict[str, Any] | None) -> str:
    """A result's own ``url``, where it leads to this site."""
    url = (result or {}).get("url")
    return url if isinstance(url, str) and re.match(r"/(?!/)", url) else ""

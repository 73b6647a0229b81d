"""The papers of a case as PDF or Word."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mulin.deliberate.mediation.filling import sheet_for
from mulin.deliberate.mediation.models import Talk
from mulin.deliberate.mediation.pages.common import standing_at
from mulin.deliberate.mediation.permissions import HIDDEN, Standing
from mulin.deliberate.mediation.queries.cases import File, file_of
from mulin.ground.texts.answering import FORMATS, answer, made
from mulin.kit import clock
from mulin.kit.rights import Refused

READERS = (Standing.HANDLES, Standing.PARTY, Standing.READS)


@require_safe
def paper(
    request: HttpRequest, dispute_id: UUID, case_paper: str, file_format: str
) -> HttpResponse:
    """One paper, filled from the case, for its parties and for who handles it. Writes nothing."""
    _actor, found, standing = standing_at(request, dispute_id)
    today = clock.today()
    if standing not in READERS or file_format not in FORMATS:
        raise Refused(HIDDEN)
    file = file_of(found, today)
    try:
        sheet = sheet_for(file, case_paper, today, _session(request, file))
    except KeyError:
        raise Refused(HIDDEN) from None
    return answer(made(sheet, file_format, today), f"{sheet.title} {found.number}", file_format)


def _session(request: HttpRequest, file: File) -> Talk | None:
    """The session that is asked for, else the last one."""
    asked = request.GET.get("session", "")
    chosen = [talk for talk in file.talks if talk.pk.hex == asked] or file.talks
    return chosen[-1] if chosen else None

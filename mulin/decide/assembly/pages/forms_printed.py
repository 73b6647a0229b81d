"""Forms that are filled in by hand: a count sheet for each box, the blank mandate."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from mulin.decide.assembly import documents
from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.pages.common import found
from mulin.decide.assembly.permissions import may_handle_papers, may_see_progress
from mulin.decide.assembly.queries.papers import poll_text
from mulin.kit import clock
from mulin.kit.rights import Refusal, Refused, require

PDF = "application/pdf"
MOST_BOXES, LONGEST_NAME, LONGEST_PLACE = 60, 20, 60


@require_GET
def count_sheets(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """点票单, one for each line of ``boxes``: a box's name, then where it stands."""
    poll = _carrying(request, poll_id)
    try:
        boxes = boxes_of(request.GET.get("boxes", ""))
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return redirect("assembly:prints", poll.pk)
    today = clock.today()
    text = poll_text(poll, today)
    data = documents.count_sheets(text.head, text.motions, boxes, on=today)
    return pdf_answer(data, (gettext("%(number)s 点票单") % {"number": poll.number}))


@require_GET
def proxy(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """授权委托书, blank."""
    return proxy_answer(_carrying(request, poll_id), clock.today())


def proxy_answer(poll: Poll, today: date) -> HttpResponse:
    """The blank mandate of one vote."""
    text = poll_text(poll, today)
    data = documents.proxy_form(text.head, text.motions, rules=text.rules, on=today)
    return pdf_answer(data, (gettext("%(number)s 授权委托书") % {"number": poll.number}))


def boxes_of(typed: str) -> list[documents.BallotBox]:
    """``1 号箱，1 号楼大堂`` a line. Raises Refused with the line that does not fit."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    boxes = []
    for number, line in enumerate(lines, start=1):
        name, _, place = (part.strip() for part in line.replace(",", "，").partition("，"))
        if not name or len(name) > LONGEST_NAME or len(place) > LONGEST_PLACE:
            raise Refused(
                Refusal(
                    (
                        gettext("第 %(number)s 行“%(line)s”写得不对。")
                        % {"number": number, "line": line[:30]}
                    ),
                    gettext("每行写一个票箱：名称（20 字以内），逗号，放在哪里。"),
                )
            )
        boxes.append(documents.BallotBox(name, place))
    if not boxes or len(boxes) > MOST_BOXES:
        raise Refused(
            Refusal(
                gettext("没有写票箱，或者超过了 60 个。"),
                gettext("每行写一个票箱，例如“1 号箱，1 号楼大堂”。"),
            )
        )
    return boxes


def _carrying(request: HttpRequest, poll_id: UUID) -> Poll:
    actor, poll = found(request, poll_id)
    if poll.is_draft:
        raise Refused(Refusal(gettext("名册还没有锁定，不能打印。"), gettext("锁定以后再打印。")))
    if may_handle_papers(actor, poll) is not None:
        require(may_see_progress(actor, poll))
    return poll


def pdf_answer(data: bytes, name: str) -> HttpResponse:
    """A PDF to be looked at, under its name."""
    response = HttpResponse(data, content_type=PDF)
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}.pdf"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response

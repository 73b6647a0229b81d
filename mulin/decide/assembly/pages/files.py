"""Everything of a vote that is printed or carried away: PDF by building, records as JSON."""

from __future__ import annotations

from functools import partial
from typing import Any, Literal
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from mulin.decide.assembly import documents
from mulin.decide.assembly.actions.exporting import export_full, public_document
from mulin.decide.assembly.actions.publishing import announcement_pdf, notice_pdf
from mulin.decide.assembly.forms import ReasonForm
from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.pages.common import (
    ballot_address,
    crumbs_of,
    found,
    head_of,
    vote_address,
)
from mulin.decide.assembly.pages.forms_printed import LONGEST_PLACE, pdf_answer
from mulin.decide.assembly.permissions import (
    HIDDEN,
    may_export,
    may_handle_papers,
    may_see_progress,
    may_see_result,
)
from mulin.decide.assembly.queries.live_page import BuildingLine, buildings_of
from mulin.decide.assembly.queries.paper_desk import desk_of
from mulin.decide.assembly.queries.papers import (
    ballot_papers,
    delivery_lines,
    objection_of,
    poll_text,
    roll_lines,
)
from mulin.decide.assembly.queries.papers import head_of as paper_head
from mulin.decide.assembly.queries.public_result import public_poll
from mulin.decide.assembly.queries.rules import law_of
from mulin.decide.assembly.queries.timetable import last_day
from mulin.ground.page.address import only_here
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.law import questions as q

Size = Literal["a4", "a3"]


@require_GET
def prints(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """What can be printed, building by building."""
    _, poll = _carrying(request, poll_id)
    context = head_of(poll) | {
        "buildings": buildings_of(poll),
        "boxes": _boxes(poll),
        "crumbs": crumbs_of(poll, gettext("打印")),
        "only_here": only_here(request),
    }
    return render(request, "assembly/prints.html", context)


def _boxes(poll: Poll) -> str:
    """Boxes that are known already, a line each; else one to begin with, where papers go."""
    known = [box.name for box in desk_of(poll, None).boxes]
    first = (
        (gettext("1 号箱，%(return_place)s") % {"return_place": poll.return_place[:LONGEST_PLACE]})
        if poll.return_place
        else gettext("1 号箱")
    )
    return "\n".join(known or [first])


@require_GET
def notice(request: HttpRequest, poll_id: UUID) -> HttpResponseBase:
    """The notice, A4 or A3: as it was posted, or as it would be."""
    _, poll = found(request, poll_id)
    if poll.is_draft:
        raise Refused(HIDDEN)
    data = notice_pdf(poll, now=clock.now(), size=_size(request), link=vote_address(request, poll))
    return pdf_answer(data, (gettext("%(number)s 公示") % {"number": poll.number}))


@require_GET
def announcement(request: HttpRequest, poll_id: UUID) -> HttpResponseBase:
    """The announcement of the result, A4 or A3."""
    actor, poll = found(request, poll_id)
    require(may_see_result(actor, poll))
    data = announcement_pdf(poll, now=clock.now(), size=_size(request))
    return pdf_answer(data, (gettext("%(number)s 结果公告") % {"number": poll.number}))


@require_GET
def ballots(request: HttpRequest, poll_id: UUID) -> HttpResponseBase:
    """The ballot papers of one building, in the order one walks; large type or duplex on request."""
    _, poll = _carrying(request, poll_id)
    today = clock.today()
    building = _building(request, poll)
    text = poll_text(poll, today)
    by_name = law_of(poll, today).ask(q.VOTES_POSTED_BY_NAME).value
    data = documents.ballots(
        text.head,
        text.motions,
        ballot_papers(poll, building.id, link=partial(ballot_address, request)),
        rules=text.rules,
        on=today,
        big=request.GET.get("big") == "1",
        duplex=request.GET.get("duplex") == "1",
        posted_by_name=by_name,
    )
    return pdf_answer(
        data,
        (gettext("%(number)s 表决票 %(name)s") % {"number": poll.number, "name": building.name}),
    )


@require_GET
def register(request: HttpRequest, poll_id: UUID) -> HttpResponseBase:
    """The register of deliveries of one building, to be signed at the doors."""
    _, poll = _carrying(request, poll_id)
    building = _building(request, poll)
    data = documents.delivery_register(
        paper_head(poll), building.name, delivery_lines(poll, building.id), on=clock.today()
    )
    return pdf_answer(
        data,
        (
            gettext("%(number)s 送达登记表 %(name)s")
            % {"number": poll.number, "name": building.name}
        ),
    )


@require_GET
def roll(request: HttpRequest, poll_id: UUID) -> HttpResponseBase:
    """The roll for posting: rooms with masked names."""
    _, poll = _carrying(request, poll_id)
    today = clock.today()
    until = poll.opens_on or last_day(poll) or today
    data = documents.roll_for_posting(
        paper_head(poll),
        roll_lines(poll),
        objection=objection_of(poll, today, until),
        on=today,
        paper=_size(request),
    )
    return pdf_answer(data, (gettext("%(number)s 计票名册") % {"number": poll.number}))


@require_GET
def result_json(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """``mulin-result/1`` as it is on record; which ballot was left out, only to who may export.

    A ballot's number in the record joins what one household said of every motion.
    """
    actor, poll = found(request, poll_id)
    require(may_see_result(actor, poll))
    told = poll.result
    if may_export(actor, poll) is not None:
        told = told | {"motions": [motion | {"excluded": []} for motion in told["motions"]]}
    return _json(told, f"{poll.number}-result")


@require_POST
def full_record(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """The full record, with the reason for taking it on record."""
    actor, poll = found(request, poll_id)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["why"] if form.is_valid() else ""
    try:
        document = export_full(poll, reason, by=actor, now=clock.now())
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        messages.error(request, shown(refused.refusal))
        return redirect("assembly:poll", poll.pk)
    return _json(document, f"{poll.number}-decision")


@require_GET
def public_record(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """The public record: anybody may take it, signed in or not, once the result is announced."""
    poll = public_poll(poll_id)
    if poll is None:
        raise Refused(HIDDEN)
    return _json(public_document(poll, now=clock.now()), f"{poll.number}-public")


def _carrying(request: HttpRequest, poll_id: UUID) -> tuple[Actor, Poll]:
    actor, poll = found(request, poll_id)
    if poll.is_draft:
        raise Refused(Refusal(gettext("名册还没有锁定，不能打印。"), gettext("锁定以后再打印。")))
    require(may_see_progress(actor, poll) if not _handles(actor, poll) else None)
    return actor, poll


def _handles(actor: Actor, poll: Poll) -> bool:
    return may_handle_papers(actor, poll) is None


def _building(request: HttpRequest, poll: Poll) -> BuildingLine:
    asked = request.GET.get("building", "")
    for building in buildings_of(poll):
        if building.id.hex == asked.replace("-", ""):
            return building
    raise Refused(Refusal(gettext("没有选楼栋。"), gettext("请从打印页面选一栋楼。")))


def _size(request: HttpRequest) -> Size:
    return "a3" if request.GET.get("size") == "a3" else "a4"


def _json(document: dict[str, Any], name: str) -> HttpResponse:
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.json"
    response["Cache-Control"] = "private, no-store"
    return response

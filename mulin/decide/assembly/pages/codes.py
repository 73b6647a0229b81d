"""Printing the letters with one-time codes. A code is never shown on a screen."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from mulin.decide.assembly import documents
from mulin.decide.assembly.actions.codes import (
    PrintedCode,
    draw_codes,
    keep_codes,
    may_print_codes,
)
from mulin.decide.assembly.actions.running import spoken
from mulin.decide.assembly.models import Poll, RollHolder, RollUnit
from mulin.decide.assembly.pages.common import (
    crumbs_of,
    found,
    head_of,
    refusal_words,
    require_locked,
    vote_address,
)
from mulin.decide.assembly.permissions import may_see_progress
from mulin.decide.assembly.queries.live_page import BuildingLine, buildings_of
from mulin.decide.assembly.queries.papers import Places
from mulin.decide.assembly.queries.papers import head_of as paper_head
from mulin.ground.access.entry import demand_fresh
from mulin.ground.page.address import only_here
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Refused, require


@never_cache
@require_GET
def codes(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Building by building: how many letters there are, and when they were last printed."""
    actor, poll = found(request, poll_id)
    if may_see_progress(actor, poll):
        require(may_print_codes(actor, poll))
    require_locked(poll, _("先锁定名册，再按名册打印验证码信。"))
    context = head_of(poll) | {
        "crumbs": crumbs_of(poll, _("验证码信")),
        "buildings": _counted(poll),
        "why_not": refusal_words(may_print_codes(actor, poll)),
        "only_here": only_here(request),
    }
    return render(request, "assembly/codes/codes.html", context)


@never_cache
@require_POST
def letters(request: HttpRequest, poll_id: UUID) -> HttpResponseBase:
    """Draw codes, set the letters, put the codes into force, and hand the file to the printer."""
    actor, poll = found(request, poll_id)
    require(may_print_codes(actor, poll))
    demand_fresh(request)
    building = _building(request, poll)
    if building is None:
        messages.error(request, _("请先选一栋楼。没有打印，原来的口令仍然有效。"))
        return redirect("assembly:codes", poll.pk)
    now = clock.now()
    try:
        url = vote_address(request, poll)
        drawn = draw_codes(poll, building.id, by=actor)
        data = documents.code_letters(
            paper_head(poll), _letters(poll, drawn, url), on=clock.day_of(now)
        )
        keep_codes(poll, drawn, place=building.name, by=actor, now=now)
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        messages.error(request, shown(refused.refusal))
        return redirect("assembly:codes", poll.pk)
    name = quote(
        _("%(number)s 验证码信 %(name)s.pdf") % {"number": poll.number, "name": building.name}
    )
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return HttpResponse(data, content_type="application/pdf", headers=headers)


def _letters(poll: Poll, drawn: Sequence[PrintedCode], url: str) -> list[documents.CodeLetter]:
    """The letters as the printer wants them, each with the address it is carried to."""
    places = Places(buildings_of(poll))
    units = RollUnit.objects.of(poll.street_id).filter(poll=poll, label__in={c.unit for c in drawn})
    known = {unit.label: places.of(unit) for unit in units}
    return [
        documents.CodeLetter(
            place=known[letter.unit],
            addressee=letter.addressee,
            code=letter.code,
            url=url,
            valid_until=spoken(poll.closes_at),
        )
        for letter in drawn
        if letter.unit in known
    ]


def _building(request: HttpRequest, poll: Poll) -> BuildingLine | None:
    wanted = request.POST.get("building", "")
    return next((b for b in buildings_of(poll) if b.id.hex == wanted), None)


def _counted(poll: Poll) -> list[dict[str, object]]:
    rows = RollHolder.objects.of(poll.street_id).filter(poll=poll, person_id__isnull=False)
    grouped = (
        rows.filter(entry__area__gt=0)
        .values("entry__building_id")
        .annotate(people=Count("id"), printed=Count("id", filter=~Q(code_blind=b"")))
        .order_by("entry__building_id")
    )
    found_rows = {row["entry__building_id"]: row for row in grouped}
    return [
        {"building": b, "key": b.id.hex, **found_rows[b.id]}
        for b in buildings_of(poll)
        if b.id in found_rows
    ]

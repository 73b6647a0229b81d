"""The public page of a vote: what hangs on the board, for anybody, without signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.pages.common import address
from mulin.decide.assembly.pages.forms_printed import proxy_answer
from mulin.decide.assembly.pages.preparing import progressed
from mulin.decide.assembly.permissions import HIDDEN
from mulin.decide.assembly.queries.corrections import corrections_of
from mulin.decide.assembly.queries.countdown import closing_words
from mulin.decide.assembly.queries.papers import motions_with_candidates
from mulin.decide.assembly.queries.plans import plans_of
from mulin.decide.assembly.queries.result_page import results_of
from mulin.decide.assembly.queries.timetable import timetable
from mulin.ground.notices.models import PublicNotice
from mulin.ground.record.models import DayHead
from mulin.ground.streets.models import Street
from mulin.kit import clock
from mulin.kit.rights import Refused

SHOWN = (
    Poll.State.POSTED,
    Poll.State.VOTING,
    Poll.State.CLOSED,
    Poll.State.JUDGED,
    Poll.State.ANNOUNCED,
    Poll.State.FINAL,
    Poll.State.VOIDED,
)
ANNOUNCED = (Poll.State.ANNOUNCED, Poll.State.FINAL)


@require_safe
def board(request: HttpRequest, number: str) -> HttpResponse:
    """One vote by its number. A number that several streets have drawn asks which one is meant."""
    polls = _posted(number, request.GET.get("street", ""))
    if not polls:
        raise Refused(HIDDEN)
    if len(polls) > 1:
        return render(request, "assembly/board_choice.html", {"polls": polls, "number": number})
    poll = polls[0]
    today = clock.today()
    announced = poll.state in ANNOUNCED
    rows = PublicNotice.objects.of(poll.street_id).filter(subject_id=poll.pk).order_by("-id")
    notices = {n.purpose: n for n in reversed(rows)}
    until = poll.objections_until
    steps = timetable(poll, today, progressed(poll))
    request.street = poll.street  # type: ignore[attr-defined]
    context = {
        "poll": poll,
        "steps": [s for s in steps if announced or s.key != "delivering"],
        "closing": closing_words(poll.closes_at),
        "notice": notices.get("poll"),
        "announcement": notices.get("result"),
        "results": results_of(poll, today) if announced else (),
        "corrections": corrections_of(poll) if announced else (),
        "announced": announced,
        "plans": plans_of(poll, motions_with_candidates(poll)),
        "proxy_url": _proxy_url(poll),
        "days_left": (until - today).days if until and today <= until else None,
        "chain": DayHead.objects.of(poll.street_id).order_by("-day").first(),
        "object_url": address("phone:objection", f"{poll.street.slug}-{poll.number}"),
        "receipt_url": address("phone:receipt_check"),
        "heads_url": address("record:street_heads", poll.street.slug),
    }
    return render(request, "assembly/board.html", context)


@require_safe
def proxy(request: HttpRequest, number: str) -> HttpResponse:
    """The blank mandate of a posted vote, for whoever wants to fill it in at home."""
    polls = _posted(number, request.GET.get("street", ""))
    if len(polls) != 1 or not _may_still_vote(polls[0]):
        raise Refused(HIDDEN)
    return proxy_answer(polls[0], clock.today())


def _proxy_url(poll: Poll) -> str:
    if not _may_still_vote(poll):
        return ""
    return f"{address('assembly:board_proxy', poll.number)}?street={poll.street.slug}"


def _may_still_vote(poll: Poll) -> bool:
    return poll.state in {Poll.State.POSTED, Poll.State.VOTING}


def _posted(number: str, slug: str) -> list[Poll]:
    streets = Street.objects.filter(slug=slug) if slug else Street.objects.all()
    rows = Poll.objects.filter(
        street_id__in=list(streets.values_list("pk", flat=True)), number=number, state__in=SHOWN
    ).exclude(posted_on__isnull=True)
    return list(rows.select_related("compound", "street").order_by("street__name"))

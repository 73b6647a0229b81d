"""What anybody may see and do without proving who he is: results, receipts, "not mine", objections."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mulin.decide.assembly.actions.counting import raise_objection
from mulin.decide.assembly.actions.disowning import disown
from mulin.decide.assembly.models import Objection, Poll
from mulin.decide.assembly.pages import voter_session as here
from mulin.decide.assembly.pages.common import address
from mulin.decide.assembly.pages.proof import frame, poll_of
from mulin.decide.assembly.queries.corrections import corrections_of
from mulin.decide.assembly.queries.public_result import fate_of, gates_of
from mulin.decide.assembly.queries.result_page import results_of
from mulin.decide.assembly.queries.timetable import next_step
from mulin.decide.assembly.queries.voter import (
    ballot_by_receipt,
    ballot_of_message,
    message_of,
)
from mulin.ground.page.trying import once_of
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import said

OBJECTIONS_AN_HOUR = 20
TOO_MANY = Refusal(
    said("这个网络一小时里交的异议太多了。"),
    said("过一会儿再交，写的内容还在；也可以书面交到窗口。"),
)
NO_LINK = Refusal(
    said("这个链接不对，或者已经过期。"), said("请打短信里的电话，或者到窗口办理。"), hidden=True
)


@require_safe
def result(request: HttpRequest, key: str) -> HttpResponse:
    """The result in plain words once it is announced; until then, when it will be known."""
    poll = poll_of(request, key)
    context = frame(poll, 0)
    if not poll.is_announced:
        context["due"] = next_step(poll, clock.today()).due
        return render(request, "assembly/phone/no_result.html", context)
    results = results_of(poll, clock.today())
    context |= {
        "results": [(r, gates_of(r)) for r in results],
        "passed": sum(r.passed for r in results),
        "failed": sum(not r.passed for r in results),
        "corrections": corrections_of(poll),
        "record": address("assembly:public_record", poll.pk),
        "may_object": poll.is_announced,
        "late": bool(poll.objections_until and clock.today() > poll.objections_until),
    }
    return render(request, "assembly/phone/result.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def receipt_check(request: HttpRequest) -> HttpResponse:
    """Was this ballot counted? Nothing else is told."""
    code = (request.POST or request.GET).get("code", "").strip()
    context: dict[str, object] = {"code": code, "asked": bool(code)}
    ballot = ballot_by_receipt(code) if code else None
    if ballot is not None:
        request.street = ballot.poll.street  # type: ignore[attr-defined]
        state, sentence = fate_of(ballot)
        context |= {"found": True, "state": state, "sentence": sentence, "poll": ballot.poll}
        context["taken_at"] = ballot.cast_at
    return render(request, "assembly/phone/receipt_check.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def not_mine(request: HttpRequest, code: str) -> HttpResponse:
    """The link in a message: "I did not cast this ballot"."""
    message = message_of(code)
    ballot = ballot_of_message(message) if message else None
    if message is None or ballot is None:
        raise Refused(NO_LINK)
    poll, now = ballot.poll, clock.now()
    request.street = poll.street  # type: ignore[attr-defined]
    context = {
        "poll": poll,
        "room": ballot.entry.first_unit,
        "ballot": ballot,
        "code": message.disown_code,
    }
    if request.method == "POST":
        by = Actor(poll.street_id, None, message.person_id, said("业主"), said("业主"))
        context["ballot"] = disown(ballot.pk, by=by, now=now)
        return render(request, "assembly/phone/disowned.html", context)
    if ballot.disowned_at is not None:
        return render(request, "assembly/phone/disowned.html", context)
    return render(request, "assembly/phone/not_mine.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def objection(request: HttpRequest, key: str) -> HttpResponse:
    """Object to a result, in writing; the same form again gives the same objection."""
    poll, now = poll_of(request, key), clock.now()
    typed = {n: request.POST.get(n, "").strip() for n in ("name", "unit", "contact", "text")}
    context = {**frame(poll, 0), "typed": typed, "once": uuid7()}
    if request.method == "GET":
        return render(request, "assembly/phone/objection.html", context)
    if here.too_often(request, "objection", most=OBJECTIONS_AN_HOUR):
        context |= {"refusal": TOO_MANY, "once": once_of(request)}
        return render(request, "assembly/phone/objection.html", context, status=429)
    try:
        context["objection"] = raise_objection(
            poll,
            objection_id=once_of(request),
            name=typed["name"][:80],
            unit_label=typed["unit"][:40],
            text=typed["text"][:4000],
            contact=typed["contact"][:80],
            by=getattr(request, "actor", None) or _somebody(poll, typed["name"]),
            now=now,
        )
    except Refused as refused:
        context |= {"refusal": refused.refusal, "once": once_of(request)}
        return render(request, "assembly/phone/objection.html", context, status=422)
    return render(request, "assembly/phone/objected.html", context)


@never_cache
@require_safe
def raised(request: HttpRequest, key: str, objection_id: UUID) -> HttpResponse:
    """What came of an objection, for whoever holds the address that was given for it."""
    poll = poll_of(request, key)
    rows = Objection.objects.of(poll.street_id).defer("contact_sealed")
    objection = rows.filter(poll=poll, pk=objection_id).first()
    if objection is None:
        raise Refused(NO_LINK)
    context = {**frame(poll, 0), "objection": objection}
    return render(request, "assembly/phone/raised.html", context)


def _somebody(poll: Poll, name: str) -> Actor:
    """A resident who gives his name and has no account."""
    return Actor(poll.street_id, None, None, name or said("业主"), said("业主"))

"""What anybody may open: the boards of a street, one notice, and "this message is not for me"."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mulin.ground.notices.actions import disown
from mulin.ground.notices.models import Message
from mulin.ground.notices.permissions import HIDDEN
from mulin.ground.notices.queries import board as queries
from mulin.ground.notices.queries.messages import message_by_code
from mulin.ground.notices.subjects import subject_behind
from mulin.ground.streets.models import Street
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import said

NO_BOARD = Refusal(
    said("没有找到这个公示栏。"), said("请核对地址，或者再扫一次小区里的二维码。"), hidden=True
)
NO_LINK = Refusal(
    said("这个链接不对，或者已经失效。"),
    said("请再点一次短信里的链接；打不开的，请打短信里的电话。"),
    hidden=True,
)


@require_safe
def street(request: HttpRequest, street: str) -> HttpResponse:
    """Every compound of a street, and how many notices hang there."""
    found = _street(request, street)
    words = request.GET.get("q", "").strip()[:60]
    boards = [
        (compound, count)
        for compound, count in queries.boards_of(found, clock.today())
        if words in compound.name or words in compound.community.name
    ]
    context = {"street": found, "boards": boards, "words": words}
    return render(request, "notices/street.html", context)


@require_safe
def board(request: HttpRequest, street: str, compound: str) -> HttpResponse:
    """A compound's board: what hangs there now, and what hung there before."""
    found = queries.compound_of(_street(request, street), compound)
    if found is None:
        raise Refused(NO_BOARD)
    now, before = queries.board_of(found, clock.today())
    context = {"compound": found, "now": now, "before": before, "today": clock.today()}
    return render(request, "notices/board.html", context)


@require_safe
def notice(request: HttpRequest, street: str, notice_id: UUID) -> HttpResponse:
    """One notice: its text, how long it hangs, where, and the head of the chain."""
    today = clock.today()
    found = queries.notice_of(_street(request, street).pk, notice_id)
    if found is None:
        raise Refused(HIDDEN)
    day, head = queries.head_for(found)
    context = {
        "notice": found,
        "hanging": queries.hanging(found, today),
        "proofs": queries.proofs_of(found, None, today),
        "paper": queries.public_paper(found, today),
        "subject": subject_behind(found.street_id, found.subject_id),
        "head": head,
        "head_day": day,
        "here": request.build_absolute_uri(
            reverse("notices:public", args=[found.street.slug, found.pk])
        ),
    }
    return render(request, "notices/public.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def not_me(request: HttpRequest, code: str) -> HttpResponse:
    """The link in a text message: "I am not the one you write to". Looking changes nothing."""
    message = message_by_code(code)
    if message is None:
        raise Refused(NO_LINK)
    request.street = message.street  # type: ignore[attr-defined]
    if request.method == "POST":
        reader = Actor(message.street_id, None, None, _("收件人"), _("收件人"))
        message = disown(message, by=reader, now=clock.now())
    done = message.state == Message.State.DISOWNED
    context = {"message": message, "street": message_street(message), "done": done}
    return render(request, "notices/not_me.html", context)


def message_street(message: Message) -> Street:
    """The street a message was sent by."""
    found: Street = message.street
    return found


def _street(request: HttpRequest, slug: str) -> Street:
    found = queries.street_of(slug)
    if found is None:
        raise Refused(NO_BOARD)
    request.street = found  # type: ignore[attr-defined]
    return found

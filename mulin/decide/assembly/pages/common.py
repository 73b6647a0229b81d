"""What the console's screens of a vote share: finding it, refusing politely, answering twice alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.permissions import HIDDEN, may_see
from mulin.decide.assembly.queries.voter import address_of
from mulin.ground.access.entry import acting
from mulin.ground.page.address import public_address
from mulin.ground.page.context import Crumb
from mulin.ground.words import shown
from mulin.kit.rights import Actor, Refusal, Refused, require

T = TypeVar("T")

STATE_MARKS = {
    Poll.State.DRAFT: "idle",
    Poll.State.LOCKED: "lock",
    Poll.State.POSTED: "soon",
    Poll.State.VOTING: "now",
    Poll.State.CLOSED: "pause",
    Poll.State.JUDGED: "now",
    Poll.State.ANNOUNCED: "now",
    Poll.State.FINAL: "done",
    Poll.State.VOIDED: "no",
}
"""The mark beside the word of a state."""


def found(request: HttpRequest, poll_id: UUID) -> tuple[Actor, Poll]:
    """Who asks, and the vote asked for; refused as ``may_see`` refuses."""
    actor = acting(request)
    poll = _poll(actor.street_id, poll_id)
    if poll is None:
        raise Refused(HIDDEN)
    require(may_see(actor, poll))
    return actor, poll


def _poll(street_id: UUID, poll_id: UUID) -> Poll | None:
    rows = Poll.objects.of(street_id).select_related("compound", "concerns", "street")
    poll: Poll | None = rows.filter(pk=poll_id).first()
    return poll


def require_locked(poll: Poll, first: str) -> None:
    """Refuse a draft: it has no roll and no keys yet. ``first`` says what to do before coming back."""
    if poll.is_draft:
        raise Refused(Refusal(_("这次表决还是草稿，名册和规则还没有锁定。"), first))


def button(
    request: HttpRequest,
    poll: Poll,
    verb: Callable[[], object],
    done: str,
    *,
    to: str = "poll",
    refused_to: str = "poll",
) -> HttpResponse:
    """Answer a button: do it and say so, or say why not; back to the vote's page either way."""
    try:
        verb()
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        messages.error(request, shown(refused.refusal))
        return redirect(f"assembly:{refused_to}", poll.pk)
    else:
        messages.success(request, done)
    return redirect(f"assembly:{to}", poll.pk)


def status_of(form: forms.BaseForm) -> int:
    """422 for a form that came back with errors."""
    return 422 if form.errors else 200


def crumbs_of(poll: Poll | None = None, *last: str) -> tuple[Crumb, ...]:
    """Votes › compound › this vote › the step."""
    trail = [Crumb(_("业主表决"), reverse("assembly:list"))]
    if poll is not None:
        where = f"{reverse('assembly:list')}?compound={poll.compound_id.hex}"
        trail.append(Crumb(poll.compound.name, where))
        trail.append(Crumb(poll.title, reverse("assembly:poll", args=[poll.pk]) if last else ""))
    return (*trail, *(Crumb(words) for words in last))


def vote_address(request: HttpRequest, poll: Poll) -> str:
    """Where a phone opens this vote: printed on the notice and in the letters."""
    return public_address(request, reverse("phone:prove", args=[address_of(poll)]))


def ballot_address(request: HttpRequest, code: str) -> str:
    """What a paper's QR code holds. The code says which paper it is and proves nothing."""
    return public_address(request, reverse("phone:prove", args=[code]))


def address(name: str, *args: Any) -> str:
    """The address of a screen that another part offers; empty where that part does not stand."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def head_of(poll: Poll) -> dict[str, Any]:
    """What every page of a vote shows in its head."""
    return {
        "poll": poll,
        "mark": STATE_MARKS[Poll.State(poll.state)],
        "crumbs": crumbs_of(poll),
    }


def refusal_words(refusal: Refusal | None) -> str:
    """The sentence beside a greyed button; empty where it may be pressed."""
    return "" if refusal is None else str(refusal)

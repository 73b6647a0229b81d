"""Screens of what a step opens in a room, be it a vote, notice, meeting or matter; joined, let go."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.deliberate.meetings.formats import BY_CODE
from mulin.deliberate.meetings.queries.issues import issue_of
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Refused, require
from mulin.procedures import screens
from mulin.procedures.actions.rooms import Typed, join_vote, let_go, open_in_room
from mulin.procedures.forms import ROOM_FORMS, JoinForm, RoomForm
from mulin.procedures.models import Piece, Procedure
from mulin.procedures.openers import Opener, opener_of
from mulin.procedures.pages.common import card_of, crumbs_of, found_of
from mulin.procedures.permissions import HIDDEN, may_do
from mulin.procedures.queries import StepCard
from mulin.procedures.queries.pieces import hangs_until, joinable_votes
from mulin.procedures.texts import draft_of, title_of


@require_http_methods(["GET", "POST"])
def open_room(request: HttpRequest, procedure_id: UUID, step: str) -> HttpResponse:
    """What will be opened, with what the procedure knows already filled in; then open it."""
    actor, found = found_of(request, procedure_id)
    card, now = card_of(found, step), clock.now()
    require(may_do(actor, found, card.line.owed_by))
    opener = opener_of(found.code, card.line.step)
    if opener is None:
        raise Refused(HIDDEN)
    today, once = clock.today(), once_of(request)
    form = ROOM_FORMS.get(opener.room, RoomForm)(
        request.POST or None, initial=_proposed(found, card, opener)
    )
    if request.method == "POST" and form.is_valid():
        typed = Typed(**form.cleaned_data)
        made = tried(form, lambda: open_in_room(found, step, typed, once=once, by=actor, now=now))
        if made is not None:
            messages.success(request, _("已发起，办到哪一步会自动记到程序里。"))
            return redirect("procedures:step", found.pk, step)
    context = {
        "procedure": found,
        "card": card,
        "row": screens.rows_of([card], today)[0],
        "opener": opener,
        "until": hangs_until(found, card.line.step, today),
        "form": form,
        "once": once,
        "crumbs": crumbs_of(
            Crumb(found.title, reverse("procedures:procedure", args=[found.pk])),
            Crumb(card.line.step.title, reverse("procedures:step", args=[found.pk, step])),
            Crumb(opener.words),
        ),
    }
    return render(request, "procedures/open.html", context, status=422 if form.errors else 200)


def _proposed(found: Procedure, card: StepCard, opener: Opener) -> dict[str, Any]:
    """What the procedure knows of the step, as the form begins."""
    today = clock.today()
    usual = BY_CODE[opener.kind].parties if opener.kind else ()
    day = card.line.due if card.line.due and card.line.due > today else today
    drafted = draft_of(found, card.line, today) if opener.room == Piece.Room.NOTICE else ""
    issue = issue_of(found.street_id, found.about_id) if found.about_id else None
    return {
        "title": title_of(found, card.line),
        "body": drafted or (issue.text or issue.title if issue else ""),
        "starts_on": today,
        "starts_at": f"{day.isoformat()}T14:00",
        "parties": "\n".join(str(name) for name in usual),
    }


@require_POST
def join(request: HttpRequest, procedure_id: UUID, step: str) -> HttpResponse:
    """Let a vote that was begun elsewhere be this step's."""
    actor, found = found_of(request, procedure_id)
    card = card_of(found, step)
    require(may_do(actor, found, card.line.owed_by))
    form = JoinForm(request.POST, votes=joinable_votes(found))
    if form.is_valid():
        poll, once, now = form.cleaned_data["poll"], once_of(request), clock.now()
        if tried(form, lambda: join_vote(found, step, poll, once=once, by=actor, now=now)):
            messages.success(request, _("已归入，它已有的进展会自动记到程序里。"))
            return redirect("procedures:step", found.pk, step)
    for error in form.errors.values():
        messages.error(request, " ".join(str(one) for one in error))
    return redirect("procedures:step", found.pk, step)


@require_POST
def drop(request: HttpRequest, procedure_id: UUID, piece_id: UUID) -> HttpResponse:
    """Take a piece of work out of its step."""
    actor, found = found_of(request, procedure_id)
    rows = Piece.objects.of(found.street_id).filter(procedure=found, pk=piece_id)
    piece = rows.select_related("procedure").first()
    if piece is None:
        raise Refused(HIDDEN)
    why = request.POST.get("why", "")
    told(request, lambda: let_go(piece, why, by=actor, now=clock.now()), _("已移出这一步。"))
    return redirect("procedures:step", found.pk, piece.step)

"""Screens of a step: what it asks, that it was done, its day fixed or put off, an entry taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from mulin.decide.capability.queries.handbook import beside_step
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import once_of, tried
from mulin.ground.record.permissions import may_read_facts
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused
from mulin.law.pinned import unpin
from mulin.procedures import queries, screens
from mulin.procedures.actions.steps import do_step, extend_step, fix_day, withdraw_entry
from mulin.procedures.beside import AFTER_ELECTION, REGISTERS, register_of
from mulin.procedures.forms import DoneForm, ExtendForm, FixForm, JoinForm
from mulin.procedures.models import Procedure
from mulin.procedures.openers import opener_of
from mulin.procedures.pages.common import (
    about_of,
    card_of,
    crumbs_of,
    files_of,
    found_of,
    group_shown,
)
from mulin.procedures.papers_shown import texts_of
from mulin.procedures.permissions import LIFT, may_carry, may_do, may_read_papers
from mulin.procedures.queries.elected import body_of, newcomers_of
from mulin.procedures.queries.groups import FORMED
from mulin.procedures.queries.pieces import joinable_votes, pieces_of, shown_to

OF_THE_GROUP = (FORMED, "publish_group")
"""Steps beside which the group stands."""


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, procedure_id: UUID, step: str) -> HttpResponse:
    """One step: what it asks, its day and article, its papers; put down that it was done."""
    actor, found = found_of(request, procedure_id)
    card = card_of(found, step)
    if request.method != "POST":
        return _step_page(request, actor, found, card)
    form = DoneForm(card.line.step, request.POST, request.FILES)
    if form.is_valid():
        typed = form.cleaned_data
        made = tried(
            form,
            lambda: do_step(
                found,
                step,
                typed["day"],
                outcome=typed.get("outcome", ""),
                note=typed["note"],
                files=files_of(typed["papers"]),
                once=once_of(request),
                by=actor,
                now=clock.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("已登记。"))
            return redirect("procedures:procedure", found.pk)
    return _step_page(request, actor, found, card, doing=form)


@require_POST
def fix(request: HttpRequest, procedure_id: UUID, step: str) -> HttpResponse:
    """Fix the day of a step."""
    actor, found = found_of(request, procedure_id)
    form, once, now = FixForm(request.POST), once_of(request), clock.now()
    if form.is_valid():
        day = form.cleaned_data["day"]
        if tried(form, lambda: fix_day(found, step, day, once=once, by=actor, now=now)):
            messages.success(request, _("日子已定，前面的期限已重新推算。"))
            if late := card_of(found, step).line.set_late:
                warned = ngettext(
                    "这个日子比法定的最迟日晚 %(n)d 天。",
                    "这个日子比法定的最迟日晚 %(n)d 天。",
                    late,
                )
                messages.warning(request, warned % {"n": late})
            return redirect("procedures:procedure", found.pk)
    return _step_page(request, actor, found, card_of(found, step), fixing=form)


@require_POST
def extend(request: HttpRequest, procedure_id: UUID, step: str) -> HttpResponse:
    """Put the day of a step off."""
    actor, found = found_of(request, procedure_id)
    form = ExtendForm(request.POST, request.FILES)
    if form.is_valid():
        typed = form.cleaned_data
        made = tried(
            form,
            lambda: extend_step(
                found,
                step,
                typed["day"],
                typed["why"],
                files=files_of(typed["papers"]),
                once=once_of(request),
                by=actor,
                now=clock.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("已延期，理由记入存证。"))
            return redirect("procedures:procedure", found.pk)
    return _step_page(request, actor, found, card_of(found, step), extending=form)


@require_POST
def withdraw(request: HttpRequest, procedure_id: UUID, entry_id: UUID) -> HttpResponse:
    """Take back an entry made by mistake."""
    actor, found = found_of(request, procedure_id)
    why = request.POST.get("why", "")
    try:
        entry = withdraw_entry(found, entry_id, why, by=actor, now=clock.now())
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        messages.error(request, str(refused.refusal))
        return redirect("procedures:procedure", found.pk)
    messages.success(request, _("已撤回，期限已重新推算。"))
    return redirect("procedures:step", found.pk, entry.step)


def _step_page(
    request: HttpRequest,
    actor: Actor,
    found: Procedure,
    card: queries.StepCard,
    *,
    doing: DoneForm | None = None,
    fixing: FixForm | None = None,
    extending: ExtendForm | None = None,
) -> HttpResponse:
    today = clock.today()
    may = may_do(actor, found, card.line.owed_by)
    context: dict[str, Any] = {
        "procedure": found,
        "card": card,
        "reminders": screens.reminder_rows(
            queries.reminders_of(found, card.line.step.code), [card]
        ),
        "row": screens.rows_of([card], today)[0],
        "doing": doing or DoneForm(card.line.step, initial={"day": today}),
        "fixing": fixing or FixForm(),
        "extending": extending or ExtendForm(),
        "why_not": "" if may is None else str(may),
        "texts": texts_of(found, card),
        "handbook": beside_step(found.code, card.line.step.code, unpin(found.law), found.law_of),
        "may_carry": may_carry(actor, found) is None,
        "may_read_papers": may_read_papers(actor, found.compound_id) is None,
        "once": once_of(request),
        "may_see_facts": may_read_facts(actor) is None,
        **_rooms(actor, found, card, may is None),
        **_beside(actor, found, card.line.step.code),
        **_register(actor, found, card),
        "crumbs": crumbs_of(
            Crumb(found.compound.name),
            Crumb(found.title, reverse("procedures:procedure", args=[found.pk])),
            Crumb(card.line.step.title),
        ),
    }
    bad = any(form is not None and form.errors for form in (doing, fixing, extending))
    return render(request, "procedures/step.html", context, status=422 if bad else 200)


def _beside(actor: Actor, found: Procedure, step: str) -> dict[str, Any]:
    """The lift whose step it is, and the group where the step is about that."""
    thing = about_of(actor, found) if found.code == LIFT else None
    if step not in OF_THE_GROUP:
        return {"thing": thing}
    return {"thing": thing, **group_shown(found, may_carry(actor, found) is None)}


def _rooms(actor: Actor, found: Procedure, card: queries.StepCard, may: bool) -> dict[str, Any]:
    """What the step opened in rooms, and what it may open or join now."""
    in_its_room = found.code == LIFT and found.about_id is not None
    opener = None if in_its_room else opener_of(found.code, card.line.step)
    pieces = shown_to(actor, pieces_of(found, card.line.step.code))
    free = all(one.piece.gone_at for one in pieces)
    open_now = may and free and not card.line.done and card.line.called_for is True
    votes = joinable_votes(found) if opener and opener.room == "vote" and open_now else []
    return {
        "opener": opener,
        "pieces": pieces,
        "may_open": opener is not None and open_now,
        "joining": JoinForm(votes=votes) if votes else None,
    }


def _register(actor: Actor, found: Procedure, card: queries.StepCard) -> dict[str, Any]:
    """The register a step is done in, and the term that still has to be put there."""
    after = card.line.step.code in (*REGISTERS, *AFTER_ELECTION)
    if not after or may_carry(actor, found) is not None:
        return {}
    new = newcomers_of(found)
    body = body_of(found)
    return {
        "new": new,
        "register": register_of(card.line.step.code, new, body.pk if body else None),
    }

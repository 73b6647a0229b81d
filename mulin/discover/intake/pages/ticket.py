"""One ticket on the office's screen: what was said, what happened, and every step that is open."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from mulin.discover.intake import forms as f
from mulin.discover.intake.ground import ground_of
from mulin.discover.intake.models import UNDONE, Ticket
from mulin.discover.intake.pages.common import crumbs, raiser_of, shown_papers, ticket_at
from mulin.discover.intake.permissions import (
    may_dispatch,
    may_judge,
    may_open_board,
    may_oversee,
    may_take,
    may_work,
)
from mulin.discover.intake.queries import hints
from mulin.discover.intake.queries.board import line
from mulin.discover.intake.queries.categories import categories_of
from mulin.discover.intake.queries.mine import steps
from mulin.discover.intake.queries.places import buildings_of
from mulin.discover.intake.queries.sending import Office, choices, offices_near
from mulin.discover.intake.queries.tickets import (
    merged_into,
    others_affected,
    pause_now,
    pauses_of,
    remarks_of,
    timeline,
)
from mulin.ground.matters.passing import shown as passages
from mulin.ground.page.context import Crumb
from mulin.ground.page.ground_plan import Ground
from mulin.kit import clock
from mulin.kit.rights import Actor

State = Ticket.State
HOW_BY_CHANNEL = {
    Ticket.Channel.PHONE: "message",
    Ticket.Channel.COUNTER: "telephone",
    Ticket.Channel.HOTLINE: "hotline",
    Ticket.Channel.STEWARD: "visit",
}


@require_safe
def ticket(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """The whole of one ticket; whoever only raised it is led to his own page of it."""
    actor, found = ticket_at(request, ticket_id)
    if may_open_board(actor) is not None:
        return redirect("report:ticket", found.pk)
    return page(request, actor, found)


def page(
    request: HttpRequest, actor: Actor, found: Ticket, **typed: forms.BaseForm
) -> HttpResponse:
    """The ticket's page with a form that was refused, or without."""
    now = clock.now()
    context = {
        **panel_context(actor, found, now),
        "pauses": pauses_of(found),
        "remarks": remarks_of(found, inside=True),
        "merged": merged_into(found),
        "said": timeline(found),
        "crumbs": crumbs(Crumb(found.number)),
        "map": _map(found),
        "passed": passages(actor, "ticket", found.pk),
        "here": "",
        "whole": True,
    }
    context["forms"] = {**context["forms"], **typed}
    context["open"] = next(iter(typed), "")
    status = 422 if any(form.errors for form in typed.values()) else 200
    return render(request, "intake/ticket.html", context, status=status)


def _map(found: Ticket) -> Ground | None:
    """Where the building stands in its compound."""
    if found.building is None or found.compound is None:
        return None
    return ground_of(buildings_of(found.compound), found.building)


def panel_context(actor: Actor, found: Ticket, now: datetime) -> dict[str, Any]:
    """What stands beside the list and at the head of the page."""
    may = {
        "dispatch": may_dispatch(actor, found) is None,
        "work": may_work(actor, found) is None,
        "oversee": may_oversee(actor, found) is None,
        "take": may_take(actor, found) is None and found.state == State.SENT,
        "judge": may_judge(actor, found) is None,
    }
    offices = offices_near(found, actor, now) if may["dispatch"] else []
    near = hints.near(hints.Trouble.of(found), now) if found.state in UNDONE else []
    return {
        "ticket": found,
        "line": line(found, now),
        "steps": steps(found, office=True),
        "raiser": raiser_of(found, actor),
        "papers": shown_papers(found, actor),
        "near": near,
        "others": others_affected(found),
        "pause": pause_now(found) if found.state == State.PAUSED else None,
        "category": categories_of(found.street_id).get(found.category),
        "may": may,
        "why_not": str(may_dispatch(actor, found) or may_work(actor, found) or ""),
        "forms": fresh_forms(found, offices),
        "undone": found.state in UNDONE,
        "unit_url": reverse("desk:unit", args=[found.unit_id]) if found.unit_id else "",
    }


def fresh_forms(found: Ticket, offices: list[Office]) -> dict[str, forms.Form]:
    """Every form of the page, empty or with what is usual; each with identifiers of its own."""
    made = _forms(found, offices)
    for name, form in made.items():
        form.auto_id = f"id_{name}_%s"
    return made


def _forms(found: Ticket, offices: list[Office]) -> dict[str, forms.Form]:
    others = [
        (str(one.organisation.pk), one.organisation.name)
        for one in offices
        if one.organisation.pk != found.organisation_id
    ]
    kinds = [(one.code, one.name) for one in categories_of(found.street_id).categories]
    how = HOW_BY_CHANNEL.get(Ticket.Channel(found.channel), "telephone")
    if found.raiser_id is None and not found.caller_masked and how != "hotline":
        how = "posted"
    reply = {"how": how, "text": found.done}
    return {
        "send": f.SendForm(choices=choices(offices), prefix=None),
        "transfer": f.TransferForm(choices=others),
        "back": f.WhyForm(),
        "pause": f.PauseForm(),
        "extend": f.ExtendForm(initial={"days": 5}),
        "contact": f.ContactForm(),
        "done": f.DoneForm(),
        "reply": f.ReplyForm(initial=reply),
        "judge": f.JudgeForm(),
        "payer": f.PayerForm(initial={"payer": found.payer}),
        "quote": f.QuoteForm(),
        "remark": f.RemarkForm(),
        "recast": f.RecastForm(choices=kinds, initial={"category": found.category}),
        "merge": f.MergeForm(),
        "unmerge": f.WhyForm(),
        "decline": f.WhyForm(),
        "up": f.WhyForm(),
        "matter": f.MatterForm(),
        "close": f.WhyForm(),
        "number": f.WhyForm(),
    }

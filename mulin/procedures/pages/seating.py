"""The screen on which the elected are put into the register of bodies."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.ground.estate.pages.asking import Question, ask
from mulin.ground.page.context import Crumb
from mulin.kit import clock
from mulin.kit.rights import Refused, require
from mulin.law.jurisdiction import Unanswered
from mulin.law.pinned import unpin
from mulin.law.questions import COMMITTEE_TERM
from mulin.law.terms import add_months
from mulin.procedures.actions.seating import Seating, seat_elected
from mulin.procedures.forms import SeatForm
from mulin.procedures.models import Procedure
from mulin.procedures.pages.common import crumbs_of, found_of
from mulin.procedures.permissions import HIDDEN, may_carry
from mulin.procedures.queries.elected import newcomers_of


@require_http_methods(["GET", "POST"])
def seat(request: HttpRequest, procedure_id: UUID) -> HttpResponse:
    """The next term with the elected, as the count left them; posts and days still to be said."""
    actor, found = found_of(request, procedure_id)
    require(may_carry(actor, found))
    new = newcomers_of(found)
    if new is None:
        raise Refused(HIDDEN)
    if new.seated is not None:
        return redirect("committees:body", new.seated.body_id)
    people = new.chosen.persons if new.chosen else ()
    today = clock.today()
    seats = new.chosen.seats if new.chosen else (new.last.seats if new.last else 5)
    first = {"starts_on": today, "ends_on": _last_day(found), "seats": seats}
    form = SeatForm(people, request.POST or None, initial=first)

    def act(typed: dict[str, Any]) -> str:
        given = Seating(typed["starts_on"], typed["ends_on"], typed["seats"], form.posts())
        term = seat_elected(found, given, once=typed["once"], by=actor, now=clock.now())
        return reverse("committees:body", args=[term.body_id])

    back = reverse("procedures:procedure", args=[found.pk])
    question = Question(
        title=_("登记新一届"),
        done=_("新一届和委员已登记，上一届已结束。"),
        back=back,
        word=_("登记新一届"),
        intro=_(
            "上一届到新一届任期起的前一天结束，上一届委员的权限同时收回。没有推选主任的先都记委员。"
        ),
        crumbs=crumbs_of(Crumb(found.title, back), Crumb(_("登记新一届"))),
    )
    return ask(request, form, question, act)


def _last_day(found: Procedure) -> Any:
    """The longest lawful term from today, as a proposal; nothing where the law does not say."""
    law = unpin(found.law)
    try:
        years = law.ask(COMMITTEE_TERM, found.law_of).value.maximum
    except Unanswered:
        return None
    return add_months(clock.today(), years * 12)

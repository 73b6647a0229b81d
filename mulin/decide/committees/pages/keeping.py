"""The seal, the account and the hand-over list of a body on screen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.decide.committees.actions import keeping as verbs
from mulin.decide.committees.forms_owners import (
    DecideForm,
    HandOverForm,
    ItemForm,
    UsedForm,
    UseForm,
)
from mulin.decide.committees.models import SealUse
from mulin.decide.committees.pages.common import crumbs_of, found, found_term, question
from mulin.decide.committees.papers import File
from mulin.decide.committees.permissions import (
    HIDDEN,
    may_hold_meetings,
    may_read_file,
    may_use_seal,
)
from mulin.decide.committees.queries import asking as queries
from mulin.ground.estate.models import Organisation
from mulin.ground.estate.pages.asking import Question, ask
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import tried
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require

BOTH = ["GET", "POST"]
State = SealUse.State
MARKS = {State.ASKED: "soon", State.ALLOWED: "now", State.REFUSED: "no", State.USED: "done"}


@require_http_methods(BOTH)
def keeping(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Who asked for the seal or the account and who allowed it; what is to be handed over."""
    actor, body = found(request, organisation_id)
    require(may_read_file(actor, body))
    term, giving = queries.latest_term(body), queries.handing_term(body)
    items = queries.items_of(giving) if giving else []
    form = HandOverForm(items, request.POST or None, initial={"day": clock.today()})
    if request.method == "POST" and giving is not None:
        require(may_hold_meetings(actor, body))
        if form.is_valid() and tried(form, lambda: _hand_over(giving, form, actor)) is not None:
            return redirect("committees:keeping", body.pk)
    may = may_use_seal(actor, body)
    context: dict[str, Any] = {
        "body": body,
        "term": term,
        "giving": giving,
        "uses": [(use, MARKS[State(use.state)]) for use in queries.uses_of(body)],
        "items": items,
        "form": form,
        "mine": actor.person_id,
        "why_not": "" if may is None else shown(may),
        "keeps": may_hold_meetings(actor, body) is None,
        "left": sum(item.handed_on is None for item in items),
        "crumbs": _crumbs(body, _("印章、账户和移交")),
    }
    status = 422 if form.errors else 200
    return render(request, "committees/keeping.html", context, status=status)


@require_http_methods(BOTH)
def new_use(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """Ask to use the seal or the account."""
    actor, term = found_term(request, term_id)
    require(may_use_seal(actor, term.body))
    form = UseForm(request.POST or None, files=request.FILES or None)

    def act(typed: dict[str, Any]) -> str:
        verbs.ask_use(
            term,
            typed["thing"],
            typed["purpose"],
            typed["amount"],
            File(typed["file"].name, typed["file"]),
            once=typed["once"],
            by=actor,
            now=clock.now(),
        )
        return reverse("committees:keeping", args=[term.body_id])

    intro = _("由另一位委员批准以后才能使用；申请、批准、使用都留有记录。")
    return ask(request, form, question(term.body, _("申请用印或用款"), _("已申请。"), intro), act)


@require_http_methods(BOTH)
def decide(request: HttpRequest, use_id: UUID) -> HttpResponse:
    """The second hand: allow, or not."""
    actor, use = _use(request, use_id)

    def act(typed: dict[str, Any]) -> None:
        verbs.decide_use(
            use, typed["why"], allow=typed["allow"] == "yes", by=actor, now=clock.now()
        )

    form = DecideForm(request.POST or None)
    return ask(request, form, _question(use, _("批准"), _("已登记。")), act)


@require_http_methods(BOTH)
def used(request: HttpRequest, use_id: UUID) -> HttpResponse:
    """It was used."""
    actor, use = _use(request, use_id)

    def act(typed: dict[str, Any]) -> None:
        verbs.note_used(use, typed["day"], by=actor, now=clock.now())

    form = UsedForm(request.POST or None, initial={"day": clock.today()})
    return ask(request, form, _question(use, _("登记使用"), _("已登记使用。")), act)


@require_http_methods(BOTH)
def new_item(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """Put something on the hand-over list."""
    actor, term = found_term(request, term_id)
    require(may_hold_meetings(actor, term.body))

    def act(typed: dict[str, Any]) -> str:
        verbs.list_item(
            term,
            typed["kind"],
            typed["name"],
            typed["quantity"],
            typed["keeper"],
            once=typed["once"],
            by=actor,
            now=clock.now(),
        )
        return reverse("committees:keeping", args=[term.body_id])

    form = ItemForm(request.POST or None)
    return ask(request, form, question(term.body, _("列入移交清单"), _("已列入。")), act)


@require_safe
def paper_list(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """The hand-over list as a page to print and sign."""
    actor, body = found(request, organisation_id)
    require(may_read_file(actor, body))
    term = queries.handing_term(body)
    context = {
        "body": body,
        "term": term,
        "items": queries.items_of(term) if term else [],
        "crumbs": _crumbs(body, _("移交清单")),
    }
    return render(request, "committees/handover.html", context)


def _hand_over(term: Any, form: HandOverForm, actor: Actor) -> int:
    typed = form.cleaned_data
    ids = [UUID(pk) for pk in typed["items"]]
    return verbs.hand_over(term, ids, typed["receiver"], typed["day"], by=actor, now=clock.now())


def _use(request: HttpRequest, use_id: UUID) -> tuple[Actor, SealUse]:
    actor = acting(request)
    use = queries.use_of(actor.street_id, use_id)
    if use is None:
        raise Refused(HIDDEN)
    require(may_read_file(actor, use.term.body) or may_use_seal(actor, use.term.body))
    return actor, use


def _question(use: SealUse, title: str, done: str) -> Question:
    body = use.term.body
    back = reverse("committees:keeping", args=[body.pk])
    intro = f"{use.get_thing_display()} · {use.purpose}"
    crumbs = _crumbs(body, title)
    return Question(f"{title} · {body.name}", done, back, intro=intro, crumbs=crumbs)


def _crumbs(body: Organisation, last: str) -> tuple[Crumb, ...]:
    return crumbs_of(Crumb(body.name, reverse("committees:body", args=[body.pk])), Crumb(last))

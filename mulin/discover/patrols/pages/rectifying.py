"""What is done about a hazard, one POST each; what is refused stands beside the form it was typed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.discover.patrols.actions import rectifying as verbs
from mulin.discover.patrols.actions.rectifying import OrderDraft
from mulin.discover.patrols.forms import WhyForm
from mulin.discover.patrols.forms_hazards import AgainForm, DelayForm, DoneForm, GradeForm
from mulin.discover.patrols.models import Hazard
from mulin.discover.patrols.pages.common import hazard_here
from mulin.discover.patrols.pages.hazards import order_form, page
from mulin.discover.patrols.queries.plans import near_bodies
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor
from mulin.law.safety.hazard import Level


@require_POST
def grade(request: HttpRequest, hazard_id: UUID) -> HttpResponse:
    """Say how grave it is."""
    actor, found = hazard_here(request, hazard_id)
    form = GradeForm(request.POST)

    def verb() -> Hazard:
        typed = form.cleaned_data
        return verbs.grade(found, Level(typed["level"]), typed["why"], by=actor, now=clock.now())

    return _done(request, actor, found, form, "grading", verb, _("已定级。"))


@require_POST
def dismiss(request: HttpRequest, hazard_id: UUID) -> HttpResponse:
    """It is none."""
    actor, found = hazard_here(request, hazard_id)
    form = WhyForm(request.POST)

    def verb() -> Hazard:
        return verbs.dismiss(found, form.cleaned_data["why"], by=actor, now=clock.now())

    return _done(request, actor, found, form, "dismissing", verb, _("已记为不成立。"))


@require_POST
def measure(request: HttpRequest, hazard_id: UUID) -> HttpResponse:
    """What was done at once."""
    actor, found = hazard_here(request, hazard_id)
    form = DoneForm(request.POST, request.FILES)

    def verb() -> Hazard:
        typed = form.cleaned_data
        return verbs.measure(found, typed["text"], typed["photos"], by=actor, now=clock.now())

    return _done(request, actor, found, form, "measuring", verb, _("临时措施记下了。"))


@require_POST
def order(request: HttpRequest, hazard_id: UUID) -> HttpResponse:
    """Order it put right."""
    actor, found = hazard_here(request, hazard_id)
    form = order_form(request.POST, found)

    def verb() -> Hazard:
        typed = form.cleaned_data
        bodies = {str(one.pk): one for one in near_bodies(found.compound, clock.today())}
        draft = OrderDraft(
            typed["text"],
            typed["due_on"],
            bodies.get(typed["responsible"]),
            typed["responsible_name"],
        )
        return verbs.order(found, draft, by=actor, now=clock.now())

    return _done(request, actor, found, form, "ordering", verb, _("整改通知已下达，可以打印。"))


@require_POST
def ask_delay(request: HttpRequest, hazard_id: UUID) -> HttpResponse:
    """Ask for more time."""
    actor, found = hazard_here(request, hazard_id)
    form = DelayForm(request.POST)

    def verb() -> Hazard:
        typed = form.cleaned_data
        return verbs.ask_delay(found, typed["until"], typed["why"], by=actor, now=clock.now())

    return _done(request, actor, found, form, "delaying", verb, _("延期申请已送出。"))


@require_POST
def answer_delay(request: HttpRequest, hazard_id: UUID) -> HttpResponse:
    """Give it or not."""
    actor, found = hazard_here(request, hazard_id)
    form = WhyForm(request.POST)
    agreed = request.POST.get("answer") == "yes"

    def verb() -> Hazard:
        why = form.cleaned_data["why"]
        return verbs.answer_delay(found, why, agreed=agreed, by=actor, now=clock.now())

    return _done(request, actor, found, form, "answering", verb, _("已答复。"))


@require_POST
def put_right(request: HttpRequest, hazard_id: UUID) -> HttpResponse:
    """It was put right."""
    actor, found = hazard_here(request, hazard_id)
    form = DoneForm(request.POST, request.FILES)

    def verb() -> Hazard:
        typed = form.cleaned_data
        return verbs.put_right(found, typed["text"], typed["photos"], by=actor, now=clock.now())

    return _done(request, actor, found, form, "done", verb, _("已报完成，等复查。"))


@require_POST
def look_again(request: HttpRequest, hazard_id: UUID) -> HttpResponse:
    """What the office saw."""
    actor, found = hazard_here(request, hazard_id)
    form = AgainForm(request.POST, request.FILES)
    passed = request.POST.get("outcome") == "pass"

    def verb() -> Hazard:
        typed = form.cleaned_data
        return verbs.look_again(
            found,
            typed["text"],
            typed["photos"],
            passed=passed,
            due_on=typed["due_on"],
            by=actor,
            now=clock.now(),
        )

    words = _("复查通过，隐患销号。") if passed else _("记下了，请按新的期限整改。")
    return _done(request, actor, found, form, "again", verb, words)


@require_POST
def make_matter(request: HttpRequest, hazard_id: UUID) -> HttpResponse:
    """It becomes a matter that travels the chain."""
    actor, found = hazard_here(request, hazard_id)
    once = once_of(request)
    made = told(
        request,
        lambda: verbs.make_matter(found, once=once, by=actor, now=clock.now()),
        _("已转成事项。"),
    )
    return redirect("matters:matter", made.pk) if made else redirect("patrols:hazard", found.pk)


def _done(
    request: HttpRequest,
    actor: Actor,
    found: Hazard,
    form: forms.Form,
    name: str,
    verb: Callable[[], Any],
    words: str,
) -> HttpResponse:
    if form.is_valid() and tried(form, verb) is not None:
        messages.success(request, words)
        return redirect("patrols:hazard", found.pk)
    return page(request, actor, found, **{name: form})

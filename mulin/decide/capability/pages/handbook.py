"""Screens of the handbook: the list, one entry, the booklet, the street's own answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.decide.capability import printing, rendering
from mulin.decide.capability.actions.answering import take_own_answer_back, write_own_answer
from mulin.decide.capability.chapters import Entry, chapters, entries
from mulin.decide.capability.forms import AnswerForm
from mulin.decide.capability.permissions import NO_ENTRY, may_answer
from mulin.decide.capability.queries import handbook as queries
from mulin.decide.capability.queries.handbook import Wanted
from mulin.ground.forewarn.lessons import lessons_about
from mulin.ground.page.context import Crumb, is_phone
from mulin.ground.page.trying import tried
from mulin.ground.streets.models import Street
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require

FILES = {
    "pdf": (printing.booklet_pdf, "application/pdf"),
    "docx": (
        printing.booklet_docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}
LONGEST = 60


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every question, by chapter; narrowed by words, chapter and step."""
    actor = acting(request)
    wanted = _wanted(request)
    found = queries.wanted_entries(wanted)
    own = queries.own_answers(actor.street_id)
    context = {
        "wanted": wanted,
        "total": len(entries()),
        "found": [(one, rendering.question_of(one), one.code in own) for one in found],
        "groups": [] if wanted.words else _groups(found, own),
        "chapters": [(one.code, rendering.title_of(one)) for one in chapters()],
        "steps": queries.step_choices(),
        "query": request.GET.urlencode(),
        "crumbs": (Crumb(_("一百问")),),
    }
    template = "phone/handbook.html" if is_phone(request) else "handbook.html"
    return render(request, f"capability/{template}", context)


@require_safe
def entry(request: HttpRequest, code: str) -> HttpResponse:
    """One question with its answer, as it holds here."""
    actor = acting(request)
    return _page(request, actor, _entry(code))


@require_http_methods(["POST"])
def own(request: HttpRequest, code: str) -> HttpResponse:
    """Write the street's own words, or take them back."""
    actor = acting(request)
    found, now = _entry(code), clock.now()
    require(may_answer(actor))
    if request.POST.get("do") == "take_back":
        take_own_answer_back(code, by=actor, now=now)
        messages.success(request, _("已撤下。"))
        return redirect("handbook:entry", code)
    form = AnswerForm(request.POST)
    if form.is_valid():
        text = form.cleaned_data["text"]
        if tried(form, lambda: write_own_answer(code, text, by=actor, now=now)):
            messages.success(request, _("已写上，本街道的人都看得到。"))
            return redirect("handbook:entry", code)
    return _page(request, actor, found, answering=form)


@require_safe
def booklet(request: HttpRequest, file_format: str) -> HttpResponse:
    """What the list shows, as a booklet."""
    actor = acting(request)
    if file_format not in FILES:
        raise Refused(NO_ENTRY)
    make, media_type = FILES[file_format]
    today, street = clock.today(), _street(request)
    law = queries.law_here(street.region)
    read = rendering.read_all(queries.wanted_entries(_wanted(request)), law, today)
    made = make(read, queries.own_answers(actor.street_id), street, law.name, today)
    response = HttpResponse(made, content_type=media_type)
    shown = "inline" if file_format == "pdf" else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="handbook.{file_format}"'
    return response


def _page(
    request: HttpRequest, actor: Actor, found: Entry, answering: AnswerForm | None = None
) -> HttpResponse:
    today, street = clock.today(), _street(request)
    law = queries.law_here(street.region)
    own = queries.own_answer(actor.street_id, found.code)
    before, after = queries.neighbours_of(found)
    chapter = next(one for one in chapters() if one.code == found.chapter)
    context: dict[str, Any] = {
        "read": rendering.read(found, law, today),
        "law": law.name,
        "own": own,
        "may_answer": may_answer(actor) is None,
        "answering": answering or AnswerForm(initial={"text": own.text if own else ""}),
        "steps": queries.step_titles(found),
        "before": (before.code, rendering.question_of(before)) if before else None,
        "after": (after.code, rendering.question_of(after)) if after else None,
        "chapter": rendering.title_of(chapter),
        "learned": lessons_about(actor.street_id, found.chapter),
        "crumbs": (Crumb(_("一百问"), reverse("handbook:index")), Crumb(found.code)),
    }
    template = "phone/entry.html" if is_phone(request) else "entry.html"
    bad = answering is not None and answering.errors
    return render(request, f"capability/{template}", context, status=422 if bad else 200)


def _groups(found: list[Entry], own: Any) -> list[tuple[str, list[tuple[Entry, str, bool]]]]:
    groups = []
    for chapter in chapters():
        inside = [
            (one, rendering.question_of(one), one.code in own)
            for one in found
            if one.chapter == chapter.code
        ]
        if inside:
            groups.append((rendering.title_of(chapter), inside))
    return groups


def _wanted(request: HttpRequest) -> Wanted:
    """What the address asks for; values that nothing offers are as good as absent."""
    chapter, step = request.GET.get("chapter", ""), request.GET.get("step", "")
    return Wanted(
        request.GET.get("q", "").strip()[:LONGEST],
        chapter if chapter in {one.code for one in chapters()} else "",
        step if step in dict(queries.step_choices()) else "",
    )


def _entry(code: str) -> Entry:
    found = entries().get(code)
    if found is None:
        raise Refused(NO_ENTRY)
    return found


def _street(request: HttpRequest) -> Street:
    street: Street = request.street  # type: ignore[attr-defined]
    return street

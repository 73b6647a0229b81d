"""Screens of persons: search, one person and who read his data, likely duplicates."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from mulin.ground.estate.actions import correct_person, merges, unmask
from mulin.ground.estate.forms import CorrectPersonForm, DecideForm
from mulin.ground.estate.models import Person, PersonMerge
from mulin.ground.estate.pages.asking import NOT_FOUND, Question, ask, found
from mulin.ground.estate.permissions import (
    may_edit_register,
    may_edit_residents,
    may_merge,
    may_see_some_register,
    may_unmask,
    reach,
)
from mulin.ground.estate.queries.duplicates import EVERY, Pair, likely_duplicates
from mulin.ground.estate.queries.facts import facts_about, readings_of
from mulin.ground.estate.queries.persons import (
    compounds_of_person,
    homes_of,
    merges_of,
    people_rows,
    posts_of,
)
from mulin.ground.estate.queries.search import persons_matching, persons_readable
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, acting, require

FIELDS = {"name": _lazy("姓名"), "phone": _lazy("电话"), "id_number": _lazy("证件号")}
DECISIONS_SHOWN = 50


def people(request: HttpRequest) -> HttpResponseBase:
    """People the actor may see: by name, initials, telephone or the last four digits."""
    actor = acting(request)
    require(may_see_some_register(actor))
    listing = Listing(
        request,
        people_rows(persons_readable(actor), actor.street_id),
        _columns(),
        searches=lambda rows, words: rows.filter(
            id__in=persons_matching(actor, words).order_by().values("id")
        ),
        filters=(Filter("missing", _("待补"), MISSING, _missing),),
    )
    if listing.export:
        return download(listing, _("人员"), now=clock.now())
    context = {
        "listing": listing,
        "crumbs": [Crumb(_("人员"))],
        "may_decide": may_merge(actor, reach(actor) or ()) is None,
    }
    return render(request, "estate/people.html", context)


MISSING = (("phone", _lazy("没有电话")), ("identity", _lazy("没有证件号")))


def _missing(rows: Any, value: str) -> Any:
    return rows.filter(phone_masked="") if value == "phone" else rows.filter(id_masked="")


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "name",
            _("姓名"),
            "name",
            order=("initials", "name"),
            personal="name",
            href=lambda row: row_address("estate:person", row.pk),
        ),
        Column("phone", _("电话"), "phone_masked"),
        Column("identity", _("证件号"), "id_masked"),
        Column("homes", _("房屋"), lambda row: "、".join(r.unit.label for r in row.open_rows[:4])),
    )


def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One person: numbers masked, homes and posts, what was corrected, who looked and why."""
    actor, row = readable_person(request, person_id)
    homes = homes_of(row)
    places = compounds_of_person(row)
    allowed = {f: may_unmask(actor, f, places, person_id=row.pk) is None for f in FIELDS}
    why_not_merge = may_merge(actor, places)
    context = {
        "person": row,
        "homes": homes,
        "posts": posts_of(row),
        "merges": merges_of(row),
        "allowed": allowed,
        "facts": facts_about(actor.street_id, row.pk),
        "readings": readings_of(actor.street_id, row.pk),
        "why_not_merge": why_not_merge,
        "why_not_correct": _why_not_correct(actor, places),
        "crumbs": [Crumb(_("人员"), reverse("estate:people")), Crumb(_("详情"))],
    }
    return render(request, "estate/person.html", context)


@never_cache
@require_POST
def show(request: HttpRequest, person_id: UUID, field: str) -> HttpResponse:
    """One field in the clear, in place of its mask; the reason given is on record."""
    actor = acting(request)
    row = found(Person, actor, person_id)
    if field not in FIELDS:
        raise Refused(NOT_FOUND)
    reason = request.POST.get("reason", "")
    value = unmask(row, field, by=actor, reason=reason, now=clock.now())
    return render(request, "estate/unmasked.html", {"lines": value.splitlines() or [_("未登记")]})


def correct(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Correct name, telephone or document of a person."""
    actor, row = readable_person(request, person_id)
    refusal = _why_not_correct(actor, compounds_of_person(row))
    require(refusal)
    question = Question(
        _("更正人员信息"),
        _("已更正。"),
        reverse("estate:person", args=[row.pk]),
        intro=_("留空的电话、证件号保持不变。"),
        crumbs=[Crumb(_("人员"), reverse("estate:people"))],
    )

    def act(said: dict[str, Any]) -> None:
        correct_person(
            row,
            name=said["name"] if said["name"] != row.name else None,
            phones=[said["phone"]] if said["phone"] else None,
            id_number=said["id_number"] or None,
            id_kind=said["id_kind"],
            died_on=said["died_on"],
            why=said["why"],
            by=actor,
            now=clock.now(),
        )

    form = CorrectPersonForm(request.POST or None, initial={"name": row.name})
    return ask(request, form, question, act)


def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs that may be one person, with the reasons; merged or decided to be two."""
    actor = acting(request)
    compounds = reach(actor)
    require(may_merge(actor, compounds or ()))
    words = request.GET.get("q", "").strip()[:100]
    pairs = _asked_first(request, likely_duplicates(actor.street_id, compounds, limit=EVERY))
    pairs = [pair for pair in pairs if pair.tells(words)]
    merged = PersonMerge.objects.of(actor.street_id).select_related("kept", "merged")
    context = {
        "pairs": pairs[:DECISIONS_SHOWN],
        "total": len(pairs),
        "words": words,
        "query": request.GET.urlencode(),
        "back": _back(request),
        "merged": merged.filter(undone_at__isnull=True).order_by("-id")[:DECISIONS_SHOWN],
        "crumbs": [Crumb(_("人员"), reverse("estate:people")), Crumb(_("疑似重复"))],
    }
    return render(request, "estate/duplicates.html", context)


@require_POST
def merge(request: HttpRequest) -> HttpResponse:
    """Merge the second into the first."""
    return _decide(request, _merge, _("已合并，登记已归到一个人名下。"))


@require_POST
def distinct(request: HttpRequest) -> HttpResponse:
    """Remember that the two are two."""
    return _decide(request, _distinct, _("已记下：不是同一个人。"))


@require_POST
def split(request: HttpRequest, merge_id: UUID) -> HttpResponse:
    """Undo a merger."""
    actor = acting(request)
    row = found(PersonMerge, actor, merge_id, "kept", "merged")
    merges.undo_merge(row, why=request.POST.get("why", ""), by=actor, now=clock.now())
    messages.success(request, _("已撤销合并，两人的登记各归各位。"))
    return redirect("estate:duplicates")


def _merge(actor: Actor, first: Person, second: Person, reason: str) -> None:
    merges.merge_persons(first, second, reason=reason, by=actor, now=clock.now())


def _distinct(actor: Actor, first: Person, second: Person, reason: str) -> None:
    merges.decide_distinct(first, second, reason=reason, by=actor, now=clock.now())


def _decide(request: HttpRequest, verb: Any, done: str) -> HttpResponse:
    actor = acting(request)
    form = DecideForm(request.POST)
    if not form.is_valid():
        raise Refused(Refusal(_("没有写理由。"), _("请写明为什么这样认定，再提交一次。")))
    first = found(Person, actor, form.cleaned_data["first"])
    second = found(Person, actor, form.cleaned_data["second"])
    verb(actor, first, second, form.cleaned_data["reason"])
    messages.success(request, done)
    query = request.POST.get("query", "")[:400]
    return redirect(f"{reverse('estate:duplicates')}{'?' if query else ''}{query}")


def _asked_first(request: HttpRequest, pairs: list[Pair]) -> list[Pair]:
    """The pair somebody was sent here for stands on top."""
    wanted = request.GET.get("pair", "")
    return sorted(pairs, key=lambda p: f"{p.first.pk.hex}-{p.second.pk.hex}" != wanted)


def _back(request: HttpRequest) -> str:
    """Where the person came from, on this site only."""
    back = request.GET.get("back", "")
    here = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if here and back.startswith("/") else ""


def readable_person(request: HttpRequest, person_id: UUID) -> tuple[Actor, Person]:
    """The person, where the actor may see him; everybody may see himself."""
    actor = acting(request)
    row = found(Person, actor, person_id, "merged_into")
    if row.pk != actor.person_id and not persons_readable(actor).filter(id=row.pk).exists():
        raise Refused(NOT_FOUND)
    return actor, row


def _why_not_correct(actor: Actor, places: list[UUID]) -> Refusal | None:
    refusals = [may_edit_residents(actor, c) for c in places] or [may_edit_register(actor, None)]
    return None if None in refusals else refusals[0]

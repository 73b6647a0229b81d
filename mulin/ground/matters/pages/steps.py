"""Every step of a matter: one table of verbs, one view that tries them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from mulin.ground.estate.models import Building, Organisation
from mulin.ground.matters.actions import chain, filing, handing, joining
from mulin.ground.matters.actions.common import About
from mulin.ground.matters.forms import RowForm
from mulin.ground.matters.links import tied
from mulin.ground.matters.models import Deadline, Link, Matter, Party, Tie
from mulin.ground.matters.pages.common import form_of, matter_at, matter_page, offers
from mulin.ground.matters.permissions import HIDDEN
from mulin.ground.matters.queries import hands_near, matter_of, resident_of
from mulin.ground.page.trying import once_of, told, tried
from mulin.ground.streets.models import StreetModel
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import said

Row = TypeVar("Row", bound=StreetModel)
Typed = dict[str, Any]


@dataclass(frozen=True)
class Doing:
    """A verb under way: whose matter, by whom, when, with which once-token."""

    matter: Matter
    by: Actor
    now: datetime
    once: UUID


def _describe(it: Doing, typed: Typed) -> Any:
    building = None
    if typed.get("building"):
        rows = Building.objects.of(it.by.street_id)
        building = rows.filter(pk=typed["building"]).first()
    about = About(typed["kind"], typed["secrecy"], building, typed["spot"])
    return filing.describe(it.matter, about, by=it.by, now=it.now)


def _hand(it: Doing, typed: Typed) -> Any:
    near = {hand.code: hand for hand in hands_near(it.matter, clock.day_of(it.now))}
    hand = near[typed["hand"]]
    return handing.hand_over(
        it.matter, hand.organisation, hand.person, typed["why"], by=it.by, now=it.now
    )


def _party(it: Doing, typed: Typed) -> Any:
    body = person = None
    if typed["body"]:
        body = Organisation.objects.of(it.by.street_id).filter(pk=typed["body"]).first()
    elif typed["room"] or typed["resident"]:
        today = clock.day_of(it.now)
        person = resident_of(it.matter, typed["room"], typed["resident"], today)
        if person is None:
            raise Refused(
                Refusal(
                    said("这个房号没有登记这个姓名的业主或住户。"),
                    said("请核对房号和姓名，或者用一句话说明。"),
                )
            )
    who = filing.Who(body, person, typed["name"])
    return filing.add_party(it.matter, typed["part"], who, once=it.once, by=it.by, now=it.now)


def _deadline(it: Doing, typed: Typed) -> Any:
    return filing.set_deadline(
        it.matter,
        typed["what"],
        typed["on"],
        typed["basis"],
        once=it.once,
        by=it.by,
        now=it.now,
    )


def _split(it: Doing, typed: Typed) -> Any:
    keys = [UUID(key) for key in typed.get("pieces", [])]
    return joining.split(
        it.matter, typed["title"], typed["why"], keys, once=it.once, by=it.by, now=it.now
    )


Verb = Callable[[Doing, Typed], Any]
STEPS: dict[str, tuple[Verb, Any]] = {
    "move": (
        lambda it, t: chain.move_stage(it.matter, t["stage"], t["why"], by=it.by, now=it.now),
        gettext_lazy("已转环节。"),
    ),
    "reopen": (
        lambda it, t: chain.reopen(it.matter, t["stage"], t["why"], by=it.by, now=it.now),
        gettext_lazy("已重新办理。"),
    ),
    "close": (
        lambda it, t: chain.close(it.matter, t["outcome"], by=it.by, now=it.now),
        gettext_lazy("已办结。"),
    ),
    "describe": (_describe, gettext_lazy("已改。")),
    "hand": (_hand, gettext_lazy("已移交。")),
    "party": (_party, gettext_lazy("已加入。")),
    "paper": (
        lambda it, t: filing.file_paper(it.matter, t["title"], t["file"], by=it.by, now=it.now),
        gettext_lazy("已存入。"),
    ),
    "deadline": (_deadline, gettext_lazy("已定下期限。")),
    "link": (
        lambda it, t: joining.link(it.matter, t["number"], t["why"], by=it.by, now=it.now),
        gettext_lazy("已关联。"),
    ),
    "merge": (
        lambda it, t: joining.merge(it.matter, t["number"], t["why"], by=it.by, now=it.now),
        gettext_lazy("已并入。"),
    ),
    "unmerge": (
        lambda it, t: joining.unmerge(it.matter, t["why"], by=it.by, now=it.now),
        gettext_lazy("已拆开，单独办。"),
    ),
    "split": (_split, gettext_lazy("已拆出一件。")),
    "tie": (
        lambda it, t: joining.tie(it.matter, t["number"], by=it.by, now=it.now),
        gettext_lazy("已归入。"),
    ),
}


@require_POST
def step(request: HttpRequest, matter_id: UUID, verb: str) -> HttpResponse:
    """Try a verb with what was typed; where it refuses, the form stands open with the reason."""
    actor, found = matter_at(request, matter_id)
    does, words = STEPS[verb]
    known = matter_of(actor.street_id, once_of(request)) if verb == "split" else None
    if known is not None and known.split_from_id == found.pk:
        return redirect("matters:matter", known.pk)
    form = form_of(verb, found, offers(actor, found), request.POST, request.FILES)
    it = Doing(found, actor, clock.now(), once_of(request))
    made = tried(form, lambda: does(it, form.cleaned_data)) if form.is_valid() else None
    if made is None:
        return matter_page(request, actor, found, bad=(verb, form))
    messages.success(request, words)
    if verb == "merge":
        return redirect("matters:matter", made.merged_into_id)
    return redirect("matters:matter", made.pk if verb == "split" else found.pk)


@require_POST
def met(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """What was owed by a day is done."""
    actor, found = matter_at(request, matter_id)
    row, _why = _row(request, Deadline, actor)
    told(request, lambda: filing.meet_deadline(row, by=actor, now=clock.now()), _("已记完成。"))
    return redirect("matters:matter", found.pk)


@require_POST
def left(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """A party has no more to do with it."""
    actor, found = matter_at(request, matter_id)
    row, why = _row(request, Party, actor)
    told(request, lambda: filing.drop_party(row, why, by=actor, now=clock.now()), _("已退出。"))
    return redirect("matters:matter", found.pk)


@require_POST
def unlink(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """Two matters have nothing to do with each other."""
    actor, found = matter_at(request, matter_id)
    rows = Link.objects.of(actor.street_id).select_related("matter", "other")
    if (row := rows.filter(pk=_key(request)).first()) is not None:
        told(request, lambda: joining.unlink(row, by=actor, now=clock.now()), _("已取消关联。"))
    return redirect("matters:matter", found.pk)


@require_POST
def untie(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """Take a thing of another room out of the matter."""
    actor, found = matter_at(request, matter_id)
    rows = Tie.objects.of(actor.street_id).select_related("matter")
    if (row := rows.filter(pk=_key(request)).first()) is not None:
        piece = next((piece for _tie, piece in tied(actor, [row])), None)
        if piece is None:
            raise Refused(HIDDEN)
        told(request, lambda: joining.untie(row, piece, by=actor, now=clock.now()), _("已移出。"))
    return redirect("matters:matter", found.pk)


def _key(request: HttpRequest) -> UUID:
    form = RowForm(request.POST)
    if not form.is_valid():
        raise Refused(HIDDEN)
    key: UUID = form.cleaned_data["row"]
    return key


def _row(request: HttpRequest, model: type[Row], actor: Actor) -> tuple[Row, str]:
    """The row a button names; whose matter it is, the verb asks."""
    rows = model.objects.of(actor.street_id).select_related("matter")
    row: Row | None = rows.filter(pk=_key(request)).first()
    if row is None:
        raise Refused(HIDDEN)
    return row, request.POST.get("why", "")

"""Matters as files: one address for merging, parting, splitting, linking and handing over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from mulin.ground.matters import actions_files as verbs
from mulin.ground.matters import queries
from mulin.ground.matters.models import Matter
from mulin.ground.matters.pages import file_forms, found_here, page
from mulin.ground.matters.permissions import HIDDEN
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import said

Does = Callable[[Matter, dict[str, Any], UUID, Actor, datetime], Matter]


def _other(by: Actor, typed: dict[str, Any]) -> Matter:
    found = queries.matter_numbered(by, typed["number"])
    if found is None:
        raise Refused(Refusal(said("没有找到这个编号的事项。"), said("请核对编号。")))
    return found


def _merge(one: Matter, typed: dict[str, Any], once: UUID, by: Actor, now: datetime) -> Matter:
    into = _other(by, typed)
    verbs.merge_matter(one, into, typed["why"], by=by, now=now)
    return into


def _part(one: Matter, typed: dict[str, Any], once: UUID, by: Actor, now: datetime) -> Matter:
    return verbs.part_matter(one, typed["why"], by=by, now=now)


def _split(one: Matter, typed: dict[str, Any], once: UUID, by: Actor, now: datetime) -> Matter:
    keys = [UUID(key) for key in typed.get("pieces", [])]
    return verbs.split_off(one, typed["title"], keys, typed["why"], once=once, by=by, now=now)


def _link(one: Matter, typed: dict[str, Any], once: UUID, by: Actor, now: datetime) -> Matter:
    return verbs.link_matters(one, _other(by, typed), typed["why"], by=by, now=now)


def _unlink(one: Matter, typed: dict[str, Any], once: UUID, by: Actor, now: datetime) -> Matter:
    return verbs.unlink_matters(one, _other(by, typed), by=by, now=now)


def _hand(one: Matter, typed: dict[str, Any], once: UUID, by: Actor, now: datetime) -> Matter:
    rows = queries.holders_for(one)
    organisation = rows.filter(pk=typed["organisation"]).first()
    if organisation is None:
        raise Refused(HIDDEN)
    return verbs.hand_over(one, organisation, typed["why"], by=by, now=now)


STEPS: dict[str, tuple[Does, Any]] = {
    "merge": (_merge, _("已并入这件事项。")),
    "part": (_part, _("已拆开，单独办。")),
    "split": (_split, _("已拆出一件新的事项。")),
    "link": (_link, _("已关联。")),
    "unlink": (_unlink, _("已解除关联。")),
    "hand": (_hand, _("已交办。")),
}


@require_POST
def step(request: HttpRequest, matter_id: UUID, verb: str) -> HttpResponse:
    """Try it; what is refused stands beside its form with everything that was typed."""
    actor, found = found_here(request, matter_id)
    does, word = STEPS[verb]
    known = queries.matter_of(actor.street_id, once_of(request)) if verb == "split" else None
    if known is not None and known.split_from_id == found.pk:
        return redirect("matters:matter", known.pk)
    form = file_forms(actor, found, request.POST)[verb]
    if form.is_valid():
        typed, once, now = form.cleaned_data, once_of(request), clock.now()
        made = tried(form, lambda: does(found, typed, once, actor, now))
        if made is not None:
            messages.success(request, word)
            return redirect("matters:matter", made.pk)
    return page(request, actor, found, **{verb: form})

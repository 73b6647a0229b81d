"""What the screens share: the matter behind an address, crumbs, the page of one matter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.ground.matters import forms as shapes
from mulin.ground.matters import queries
from mulin.ground.matters.actions.filing import party_words
from mulin.ground.matters.links import doors_of
from mulin.ground.matters.models import Matter
from mulin.ground.matters.permissions import HIDDEN, may_carry, may_see_matter
from mulin.ground.page.context import Crumb
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused, acting, require

Offers = dict[str, list[tuple[str, str]]]


def matter_at(request: HttpRequest, matter_id: UUID) -> tuple[Actor, Matter]:
    """The matter of an address, for somebody who may see it."""
    actor = acting(request)
    found = queries.matter_of(actor.street_id, matter_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_see_matter(actor, found))
    return actor, found


def crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("事项"), reverse("matters:list")), *last)


def offers(actor: Actor, found: Matter) -> Offers:
    """What the forms of a matter let one choose from: buildings, hands, organisations, pieces of work."""
    today = clock.today()
    return {
        "buildings": [(str(one.pk), str(one)) for one in queries.buildings_of(found.compound)],
        "hands": [(hand.code, hand.words) for hand in queries.hands_near(found, today)],
        "bodies": [(str(one.pk), one.name) for one in queries.bodies_near(found, today)],
        "pieces": [
            (str(one.subject_id), " ".join(filter(None, (one.number, one.title))))
            for one in queries.movable(actor, found)
        ],
    }


def form_of(verb: str, found: Matter, choices: Offers, *bound: Any) -> forms.Form:
    """The form of a verb, with what it offers and identifiers of its own."""
    more: dict[str, Any] = {"auto_id": f"{verb}-%s"}
    if verb == "describe":
        more |= {"buildings": choices["buildings"], "initial": _as_it_is(found)}
    elif verb == "hand":
        more["hands"] = choices["hands"]
    elif verb == "split":
        more["pieces"] = choices["pieces"]
    elif verb == "party":
        more["bodies"] = choices["bodies"]
    elif verb in ("move", "reopen"):
        more["initial"] = {"stage": _next(found)}
    return SHAPES[verb](*bound, **more)


def matter_page(
    request: HttpRequest, actor: Actor, found: Matter, *, bad: tuple[str, forms.Form] | None = None
) -> HttpResponse:
    """One matter with its file; ``bad``: the form that was refused, as it was typed."""
    file = queries.file_of(actor, found)
    may = may_carry(actor, found)
    context: dict[str, Any] = {
        "matter": found,
        "mark": queries.mark_of(found),
        "word": queries.standing_words(found),
        "place": queries.place_words(found),
        "hand": _hand(found),
        "steps": _steps(found),
        "file": file,
        "parties": [(one, party_words(one)) for one in file.parties],
        "left": [(one, party_words(one)) for one in file.left],
        "said": queries.timeline(found, file),
        "today": clock.today(),
        "doors": doors_of(actor, found) if may is None and found.is_open else [],
        "why_not": "" if may is None else str(may),
        "forms": {} if may is not None else _forms(actor, found, bad),
        "once": uuid7(),
        "open": bad[0] if bad else "",
        "crumbs": crumbs(Crumb(found.number)),
    }
    return render(request, "matters/matter.html", context, status=422 if bad else 200)


def _forms(
    actor: Actor, found: Matter, bad: tuple[str, forms.Form] | None
) -> Mapping[str, forms.Form]:
    choices = offers(actor, found)
    drawn = {verb: form_of(verb, found, choices) for verb in SHAPES}
    return drawn | dict([bad] if bad else [])


def _as_it_is(found: Matter) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "secrecy": found.secrecy,
        "building": found.building_id or "",
        "spot": found.spot,
    }


def _hand(found: Matter) -> str:
    """Who has it in hand."""
    if found.organisation is None:
        return ""
    return queries.Hand(found.organisation, found.keeper).words


def _steps(found: Matter) -> list[dict[str, str]]:
    """The chain as drawn: what is behind, where it stands, what is to come; of one that was merged
    how far it came."""
    stands = found.before_merge or found.stage
    if stands == Matter.Stage.CLOSED:
        return [{"state": "done", "name": stage.label} for stage in queries.CHAIN]
    at = list(queries.CHAIN).index(Matter.Stage(stands))
    return [
        {"state": "done" if i < at else "now" if i == at else "idle", "name": stage.label}
        for i, stage in enumerate(queries.CHAIN)
    ]


def _next(found: Matter) -> str:
    """The stage that usually comes after; the first one for a closed matter taken up again."""
    if found.stage == Matter.Stage.CLOSED:
        return queries.CHAIN[0].value
    at = list(queries.CHAIN).index(Matter.Stage(found.stage))
    return queries.CHAIN[min(at + 1, len(queries.CHAIN) - 1)].value


SHAPES: dict[str, type[forms.Form]] = {
    "move": shapes.MoveForm,
    "reopen": shapes.MoveForm,
    "close": shapes.CloseForm,
    "describe": shapes.AboutForm,
    "hand": shapes.HandForm,
    "party": shapes.PartyForm,
    "paper": shapes.PaperForm,
    "deadline": shapes.DeadlineForm,
    "link": shapes.LinkForm,
    "merge": shapes.MergeForm,
    "unmerge": shapes.WhyForm,
    "split": shapes.SplitForm,
    "tie": shapes.TieForm,
}

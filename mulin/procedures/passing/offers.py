"""The buttons of a thing's page: what it can be turned into, by whom, each with its short form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse

from mulin.ground.matters.models import Passage
from mulin.ground.matters.passing import Way, register_passages
from mulin.ground.words import shown
from mulin.kit.rights import Actor
from mulin.kit.words import said
from mulin.procedures.passing.table import BY_CODE, ROUTES, WORKERS, Route
from mulin.procedures.passing.things import THINGS, tell

LONGEST = 1000


class PassForm(forms.Form):
    """What the other thing says, and of which kind it is; both are filled in where they are known."""

    text = forms.CharField(
        label=said("怎样写"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    choice = forms.ChoiceField()

    def __init__(self, data: Any = None, *, route: Route, row: Any, **more: Any) -> None:
        told = THINGS[route.source].told(row)
        first = {"text": told.text, "choice": route.first_choice(row)}
        super().__init__(data, initial=first, auto_id=f"id_{route.code}_%s", **more)
        self.fields["text"].label = shown(said("怎样写"))
        choices = route.choices(row)
        if not choices:
            del self.fields["choice"]
            return
        field = self.fields["choice"]
        field.label = shown(route.label)
        field.choices = [("", shown(said("请选择"))), *choices]  # type: ignore[attr-defined]


def route_of(code: str) -> Route | None:
    """The passage of an address."""
    return BY_CODE.get(code)


def became(route: Route, row: Any) -> UUID | None:
    """What the thing became by this passage, while it stands."""
    rows = Passage.objects.of(row.street_id).filter(source_id=row.pk, target_kind=route.target)
    keys = list(rows.order_by("-id").values_list("target_id", flat=True))
    standing = THINGS[route.target].rows(row.street_id, keys) if keys else []
    return standing[0].pk if standing else None


def may_pass(actor: Actor, route: Route, row: Any) -> bool:
    """Whoever works with the thing and may open the other one."""
    works = any(grant.role in WORKERS for grant in actor.grants)
    return works and THINGS[route.source].sees(actor, row) and route.may(actor, row)


def offers(actor: Actor, kind: str, subject_id: UUID) -> list[Way]:
    """What a thing can be turned into by this person, but for what it became already."""
    mine = [route for route in ROUTES if route.source == kind]
    if not mine or not any(grant.role in WORKERS for grant in actor.grants):
        return []
    row = THINGS[kind].row(actor.street_id, subject_id)
    if row is None:
        return []
    return [_way(route, row) for route in _open(actor, mine, row)]


def _open(actor: Actor, routes: Iterable[Route], row: Any) -> Iterable[Route]:
    for route in routes:
        if route.holds(row) and may_pass(actor, route, row) and became(route, row) is None:
            yield route


def _way(route: Route, row: Any) -> Way:
    where = reverse("procedures:pass", args=[route.code, row.pk])
    return Way(route.code, route.words, route.icon, where, PassForm(route=route, row=row))


def register() -> None:
    """Let pages ask the table; once, where the app starts."""
    register_passages(tell, offers)

"""Committees, mediators and what a street has set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from mulin.deliberate.mediation.models import Mediator, Panel, Setting
from mulin.deliberate.mediation.permissions import HIDDEN, may_see_room
from mulin.deliberate.mediation.settings import STANDARDS, Standard
from mulin.ground.estate.models import Compound, Organisation
from mulin.kit.rights import Actor, Refused


@dataclass(frozen=True)
class InForce:
    """A setting as it holds; ``row`` where the street set it."""

    standard: Standard
    value: int
    row: Setting | None

    @property
    def words(self) -> str:
        return self.standard.words(self.value)


def values_of(street_id: UUID) -> dict[str, int]:
    """Every setting by its code; one statement."""
    own = dict(Setting.objects.of(street_id).values_list("code", "value"))
    return {one.code: own.get(one.code, one.usual) for one in STANDARDS}


def settings_of(street_id: UUID) -> list[InForce]:
    """Every setting with who set it and why."""
    rows = {row.code: row for row in Setting.objects.of(street_id)}
    return [
        InForce(one, rows[one.code].value if one.code in rows else one.usual, rows.get(one.code))
        for one in STANDARDS
    ]


def panels_of(street_id: UUID) -> Any:
    """Every committee with how many serve in it today is asked by :func:`with_people`."""
    return Panel.objects.of(street_id).select_related("organisation", "community")


def panels_near(actor: Actor) -> Any:
    """What an actor may know of: every one for offices, those that serve him for residents."""
    rows = panels_of(actor.street_id)
    if may_see_room(actor) is None:
        return rows
    homes = Compound.objects.of(actor.street_id).filter(pk__in=actor.compounds)
    return rows.filter(Q(community__isnull=True) | Q(community_id__in=homes.values("community_id")))


def with_people(rows: Any, today: date) -> Any:
    """The same with the number of mediators, and of those who do nothing else."""
    serving = Q(
        Q(mediators__appointment__valid_to__isnull=True)
        | Q(mediators__appointment__valid_to__gte=today),
        mediators__appointment__valid_from__lte=today,
    )
    return rows.annotate(
        people=Count("mediators", filter=serving),
        full=Count("mediators", filter=serving & Q(mediators__full_time=True)),
    )


def panel_of(street_id: UUID, pk: UUID) -> Panel:
    """One committee. Raises Refused where it is not this street's."""
    found: Panel | None = panels_of(street_id).filter(pk=pk).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def panels_for(compound: Compound | None, street_id: UUID, today: date) -> list[Panel]:
    """Committees a dispute may go to, the nearest first: the community's, then the street's."""
    rows = panels_of(street_id).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today))
    near = Q(community__isnull=True)
    if compound is not None:
        near |= Q(community_id=compound.community_id)
    order = [level.value for level in Panel.Level]
    return sorted(rows.filter(near), key=lambda p: (order.index(p.level), str(p.pk)))


def panels_open(street_id: UUID, today: date) -> list[Panel]:
    """Every committee that has not ended."""
    rows = panels_of(street_id).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today))
    return list(rows.order_by("level", "organisation__name"))


def bodies_without_panel(street_id: UUID) -> list[Organisation]:
    """Organisations of the register that are mediation committees and not yet in this room."""
    taken = Panel.objects.of(street_id).values("organisation_id")
    rows = Organisation.objects.of(street_id).filter(
        kind=Organisation.Kind.MEDIATION_COMMITTEE, ended_on__isnull=True
    )
    return list(rows.exclude(pk__in=taken).order_by("name"))


def mediators_of(street_id: UUID) -> Any:
    """Every mediator with person, body and committee."""
    rows = Mediator.objects.of(street_id)
    return rows.select_related("panel__organisation", "panel__community", "appointment__person")


def serving(rows: Any, day: date) -> Any:
    """Those who hold their post on a day."""
    return rows.filter(
        Q(appointment__valid_to__isnull=True) | Q(appointment__valid_to__gte=day),
        appointment__valid_from__lte=day,
    )


def mediator_of(street_id: UUID, pk: UUID) -> Mediator:
    """One mediator. Raises Refused where he is not this street's."""
    found: Mediator | None = mediators_of(street_id).filter(pk=pk).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def mediators_in(panel: Panel, day: date) -> list[Mediator]:
    """Who serves in a committee, directors first."""
    rows = serving(mediators_of(panel.street_id).filter(panel=panel), day)
    order = [duty.value for duty in Mediator.Duty]
    return sorted(rows, key=lambda m: (order.index(m.duty), m.name, str(m.pk)))


def places_of(actor: Actor, roles: tuple[Any, ...]) -> Any:
    """Compounds in which the actor holds one of the roles; all of them for whoever reaches the street."""
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True).order_by("name")
    if any(g.role in roles and g.reaches(None) for g in actor.grants):
        return rows
    near = frozenset().union(*(g.compounds for g in actor.grants if g.role in roles))
    return rows.filter(pk__in=near)


def specialities_words(codes: list[str], names: Mapping[str, str]) -> str:
    """What somebody is good at, in words."""
    return "、".join(str(names[code]) for code in codes if code in names)

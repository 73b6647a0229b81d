"""How every compound of the actor stands before the law: set-based, whatever the street's size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from mulin.decide.committees.models import Meeting, Member, Term
from mulin.decide.committees.models.terms import seated_on
from mulin.decide.committees.permissions import reach
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.estate.models import Compound, Organisation, Unit
from mulin.ground.estate.queries.holdings import stood_on
from mulin.kit.rights import Actor
from mulin.law.body_state import Fault, Found, Standing, available, examine
from mulin.law.catalogue import nearest
from mulin.law.jurisdiction import Jurisdiction
from mulin.law.process_catalogue import process_named

Kind = Organisation.Kind
LEAST_SEATS = 5
"""Below this number the size of the compound decides whether the seats are lawful."""


@dataclass(frozen=True)
class Door:
    """The process that the law opens next, and whether the region has it."""

    code: str
    title: str
    anchor: date | None


@dataclass(frozen=True)
class Row:
    """One compound of the diagnosis: its committee, what is wrong, and what can be started."""

    compound: Compound
    term: Term | None
    in_office: int
    interim: bool
    found: tuple[Found, ...]
    door: Door | None
    pk: UUID

    @property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(one.fault for one in self.found)


def compounds_of(actor: Actor) -> Any:
    """Compounds whose committees the actor looks after, by name."""
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    within = reach(actor)
    if within is not None:
        rows = rows.filter(pk__in=within)
    return rows.select_related("community").order_by("name", "id")


def diagnosis(actor: Actor, compounds: Any, today: date) -> list[Row]:
    """Every compound with its findings; five statements."""
    places = list(compounds)
    terms = {t.body.compound_id: t for t in _terms(actor, Kind.OWNERS_COMMITTEE, today)}
    interim = {t.body.compound_id for t in _terms(actor, Kind.INTERIM_COMMITTEE, today)}
    small = [pk for pk, t in terms.items() if t.seats < LEAST_SEATS]
    sizes = _sizes(actor.street_id, small, today)
    calendar = calendar_of(actor.street_id)
    laws: dict[str, Jurisdiction] = {}
    rows = []
    for place in places:
        law = laws.setdefault(place.region, nearest(place.region))
        term = terms.get(place.pk)
        standing = standing_of(term, interim=place.pk in interim, size=sizes.get(place.pk))
        found = examine(standing, law, today, calendar)
        rows.append(
            Row(
                place,
                term,
                standing.in_office,
                standing.interim,
                found,
                _door(found, law, today),
                place.pk,
            )
        )
    return rows


def standing_of(
    term: Term | None, *, interim: bool = False, size: tuple[int, int] | None = None
) -> Standing:
    """The plain facts of an open term as the law takes them; ``term`` from :func:`_terms`."""
    if term is None:
        return Standing(interim=interim)
    area, units = size or (0, 0)
    met = getattr(term, "met_on", None)
    active = max(filter(None, (term.active_on, term.starts_on, met)), default=None)
    return Standing(
        seats=term.seats,
        in_office=getattr(term, "sitting", 0),
        ends=term.ends_on,
        active=active,
        elected=term.elected_on,
        filed=bool(term.filing_number),
        seal=_known(term.seal),
        account=_known(term.account),
        interim=interim,
        area=area,
        units=units,
    )


def open_term(body: Organisation, today: date) -> Term | None:
    """The present term of a body, with how many sit in it."""
    rows = with_sitting(Term.objects.of(body.street_id).filter(body=body), today)
    found: Term | None = rows.filter(ended_on__isnull=True).first()
    return found


def with_sitting(rows: Any, today: date) -> Any:
    """Terms with ``sitting``, how many hold a seat today, and ``met_on``, when they last met."""
    met = Meeting.objects.filter(
        street_id=OuterRef("street_id"), term_id=OuterRef("pk"), state=Meeting.State.HELD
    )
    last = met.order_by("-held_on").values("held_on")[:1]
    members = Member.objects.filter(
        seated_on(today), street_id=OuterRef("street_id"), term_id=OuterRef("pk")
    )
    counted = members.order_by().values("term_id").annotate(n=Count("id")).values("n")
    return rows.annotate(sitting=Coalesce(Subquery(counted), 0), met_on=Subquery(last))


def counts_of(rows: Iterable[Row]) -> Counter[Fault]:
    """How many compounds have each fault."""
    return Counter(fault for row in rows for fault in set(row.faults))


def _terms(actor: Actor, kind: str, today: date) -> list[Term]:
    rows = Term.objects.of(actor.street_id).filter(
        body__kind=kind, body__compound_id__isnull=False, ended_on__isnull=True
    )
    within = reach(actor)
    if within is not None:
        rows = rows.filter(body__compound_id__in=within)
    return list(with_sitting(rows.select_related("body"), today))


def _sizes(street_id: UUID, compound_ids: list[UUID], today: date) -> dict[UUID, tuple[int, int]]:
    """Gross area and number of homes, for compounds small enough that it matters."""
    if not compound_ids:
        return {}
    rows = Unit.objects.of(street_id).filter(stood_on(today), compound_id__in=compound_ids)
    homes = Count("id", filter=~Q(use=Unit.Use.PARKING))
    found = rows.order_by().values_list("compound_id").annotate(area=Sum("gross_area"), homes=homes)
    return {pk: (area or 0, units) for pk, area, units in found}


def _door(found: tuple[Found, ...], law: Jurisdiction, today: date) -> Door | None:
    for one in found:
        if one.process and available(law, one.process, today):
            return Door(one.process, process_named(one.process).title, one.anchor)
    return None


def _known(holding: str) -> bool | None:
    return None if holding == Term.Holding.UNKNOWN else holding == Term.Holding.HELD

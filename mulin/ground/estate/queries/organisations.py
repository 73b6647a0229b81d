"""Questions about organisations: what each does for whom, and the street's whole picture."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from mulin.ground.estate.models import Appointment, Community, Compound, Engagement, Organisation
from mulin.ground.estate.queries.holdings import in_force_on
from mulin.kit.words import said

Kind = Organisation.Kind
BOX_W, BOX_H, GAP_X, GAP_Y = 132, 46, 12, 64
PER_ROW = 7


@dataclass(frozen=True)
class Box:
    """An organisation in the chart: where it stands, what it is, how many compounds it covers."""

    id: UUID
    x: int
    y: int
    name: str
    note: str
    level: str

    @property
    def middle(self) -> int:
        return self.x + BOX_W // 2

    @property
    def bottom(self) -> int:
        return self.y + BOX_H

    @property
    def name_y(self) -> int:
        return self.y + 20

    @property
    def note_y(self) -> int:
        return self.y + 37


@dataclass(frozen=True)
class Edge:
    """A line from one box down to another."""

    path: str


@dataclass(frozen=True)
class Chart:
    """Street office → property office → agency → guidance centres, with what each covers."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    covered: int
    compounds: int
    uncovered: tuple[str, ...]


@dataclass(frozen=True)
class Coverage:
    """One line of the table beside the chart."""

    organisation: Organisation
    coached_by: tuple[str, ...]
    compounds: int
    communities: tuple[str, ...]


def organisation_rows(rows: Any, today: date) -> Any:
    """Organisations with their place, and how many people hold a post there today."""
    posts = Appointment.objects.filter(
        in_force_on(today), street_id=OuterRef("street_id"), organisation_id=OuterRef("pk")
    )
    counted = posts.order_by().values("organisation_id").annotate(n=Count("id")).values("n")
    return (
        rows.select_related("community", "compound")
        .annotate(posts=Coalesce(Subquery(counted), 0))
        .order_by("kind", "name")
    )


def engagements_of(organisation: Organisation) -> list[Engagement]:
    """Everything the organisation does or did, the open ones first."""
    rows = Engagement.objects.of(organisation.street_id).filter(organisation=organisation)
    rows = rows.select_related("coached", "compound", "community")
    return sorted(rows, key=lambda r: (r.valid_to is not None, r.kind, str(r.coached or "")))


def coached_by(organisation: Organisation, today: date) -> list[Engagement]:
    """Who coaches this organisation today."""
    rows = Engagement.objects.of(organisation.street_id).filter(
        in_force_on(today), coached=organisation
    )
    return list(rows.select_related("organisation"))


def posts_at(organisation: Organisation) -> list[Appointment]:
    """Posts held at the organisation, present ones first."""
    rows = Appointment.objects.of(organisation.street_id).filter(organisation=organisation)
    rows = rows.select_related("person", "community", "compound", "building")
    return sorted(rows, key=lambda r: (r.valid_to is not None, r.valid_from, r.pk))


def coverage(street_id: UUID, today: date) -> tuple[list[Coverage], Chart]:
    """Who coaches whom and who covers which compound: a table and a picture of the same rows."""
    standing = Organisation.objects.of(street_id).filter(kind__in=LEVELS, ended_on__isnull=True)
    organisations = list(standing.select_related("community").order_by("name"))
    kinds = [Engagement.Kind.COACHES, Engagement.Kind.COVERS]
    relations = list(Engagement.objects.of(street_id).filter(in_force_on(today), kind__in=kinds))
    compounds = Compound.objects.of(street_id).filter(ended_on__isnull=True).order_by("name")
    rows = list(compounds.values_list("id", "community_id", "name"))
    places = {key: community for key, community, _ in rows}
    reached = _reached(relations, places)
    covered = set().union(*reached.values()) if reached else set()
    left = tuple(name for key, _, name in rows if key not in covered)
    table = _covering(street_id, organisations, relations, reached)
    return table, _chart(organisations, relations, reached, len(places), left)


def _covering(
    street_id: UUID,
    organisations: list[Organisation],
    relations: list[Engagement],
    reached: dict[UUID, frozenset[UUID]],
) -> list[Coverage]:
    """Each organisation with who coaches it, its compounds counted, its communities named."""
    by_id = {row.pk: row.name for row in organisations}
    standing = Community.objects.of(street_id).filter(ended_on__isnull=True)
    communities = dict(standing.values_list("id", "name"))
    coaches: dict[UUID, list[str]] = {}
    covers: dict[UUID, list[str]] = {}
    for one in relations:
        if one.coached_id and one.organisation_id in by_id:
            coaches.setdefault(one.coached_id, []).append(by_id[one.organisation_id])
        if one.community_id in communities:
            covers.setdefault(one.organisation_id, []).append(communities[one.community_id])
    return [
        Coverage(
            row,
            tuple(coaches.get(row.pk, ())),
            len(reached.get(row.pk, ())),
            tuple(covers.get(row.pk, ())),
        )
        for row in organisations
    ]


LEVELS = (
    Kind.STREET_OFFICE,
    Kind.PROPERTY_OFFICE,
    Kind.SOCIAL_WORK_AGENCY,
    Kind.GUIDANCE_CENTRE,
)


def _reached(relations: list[Engagement], places: dict[UUID, UUID]) -> dict[UUID, frozenset[UUID]]:
    """Compounds each organisation covers: those named, and all of a community named."""
    inside: dict[UUID, set[UUID]] = {}
    for compound, community in places.items():
        inside.setdefault(community, set()).add(compound)
    found: dict[UUID, set[UUID]] = {}
    for row in relations:
        if row.kind != Engagement.Kind.COVERS:
            continue
        mine = found.setdefault(row.organisation_id, set())
        if row.compound_id in places:
            mine.add(row.compound_id)
        if row.community_id:
            mine |= inside.get(row.community_id, set())
    return {key: frozenset(value) for key, value in found.items()}


def _chart(
    organisations: list[Organisation],
    relations: list[Engagement],
    reached: dict[UUID, frozenset[UUID]],
    compounds: int,
    left: tuple[str, ...],
) -> Chart:
    width = PER_ROW * (BOX_W + GAP_X) - GAP_X + 4
    boxes: list[Box] = []
    top = 2
    for level in LEVELS:
        here = [o for o in organisations if o.kind == level]
        for start in range(0, len(here), PER_ROW):
            row = here[start : start + PER_ROW]
            span = len(row) * (BOX_W + GAP_X) - GAP_X
            x = 2 + (width - 4 - span) // 2
            for organisation in row:
                boxes.append(_box(organisation, x, top, len(reached.get(organisation.pk, ()))))
                x += BOX_W + GAP_X
            top += BOX_H + (GAP_X if start + PER_ROW < len(here) else GAP_Y)
    by_id = {box.id: box for box in boxes}
    edges = tuple(
        Edge(_path(by_id[e.organisation_id], by_id[e.coached_id]))
        for e in relations
        if e.organisation_id in by_id and e.coached_id in by_id
    )
    covered = len(set().union(*reached.values())) if reached else 0
    return Chart(width, max(top - GAP_Y + 4, 40), tuple(boxes), edges, covered, compounds, left)


def _box(organisation: Organisation, x: int, y: int, compounds: int) -> Box:
    level = "top" if organisation.kind in LEVELS[:2] else "mid"
    if organisation.kind == Kind.GUIDANCE_CENTRE:
        level = "low"
    short = organisation.name.removesuffix(str(organisation.get_kind_display()))
    name = short if len(short) <= 10 else f"{short[:9]}…"
    note = (
        said("{compounds} 个小区", compounds=compounds)
        if compounds
        else str(organisation.get_kind_display())
    )
    return Box(organisation.pk, x, y, name, note, level)


def _path(above: Box, below: Box) -> str:
    """A line that leaves at the bottom and arrives at the top, bent half-way."""
    half = (above.bottom + below.y) // 2
    return f"M{above.middle} {above.bottom}V{half}H{below.middle}V{below.y}"


def count_by_kind(rows: Any) -> Counter[str]:
    """How many organisations there are of each kind."""
    return Counter(dict(rows.order_by().values_list("kind").annotate(n=Count("id"))))


def residents_committee(compound: Compound) -> str:
    """The name of the residents' committee of the compound's community."""
    rows = Organisation.objects.of(compound.street_id).filter(
        community_id=compound.community_id,
        kind=Organisation.Kind.RESIDENTS_COMMITTEE,
        ended_on__isnull=True,
    )
    name: str | None = rows.order_by("id").values_list("name", flat=True).first()
    return name or said("{name}居（村）民委员会", name=compound.community.name)

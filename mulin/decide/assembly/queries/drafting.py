"""What the screens of a draft ask: dates with their derivation, matters, people, seats, the roll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum

from mulin.decide.assembly.models import Motion, Poll
from mulin.decide.assembly.queries.rules import cited, law_at
from mulin.decide.assembly.rollmaking import Roll, make_roll
from mulin.ground.estate.models import (
    Appointment,
    Building,
    Compound,
    Engagement,
    Organisation,
    Ownership,
    Person,
    Unit,
)
from mulin.ground.estate.queries.holdings import held_on, holdings_on, in_force_on
from mulin.kit.masking import mask_name
from mulin.kit.rights import Role
from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law import workdays
from mulin.law.compound_rules import CompoundRules
from mulin.law.jurisdiction import Ruling, Unanswered
from mulin.law.pinned import PinnedLaw
from mulin.law.questions import MAJORITY, DecisionKind
from mulin.law.shapes import CandidateBar, Seats
from mulin.law.terms import Majority

SHOWN = 20


@dataclass(frozen=True)
class Dates:
    """The dates of a draft with how they were derived; empty sentences where nothing was typed."""

    latest: date | None
    how: str
    cite: str
    late: bool
    bounds: tuple[str, ...]
    days: int | None


def dates_of(law: PinnedLaw, opens: date | None, closes: date | None, today: date) -> Dates:
    """The latest day of notice before ``opens``, and the bounds of the voting period."""
    notice = law.ask(q.ASSEMBLY_NOTICE)
    bounds = tuple(
        said(
            "{what} {value}，{cite}",
            what=question.wording,
            value=ruling.value.words,
            cite=cited(ruling),
        )
        for question in (q.VOTING_MIN, q.VOTING_MAX)
        if (ruling := asked(law, question)) is not None
    )
    days = (closes - opens).days + 1 if opens and closes else None
    if opens is None:
        return Dates(None, "", cited(notice), False, bounds, days)
    latest = workdays.before(opens, notice.value, law.days, earlier=True)
    return Dates(latest.day, latest.how, cited(notice), latest.day < today, bounds, days)


@dataclass(frozen=True)
class MatterLine:
    """One of the nine matters with what the law asks of it."""

    kind: DecisionKind
    majority: Majority
    cite: str


def matters(region: str, today: date) -> tuple[MatterLine, ...]:
    """All nine, in the statute's order."""
    law = law_at(region, today)
    rulings = ((kind, law.ask(MAJORITY[kind])) for kind in DecisionKind)
    return tuple(MatterLine(kind, r.value, r.source.spaced) for kind, r in rulings)


@dataclass(frozen=True)
class Size:
    """How many seats a committee may have here, in words with the article."""

    seats: Seats | None
    words: str
    area: int
    units: int

    def allows(self, seats: int) -> bool:
        return self.seats is None or self.seats.allows(seats, area=self.area, units=self.units)


def committee_size(compound: Compound, today: date) -> Size:
    """The lawful sizes of the committee of this compound."""
    ruling = asked(law_at(compound.region, today), q.COMMITTEE_SIZE)
    units = Unit.objects.of(compound.street_id).filter(compound=compound, ended_on__isnull=True)
    found = units.exclude(use=Unit.Use.PARKING).aggregate(n=Count("pk"), area=Sum("voting_area"))
    if ruling is None:
        return Size(None, said("本地没有查到人数的规定"), found["area"] or 0, found["n"])
    words = f"{ruling.value.words}（{cited(ruling)}）"
    return Size(ruling.value, words, found["area"] or 0, found["n"])


def candidate_bars(region: str, today: date) -> tuple[tuple[CandidateBar, ...], str]:
    """What keeps an owner from standing here, and the article; empty where nothing was verified."""
    ruling = asked(law_at(region, today), q.CANDIDATE_BARS)
    if ruling is None:
        return (), ""
    return tuple(ruling.value), cited(ruling)


@dataclass(frozen=True)
class Online:
    """What a ballot cast on the phone is worth here."""

    value: str
    label: str
    note: str


def online_answer(region: str, today: date) -> Online:
    ruling = law_at(region, today).ask(q.ONLINE_VOTE)
    return Online(str(ruling.value.value), ruling.value.label, cited(ruling))


def draft_roll(poll: Poll, today: date) -> Roll:
    """The roll as it would be frozen today."""
    return make_roll(holdings_on(poll.compound, today), CompoundRules.from_json(poll.rules))


@dataclass(frozen=True)
class Tile:
    """One building to pick on the picture; the shape's height follows its floors."""

    id: UUID
    name: str
    floors: int
    units: int
    area: int
    stairwells: Sequence[tuple[UUID, str, int]]


def tiles_of(compound: Compound) -> tuple[Tile, ...]:
    """Buildings with stairwells, units and area; two statements."""
    counted = {
        row["stairwell_id"]: row
        for row in Unit.objects.of(compound.street_id)
        .filter(compound=compound, ended_on__isnull=True, building__isnull=False)
        .exclude(use=Unit.Use.PARKING)
        .order_by()
        .values("building_id", "stairwell_id")
        .annotate(n=Count("pk"), area=Sum("voting_area"))
    }
    rows = (
        Building.objects.of(compound.street_id)
        .filter(compound=compound, ended_on__isnull=True)
        .order_by("order", "label", "stairwell__order", "stairwell__label")
        .values_list("id", "label", "floors", "stairwell__id", "stairwell__label")
    )
    found: dict[UUID, list[Any]] = {}
    for pk, label, floors, stair_id, stair in rows:
        mine = found.setdefault(pk, [str(Building(label=label)), floors, []])
        if stair_id is not None:
            mine[2].append((stair_id, stair, counted.get(stair_id, {}).get("n", 0)))
    by_building: dict[UUID, tuple[int, int]] = {}
    for row in counted.values():
        units, area = by_building.get(row["building_id"], (0, 0))
        by_building[row["building_id"]] = (units + row["n"], area + (row["area"] or 0))
    return tuple(
        Tile(pk, name, floors, *by_building.get(pk, (0, 0)), tuple(stairs))
        for pk, (name, floors, stairs) in found.items()
    )


@dataclass(frozen=True)
class Found:
    """Somebody a search came up with; ``about`` is his room or post."""

    person_id: UUID
    name: str
    about: str


def owners_matching(compound: Compound, words: str, today: date) -> list[Found]:
    """Owners by name or room; names masked but for the one who was asked for in full."""
    words = words.strip()
    if not words:
        return []
    rows = (
        Ownership.objects.of(compound.street_id)
        .filter(held_on(today), unit__compound_id=compound.pk, person__isnull=False)
        .filter(Q(person__name__icontains=words) | Q(unit__label__startswith=words))
        .order_by("unit__order", "id")
        .values_list("person_id", "person__name", "unit__label")
    )
    found: dict[UUID, Found] = {}
    for pk, name, label in rows[: SHOWN * 2]:
        shown = name if name == words else mask_name(name)
        found.setdefault(pk, Found(pk, shown, label))
    return list(found.values())[:SHOWN]


def people_matching(compound: Compound, words: str, today: date) -> list[Found]:
    """Officers to choose from: holders of posts first, owners after them."""
    posts = (
        Appointment.objects.of(compound.street_id)
        .filter(in_force_on(today))
        .filter(Q(compound=compound) | Q(community_id=compound.community_id) | _unplaced(compound))
        .exclude(role=Role.PROPERTY_MANAGER)
        .select_related("person", "organisation")
        .order_by("organisation__name", "id")
    )
    words = words.strip()
    if words:
        posts = posts.filter(person__name__icontains=words)
    found: dict[UUID, Found] = {}
    for post in posts[:SHOWN]:
        about = f"{post.organisation.name} {post.title}".strip()
        found.setdefault(post.person_id, Found(post.person_id, post.person.name, about))
    for owner in owners_matching(compound, words, today):
        found.setdefault(owner.person_id, owner)
    return list(found.values())[:SHOWN]


def _unplaced(compound: Compound) -> Q:
    """Posts that reach the compound through their organisation."""
    unplaced = Q(compound__isnull=True, community__isnull=True, building__isnull=True)
    here = Q(organisation__compound=compound)
    return unplaced & (here | Q(organisation__community_id=compound.community_id))


def organisations_for(compound: Compound, today: date) -> list[tuple[str, str]]:
    """Whom a vote may concern: those at work in the compound first, then all companies."""
    engaged = set(
        Engagement.objects.of(compound.street_id)
        .filter(in_force_on(today))
        .filter(Q(compound=compound) | Q(community_id=compound.community_id))
        .values_list("organisation_id", flat=True)
    )
    rows = Organisation.objects.of(compound.street_id).filter(ended_on__isnull=True)
    kinds = Organisation.Kind
    rows = rows.filter(
        Q(pk__in=engaged)
        | Q(kind__in=(kinds.PROPERTY_COMPANY, kinds.DEVELOPER, kinds.COMPANY, kinds.MERCHANT))
    )
    ordered = sorted(rows, key=lambda o: (o.pk not in engaged, o.name))
    return [
        (o.pk.hex, said("{name}（在本小区服务）", name=o.name) if o.pk in engaged else o.name)
        for o in ordered
    ]


def person_of(street_id: UUID, typed: str) -> Person | None:
    """The person with that identifier, where it is one of this street."""
    try:
        pk = UUID(typed)
    except ValueError:
        return None
    rows = Person.objects.of(street_id).filter(merged_into__isnull=True)
    found: Person | None = rows.filter(pk=pk).first()
    return found


def standing_of(person: Person, compound: Compound, today: date) -> str:
    """How an officer is introduced where nothing was typed: his post, or that he owns here."""
    posts = Appointment.objects.of(compound.street_id).filter(in_force_on(today), person=person)
    post = posts.select_related("organisation").order_by("valid_from", "id").first()
    if post is not None:
        return f"{post.organisation.name} {post.title}".strip()[:60]
    return said("业主") if owns_here(person, compound, today) else said("居民")


def owns_here(person: Person, compound: Compound, today: date) -> bool:
    rows = Ownership.objects.of(compound.street_id).filter(held_on(today))
    return bool(rows.filter(person=person, unit__compound_id=compound.pk).exists())


def motions_of_draft(poll: Poll) -> list[Motion]:
    rows = Motion.objects.of(poll.street_id).filter(poll=poll).order_by("order")
    return list(rows.prefetch_related("candidates"))


def asked(law: PinnedLaw, question: Any) -> Ruling[Any] | None:
    """The answer, or None where no text we know of answers."""
    try:
        ruling: Ruling[Any] = law.ask(question)
    except Unanswered:
        return None
    return ruling

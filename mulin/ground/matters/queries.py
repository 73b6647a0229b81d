"""Matters a person carries, one matter's file and timeline, and how many stand at which stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext as _

from mulin.ground.estate.models import (
    Appointment,
    Building,
    Compound,
    Engagement,
    Organisation,
    Ownership,
    Person,
    Tenancy,
)
from mulin.ground.estate.queries.holdings import held_on, in_force_on
from mulin.ground.matters.links import Piece, pieces_of, tied
from mulin.ground.matters.models import Deadline, Filed, Link, Matter, Party, Tie
from mulin.ground.matters.permissions import CARRIERS, READERS, knows, may_see_matter
from mulin.ground.record.models import Fact
from mulin.ground.record.queries import Said, sentences
from mulin.kit.masking import mask_name
from mulin.kit.rights import Actor, Role

MARKS = {
    Matter.Stage.DISCOVER: "soon",
    Matter.Stage.DELIBERATE: "now",
    Matter.Stage.DECIDE: "now",
    Matter.Stage.DELIVER: "now",
    Matter.Stage.SUPERVISE: "now",
    Matter.Stage.CLOSED: "done",
}
CHAIN: tuple[Matter.Stage, ...] = tuple(
    stage for stage in Matter.Stage if stage != Matter.Stage.CLOSED
)
"""The five stages in order; a closed matter has passed them all, or ended before."""
BESIDE = ("compound", "building", "organisation", "keeper", "merged_into", "split_from")
MERGED = "merged"
HANDS = (Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.COMMITTEE_MEMBER)


@dataclass(frozen=True)
class Hand:
    """To whom a matter can be given: an organisation, or one of its people."""

    organisation: Organisation
    person: Person | None = None
    title: str = ""

    @property
    def code(self) -> str:
        return f"{self.organisation.pk}:{self.person.pk if self.person else ''}"

    @property
    def words(self) -> str:
        if self.person is None:
            return self.organisation.name
        return f"{self.organisation.name} · {self.title} {mask_name(self.person.name)}"


@dataclass(frozen=True)
class File:
    """Everything in a matter's file that the actor may see."""

    pieces: list[Piece]
    ties: list[tuple[Tie, Piece]]
    parties: list[Party]
    left: list[Party]
    papers: list[Filed]
    deadlines: list[Deadline]
    links: list[tuple[Link, Matter]]
    merged: list[Matter]
    parts: list[Matter]


def matters_for(actor: Actor) -> QuerySet[Matter]:
    """Matters the actor may open, newest first."""
    rows = Matter.objects.of(actor.street_id).select_related(*BESIDE)
    if not any(grant.role in READERS for grant in actor.grants):
        nothing: QuerySet[Matter] = rows.none()
        return nothing
    found: QuerySet[Matter] = rows.filter(knows(actor)).order_by("-id")
    return found


def with_next_day(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    """The same with the first day by which something is still owed, also in what was merged into it."""
    owed = Deadline.objects.filter(street_id=OuterRef("street_id"), done_on__isnull=True)
    first = owed.order_by("on").values("on")
    own = Subquery(first.filter(matter_id=OuterRef("pk"))[:1])
    merged = Subquery(first.filter(matter__merged_into_id=OuterRef("pk"))[:1])
    return rows.annotate(next_on=Coalesce(Least(own, merged), own, merged))


def matter_of(street_id: UUID, matter_id: UUID) -> Matter | None:
    """One matter of a street."""
    rows = Matter.objects.of(street_id).select_related(*BESIDE)
    found: Matter | None = rows.filter(pk=matter_id).first()
    return found


def matter_numbered(actor: Actor, number: str) -> Matter | None:
    """The matter of that number, if the actor may see it."""
    rows = Matter.objects.of(actor.street_id).select_related(*BESIDE)
    found: Matter | None = rows.filter(number=number.strip().upper()).first()
    return found if found is not None and may_see_matter(actor, found) is None else None


def stage_counts(rows: QuerySet[Matter]) -> dict[str, int]:
    """How many matters stand at which stage; what goes on with another is counted apart."""
    at = Case(When(merged_into__isnull=False, then=Value(MERGED)), default="stage")
    counted = rows.order_by().annotate(at=at).values_list("at")
    return dict(counted.annotate(n=Count("pk")))


def standing_at(rows: QuerySet[Matter], code: str) -> QuerySet[Matter]:
    """Those at a stage, or those that go on with another."""
    if code == MERGED:
        return rows.filter(merged_into__isnull=False)
    return rows.filter(stage=code, merged_into__isnull=True)


def file_of(actor: Actor, matter: Matter) -> File:
    """What lies in a matter's file, what was merged into it included."""
    street = matter.street_id
    around = Matter.objects.of(street).filter(Q(merged_into=matter) | Q(split_from=matter))
    seen = [one for one in around.order_by("id") if may_see_matter(actor, one) is None]
    merged = [one for one in seen if one.merged_into_id == matter.pk]
    whole = [matter, *merged]
    ids = [one.pk for one in whole]
    parties = Party.objects.of(street).filter(matter_id__in=ids)
    known = list(parties.select_related("organisation", "person").order_by("since", "id"))
    papers = Filed.objects.of(street).filter(matter_id__in=ids).select_related("paper")
    owed = Deadline.objects.of(street).filter(matter_id__in=ids)
    ties = ties_of(actor, *whole)
    tied_in = {piece.subject_id for _tie, piece in ties}
    pieces = pieces_of(actor, matter, *merged)
    return File(
        pieces=[piece for piece in pieces if piece.subject_id not in tied_in],
        ties=ties,
        parties=[one for one in known if one.until is None],
        left=[one for one in known if one.until is not None],
        papers=list(papers.order_by("-id")),
        deadlines=list(owed.order_by("done_on", "on", "id")),
        links=_linked(actor, whole),
        merged=merged,
        parts=[one for one in seen if one.split_from_id == matter.pk],
    )


def ties_of(actor: Actor, *matters: Matter) -> list[tuple[Tie, Piece]]:
    """What was tied to matters by its number, as far as the actor may see it."""
    rows = Tie.objects.of(actor.street_id).filter(matter_id__in=[one.pk for one in matters])
    return tied(actor, rows.order_by("id"))


def movable(actor: Actor, matter: Matter) -> list[Piece]:
    """The pieces of work that a matter split from it may take along."""
    own = [piece for piece in pieces_of(actor, matter) if piece.movable]
    return [*own, *(piece for _tie, piece in ties_of(actor, matter))]


def _linked(actor: Actor, whole: list[Matter]) -> list[tuple[Link, Matter]]:
    ids = [one.pk for one in whole]
    rows = Link.objects.of(actor.street_id).filter(Q(matter_id__in=ids) | Q(other_id__in=ids))
    found = []
    for row in rows.select_related("matter", "other").order_by("id"):
        other = row.other if row.matter_id in ids else row.matter
        if other.pk not in ids and may_see_matter(actor, other) is None:
            found.append((row, other))
    return found


def timeline(matter: Matter, file: File) -> list[Said]:
    """What happened to a matter and to those merged into it, newest first; from the other side, what
    was split off or linked; of its pieces of work the milestones and what became of them elsewhere.
    """
    whole = [matter, *file.merged]
    mine = Q(subject_id__in=[one.pk for one in whole])
    mine |= Q(subject_id__in=[one.pk for one in file.parts], kind="MatterSplit")
    mine |= Q(
        subject_id__in=[other.pk for _row, other in file.links],
        kind="MatterLinked",
        body__other__in=[one.number for one in whole],
    )
    for piece in (*file.pieces, *(piece for _tie, piece in file.ties)):
        mine |= Q(subject_id=piece.subject_id, kind__in=(*piece.milestones, "PassedOn"))
    return sentences(Fact.objects.of(matter.street_id).filter(mine))


def openable(actor: Actor) -> QuerySet[Compound]:
    """Compounds in which the actor may open a matter, by name."""
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    if not actor.has(*CARRIERS):
        mine = (g.compounds for g in actor.grants if g.role in CARRIERS)
        rows = rows.filter(pk__in=frozenset().union(*mine))
    found: QuerySet[Compound] = rows.order_by("name", "id")
    return found


def buildings_of(compound: Compound | None) -> list[Building]:
    """The buildings of a compound, in their order."""
    if compound is None:
        return []
    rows = Building.objects.of(compound.street_id).filter(compound=compound)
    return list(rows.filter(ended_on__isnull=True).order_by("order", "id"))


def hands_near(matter: Matter, today: date) -> list[Hand]:
    """The organisations whose people carry matters of this place, each with these people."""
    rows = Appointment.objects.of(matter.street_id).filter(
        in_force_on(today), role__in=[role.value for role in HANDS]
    )
    here = Q(compound__isnull=True)
    if matter.compound is not None:
        here &= Q(community__isnull=True)
        here |= Q(compound_id=matter.compound_id)
        here |= Q(compound__isnull=True, community_id=matter.compound.community_id)
    if matter.secrecy != Matter.Secrecy.OPEN:
        rows = rows.exclude(role=Role.COMMITTEE_MEMBER.value)
    found: dict[UUID, list[Hand]] = {}
    beside = rows.filter(here).select_related("organisation", "person")
    for row in beside.order_by("organisation__name", "person__name", "id"):
        body, person = row.organisation, row.person
        people = found.setdefault(body.pk, [Hand(body)])
        if all(one.person is None or one.person.pk != person.pk for one in people):
            people.append(Hand(body, person, row.title))
    return [hand for people in found.values() for hand in people]


def bodies_near(matter: Matter, today: date) -> list[Organisation]:
    """Organisations that a matter of this place may concern: of the compound, engaged there, of its
    community, of the street."""
    rows = Organisation.objects.of(matter.street_id).filter(ended_on__isnull=True)
    here = Q(community__isnull=True, compound__isnull=True)
    if matter.compound is not None:
        engaged = Engagement.objects.of(matter.street_id).filter(
            in_force_on(today), compound_id=matter.compound_id
        )
        here |= Q(compound_id=matter.compound_id) | Q(pk__in=engaged.values("organisation_id"))
        here |= Q(community_id=matter.compound.community_id, compound__isnull=True)
    return list(rows.filter(here).order_by("name", "id")[:300])


def resident_of(matter: Matter, room: str, name: str, today: date) -> Person | None:
    """The owner or tenant of that name in that room of the matter's compound; None where not one."""
    if matter.compound_id is None:
        return None
    found: dict[UUID, Person] = {}
    for model in (Ownership, Tenancy):
        rows = model.objects.of(matter.street_id).filter(
            held_on(today),
            unit__compound_id=matter.compound_id,
            unit__label=room.strip(),
            unit__ended_on__isnull=True,
            person__name=name.strip(),
        )
        found.update({row.person_id: row.person for row in rows.select_related("person")})
    return next(iter(found.values())) if len(found) == 1 else None


def standing_words(matter: Matter) -> str:
    """Where it stands, as one word: its stage, or with which it goes on."""
    if matter.merged_into is None:
        return str(matter.get_stage_display())
    return _("已并入 %(number)s") % {"number": matter.merged_into.number}


def mark_of(matter: Matter) -> str:
    """The mark of where it stands."""
    return "idle" if matter.merged_into_id is not None else MARKS[Matter.Stage(matter.stage)]


def place_words(matter: Matter) -> str:
    """Where it is, as one line."""
    parts = [str(one) for one in (matter.compound, matter.building) if one is not None]
    return " ".join([*parts, matter.spot] if matter.spot else parts)

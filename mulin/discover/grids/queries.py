"""The net: how well it covers, where nobody is, who holds which post, what was reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from mulin.discover.grids.models import NetReport, Post
from mulin.discover.grids.permissions import KEEPERS, may_see_report, reach
from mulin.ground.estate.models import (
    Building,
    Community,
    Compound,
    Grid,
    Stairwell,
    Unit,
)
from mulin.ground.matters.links import Piece
from mulin.ground.matters.models import Matter
from mulin.ground.page.picture import Key, Picture, Spot, buildings
from mulin.kit.rights import Actor, Role
from mulin.kit.words import said

MARKS = {
    NetReport.State.NEW: "soon",
    NetReport.State.ANSWERED: "done",
    NetReport.State.MATTER: "now",
}
FEW = 5
"""How many of fewer heads are party members is not told."""


@dataclass(frozen=True)
class Cover:
    """How a compound is covered."""

    buildings: int
    headed: int
    stairs: int
    stairs_headed: int

    @property
    def full(self) -> bool:
        return self.headed == self.buildings and self.stairs_headed == self.stairs


def compounds_for(actor: Actor) -> QuerySet[Compound]:
    """Compounds the actor reads, each with its places and how many of them have a head."""
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    within = reach(actor)
    if within is not None:
        rows = rows.filter(pk__in=within)
    found: QuerySet[Compound] = rows.select_related("community", "grid").order_by("name", "id")
    return found


def covers(compounds: Iterable[UUID], street_id: UUID) -> dict[UUID, Cover]:
    """Compound → its cover, in four statements whatever their number."""
    places = list(compounds)
    houses = counted(Building.objects.of(street_id), places)
    stairs = counted(Stairwell.objects.of(street_id), places)
    posts = Post.objects.of(street_id).filter(ended_on__isnull=True)
    heads = _posts(posts.filter(kind=Post.Kind.BUILDING_HEAD), places)
    below = _posts(posts.filter(kind=Post.Kind.STAIRWELL_HEAD), places)
    return {
        pk: Cover(houses.get(pk, 0), heads.get(pk, 0), stairs.get(pk, 0), below.get(pk, 0))
        for pk in places
    }


def without_head(compound: Compound) -> tuple[list[Building], list[Stairwell]]:
    """Buildings and stairwells nobody looks after, as one walks past them."""
    street = compound.street_id
    mine = Post.objects.filter(street_id=street, ended_on__isnull=True)
    houses = Building.objects.of(street).filter(compound=compound, ended_on__isnull=True)
    bare = houses.filter(~Exists(mine.filter(kind="building_head", building_id=OuterRef("pk"))))
    stairs = Stairwell.objects.of(street).filter(compound=compound, ended_on__isnull=True)
    open_stairs = stairs.filter(
        ~Exists(mine.filter(kind="stairwell_head", stairwell_id=OuterRef("pk")))
    )
    return (
        list(bare.order_by("order", "label")),
        list(open_stairs.select_related("building").order_by("building__order", "order", "label")),
    )


def posts_for(actor: Actor) -> QuerySet[Post]:
    """Everybody who holds a post of the net now, in what the actor reads."""
    rows = Post.objects.of(actor.street_id).filter(ended_on__isnull=True)
    within = reach(actor)
    if within is not None:
        communities = Compound.objects.of(actor.street_id).filter(pk__in=within)
        rows = rows.filter(
            Q(compound_id__in=within)
            | Q(compound__isnull=True, community_id__in=communities.values("community_id"))
        )
    found: QuerySet[Post] = rows.select_related(
        "person", "community", "grid", "compound", "building", "stairwell", "appointment"
    ).order_by("compound__name", "building__order", "stairwell__order", "kind", "id")
    return found


def post_of(street_id: UUID, post_id: UUID) -> Post | None:
    """One post of a street."""
    rows = Post.objects.of(street_id).filter(pk=post_id)
    found: Post | None = rows.select_related(
        "person", "community", "grid", "compound", "building", "stairwell", "appointment"
    ).first()
    return found


def my_posts(actor: Actor) -> list[Post]:
    """What I look after."""
    if actor.person_id is None:
        return []
    rows = Post.objects.of(actor.street_id).filter(person_id=actor.person_id, ended_on__isnull=True)
    return list(
        rows.select_related("compound", "building", "stairwell", "grid", "community").order_by("id")
    )


def my_places(actor: Actor, posts: list[Post]) -> list[Compound]:
    """Compounds I may report from: of my buildings, and of my grids."""
    own = {post.compound_id for post in posts if post.compound_id}
    grids = [post.grid_id for post in posts if post.grid_id and not post.compound_id]
    rows = Compound.objects.of(actor.street_id).filter(
        Q(pk__in=own) | Q(grid_id__in=grids), ended_on__isnull=True
    )
    return list(rows.order_by("name", "id"))


def party_words(rows: QuerySet[Post]) -> str:
    """How many heads are party members; nothing where they are a handful."""
    counts = rows.order_by().aggregate(
        all=Count("pk"), yes=Count("pk", filter=Q(party_member=Post.Said.YES))
    )
    if counts["all"] < FEW:
        return said("人少，不统计")
    return said("{yes} / {all} 人", yes=counts["yes"], all=counts["all"])


def drawing(compound: Compound, width: int = 1100) -> tuple[Picture | None, list[Key]]:
    """The compound's homes, by who looks after them: a stairwell's head, a building's, nobody."""
    street = compound.street_id
    posts = Post.objects.of(street).filter(compound=compound, ended_on__isnull=True)
    heads = dict(posts.values_list("building_id", "kind").filter(kind="building_head"))
    stairs = set(posts.filter(kind="stairwell_head").values_list("stairwell_id", flat=True))
    units = Unit.objects.of(street).filter(
        compound=compound, ended_on__isnull=True, building__isnull=False, use="home"
    )
    looks = {
        "full": said("有单元长"),
        "lines": said("只有楼长"),
        "empty": said("没有人"),
    }
    counts = dict.fromkeys(looks, 0)
    spots = []
    for unit in units.select_related("building", "stairwell").order_by(
        "building__order", "building__label", "stairwell__order", "floor", "order"
    ):
        look = (
            "full" if unit.stairwell_id in stairs
            else "lines" if unit.building_id in heads else "empty"
        )  # fmt: skip
        counts[look] += 1
        stair = str(unit.stairwell) if unit.stairwell else ""
        title = f"{unit.label} {looks[look]}"
        spots.append(Spot(str(unit.building), stair, unit.floor, look, title))
    keys = [Key(look, word, counts[look]) for look, word in looks.items() if counts[look]]
    return (buildings(spots, width=width) if spots else None), keys


def reports_for(actor: Actor) -> QuerySet[NetReport]:
    """Reports of the compounds the actor answers for or audits, the latest first."""
    rows = NetReport.objects.of(actor.street_id)
    readers = (*KEEPERS, Role.AUDITOR)
    if not actor.has(*readers):
        mine = (g.compounds for g in actor.grants if g.role in readers)
        rows = rows.filter(compound_id__in=frozenset().union(*mine))
    found: QuerySet[NetReport] = rows.select_related("compound", "building", "matter").order_by(
        "-at", "-id"
    )
    return found


def my_reports(actor: Actor) -> list[NetReport]:
    """What I reported, the latest first."""
    rows = NetReport.objects.of(actor.street_id).filter(person_id=actor.person_id)
    return list(rows.select_related("compound", "building").order_by("-at")[:50])


def report_of(street_id: UUID, report_id: UUID) -> NetReport | None:
    """One report of a street."""
    rows = NetReport.objects.of(street_id).filter(pk=report_id)
    found: NetReport | None = rows.select_related(
        "compound", "building", "matter", "paper", "street"
    ).first()
    return found


def grids_of(community: Community) -> list[Grid]:
    """The grids of a community."""
    rows = Grid.objects.of(community.street_id).filter(community=community, ended_on__isnull=True)
    return list(rows.order_by("name", "id"))


def reports_of_matter(actor: Actor, matter: Matter) -> list[Piece]:
    """The reports that became this matter."""
    rows = NetReport.objects.of(matter.street_id).filter(matter=matter)
    return [
        Piece(
            said("网格报告"),
            row.text,
            row.number,
            MARKS[NetReport.State(row.state)],
            row.get_state_display(),
            reverse("grids:report", args=[row.pk]),
            row.pk,
            ("NetReported",),
            movable=True,
        )
        for row in rows.order_by("at")
        if may_see_report(actor, row) is None
    ]


def counted(rows: Any, places: list[UUID]) -> dict[UUID, int]:
    """Compound → how many of the rows stand in it."""
    standing = rows.filter(compound_id__in=places, ended_on__isnull=True)
    return dict(standing.order_by().values_list("compound_id").annotate(n=Count("pk")))


def _posts(rows: Any, places: list[UUID]) -> dict[UUID, int]:
    mine = rows.filter(compound_id__in=places).order_by()
    return dict(mine.values_list("compound_id").annotate(n=Count("pk")))

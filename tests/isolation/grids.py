"""The net of grids: a post, and a report from it."""

from __future__ import annotations

from datetime import date

from mulin.discover.grids.models import NetReport, Post
from mulin.ground.estate.models import Appointment, Grid, Organisation
from mulin.kit.rights import Role
from tests.cast import Cast, stable_id
from tests.isolation.keeping import AT, Examples, kept


def net_post(cast: Cast) -> Post:
    """The head of the first building of compound A."""
    committee = kept(
        Organisation(
            id=stable_id("net committee"),
            street=cast.yun,
            kind=Organisation.Kind.RESIDENTS_COMMITTEE,
            name="云栖苑居民委员会",
            community=cast.a.community,
        )
    )
    row = kept(
        Appointment(
            id=stable_id("net appointment"),
            street=cast.yun,
            person=cast.a.owners[3],
            organisation=committee,
            role=Role.GRID_WORKER,
            title="云栖苑1号楼楼长",
            compound=cast.a.compound,
            building=cast.a.buildings[0],
            valid_from=date(2026, 1, 1),
        )
    )
    found: Post = kept(
        Post(
            id=stable_id("net post"),
            street=cast.yun,
            appointment=row,
            person=cast.a.owners[3],
            kind=Post.Kind.BUILDING_HEAD,
            community=cast.a.community,
            compound=cast.a.compound,
            building=cast.a.buildings[0],
            since=date(2026, 1, 1),
        )
    )
    return found


def net_report(cast: Cast) -> NetReport:
    """What he reported."""
    found: NetReport = kept(
        NetReport(
            id=stable_id("net report"),
            street=cast.yun,
            number="WG-2026-0001",
            compound=cast.a.compound,
            building=cast.a.buildings[0],
            text="云栖苑楼道灯不亮",
            at=AT,
            by="楼长",
            person=cast.a.owners[3],
        )
    )
    return found


def net_grid(cast: Cast) -> Grid:
    """A grid of compound A's community."""
    found: Grid = kept(
        Grid(id=stable_id("net grid"), street=cast.yun, community=cast.a.community, name="第一网格")
    )
    return found


EXAMPLES: Examples = {
    "net_post_id": lambda cast: net_post(cast).pk,
    "net_compound_id": lambda cast: cast.a.compound.pk,
    "net_grid_id": lambda cast: net_grid(cast).pk,
    "net_report_id": lambda cast: net_report(cast).pk,
}

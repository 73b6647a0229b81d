"""The counter: a station, its window, somebody booked, a mandate, an affair handed in."""

from __future__ import annotations

from datetime import date, time

from mulin.discover.counter.models import (
    Application,
    Booking,
    HandedPaper,
    Mandate,
    Sitting,
    Station,
)
from tests.cast import Cast, stable_id
from tests.isolation.ground import paper
from tests.isolation.keeping import AT, Examples, Public, kept


def station(cast: Cast) -> Station:
    """The station of compound A's community."""
    row = Station(
        id=stable_id("station"),
        street=cast.yun,
        community=cast.a.community,
        name="云栖苑服务站",
        address="云栖苑路 2 号",
        opened_on=date(2026, 1, 5),
    )
    found: Station = kept(row)
    return found


def sitting(cast: Cast) -> Sitting:
    row = Sitting(
        id=stable_id("sitting"),
        street=cast.yun,
        station=station(cast),
        day=date(2026, 3, 4),
        opens=time(17),
        closes=time(20),
        sitter="云栖苑窗口",
        off_hours=True,
        places=3,
    )
    found: Sitting = kept(row)
    return found


def booking(cast: Cast) -> Booking:
    row = Booking(
        id=stable_id("booking"),
        street=cast.yun,
        sitting=sitting(cast),
        person=cast.persons["owner"],
        name="云栖苑业主",
        booked_at=AT,
    )
    found: Booking = kept(row)
    return found


def errand_mandate(cast: Cast) -> Mandate:
    row = Mandate(
        id=stable_id("errand mandate"),
        street=cast.yun,
        number="DB-2025-0001",
        principal=cast.a.owners[2],
        agent=cast.persons["owner"],
        agent_is="云栖苑邻居",
        paper_id=paper(cast),
        valid_from=date(2026, 1, 1),
        valid_to=date(2028, 1, 1),
        given_on=date(2026, 1, 1),
        given_by="云栖苑社区",
        station=station(cast),
    )
    found: Mandate = kept(row)
    return found


def application(cast: Cast) -> Application:
    """Handed in by an owner of compound A; one paper is missing."""
    row = Application(
        id=stable_id("application"),
        street=cast.yun,
        number="SL-2025-0001",
        affair="home_help",
        title="云栖苑上门服务",
        station=station(cast),
        compound=cast.a.compound,
        unit=cast.a.units[0],
        person=cast.persons["owner"],
        name=cast.persons["owner"].name,
        channel=Application.Channel.WINDOW,
        received_at=AT,
        received_by="云栖苑社区",
        tell_by=date(2026, 3, 6),
    )
    found: Application = kept(row)
    kept(
        HandedPaper(
            id=stable_id("handed paper"),
            street=cast.yun,
            application=found,
            code="age",
            title="云栖苑证明",
            how_many="收原件 1 份",
            order=1,
        )
    )
    return found


EXAMPLES: Examples = {
    "affair_code": lambda cast: "home_help",
    "application_id": lambda cast: application(cast).pk,
    "booking_id": lambda cast: booking(cast).pk,
    "errand_mandate_id": lambda cast: errand_mandate(cast).pk,
    "handed_code": lambda cast: "age",
    "sitting_id": lambda cast: sitting(cast).pk,
    "station_id": lambda cast: station(cast).pk,
}
GUIDE = "a guide without data; each street offers its own (tests/discover/counter)"
PUBLIC: Public = {
    "affairs:affair": GUIDE,
    "affairs:follow": "whoever holds a receipt follows it; no name stands there (tests/discover)",
    "affairs:new": GUIDE,
    "counter:offer": GUIDE,
    "counter:take_in": GUIDE,
}

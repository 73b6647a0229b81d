"""What tests of the counter begin with: affairs that are offered, a station, one handed in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from mulin.discover.counter.actions.handing_in import Handed, hand_in
from mulin.discover.counter.models import Application, Offer, Station
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from tests.cast import Cast
from tests.isolation.counter import station

VALUES = {"members": "3", "reason": "生病"}


def offered(cast: Cast, *codes: str, days: int | None = 10) -> Station:
    """The station at which these affairs are taken in."""
    Offer.objects.bulk_create(
        Offer(
            street=cast.yun,
            code=code,
            offered=True,
            days=days,
            source="指南",
            checked_on=date(2026, 1, 5),
            checked_by="街道",
        )
        for code in codes
    )
    return station(cast)


def handed(
    cast: Cast, by: Actor, now: datetime, code: str = "minimum_living", **more: Any
) -> Application:
    """Handed in by the first owner of compound A; all papers lie there unless ``have`` says not."""
    place = offered(cast, code)
    person = cast.persons["owner"]
    all_papers = frozenset(("request", "identity", "household", "income", "consent"))
    what = Handed(
        code,
        person.name,
        person=person,
        unit=cast.a.units[0],
        **{"values": VALUES, "have": all_papers, **more},
    )
    return hand_in(place, what, once=uuid7(), by=by, now=now)

"""The picture of the live page: buildings with their shares, or one building's cells."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest

from mulin.decide.assembly.queries.live_page import LivePage
from mulin.decide.assembly.queries.overview import (
    CELLS_AT_ONCE,
    BuildingShare,
    around,
    overview_of,
)
from mulin.decide.assembly.queries.picture import legend_of, picture_of
from mulin.ground.page.picture import Picture
from mulin.kit.words import said

SHOWN = ("all", "not_voted", "missing", "delivered", "online", "paper")
WORDS = {"all": said("全部"), "not_voted": said("未投"), "missing": said("未送达")}
LARGEST = (820, 900)
"""The box one building is drawn into, in pixels."""
ORDERS = (
    ("place", said("楼号")),
    ("persons", said("人数参与低的在前")),
    ("area", said("面积参与低的在前")),
    ("left", said("未投多的在前")),
    ("missing", said("未送达多的在前")),
)


def cells_of(request: HttpRequest, read: LivePage, chosen: str, picked: int) -> dict[str, Any]:
    """One building by stairwell and floor, the whole of a small compound, or building by building.

    ``chosen`` is the building the list is narrowed to, ``picked`` the entry whose card is open.
    """
    asked, order = request.GET.get("state", ""), request.GET.get("by", "")
    state = asked if asked in SHOWN[1:] else ""
    building = UUID(chosen) if chosen else None
    shares = overview_of(read, order)
    counted = sum(read.counts.values())
    fits = counted <= CELLS_AT_ONCE
    by_building = not building and len(shares) > 1 and (not fits or bool(order))
    kept = urlencode(
        {k: v for k, v in (("state", state), ("building", chosen), ("by", order)) if v}
    )
    before, here, after = around(shares, building) if building else (None, None, None)
    return {
        "state": state,
        "segments": _segments(here or read),
        "counted": here.units if here else counted,
        "legend": legend_of(read, building),
        "fits": fits,
        "order": order or "place",
        "orders": ORDERS,
        "shares": shares if by_building else (),
        "several": len(shares) > 1,
        "before": before,
        "here": here,
        "after": after,
        "picture": None if by_building else _picture(read, building, state, picked, kept),
    }


def _picture(read: LivePage, building: UUID | None, state: str, picked: int, kept: str) -> Picture:
    """The cells, each a link to its own card; one building alone is drawn larger."""
    drawn = picture_of(
        read,
        link=lambda seq: f"?entry={seq}&{kept}" if kept else f"?entry={seq}",
        picked=picked,
        building=building,
        state=state,
        width=860,
    )
    return drawn.grown(*LARGEST) if building else drawn


def _segments(read: LivePage | BuildingShare) -> list[tuple[str, str, int]]:
    """All, not voted, not delivered: of the compound, or of the one building shown."""
    if isinstance(read, LivePage):
        numbers = (sum(read.counts.values()), read.not_voted, read.counts["missing"])
    else:
        numbers = (read.units, read.left, read.missing)
    keys = ("", "not_voted", "missing")
    return [(key, WORDS[key or "all"], n) for key, n in zip(keys, numbers, strict=True)]

"""Notices of the demo hang where notices hang, with a photo of each place; a vote keeps its own."""

from __future__ import annotations

from datetime import datetime

from mulin.demo import photos
from mulin.ground.notices.actions.board import prove_with_photo
from mulin.ground.notices.models import PublicNotice
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor

PLACES = ("小区大门公告栏", "1号楼大堂", "党群服务站")


def hang(notice: PublicNotice, *, by: Actor, now: datetime) -> None:
    """Proof of where it hangs."""
    for place in PLACES:
        prove_with_photo(
            notice,
            posting_id=uuid7(),
            place=place,
            posted_on=day_of(now),
            photo=photos.board(place, notice.title, str(day_of(now))),
            by=by,
            now=now,
        )

"""A vote where only the official system's electronic ballots count, and files it might export."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from mulin.decide.assembly.actions import official, paper
from mulin.decide.assembly.models import Ballot, OfficialImport
from mulin.decide.assembly.official_rows import OfficialFile, OfficialRow
from mulin.kit import clock
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from mulin.law.catalogue import nearest
from mulin.law.pinned import pin
from tests.cast import Cast
from tests.decide.assembly.world import World, voting

BEIJING = "110105"
SYSTEM = "业主决定共同事项公共决策平台"


def beijing(cast: Cast, **more: Any) -> World:
    """The vote of ``world`` under Beijing's text: only the official system counts beside paper."""
    now = clock.now()
    law = pin(nearest(BEIJING), day_of(now))
    return voting(cast, now=now, law=law, region=BEIJING, online_counts=False, **more)


def row(
    world: World, place: int, word: str = "agree", *, hours: float = 2, **more: Any
) -> OfficialRow:
    """The ballot of the entry at that place, cast so many hours ago."""
    entry, holder = world.entries[place], world.holder(place)
    fields: dict[str, Any] = {
        "sheet": "明细",
        "row": place + 2,
        "serial": f"S{place:04d}",
        "units": (entry.first_unit,),
        "owner": holder.name,
        "cast_at": at(world, hours),
        "choices": dict.fromkeys(range(1, len(world.motions) + 1), word),
    }
    return OfficialRow(**{**fields, **more})


def at(world: World, hours: float) -> datetime:
    return world.now - timedelta(hours=hours)


def file(*rows: OfficialRow, name: str = "业主投票明细.xlsx", **more: Any) -> OfficialFile:
    plain: dict[str, Any] = {"digest": "d" * 64, "system": SYSTEM, "faults": ()}
    ballots = more.pop("ballots", len({r.serial for r in rows}))
    return OfficialFile(name=name, rows=tuple(rows), ballots=ballots, **{**plain, **more})


def staff(world: World) -> Actor:
    return world.cast.actor("community_worker", day_of(world.now))


def brought(
    world: World,
    *rows: OfficialRow,
    control: int | None = None,
    by: Actor | None = None,
    **more: Any,
) -> OfficialImport:
    """Read and matched, not confirmed."""
    given = file(*rows, **more)
    return official.read_official(
        world.poll,
        given,
        given.ballots if control is None else control,
        import_id=uuid7(),
        by=by or staff(world),
        now=world.now,
    )


def taken(world: World, *rows: OfficialRow, leave: bool = False, **more: Any) -> OfficialImport:
    """Read, matched and confirmed."""
    batch = brought(world, *rows, **more)
    return official.take_official(batch.pk, leave_faulty=leave, by=staff(world), now=world.now)


def on_paper(world: World, place: int, word: str, *, hours: float = 1) -> Ballot:
    """Typed in by one counter and confirmed by another."""
    ballot = paper.enter_paper(
        world.poll.pk,
        world.paper(place),
        world.all(word),
        ballot_id=uuid7(),
        box="1 号箱",
        invalid="",
        received_at=at(world, hours),
        by=world.counter(0),
        now=world.now,
    )
    return paper.confirm_paper(
        ballot.pk, world.all(word), invalid="", by=world.counter(1), now=world.now
    )


def count_box(world: World, papers: int) -> None:
    paper.count_box(
        world.poll.pk,
        box="1 号箱",
        papers=papers,
        invalid=0,
        counted_by="罗计票、梁计票",
        by=world.counter(0),
        now=world.now,
    )


def channels(ballots: Sequence[Ballot]) -> list[str]:
    return sorted(str(b.channel) for b in ballots)

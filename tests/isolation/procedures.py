"""Lawful timetables."""

from __future__ import annotations

from datetime import date
from typing import Any

from mulin.law.catalogue import jurisdiction
from mulin.law.pinned import pin
from mulin.law.process_catalogue import process_named
from mulin.law.process_codec import written
from mulin.procedures.models import Entry, GroupMember, Piece, Procedure
from tests.cast import Cast, stable_id
from tests.isolation.keeping import AT, Examples, Public, kept
from tests.isolation.patrols import hazard


def procedure(cast: Cast) -> Procedure:
    """A re-election in compound A."""
    place = jurisdiction("310000")
    row = Procedure(
        id=stable_id("procedure"),
        street=cast.yun,
        number="CX-2026-0001",
        code="reelection",
        title="云栖苑换届",
        compound=cast.a.compound,
        anchor=date(2026, 12, 31),
        opened_on=date(2026, 3, 1),
        process=written(process_named("reelection")),
        law=pin(place, date(2026, 3, 1)),
    )
    found: Procedure = kept(row)
    return found


def _entry_of_step(cast: Cast) -> Any:
    row = Entry(
        id=stable_id("step entry"),
        street=cast.yun,
        procedure=procedure(cast),
        step="report",
        kind=Entry.Kind.DONE,
        day=date(2026, 3, 1),
        at=AT,
        by="云栖苑业委会",
    )
    return kept(row).pk


def _group_member(cast: Cast) -> Any:
    row = GroupMember(
        id=stable_id("group member"),
        street=cast.yun,
        procedure=procedure(cast),
        name="云栖苑组员",
        side="other",
        named_on=date(2026, 3, 1),
    )
    return kept(row).pk


def _piece(cast: Cast) -> Any:
    row = Piece(
        id=stable_id("piece"),
        street=cast.yun,
        procedure=procedure(cast),
        step="announce",
        room=Piece.Room.NOTICE,
        subject_id=stable_id("piece"),
        title="云栖苑会议公告",
        at=AT,
        by="云栖苑业委会",
    )
    return kept(row).pk


EXAMPLES: Examples = {
    "entry_id": _entry_of_step,
    "group_member_id": _group_member,
    "paper": lambda cast: "report",
    "passage": lambda cast: "hazard-ticket",
    "passed_id": lambda cast: hazard(cast).pk,
    "piece_id": _piece,
    "procedure_id": lambda cast: procedure(cast).pk,
    "step": lambda cast: "report",
}

PUBLIC: Public = {
    "procedures:feed": "a calendar under an address nobody can guess (tests/procedures/test_feeds.py)",
}

"""Ballots that came in by the city's own voting system: read, and not yet confirmed."""

from __future__ import annotations

from datetime import datetime, timedelta

from mulin.decide.assembly.actions.official import read_official
from mulin.decide.assembly.models import RollEntry
from mulin.decide.assembly.official_rows import OfficialFile, OfficialRow
from mulin.demo.diary import Telling
from mulin.demo.scene import at, lately
from mulin.demo.votes import Told
from mulin.kit.canonical import sm3
from mulin.kit.ids import uuid7

NAME, SYSTEM, SHEET = "投票明细（演示）.xlsx", "业主表决系统（演示）", "投票明细"
BALLOTS = 4
NOBODYS = "99-9-9901"
"""A room that is not on the roll: its ballot is listed with the reason."""


def waiting(told: Told, now: datetime) -> Telling:
    """Some owners who have not voted here did so there; one ballot of the file has no home."""
    yield lately(now, timedelta(minutes=40))
    lines = [(e.first_unit, told.signers[e.pk][0].name) for e in _silent(told)]
    rows = tuple(
        _row(told, number, unit, owner)
        for number, (unit, owner) in enumerate([*lines, (NOBODYS, "")], start=2)
    )
    file = OfficialFile(NAME, sm3(NAME.encode()), SYSTEM, rows, (), len(rows))
    by, now = told.by, told.scene.now
    read_official(told.poll, file, len(rows), import_id=uuid7(), by=by, now=now)


def _silent(told: Told) -> list[RollEntry]:
    """Entries without a ballot; those of the printed sign-ins stay free to vote on the phone."""
    kept = {told.scene.people[key].pk for key in ("yezhu", "gongyou")}
    rows = RollEntry.objects.of(told.scene.street).filter(
        poll=told.poll, area__gt=0, ballots__isnull=True
    )
    found = (e for e in rows.order_by("-seq")[: BALLOTS * 5] if not kept & told.owners_of(e))
    return [entry for entry in found if told.signers.get(entry.pk)][:BALLOTS]


def _row(told: Told, number: int, unit: str, owner: str) -> OfficialRow:
    cast = at(told.plan.opens + timedelta(days=1), 20, number)
    choices = {order: "agree" for order, _ in enumerate(told.motions, start=1)}
    return OfficialRow(SHEET, number, f"YZ{number:06}", (unit,), owner, cast, choices)

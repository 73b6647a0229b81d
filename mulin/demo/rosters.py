"""Rosters that have come in: one that waits for a yes, one with mistakes in it."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from openpyxl import Workbook

from mulin.demo import names
from mulin.demo.diary import Telling
from mulin.demo.people import telephone
from mulin.demo.scene import Scene, at
from mulin.ground.estate.actions.roster_batches import choose_columns, upload_roster
from mulin.ground.estate.models import Compound, Unit
from mulin.ground.estate.roster import RosterTerms
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.portable.roster_columns import ROOM_FIELDS
from mulin.portable.roster_import import keep_upload, preview_batch
from mulin.portable.roster_reading import inspect, shown_columns

HEADER = ("building", "stairwell", "room", "voting_area", "owner", "phone")
ROWS = 24


def incoming(scene: Scene, now_ahead: timedelta) -> Telling:
    """Two property companies sent corrections; the office has read them, not yet written."""
    yield scene.now + now_ahead
    for number, name, faults in ((4, "业主电话补登.xlsx", 0), (5, "业主信息更正.xlsx", 3)):
        _upload(scene, scene.compounds[number], name, faults)
        yield scene.now + timedelta(minutes=20)


def _upload(scene: Scene, compound: Compound, name: str, faults: int) -> None:
    by, now = scene.acting("jiedao"), scene.now
    data = _workbook(compound, faults)
    paper = keep_upload(scene.street.pk, data, name, by=by, now=now)
    batch = upload_roster(
        compound, kind="rooms", file_name=name, paper_id=paper.pk, by=by, now=now, once=uuid7()
    )
    columns = dict(inspect(BytesIO(data)).proposal.columns)
    choose_columns(
        batch,
        columns,
        RosterTerms(area_source="register", effective_on=day_of(now)),
        shown=shown_columns(columns, "rooms"),
        control_rows=None,
        control_area=None,
        by=by,
        now=now,
    )
    preview_batch(batch, by=by, now=now)


def _workbook(compound: Compound, faults: int) -> bytes:
    """The first homes of a compound with what is to be corrected; ``faults`` rows cannot be read."""
    rows = Unit.objects.of(compound.street_id).filter(compound=compound, use=Unit.Use.HOME)
    rows = rows.select_related("building", "stairwell").prefetch_related("ownerships__person")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("名册")
    sheet.append([ROOM_FIELDS[name][0] for name in HEADER])
    for number, unit in enumerate(rows.order_by("order")[:ROWS]):
        owner = next((o.person.name for o in unit.ownerships.all() if o.person), names.MARK)
        area = unit.voting_area / 100 + (0.5 if number % 7 == 3 else 0)
        phone = telephone(998, number, wrong=False)
        if number < faults:
            area, phone = "约九十平", "1380013"
        sheet.append([unit.building.label, unit.stairwell.label, unit.room, area, owner, phone])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def later(scene: Scene, days: int) -> timedelta:
    """Time until 16:00 ``days`` days from the scene's day."""
    return at(day_of(scene.now) + timedelta(days=days), 16) - scene.now

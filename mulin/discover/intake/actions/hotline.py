"""What the hotline sends: read, shown, confirmed; a number that is known is never a second ticket."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from mulin.discover.intake.actions.common import reckon
from mulin.discover.intake.actions.raising import NUMBERS, title_from
from mulin.discover.intake.categories import Category, Sheet
from mulin.discover.intake.events import TicketsImported
from mulin.discover.intake.models import DispatchRule, HotlineBatch, Ticket
from mulin.discover.intake.permissions import HIDDEN, may_take_hotline
from mulin.discover.intake.queries.categories import categories_of
from mulin.discover.intake.queries.routing import Route, route
from mulin.ground.estate.identities import Sealer
from mulin.ground.estate.models import Building, Compound
from mulin.ground.record.actions import record
from mulin.ground.streets.actions import draw_numbers
from mulin.kit.canonical import fingerprint
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

MOST_ROWS = 2000
Row = Mapping[str, Any]
"""What one line of the hotline says: number, category (code), text, title, compound and building
(ids as text, or empty), spot, caller, phone, at (ISO), hours and days of its own limit, or 0."""


def note_batch(
    file_name: str, rows: Sequence[Row], faults: Sequence[Row], *, by: Actor, now: datetime
) -> HotlineBatch:
    """Keep what was read until somebody confirms it; nothing is registered yet."""
    require(may_take_hotline(by))
    State = HotlineBatch.State  # noqa: N806 - the choices' own name
    with transaction.atomic():
        batch = HotlineBatch(
            street_id=by.street_id,
            file_name=file_name[:200],
            state=State.FAULTY if faults else State.READ,
            rows=[] if faults else list(rows),
            faults=list(faults)[:1000],
            at=now,
            by=by.post or by.name,
        )
        batch.save(force_insert=True)
        return batch


def confirm_batch(batch: HotlineBatch, *, by: Actor, now: datetime) -> HotlineBatch:
    """Register what was read. Confirming again changes nothing."""
    require(may_take_hotline(by))
    with transaction.atomic():
        held = HotlineBatch.objects.of(by.street_id).select_for_update()
        fresh: HotlineBatch | None = held.filter(pk=batch.pk).first()
        if fresh is None:
            raise Refused(HIDDEN)
        if fresh.state == HotlineBatch.State.TAKEN:
            return fresh
        if fresh.state != HotlineBatch.State.READ:
            raise Refused(Refusal(said("这个文件有错，不能导入。"), said("请改好再上传。")))
        made, known = take_hotline(fresh.rows, by=by, now=now)
        fresh.state, fresh.made, fresh.known = HotlineBatch.State.TAKEN, made, known
        fresh.rows = []
        fresh.save(update_fields=["state", "made", "known", "rows"])
        return fresh


def take_hotline(rows: Sequence[Row], *, by: Actor, now: datetime) -> tuple[int, int]:
    """Register rows of the hotline, idempotent by its number: how many are new, how many were known."""
    require(may_take_hotline(by))
    if not 0 < len(rows) <= MOST_ROWS:
        raise Refused(
            Refusal(said("一次导入 1 到 {n} 行。", n=MOST_ROWS), said("请分成几个文件。"))
        )
    street_id = by.street_id
    with transaction.atomic():
        numbers = [str(row["number"]) for row in rows]
        there = Ticket.objects.of(street_id).filter(source_number__in=numbers)
        known = set(there.values_list("source_number", flat=True))
        fresh: dict[str, Row] = {}
        for row in rows:
            if row["number"] not in known:
                fresh.setdefault(str(row["number"]), row)
        drawn = draw_numbers(street_id, NUMBERS, day_of(now).year, len(fresh)) if fresh else []
        places = _Places(street_id, fresh.values())
        sheet, sealer = categories_of(street_id), Sealer(street_id)
        tickets = [
            _ticket(row, number, places, sheet, sealer, now=now)
            for row, number in zip(fresh.values(), drawn, strict=True)
        ]
        Ticket.objects.bulk_create(tickets, batch_size=500)
        event = TicketsImported(len(tickets), len(known), fingerprint(sorted(fresh))[:12])
        record(event, by=by, at=now, on=day_of(now))
        return len(tickets), len(rows) - len(tickets)


class _Places:
    """Compounds and buildings the rows name, in two statements; and where each kind goes from there,
    asked once for each unless people take turns."""

    def __init__(self, street_id: UUID, rows: Any) -> None:
        self.street_id = street_id
        self._routes: dict[tuple[str, UUID | None], Route | None] = {}
        compounds = {UUID(row["compound"]) for row in rows if row.get("compound")}
        buildings = {UUID(row["building"]) for row in rows if row.get("building")}
        self.compounds = Compound.objects.of(street_id).in_bulk(list(compounds))
        self.buildings = Building.objects.of(street_id).in_bulk(list(buildings))

    def route(self, category: Category, compound: Compound | None, now: datetime) -> Route | None:
        key = (category.code, compound.pk if compound is not None else None)
        if key in self._routes:
            return self._routes[key]
        found = route(self.street_id, category.code, category.party, compound, now)
        turns = found is not None and found.rule is not None
        if not (turns and found.rule.way == DispatchRule.Way.ROTATE):  # type: ignore[union-attr]
            self._routes[key] = found
        return found

    def of(self, row: Row) -> tuple[Compound | None, Building | None]:
        compound = self.compounds.get(UUID(row["compound"])) if row.get("compound") else None
        building = self.buildings.get(UUID(row["building"])) if row.get("building") else None
        if building is not None and (compound is None or building.compound_id != compound.pk):
            building = None
        return compound, building


def _ticket(
    row: Row, number: str, places: _Places, sheet: Sheet, sealer: Sealer, *, now: datetime
) -> Ticket:
    compound, building = places.of(row)
    category = sheet.get(str(row["category"])) or sheet.categories[-1]
    raised = datetime.fromisoformat(row["at"]) if row.get("at") else now
    text, spot = str(row.get("text", ""))[:2000], str(row.get("spot", ""))[:60]
    ticket = Ticket(
        id=uuid7(),
        street_id=sealer.street_id,
        number=number,
        category=category.code,
        kind=category.name,
        title=str(row.get("title", ""))[:60] or title_from(text, category.name, spot),
        text=text,
        compound=compound,
        building=building,
        spot=spot,
        channel=Ticket.Channel.HOTLINE,
        source_number=str(row["number"])[:40],
        shielded=category.shield,
        emergency=category.emergency,
        payer=category.payer,
        caller=str(row.get("caller", ""))[:40],
        raised_at=raised,
        since=raised,
    )
    if row.get("phone"):
        sealed, masked, _blind, _tail = sealer.phone_values(str(row["phone"]))
        ticket.caller_sealed, ticket.caller_masked = sealed, masked
    _limits(ticket, row, category)
    if (way := places.route(category, compound, now)) is not None:
        ticket.organisation, ticket.worker = way.organisation, way.worker
        ticket.state, ticket.sent_at = Ticket.State.SENT, now
    reckon(ticket)
    return ticket


def _limits(ticket: Ticket, row: Row, category: Category) -> None:
    """The hotline's own limit where it names one, else that of the category."""
    hours, days = int(row.get("hours") or 0), int(row.get("days") or 0)
    ticket.respond_hours = category.respond
    ticket.limit_hours = hours or (0 if days else category.limit.hours)
    ticket.limit_days = 0 if hours else days or category.limit.days

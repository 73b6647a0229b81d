"""The register for programs: places and units, masked as on the pages, by the same permissions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from mulin.ground.estate.actions import owner_words
from mulin.ground.estate.models import Building, Compound, Unit
from mulin.ground.estate.permissions import (
    HIDDEN,
    may_see_register,
    may_see_some_register,
    may_see_unit,
)
from mulin.ground.estate.queries.places import compounds_readable, unit_rows
from mulin.ground.estate.queries.search import matching
from mulin.kit.paging import MOST, SIZE, page_of
from mulin.kit.rights import Actor, Refused, acting_within, require

SCOPE = "register"
router = Router(tags=["底册"])


class Paged(Schema):
    """Which page."""

    page: int = Field(1, ge=1, le=100_000, description="第几页，从 1 起")
    size: int = Field(SIZE, ge=1, le=MOST, description="每页几条")


class CompoundOut(Schema):
    """小区."""

    id: UUID
    slug: str
    name: str
    community: str
    address: str
    kind: str
    mode: str
    region: str


class BuildingOut(Schema):
    """楼栋."""

    id: UUID
    label: str
    phase: str
    floors: int


class UnitOut(Schema):
    """房屋。面积单位是平方米，两位小数；业主姓名打码."""

    id: UUID
    compound_id: UUID
    label: str
    building: str
    stairwell: str
    room: str
    floor: int
    use: str
    status: str
    voting_area: str
    area_source: str
    gross_area: str
    owners: list[str]


class Compounds(Schema):
    """一页小区."""

    items: list[CompoundOut]
    page: int
    more: bool


class Units(Schema):
    """一页房屋."""

    items: list[UnitOut]
    page: int
    more: bool


@router.get("/compounds", response=Compounds, summary="小区")
def compounds(request: HttpRequest, asked: Query[Paged], q: str = "") -> Any:
    """能查看底册的小区，按名称排；q 按名称找。"""
    actor = acting_within(request, SCOPE)
    require(may_see_some_register(actor))
    rows = compounds_readable(actor).select_related("community").order_by("name", "id")
    page = page_of(rows.filter(name__icontains=q[:60]) if q else rows, asked.page, asked.size)
    items = [_compound(row) for row in page.rows]
    return {"items": items, "page": page.number, "more": page.more}


@router.get("/compounds/{compound_id}/buildings", response=list[BuildingOut], summary="楼栋")
def buildings(request: HttpRequest, compound_id: UUID) -> Any:
    """一个小区现有的楼栋，按次序排。"""
    actor = acting_within(request, SCOPE)
    compound = _row(Compound, actor, compound_id)
    require(may_see_register(actor, compound.pk))
    rows = Building.objects.of(actor.street_id).filter(compound=compound, ended_on__isnull=True)
    return list(rows.order_by("order", "label", "id"))


@router.get("/units", response=Units, summary="房屋")
def units(
    request: HttpRequest, asked: Query[Paged], compound: UUID | None = None, q: str = ""
) -> Any:
    """能查看的房屋；compound 限定小区，q 是房号、姓名、电话后四位等，与网页相同。"""
    actor = acting_within(request, SCOPE)
    require(may_see_some_register(actor))
    rows = _unit_rows(actor)
    if compound is not None:
        rows = rows.filter(compound_id=compound)
    if q.strip():
        rows = rows.filter(matching(actor, q.strip()[:100]))
    page = page_of(rows, asked.page, asked.size)
    return {"items": [_unit(row) for row in page.rows], "page": page.number, "more": page.more}


@router.get("/units/{unit_id}", response=UnitOut, summary="一套房屋")
def unit(request: HttpRequest, unit_id: UUID) -> Any:
    """一套房屋；业主本人也能查看自己的。"""
    actor = acting_within(request, SCOPE)
    require(may_see_unit(actor, _row(Unit, actor, unit_id)))
    shown = _unit_rows(actor).filter(id=unit_id).first()
    if shown is None:  # it has ended
        raise Refused(HIDDEN)
    return _unit(shown)


def _row(model: type[Any], actor: Actor, row_id: UUID) -> Any:
    row = model.objects.of(actor.street_id).filter(id=row_id).first()
    if row is None:
        raise Refused(HIDDEN)
    return row


def _compound(row: Compound) -> dict[str, Any]:
    same = ("id", "slug", "name", "address", "kind", "mode", "region")
    return {name: getattr(row, name) for name in same} | {"community": row.community.name}


def _unit_rows(actor: Actor) -> Any:
    return unit_rows(actor).select_related("compound", "building", "stairwell")


def _unit(row: Unit) -> dict[str, Any]:
    same = ("id", "compound_id", "label", "room", "floor", "use", "status", "area_source")
    return {name: getattr(row, name) for name in same} | {
        "building": row.building.label if row.building else "",
        "stairwell": row.stairwell.label if row.stairwell else "",
        "voting_area": _area(row.voting_area),
        "gross_area": _area(row.gross_area),
        "owners": [owner_words(o.person or o.organisation) for o in row.open_rows],  # type: ignore[attr-defined]
    }


def _area(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"

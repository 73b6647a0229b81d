"""The columns of the net's lists."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.discover.grids.models import Post
from mulin.discover.grids.queries import Cover
from mulin.ground.estate.models import Compound
from mulin.ground.page.columns import Column


def net_columns(covers: dict[UUID, Cover], worked: set[UUID]) -> tuple[Column, ...]:
    """A compound, the grid it lies in and whether that has a worker, how many places have a head."""

    def headed(row: Compound) -> str:
        cover = covers[row.pk]
        return f"{cover.headed} / {cover.buildings}"

    def below(row: Compound) -> str:
        cover = covers[row.pk]
        return f"{cover.stairs_headed} / {cover.stairs}"

    return (
        Column(
            "name",
            _("小区"),
            "name",
            order=("name",),
            href=lambda row: reverse("grids:compound", args=[row.pk]),
        ),
        Column("community", _("社区"), "community.name", order=("community__name", "name")),
        Column("grid", _("网格"), lambda row: row.grid.name if row.grid else "",
               order=("grid__name", "name")),
        Column("worker", _("网格员"),
               lambda row: "" if row.grid_id is None else
               _("有") if row.grid_id in worked else _("没有")),
        Column("houses", _("有楼长的楼"), headed, face="m-r m-num"),
        Column("stairs", _("有单元长的单元"), below, face="m-r m-num"),
        Column("state", _("覆盖"),
               lambda row: _("全覆盖") if covers[row.pk].full else _("有空白"), "state",
               state=lambda row: "done" if covers[row.pk].full else "soon"),
    )  # fmt: skip


def people_columns() -> tuple[Column, ...]:
    """Who looks after what."""

    def where(row: Post) -> str:
        parts = (row.compound, row.building, row.stairwell) if row.compound else (row.grid,)
        return " ".join(str(part) for part in parts if part)

    return (
        Column(
            "person",
            _("姓名"),
            "person.name",
            order=("person__name",),
            href=lambda row: reverse("grids:post", args=[row.pk]),
        ),
        Column("kind", _("岗位"), "get_kind_display", order=("kind",)),
        Column("where", _("负责"), where, order=("compound__name", "building__order")),
        Column("community", _("社区"), "community.name", order=("community__name",)),
        Column("phone", _("电话"), "person.phone_masked", face="m-num"),
        Column("since", _("起"), "since", "day", order=("since",)),
    )

"""The list of hazards: its columns and filters."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mulin.discover.patrols.models import Hazard
from mulin.discover.patrols.models.hazards import GRADES
from mulin.discover.patrols.pages.common import places_of
from mulin.discover.patrols.queries import hazards as queries
from mulin.ground.page.address import row_address
from mulin.ground.page.listing import Column, Filter
from mulin.kit.rights import Actor
from mulin.law.safety.catalogue import all_templates, template_named
from mulin.law.safety.hazard import Reach

State = Hazard.State
GRADE_MARKS = {1: "late", 2: "soon", 3: "now", 4: "idle"}


def columns(today: date) -> tuple[Column, ...]:
    return (
        Column(
            "where",
            _("在哪里"),
            "where",
            order=("where",),
            href=lambda row: row_address("patrols:hazard", row.pk),
        ),
        Column("number", _("编号"), "number", order=("number",), face="m-num"),
        Column("kind", _("种类"), lambda row: template_named(row.kind).title, order=("kind",)),
        Column(
            "grade",
            _("级别"),
            "get_grade_display",
            "state",
            order=("grade",),
            state=lambda row: GRADE_MARKS[row.grade],
        ),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column(
            "state",
            _("状态"),
            "get_state_display",
            "state",
            order=("state",),
            state=lambda row: (
                "late" if queries.days_late(row, today) else queries.MARKS[State(row.state)]
            ),
        ),
        Column("due", _("期限"), "due_on", "day", order=("due_on",)),
        Column("reach", _("在谁手里"), "get_reach_display", order=("reach",)),
        Column("responsible", _("责任方"), "responsible.name"),
        Column("found", _("发现"), "found_at", "instant", order=("found_at",)),
        Column("text", _("情况"), "text", on="file"),
        Column("measure", _("临时措施"), "measure", on="file"),
    )


def filters(actor: Actor, today: date) -> tuple[Filter, ...]:
    places = [(str(one.pk), one.name) for one in places_of(actor)]
    kinds = [(one.code, one.title) for one in all_templates().values()]
    extra = [("open", _("没有结束的")), ("overdue", _("逾期的"))]

    def by_state(rows: Any, value: str) -> Any:
        if value == "open":
            return rows.filter(state__in=queries.OPEN)
        if value == "overdue":
            return rows.filter(state=State.ORDERED, due_on__lt=today)
        return rows.filter(state=value)

    return (
        Filter("state", _("状态"), [*extra, *State.choices], by_state),
        Filter("grade", _("级别"), [(str(g), label) for g, label in GRADES], "grade"),
        Filter("kind", _("种类"), kinds, "kind"),
        Filter("reach", _("在谁手里"), [(r.value, r.label) for r in Reach], "reach"),
        Filter("compound", _("小区"), places, "compound_id"),
    )

"""Screens that change what stands: units split and merged, buildings renumbered, compounds regrouped."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.ground.estate import actions
from mulin.ground.estate.actions import UnitPart
from mulin.ground.estate.actions.saying import done_before
from mulin.ground.estate.forms import starting_today
from mulin.ground.estate.forms_changes import (
    MergeCompoundForm,
    MergeUnitsForm,
    RenumberBuildingForm,
    SplitCompoundForm,
    SplitUnitForm,
)
from mulin.ground.estate.models import Building, Compound, Unit
from mulin.ground.estate.pages.asking import Question, ask, found
from mulin.ground.estate.permissions import may_edit_community, may_edit_register
from mulin.ground.estate.queries.places import compounds_readable
from mulin.ground.page.context import Crumb
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, acting, require


def split_unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """One unit becomes several with the same owners."""
    actor, row = _unit(request, unit_id)

    def act(said: dict[str, Any]) -> str:
        parts = [UnitPart(*part) for part in said["parts"]]
        made = actions.split_unit(
            row, parts, on=said["day"], basis=said["basis"], by=actor, now=clock.now()
        )
        return reverse("desk:unit", args=[made[0].pk])

    intro = _("现在的专有部分面积 %(area)s ㎡。业主、份额照搬到每一套，原来的房屋留作历史。") % {
        "area": f"{row.voting_area // 100}.{row.voting_area % 100:02d}"
    }
    form = SplitUnitForm(request.POST or None, initial=starting_today(clock.today()))
    return ask(request, form, _of_unit(row, _("拆分房屋"), _("已拆分。"), intro), act)


def merge_units(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """This unit and others become one."""
    actor, row = _unit(request, unit_id)

    def act(said: dict[str, Any]) -> str:
        part = UnitPart(said["room"], said["voting_area"] or 0, said["gross_area"] or 0)
        units = [row, *_others(row, said["others"])]
        made = actions.merge_units(
            units, part, on=said["day"], basis=said["basis"], by=actor, now=clock.now()
        )
        return reverse("desk:unit", args=[made.pk])

    intro = _("住户和只限这几套的委托随房屋过来，原来的房屋留作历史。")
    initial = starting_today(clock.today()) | {"room": row.room}
    form = MergeUnitsForm(request.POST or None, initial=initial)
    return ask(request, form, _of_unit(row, _("合并房屋"), _("已合并。"), intro), act)


def renumber_building(request: HttpRequest, building_id: UUID) -> HttpResponse:
    """Another number for a building and the labels of all its units."""
    actor = acting(request)
    row = found(Building, actor, building_id, "compound")
    require(may_edit_register(actor, row.compound_id))

    def act(said: dict[str, Any]) -> None:
        actions.renumber_building(row, said["label"], why=said["why"], by=actor, now=clock.now())

    title = _("%(place)s改楼号") % {"place": row}
    form = RenumberBuildingForm(request.POST or None, initial={"label": row.label})
    return ask(request, form, _of_compound(row.compound, title, _("楼号已改。")), act)


def merge_compound(request: HttpRequest, compound_id: UUID) -> HttpResponse:
    """Two compounds are one assembly from now on; phases tell them apart."""
    actor, row = _compound(request, compound_id)
    others = compounds_readable(actor).exclude(id=row.pk).order_by("name")

    def act(said: dict[str, Any]) -> str:
        kept = said["into"]
        actions.merge_compounds(
            kept,
            row,
            phase=said["phase"],
            own_phase=said["own_phase"],
            why=said["why"],
            by=actor,
            now=clock.now(),
        )
        return reverse("estate:compound", args=[kept.pk])

    intro = _(
        "同一物业管理区域的几期合成一个小区，由一个业主大会共同决定；投票时仍可按分期划定范围。"
        "这边的业委会、物业关系、任职和表决要先办结。"
    )
    question = _of_compound(row, _("并入另一个小区"), _("已合并。"), intro)
    return ask(request, MergeCompoundForm(others, request.POST or None), question, act)


def split_compound(request: HttpRequest, compound_id: UUID) -> HttpResponse:
    """Some buildings become a compound of their own."""
    actor, row = _compound(request, compound_id)
    if made := _made_before(request, actor):  # the buildings are no longer here to choose from
        return redirect("estate:compound", made.pk)
    rows = Building.objects.of(actor.street_id).filter(compound=row, ended_on__isnull=True)

    def act(said: dict[str, Any]) -> str:
        made = actions.split_compound(
            row,
            list(said["buildings"]),
            name=said["name"],
            slug=said["slug"],
            why=said["why"],
            by=actor,
            now=clock.now(),
            once=said["once"],
        )
        return reverse("estate:compound", args=[made.pk])

    intro = _("分出去的楼栋成为另一个小区，由自己的业主大会决定；房屋、业主和历史都跟着走。")
    question = _of_compound(row, _("分出一个小区"), _("已分出。"), intro)
    form = SplitCompoundForm(rows.order_by("order", "label"), request.POST or None)
    return ask(request, form, question, act)


def _others(row: Unit, words: str) -> list[Unit]:
    """The units that labels mean, in the same compound. Raises Refused with those that are not there."""
    labels = list(dict.fromkeys(words.replace("，", " ").replace(",", " ").split()))
    rows = Unit.objects.of(row.street_id).filter(
        compound_id=row.compound_id, label__in=labels, ended_on__isnull=True
    )
    there = {unit.label: unit for unit in rows.select_related("building", "stairwell")}
    lacking = [label for label in labels if label not in there]
    if lacking:
        raise Refused(
            Refusal(
                (_("这个小区没有房号 %(lacking)s。") % {"lacking": "、".join(lacking)}),
                _("请照房屋清单里的写法填写。"),
            )
        )
    return [there[label] for label in labels]


def _made_before(request: HttpRequest, actor: Actor) -> Compound | None:
    try:
        once = UUID(request.POST.get("once", ""))
    except ValueError:
        return None
    return done_before(Compound, actor, once)


def _unit(request: HttpRequest, unit_id: UUID) -> tuple[Actor, Unit]:
    actor = acting(request)
    row: Unit = found(Unit, actor, unit_id, "compound", "building", "stairwell")
    require(may_edit_register(actor, row.compound_id))
    return actor, row


def _compound(request: HttpRequest, compound_id: UUID) -> tuple[Actor, Compound]:
    actor = acting(request)
    row: Compound = found(Compound, actor, compound_id, "community", "grid")
    require(may_edit_register(actor, row.pk))
    require(may_edit_community(actor, row.community_id))
    return actor, row


def _of_unit(row: Unit, title: str, done: str, intro: str) -> Question:
    back = reverse("desk:unit", args=[row.pk])
    listed = f"{reverse('estate:units')}?compound={row.compound.slug}"
    crumbs = [Crumb(row.compound.name, listed), Crumb(row.label, back)]
    return Question(f"{title} · {row.label}", done, back, intro=intro, crumbs=crumbs)


def _of_compound(row: Compound, title: str, done: str, intro: str = "") -> Question:
    back = reverse("estate:compound", args=[row.pk])
    crumbs = [Crumb(_("房屋"), reverse("estate:units")), Crumb(row.name, back)]
    return Question(f"{title} · {row.name}", done, back, intro=intro, crumbs=crumbs)

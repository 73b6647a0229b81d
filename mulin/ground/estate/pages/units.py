"""Screens of one unit's register: corrected, transferred, lived in, acted for, split, ended.

The unit's own page stands on the desk, which sees all rooms (``desk:unit``).
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.ground.estate import actions
from mulin.ground.estate.actions import Stake
from mulin.ground.estate.forms import (
    ActsForForm,
    CorrectUnitForm,
    EndForm,
    OwnerForm,
    RenumberForm,
    TenancyForm,
    TransferForm,
    starting_today,
)
from mulin.ground.estate.identities import PersonDetails
from mulin.ground.estate.models import (
    ActsFor,
    Organisation,
    Ownership,
    Tenancy,
    Unit,
)
from mulin.ground.estate.pages.asking import Question, ask, found
from mulin.ground.estate.permissions import may_edit_register, may_edit_residents, may_see_unit
from mulin.ground.estate.queries.papers import ACTS_FOR
from mulin.ground.page.context import Crumb
from mulin.ground.papers.actions import store
from mulin.ground.papers.models import Klass
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, acting, require

CORRECTABLE = (
    "use",
    "status",
    "voting_area",
    "area_source",
    "gross_area",
    "layout",
    "delivered_on",
)


def unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """The unit's page stands on the desk."""
    actor, row = _unit(request, unit_id)
    require(may_see_unit(actor, row))
    return redirect("desk:unit", unit_id=row.pk)


def correct(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Correct use, status, areas and their source."""
    actor, row = _unit(request, unit_id)
    require(may_edit_register(actor, row.compound_id))

    def act(said: dict[str, Any]) -> None:
        why = said.pop("why")
        said["voting_area"] = said["voting_area"] or 0
        said["gross_area"] = said["gross_area"] or 0
        actions.correct_unit(row, said, why=why, by=actor, now=clock.now())

    initial = {name: getattr(row, name) for name in CORRECTABLE}
    form = CorrectUnitForm(request.POST or None, initial=initial)
    return ask(request, form, _question(row, _("更正房屋信息"), _("已更正。")), act)


def renumber(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Another room number; the history stays."""
    actor, row = _unit(request, unit_id)
    require(may_edit_register(actor, row.compound_id))

    def act(said: dict[str, Any]) -> None:
        actions.renumber_unit(row, said["room"], why=said["why"], by=actor, now=clock.now())

    form = RenumberForm(request.POST or None, initial={"room": row.room})
    return ask(request, form, _question(row, _("改房号"), _("房号已改。")), act)


def end(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """The unit is no longer there."""
    actor, row = _unit(request, unit_id)
    require(may_edit_register(actor, row.compound_id))

    def act(said: dict[str, Any]) -> None:
        actions.end_unit(row, on=said["day"], why=said["why"], by=actor, now=clock.now())

    form = EndForm(request.POST or None, initial=starting_today(clock.today()))
    return ask(request, form, _question(row, _("注销房屋"), _("已注销。")), act)


def add_owner(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Register an owner beside those there are."""
    actor, row = _unit(request, unit_id)
    require(may_edit_register(actor, row.compound_id))

    def act(said: dict[str, Any]) -> None:
        stake = Stake(_holder(said, actor), *said["share"])
        actions.add_owner(
            row,
            stake,
            since=said["day"],
            basis=said["basis"],
            by=actor,
            now=clock.now(),
            once=said["once"],
        )

    question = _question(row, _("登记业主"), _("业主已登记。"))
    return ask(request, OwnerForm(request.POST or None), question, act)


def transfer(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """All present owners hand the unit over to another from a day on."""
    actor, row = _unit(request, unit_id)
    require(may_edit_register(actor, row.compound_id))

    def act(said: dict[str, Any]) -> None:
        stake = Stake(_holder(said, actor), *said["share"])
        actions.transfer_ownership(
            row, [stake], on=said["day"], basis=said["basis"], by=actor, now=clock.now()
        )

    question = _question(
        row,
        _("过户"),
        _("已过户，原业主的登记到这一天为止。"),
        intro=_("现有业主全部转给新业主。共有人各自转让份额的，请先结束原份额再登记新业主。"),
    )
    form = TransferForm(request.POST or None, initial=starting_today(clock.today()))
    return ask(request, form, question, act)


def end_owner(request: HttpRequest, ownership_id: UUID) -> HttpResponse:
    """Close one owner's row."""
    actor = acting(request)
    row = found(Ownership, actor, ownership_id, "unit", "person", "organisation")
    require(may_edit_register(actor, row.unit.compound_id))

    def act(said: dict[str, Any]) -> None:
        actions.end_ownership(row, on=said["day"], why=said["why"], by=actor, now=clock.now())

    form = EndForm(request.POST or None, initial=starting_today(clock.today()))
    question = _question(row.unit, _("结束一位业主的登记"), _("已结束。"))
    return ask(request, form, question, act)


def add_tenant(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Register a tenant, family or a live-in helper."""
    actor, row = _unit(request, unit_id)
    require(may_edit_residents(actor, row.compound_id))

    def act(said: dict[str, Any]) -> None:
        actions.begin_tenancy(
            row,
            _person(said),
            kind=said["kind"],
            since=said["day"],
            until=said["until"],
            by=actor,
            now=clock.now(),
            once=said["once"],
        )

    form = TenancyForm(request.POST or None, initial=starting_today(clock.today()))
    return ask(request, form, _question(row, _("登记住户"), _("住户已登记。")), act)


@require_POST
def end_tenant(request: HttpRequest, tenancy_id: UUID) -> HttpResponse:
    """Somebody moved out, today."""
    actor = acting(request)
    row = found(Tenancy, actor, tenancy_id, "unit", "person")
    actions.end_tenancy(row, on=clock.today(), by=actor, now=clock.now())
    return redirect("desk:unit", unit_id=row.unit_id)


def add_agent(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Somebody acts for an owner of the unit, by a paper that is kept."""
    actor, row = _unit(request, unit_id)
    require(may_edit_register(actor, row.compound_id))
    holders = {str(o.pk): o.person or o.organisation for o in actions.current_owners(row)}

    def act(said: dict[str, Any]) -> None:
        now = clock.now()
        paper = store(
            actor.street_id,
            said["paper"],
            kind=ACTS_FOR,
            title=_("代为行使权利的证明"),
            klass=Klass.SENSITIVE,
            by=actor,
            today=clock.day_of(now),
            now=now,
        )
        actions.begin_acting_for(
            _person(said),
            holders[said["principal"]],
            kind=said["kind"],
            since=said["day"],
            until=said["until"],
            unit=row,
            paper_id=paper.pk,
            by=actor,
            now=now,
            once=said["once"],
        )

    form = ActsForForm(
        [(key, actions.owner_words(holder)) for key, holder in holders.items()],
        request.POST or None,
        files=request.FILES or None,
        initial=starting_today(clock.today()),
    )
    question = _question(row, _("登记代理人"), _("已登记，证明文件已存档。"))
    return ask(request, form, question, act)


def end_agent(request: HttpRequest, acts_for_id: UUID) -> HttpResponse:
    """A mandate ends."""
    actor = acting(request)
    row = found(ActsFor, actor, acts_for_id, "unit", "agent", "principal", "organisation")
    if row.unit is None:
        raise Refused(Refusal(_("这份委托不限于一套房屋。"), _("请在业主的人员页面办理。")))
    require(may_edit_register(actor, row.unit.compound_id))

    def act(said: dict[str, Any]) -> None:
        actions.end_acting_for(row, on=said["day"], why=said["why"], by=actor, now=clock.now())

    form = EndForm(request.POST or None, initial=starting_today(clock.today()))
    return ask(request, form, _question(row.unit, _("结束代理"), _("已结束。")), act)


def _unit(request: HttpRequest, unit_id: UUID) -> tuple[Actor, Unit]:
    actor = acting(request)
    return actor, found(Unit, actor, unit_id, "compound", "building", "stairwell")


def _question(row: Unit, title: str, done: str, *, intro: str = "") -> Question:
    back = reverse("desk:unit", args=[row.pk])
    listed = f"{reverse('estate:units')}?compound={row.compound.slug}"
    crumbs = [Crumb(row.compound.name, listed), Crumb(row.label, back)]
    return Question(f"{title} · {row.label}", done, back, intro=intro, crumbs=crumbs)


def _person(said: dict[str, Any]) -> PersonDetails:
    """The person the form describes; the verb finds him by identity number or enters him."""
    return actions.details_of(
        said["name"],
        phones=[said["phone"]],
        id_number=said["id_number"],
        id_kind=said["id_kind"],
    )


def _holder(said: dict[str, Any], actor: Actor) -> PersonDetails | Organisation:
    if said["holder"] == "person":
        return _person(said)
    kind, name = Organisation.Kind.COMPANY, said["name"]
    known: Organisation | None = Organisation.objects.of(actor.street_id).filter(name=name).first()
    if known is not None:
        return known
    return actions.register_organisation(
        kind, name, credit=said["credit"], phone=said["phone"], by=actor, now=clock.now()
    )

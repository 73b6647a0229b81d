"""How the cost is shared, and what each home says to its part."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.db import transaction

from mulin.deliver.works.actions.common import alone
from mulin.deliver.works.events import LiftShareAnswered, LiftSharesSet
from mulin.deliver.works.models import Home, Project
from mulin.deliver.works.permissions import HIDDEN, may_carry, may_read_open
from mulin.deliver.works.queries.shares import parts_of
from mulin.ground.estate.models import Ownership
from mulin.ground.estate.queries.holdings import held_on
from mulin.ground.record.verbs import say_there as say
from mulin.kit import money
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, Role, require
from mulin.kit.words import said
from mulin.law.lifts.shares import BY_CODE, BadScheme, Weighing, check, written

LARGEST = 100_000_000_00
"""A hundred million yuan: more is a slip."""
PHONE, DESK = "phone", "desk"
VIAS = {PHONE: said("手机"), DESK: said("窗口代记")}


@dataclass(frozen=True)
class Plan:
    """What is to be shared and how: money in fen, a coefficient for each floor."""

    cost: int
    subsidy: int
    other_money: int
    scheme: str
    weighing: Weighing
    table: Mapping[int, Fraction]
    left_out: Collection[UUID] = ()


def set_shares(project: Project, plan: Plan, *, by: Actor, now: datetime) -> Project:
    """A new round of the plan; what was said to an earlier round no longer counts for it."""
    with transaction.atomic():
        fresh = alone(project, by)
        require(may_carry(by, fresh) or _unusable(plan))
        inside = [h for h in fresh.homes.order_by("order") if h.inside]
        floors = {home.floor for home in inside}
        if not floors <= set(plan.table):
            raise Refused(
                Refusal(said("还有楼层没有填系数。"), said("每一层都要有系数，可以是 0。"))
            )
        for home in inside:
            home.joins = home.pk not in plan.left_out
        fresh.cost, fresh.subsidy, fresh.other_money = plan.cost, plan.subsidy, plan.other_money
        fresh.scheme, fresh.weighing = plan.scheme, plan.weighing
        fresh.table = {str(floor): written(value) for floor, value in sorted(plan.table.items())}
        fresh.round += 1
        try:
            parts_of(fresh, inside)
        except BadScheme as bad:
            raise Refused(Refusal(str(bad))) from None
        fresh.save()
        Home.objects.of(by.street_id).bulk_update(inside, ["joins"])
        event = LiftSharesSet(
            fresh.number,
            fresh.round,
            money.digits(fresh.cost),
            money.digits(fresh.subsidy),
            money.digits(fresh.to_share),
            BY_CODE[plan.scheme].title,
            fresh.table,
            len(inside) - sum(home.joins for home in inside),
        )
        say(event, fresh, by=by, now=now)
        return fresh


def say_to_share(
    home: Home, opinion: str, seen_round: int, *, via: str, by: Actor, now: datetime
) -> Home:
    """An owner says yes or no to his part of the round he saw; the desk may note it for him."""
    with transaction.atomic():
        project = alone(home.project, by)
        require(_may_say(by, project, home, via, now) or _nothing_to_say(project, seen_round))
        fresh = Home.objects.of(by.street_id).select_for_update().get(pk=home.pk)
        word = Home.Opinion(opinion)
        if not word:
            raise Refused(Refusal(said("没有选同意还是不同意。"), said("请选一个。")))
        if (fresh.opinion, fresh.opinion_round) == (word, project.round):
            return fresh
        fresh.opinion, fresh.opinion_round, fresh.opinion_via = word, project.round, via
        fresh.save(update_fields=["opinion", "opinion_round", "opinion_via"])
        event = LiftShareAnswered(
            project.number, project.round, VIAS[via], room=fresh.label, opinion=word.label
        )
        say(event, project, by=by, now=now)
        return fresh


def owns(actor: Actor, unit_id: UUID, now: datetime) -> bool:
    """Whether the actor owns that home today, alone or with others."""
    if actor.person_id is None or unit_id not in actor.units:
        return False
    rows = Ownership.objects.of(actor.street_id).filter(held_on(day_of(now)))
    return bool(rows.filter(unit_id=unit_id, person_id=actor.person_id).exists())


def _may_say(actor: Actor, project: Project, home: Home, via: str, now: datetime) -> Refusal | None:
    if via == DESK:
        return may_carry(actor, project)
    if refused := may_read_open(actor, project):
        return refused
    if not actor.has(Role.OWNER, compound_id=project.compound_id):
        return Refusal(said("只有业主可以对分摊表态。"), said("租户有意见，请告诉业主。"))
    return None if owns(actor, home.unit_id, now) else HIDDEN


def _nothing_to_say(project: Project, seen_round: int) -> Refusal | None:
    if not project.is_open:
        return Refusal(said("这个项目已经结束。"), said("有问题请问加梯办。"))
    if not project.round:
        return Refusal(said("还没有分摊方案。"), said("方案出来以后再表态。"))
    if seen_round != project.round:
        return Refusal(
            said("分摊方案刚刚改过，您看到的是第 {n} 版。", n=seen_round),
            said("请看一看新的数字，再表态。"),
        )
    return None


def _unusable(plan: Plan) -> Refusal | None:
    if plan.scheme not in BY_CODE:
        return Refusal(said("没有选分摊办法。"), said("请从几种办法里选一种，系数可以再改。"))
    if not 0 < plan.cost <= LARGEST:
        return Refusal(
            said("没有填总价，或者总价太大。"), said("填设计、施工、电梯、监理加起来的钱。")
        )
    if plan.subsidy + plan.other_money > plan.cost:
        return Refusal(said("补贴和其他资金超过了总价。"), said("请核对三个数。"))
    try:
        check(plan.table)
    except BadScheme as bad:
        return Refusal(str(bad))
    return None

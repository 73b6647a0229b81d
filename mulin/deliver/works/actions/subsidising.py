"""The subsidy: the street's reading of the rule, an application, and what came of it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.deliver.works.actions.common import alone
from mulin.deliver.works.events import (
    LiftSubsidyApplied,
    LiftSubsidyDecided,
    LiftSubsidyRuleSet,
)
from mulin.deliver.works.models import Project, SubsidyClaim, SubsidyRule
from mulin.deliver.works.permissions import may_keep_papers, may_set_subsidy_rule
from mulin.deliver.works.queries.progress import progress_of
from mulin.ground.record.actions import record
from mulin.ground.record.verbs import say_there as say
from mulin.kit import money
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, require
from mulin.kit.words import said
from mulin.law.cases import LiftSubsidy


def set_subsidy_rule(
    value: LiftSubsidy, source: str, starts_on: date, *, once: UUID, by: Actor, now: datetime
) -> SubsidyRule:
    """Write down how subsidies are reckoned here; an earlier reading stays on the list."""
    require(may_set_subsidy_rule(by) or _bad_rule(value, source))
    with transaction.atomic():
        known: SubsidyRule | None = SubsidyRule.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        made = SubsidyRule(
            id=once,
            street_id=by.street_id,
            percent=value.percent,
            amount=value.amount,
            ceiling=value.ceiling,
            least_floors=value.least_floors,
            source=source.strip()[:200],
            starts_on=starts_on,
            by=by.post or by.name,
        )
        made.save(force_insert=True)
        event = LiftSubsidyRuleSet(value.words, made.source, starts_on)
        record(event, by=by, at=now, on=day_of(now))
        return made


def apply_for_subsidy(
    project: Project, asked: int, day: date, *, rule: str = "", once: UUID, by: Actor, now: datetime
) -> SubsidyClaim:
    """An application was handed in; one at a time, once the lift is registered."""
    with transaction.atomic():
        fresh = alone(project, by)
        known: SubsidyClaim | None = fresh.subsidy_claims.filter(pk=once).first()
        if known is not None:
            return known
        require(may_keep_papers(by, fresh) or _not_to_be_asked(fresh, asked, day, day_of(now)))
        made = SubsidyClaim(
            id=once,
            street_id=fresh.street_id,
            project=fresh,
            asked=asked,
            asked_on=day,
            rule=rule[:400],
        )
        made.save(force_insert=True)
        say(LiftSubsidyApplied(fresh.number, money.digits(asked), day), fresh, by=by, now=now)
        return made


def decide_subsidy(
    claim: SubsidyClaim, received: int, day: date, note: str = "", *, by: Actor, now: datetime
) -> SubsidyClaim:
    """The money came, or (``received`` is 0) it was refused with the reason in ``note``."""
    with transaction.atomic():
        project = alone(claim.project, by)
        fresh: SubsidyClaim = project.subsidy_claims.get(pk=claim.pk)
        if not fresh.waits:
            return fresh
        require(
            may_keep_papers(by, project) or _bad_decision(fresh, received, day, note, day_of(now))
        )
        result = SubsidyClaim.Result.RECEIVED if received else SubsidyClaim.Result.REFUSED
        fresh.result, fresh.received = result, received
        fresh.decided_on, fresh.note = day, note.strip()[:200]
        fresh.save(update_fields=["result", "received", "decided_on", "note"])
        amount = said(" {sum} 元", sum=money.digits(received)) if received else ""
        event = LiftSubsidyDecided(
            project.number, fresh.get_result_display(), amount, day, fresh.note
        )
        say(event, project, by=by, now=now)
        return fresh


def _bad_rule(value: LiftSubsidy, source: str) -> Refusal | None:
    if bool(value.percent) == bool(value.amount):
        return Refusal(
            said("比例和定额要填一个，只填一个。"), said("按总价补的填比例，每台一样多的填定额。")
        )
    if value.percent > 100:
        return Refusal(said("比例超过了百分之百。"), said("请填 1 到 100 的整数。"))
    if not source.strip():
        return Refusal(said("没有写出处。"), said("写发文机关、文号和条款，别人才能复核。"))
    return None


def _not_to_be_asked(project: Project, asked: int, day: date, today: date) -> Refusal | None:
    waiting = project.subsidy_claims.filter(result=SubsidyClaim.Result.WAITING)
    if waiting.exists():
        return Refusal(said("有一份申请还没有结果。"), said("先登记那一份到账或者没有批准。"))
    if project.subsidy_claims.filter(result=SubsidyClaim.Result.RECEIVED).exists():
        return Refusal(said("补贴已经到账，一台电梯只领一次。"), said("补发的差额请在说明里写明。"))
    registered = progress_of(project, today).of("register")
    if registered is None:
        return Refusal(said("还没有办理使用登记。"), said("登记以后再申领，材料里要有使用登记证。"))
    if not registered.day <= day <= today:
        return Refusal(said("申请的日子不对。"), said("应在使用登记以后、今天以前。"))
    if not 0 < asked <= project.cost:
        return Refusal(said("申请的数额不对。"), said("应大于零，不超过方案的总价。"))
    return None


def _bad_decision(
    claim: SubsidyClaim, received: int, day: date, note: str, today: date
) -> Refusal | None:
    if not claim.asked_on <= day <= today:
        return Refusal(said("结果的日子不对。"), said("应在申请以后、今天以前。"))
    if received > claim.project.cost:
        return Refusal(said("到账的钱超过了方案的总价。"), said("请核对数额。"))
    if not received and not note.strip():
        return Refusal(said("没有写为什么没有批准。"), said("照答复上的理由写，业主会问。"))
    return None

"""Who may read what happened. The heads of the days are for everybody."""

from __future__ import annotations

from mulin.ground.record.models import Fact
from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said

READERS = (Role.STREET_OFFICER, Role.AUDITOR)
NO_SUCH_FACT = Refusal(said("没有这条记录。"), said("请回到事实记录里重新查找。"), hidden=True)


def may_read_facts(actor: Actor) -> Refusal | None:
    """Officers and auditors of the street."""
    if actor.has(*READERS):
        return None
    return Refusal(
        said("事实记录由街道工作人员和审计人员查看。"),
        said("每天的链头对所有人公开，您可以在“公开链头”里核对。"),
    )


def may_read_fact(actor: Actor, fact: Fact | None) -> Refusal | None:
    """One fact of the own street."""
    if fact is None or fact.street_id != actor.street_id:
        return NO_SUCH_FACT
    return may_read_facts(actor)


def may_verify(actor: Actor) -> Refusal | None:
    """Whoever may read the chain may have it recomputed."""
    return may_read_facts(actor)

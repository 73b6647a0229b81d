"""Who may see, keep and ask the advisory group, and who reads what was asked."""

from __future__ import annotations

from mulin.decide.committees.models import Advice, Adviser
from mulin.decide.committees.permissions import (
    CARRIERS,
    HIDDEN,
    KEEPERS,
    READERS,
    may_hold_meetings,
)
from mulin.ground.estate.models import Organisation
from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said

NO_ADVICE = Refusal(said("没有找到这一条。"), said("请从顾问团或请教的列表重新进入。"), hidden=True)


def may_see_advisers(actor: Actor) -> Refusal | None:
    """The register of advisers: offices, auditors and committee members of the whole street."""
    if any(grant.role in READERS for grant in actor.grants):
        return None
    return Refusal(
        said("顾问团名册由街道、社区和各小区业委会使用。"), said("想请教的事，请交给本小区业委会。")
    )


def may_keep_advisers(actor: Actor, body: Organisation | None = None) -> Refusal | None:
    """Invite and release advisers: the street, and a community for committees of its own."""
    if body is None:
        held = any(grant.role in KEEPERS for grant in actor.grants)
    else:
        held = actor.has(*KEEPERS, compound_id=body.compound_id)
    if held:
        return None
    if any(grant.role in READERS for grant in actor.grants):
        return Refusal(said("顾问由街道或社区聘请。"), said("愿意当顾问的，请告诉社区。"))
    return HIDDEN


def may_ask_advice(actor: Actor, body: Organisation) -> Refusal | None:
    """Ask: the committee, and the offices that help it."""
    return may_hold_meetings(actor, body)


def may_read_advice(actor: Actor, advice: Advice) -> Refusal | None:
    """Those who carry or audit the asking committee, and the adviser asked."""
    if actor.street_id != advice.street_id:
        return NO_ADVICE
    if actor.has(*READERS, compound_id=advice.body.compound_id) or is_adviser(actor, advice):
        return None
    return NO_ADVICE


def may_carry_advice(actor: Actor, advice: Advice) -> Refusal | None:
    """Choose the adviser, take the question back."""
    if refused := may_read_advice(actor, advice):
        return refused
    if actor.has(*CARRIERS, compound_id=advice.body.compound_id):
        return None
    return Refusal(said("顾问由请教的业委会或社区选。"), said("您可以在这里答复。"))


def may_answer_advice(actor: Actor, advice: Advice) -> Refusal | None:
    """The adviser himself, or an office that writes down what he said."""
    if refused := may_read_advice(actor, advice):
        return refused
    offices = (Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.SYSTEM)
    if is_adviser(actor, advice) or actor.has(*offices, compound_id=advice.body.compound_id):
        return None
    return Refusal(said("由选定的顾问答复。"), said("顾问迟迟不答的，请另选一位或者请社区催。"))


def is_adviser(actor: Actor, advice: Advice) -> bool:
    """Whether the actor is the adviser who was asked."""
    adviser: Adviser | None = advice.adviser
    return (
        adviser is not None and actor.person_id is not None and adviser.person_id == actor.person_id
    )

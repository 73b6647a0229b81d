"""Who keeps the calendar of a street."""

from __future__ import annotations

from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said


def may_enter_notice(actor: Actor) -> Refusal | None:
    """Street officers, whose timetables it moves; the operator's command may too."""
    if actor.has(Role.STREET_OFFICER, Role.SYSTEM):
        return None
    return Refusal(said("放假通知由街道登记。"), said("发现少登或登错，请告诉街道物业办。"))

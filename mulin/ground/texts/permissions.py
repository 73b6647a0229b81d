"""Who may see and change an office's texts. Filling one is judged by the room it is about."""

from __future__ import annotations

from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said

READERS = (
    Role.STREET_OFFICER,
    Role.COMMUNITY_WORKER,
    Role.COMMITTEE_MEMBER,
    Role.AUDITOR,
    Role.SYSTEM,
)


def may_see_texts(actor: Actor) -> Refusal | None:
    """Those who carry procedures: texts hold no data of anybody."""
    if any(grant.role in READERS for grant in actor.grants):
        return None
    return Refusal(
        said("文书文本由街道、社区和业委会使用。"), said("需要空白表格的，请向社区索取。")
    )


def may_change_texts(actor: Actor) -> Refusal | None:
    """The street's officers, whose papers they are."""
    if actor.has(Role.STREET_OFFICER, Role.SYSTEM):
        return None
    return Refusal(said("文本由街道更换。"), said("有修改意见，请告诉街道物业办。"))

"""The group that prepares an assembly or an election: who sits in it, held against the law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mulin.decide.committees.queries.willing import label_of
from mulin.ground.estate.models import Ownership
from mulin.ground.estate.queries.holdings import held_on
from mulin.law import questions as q
from mulin.law.groups import Check, Side, checks
from mulin.law.jurisdiction import Unanswered
from mulin.law.pinned import unpin
from mulin.law.process import Duty
from mulin.law.process_codec import read as read_process
from mulin.law.questions import Question
from mulin.law.shapes import GroupMakeup
from mulin.procedures.models import GroupMember, Procedure

GROUPS: dict[str, tuple[Duty, Question[GroupMakeup]]] = {
    "reelection": (Duty.ELECTION_GROUP, q.ELECTION_GROUP),
    "early_reelection": (Duty.ELECTION_GROUP, q.ELECTION_GROUP),
    "assembly_setup": (Duty.PREPARATION_GROUP, q.PREPARATION_GROUP),
}
"""Process → its group, and what the law is asked of it."""
FORMED = "form_group"
"""The step that forms it; where the region has no such step, it has no group."""


@dataclass(frozen=True)
class GroupCard:
    """The group as the page shows it: its members, and each lawful condition with its numbers."""

    title: str
    members: tuple[GroupMember, ...]
    checks: tuple[Check, ...]
    source: str
    verified: bool

    @property
    def sound(self) -> bool:
        return bool(self.members) and all(check.met for check in self.checks)


def group_title(procedure: Procedure) -> str:
    """What the group is called; empty where the process has none."""
    known = GROUPS.get(procedure.code)
    if known is None or FORMED not in read_process(procedure.process).by_code:
        return ""
    return known[0].label


def members_named(procedure: Procedure) -> list[GroupMember]:
    """Who sits in it now, whoever leads first."""
    rows = GroupMember.objects.of(procedure.street_id).filter(
        procedure=procedure, left_on__isnull=True
    )
    return list(rows.order_by("-leads", "id"))


def group_of(procedure: Procedure) -> GroupCard | None:
    """The group; None where the process or the region has none. One statement."""
    title = group_title(procedure)
    if not title:
        return None
    members = members_named(procedure)
    try:
        ruling = unpin(procedure.law).ask(GROUPS[procedure.code][1], procedure.law_of)
    except Unanswered:
        return GroupCard(title, tuple(members), (), "", verified=False) if members else None
    sides = [Side(one.side) for one in members]
    leaders = [Side(one.side) for one in members if one.leads]
    found = checks(ruling.value, sides, leaders) if members else []
    return GroupCard(title, tuple(members), tuple(found), ruling.source.spaced, ruling.verified)


def owns_here(procedure: Procedure, name: str, room: str, today: date) -> bool:
    """Whether somebody of this name owns that room of the compound today."""
    rows = Ownership.objects.of(procedure.street_id).filter(
        held_on(today),
        unit__compound_id=procedure.compound_id,
        unit__label=label_of(room),
        person__name=name,
    )
    return bool(rows.exists())

"""Carrying a procedure on by the process and the law of today, with the reason on record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import joined, said
from mulin.law.pinned import unpin
from mulin.law.process_codec import read as read_process
from mulin.procedures.actions.reckoning import alone, say
from mulin.procedures.events import ProcedureRepinned
from mulin.procedures.models import Procedure
from mulin.procedures.permissions import may_repin
from mulin.procedures.queries import entries_of
from mulin.procedures.queries.pins import compared, lost_entries, repinned


def repin(procedure: Procedure, why: str, *, by: Actor, now: datetime) -> Procedure:
    """From today on its days follow today's process and law; what was put down stays."""
    today = day_of(now)
    with transaction.atomic():
        fresh = alone(procedure, by)
        require(may_repin(by, fresh))
        if not why.strip():
            raise Refused(
                Refusal(said("没有写为什么改。"), said("例如“新修订的条例施行，街道办公会决定”。"))
            )
        other = repinned(fresh, today)
        lost = lost_entries(read_process(other.process), entries_of(fresh))
        if lost:
            raise Refused(
                Refusal(
                    said("今天的步骤里没有已经登记的这几步：{steps}。", steps="、".join(lost)),
                    said("请先撤回登记，或者照原来的步骤办完。"),
                )
            )
        moved = [row.words for row in compared(fresh, other, today) if row.moved]
        event = ProcedureRepinned(
            fresh.title,
            fresh.number,
            today,
            why.strip()[:200],
            joined("、", moved) if moved else said("没有"),
            str(unpin(fresh.law).opened),
            str(unpin(other.law).opened),
        )
        fresh.process, fresh.law, fresh.repinned_on = other.process, other.law, today
        fresh.save(update_fields=["process", "law", "repinned_on"])
        say(event, fresh, by=by, now=now)
        return fresh

"""Handing out the record of a vote: in public for everyone, in full only with a reason on record.

What is handed out is, value for value, what was committed to the street's chain when the ballots
were opened, with the proof of it; where the data has changed since, nothing is handed out.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from mulin.decide.assembly.actions.saying import say
from mulin.decide.assembly.events import DecisionExported
from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.permissions import may_export
from mulin.decide.assembly.queries.integrity import Altered, as_committed
from mulin.decide.assembly.queries.judging import Judged, judging_fact
from mulin.ground.record.models import Fact
from mulin.ground.record.proofs import proof_of
from mulin.ground.record.sealer import drain
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said
from mulin.law.record import proof

NOT_YET = Refusal(
    said("还没有公告结果，公开记录还没有生成。"), said("结果公告以后任何人都可以下载。")
)
NOT_JUDGED = Refusal(
    said("还没有开票计票，没有可以导出的记录。"), said("两名计票人开票以后才能导出。")
)


def public_document(poll: Poll, *, now: datetime) -> dict[str, Any]:
    """``mulin-public/1`` with its proof: totals anybody can recount, nobody's vote.

    Puts no fact on record.
    """
    if poll.state not in {Poll.State.ANNOUNCED, Poll.State.FINAL}:
        raise Refused(NOT_YET)
    judged, fact = _as_committed(poll)
    return judged.public | _proved(poll, fact, now)


def export_full(poll: Poll, reason: str, *, by: Actor, now: datetime) -> dict[str, Any]:
    """``mulin-decision/1`` with its result and proof; who took it and why is on record."""
    require(may_export(by, poll))
    if not reason.strip():
        raise Refused(Refusal(said("没有写导出的理由。"), said("例如“法院调取，案号……”。")))
    with transaction.atomic():
        judged, fact = _as_committed(poll)
        say(DecisionExported(poll.title, said("完整记录"), reason.strip()), poll, by=by, now=now)
    drain(poll.street_id, now=now)
    own = {"poll": poll.number, "result": judged.result}
    return judged.full | own | _proved(poll, fact, now)


def _as_committed(poll: Poll) -> tuple[Judged, Fact]:
    """The poll judged once more, and the fact that committed to it. Refused where they differ."""
    fact = judging_fact(poll)
    if fact is None or not poll.is_judged:
        raise Refused(NOT_JUDGED)
    try:
        return as_committed(poll, fact), fact
    except Altered as altered:
        told = said("没有导出：{altered}。", altered=altered)
        raise Refused(
            Refusal(told, said("请不要再改动数据，立即联系系统管理员核对。"))
        ) from altered


def _proved(poll: Poll, fact: Fact, now: datetime) -> dict[str, Any]:
    """Head and proof: up to the day of the announcement, so that its printed head lies on the way."""
    found = proof_of(fact, poll.announced_on or day_of(fact.at), now=now)
    head = {"date": found.head.day.isoformat(), "hash": found.head.hash}
    return {"head": head, "proof": proof.write(found)}

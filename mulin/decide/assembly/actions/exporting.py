"""Handing out the record of a vote: in public for everyone, in full only with a reason on record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from mulin.decide.assembly.actions.counting import rejudged
from mulin.decide.assembly.actions.saying import say
from mulin.decide.assembly.events import DecisionExported
from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.permissions import may_export
from mulin.decide.assembly.queries.result_page import verdicts_of
from mulin.ground.record.models import Head
from mulin.ground.record.sealer import GENESIS, drain
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.law.record import decision_record, public_record

NOT_YET = Refusal("还没有公告结果，公开记录还没有生成。", "结果公告以后任何人都可以下载。")


def public_document(poll: Poll, *, now: datetime) -> dict[str, Any]:
    """``mulin-public/1``: totals anybody can recount, nobody's vote. Puts no fact on record."""
    if poll.state not in {Poll.State.ANNOUNCED, Poll.State.FINAL}:
        raise Refused(NOT_YET)
    record, _ = rejudged(poll)
    head = Head.objects.of(poll.street_id).first()
    day = poll.announced_on or day_of(now)
    return public_record.write(
        public_record.make(record),
        verdicts_of(poll),
        poll=poll.number,
        head=(day, head.hash if head else GENESIS),
    )


def export_full(poll: Poll, reason: str, *, by: Actor, now: datetime) -> dict[str, Any]:
    """``mulin-decision/1`` with its result; who took it and why is on record."""
    require(may_export(by, poll))
    if not reason.strip():
        raise Refused(Refusal("没有写导出的理由。", "例如“法院调取，案号……”。"))
    with transaction.atomic():
        record, result = rejudged(poll)
        say(DecisionExported(poll.title, "完整记录", reason.strip()), poll, by=by, now=now)
    head = drain(poll.street_id, now=now)
    return decision_record.write(record) | {
        "poll": poll.number,
        "result": result,
        "head": {"date": day_of(now).isoformat(), "hash": head.hash},
    }

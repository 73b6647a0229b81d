"""The sealer as a tick of the worker, and the whole chain recomputed as a job."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.db import DatabaseError

from mulin.ground.jobs.registry import GiveUp, Progress, every, job
from mulin.ground.record import queries, sealer
from mulin.ground.record.verify import verify_street
from mulin.kit.words import said

log = logging.getLogger("mulin.record")


@every(seconds=1)
def seal(*, now: datetime) -> int:
    """Link what was committed since, street by street; one street's trouble stops no other."""
    sealed = 0
    for street in queries.streets():
        try:
            sealed += sealer.tick(street.pk, now=now)
        except DatabaseError:
            log.exception("the chain of %s was not sealed", street.slug)
    return sealed


@every(seconds=60)
def watch(*, now: datetime) -> int:
    """Sound the alarm where a fact has waited for its link for more than a minute."""
    late = 0
    for street in queries.streets():
        waiting = queries.late_facts(street.pk, now)
        if waiting:
            log.error("%s: %d facts wait for their link for over a minute", street.slug, waiting)
        late += waiting
    return late


@job("verify_chain", title=said("核对存证链"), attempts=2)
def verify_chain(payload: dict[str, Any], *, progress: Progress, now: datetime) -> dict[str, Any]:
    """Seal what waits, then recompute every digest, commitment and link of the street."""
    total = sealer.drain(progress.street_id, now=now).seq
    verdict = verify_street(
        progress.street_id,
        report=lambda done: progress.report(done, total, said("已核对 {done} 环", done=done)),
    )
    if not verdict.holds:
        raise GiveUp(
            said(
                "存证链不成立：{broken}。请立即联系系统管理员，不要再做任何改动。",
                broken=verdict.broken,
            )
        )
    progress.report(
        verdict.links, verdict.links, said("{links} 环前后相连，没有断开。", links=verdict.links)
    )
    return {"links": verdict.links, "head": verdict.head}

"""Admission: something that was asked of compound A's community."""

from __future__ import annotations

from datetime import date

from mulin.discover.admission.models import Push, PushTarget
from tests.cast import Cast, stable_id
from tests.isolation.keeping import Examples, kept


def push(cast: Cast) -> Push:
    row = Push(
        id=stable_id("push"),
        street=cast.yun,
        number="XP-2025-0001",
        department="云栖苑商务局",
        title="云栖苑网店统计",
        state=Push.State.ADMITTED,
        asked_on=date(2026, 3, 1),
        asked_by="云栖苑街道",
    )
    found: Push = kept(row)
    push_target(cast, found)
    return found


def push_target(cast: Cast, of: Push | None = None) -> PushTarget:
    row = PushTarget(
        id=stable_id("push target"),
        street=cast.yun,
        push=of or push(cast),
        community=cast.a.community,
    )
    found: PushTarget = kept(row)
    return found


EXAMPLES: Examples = {
    "push_id": lambda cast: push(cast).pk,
    "push_target_id": lambda cast: push_target(cast).pk,
}

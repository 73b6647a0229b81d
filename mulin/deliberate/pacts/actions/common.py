"""What the verbs share: a version held alone, a fact said about it, words that must not be empty."""

from __future__ import annotations

from datetime import datetime

from mulin.deliberate.pacts.models import Version
from mulin.deliberate.pacts.permissions import HIDDEN, may_draft
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.ground.record.verbs import hold
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said


def alone(version: Version, by: Actor) -> Version:
    """The version as it stands now, held until the verb ends; HIDDEN where it is another street's."""
    return hold(version, by, HIDDEN, "pact__compound", "street")


def drafting(version: Version, by: Actor) -> Version:
    """:func:`alone`, for somebody who may draft."""
    fresh = alone(version, by)
    require(may_draft(by, fresh.pact.compound_id))
    return fresh


def still_open(version: Version) -> Refusal | None:
    """Clauses change until the version is put to the vote."""
    if version.is_open:
        return None
    return Refusal(
        said("这一版{state}，条款不能再改。", state=version.get_state_display()),
        said("要改的，起草下一版。"),
    )


def say(event: Event, version: Version, *, by: Actor, now: datetime) -> None:
    """Put one fact on record about a version."""
    record(
        event,
        by=by,
        at=now,
        on=day_of(now),
        subject_id=version.pk,
        compound_id=version.pact.compound_id,
    )


def words(typed: str, longest: int, what: str, how: str, *, lines: bool = False) -> str:
    """``typed``, on one line unless ``lines``. Raises Refused where nothing was written, or more
    than fits."""
    plain = typed.replace("\r\n", "\n").strip() if lines else " ".join(typed.split())
    if not plain:
        raise Refused(Refusal(what, how))
    if len(plain) > longest:
        raise Refused(Refusal(said("写得太长，最多 {n} 个字。", n=longest), how))
    return plain

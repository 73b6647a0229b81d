"""What a screen of a draft showed, as one fingerprint.

Two people, or one in two windows, work on a draft: whoever saves or locks says what he saw, and is
told where it changed since, instead of covering up what the other wrote.
"""

from __future__ import annotations

from typing import Any

from mulin.decide.assembly.models import Candidate, Motion, Poll, PollOfficer
from mulin.decide.assembly.rollmaking import Roll
from mulin.ground.record.models import Fact
from mulin.kit.canonical import fingerprint
from mulin.kit.clock import SHANGHAI
from mulin.kit.rights import Refusal
from mulin.kit.words import said

HEADING = (
    "title",
    "convener",
    "contact_name",
    "contact_phone",
    "return_place",
    "opens_on",
    "closes_at",
    "concerns_id",
    "reminder_days",
)
RULES = ("rules", "rule_sources", "online_counts")
MOTION = ("kind", "title", "text", "scope", "scope_ids", "seats", "cost", "payment")
CANDIDATE = ("standing", "statement", "disclosure", "bar", "bar_source", "bar_answer")


def heading_of(poll: Poll) -> str:
    """The first screen."""
    return fingerprint(_values(poll, HEADING))


def counting_rules_of(poll: Poll) -> str:
    """The screen of the counting rules."""
    return fingerprint(_values(poll, RULES))


def motion_as(motion: Motion | None) -> str:
    """One motion's screen; empty for one that is not there."""
    return fingerprint(_values(motion, MOTION)) if motion is not None else ""


def candidate_as(candidate: Candidate | None) -> str:
    """What stands beside one candidate's name; empty for somebody not on the list."""
    return fingerprint(_values(candidate, CANDIDATE)) if candidate is not None else ""


def whole_of(poll: Poll, roll: Roll) -> str:
    """Everything that locking settles: heading, motions, candidates, rules, officers and roll."""
    street = poll.street_id
    motions = list(Motion.objects.of(street).filter(poll=poll).order_by("order"))
    standing = Candidate.objects.of(street).filter(motion__poll=poll).order_by("motion", "order")
    officers = PollOfficer.objects.of(street).filter(poll=poll).order_by("id")
    parts = [
        _values(poll, HEADING + RULES),
        [[str(m.pk), str(m.paper_id), *_values(m, MOTION)] for m in motions],
        [[str(c.motion_id), str(c.person_id), *_values(c, CANDIDATE)] for c in standing],
        [[str(o.person_id), o.duty, o.standing] for o in officers],
        [[e.key, e.area, e.cluster, e.names] for e in roll.entries],
        [[u.label, u.area, u.use, u.status] for u in roll.units],
        [[h.signer, str(h.person_id), h.acts_as] for h in roll.holders],
    ]
    return fingerprint(parts)


def overtaken(poll: Poll, seen: str, now_is: str) -> Refusal | None:
    """Who changed it, when and what, where it is no longer what was seen; ``seen`` may be unsaid."""
    if not seen or seen == now_is:
        return None
    last = Fact.objects.of(poll.street_id).filter(subject_id=poll.pk).order_by("-id").first()
    if last is None:
        why = said("您打开这页以后，这里又改过了。")
    else:
        why = said(
            "您打开这页以后，这份草稿又改过：{at}，{by}，{what}",
            at=f"{last.at.astimezone(SHANGHAI):%H:%M}",
            by=last.by,
            what=last.sentence,
        )
    return Refusal(why, said("您写的都还在。请对照现在存的内容，再保存一次就以您写的为准。"))


def _values(row: Any, names: tuple[str, ...]) -> list[str]:
    return [fingerprint(_plain(getattr(row, name))) for name in names]


def _plain(value: Any) -> Any:
    """Days, instants and identifiers as words; what JSON has, as it is."""
    return value if isinstance(value, dict | list | str | int | None) else str(value)

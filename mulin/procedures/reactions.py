"""Which fact of which room carries which step on: one visible table (house rule 9).

Rooms know no procedures and send no signals. The facts they put on record are read afterwards, link
by link of the street's chain (``actions/carrying.py``), and each is held against these rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from uuid import UUID

from django.db.models import Q

from mulin.decide.assembly.queries.standing import (
    NOT_PASSED,
    PASSED,
    QUORUM_FAILED,
    standings_of,
)
from mulin.decide.committees.actions.meetings import STEPS
from mulin.decide.committees.models import Meeting as Sitting
from mulin.deliberate.mediation.models import Dispute
from mulin.deliberate.meetings.models import AgendaItem, Assignment, Meeting
from mulin.ground.notices.models import PublicNotice
from mulin.ground.record.models import Fact
from mulin.kit.clock import day_of
from mulin.law.process import Step
from mulin.law.process_catalogue import process_named
from mulin.procedures.lift_facts import as_written, of_the_step
from mulin.procedures.models import Piece

Room = Piece.Room
OPENED = ""
"""The step that opened the piece of work the fact speaks of."""


class Does(StrEnum):
    """What a fact does to a step."""

    DONE = "done"
    FIXED = "fixed"
    GONE = "gone"
    UNDONE = "undone"
    OVER = "over"


def of_the_fact(fact: Fact) -> date | None:
    """The day on which it was put on record."""
    return fact.on


def posted(fact: Fact) -> date | None:
    """The day on which a notice was seen hanging."""
    return date.fromisoformat(str(fact.body["posted_on"]))


def told(fact: Fact) -> date | None:
    """The day the fact itself names."""
    return date.fromisoformat(str(fact.body["day"]))


def met(fact: Fact) -> date | None:
    """The day on which the meeting was held."""
    meeting = Meeting.objects.of(fact.street_id).filter(pk=fact.subject_id).first()
    return day_of(meeting.starts_at) if meeting is not None else None


def since(fact: Fact) -> date | None:
    """The day from which somebody holds a post."""
    return date.fromisoformat(str(fact.body["since"]))


def voting_begins(fact: Fact) -> date | None:
    """The first day of voting of the vote the fact is about."""
    found = standings_of(fact.street_id, [fact.subject_id]) if fact.subject_id else {}
    return next((standing.opens_on for standing in found.values()), None)


def only_one(fact: Fact, step: Step, subject: UUID | None) -> str | None:
    """For steps that can end in one way only; the others are for people to judge."""
    return None if step.outcomes else ""


def as_counted(fact: Fact, step: Step, subject: UUID | None) -> str | None:
    """How the vote ended, as the step calls it; None where people must say what it means."""
    if not step.outcomes:
        return ""
    found = standings_of(fact.street_id, [fact.subject_id]) if fact.subject_id else {}
    ended = next((standing.ended for standing in found.values()), "")
    possible = {outcome.code for outcome in step.outcomes}
    return next((code for code in OUTCOMES.get(ended, ()) if code in possible), None)


OUTCOMES: dict[str, tuple[str, ...]] = {
    PASSED: ("elected", "agreed", "removed"),
    QUORUM_FAILED: ("quorum_failed", "not_agreed", "kept"),
    NOT_PASSED: ("not_elected", "not_agreed", "kept"),
}
"""How a vote ended → what a step may call that, the first that it has."""


def as_talked_over(fact: Fact, step: Step, subject: UUID | None) -> str | None:
    """What the meeting came to over the issue the procedure is about; over all of them where it is
    about the meeting, and they came to the same; else people must say."""
    possible = {outcome.code for outcome in step.outcomes}
    if not possible or "held" in possible:
        return "held" if possible else ""
    items = AgendaItem.objects.of(fact.street_id).filter(meeting_id=fact.subject_id)
    if subject != fact.subject_id:
        items = items.filter(issue_id=subject)
    came_to = set(items.values_list("outcome", flat=True))
    return came_to.pop() if len(came_to) == 1 and came_to <= possible else None


def as_sat(fact: Fact, step: Step, subject: UUID | None) -> str | None:
    """Whether the committee had its quorum; a step without outcomes is done by a meeting that had."""
    meeting = Sitting.objects.of(fact.street_id).filter(pk=fact.subject_id).first()
    if meeting is None:
        return None
    if not step.outcomes:
        return "" if meeting.state == Sitting.State.HELD else None
    return {Sitting.State.HELD: "decided", Sitting.State.NO_QUORUM: "no_quorum"}.get(meeting.state)


def anybody(fact: Fact) -> bool:
    """Every fact of the kind."""
    return True


def before_its_time(fact: Fact) -> bool:
    """A notice came down while the law still wanted it to hang."""
    rows = PublicNotice.objects.of(fact.street_id).filter(subject_id=fact.subject_id)
    return any(n.ends_on is None or fact.on <= n.ends_on for n in rows)


def noted(fact: Fact, *, what: str) -> bool:
    """The fact notes this about a meeting of a committee."""
    return bool(fact.body["what"] == STEPS[what][2])


def nothing_is_left(fact: Fact) -> bool:
    """Every responsibility the issue's meetings gave out is carried out."""
    rows = Assignment.objects.of(fact.street_id).filter(issue_id=fact.subject_id)
    return not rows.filter(done_on__isnull=True).exists()


def mediated(fact: Fact) -> bool:
    """The mediation is over, with an agreement in force or because somebody does not want it."""
    over = (Dispute.State.AGREED, Dispute.State.DONE, Dispute.State.REFUSED)
    rows = Dispute.objects.of(fact.street_id).filter(pk=fact.subject_id, state__in=over)
    return bool(rows.exists())


def leads_a_committee(fact: Fact) -> bool:
    """Somebody became chair of an owners' committee."""
    title = str(fact.body.get("title", ""))
    where = str(fact.body.get("organisation") or fact.body.get("body") or "")
    named = "业委会" in where or "业主委员会" in where
    return named and title.startswith("主任")


def no_paper(fact: Fact) -> list[UUID]:
    """The fact is evidence enough."""
    return []


def posted_paper(fact: Fact) -> list[UUID]:
    """The papers that hang for what the fact is about, but the result's."""
    return _papers(fact, result=False)


def result_paper(fact: Fact) -> list[UUID]:
    """The announcement of the result."""
    return _papers(fact, result=True)


def _papers(fact: Fact, *, result: bool) -> list[UUID]:
    rows = PublicNotice.objects.of(fact.street_id).filter(
        subject_id=fact.subject_id, paper_id__isnull=False, withdrawn_on__isnull=True
    )
    named = rows.filter(purpose="result") if result else rows.filter(~Q(purpose="result"))
    return list(named.order_by("id").values_list("paper_id", flat=True))


@dataclass(frozen=True)
class Reaction:
    """A fact of this kind, about a piece of work in this room, does this to this step.

    ``room`` is None for facts of a compound that no step opened. ``day`` and ``outcome`` give None
    where the fact does not say: then people put the step down. ``outcome`` is told the piece of work's
    subject, too: a fact of a meeting says something of each of its issues. ``papers`` become evidence.
    """

    fact: str
    room: Piece.Room | None
    does: Does
    step: str = OPENED
    day: Callable[[Fact], date | None] = of_the_fact
    outcome: Callable[[Fact, Step, UUID | None], str | None] = only_one
    holds: Callable[[Fact], bool] = anybody
    papers: Callable[[Fact], list[UUID]] = no_paper


def _lift(code: str) -> tuple[Reaction, Reaction]:
    holds = partial(of_the_step, code=code)
    return (
        Reaction("LiftStepReached", Room.LIFT, Does.DONE, code, told, as_written, holds),
        Reaction("LiftStepWithdrawn", Room.LIFT, Does.UNDONE, code, holds=holds),
    )


LIFT_STEPS = tuple(
    row for step in process_named("elevator_retrofit").steps for row in _lift(step.code)
)
"""Each step of a lift is written down in its own room and carried over from there."""


def _noted(what: str, step: str) -> Reaction:
    holds = partial(noted, what=what)
    return Reaction("CommitteeMeetingNoted", Room.COMMITTEE, Does.DONE, step, day=told, holds=holds)


REACTIONS: tuple[Reaction, ...] = (
    # fact                      of             does         which step
    Reaction("PollLocked", Room.VOTE, Does.FIXED, day=voting_begins),
    Reaction("PollPosted", Room.VOTE, Does.DONE, "announce", papers=posted_paper),
    Reaction("PollJudged", Room.VOTE, Does.DONE, outcome=as_counted),
    Reaction("ResultAnnounced", Room.VOTE, Does.DONE, "publish_result", papers=result_paper),
    Reaction("PollVoided", Room.VOTE, Does.GONE),
    Reaction("DraftDiscarded", Room.VOTE, Does.GONE),
    Reaction("NoticePosted", Room.NOTICE, Does.DONE, day=posted, papers=posted_paper),
    Reaction("NoticeWithdrawn", Room.NOTICE, Does.GONE, holds=before_its_time),
    Reaction("MeetingHeld", Room.MEETING, Does.DONE, day=met, outcome=as_talked_over),
    Reaction("MeetingHeld", Room.MEETING, Does.DONE, "minutes"),
    Reaction("MeetingPublished", Room.MEETING, Does.DONE, "publish"),
    Reaction("AssignmentDone", Room.MEETING, Does.DONE, "carry_out", holds=nothing_is_left),
    Reaction("IssueFedBack", Room.MEETING, Does.DONE, "feed_back"),
    Reaction("IssueClosed", Room.MEETING, Does.DONE, "evaluate"),
    Reaction("MeetingNotHeld", Room.MEETING, Does.GONE),
    Reaction("MeetingCalled", Room.ISSUE, Does.DONE, "choose", papers=posted_paper),
    Reaction("MeetingHeld", Room.ISSUE, Does.DONE, "deliberate", day=met, outcome=as_talked_over),
    Reaction("AssignmentDone", Room.ISSUE, Does.DONE, "carry_out", holds=nothing_is_left),
    Reaction("IssueFedBack", Room.ISSUE, Does.DONE, "feed_back"),
    Reaction("IssueClosed", Room.ISSUE, Does.DONE, "evaluate"),
    Reaction("IssuesMerged", Room.ISSUE, Does.GONE),
    Reaction("IssueDeclined", Room.ISSUE, Does.GONE),
    _noted("notice", "publish_agenda"),
    _noted("tell", "tell_residents_committee"),
    Reaction("CommitteeMeetingHeld", Room.COMMITTEE, Does.DONE, day=told, outcome=as_sat),
    _noted("publish", "publish_decision"),
    Reaction("CommitteeMeetingVoided", Room.COMMITTEE, Does.GONE),
    Reaction("MatterClosed", Room.MATTER, Does.DONE),
    Reaction("AccordSigned", Room.MEDIATION, Does.DONE, holds=mediated),
    Reaction("AccordReached", Room.MEDIATION, Does.DONE, holds=mediated),
    Reaction("DisputeEnded", Room.MEDIATION, Does.DONE),
    Reaction("ConsentNoted", Room.MEDIATION, Does.DONE, holds=mediated),
    Reaction("DisputeBarred", Room.MEDIATION, Does.GONE),
    *LIFT_STEPS,
    Reaction("LiftProjectEnded", Room.LIFT, Does.OVER),
    Reaction("Appointed", None, Does.DONE, "first_meeting", since, holds=leads_a_committee),
    Reaction("BodyMemberSeated", None, Does.DONE, "first_meeting", since, holds=leads_a_committee),
)

KINDS = frozenset(reaction.fact for reaction in REACTIONS)
"""Kinds of facts that can carry a step on."""
ALONE = frozenset(reaction.fact for reaction in REACTIONS if reaction.room is None)
"""Those that need no piece of work opened by a step."""
OF_ISSUES = frozenset({"AssignmentDone", "IssueFedBack", "IssueClosed"})
"""Those that speak of an issue, and so of the meetings it was talked over in."""
OF_MEETINGS = frozenset({"MeetingCalled", "MeetingHeld"})
"""Those that speak of a meeting, and so of the issues it talks over."""


def subjects_of(fact: Fact) -> list[UUID]:
    """The pieces of work a fact speaks of: its subject, an issue's meetings, a meeting's issues."""
    if fact.subject_id is None:
        return []
    items = AgendaItem.objects.of(fact.street_id)
    beside: Iterable[UUID] = ()
    if fact.kind in OF_ISSUES:
        beside = items.filter(issue_id=fact.subject_id).values_list("meeting_id", flat=True)
    elif fact.kind in OF_MEETINGS:
        beside = items.filter(meeting_id=fact.subject_id).values_list("issue_id", flat=True)
    return [fact.subject_id, *beside]


def reactions_to(fact: Fact, room: str | None) -> tuple[Reaction, ...]:
    """The rows for a fact about a piece of work in a room, or about none."""
    rows = (r for r in REACTIONS if r.fact == fact.kind and r.room == room)
    return tuple(row for row in rows if row.holds(fact))

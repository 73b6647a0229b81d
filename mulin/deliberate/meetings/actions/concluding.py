"""What a meeting came to: minutes, outcomes, the list of responsibilities, and their end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.deliberate.meetings.actions.calling import still_called
from mulin.deliberate.meetings.actions.common import alone
from mulin.deliberate.meetings.events import AssignmentDone, MeetingHeld, MeetingPublished
from mulin.deliberate.meetings.models import AgendaItem, Assignment, Issue, Meeting, Party
from mulin.deliberate.meetings.permissions import HIDDEN, may_carry
from mulin.deliberate.meetings.queries.meetings import (
    assignments_of,
    came_to,
    items_of,
    quorum_of,
)
from mulin.ground.notices.actions.board import NoticeDraft, publish
from mulin.ground.notices.models import PublicNotice
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass
from mulin.ground.record.verbs import say_there as say
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.words import joined, said
from mulin.law.questions import DecisionKind

PROOF = "meetings.proof"
"""The kind of paper that shows a responsibility was carried out."""
LONGEST_MINUTES = 4000
Outcome = AgendaItem.Outcome


@dataclass(frozen=True)
class Job:
    """A line of the list of responsibilities: the party, what, until when."""

    party_id: UUID
    text: str
    due_on: date


@dataclass(frozen=True)
class Conclusion:
    """What was made of one issue. ``touches``: the matter of art. 278 it would decide, or empty."""

    outcome: str
    words: str
    touches: str = ""
    jobs: tuple[Job, ...] = ()


def conclude_meeting(
    meeting: Meeting,
    minutes: str,
    conclusions: Mapping[UUID, Conclusion],
    *,
    by: Actor,
    now: datetime,
) -> Meeting:
    """Put the minutes down, with an outcome for every issue on the agenda, by its item's key.

    Refused without a quorum of parties; and where a meeting would decide what only the owners'
    vote can (民法典第278条).
    """
    if not minutes.strip() or len(minutes) > LONGEST_MINUTES:
        raise Refused(
            Refusal(
                said("纪要没有写，或者超过 {n} 字。", n=LONGEST_MINUTES),
                said("写清各方说了什么、怎样定的。"),
            )
        )
    with transaction.atomic():
        fresh = alone(meeting, by)
        require(may_carry(by, fresh.compound_id) or still_called(fresh) or _has_begun(fresh, now))
        require(quorum_of(fresh).refusal)
        items = list(
            AgendaItem.objects.of(by.street_id).filter(meeting=fresh).select_related("issue")
        )
        parties = {p.pk for p in Party.objects.of(by.street_id).filter(meeting=fresh)}
        for item in items:
            require(_fits(item, conclusions.get(item.pk), parties, day_of(now)))
        jobs = [job for item in items for job in _settle(item, conclusions[item.pk], now)]
        Assignment.objects.bulk_create(jobs)
        fresh.state, fresh.minutes = Meeting.State.HELD, minutes.strip()
        fresh.minuted_on = day_of(now)
        fresh.save(update_fields=["state", "minutes", "minuted_on"])
        say(_held(fresh, items, len(jobs)), fresh, by=by, now=now)
        return fresh


def publish_result(meeting: Meeting, *, by: Actor, now: datetime) -> Meeting:
    """Hang what the meeting came to on the public board: 一公开."""
    with transaction.atomic():
        fresh = alone(meeting, by)
        require(may_carry(by, fresh.compound_id))
        if fresh.state == Meeting.State.PUBLISHED:
            return fresh
        if fresh.state != Meeting.State.HELD:
            raise Refused(Refusal(said("纪要还没有整理。"), said("先登记会议结果。")))
        today = day_of(now)
        fresh.state, fresh.published_on = Meeting.State.PUBLISHED, today
        fresh.save(update_fields=["state", "published_on"])
        publish(
            fresh.compound,
            NoticeDraft(
                kind=PublicNotice.Kind.ANNOUNCEMENT,
                purpose="meeting_result",
                title=said("{form}结果：{title}", form=fresh.form, title=fresh.title)[:160],
                body=_told(fresh),
                starts_on=today,
                subject_id=fresh.pk,
            ),
        )
        say(MeetingPublished(fresh.title, fresh.number), fresh, by=by, now=now)
        return fresh


def finish_assignment(
    assignment: Assignment,
    note: str,
    file: tuple[str, Readable] | None = None,
    *,
    by: Actor,
    now: datetime,
) -> Assignment:
    """A party did what it had taken on; with the last line done, the issue is carried out."""
    how = words(note, 200, said("没有写怎样办的。"), said("一句话写清办成了什么。"))
    with transaction.atomic():
        issue = alone(assignment.issue, by)
        require(may_carry(by, issue.compound_id))
        rows = Assignment.objects.of(by.street_id).select_related("party")
        fresh: Assignment | None = rows.filter(pk=assignment.pk, issue=issue).first()
        if fresh is None:
            raise Refused(HIDDEN)
        if fresh.done_on is not None:
            return fresh
        today = day_of(now)
        fresh.done_on, fresh.done_note = today, how
        if file is not None:
            fresh.paper = store(
                by.street_id, file[1], kind=PROOF, title=file[0][:200], klass=Klass.INTERNAL,
                by=by, today=today, now=now,
            )  # fmt: skip
        fresh.save(update_fields=["done_on", "done_note", "paper"])
        _carry_out(issue, today)
        late = said("（晚了）") if today > fresh.due_on else ""
        event = AssignmentDone(fresh.party.name, fresh.text, issue.number, today, late, how)
        say(event, issue, by=by, now=now)
        return fresh


def _carry_out(issue: Issue, today: date) -> None:
    left = Assignment.objects.of(issue.street_id).filter(issue=issue, done_on__isnull=True)
    if issue.state == Issue.State.AGREED and not left.exists():
        issue.state, issue.carried_out_on = Issue.State.CARRIED_OUT, today
        issue.save(update_fields=["state", "carried_out_on"])


def _held(meeting: Meeting, items: Sequence[AgendaItem], jobs: int) -> MeetingHeld:
    counted = Counter(Outcome(item.outcome).label for item in items)
    outcomes = joined(
        "、", [said("{label} {n} 项", label=label, n=n) for label, n in counted.items()]
    )
    return MeetingHeld(meeting.title, meeting.number, len(came_to(meeting)), outcomes, jobs)


def _has_begun(meeting: Meeting, now: datetime) -> Refusal | None:
    if now >= meeting.starts_at:
        return None
    return Refusal(said("会议还没有开始。"), said("开完以后再登记结果；改期的请先取消。"))


def _fits(
    item: AgendaItem, told: Conclusion | None, parties: set[UUID], today: date
) -> Refusal | None:
    named = item.issue.title
    if told is None or told.outcome not in Outcome.values:
        return Refusal(said("“{title}”没有选结果。", title=named), said("每个议题都要有结果。"))
    if not told.words.strip():
        return Refusal(said("“{title}”没有写结论。", title=named), said("一两句话写清定了什么。"))
    if told.touches and told.touches not in set(DecisionKind):
        return Refusal(said("没有这个共同决定事项。"), said("请从列表里选。"))
    if told.touches and told.outcome == Outcome.AGREED:
        kind = DecisionKind(told.touches)
        return Refusal(
            said(
                "“{title}”属于业主共同决定事项：{kind}（民法典第278条{numeral}），会议不能定。",
                title=named,
                kind=kind.label,
                numeral=kind.numeral,
            ),
            said("请选“转业主大会表决”；会议可以先形成方案。"),
        )
    if told.outcome == Outcome.TO_THE_OWNERS and not told.touches:
        return Refusal(
            said("“{title}”转表决，没有选是哪一项共同决定事项。", title=named),
            said("请从民法典第278条的九项里选一项。"),
        )
    return _jobs_fit(named, told, parties, today)


def _jobs_fit(named: str, told: Conclusion, parties: set[UUID], today: date) -> Refusal | None:
    if told.outcome == Outcome.AGREED and not told.jobs:
        return Refusal(
            said("“{title}”商量成了，没有写谁办。", title=named),
            said("责任清单至少写一项：哪一方、办什么、哪天办完。"),
        )
    for job in told.jobs:
        if job.party_id not in parties or not job.text.strip() or job.due_on < today:
            return Refusal(
                said("“{title}”的责任清单没有写全。", title=named),
                said("每一项写清哪一方、办什么、哪天办完；日期不能已经过去。"),
            )
    return None


def _settle(item: AgendaItem, told: Conclusion, now: datetime) -> Sequence[Assignment]:
    """Write the outcome on the item and on its issue; the lines of its list, not yet written."""
    item.outcome, item.conclusion = told.outcome, told.words.strip()[:400]
    item.save(update_fields=["outcome", "conclusion"])
    issue = item.issue
    issue.state, issue.touches = Issue.State(told.outcome), told.touches
    issue.deliberated_on = day_of(now)
    issue.save(update_fields=["state", "touches", "deliberated_on"])
    return [
        Assignment(
            street_id=item.street_id,
            item=item,
            issue=issue,
            party_id=job.party_id,
            text=job.text.strip()[:200],
            due_on=job.due_on,
        )
        for job in told.jobs
    ]


def _told(meeting: Meeting) -> str:
    """The result as the board shows it: outcomes and who does what, no names of persons."""
    by_item: dict[UUID, list[str]] = {}
    for job in assignments_of(meeting):
        by_item.setdefault(job.item_id, []).append(
            said("　{day} 前 {party}：{text}", day=job.due_on, party=job.party.name, text=job.text)
        )
    lines: list[str] = []
    for item in items_of(meeting):
        outcome = item.get_outcome_display()
        lines.append(f"{item.order}. {item.issue.title} [{outcome}] {item.conclusion}")
        lines += by_item.get(item.pk, [])
    return "\n".join(lines)

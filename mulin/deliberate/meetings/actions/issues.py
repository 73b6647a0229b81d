"""Raising an issue, supporting it, merging what is alike, leaving out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.deliberate.meetings.actions.common import alone
from mulin.deliberate.meetings.events import (
    IssueDeclined,
    IssueFiled,
    IssueRaised,
    IssuesMerged,
    IssueSupported,
)
from mulin.deliberate.meetings.models import Issue, Support
from mulin.deliberate.meetings.permissions import (
    RESIDENTS,
    may_carry,
    may_raise,
    may_speak_as_resident,
)
from mulin.ground.estate.models import Compound
from mulin.ground.matters.models import Matter
from mulin.ground.record.verbs import say_there as say
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, require
from mulin.kit.typed import filled as words
from mulin.kit.words import said

NUMBERS = "YT"
"""Issues are numbered YT-2026-0001: 议题."""
LONGEST_TITLE, LONGEST_TEXT, LONGEST_WHY = 80, 1000, 200
State = Issue.State


def raise_issue(
    compound: Compound,
    title: str,
    text: str,
    source: str,
    *,
    matter: Matter | None = None,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Issue:
    """Bring an issue up under a number; the same ``once`` again gives it back.

    What a resident brings up is his; he supports it by that, and is asked first what came of it.
    """
    require(may_raise(by, compound))
    plain = words(title, LONGEST_TITLE, said("没有写是什么事。"), said("用一句话写清要商量什么。"))
    own = source == Issue.Source.RESIDENT and _lives_in(by, compound)
    with transaction.atomic():
        known: Issue | None = Issue.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        issue = Issue(
            id=once,
            street_id=by.street_id,
            compound=compound,
            number=draw_number(by.street_id, NUMBERS, day_of(now).year),
            title=plain,
            text=text.strip()[:LONGEST_TEXT],
            source=Issue.Source(source),
            raised_by_id=by.person_id if own else None,
            matter=matter,
            raised_on=day_of(now),
        )
        issue.save(force_insert=True)
        if own:
            _stand_behind(issue, by, now)
        say(IssueRaised(plain, issue.number, issue.get_source_display()), issue, by=by, now=now)
        return issue


def support(issue: Issue, *, by: Actor, now: datetime) -> Issue:
    """A resident wants it talked over; again, it changes nothing."""
    with transaction.atomic():
        fresh = alone(issue, by)
        require(may_speak_as_resident(by, fresh) or _still_collected(fresh))
        if Support.objects.of(by.street_id).filter(issue=fresh, person_id=by.person_id).exists():
            return fresh
        _stand_behind(fresh, by, now)
        say(IssueSupported(fresh.title, fresh.number), fresh, by=by, now=now)
        return fresh


def merge_issue(issue: Issue, into: Issue, *, by: Actor, now: datetime) -> Issue:
    """Take an issue into one like it; whoever supported it supports that one, once."""
    with transaction.atomic():
        first, second = sorted((issue, into), key=lambda one: one.pk)
        held = {row.pk: row for row in (alone(first, by), alone(second, by))}
        fresh, target = held[issue.pk], held[into.pk]
        require(may_carry(by, fresh.compound_id) or _may_merge(fresh, target))
        if fresh.merged_into_id == target.pk:
            return fresh
        _carry_supports(fresh, target)
        fresh.state, fresh.merged_into = State.MERGED, target
        fresh.save(update_fields=["state", "merged_into"])
        event = IssuesMerged(fresh.title, fresh.number, target.title, target.number)
        say(event, fresh, by=by, now=now)
        return fresh


def decline_issue(issue: Issue, why: str, *, by: Actor, now: datetime) -> Issue:
    """Leave an issue out, and tell those who wanted it why."""
    reason = words(why, LONGEST_WHY, said("没有写理由。"), said("理由会给提出的人看，请写清楚。"))
    with transaction.atomic():
        fresh = alone(issue, by)
        require(may_carry(by, fresh.compound_id) or _still_collected(fresh))
        fresh.state, fresh.why, fresh.closed_on = State.DECLINED, reason, day_of(now)
        fresh.save(update_fields=["state", "why", "closed_on"])
        say(IssueDeclined(fresh.title, fresh.number, reason), fresh, by=by, now=now)
        return fresh


def moved(piece_id: UUID, matter: Matter, by: Actor, now: datetime) -> bool:
    """For matters that are split: whether it was an issue."""
    row = Issue.objects.of(by.street_id).filter(pk=piece_id).first()
    if row is None:
        return False
    with transaction.atomic():
        fresh = alone(row, by)
        require(may_carry(by, fresh.compound_id))
        fresh.matter = matter
        fresh.save(update_fields=["matter"])
        say(IssueFiled(fresh.title, fresh.number, matter.number), fresh, by=by, now=now)
    return True


def _lives_in(by: Actor, compound: Compound) -> bool:
    return by.person_id is not None and by.has(*RESIDENTS, compound_id=compound.pk)


def _stand_behind(issue: Issue, by: Actor, now: datetime) -> None:
    person = by.person_id
    assert person is not None  # noqa: S101 - residents are persons; permissions.py asks
    row = Support(street_id=issue.street_id, issue=issue, person_id=person, at=now)
    row.save(force_insert=True)


def _carry_supports(issue: Issue, target: Issue) -> None:
    rows = Support.objects.of(issue.street_id)
    known = set(rows.filter(issue=target).values_list("person_id", flat=True))
    fresh = [
        Support(street_id=issue.street_id, issue=target, person_id=person, at=at)
        for person, at in rows.filter(issue=issue).values_list("person_id", "at")
        if person not in known
    ]
    Support.objects.bulk_create(fresh)


def _still_collected(issue: Issue) -> Refusal | None:
    if issue.state == State.COLLECTED:
        return None
    return Refusal(
        said("这个议题{state}，不再收集。", state=issue.get_state_display()),
        said("请看它现在办到哪一步。"),
    )


def _may_merge(issue: Issue, target: Issue) -> Refusal | None:
    if issue.pk == target.pk:
        return Refusal(said("不能并入自己。"), said("请选另一个议题。"))
    if issue.compound_id != target.compound_id:
        return Refusal(said("两个议题不在同一个小区。"), said("请选同一个小区的议题。"))
    if issue.state == State.MERGED and issue.merged_into_id == target.pk:
        return None
    if not target.is_open:
        return Refusal(
            said("“{title}”{state}。", title=target.title, state=target.get_state_display()),
            said("请选一个还在收集或协商的。"),
        )
    return _still_collected(issue)

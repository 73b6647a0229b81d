"""What comes after the work: feedback, what residents say of it, and the end of an issue."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mulin.deliberate.meetings.actions.common import alone
from mulin.deliberate.meetings.actions.issues import LONGEST_TEXT, LONGEST_WHY
from mulin.deliberate.meetings.events import (
    IssueClosed,
    IssueEvaluated,
    IssueFedBack,
    IssueTakenUpAgain,
)
from mulin.deliberate.meetings.models import Evaluation, Issue
from mulin.deliberate.meetings.permissions import may_carry, may_speak_as_resident
from mulin.deliberate.meetings.queries.issues import evaluation_of
from mulin.deliberate.meetings.queries.steps import due_of
from mulin.ground.notices.actions.board import NoticeDraft, publish
from mulin.ground.notices.models import PublicNotice
from mulin.ground.record.verbs import say_there as say
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.words import said

CONTENT = 3
"""Of five: whoever raised an issue and gives less has the last word, and it is not closed."""
State = Issue.State


def feed_back(issue: Issue, text: str, *, by: Actor, now: datetime) -> Issue:
    """Publish what was done, and ask the residents what they say."""
    told = words(
        text, LONGEST_TEXT, said("没有写办得怎样。"), said("写清做了什么、花了多少、还差什么。")
    )
    with transaction.atomic():
        fresh = alone(issue, by)
        require(may_carry(by, fresh.compound_id))
        if fresh.state == State.FED_BACK:
            return fresh
        require(_carried_out(fresh))
        today = day_of(now)
        fresh.state, fresh.feedback, fresh.fed_back_on = State.FED_BACK, told, today
        fresh.save(update_fields=["state", "feedback", "fed_back_on"])
        publish(
            fresh.compound,
            NoticeDraft(
                kind=PublicNotice.Kind.ANNOUNCEMENT,
                purpose="issue_feedback",
                title=said("「{title}」办得怎样", title=fresh.title),
                body=told,
                starts_on=today,
                subject_id=fresh.pk,
            ),
        )
        say(IssueFedBack(fresh.title, fresh.number), fresh, by=by, now=now)
        return fresh


def evaluate(issue: Issue, score: int, text: str, *, by: Actor, now: datetime) -> Evaluation:
    """One to five from one resident; he may change it until the issue is closed."""
    if not 1 <= score <= 5:
        raise Refused(Refusal(said("请在 1 到 5 分里选一个。"), said("5 分是很满意。")))
    with transaction.atomic():
        fresh = alone(issue, by)
        require(may_speak_as_resident(by, fresh) or _asks_opinion(fresh))
        row, _made = Evaluation.objects.of(by.street_id).update_or_create(
            issue=fresh,
            person_id=by.person_id,
            defaults={"score": score, "words": text.strip()[:LONGEST_WHY], "at": now},
            create_defaults={
                "id": uuid7(),
                "street_id": by.street_id,
                "issue": fresh,
                "person_id": by.person_id,
                "score": score,
                "words": text.strip()[:LONGEST_WHY],
                "at": now,
            },
        )
        who = said("提出人") if fresh.raised_by_id == by.person_id else said("一位居民")
        say(IssueEvaluated(who, fresh.title, fresh.number, score), fresh, by=by, now=now)
        found: Evaluation = row
        return found


def close_issue(issue: Issue, why: str, *, by: Actor, now: datetime) -> Issue:
    """Close an issue once the residents have had their say, its raiser first."""
    came = words(why, LONGEST_WHY, said("没有写结果。"), said("一句话写清办成了什么。"))
    with transaction.atomic():
        fresh = alone(issue, by)
        require(may_carry(by, fresh.compound_id))
        if fresh.state == State.CLOSED:
            return fresh
        require(may_close(fresh, now=now))
        fresh.state, fresh.why, fresh.closed_on = State.CLOSED, came, day_of(now)
        fresh.save(update_fields=["state", "why", "closed_on"])
        say(IssueClosed(fresh.title, fresh.number, came), fresh, by=by, now=now)
        return fresh


def take_up_again(issue: Issue, why: str, *, by: Actor, now: datetime) -> Issue:
    """Back to the table: nothing was agreed, or whoever raised it is not content."""
    reason = words(why, LONGEST_WHY, said("没有写理由。"), said("写清为什么要再商量。"))
    with transaction.atomic():
        fresh = alone(issue, by)
        require(may_carry(by, fresh.compound_id) or _may_be_taken_up(fresh))
        fresh.state, fresh.why = State.COLLECTED, reason
        fresh.chosen_on = fresh.deliberated_on = fresh.carried_out_on = fresh.fed_back_on = None
        fresh.save(
            update_fields=[
                *("state", "why", "chosen_on", "deliberated_on", "carried_out_on", "fed_back_on")
            ]
        )
        Evaluation.objects.of(by.street_id).filter(issue=fresh).erase()
        say(IssueTakenUpAgain(fresh.title, fresh.number, reason), fresh, by=by, now=now)
        return fresh


def may_close(issue: Issue, *, now: datetime) -> Refusal | None:
    """An issue is closed when the one who raised it is content, or was asked and kept silent."""
    if issue.state == State.NOT_AGREED:
        return None
    if issue.state != State.FED_BACK:
        return Refusal(said("还没有走到居民评价。"), said("办完并公布反馈以后才能办结。"))
    asked = issue.raised_by_id
    mine = evaluation_of(issue, asked) if asked is not None else None
    if mine is not None and mine.score < CONTENT:
        return Refusal(
            said("提出的人不满意（{score} 分）。", score=mine.score),
            said("请重新协商，或者办到他满意。"),
        )
    if mine is not None or (
        asked is None and Evaluation.objects.of(issue.street_id).filter(issue=issue).exists()
    ):
        return None
    until = due_of(issue, "evaluate", day_of(now))
    if until is not None and day_of(now) > until:
        return None
    return Refusal(
        said("提出的人还没有评价。") if asked else said("还没有居民评价。"),
        said("等到 {until} 仍没有评价的，可以办结。", until=until or ""),
    )


def _carried_out(issue: Issue) -> Refusal | None:
    if issue.state in (State.CARRIED_OUT, State.TO_THE_OWNERS):
        return None
    return Refusal(
        said("这个议题{state}，还不能反馈。", state=issue.get_state_display()),
        said("责任清单都办完以后再公布。"),
    )


def _asks_opinion(issue: Issue) -> Refusal | None:
    if issue.state == State.FED_BACK:
        return None
    return Refusal(said("现在不能评价。"), said("办完并公布以后，请来说说办得怎样。"))


def _may_be_taken_up(issue: Issue) -> Refusal | None:
    if issue.state in (State.NOT_AGREED, State.FED_BACK, State.CARRIED_OUT):
        return None
    return Refusal(
        said("这个议题{state}，不用重新协商。", state=issue.get_state_display()),
        said("请看它现在办到哪一步。"),
    )

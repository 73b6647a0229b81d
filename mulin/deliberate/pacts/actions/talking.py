"""Comments asked for, made and answered; hints of the law answered with a reason on record."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from mulin.deliberate.pacts.actions.common import alone, drafting, say, still_open, words
from mulin.deliberate.pacts.events import (
    PactCommentAnswered,
    PactCommented,
    PactCommentsOpened,
    PactHintAnswered,
)
from mulin.deliberate.pacts.models import Clause, Comment, HintAnswer, Version
from mulin.deliberate.pacts.permissions import HIDDEN, may_comment, party_of
from mulin.deliberate.pacts.queries.findings import Shown, findings_of
from mulin.deliberate.pacts.queries.pacts import clauses_of
from mulin.ground.notices.actions.board import NoticeDraft, publish
from mulin.ground.notices.models import PublicNotice
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

FEWEST_DAYS, MOST_DAYS = 7, 90
"""No law says how long comments on a pact are asked for; this product's own default."""
LONGEST, LONGEST_WHY = 500, 300
State = Version.State


def open_comments(version: Version, until: date, *, by: Actor, now: datetime) -> Version:
    """Show the draft to the compound and ask for comments until the end of a day."""
    with transaction.atomic():
        fresh = drafting(version, by)
        require(still_open(fresh) or _good_until(until, day_of(now)))
        if fresh.state == State.COMMENTS and fresh.comments_until == until:
            return fresh
        first = fresh.state == State.DRAFT
        fresh.state, fresh.comments_until = State.COMMENTS, until
        fresh.comments_from = fresh.comments_from or day_of(now)
        fresh.save(update_fields=["state", "comments_from", "comments_until"])
        if first:
            _tell(fresh, day_of(now))
        pact = fresh.pact
        event = PactCommentsOpened(pact.title, pact.number, fresh.number, until)
        say(event, fresh, by=by, now=now)
        return fresh


def comment(
    version: Version, clause_id: UUID | None, text: str, *, once: UUID, by: Actor, now: datetime
) -> Comment:
    """Say something about a clause, or about the whole (None); others read the party, not the name."""
    typed = words(text, LONGEST, said("没有写意见。"), said("说说哪里不合适、想怎样改。"))
    with transaction.atomic():
        fresh = alone(version, by)
        require(may_comment(by, fresh) or _in_time(fresh, day_of(now)))
        known: Comment | None = Comment.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            require(None if known.version_id == fresh.pk else HIDDEN)
            return known
        clause = _clause(fresh, clause_id)
        made = Comment(
            id=once,
            street_id=by.street_id,
            version=fresh,
            clause=clause,
            person_id=by.person_id,
            party=party_of(by, fresh.pact.compound_id),
            text=typed,
            on=clause.title if clause else said("全文"),
            at=now,
        )
        made.save(force_insert=True)
        event = PactCommented(made.party, fresh.pact.title, fresh.pact.number, made.on)
        say(event, fresh, by=by, now=now)
        return made


def answer_comment(
    given: Comment, text: str, *, taken_up: bool, by: Actor, now: datetime
) -> Comment:
    """Answer a comment where everybody reads it; a later answer replaces an earlier one."""
    typed = words(text, LONGEST, said("没有写答复。"), said("采纳的写改在哪里，不采纳的写理由。"))
    with transaction.atomic():
        fresh = drafting(given.version, by)
        require(still_open(fresh))
        row: Comment | None = (
            Comment.objects.of(by.street_id).filter(version=fresh, pk=given.pk).first()
        )
        if row is None:
            raise Refused(HIDDEN)
        if (row.answer, row.taken_up) == (typed, taken_up):
            return row  # sent twice
        row.answer, row.taken_up, row.answered_at = typed, taken_up, now
        row.answered_by = (by.post or by.name)[:60]
        row.save(update_fields=["answer", "taken_up", "answered_at", "answered_by"])
        taken = said("已采纳") if taken_up else said("没有采纳，写明了理由")
        event = PactCommentAnswered(fresh.pact.title, fresh.pact.number, row.on, taken)
        say(event, fresh, by=by, now=now)
        return row


def answer_hint(
    version: Version, rule: str, clause_id: UUID | None, why: str, *, by: Actor, now: datetime
) -> HintAnswer:
    """Say on record why a clause stands although a rule hints at it. No answer heals a contradiction."""
    reason = words(
        why, LONGEST_WHY, said("没有写理由。"), said("例如当地哪一条规定允许、谁复核过。")
    )
    with transaction.atomic():
        fresh = drafting(version, by)
        require(still_open(fresh))
        shown = _hint(fresh, rule, clause_id, day_of(now))
        given = HintAnswer.objects.of(by.street_id).filter(
            version=fresh, rule=rule, clause=shown.clause
        )
        last: HintAnswer | None = given.order_by("-at", "-id").first()
        text = shown.clause.text if shown.clause else ""
        if last is not None and (last.why, last.text) == (reason, text):
            return last  # sent twice
        answer = HintAnswer(
            id=uuid7(),
            street_id=by.street_id,
            version=fresh,
            clause=shown.clause,
            rule=rule,
            text=text,
            why=reason,
            by=(by.post or by.name)[:60],
            at=now,
        )
        answer.save(force_insert=True)
        on = shown.clause.title if shown.clause else said("全文")
        pact = fresh.pact
        event = PactHintAnswered(pact.title, pact.number, on, shown.finding.title, reason)
        say(event, fresh, by=by, now=now)
        return answer


def _hint(version: Version, rule: str, clause_id: UUID | None, on: date) -> Shown:
    """The hint as it stands now. Raises Refused where it is gone, or is no mere hint."""
    found = findings_of(version, clauses_of(version), on)
    shown = next(
        (
            one
            for one in found
            if one.finding.rule == rule and (one.clause.pk if one.clause else None) == clause_id
        ),
        None,
    )
    if shown is None:
        raise Refused(Refusal(said("这处提示已经没有了。"), said("条款可能刚改过，请看新的。")))
    if shown.finding.contradicts:
        source = shown.finding.source
        raise Refused(
            Refusal(
                said("这一条与法律抵触（{source}），写理由没有用。", source=source),
                shown.finding.instead,
            )
        )
    return shown


def _clause(version: Version, clause_id: UUID | None) -> Clause | None:
    if clause_id is None:
        return None
    rows = Clause.objects.of(version.street_id).filter(version=version)
    found: Clause | None = rows.filter(pk=clause_id).first()
    if found is None:
        raise Refused(Refusal(said("这一条刚被删去了。"), said("请对全文提意见，或者看新的条款。")))
    return found


def _good_until(until: date, today: date) -> Refusal | None:
    if today + timedelta(days=FEWEST_DAYS) <= until <= today + timedelta(days=MOST_DAYS):
        return None
    return Refusal(
        said("征求意见至少 {n} 天，最多 {m} 天。", n=FEWEST_DAYS, m=MOST_DAYS),
        said("请选 {day} 或者更晚。", day=today + timedelta(days=FEWEST_DAYS)),
    )


def _in_time(version: Version, today: date) -> Refusal | None:
    if version.comments_until is not None and today <= version.comments_until:
        return None
    return Refusal(
        said("征求意见到 {day} 已经结束。", day=version.comments_until or ""),
        said("表决以前还有话要说的，请联系业委会或者社区。"),
    )


def _tell(version: Version, today: date) -> None:
    pact = version.pact
    publish(
        pact.compound,
        NoticeDraft(
            kind=PublicNotice.Kind.ANNOUNCEMENT,
            purpose="pact_comments",
            title=said("《{title}》征求意见", title=pact.title)[:160],
            body=said(
                "第 {n} 版草案（{number}）公开征求意见，到 {until}。为什么：{why}。登录后可以逐条看、"
                "逐条提意见；也可以到社区或者业委会看纸质稿、说意见。",
                n=version.number,
                number=pact.number,
                until=version.comments_until,
                why=version.why,
            ),
            starts_on=today,
            ends_on=version.comments_until,
            subject_id=version.pk,
        ),
    )

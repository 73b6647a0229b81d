"""Posting a vote and announcing its result, each with the paper that hangs on the board."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mulin.decide.assembly import documents
from mulin.decide.assembly.actions.counting import announce
from mulin.decide.assembly.actions.running import post_poll
from mulin.decide.assembly.documents.words import square_metres
from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.queries.corrections import corrections_of
from mulin.decide.assembly.queries.notice_text import notice_body, result_body
from mulin.decide.assembly.queries.papers import (
    chain_head,
    objection_of,
    officers_of,
    poll_text,
)
from mulin.decide.assembly.queries.rules import law_of
from mulin.decide.assembly.queries.stored_result import verdicts_of
from mulin.ground.notices.models import PublicNotice
from mulin.ground.papers.actions import store
from mulin.ground.papers.models import Klass
from mulin.ground.record.sealer import drain
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor
from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law import workdays

NOTICE, ANNOUNCEMENT = "assembly.notice", "assembly.announcement"
"""Kinds of papers: both are public."""


def notice_pdf(poll: Poll, *, now: datetime, size: documents.Size = "a4", link: str = "") -> bytes:
    """The notice as it is posted; ``link`` is printed as a QR code for phones."""
    today = day_of(now)
    text = poll_text(poll, today)
    return documents.notice(
        text.head,
        text.motions,
        text.timetable,
        text.officers,
        rules=text.rules,
        basis=text.basis,
        ways=text.ways,
        link=link,
        on=poll.posted_on or today,
        attachments=[documents.Attachment(p.number, p.title, p.digest, p.url) for p in text.plans],
        chain=chain_head(poll.street_id),
        paper=size,
    )


def announcement_pdf(poll: Poll, *, now: datetime, size: documents.Size = "a4") -> bytes:
    """The announcement of the result as it is posted."""
    today = day_of(now)
    text = poll_text(poll, today)
    until = poll.objections_until
    if until is None:
        law = law_of(poll, today)
        until = workdays.after(today, law.ask(q.OBJECTION).value, law.days).day
    return documents.announcement(
        text.head,
        text.motions,
        verdicts_of(poll),
        officers_of(poll),
        rules=text.rules,
        objection=objection_of(poll, today, until),
        on=poll.announced_on or today,
        roll_changes=_roll_changes(poll),
        chain=chain_head(poll.street_id),
        paper=size,
    )


def _roll_changes(poll: Poll) -> tuple[str, ...]:
    """Each correction with both figures, and what they did to the whole."""
    found = corrections_of(poll)
    if not found:
        return ()
    before, after = square_metres(found.locked), square_metres(found.now)
    whole = said("计票总面积：锁定时 {before} ㎡，更正后 {after} ㎡。", before=before, after=after)
    return (*(f"{row.words}。" for row in found.rows), whole)


def post_with_notice(poll: Poll, *, by: Actor, now: datetime, link: str = "") -> PublicNotice:
    """Post the vote with its notice as text and as the paper that is printed."""
    drain(poll.street_id, now=now)
    with transaction.atomic():
        pdf = notice_pdf(poll, now=now, link=link)
        paper = store(
            poll.street_id,
            pdf,
            kind=NOTICE,
            title=said("{number} 表决方案公示", number=poll.number),
            klass=Klass.PUBLIC,
            by=by,
            today=day_of(now),
            now=now,
        )
        body = notice_body(poll, poll_text(poll, day_of(now)))
        return post_poll(poll, body=body, paper_id=paper.pk, by=by, now=now)


def announce_with_paper(poll: Poll, *, by: Actor, now: datetime) -> PublicNotice:
    """Announce the result with its text and its paper, whose head covers the count itself."""
    drain(poll.street_id, now=now)
    with transaction.atomic():
        pdf = announcement_pdf(poll, now=now)
        paper = store(
            poll.street_id,
            pdf,
            kind=ANNOUNCEMENT,
            title=said("{number} 表决结果公告", number=poll.number),
            klass=Klass.PUBLIC,
            by=by,
            today=day_of(now),
            now=now,
        )
        body = result_body(poll, day_of(now))
        return announce(poll, body=body, paper_id=paper.pk, by=by, now=now)

"""The full plan of a motion: a document that every owner may open, fixed by its digest."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mulin.decide.assembly.actions.saying import say
from mulin.decide.assembly.events import PlanAttached, PlanTakenAway
from mulin.decide.assembly.models import Motion, Poll
from mulin.decide.assembly.permissions import may_edit_draft
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.formats import IMAGES, PDF
from mulin.ground.papers.models import Klass, Paper
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

PLAN = "assembly.plan"
"""Papers of this kind become public with the notice."""


def attach_plan(motion: Motion, file: Readable, name: str, *, by: Actor, now: datetime) -> Paper:
    """Keep the file as the motion's full plan; it takes the place of an earlier one."""
    with transaction.atomic():
        poll, fresh = _draft(motion, by)
        paper = store(
            fresh.street_id,
            file,
            kind=PLAN,
            title=_title(name, fresh),
            klass=Klass.PUBLIC,
            by=by,
            today=day_of(now),
            now=now,
        )
        if paper.media_type != PDF and paper.media_type not in IMAGES:
            raise Refused(
                Refusal(
                    said("业主的手机打不开这种文件。"),
                    said("请另存为 PDF（或拍成 JPG、PNG）再上传。"),
                )
            )
        Motion.objects.of(fresh.street_id).filter(pk=fresh.pk).update(paper_id=paper.pk)
        event = PlanAttached(poll.title, fresh.title, paper.title, paper.digest)
        say(event, poll, by=by, now=now)
        return paper


def take_plan_away(motion: Motion, *, by: Actor, now: datetime) -> None:
    """The motion has no full plan any more; where there was none, nothing happens."""
    with transaction.atomic():
        poll, fresh = _draft(motion, by)
        if fresh.paper_id is None:
            return
        Motion.objects.of(fresh.street_id).filter(pk=fresh.pk).update(paper_id=None)
        say(PlanTakenAway(poll.title, fresh.title), poll, by=by, now=now)


def _draft(motion: Motion, by: Actor) -> tuple[Poll, Motion]:
    """The draft, locked, and the motion as it stands now."""
    polls = Poll.objects.of(motion.street_id).select_for_update()
    poll: Poll = polls.get(pk=motion.poll_id)
    require(may_edit_draft(by, poll))
    fresh: Motion = Motion.objects.of(motion.street_id).get(pk=motion.pk, poll=poll)
    return poll, fresh


def _title(name: str, motion: Motion) -> str:
    """The file's own name without its suffix, or the motion's title."""
    stem = name.rpartition(".")[0].strip() or name.strip()
    return (stem or said("{title} 方案全文", title=motion.title))[:120]

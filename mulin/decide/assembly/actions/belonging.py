"""A vote belongs to one matter at most: taking it into the file, and out again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.assembly.actions.saying import say
from mulin.decide.assembly.events import PollJoinedMatter, PollLeftMatter
from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.permissions import HIDDEN, may_prepare
from mulin.ground.matters.models import Matter
from mulin.ground.matters.permissions import may_carry
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said


def join_matter(poll_id: UUID, matter: Matter, *, by: Actor, now: datetime) -> Poll:
    """Take a vote into a matter's file; it is there already: nothing changes."""
    with transaction.atomic():
        poll = _joining(poll_id, matter, by)
        if poll.matter_id == matter.pk:
            return poll
        if poll.matter is not None:
            raise Refused(
                Refusal(
                    said("这次表决已经归入事项 {number}。", number=poll.matter.number),
                    said("一次表决只归一件事项，请先在那件事项里移出。"),
                )
            )
        if matter.compound_id not in (None, poll.compound_id):
            raise Refused(Refusal(said("这次表决和这件事项不在同一个小区。"), said("请核对。")))
        if matter.stage == Matter.Stage.CLOSED:
            raise Refused(Refusal(said("这件事项已经办结。"), said("要继续办的，请先重新办理。")))
        poll.matter = matter
        poll.save(update_fields=["matter"])
        say(PollJoinedMatter(poll.title, matter.number), poll, by=by, now=now)
        return poll


def leave_matter(poll_id: UUID, matter: Matter, *, by: Actor, now: datetime) -> Poll:
    """Take a vote out of a matter's file; it is not in it: nothing changes."""
    with transaction.atomic():
        poll = _joining(poll_id, matter, by)
        if poll.matter_id != matter.pk:
            return poll
        poll.matter = None
        poll.save(update_fields=["matter"])
        say(PollLeftMatter(poll.title, matter.number), poll, by=by, now=now)
        return poll


def moved(piece_id: UUID, matter: Matter, by: Actor, now: datetime) -> bool:
    """For matters that are split: whether it was a vote, which goes from one file into the other."""
    if not Poll.objects.of(by.street_id).filter(pk=piece_id).exists():
        return False
    with transaction.atomic():
        poll = _joining(piece_id, matter, by)
        poll.matter = matter
        poll.save(update_fields=["matter"])
        say(PollJoinedMatter(poll.title, matter.number), poll, by=by, now=now)
    return True


def _joining(poll_id: UUID, matter: Matter, by: Actor) -> Poll:
    """The vote, locked, for somebody who may carry both it and the matter."""
    require(may_carry(by, matter))
    polls = Poll.objects.of(by.street_id)
    if not polls.select_for_update().filter(pk=poll_id).exists():
        raise Refused(HIDDEN)
    poll: Poll = polls.select_related("compound", "matter").get(pk=poll_id)
    require(may_prepare(by, poll.compound))
    return poll

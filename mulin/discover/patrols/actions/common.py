"""What the verbs share: a row held alone, a fact said about it, photos, and who is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from mulin.discover.patrols.models import Handover, Hazard, Plan, Point, Round, Visit
from mulin.discover.patrols.permissions import HIDDEN
from mulin.ground.notices.actions import Outgoing, send_all
from mulin.ground.notices.models import Message
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass, Paper
from mulin.ground.record.verbs import hold
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import said

PHOTO = "patrols.photo"
MOST_PHOTOS = 6
Thing = TypeVar("Thing", Hazard, Plan, Point, Round, Visit, Handover)


def alone(thing: Thing, by: Actor) -> Thing:
    """The row as it stands now, held until the verb ends; HIDDEN where it is another street's."""
    return hold(thing, by, HIDDEN)


def kept(
    street_id: UUID, photos: Sequence[bytes | Readable], title: str, *, by: Actor, now: datetime
) -> list[Paper]:
    """The photos, stored without what cameras write into them. Raises Refused for anything else."""
    if len(photos) > MOST_PHOTOS:
        raise Refused(
            Refusal(said("照片太多，一次最多 {n} 张。", n=MOST_PHOTOS), said("请挑看得清的几张。"))
        )
    papers = [
        store(
            street_id,
            photo,
            kind=PHOTO,
            title=title[:200],
            klass=Klass.INTERNAL,
            by=by,
            today=day_of(now),
            now=now,
        )
        for photo in photos
    ]
    if any(not paper.is_image for paper in papers):
        raise Refused(Refusal(said("这不是照片。"), said("请拍照，或者选一张图片。")))
    return list(dict.fromkeys(papers))


def tell(
    people: Iterable[UUID | None],
    text: str,
    key: str,
    thing: Thing,
    *,
    now: datetime,
    loud: bool = False,
) -> None:
    """A message on the site for each, ``loud`` ones by telephone too. The same key again is one."""
    channels = [Message.Channel.INBOX, *([Message.Channel.SMS] if loud else [])]
    messages = [
        Outgoing(
            key=f"{key}/{person.hex}/{channel[:1]}",
            text=text,
            person_id=person,
            channel=channel,
            subject_id=thing.pk,
            compound_id=thing.compound_id,
            shown=True,
        )
        for person in dict.fromkeys(people)
        if person is not None
        for channel in channels
    ]
    if messages:
        send_all(thing.street_id, messages, now=now)

"""Publishing, proving that a notice hung, and taking it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.estate.models import Compound
from mulin.ground.notices.events import NoticePosted, NoticeWithdrawn
from mulin.ground.notices.models import Posting, PublicNotice
from mulin.ground.notices.permissions import may_post
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass
from mulin.ground.record.actions import record
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

POSTING_PHOTO = "notices.posting"
"""The kind of paper a photo of a posted notice is."""


@dataclass(frozen=True)
class NoticeDraft:
    """What a notice says and how long it hangs; ``ends_on`` is its last day."""

    kind: str
    purpose: str
    title: str
    starts_on: date
    ends_on: date | None = None
    body: str = ""
    basis: str = ""
    subject_id: UUID | None = None
    paper_id: UUID | None = None
    chain_head: str = ""


def publish(compound: Compound, draft: NoticeDraft) -> PublicNotice:
    """Put a notice on the public board, as part of the verb that decides to.

    Records no fact of its own: the verb that calls it states what happened.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a notice is published inside the verb that decides to")
    notice = PublicNotice(street_id=compound.street_id, compound=compound, **vars(draft))
    notice.save(force_insert=True)
    return notice


def _refuse_double(
    notice: PublicNotice, place: str, posted_on: date, photo_id: UUID | None
) -> None:
    """One place on one day is one posting, whoever else has it on his list; a photo may follow."""
    rows = Posting.objects.of(notice.street_id).filter(
        notice=notice, place=place, posted_on=posted_on
    )
    known = rows.order_by("id").last()
    if known is not None and (known.photo_id or not photo_id):
        raise Refused(
            Refusal(
                said(
                    "“{place}”{day} 的张贴已由{by}登记过。", place=place, day=posted_on, by=known.by
                ),
                said("又贴了一处的，请把地点写得更细；日期不同的，请改日期。"),
            )
        )


def prove_posting(
    notice: PublicNotice,
    *,
    posting_id: UUID,
    place: str,
    posted_on: date,
    photo_id: UUID | None,
    by: Actor,
    now: datetime,
) -> Posting:
    """Register that the notice hung at a place; the same ``posting_id`` again changes nothing."""
    require(may_post(by, notice))
    with transaction.atomic():
        known = Posting.objects.of(notice.street_id).filter(pk=posting_id).first()
        if known is not None:
            return known
        if not place.strip():
            raise Refused(Refusal(said("没有写张贴的地方。"), said("例如“1号楼大堂公告栏”。")))
        if not notice.starts_on <= posted_on <= day_of(now):
            raise Refused(
                Refusal(
                    said("张贴日应在 {starts_on} 到今天之间。", starts_on=notice.starts_on),
                    said("请按照片上的日期填写。"),
                )
            )
        _refuse_double(notice, place.strip(), posted_on, photo_id)
        posting = Posting(
            id=posting_id,
            street_id=notice.street_id,
            notice=notice,
            place=place.strip(),
            posted_on=posted_on,
            photo_id=photo_id,
            by=by.name,
            at=now,
        )
        posting.save(force_insert=True)
        event = NoticePosted(
            notice.title, str(posted_on), posting.place, said("，有照片") if photo_id else ""
        )
        record(
            event,
            by=by,
            at=now,
            on=day_of(now),
            subject_id=notice.subject_id or notice.pk,
            compound_id=notice.compound_id,
        )
        return posting


def prove_with_photo(
    notice: PublicNotice,
    *,
    posting_id: UUID,
    place: str,
    posted_on: date,
    photo: Readable | None,
    by: Actor,
    now: datetime,
) -> Posting:
    """:func:`prove_posting`, with the picture kept in the same transaction."""
    require(may_post(by, notice))
    with transaction.atomic():
        photo_id: UUID | None = None
        if photo is not None and place.strip():
            photo_id = store(
                notice.street_id,
                photo,
                kind=POSTING_PHOTO,
                title=said("张贴照片 {place}", place=place.strip())[:200],
                klass=Klass.INTERNAL,
                by=by,
                today=day_of(now),
                now=now,
            ).pk
        return prove_posting(
            notice,
            posting_id=posting_id,
            place=place,
            posted_on=posted_on,
            photo_id=photo_id,
            by=by,
            now=now,
        )


def withdraw(notice: PublicNotice, reason: str, *, by: Actor, now: datetime) -> PublicNotice:
    """Take a notice down before its time, and say why; it stays readable in the archive."""
    require(may_post(by, notice))
    if not reason.strip():
        raise Refused(Refusal(said("没有写撤下的理由。"), said("理由会公开，请写清楚。")))
    with transaction.atomic():
        rows = PublicNotice.objects.of(notice.street_id).select_for_update()
        fresh: PublicNotice = rows.get(pk=notice.pk)
        if fresh.withdrawn_on is not None:
            return fresh
        fresh.withdrawn_on, fresh.withdrawn_why = day_of(now), reason.strip()
        fresh.save(update_fields=["withdrawn_on", "withdrawn_why"])
        record(
            NoticeWithdrawn(fresh.title, fresh.withdrawn_why),
            by=by,
            at=now,
            on=day_of(now),
            subject_id=fresh.subject_id or fresh.pk,
            compound_id=fresh.compound_id,
        )
        return fresh

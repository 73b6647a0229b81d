"""Photos of a survey, put where they were taken."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from mulin.deliver.works.actions.surveying import PHOTO
from mulin.deliver.works.events import LiftPhotoPlaced, LiftPhotoTakenOff
from mulin.deliver.works.models import SurveyPhoto
from mulin.deliver.works.permissions import HIDDEN, may_survey
from mulin.deliver.works.queries.photos import house_drawn
from mulin.ground.estate.models import Building
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass, Paper
from mulin.ground.record.actions import record
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said
from mulin.law.lifts.feasibility import BY_CODE

MOST = 40
"""Photos of one building."""


def place_photo(
    building: Building,
    photo: bytes | Readable,
    spot: tuple[int, int],
    *,
    factor: str = "",
    note: str = "",
    day: date,
    by: Actor,
    now: datetime,
) -> SurveyPhoto:
    """Keep a photo and where it was taken; the same picture twice is one."""
    if building.street_id != by.street_id or (factor and factor not in BY_CODE):
        raise Refused(HIDDEN)
    require(may_survey(by, building.compound_id) or _bad_place(building, spot, day, day_of(now)))
    with transaction.atomic():
        rows = SurveyPhoto.objects.of(by.street_id).filter(building=building)
        paper = _kept(building, photo, by=by, now=now)
        known: SurveyPhoto | None = rows.filter(paper=paper).first()
        if known is not None:
            return known
        made = SurveyPhoto(
            street_id=building.street_id,
            compound_id=building.compound_id,
            building=building,
            factor=factor,
            paper=paper,
            along=spot[0],
            across=spot[1],
            note=note.strip()[:100],
            taken_on=day,
            by=by.post or by.name,
        )
        made.save(force_insert=True)
        event = LiftPhotoPlaced(str(building), made.what, spot[0], spot[1], paper.digest)
        record(event, by=by, at=now, on=day_of(now), compound_id=building.compound_id)
        return made


def take_photo_off(photo: SurveyPhoto, why: str, *, by: Actor, now: datetime) -> None:
    """A photo shows something else; that it hung there stays on record."""
    require(may_survey(by, photo.compound_id))
    if not why.strip():
        raise Refused(Refusal(said("没有写为什么拿掉。"), said("例如“拍的是别的楼”。")))
    with transaction.atomic():
        event = LiftPhotoTakenOff(
            str(photo.building), photo.what, photo.paper.digest, why.strip()[:200]
        )
        if SurveyPhoto.objects.of(by.street_id).filter(pk=photo.pk).erase():
            record(event, by=by, at=now, on=day_of(now), compound_id=photo.compound_id)


def _kept(building: Building, photo: bytes | Readable, *, by: Actor, now: datetime) -> Paper:
    paper = store(
        building.street_id,
        photo,
        kind=PHOTO,
        title=said("{building}勘察照片", building=building),
        klass=Klass.INTERNAL,
        by=by,
        today=day_of(now),
        now=now,
    )
    if not paper.media_type.startswith("image/"):
        raise Refused(Refusal(said("这不是照片。"), said("请拍照，或者选一张图片。")))
    return paper


def _bad_place(building: Building, spot: tuple[int, int], day: date, today: date) -> Refusal | None:
    if day > today:
        return Refusal(said("拍摄日还没有到。"), said("请填真正去拍的那一天。"))
    if not house_drawn(building, []).holds(*spot):
        return Refusal(said("照片的位置离这栋楼太远。"), said("请在图上点拍照时站的地方。"))
    if SurveyPhoto.objects.of(building.street_id).filter(building=building).count() >= MOST:
        return Refusal(
            said("这栋楼已经有 {n} 张照片。", n=MOST), said("拿掉几张用不着的，再放新的。")
        )
    return None

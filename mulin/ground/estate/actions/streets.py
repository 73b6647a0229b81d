"""The first verb of all: a street office begins to use Mulin."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mulin.ground.estate.events import StreetOpened
from mulin.ground.record.actions import record
from mulin.ground.streets.models import Street
from mulin.kit.clock import day_of
from mulin.kit.rights import Refusal, Refused, system_actor
from mulin.kit.words import said
from mulin.law.catalogue import UnknownRegion, nearest


def open_street(
    slug: str, name: str, region: str, *, phone: str = "", synthetic: bool = False, now: datetime
) -> Street:
    """Open a street; ``region`` is the administrative code whose law applies."""
    try:
        law = nearest(region)
    except UnknownRegion as error:
        raise Refused(Refusal(str(error), said("请填写区县的六位区划代码。"))) from error
    with transaction.atomic():
        if Street.objects.filter(slug=slug).exists():
            raise Refused(
                Refusal(said("代码“{slug}”已经有街道在用。", slug=slug), said("请换一个代码。"))
            )
        street = Street(slug=slug, name=name, region=region, phone=phone, synthetic=synthetic)
        street.save(force_insert=True)
        record(
            StreetOpened(street=name, region=law.name),
            by=system_actor(street.pk),
            at=now,
            on=day_of(now),
            subject_id=street.pk,
        )
    return street

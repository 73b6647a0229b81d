"""What a street says of an affair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from mulin.discover.counter.events import AffairOffered
from mulin.discover.counter.models import Offer
from mulin.discover.counter.permissions import HIDDEN, may_set_offers
from mulin.discover.counter.queries.offers import Offered
from mulin.ground.record.verbs import say
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import refuse
from mulin.kit.words import said
from mulin.law.affairs.catalogue import affairs

MOST_DAYS = 120


@dataclass(frozen=True)
class Local:
    """What was found when the street looked at an affair (本地复核)."""

    offered: bool
    days: int | None = None
    decides: str = ""
    note: str = ""
    source: str = ""


def set_offer(code: str, local: Local, *, by: Actor, now: datetime) -> Offer:
    """Switch an affair on or off. One without a period in any text wants the street's own first."""
    require(may_set_offers(by))
    affair = affairs().get(code)
    if affair is None:
        raise Refused(HIDDEN)
    if local.days is not None and not 1 <= local.days <= MOST_DAYS:
        refuse(said("时限要在 1 到 {n} 个工作日之间。", n=MOST_DAYS), said("请核对本地的规定。"))
    if local.offered and affair.within is None and not local.days:
        refuse(
            said("“{affair}”的时限没有核到，要先填本地时限才能受理。", affair=affair.title),
            said("照本地办事指南填几个工作日，并写依据。"),
        )
    if local.offered and affair.within is None and not local.source.strip():
        refuse(said("没有写本地依据。"), said("写本地办事指南或者文件的名字。"))
    with transaction.atomic():
        rows = Offer.objects.of(by.street_id).select_for_update()
        row = rows.filter(code=code).first() or Offer(id=uuid7(), street_id=by.street_id, code=code)
        row.offered, row.days = local.offered, local.days
        row.decides, row.note = local.decides.strip()[:80], local.note.strip()[:500]
        row.source = local.source.strip()[:120]
        row.checked_on, row.checked_by = day_of(now), by.post or by.name
        row.save(force_insert=row._state.adding, force_update=not row._state.adding)
        shown = Offered(affair, row)
        how = said("开始受理") if row.offered else said("不再受理")
        source = row.source or (str(affair.sources[0]) if affair.sources else said("未核到"))
        say(
            AffairOffered(affair.title, how, shown.within_words, source, row.note),
            row,
            by=by,
            now=now,
        )
        return row

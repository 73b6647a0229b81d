"""What hangs where, for how long still, and what proves it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mulin.ground.estate.models import Compound
from mulin.ground.notices.models import Posting, PublicNotice
from mulin.ground.notices.permissions import reach
from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import may_read_paper
from mulin.ground.record.models import DayHead
from mulin.ground.streets.models import Street
from mulin.kit.rights import Actor
from mulin.kit.words import said

KEPT_ON_BOARD = timedelta(days=730)
"""How long a notice that ended stays on the public board; its own page stays for ever."""

PURPOSES = {"poll": said("表决方案"), "result": said("表决结果")}
"""What notices are for, as rooms name it; others show their title only."""

COMING, RUNNING, ENDED, WITHDRAWN = "coming", "running", "ended", "withdrawn"
STATES = {
    COMING: said("还没开始"),
    RUNNING: said("公示中"),
    ENDED: said("期满"),
    WITHDRAWN: said("已撤下"),
}
MARKS = {COMING: "idle", RUNNING: "now", ENDED: "done", WITHDRAWN: "no"}


@dataclass(frozen=True)
class Hanging:
    """How a notice stands on a day.

    ``left`` counts the days after today that must still pass; None where nothing is counted.
    """

    notice: PublicNotice
    state: str
    left: int | None

    @property
    def word(self) -> str:
        if self.state == RUNNING and self.notice.kind == PublicNotice.Kind.ANNOUNCEMENT:
            return said("张贴中")
        return STATES[self.state]

    @property
    def mark(self) -> str:
        return MARKS[self.state]

    @property
    def last_day(self) -> bool:
        return self.state == RUNNING and self.left == 0

    @property
    def purpose(self) -> str:
        return PURPOSES.get(self.notice.purpose, "")


@dataclass(frozen=True)
class ShownPosting:
    """One proof; ``photo`` only where the person asking may look at it."""

    posting: Posting
    photo: Paper | None


@dataclass(frozen=True)
class Proofs:
    """What proves that a notice hung, and ``fault``: what a court would miss."""

    postings: tuple[ShownPosting, ...]
    fault: str


def hanging(notice: PublicNotice, today: date) -> Hanging:
    """How a notice stands today: its last day is included."""
    if notice.withdrawn_on is not None:
        return Hanging(notice, WITHDRAWN, None)
    if notice.ends_on is not None and today > notice.ends_on:
        return Hanging(notice, ENDED, None)
    left = (notice.ends_on - today).days if notice.ends_on is not None else None
    return Hanging(notice, COMING if today < notice.starts_on else RUNNING, left)


def in_state(notices: QuerySet[Any], state: str, today: date) -> QuerySet[Any]:
    """Narrow notices to one of :data:`STATES`."""
    if state == WITHDRAWN:
        return notices.filter(withdrawn_on__isnull=False)
    there = notices.filter(withdrawn_on__isnull=True)
    if state == ENDED:
        return there.filter(ends_on__lt=today)
    still = there.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    return (
        still.filter(starts_on__gt=today) if state == COMING else still.filter(starts_on__lte=today)
    )


def notices_for(actor: Actor) -> QuerySet[PublicNotice]:
    """Notices of the compounds the actor works in, newest first, with their number of proofs."""
    rows = PublicNotice.objects.of(actor.street_id).select_related("compound")
    within = reach(actor)
    if within is not None:
        rows = rows.filter(compound_id__in=within)
    proofs = Posting.objects.filter(street_id=OuterRef("street_id"), notice=OuterRef("pk"))
    counted = proofs.order_by().values("notice_id").annotate(n=Count("pk")).values("n")
    found: QuerySet[PublicNotice] = rows.annotate(proofs=Coalesce(Subquery(counted), 0))
    return found.order_by("-starts_on", "-id")


def compounds_for(actor: Actor) -> QuerySet[Compound]:
    """Compounds whose boards the actor looks after, by name."""
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    within = reach(actor)
    if within is not None:
        rows = rows.filter(pk__in=within)
    found: QuerySet[Compound] = rows.select_related("community").order_by("name", "id")
    return found


def notice_of(street_id: UUID, notice_id: UUID) -> PublicNotice | None:
    """One notice of a street, with its compound."""
    rows = PublicNotice.objects.of(street_id).select_related("compound", "street")
    found: PublicNotice | None = rows.filter(pk=notice_id).first()
    return found


def proofs_of(notice: PublicNotice, actor: Actor | None, today: date) -> Proofs:
    """The postings of a notice in order; photos as far as ``actor`` may see them."""
    rows = Posting.objects.of(notice.street_id).filter(notice=notice)
    postings = list(rows.order_by("posted_on", "id"))
    photos = _photos(notice.street_id, [p.photo_id for p in postings if p.photo_id], actor, today)
    shown = tuple(ShownPosting(p, photos.get(p.photo_id)) for p in postings)
    return Proofs(shown, _fault(notice, postings))


def street_of(slug: str) -> Street | None:
    """The street of a public address."""
    return Street.objects.filter(slug=slug).first()


def compound_of(street: Street, slug: str) -> Compound | None:
    """The compound of a public address."""
    rows = Compound.objects.of(street).filter(slug=slug).select_related("street")
    found: Compound | None = rows.first()
    return found


def boards_of(street: Street, today: date) -> list[tuple[Compound, int]]:
    """Every compound of a street with how many notices hang there now, by community and name."""
    running = in_state(PublicNotice.objects.of(street), RUNNING, today)
    counts = dict(running.order_by().values_list("compound_id").annotate(n=Count("pk")))
    rows = Compound.objects.of(street).filter(ended_on__isnull=True).select_related("community")
    return [(c, counts.get(c.pk, 0)) for c in rows.order_by("community__name", "name", "id")]


def board_of(compound: Compound, today: date) -> tuple[list[Hanging], list[Hanging]]:
    """What hangs in a compound now, the soonest to end first, and what hung in two years."""
    rows = PublicNotice.objects.of(compound.street_id).filter(compound=compound)
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today - KEPT_ON_BOARD))
    shown = [hanging(n, today) for n in rows.order_by("-starts_on", "-id")[:200]]
    now = [h for h in shown if h.state in (RUNNING, COMING)]
    now.sort(key=lambda h: (h.left is None, h.left or 0))
    return now, [h for h in shown if h.state in (ENDED, WITHDRAWN)]


def head_for(notice: PublicNotice) -> tuple[date | None, str]:
    """The head of the chain printed with a notice, and the day it belongs to.

    What the notice was published with; else the head of its first day, or the newest before.
    """
    if notice.chain_head:
        return None, notice.chain_head
    heads = DayHead.objects.of(notice.street_id).filter(day__lte=notice.starts_on)
    newest = heads.order_by("-day").first()
    return (newest.day, newest.hash) if newest is not None else (None, "")


def public_paper(notice: PublicNotice, today: date) -> Paper | None:
    """The document as posted, where anybody may read it."""
    if notice.paper_id is None:
        return None
    paper: Paper | None = Paper.objects.of(notice.street_id).filter(pk=notice.paper_id).first()
    return paper if paper is not None and may_read_paper(None, paper, today) is None else None


def _photos(
    street_id: UUID, ids: Sequence[UUID], actor: Actor | None, today: date
) -> dict[UUID | None, Paper]:
    papers: Iterable[Paper] = Paper.objects.of(street_id).filter(pk__in=ids) if ids else ()
    return {p.pk: p for p in papers if may_read_paper(actor, p, today) is None}


def _fault(notice: PublicNotice, postings: Sequence[Posting]) -> str:
    if not postings:
        return said("还没有张贴证明。打印张贴以后，请拍照登记每一处。")
    late = (postings[0].posted_on - notice.starts_on).days
    if late > 0 and notice.kind == PublicNotice.Kind.PUBLICATION:
        return said(
            "最早的张贴证明是 {posted_on}，比公示首日晚 {late} 天，公示天数可能不足。",
            posted_on=postings[0].posted_on,
            late=late,
        )
    if not any(p.photo_id for p in postings):
        return said("登记的张贴都没有照片，有争议时难以证明。")
    return ""

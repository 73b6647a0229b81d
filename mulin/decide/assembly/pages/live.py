"""The page of a vote under way: who took part, never how."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mulin.decide.assembly.actions.reminding import reminder_days_of
from mulin.decide.assembly.models import Poll, ReminderRound
from mulin.decide.assembly.pages.common import head_of, refusal_words
from mulin.decide.assembly.pages.live_cells import SHOWN, WORDS, cells_of
from mulin.decide.assembly.permissions import (
    HIDDEN,
    may_count,
    may_handle_papers,
    may_prepare,
    may_see_progress,
    official_closed,
)
from mulin.decide.assembly.queries.household import entries_with_state, household
from mulin.decide.assembly.queries.live_page import STATES, LivePage, ScopeShare, live_page
from mulin.decide.assembly.queries.readiness import counting_faults
from mulin.decide.assembly.queries.timetable import (
    Progressed,
    Step,
    closing_words,
    time_left,
    timetable,
)
from mulin.ground.notices.models import Posting
from mulin.ground.page.export import download
from mulin.ground.page.figures import AREA, PERSONS, Gauge
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused


def page(request: HttpRequest, actor: Actor, poll: Poll) -> HttpResponseBase:
    """Gauges for everyone who may see the vote; house by house only for those who carry it."""
    now = clock.now()
    today = clock.day_of(now)
    closed_to = may_see_progress(actor, poll)
    if closed_to is None and request.GET.get("part") == "household":
        return _household(request, actor, poll)
    read = live_page(poll, today)
    context = head_of(poll) | {
        "gauges": [_gauges(share) for share in read.shares],
        "majorities": _majorities(read),
        "motions": read.motions,
        "left": time_left(poll.closes_at, now),
        "closing": closing_words(poll.closes_at),
        "steps": _steps(poll, read, today),
        "closed_to": refusal_words(closed_to),
        "may_prepare": may_prepare(actor, poll.compound) is None,
    }
    if closed_to is None:
        listing = _listing(request, poll, read)
        if listing.export:
            return download(listing, (_("%(number)s 尚未投票") % {"number": poll.number}), now=now)
        context |= _houses(request, actor, poll, read, listing, now)
    return render(request, "assembly/live.html", context)


def _houses(
    request: HttpRequest, actor: Actor, poll: Poll, read: LivePage, listing: Listing, now: datetime
) -> dict[str, Any]:
    """Picture, table, reminders and paper progress: for those who carry the vote."""
    picked = _whole(request.GET.get("entry", ""))
    chosen = next((f.chosen for f in listing.filters if f.key == "building"), "")
    return cells_of(request, read, chosen, picked) | {
        "listing": listing,
        "household": _card(actor, poll, picked) if picked else None,
        "rounds": _rounds(poll, clock.day_of(now)),
        "paper": read.paper,
        "paper_parts": _parts(read),
        "faults": counting_faults(poll) if poll.state == Poll.State.CLOSED else [],
        "may_count": poll.state == Poll.State.CLOSED and may_count(actor, poll) is None,
        "may_carry": may_handle_papers(actor, poll) is None,
        "takes_official": official_closed(poll) is None,
        "may_close": poll.is_voting
        and poll.closes_at is not None
        and now >= poll.closes_at
        and may_prepare(actor, poll.compound) is None,
    }


def _gauges(share: ScopeShare) -> dict[str, Any]:
    quorum = share.majority.quorum
    return {
        "words": share.words,
        "numbers": "、".join(str(n) for n in share.motions),
        "area": Gauge.of(share.participating.area, share.roll.area, quorum, AREA),
        "persons": Gauge.of(share.participating.persons, share.roll.persons, quorum, PERSONS),
        "source": share.source,
    }


def _majorities(read: LivePage) -> str:
    """``议题 1、3 要过半数；议题 2 要四分之三以上``."""
    found: dict[str, list[str]] = {}
    for number, majority in enumerate(read.majorities, start=1):
        found.setdefault(majority.approval.words, []).append(str(number))
    return "；".join(f"议题 {'、'.join(numbers)} 要{words}" for words, numbers in found.items())


def _steps(poll: Poll, read: LivePage, today: date) -> tuple[Step, ...]:
    papers = [line for line in read.progress.lines if line.area]
    delivered = sum(1 for line in papers if line.delivered)
    postings = Posting.objects.of(poll.street_id).filter(notice__subject_id=poll.pk).count()
    known = Progressed(len(papers), delivered, postings)
    return timetable(poll, today, known)


def _parts(read: LivePage) -> list[tuple[str, str, int, int]]:
    """Pieces of the paper bar: swatch, words, count, and where it begins."""
    paper = read.paper
    agreed = paper.taken
    pieces = (
        ("done", _("双录一致"), agreed),
        ("mid", _("待第二人复核"), paper.pending),
        ("soon", _("两次不一致，待对照影像"), paper.disputed),
    )
    found, begin = [], 0
    for swatch, words, count in pieces:
        found.append((swatch, words, count, begin))
        begin += count
    return found


def _rounds(poll: Poll, today: date) -> list[dict[str, Any]]:
    """Reminders on the rhythm set before the vote: those sent, and those to come."""
    sent = {r.due_on: r for r in ReminderRound.objects.of(poll.street_id).filter(poll=poll)}
    return [
        {"day": day, "sent": sent.get(day), "past": day < today} for day in reminder_days_of(poll)
    ]


TABLE = (
    Column("unit", _lazy("房号"), "first_unit", order=("seq",)),
    Column("names", _lazy("业主"), "names", personal="names"),
    Column("area", _lazy("面积 ㎡"), "area", kind="area", order=("area",)),
    Column("units", _lazy("套数"), "units", kind="number"),
    Column("proved", _lazy("送达"), lambda row: _("有凭证") if row.proved else _("未送达")),
)


def _listing(request: HttpRequest, poll: Poll, read: LivePage) -> Listing:
    """Entries without a ballot, the largest first; names masked, in the export too."""
    rows = entries_with_state(poll).filter(voted=False, area__gt=0)
    return Listing(
        request,
        rows.order_by("-area", "seq"),
        TABLE,
        searches=("first_unit",),
        filters=(
            Filter(
                "building", _("楼栋"), [(b.id.hex, b.name) for b in read.buildings], "building_id"
            ),
            Filter(
                "state",
                _("状态"),
                [(s, STATES[s][1] if s in STATES else WORDS[s]) for s in SHOWN[1:]],
                _by_delivery,
            ),
        ),
        per_page=12,
    )


def _by_delivery(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    if state in ("delivered", "missing"):
        return rows.filter(proved=state == "delivered")
    return rows


def _household(request: HttpRequest, actor: Actor, poll: Poll) -> HttpResponseBase:
    """The side card alone, for the script that fetches it."""
    card = _card(actor, poll, _whole(request.GET.get("entry", "")))
    if card is None:
        raise Refused(HIDDEN)
    return render(request, "assembly/_household.html", {"poll": poll, "household": card})


def _card(actor: Actor, poll: Poll, seq: int) -> dict[str, Any] | None:
    read = household(poll, seq)
    if read is None:
        return None
    pattern, word = STATES[read.state]
    return {
        "read": read,
        "pattern": pattern,
        "word": word,
        "may_carry": may_handle_papers(actor, poll) is None,
        "deliver_url": f"{reverse('assembly:deliveries', args=[poll.pk])}?entry={seq}",
    }


def _whole(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0

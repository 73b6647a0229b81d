"""Which days of running votes a new calendar moves: told to the calendar before it is entered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.urls import reverse

from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.queries.rules import law_of
from mulin.ground.calendar.effects import Moved
from mulin.ground.estate.models import Compound
from mulin.kit.clock import day_of
from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law import workdays
from mulin.law.jurisdiction import Unanswered
from mulin.law.pinned import PinnedLaw
from mulin.law.workdays import Calendar

UNDER_WAY = (
    Poll.State.DRAFT,
    Poll.State.LOCKED,
    Poll.State.POSTED,
    Poll.State.VOTING,
    Poll.State.CLOSED,
    Poll.State.JUDGED,
)


def days_that_move(
    street_id: UUID, before: Calendar, after: Calendar, today: date
) -> Iterable[Moved]:
    """The last day of notice and the last day of announcing, of every vote still under way."""
    polls = Poll.objects.of(street_id).filter(state__in=UNDER_WAY)
    for poll in polls.select_related("compound").order_by("id"):
        law = law_of(poll, today)
        held = law.days if poll.law else before
        for what, was, becomes in _days(poll, law, held, after):
            if was != becomes:
                url = reverse("assembly:poll", args=[poll.pk])
                yield Moved(poll.title, url, what, was, becomes, pinned=bool(poll.law))


def votes_under_way(compound: Compound) -> Iterable[str]:
    """Votes of a compound that are not at their end: it is not regrouped under them."""
    ended = (Poll.State.FINAL, Poll.State.VOIDED)
    polls = Poll.objects.of(compound.street_id).filter(compound_id=compound.pk)
    for poll in polls.exclude(state__in=ended).order_by("id"):
        yield said("表决“{title}”", title=poll.title)


def _days(
    poll: Poll, law: PinnedLaw, before: Calendar, after: Calendar
) -> Iterable[tuple[str, date, date]]:
    if poll.opens_on is not None and poll.posted_on is None:
        notice = law.ask(q.ASSEMBLY_NOTICE).value
        was, becomes = (
            workdays.before(poll.opens_on, notice, calendar, earlier=True).day
            for calendar in (before, after)
        )
        yield said("公示最迟"), was, becomes
    if poll.judged_at is not None:
        try:
            publish = law.ask(q.PUBLISH_RESULT).value
        except Unanswered:
            return
        judged = day_of(poll.judged_at)
        was, becomes = (workdays.after(judged, publish, c).day for c in (before, after))
        yield said("公告结果最迟"), was, becomes

"""Figures as the rulebook defines them: each with numerator, denominator, moment and the rows it counts.

办结率 = done within the period ÷ due within the period (never ÷ received). 按时办结率 = done in time ÷
due within the period; what was extended counts by its new limit. 响应率, 解决率, 满意率 = answers of
return visits ÷ visits in which somebody was reached; who was not reached, and who was not drawn, is in
no denominator. A denominator of 0 is shown as a dash.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from mulin.discover.intake.models import ReturnVisit, Ticket
from mulin.kit.clock import end_of, start_of
from mulin.kit.words import said

VERSION = "2026-1"
"""The reading of the definitions; a change of one is a new version."""
State = Ticket.State
COUNTED = ~Q(state__in=(State.MERGED, State.DECLINED))
SATISFIED = Q(score__gte=4)


@dataclass(frozen=True)
class Rate:
    """One figure; ``part`` and ``whole`` name the lists of rows behind its two numbers."""

    code: str
    label: str
    part: int
    whole: int
    about: str
    rows: str = "tickets"

    @property
    def percent(self) -> str:
        """Cut off and never rounded up; a dash where there is nothing to divide by."""
        if not self.whole:
            return "—"
        tenths = self.part * 1000 // self.whole
        return f"{tenths // 10}.{tenths % 10}%"


def period(first: date, last: date) -> tuple[datetime, datetime]:
    return start_of(first), end_of(last)


def _due(start: datetime, end: datetime) -> Q:
    return COUNTED & Q(due_at__gt=start, due_at__lte=end)


def figure_filters(start: datetime, end: datetime) -> Mapping[str, Q]:
    """Every list behind a figure of tickets, by name."""
    due = _due(start, end)
    raised = Q(raised_at__gte=start, raised_at__lt=end)
    rated = Q(evaluated_at__gte=start, evaluated_at__lt=end, score__isnull=False)
    contact = COUNTED & Q(respond_by__gte=start, respond_by__lt=end)
    return {
        "raised": raised,
        "due": due,
        "done": due & Q(done_at__isnull=False, done_at__lt=end),
        "in_time": due & Q(done_at__isnull=False, done_at__lt=F("due_at")),
        "contact": contact,
        "contacted": contact & Q(contacted_at__isnull=False, contacted_at__lte=F("respond_by")),
        "rated": rated,
        "rated_solved": rated & Q(solved=Ticket.Solved.YES),
        "rated_satisfied": rated & SATISFIED,
        "again": raised & Q(round__gt=1),
        "hotline": raised & Q(channel=Ticket.Channel.HOTLINE),
    }


def in_figure(rows: QuerySet[Ticket], name: str, first: str, last: str) -> QuerySet[Ticket]:
    """The rows behind a figure, as its link asks for them; none for a name or day that is none."""
    try:
        start, end = period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return rows.none()
    wanted = figure_filters(start, end).get(name)
    return rows.filter(wanted) if wanted is not None else rows.none()


def counted(rows: QuerySet[Ticket], first: date, last: date) -> dict[str, int]:
    """Every number of tickets in one statement."""
    start, end = period(first, last)
    asked = {
        name: Count("pk", filter=wanted) for name, wanted in figure_filters(start, end).items()
    }
    return dict(rows.order_by().select_related(None).aggregate(**asked))


def ticket_rates(tally: Mapping[str, int]) -> list[Rate]:
    """Rates over tickets, the first two as 办结率 and 按时办结率 are defined."""
    return [
        Rate("done", said("办结率"), tally["done"], tally["due"], said("期内办结 ÷ 期内应办结")),
        Rate(
            "in_time",
            said("按时办结率"),
            tally["in_time"],
            tally["due"],
            said("时限内办结 ÷ 期内应办结，批准延期的按新时限"),
        ),
        Rate(
            "contacted",
            said("首次联系及时率"),
            tally["contacted"],
            tally["contact"],
            said("时限内联系 ÷ 期内应联系"),
        ),
        Rate("again", said("重办率"), tally["again"], tally["raised"], said("重办 ÷ 期内反映")),
    ]


def own_rates(tally: Mapping[str, int]) -> list[Rate]:
    """What residents said by themselves, beside the sample: no substitute for it."""
    about = said("只数自己评价的，没有评价的不计入分母")
    return [
        Rate("rated_solved", said("自评解决率"), tally["rated_solved"], tally["rated"], about),
        Rate(
            "rated_satisfied", said("自评满意率"), tally["rated_satisfied"], tally["rated"], about
        ),
    ]


VISITED: Mapping[str, Q] = {
    "visit_reached": Q(state=ReturnVisit.State.ANSWERED),
    "visit_responded": Q(state=ReturnVisit.State.ANSWERED, responded=True),
    "visit_solved": Q(state=ReturnVisit.State.ANSWERED, solved=Ticket.Solved.YES),
    "visit_satisfied": Q(state=ReturnVisit.State.ANSWERED) & SATISFIED,
}


def visits_in(
    street_id: UUID, first: date, last: date, organisation_id: UUID | None = None
) -> QuerySet[ReturnVisit]:
    """Visits made in the period, of one organisation's tickets where one is named."""
    start, end = period(first, last)
    rows = ReturnVisit.objects.of(street_id).filter(at__gte=start, at__lt=end)
    if organisation_id is not None:
        rows = rows.filter(ticket__organisation_id=organisation_id)
    found: QuerySet[ReturnVisit] = rows.select_related("ticket__compound", "round").order_by("-at")
    return found


def visit_rates(rows: QuerySet[ReturnVisit]) -> list[Rate]:
    """响应率, 解决率, 满意率 over the sample; one statement."""
    asked: dict[str, Any] = {name: Count("pk", filter=wanted) for name, wanted in VISITED.items()}
    tally = rows.order_by().select_related(None).aggregate(**asked)
    whole = tally["visit_reached"]
    about = said("回访样本，联系不上的不计入分母")
    return [
        Rate("visit_responded", said("响应率"), tally["visit_responded"], whole, about, "visits"),
        Rate("visit_solved", said("解决率"), tally["visit_solved"], whole, about, "visits"),
        Rate("visit_satisfied", said("满意率"), tally["visit_satisfied"], whole, about, "visits"),
    ]


def by_organisation(rows: QuerySet[Ticket], first: date, last: date) -> list[dict[str, Any]]:
    """For each organisation what was due, done and done in time; those with most first."""
    start, end = period(first, last)
    wanted = figure_filters(start, end)
    found = (
        rows.order_by()
        .select_related(None)
        .filter(_due(start, end), organisation__isnull=False)
        .values("organisation_id", "organisation__name")
        .annotate(
            due=Count("pk"),
            done=Count("pk", filter=wanted["done"]),
            in_time=Count("pk", filter=wanted["in_time"]),
            again=Count("pk", filter=Q(round__gt=1)),
        )
        .order_by("-due", "organisation__name")[:100]
    )
    return [
        {
            **row,
            "rate": Rate("", "", row["in_time"], row["due"], "").percent,
            "done_rate": Rate("", "", row["done"], row["due"], "").percent,
        }
        for row in found
    ]


def by_category(rows: QuerySet[Ticket], first: date, last: date) -> list[dict[str, Any]]:
    """How many of each category were raised, with those done again; the most frequent first."""
    start, end = period(first, last)
    found = (
        rows.order_by()
        .select_related(None)
        .filter(raised_at__gte=start, raised_at__lt=end)
        .values("category")
        .annotate(n=Count("pk"), again=Count("pk", filter=Q(round__gt=1)))
        .order_by("-n", "category")[:60]
    )
    return list(found)


def last_month(today: date) -> tuple[date, date]:
    """The last thirty days, today included."""
    return today - timedelta(days=29), today

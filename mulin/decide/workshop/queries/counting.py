"""A report's figures: counts of facts, and the facts behind each count.

A fact never changes and none is taken away; so what a window holds (days, compounds, people, and
the instant up to which facts were known) gives the same rows for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mulin.decide.workshop.figures import AREAS, FIGURES, Figure
from mulin.decide.workshop.models import Mandate, Report
from mulin.decide.workshop.queries.people import members_of
from mulin.decide.workshop.queries.reports import last_day
from mulin.ground.estate.models import Compound
from mulin.ground.record.models import Fact


@dataclass(frozen=True)
class Window:
    """Which facts a report may count."""

    street_id: UUID
    since: date
    until: date
    compounds: frozenset[UUID]
    people: frozenset[UUID]
    known_at: datetime | None = None


@dataclass(frozen=True)
class Line:
    """One figure: how many, and how many of them by the workshop's own people."""

    figure: Figure
    count: int
    own: int


def window_of(report: Report) -> Window:
    """The report's window: as pinned, or as of now while it is a draft."""
    until = last_day(report.month)
    if report.sent_at is not None:
        return Window(
            report.street_id,
            report.month,
            until,
            frozenset(UUID(one) for one in report.compounds),
            frozenset(UUID(one) for one in report.people),
            report.sent_at,
        )
    organisation = report.workshop.organisation_id
    return Window(
        report.street_id,
        report.month,
        until,
        _covered(report, until),
        members_of(report.street_id, organisation, until, since=report.month),
    )


def counted(window: Window) -> list[Line]:
    """Every figure; five statements."""
    seen = _known(window).filter(on__gte=window.since)
    own = Count("pk", filter=Q(person_id__in=window.people))
    by_kind = seen.values("kind").annotate(n=Count("pk"), own=own).order_by()
    found = {row["kind"]: (row["n"], row["own"]) for row in by_kind}
    lines = []
    for figure in FIGURES:
        if figure.closing:
            rows = facts_behind(window, figure)
            mine = rows.filter(person_id__in=window.people).count()
            lines.append(Line(figure, rows.count(), mine))
            continue
        pairs = [found.get(kind, (0, 0)) for kind in figure.kinds]
        lines.append(Line(figure, sum(n for n, _o in pairs), sum(o for _n, o in pairs)))
    return lines


def facts_behind(window: Window, figure: Figure) -> QuerySet[Fact]:
    """The facts that a figure counts, the newest first."""
    known = _known(window)
    rows = known.filter(kind__in=figure.kinds)
    if figure.closing:
        ended = known.filter(kind__in=figure.closing, subject_id__isnull=False)
        rows = rows.filter(~Q(subject_id__in=ended.order_by().values("subject_id")))
    else:
        rows = rows.filter(on__gte=window.since)
    found: QuerySet[Fact] = rows.order_by("-at", "-id")
    return found


def names_of(window: Window) -> dict[UUID, str]:
    """The compounds of the window, by name."""
    rows = Compound.objects.of(window.street_id).filter(pk__in=window.compounds)
    return dict(rows.values_list("pk", "name"))


def _known(window: Window) -> QuerySet[Fact]:
    here = Q(compound_id__in=window.compounds)
    if window.compounds:
        wide = Q(compound_id__isnull=True, kind__in=AREAS, body__area__in=["", *_areas(window)])
        here |= wide
    rows = Fact.objects.of(window.street_id).filter(here, on__lte=window.until)
    if window.known_at is not None:
        rows = rows.filter(at__lte=window.known_at)
    return rows


def _areas(window: Window) -> list[str]:
    """The communities of the window's compounds, as facts of the whole community name them."""
    rows = Compound.objects.of(window.street_id).filter(pk__in=window.compounds)
    return list(rows.order_by().values_list("community__name", flat=True).distinct())


def _covered(report: Report, until: date) -> frozenset[UUID]:
    """Compounds that a mandate covered on any day of the month."""
    mandates = Mandate.objects.of(report.street_id).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=report.month),
        workshop=report.workshop,
        valid_from__lte=until,
        valid_to__gte=report.month,
    )
    places = list(mandates.values_list("community_id", "compound_id"))
    rows = Compound.objects.of(report.street_id)
    if all(community or compound for community, compound in places):
        rows = rows.filter(
            Q(pk__in=[compound for _c, compound in places if compound])
            | Q(community_id__in=[c for c, compound in places if c and not compound])
        )
    return frozenset(rows.values_list("pk", flat=True)) if places else frozenset()

"""Reports: the months they are owed for, and those the reader may open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from mulin.decide.workshop.models import Mandate, Report, Workshop
from mulin.decide.workshop.permissions import HIDDEN, READERS, organisations_of
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.record.models import Fact
from mulin.ground.record.queries import Said, sentences
from mulin.kit.rights import Actor, Refused
from mulin.kit.words import said
from mulin.law.terms import Period, add_months
from mulin.law.workdays import after

MARKS = {
    Report.State.DRAFT: "idle",
    Report.State.SENT: "soon",
    Report.State.ASKED: "pause",
    Report.State.ACKNOWLEDGED: "done",
}
MOST_OWED = 12
"""Months that are looked back upon."""


@dataclass(frozen=True)
class Owed:
    """A month that was not reported yet."""

    workshop: Workshop
    month: date
    due: date
    draft: Report | None

    def late_on(self, day: date) -> bool:
        return day > self.due


def month_words(month: date) -> str:
    """``2026年11月``."""
    return said("{year}年{month}月", year=month.year, month=month.month)


def last_day(month: date) -> date:
    """The month's last day."""
    return add_months(month.replace(day=1), 1) - timedelta(days=1)


def reports_for(actor: Actor) -> QuerySet[Report]:
    """The workshop's own, drafts too; sent ones for the street and its auditors. Newest first."""
    rows = Report.objects.of(actor.street_id).select_related("workshop__organisation")
    own = Q(workshop__organisation_id__in=organisations_of(actor))
    if actor.has(*READERS):
        own |= ~Q(state=Report.State.DRAFT)
    found: QuerySet[Report] = rows.filter(own).order_by("-month", "-id")
    return found


def report_of(street_id: UUID, report_id: UUID) -> Report:
    """One of the street. Raises Refused where there is none."""
    rows = Report.objects.of(street_id).select_related("workshop__organisation", "street")
    found: Report | None = rows.filter(pk=report_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def owed_by(workshops: list[Workshop], today: date) -> list[Owed]:
    """Months that ended, in which a mandate held, and that were not sent; the oldest first."""
    if not workshops:
        return []
    street_id, this_month = workshops[0].street_id, today.replace(day=1)
    mandates = list(Mandate.objects.of(street_id).filter(workshop__in=workshops))
    rows = Report.objects.of(street_id).filter(workshop__in=workshops)
    known = {(row.workshop_id, row.month): row for row in rows}
    calendar = calendar_of(street_id)
    found = []
    for back in range(MOST_OWED, 0, -1):
        month = add_months(this_month, -back)
        for workshop in workshops:
            report = known.get((workshop.pk, month))
            if report is not None and report.state != Report.State.DRAFT:
                continue
            if any(_held_in(m, month) for m in mandates if m.workshop_id == workshop.pk):
                days = Period(working_days=workshop.report_days)
                due = after(last_day(month), days, calendar).day
                found.append(Owed(workshop, month, due, report))
    return found


def history_of(report: Report) -> list[Said]:
    """What happened to it."""
    return sentences(Fact.objects.of(report.street_id).filter(subject_id=report.pk))


def _held_in(mandate: Mandate, month: date) -> bool:
    ended = mandate.ended_on is not None and mandate.ended_on <= month
    return not ended and mandate.valid_from <= last_day(month) and mandate.valid_to >= month

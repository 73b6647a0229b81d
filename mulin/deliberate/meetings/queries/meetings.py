"""Meetings as lists and alone: who came, whether the parties suffice, what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mulin.deliberate.meetings.formats import BY_CODE, STANDARDS, Standard
from mulin.deliberate.meetings.models import (
    AgendaItem,
    Assignment,
    Attendance,
    Format,
    Meeting,
    Party,
)
from mulin.deliberate.meetings.permissions import reach
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal
from mulin.kit.words import joined, said
from mulin.law.process_catalogue import process_named
from mulin.law.terms import Share

QUORUM = Share(1, 2, inclusive=False)
"""Of the parties called. No law sets it: this product's default, and the screen says so."""


@dataclass(frozen=True)
class FormatName:
    """A kind of meeting as this street calls it."""

    code: str
    title: str
    about: str
    offered: bool
    standard: Standard


@dataclass(frozen=True)
class Quorum:
    """Whether enough parties came: ``came`` of ``called``, ``least`` needed, and who is missing."""

    came: int
    called: int
    least: int
    missing: tuple[str, ...]

    @property
    def met(self) -> bool:
        return self.came >= self.least and not self.missing

    @property
    def refusal(self) -> Refusal | None:
        """None where the meeting can conclude; else how far it is, and what to do."""
        if self.met:
            return None
        what = said(
            "到会 {came} 方，应到 {called} 方，至少要 {least} 方。",
            came=self.came,
            called=self.called,
            least=self.least,
        )
        if self.missing:
            what = said(
                "{what}必须到会的还缺：{names}。", what=what, names=joined("、", self.missing)
            )
        return Refusal(what, said("到会的请先签到；到不齐的，登记“没有开成”，改期再开。"))


def formats_of(street_id: UUID) -> list[FormatName]:
    """Every kind of meeting, as this street calls it."""
    named = {row.code: row for row in Format.objects.of(street_id)}
    return [_named(standard, named.get(standard.code)) for standard in STANDARDS]


def format_named(street_id: UUID, code: str) -> FormatName:
    """One kind of meeting. Raises KeyError where there is none of that code."""
    row = Format.objects.of(street_id).filter(code=code).first()
    return _named(BY_CODE[code], row)


def _named(standard: Standard, row: Format | None) -> FormatName:
    if row is None:
        return FormatName(standard.code, standard.title, standard.about, True, standard)
    return FormatName(standard.code, row.title, row.about, row.offered, standard)


def meetings_for(actor: Actor) -> QuerySet[Meeting]:
    """Meetings the actor sees, the latest first."""
    rows = Meeting.objects.of(actor.street_id).select_related("compound")
    within = reach(actor)
    if within is not None:
        rows = rows.filter(compound_id__in=within)
    standing = AgendaItem.objects.filter(street_id=OuterRef("street_id"), meeting_id=OuterRef("pk"))
    total = standing.order_by().values("meeting_id").annotate(n=Count("pk")).values("n")
    counted = rows.annotate(topics=Coalesce(Subquery(total), 0))
    found: QuerySet[Meeting] = counted.order_by("-starts_at", "-id")
    return found


def meeting_of(street_id: UUID, meeting_id: UUID) -> Meeting | None:
    """One meeting of a street."""
    rows = Meeting.objects.of(street_id).select_related("compound", "street")
    found: Meeting | None = rows.filter(pk=meeting_id).first()
    return found


def meeting_at(street_id: UUID, door: str) -> Meeting | None:
    """The meeting whose code hangs at the door."""
    rows = Meeting.objects.of(street_id).select_related("compound", "street")
    found: Meeting | None = rows.filter(door=door).first() if door else None
    return found


def parties_of(meeting: Meeting) -> list[Party]:
    """The parties called, in their order."""
    return list(Party.objects.of(meeting.street_id).filter(meeting=meeting).order_by("order"))


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The agenda."""
    rows = AgendaItem.objects.of(meeting.street_id).filter(meeting=meeting)
    return list(rows.select_related("issue").order_by("order"))


def assignments_of(meeting: Meeting) -> list[Assignment]:
    """Everything the meeting gave somebody to do, what is due first."""
    rows = Assignment.objects.of(meeting.street_id).filter(item__meeting=meeting)
    return list(rows.select_related("party", "issue").order_by("due_on", "id"))


def attendances_of(meeting: Meeting) -> list[Attendance]:
    """Who signed in, in the order of coming."""
    rows = Attendance.objects.of(meeting.street_id).filter(meeting=meeting)
    return list(rows.select_related("party").order_by("came_at", "id"))


def came_to(meeting: Meeting) -> set[UUID]:
    """Parties of which somebody came whose name is vouched for."""
    rows = Attendance.objects.of(meeting.street_id).filter(meeting=meeting)
    return set(rows.filter(confirmed_at__isnull=False).values_list("party_id", flat=True))


def quorum_of(meeting: Meeting) -> Quorum:
    """Whether enough of the parties are there: more than half, and each that must come."""
    return quorum(parties_of(meeting), came_to(meeting))


def quorum(parties: Sequence[Party], came: set[UUID]) -> Quorum:
    """The same over rows at hand."""
    missing = tuple(p.name for p in parties if p.needed and p.pk not in came)
    return Quorum(len(came), len(parties), QUORUM.needed(len(parties)), missing)


def called_late(starts_at: datetime, today: date) -> bool:
    """Whether a call of today gives less than the usual five days (this product's default)."""
    return day_of(starts_at) - today < timedelta(days=_usual_notice())


def _usual_notice() -> int:
    call = process_named("joint_meeting").by_code["call"]
    days: int = call.due.length.days  # type: ignore[union-attr]
    return days


def open_assignments(actor: Actor) -> QuerySet[Assignment]:
    """What was promised and is not done, in the compounds the actor carries."""
    rows = Assignment.objects.of(actor.street_id).filter(done_on__isnull=True)
    within = reach(actor)
    if within is not None:
        rows = rows.filter(issue__compound_id__in=within)
    found: QuerySet[Assignment] = rows.select_related("party", "issue__compound").order_by(
        "due_on", "id"
    )
    return found

"""Referrals: the list, one with its clock and pictures, teams, a person's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from mulin.discover.referrals.models import Evidence, Referral, SiteVisit, Team
from mulin.discover.referrals.permissions import FINDERS, reach, teams_of
from mulin.ground.estate.models import Building, Compound
from mulin.ground.record.queries import Said, sentences_about
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor
from mulin.kit.words import said

State = Referral.State
MARKS = {
    State.TIPPED: "soon",
    State.DISSUADING: "now",
    State.SETTLED: "done",
    State.REPORTED: "soon",
    State.REFERRED: "now",
    State.RETURNED: "no",
    State.ACCEPTED: "now",
    State.RESULT: "soon",
    State.CLOSED: "done",
    State.DROPPED: "idle",
}


@dataclass(frozen=True)
class Clock:
    """The hours until it must be reported, or by how many it was late."""

    due: datetime
    left: timedelta
    over: bool
    stopped: bool

    @property
    def words(self) -> str:
        minutes = int(abs(self.left).total_seconds()) // 60
        hours, rest = divmod(minutes, 60)
        if self.stopped and not self.over:
            return said("按时报告")
        if self.over:
            return said("超过 {hours} 小时 {minutes} 分", hours=hours, minutes=rest)
        return said("还剩 {hours} 小时 {minutes} 分", hours=hours, minutes=rest)

    @property
    def percent(self) -> int:
        """How much of a day is used, for the ring."""
        used = timedelta(hours=24) - self.left
        return max(0, min(100, int(100 * used.total_seconds() / 86_400)))


def clock_of(row: Referral, now: datetime) -> Clock | None:
    """None before anybody was talked to, and where it was put right."""
    if row.report_by is None or row.state == State.SETTLED:
        return None
    until = row.reported_at or now
    left = row.report_by - until
    return Clock(row.report_by, left, left < timedelta(0), row.reported_at is not None)


def late(now: datetime) -> Q:
    """Past the hours to report, the days to accept, or reported too late."""
    today = day_of(now)
    waiting = Q(state=State.DISSUADING, report_by__lt=now)
    return (
        waiting | Q(state=State.REFERRED, answer_by__lt=today) | Q(reported_at__gt=F("report_by"))
    )


def mark_of(row: Referral, now: datetime) -> tuple[str, str]:
    """Mark and word; late is seen late while it waits."""
    word = row.get_state_display()
    clock = clock_of(row, now)
    if row.state == State.DISSUADING and clock is not None and clock.over:
        return "late", said("{word}，报告超时", word=word)
    if row.state == State.REFERRED and row.answer_by and row.answer_by < day_of(now):
        return "late", said("{word}，没有按时答复", word=word)
    return MARKS[State(row.state)], word


def referrals_for(actor: Actor) -> QuerySet[Referral]:
    """Open ones first: of the actor's compounds, and what lies with his team."""
    rows = Referral.objects.of(actor.street_id).select_related(
        "compound", "building", "team__organisation"
    )
    within = reach(actor)
    if within is not None:
        rows = rows.filter(Q(compound_id__in=within) | Q(team__organisation_id__in=teams_of(actor)))
    found: QuerySet[Referral] = rows.order_by(F("ended_on").desc(nulls_first=True), "-id")
    return found


def referral_of(street_id: UUID, referral_id: UUID) -> Referral | None:
    rows = Referral.objects.of(street_id).select_related(
        "street", "compound__community", "building", "team__organisation", "reporter"
    )
    found: Referral | None = rows.filter(pk=referral_id).first()
    return found


def pictures_of(row: Referral) -> list[Evidence]:
    return list(row.evidence.select_related("paper").order_by("id"))


def visits_of(row: Referral) -> list[SiteVisit]:
    return list(row.visits.order_by("day", "id"))


def timeline(row: Referral) -> list[Said]:
    return sentences_about(row.street_id, row.pk, 60)


def counts(rows: QuerySet[Referral], now: datetime) -> dict[str, int]:
    """For the head of the list."""
    found: dict[str, int] = rows.order_by().aggregate(
        open=Count("pk", filter=~Q(state__in=Referral.ENDED)),
        late=Count("pk", filter=late(now)),
        refer=Count("pk", filter=Q(state__in=(State.REPORTED, State.RETURNED))),
        team=Count("pk", filter=Q(state__in=Referral.AT_TEAM)),
    )
    return found


def teams(street_id: UUID) -> list[Team]:
    rows = Team.objects.of(street_id).filter(ended_on__isnull=True)
    return list(rows.select_related("organisation").order_by("organisation__name"))


def teams_fit(row: Referral) -> list[Team]:
    """Teams that take this kind in this community."""
    area = row.compound.community_id.hex
    return [one for one in teams(row.street_id) if row.kind in one.kinds and area in one.areas]


def team_of(street_id: UUID, team_id: UUID) -> Team | None:
    rows = Team.objects.of(street_id).select_related("organisation")
    found: Team | None = rows.filter(pk=team_id).first()
    return found


def teams_near(street_id: UUID, compounds: Sequence[Compound]) -> list[Team]:
    """Whom residents may call."""
    areas = {one.community_id.hex for one in compounds}
    return [one for one in teams(street_id) if areas & set(one.areas)]


def compounds_for(actor: Actor) -> list[Compound]:
    """Compounds in which the actor may write down what was found."""
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    if not actor.has(*FINDERS):
        mine = (g.compounds for g in actor.grants if g.role in FINDERS)
        rows = rows.filter(pk__in=frozenset().union(*mine))
    return list(rows.order_by("name", "id"))


def own_compounds(actor: Actor) -> list[Compound]:
    """Compounds in which the person lives or owns."""
    rows = Compound.objects.of(actor.street_id).filter(pk__in=actor.compounds)
    return list(rows.order_by("name", "id"))


def building_of(compound: Compound, typed: str) -> Building | None:
    """A building by its label, as people write it."""
    label = typed.strip().removesuffix("号楼").removesuffix("栋").removesuffix("幢")
    rows = Building.objects.of(compound.street_id).filter(compound=compound, ended_on__isnull=True)
    found: Building | None = rows.filter(label=label).first() if label else None
    return found


def own_referrals(actor: Actor) -> list[Referral]:
    """What the person told of."""
    if actor.person_id is None:
        return []
    rows = Referral.objects.of(actor.street_id).filter(reporter_id=actor.person_id)
    return list(rows.select_related("compound").order_by("-id")[:50])

"""Trainings a person is invited to or looks after, and who took part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mulin.decide.capability.models import Participant, Training, TrainingPaper
from mulin.decide.capability.permissions import AUDIENCES, OVERSEERS, PLANNERS
from mulin.ground.estate.models import Appointment, Community, Compound
from mulin.kit.rights import Actor, Role, Scope

COMES = Q(signed_up_at__isnull=False, withdrawn_at__isnull=True)
"""Signed up, and not withdrawn again."""
CAME = Q(came_at__isnull=False, confirmed_at__isnull=False)


@dataclass(frozen=True)
class Opinion:
    """What those who came said of it; nobody is named."""

    count: int
    average: float | None
    words: tuple[str, ...]


def trainings_for(actor: Actor) -> QuerySet[Training]:
    """Trainings that invite the actor or that the actor looks after, the latest first."""
    rows = Training.objects.of(actor.street_id).select_related("community", "compound", "street")
    if not actor.has(Role.STREET_OFFICER, Role.AUDITOR, Role.SYSTEM):
        rows = rows.filter(_invited(actor) | _looked_after(actor))
    people = Participant.objects.filter(
        street_id=OuterRef("street_id"), training_id=OuterRef("pk")
    ).order_by()
    counted = rows.annotate(
        coming=Coalesce(Subquery(_number(people.filter(COMES))), 0),
        came=Coalesce(Subquery(_number(people.filter(CAME))), 0),
    )
    found: QuerySet[Training] = counted.order_by("-starts_at", "-id")
    return found


def training_for(actor: Actor, training_id: UUID) -> Training | None:
    """One training, where the actor may see it."""
    found: Training | None = trainings_for(actor).filter(pk=training_id).first()
    return found


def training_at(street_id: UUID, door: str) -> Training | None:
    """The training whose code hangs at the door."""
    rows = Training.objects.of(street_id).select_related("street")
    found: Training | None = rows.filter(door=door).first() if door else None
    return found


def is_invited(actor: Actor, training: Training) -> bool:
    """Whether it is meant for one of the actor's posts or homes."""
    rows = Training.objects.of(actor.street_id).filter(pk=training.pk)
    return rows.filter(_invited(actor)).exists()


def participants_of(training: Training) -> list[Participant]:
    """Everybody who signed up or came, in that order of time; those who withdrew last."""
    rows = Participant.objects.of(training.street_id).filter(training=training)
    return sorted(rows, key=lambda p: (p.withdrawn_at is not None and p.came_at is None, p.pk))


def mine_in(actor: Actor, training: Training) -> Participant | None:
    """The actor's own row."""
    if actor.person_id is None:
        return None
    rows = Participant.objects.of(actor.street_id).filter(training=training)
    found: Participant | None = rows.filter(person_id=actor.person_id).first()
    return found


def my_record(actor: Actor) -> list[Participant]:
    """Trainings the actor came to, the latest first."""
    if actor.person_id is None:
        return []
    rows = Participant.objects.of(actor.street_id).filter(CAME, person_id=actor.person_id)
    return list(rows.select_related("training").order_by("-training__starts_at")[:50])


def seats_left(training: Training, coming: int) -> int | None:
    """Places that are free; None where there is no limit."""
    return max(0, training.capacity - coming) if training.capacity else None


def coming_to(training: Training) -> int:
    """How many signed up."""
    return Participant.objects.of(training.street_id).filter(COMES, training=training).count()


def opinion_of(training: Training) -> Opinion:
    """Scores and words of those who came."""
    rows = Participant.objects.of(training.street_id).filter(training=training, score__gt=0)
    told = rows.aggregate(n=Count("pk"), average=Avg("score"))
    words = rows.filter(words__gt="").order_by("words").values_list("words", flat=True)
    return Opinion(told["n"], told["average"], tuple(words))


def papers_of(training: Training) -> list[TrainingPaper]:
    """The handouts."""
    rows = TrainingPaper.objects.of(training.street_id).filter(training=training)
    return list(rows.select_related("paper").order_by("id"))


def compounds_meant(training: Training) -> QuerySet[Compound]:
    """Compounds that a training is for."""
    rows = Compound.objects.of(training.street_id).filter(ended_on__isnull=True)
    if training.compound_id:
        rows = rows.filter(pk=training.compound_id)
    elif training.community_id:
        rows = rows.filter(community_id=training.community_id)
    found: QuerySet[Compound] = rows.order_by("name", "id")
    return found


def people_meant(training: Training, today: date) -> list[UUID]:
    """Holders of the posts a training invites, in its place; owners read it on the board."""
    roles = [
        role
        for field, meant in AUDIENCES.items()
        if field != "for_owners" and getattr(training, field)
        for role in meant
    ]
    rows = Appointment.objects.of(training.street_id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today), role__in=roles, valid_from__lte=today
    )
    if training.compound_id:
        here = training.compound_id
        rows = rows.filter(Q(compound_id=here) | Q(organisation__compound_id=here))
    elif training.community_id:
        inside = training.community_id
        rows = rows.filter(
            Q(community_id=inside)
            | Q(compound__community_id=inside)
            | Q(organisation__community_id=inside)
            | Q(organisation__compound__community_id=inside)
        )
    return list(rows.order_by("person_id").values_list("person_id", flat=True).distinct())


def communities_to(actor: Actor) -> QuerySet[Community]:
    """Communities for which the actor may plan trainings."""
    rows = Community.objects.of(actor.street_id).filter(ended_on__isnull=True)
    if not actor.has(Role.STREET_OFFICER):
        mine = [
            g.scope_id
            for g in actor.grants
            if g.role == Role.COMMUNITY_WORKER and g.scope is Scope.COMMUNITY
        ]
        rows = rows.filter(pk__in=mine)
    found: QuerySet[Community] = rows.order_by("name", "id")
    return found


def compounds_to(actor: Actor) -> QuerySet[Compound]:
    """Compounds for which the actor may plan trainings."""
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    if not actor.has(Role.STREET_OFFICER):
        mine = (g.compounds for g in actor.grants if g.role in PLANNERS)
        rows = rows.filter(pk__in=frozenset().union(*mine))
    found: QuerySet[Compound] = rows.order_by("name", "id")
    return found


def unfinished(actor: Actor, now: datetime) -> QuerySet[Training]:
    """Trainings that began and have not been put down as held."""
    rows = trainings_for(actor).filter(state=Training.State.PLANNED, starts_at__lte=now)
    found: QuerySet[Training] = rows.order_by("starts_at", "id")
    return found


def waiting_for(actor: Actor, now: datetime) -> QuerySet[Training]:
    """Trainings to come that invite the actor and that he has not answered."""
    answered = Participant.objects.of(actor.street_id).filter(person_id=actor.person_id)
    rows = trainings_for(actor).filter(
        _invited(actor), state=Training.State.PLANNED, starts_at__gt=now
    )
    taken = answered.order_by().values("training_id")
    found: QuerySet[Training] = rows.filter(~Q(pk__in=taken)).order_by("starts_at", "id")
    return found


def _number(rows: QuerySet[Participant]) -> QuerySet[Any, Any]:
    return rows.values("training_id").annotate(n=Count("pk")).values("n")


def _invited(actor: Actor) -> Q:
    """Trainings for one of the actor's roles, in a place that the role reaches."""
    found = Q(pk__in=())
    for field, roles in AUDIENCES.items():
        grants = [g for g in actor.grants if g.role in roles]
        if grants:
            wide = any(g.scope is Scope.STREET for g in grants)
            reached = frozenset().union(*(g.compounds for g in grants))
            found |= Q(**{field: True}) & (Q() if wide else _within(actor, reached))
    return found


def _looked_after(actor: Actor) -> Q:
    """Trainings in the places the actor works for, and those of the whole street."""
    grants = [g for g in actor.grants if g.role in OVERSEERS]
    if not grants:
        return Q(pk__in=())
    return _within(actor, frozenset().union(*(g.compounds for g in grants)))


def _within(actor: Actor, compounds: frozenset[UUID]) -> Q:
    """For the whole street, for one of the compounds, or for the community around one."""
    around = Compound.objects.of(actor.street_id).filter(pk__in=compounds)
    return (
        Q(community__isnull=True, compound__isnull=True)
        | Q(compound_id__in=compounds)
        | Q(community_id__in=around.order_by().values("community_id"), compound__isnull=True)
    )

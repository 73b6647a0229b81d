"""Tasks as lists and as a picture by building, their photos before and after."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mulin.discover.campaigns.models import Campaign, Picture, Site, Target, Task
from mulin.discover.campaigns.queries.campaigns import within
from mulin.ground.page.picture import Key, Spot, buildings
from mulin.ground.page.picture import Picture as Drawn
from mulin.kit.rights import Actor
from mulin.kit.words import said

LOOKS = {
    Task.State.OPEN: "empty",
    Task.State.DONE: "lines",
    Task.State.ACCEPTED: "full",
    Task.State.RETURNED: "cross",
}


def tasks_for(actor: Actor, campaign: Campaign) -> QuerySet[Task]:
    """Tasks in the compounds the actor reads, with how many photos there are of before and after."""
    rows = within(actor, Task.objects.of(actor.street_id).filter(campaign=campaign))
    mine = Q(pictures__street_id=actor.street_id)
    counted = rows.annotate(
        before=Count("pictures", filter=mine & Q(pictures__phase=Picture.Phase.BEFORE)),
        after=Count("pictures", filter=mine & Q(pictures__phase=Picture.Phase.AFTER)),
    )
    found: QuerySet[Task] = counted.select_related("compound", "building", "team").order_by(
        "compound__name", "building__order", "title", "id"
    )
    return found


def task_of(street_id: UUID, task_id: UUID) -> Task | None:
    """One task of a street."""
    rows = Task.objects.of(street_id).filter(pk=task_id)
    found: Task | None = rows.select_related("campaign", "compound", "building", "team").first()
    return found


def pictures_of(task: Task) -> list[Picture]:
    """Its photos, in the order they were taken."""
    rows = Picture.objects.of(task.street_id).filter(task=task)
    return list(rows.select_related("paper", "street").order_by("taken_at", "id"))


def pairs_of(street_id: UUID, tasks: list[UUID]) -> dict[UUID, dict[str, Picture]]:
    """Task → its first photo of before and its last of after, in one statement."""
    found: dict[UUID, dict[str, Picture]] = {}
    rows = Picture.objects.of(street_id).filter(task__in=tasks).select_related("paper", "street")
    for row in rows.order_by("taken_at", "id"):
        pair = found.setdefault(row.task_id, {})
        if row.phase == Picture.Phase.AFTER or row.phase not in pair:
            pair[row.phase] = row
    return found


def drawing(tasks: list[Task], href: str, *, several: bool, width: int = 1100) -> Drawn:
    """Progress by building: a cell for each task, six to a row, what belongs to no building last."""
    placed: Counter[str] = Counter()
    spots = []
    for task in sorted(tasks, key=lambda one: one.building_id is None):
        house = _house(task, several)
        level = placed[house] // 6 + 1
        placed[house] += 1
        title = f"{task.title} {task.get_state_display()}"
        spots.append(
            Spot(house, "", level, LOOKS[Task.State(task.state)], title, f"{href}{task.pk}/")
        )
    notes = {
        house: (f"{_done(tasks, house, several)}/{many}", False) for house, many in placed.items()
    }
    return buildings(spots, notes=notes, width=width)


def legend(tasks: list[Task]) -> list[Key]:
    """One line for each state that occurs."""
    counts = Counter(task.state for task in tasks)
    return [Key(LOOKS[one], one.label, counts[one]) for one in LOOKS if counts[one]]


def targets_by_site(sites: list[Site]) -> dict[UUID, list[Target]]:
    """Site → its targets, in one statement."""
    found: dict[UUID, list[Target]] = {}
    if sites:
        rows = Target.objects.of(sites[0].street_id).filter(site__in=sites).order_by("order")
        for row in rows:
            found.setdefault(row.site_id, []).append(row)
    return found


def counts_by_place(actor: Actor, campaign: Campaign) -> dict[UUID, dict[str, int]]:
    """Compound → how many tasks there are and how many are done."""
    rows = within(actor, Task.objects.of(actor.street_id).filter(campaign=campaign))
    counted = (
        rows.order_by()
        .values("compound_id")
        .annotate(
            all=Count("pk", filter=~Q(state=Task.State.DROPPED)),
            done=Count("pk", filter=Q(state__in=(Task.State.DONE, Task.State.ACCEPTED))),
            accepted=Count("pk", filter=Q(state=Task.State.ACCEPTED)),
        )
    )
    return {row["compound_id"]: row for row in counted}


def _house(task: Task, several: bool) -> str:
    house = str(task.building) if task.building_id else said("公共区域")
    return f"{task.compound.name} {house}" if several else house


def _done(tasks: list[Task], house: str, several: bool) -> int:
    finished = (Task.State.DONE, Task.State.ACCEPTED)
    return sum(t.state in finished and _house(t, several) == house for t in tasks)

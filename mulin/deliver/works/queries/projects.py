"""Projects as their pages need them, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mulin.deliver.works.models import (
    Contract,
    Guidance,
    Home,
    Objection,
    Project,
    ProjectPaper,
    Survey,
)
from mulin.deliver.works.permissions import reach
from mulin.deliver.works.queries.consent import Counted, counted
from mulin.deliver.works.queries.progress import Progress, progress_of
from mulin.deliver.works.queries.shares import Share, shares_of
from mulin.ground.estate.models import Compound, Ownership
from mulin.ground.estate.queries.holdings import held_on
from mulin.ground.record.queries import Said, sentences_about
from mulin.kit.rights import Actor
from mulin.kit.words import said
from mulin.law.lifts.papers import Kept, PaperSet, kept
from mulin.law.lifts.risks import ContractKind, Risk, Situation, Terms, reminders

MOST_SAID = 60


@dataclass(frozen=True)
class File:
    """A project with everything that stands in its file."""

    project: Project
    survey: Survey | None
    homes: tuple[Home, ...]
    shares: tuple[Share, ...]
    consents: tuple[Counted, ...]
    progress: Progress
    objections: tuple[Objection, ...]
    contracts: tuple[Contract, ...]
    papers: tuple[ProjectPaper, ...]

    @property
    def waiting(self) -> tuple[Objection, ...]:
        """Objections that nobody settled yet."""
        return tuple(one for one in self.objections if one.settled_on is None)

    @property
    def decisive(self) -> Counted:
        return self.consents[0]

    @property
    def kept(self) -> list[Kept]:
        return list(kept(_counts(self.papers), self.progress.done))

    @property
    def sets(self) -> list[tuple[PaperSet, list[tuple[Kept, list[ProjectPaper]]], int]]:
        """The four sets: each paper with its files, and how many are missing."""
        found = []
        for one in PaperSet:
            rows = [row for row in self.kept if row.paper.of is one]
            files = [(row, [p for p in self.papers if p.kind == row.paper.code]) for row in rows]
            found.append((one, files, sum(row.missing for row in rows)))
        return found

    @property
    def risks(self) -> list[Risk]:
        return list(reminders(_situation(self)))


def project_of(street_id: UUID, project_id: UUID) -> Project | None:
    """One project of a street, with its place at hand."""
    rows = Project.objects.of(street_id)
    rows = rows.select_related("street", "compound", "building", "stairwell")
    found: Project | None = rows.filter(pk=project_id).first()
    return found


def projects_for(actor: Actor) -> QuerySet[Project]:
    """Projects the actor works on or audits, with how many homes answered; the newest first."""
    rows = Project.objects.of(actor.street_id).select_related("compound", "building", "stairwell")
    within = reach(actor)
    if within is not None:
        rows = rows.filter(compound_id__in=within)
    homes = Home.objects.filter(
        street_id=OuterRef("street_id"), project_id=OuterRef("pk"), inside=True
    )
    found: QuerySet[Project] = rows.annotate(
        asked=_number(homes), agreed=_number(homes.filter(consent=Home.Word.AGREE))
    ).order_by("state", "-opened_on", "-id")
    return found


def file_of(project: Project, today: date) -> File:
    """Everything about a project; seven statements."""
    homes = tuple(project.homes.order_by("order"))
    survey: Survey | None = (
        Survey.objects.of(project.street_id).filter(stairwell_id=project.stairwell_id).first()
    )
    return File(
        project=project,
        survey=survey,
        homes=homes,
        shares=tuple(shares_of(project, homes)),
        consents=tuple(counted(project, homes)),
        progress=progress_of(project, today),
        objections=tuple(project.objections.order_by("id")),
        contracts=tuple(project.contracts.order_by("signed_on", "id")),
        papers=tuple(project.papers.select_related("paper").order_by("id")),
    )


def guidance_of(project: Project) -> list[Guidance]:
    """The accompaniment log, newest first."""
    return list(project.guidance.order_by("-day", "-id"))


def timeline(project: Project) -> list[Said]:
    """What happened, as sentences, newest first."""
    return sentences_about(project.street_id, project.pk, MOST_SAID)


def opened_by(project: Project) -> str:
    """Which post opened it at the owners' wish, as its first fact says."""
    said_so = sentences_about(project.street_id, project.pk, 200)
    return str(said_so[-1].who) if said_so else ""


def lifts_under_way(compound: Compound) -> Iterable[str]:
    """Lifts of a compound that are not finished: it is not regrouped under them."""
    rows = Project.objects.of(compound.street_id).filter(compound_id=compound.pk)
    for project in rows.filter(state=Project.State.OPEN).order_by("id"):
        yield said("加装电梯“{number}”", number=project.number)


def own_homes(actor: Actor, project: Project, today: date) -> list[Home]:
    """The homes of this project that the person himself owns today."""
    if actor.person_id is None or not actor.units:
        return []
    held = Ownership.objects.of(project.street_id).filter(
        held_on(today), person_id=actor.person_id, unit_id__in=actor.units
    )
    rows = project.homes.filter(unit_id__in=held.values_list("unit_id", flat=True))
    return list(rows.select_related("project").order_by("order"))


def projects_near(actor: Actor) -> QuerySet[Project]:
    """Projects of the compounds in which the person owns or rents a home."""
    rows = Project.objects.of(actor.street_id).filter(compound_id__in=actor.compounds)
    found: QuerySet[Project] = rows.select_related("compound", "building", "stairwell").order_by(
        "compound__name", "building__order", "stairwell__order", "id"
    )
    return found


def _number(homes: QuerySet[Home]) -> Coalesce:
    """How many rows a correlated question has; composite keys let no count be grouped outside."""
    grouped = homes.order_by().values("project_id").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(grouped), 0)


def _counts(papers: Iterable[ProjectPaper]) -> dict[str, int]:
    found: dict[str, int] = {}
    for paper in papers:
        found[paper.kind] = found.get(paper.kind, 0) + 1
    return found


def _situation(file: File) -> Situation:
    """The project as the reminders see it."""
    project, survey = file.project, file.survey
    return Situation(
        done=file.progress.done,
        contracts=tuple(_terms(contract) for contract in file.contracts),
        papers=_counts(file.papers),
        cost=project.cost,
        subsidy=project.subsidy,
        refusing=sum(share.opinion == Home.Opinion.AGAINST for share in file.shares),
        open_objections=len(file.waiting),
        pipes=survey is not None and survey.answers.get("pipes") in ("movable", "trunk"),
    )


def _terms(contract: Contract) -> Terms:
    return Terms(
        ContractKind(contract.kind),
        contract.price,
        contract.advance,
        contract.retained,
        contract.warranty,
        contract.finish_by is not None,
        contract.penalty,
        contract.pipes_included,
    )

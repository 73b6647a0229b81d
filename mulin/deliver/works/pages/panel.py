"""What the map's side shows of one stairwell: the survey, and the project where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mulin.deliver.works.models import Project, Survey, SurveyPhoto
from mulin.deliver.works.permissions import may_open_project, may_survey
from mulin.deliver.works.queries.consent import Counted
from mulin.deliver.works.queries.photos import photos_of
from mulin.deliver.works.queries.progress import PhaseStep, phases_of
from mulin.deliver.works.queries.projects import File, file_of
from mulin.deliver.works.queries.shares import Floor, floors_of
from mulin.ground.estate.models import Compound, Stairwell
from mulin.kit.rights import Actor
from mulin.kit.words import said
from mulin.law.lifts.consent import Line
from mulin.law.lifts.feasibility import FACTORS, Assessment, Effect, Verdict, assess

STATE_MARKS = {
    Project.State.OPEN: "now",
    Project.State.DONE: "done",
    Project.State.DROPPED: "idle",
}
EFFECT_MARKS = {
    Effect.FINE: "done",
    Effect.CONDITION: "soon",
    Effect.STOP: "no",
    Effect.UNKNOWN: "idle",
}


@dataclass(frozen=True)
class Answer:
    """One line of the survey sheet."""

    title: str
    words: str
    mark: str
    why: str
    cite: str


@dataclass(frozen=True)
class Row:
    """One requirement of the consent with both figures."""

    title: str
    persons: Line
    area: Line

    @property
    def met(self) -> bool:
        return self.persons.met and self.area.met


@dataclass(frozen=True)
class Panel:
    stairwell: Stairwell
    survey: Survey | None
    assessment: Assessment
    answers: list[Answer]
    mark: str
    why_not_survey: str
    why_not_open: str
    file: File | None = None
    phases: tuple[PhaseStep, ...] = ()
    consent: tuple[Row, ...] = ()
    floors: tuple[Floor, ...] = ()
    photos: tuple[SurveyPhoto, ...] = ()
    word: str = ""
    word_mark: str = ""


def panel_of(actor: Actor, compound: Compound, stairwell_id: UUID, today: date) -> Panel | None:
    """None where the compound has no such stairwell."""
    rows = Stairwell.objects.of(actor.street_id).select_related("compound", "building")
    stairwell: Stairwell | None = rows.filter(compound=compound, pk=stairwell_id).first()
    if stairwell is None:
        return None
    surveys = Survey.objects.of(actor.street_id).select_related("photo", "street")
    survey: Survey | None = surveys.filter(stairwell=stairwell).first()
    found = assess(survey.answers if survey else {})
    projects = Project.objects.of(actor.street_id).filter(stairwell=stairwell)
    project: Project | None = projects.exclude(state=Project.State.DROPPED).first()
    marks = {
        Verdict.FEASIBLE: "done",
        Verdict.CONDITIONAL: "soon",
        Verdict.NOT_FEASIBLE: "no",
        Verdict.OPEN: "idle",
    }
    plain = {
        "stairwell": stairwell,
        "survey": survey,
        "assessment": found,
        "answers": answers_of(survey),
        "photos": tuple(photos_of(stairwell.building)),
        "mark": marks[found.verdict],
        "why_not_survey": str(may_survey(actor, compound.pk) or ""),
        "why_not_open": _why_not_open(actor, compound, found),
    }
    if project is None:
        return Panel(**plain)  # type: ignore[arg-type]
    file = file_of(project, today)
    word_mark, word = state_of(file)
    return Panel(
        **plain,  # type: ignore[arg-type]
        file=file,
        phases=tuple(phases_of(project, file.progress, 0, "%y-%m-%d")),
        consent=rows_of(file.decisive),
        floors=tuple(floors_of(file.shares)),
        word=word,
        word_mark=word_mark,
    )


def answers_of(survey: Survey | None) -> list[Answer]:
    """The sheet as it was filled in, question by question."""
    found = []
    for factor in FACTORS:
        choice = factor.by_code.get(survey.answers.get(factor.code, "")) if survey else None
        found.append(
            Answer(
                factor.title,
                choice.words if choice else said("没有看"),
                EFFECT_MARKS[choice.effect if choice else Effect.UNKNOWN],
                choice.why if choice and choice.effect is not Effect.UNKNOWN else "",
                factor.source.spaced if factor.source else "",
            )
        )
    return found


def rows_of(counted: Counted) -> tuple[Row, ...]:
    """Persons and area of one requirement beside each other."""
    lines = counted.consent.lines
    return tuple(
        Row(persons.title, persons, area)
        for persons, area in zip(lines[::2], lines[1::2], strict=True)
    )


def state_of(file: File) -> tuple[str, str]:
    """Where a project stands, as mark and words."""
    project = file.project
    if not project.is_open:
        return STATE_MARKS[Project.State(project.state)], project.get_state_display()
    if file.waiting:
        return "soon", said("异议 {n} 件待协调", n=len(file.waiting))
    phase = next(p for p in phases_of(project, file.progress, 0) if p.state in ("now", "idle"))
    return "now", said("{phase}中", phase=phase.name)


def _why_not_open(actor: Actor, compound: Compound, found: Assessment) -> str:
    if refused := may_open_project(actor, compound.pk):
        return str(refused)
    if found.verdict is Verdict.OPEN:
        return said("勘察表填完以后才能立项。")
    if found.verdict is Verdict.NOT_FEASIBLE:
        return said("勘察结论是不可行，不能立项。")
    return ""

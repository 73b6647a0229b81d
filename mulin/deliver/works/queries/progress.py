"""How far a project is: the steps of its opening day against what was written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mulin.deliver.works.models import Home, Milestone, Objection, Project
from mulin.deliver.works.queries import consent
from mulin.kit.rights import Refusal
from mulin.kit.words import said
from mulin.law.lifts.phases import PHASES, phase_of
from mulin.law.pinned import unpin
from mulin.law.process import Step
from mulin.law.process_codec import read as read_process
from mulin.law.processes import elevator_retrofit as process
from mulin.law.progress import Done, Events, Line, State, Timetable
from mulin.law.terms import Citation
from mulin.law.timetable import timetable

REVIEW = Citation("济南市（莱芜、钢城）加装电梯规定 2019", "第11条")
SETTLED = (State.DONE, State.DONE_LATE, State.SPARED)


@dataclass(frozen=True)
class Progress:
    """The timetable with what was done; ``done`` and ``settled`` hold step codes."""

    table: Timetable
    milestones: tuple[Milestone, ...]
    done: frozenset[str]
    settled: frozenset[str]

    @property
    def phase(self) -> int:
        return phase_of(self.settled)

    def of(self, step: str) -> Milestone | None:
        return next((m for m in reversed(self.milestones) if m.step == step), None)


@dataclass(frozen=True)
class PhaseStep:
    """A phase as the line of steps shows it."""

    state: str
    name: str
    when: str
    text: str = ""


def progress_of(
    project: Project, today: date, milestones: Iterable[Milestone] | None = None
) -> Progress:
    """As it stands today; ``milestones`` where the caller has them at hand."""
    if milestones is None:
        milestones = project.milestones.order_by("id")
    counting = tuple(m for m in milestones if m.withdrawn_on is None)
    law = unpin(project.law)
    events = Events({m.step: Done(m.day, m.outcome) for m in counting}, {}, {})
    table = timetable(
        read_process(project.process),
        law,
        anchor=project.asked_on,
        opened=project.opened_on,
        calendar=law.days,
        events=events,
        today=today if project.is_open else None,
    )
    done = frozenset(m.step for m in counting)
    spared = {line.step.code for line in table.lines if table.state(line, today) in SETTLED}
    return Progress(table, counting, done, frozenset(done | spared))


def phases_of(
    project: Project, found: Progress, objections: int, form: str = "%Y-%m-%d"
) -> list[PhaseStep]:
    """The six phases with the day on which each ended, written as ``form`` says."""
    steps = []
    for phase in PHASES:
        days = [m.day for m in found.milestones if m.step in phase.steps]
        over = all(step in found.settled for step in phase.steps)
        here = phase.number == found.phase and project.is_open
        state = "done" if over else "now" if here else "idle"
        text = ""
        if phase.number == 3 and objections:
            text = said("异议 {n} 件待协调", n=objections)
            state = "soon" if here else state
        when = max(days).strftime(form) if days and over else said("进行中") if here else "—"
        steps.append(PhaseStep(state, phase.short, when, text))
    return steps


def next_steps(found: Progress, today: date) -> list[Line]:
    """The steps that can be written down now, in the order of the process."""
    now = {line.step.code for line in found.table.turns(today)}
    return [line for line in found.table.lines if line.step.code in now]


def not_yet(project: Project, step: Step, outcome: str, day: date, today: date) -> Refusal | None:
    """What stands in the way of writing a step down as done; None where nothing does."""
    found = progress_of(project, today)
    if step.code in found.done:
        return Refusal(said("这一步已经登记过。"), said("填错了的，先撤回再登记。"))
    refused = found.of("consult")
    if refused is not None and refused.outcome == process.NOT_AGREED.code:
        return Refusal(
            said("征询没有通过，不能往下走。"), said("重新征询的，先撤回“征询意愿”这一步。")
        )
    return _waits(found, step, day, today) or _lacks(project, step, outcome)


def _waits(found: Progress, step: Step, day: date, today: date) -> Refusal | None:
    line = found.table.line(step.code)
    state = found.table.state(line, today)
    if state is State.SPARED:
        return Refusal(said("这一步不用办。"), said("请办下一步。"))
    before = [m for m in found.milestones if m.step in line.waits_for]
    if state in (State.WAITING, State.UNCALLED):
        lacking = [c for c in line.waits_for if c not in found.settled]
        titles = [one.step.title for one in found.table.lines if one.step.code in lacking]
        named = titles[0] if titles else said("前面的步骤")
        return Refusal(said("前一步还没有办：{step}。", step=named), said("请按顺序登记。"))
    if before and day < max(m.day for m in before):
        return Refusal(
            said("日子早于前一步办的 {day}。", day=max(m.day for m in before)),
            said("请核对日期。"),
        )
    return None


def _lacks(project: Project, step: Step, outcome: str) -> Refusal | None:
    if step.code == "consult" and outcome == process.AGREED.code:
        homes: list[Home] = list(project.homes.order_by("order"))
        if not consent.passed(project, homes):
            return Refusal(
                said("按登记的签名，参与或同意还不到门槛。"),
                said("请先把征询表上的意见逐户登记；确实没有通过的，结果选“没有通过”。"),
            )
    if step.code == "show" and not consent.passed(project, project.homes.order_by("order")):
        return Refusal(
            said("有业主撤回了签名，同意已经不到门槛。"),
            said("请先撤回“征询意愿”这一步，再去征询。"),
        )
    if step.code == "subsidy" and project.subsidy_claims.filter(result="waiting").exists():
        return Refusal(said("补贴的申请还没有结果。"), said("先在“补贴”里登记到账，还是没有批准。"))
    objections: list[Objection] = list(project.objections.order_by("id"))
    waiting = [one for one in objections if one.settled_on is None]
    if step.code == "show" and outcome == process.NO_OBJECTION.code and objections:
        return Refusal(said("登记过书面异议，结果不能是“没有”。"), said("结果请选“有书面异议”。"))
    if step.code == "show" and outcome == process.OBJECTED.code and not objections:
        return Refusal(said("还没有登记书面异议。"), said("先登记是哪一户、说了什么。"))
    if step.code in ("settle", "contract", "approve") and waiting:
        return Refusal(
            said("还有 {n} 件书面异议没有解决。", n=len(waiting)),
            said("解决以前不申请规划审查（{article}）。", article=REVIEW.spaced),
        )
    return None

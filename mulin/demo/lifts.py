"""Lifts added to old houses: one compound surveyed wholly, and a stairwell in every phase.

The compound, its plan and everybody's answers are invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from mulin.deliver.works.actions.consenting import note_consent
from mulin.deliver.works.actions.keeping import (
    Signed,
    Told,
    add_contract,
    note_guidance,
)
from mulin.deliver.works.actions.projects import open_project
from mulin.deliver.works.actions.sharing import DESK, Plan, say_to_share, set_shares
from mulin.deliver.works.actions.stepping import reach_step, receive_objection
from mulin.deliver.works.actions.surveying import Drawn, Seen, import_surveys
from mulin.deliver.works.models import Home, Project
from mulin.demo.diary import Telling
from mulin.demo.lift_papers import lift_papers, lift_photos, lift_rule, lift_subsidy
from mulin.demo.posts import account
from mulin.demo.profile import CompoundPlan
from mulin.demo.scene import Scene, at
from mulin.ground.estate.models import Person, Stairwell
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.law.lifts.feasibility import FACTORS, storeys
from mulin.law.lifts.risks import ContractKind
from mulin.law.lifts.shares import BY_CODE
from mulin.procedures.actions.lifting import take_up_lift

COST, SUBSIDY = 620_000_00, 200_000_00
PROJECTS = (
    (640, 10, False),
    (330, 8, False),
    (120, 1, True),
    (80, 1, False),
    (40, 0, False),
    (210, 5, False),
)
"""Days since the owners asked, steps done, and whether somebody objected in writing."""
TAKEN_UP = (2, 4, 5)
"""Those whose time the street keeps as a procedure."""
ASKING = 4
"""The one whose owners are still asked: there ``jiatihu`` has not signed yet, and may on his phone."""
CONDITIONS = (
    {"pipes": "movable"},
    {"ground": "trees"},
    {"daylight": "test"},
    {"landing": "half"},
    {"structure": "no_drawings"},
    {"pipes": "trunk", "fire": "narrow"},
)
AGAINST = ({"fire": "blocked"}, {"ground": "none"}, {"daylight": "below"})
STEPS = (
    ("consult", "agreed"),
    ("show", "no_objection"),
    ("contract", ""),
    ("approve", ""),
    ("tell_authority", ""),
    ("build", ""),
    ("accept", ""),
    ("register", ""),
    ("subsidy", ""),
    ("maintain", ""),
)
ASKED = (
    (
        "policy",
        "一楼不同意能不能装",
        "看全单元：参与过三分之二，其中四分之三同意；一楼的意见要协商。",
    ),
    ("money", "二楼只出一半有没有规定", "没有规定，是各家商量的例子，可以改系数。"),
    ("feasible", "我们这栋有没有看过", "看过，管线要迁，打开地图就有。"),
    ("consent", "房子写两个人名字算几票", "共有的推一个人，算一人，面积算全部。"),
    ("contract", "厂家要先付一半", "开工前不超过三成，留质保金，写明逾期怎样赔。"),
    ("dispute", "楼下说挡光", "先做日照分析，请居委会约两家一起看。"),
    ("approval", "审批要多久", "联合审查由区里定，材料齐了再送。"),
    ("upkeep", "以后电费谁出", "写进业主协议，一般按用电和层数分。"),
)


def plan_with_lifts(plans: Sequence[CompoundPlan]) -> CompoundPlan | None:
    """The old compound with the most stairwells, of those that fit a screen."""
    old = [p for p in plans if p.kind in ("old", "three_no") and _stairs(p) <= 60]
    return max(old, key=_stairs, default=None)


def tell_lift_people(scene: Scene) -> None:
    """The lift desk's sign-in, and an owner's whose stairwell is being asked."""
    account(scene, "jiatiban")
    plan = plan_with_lifts(scene.plans)
    if plan is None:
        return
    chosen = _candidates(scene, plan)
    owner = _owner(scene, chosen[min(ASKING, len(chosen) - 1)])
    if owner is not None:
        scene.people["jiatihu"] = owner
        account(scene, "jiatihu")


def lifts(scene: Scene, now: datetime) -> Telling:
    """The survey, then a stairwell in every phase, and what the desk did meanwhile."""
    plan = plan_with_lifts(scene.plans)
    if plan is None:
        return
    today = day_of(now)
    yield at(today - timedelta(days=70), 10)
    survey_all(scene, plan, today)
    lift_rule(scene)
    chosen = _candidates(scene, plan)
    for number, (days, steps, objected) in enumerate(PROJECTS):
        if number >= len(chosen):
            break
        yield at(today - timedelta(days=60 - number * 6), 15)
        asked = today - timedelta(days=days)
        project = begin(scene, chosen[number], asked, agreed=0.92 if steps else 0.6)
        _steps(scene, project, steps, objected=objected)
        if number in TAKEN_UP:
            take_up_lift(project, once=uuid7(), by=scene.acting("jiedao"), now=scene.now)
        if objected:
            lift_photos(scene, project)


def lift_desk(scene: Scene, now: datetime) -> Telling:
    """Who came to the lift desk and what was answered; an hour beside a project now and then."""
    plan, today = plan_with_lifts(scene.plans), day_of(now)
    if plan is None:
        return
    compound = scene.compounds[plan.number]
    for number, (topic, question, answer) in enumerate(ASKED * 3):
        yield at(today - timedelta(days=48 - number * 2), 9 + number % 7)
        project = None
        if number % 5 == 4:
            rows = Project.objects.of(scene.street).filter(compound=compound)
            project = rows.select_related("compound").order_by("-id").first()
        told = Told(
            kind="accompany" if project else "consultation",
            day=day_of(scene.now),
            way=("visit", "phone", "visit", "home")[number % 4],
            topic=topic,
            persons=1 + number % 3,
            question=question,
            answer=answer,
            follow_up=today + timedelta(days=1) if number == 21 else None,
        )
        by = scene.acting("jiatiban")
        note_guidance(
            told,
            compound=compound if number % 3 else None,
            project=project,
            once=uuid7(),
            by=by,
            now=scene.now,
        )


def survey_all(scene: Scene, plan: CompoundPlan, today: date) -> None:
    """Every stairwell looked at, and the buildings drawn where they stand."""
    compound, rnd = scene.compounds[plan.number], Random(f"lifts {plan.slug}")
    stairs = _all_stairs(scene, plan)
    good = {factor.code: factor.choices[0].code for factor in FACTORS}
    seen = []
    asked = dict(zip(_first(len(stairs)), PROJECTS, strict=False))
    for number, stairwell in enumerate(stairs):
        answers = good | {"storeys": storeys(stairwell.building.floors) or "four_up"}
        dice = 0.0 if number in asked else rnd.random()
        if dice > 0.85:
            answers |= rnd.choice(AGAINST)
        elif dice > 0.58:
            answers |= rnd.choice(CONDITIONS)
        day = day_of(scene.now) - timedelta(days=rnd.randint(0, 9))
        if number in asked:
            day = min(day, today - timedelta(days=asked[number][0] - 1))
        seen.append(Seen(stairwell.pk, stairwell.building_id, answers, day))
    import_surveys(
        compound,
        seen,
        draw(stairs),
        file_name="加装电梯勘察表.xlsx",
        by=scene.acting("jiatiban"),
        now=scene.now,
    )


def draw(stairs: Sequence[Stairwell]) -> Drawn:
    """Rows of slabs along two lanes, the upper ones a little turned, as on a slope."""
    counts: dict[str, int] = {}
    for stairwell in stairs:
        counts[str(stairwell.building_id)] = counts.get(str(stairwell.building_id), 0) + 1
    buildings: dict[str, list[float]] = {}
    per_row = max(2, round(len(counts) ** 0.5))
    x, y, row = 0.0, 0.0, 0
    for index, (key, count) in enumerate(counts.items()):
        if index and index % per_row == 0:
            x, y, row = (row % 2) * 6.0, y + 27.0, row + 1
        length = count * 12.5
        angle = -4.0 if row < 2 else 0.0
        lift = -0.07 * (x + length / 2) if row < 2 else 0.0
        buildings[key] = [round(x + length / 2, 1), round(y + lift, 1), length, 11.0, angle]
        x += length + 11.0
    wide = max(b[0] + b[2] / 2 for b in buildings.values()) + 4
    middle = 27.0 * 1.5 + 3
    return Drawn(buildings, [["中心路", -4.0, middle, wide, middle, 6.0]] if row > 1 else [])


def begin(scene: Scene, stairwell: Stairwell, asked: date, *, agreed: float) -> Project:
    """A project with its sheet signed as far as it is, a plan of shares, and words on it."""
    by, now = scene.acting("jiatiban"), scene.now
    project = open_project(stairwell, "stairwell", asked, once=uuid7(), by=by, now=now)
    homes = list(project.homes.select_related("project").order_by("-floor", "order"))
    share = round(len(homes) * agreed)
    asked_by_phone = scene.people.get("jiatihu")
    waits = f"p:{asked_by_phone.pk.hex}" if asked_by_phone is not None else ""
    words = {home.pk: "agree" for home in homes[:share] if waits not in home.holder.split("+")}
    if agreed > 0.9 and share < len(homes):
        words[homes[-1].pk] = "against"
    note_consent(project, words, day_of(now), by=by, now=now)
    floors = {home.floor for home in homes}
    scheme = BY_CODE["floors"]
    plan = Plan(COST, SUBSIDY, 0, scheme.code, scheme.weighing, scheme.table(floors))
    project = set_shares(project, plan, by=by, now=now)
    for number, home in enumerate(homes[: share // 2]):
        word = Home.Opinion.AGAINST if number == 3 else Home.Opinion.AGREE
        home.project = project
        say_to_share(home, word, project.round, via=DESK, by=by, now=now)
    return project


def _steps(scene: Scene, project: Project, count: int, *, objected: bool) -> None:
    """Steps done so far, at even distances since the owners asked."""
    by, now = scene.acting("jiatiban"), scene.now
    today = day_of(now)
    gap = (today - project.asked_on) / (count + 2)
    for number, (step, outcome) in enumerate(STEPS[:count], start=1):
        day = project.asked_on + gap * number
        reach_step(project, step, day, outcome=outcome, once=uuid7(), by=by, now=now)
        if step == "contract":
            _contracts(scene, project, day)
    done = {"assess", *(step for step, _outcome in STEPS[:count])}
    lift_papers(scene, project, done)
    registered = project.milestones.filter(step="register").first()
    if registered is not None:
        lift_subsidy(scene, project, registered.day, paid="subsidy" in done)
    if objected:
        text = "担心井道遮挡卧室采光，要求看日照分析。"
        room = project.homes.order_by("floor", "order")[0].label
        day = today - timedelta(days=4)
        receive_objection(project, room, text, day, once=uuid7(), by=by, now=now)


def _contracts(scene: Scene, project: Project, day: date) -> None:
    by, now = scene.acting("jiatiban"), scene.now
    for kind, party, price, advance in (
        (ContractKind.DESIGN, "锦图设计（演示）", 18_000_00, 30),
        (ContractKind.BUILD, "禾筑建设（演示）", 268_000_00, 40),
        (ContractKind.LIFT, "升平电梯（演示）", 310_000_00, 30),
    ):
        signed = Signed(kind, party, day, price, advance, 5, 24, day + timedelta(days=180), True)
        add_contract(project, signed, once=uuid7(), by=by, now=now)


def _all_stairs(scene: Scene, plan: CompoundPlan) -> list[Stairwell]:
    rows = Stairwell.objects.of(scene.street).filter(compound=scene.compounds[plan.number])
    rows = rows.exclude(building__has_elevator=True).select_related("compound", "building")
    return list(rows.order_by("building__order", "building__label", "order"))


def _candidates(scene: Scene, plan: CompoundPlan) -> list[Stairwell]:
    """Stairwells that get a project, spread over the compound."""
    stairs = _all_stairs(scene, plan)
    return [stairs[number] for number in _first(len(stairs))]


def _first(count: int) -> list[int]:
    """A number for each project, spread over so many."""
    spread = len(PROJECTS)
    return sorted({number * count // spread for number in range(spread)})


def _owner(scene: Scene, stairwell: Stairwell) -> Person | None:
    """A sole owner on the upper floors of a stairwell."""
    rows = Person.objects.of(scene.street).filter(
        ownerships__unit__stairwell=stairwell,
        ownerships__valid_to__isnull=True,
        ownerships__share_denominator=1,
    )
    found: Person | None = rows.order_by("-ownerships__unit__floor", "id").first()
    return found


def _stairs(plan: CompoundPlan) -> int:
    return sum(b.stairwells for b in plan.buildings if not b.has_elevator)

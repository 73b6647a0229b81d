"""The demo street from its first day: organisations, rosters, posts and five votes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random

from django.db import connection

from mulin.decide.assembly.actions import counting
from mulin.decide.assembly.actions.drafts import MotionDraft
from mulin.decide.assembly.models import Motion, RollEntry
from mulin.demo import votes
from mulin.demo.homes import roster_of
from mulin.demo.profile import CompoundPlan
from mulin.demo.sign_ins import DEMO_CODE, acting, open_account
from mulin.demo.street import SINCE, Scene, newcomer, post, tell_street
from mulin.demo.votes import Team, Told
from mulin.ground.estate.actions.holdings import begin_tenancy
from mulin.ground.estate.actions.roster import write_roster
from mulin.ground.estate.models import Organisation, Ownership, Person, Unit
from mulin.ground.estate.roster import RosterTerms
from mulin.ground.record.sealer import drain
from mulin.kit.clock import day_of
from mulin.kit.rights import Role
from mulin.law.questions import DecisionKind

Say = Callable[[str], None]


def tell(plans: Sequence[CompoundPlan], *, now: datetime, say: Say) -> Scene:
    """Tell the whole street; ``say`` hears how far it is."""
    say(f"街道、社区和 {len(plans)} 个小区")
    scene = tell_street(plans, now=now - timedelta(days=120))
    homes = 0
    for number, plan in enumerate(plans):
        homes += _move_in(scene, plan)
        if number % 10 == 9 or number == len(plans) - 1:
            say(f"业主名册 {number + 1}/{len(plans)} 个小区，{homes} 套房屋")
    _refresh_statistics()
    _posts(scene)
    say("岗位和演示账号")
    scene.now = now
    _votes(scene, say)
    drain(scene.street.pk, now=now)
    _refresh_statistics()
    say("存证链")
    return scene


def _refresh_statistics() -> None:
    """Tell PostgreSQL what it holds: inside one long transaction it cannot know by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _move_in(scene: Scene, plan: CompoundPlan) -> int:
    units = list(roster_of(plan))
    compound = scene.compounds[plan.number]
    write_roster(compound, units, RosterTerms(area_source="register"), by=scene.by, now=scene.now)
    return len(units)


def _posts(scene: Scene) -> None:
    """People with posts: offices, the pilot compound's committee, its company, its counters."""
    compound = scene.compounds[0]
    office = Organisation.objects.of(scene.street).get(kind="street_office")
    auditor = Organisation.objects.of(scene.street).get(kind="accounting_firm")
    community = scene.communities[0]
    newcomer(scene, "jiedao", "林禾安")
    newcomer(scene, "shequ", "苏云舒")
    newcomer(scene, "wuye", "许景行")
    newcomer(scene, "jianpiao", "唐知夏")
    newcomer(scene, "shenji", "邓清和")
    newcomer(scene, "zuhu", "曾子轩")
    owners = _owners(scene, 0)
    for key, person in zip(("yeweihui", "jipiao1", "jipiao2", "yezhu"), owners, strict=False):
        scene.people[key] = person
    scene.people["gongyou"] = _co_owner(scene)
    post(scene, "jiedao", office, Role.STREET_OFFICER, "物业科科长")
    post(scene, "shequ", scene.residents[0], Role.COMMUNITY_WORKER, "物业专员", community=community)
    post(scene, "jianpiao", scene.residents[0], Role.WITNESS, "监票人", compound=compound)
    post(scene, "shenji", auditor, Role.AUDITOR, "注册会计师")
    company = scene.companies[0]
    post(scene, "wuye", company, Role.PROPERTY_MANAGER, "项目经理", compound=compound)
    committee = scene.committees[0]
    post(scene, "yeweihui", committee, Role.COMMITTEE_MEMBER, "主任", compound=compound)
    for key in ("jipiao1", "jipiao2"):
        post(scene, key, committee, Role.VOTE_COUNTER, "计票人", compound=compound)
    _let(scene)
    for key in list(scene.people):
        open_account(scene, scene.people[key], key)


def _owners(scene: Scene, number: int) -> list[Person]:
    """The sole owners of the first homes of a compound."""
    held = Ownership.objects.of(scene.street).filter(
        unit__compound=scene.compounds[number], share_denominator=1, person__isnull=False
    )
    rows = held.select_related("person").order_by("unit__building__order", "unit__order")[:12]
    return [row.person for row in rows if row.person]


def _co_owner(scene: Scene) -> Person:
    shared = Ownership.objects.of(scene.street).filter(
        unit__compound=scene.compounds[0], share_denominator=2, person__isnull=False
    )
    row = shared.select_related("person").order_by("unit__order")[0]
    assert row.person is not None  # noqa: S101 - filtered above
    return row.person


def _let(scene: Scene) -> None:
    unit = Unit.objects.of(scene.street).filter(compound=scene.compounds[0], use="home")[3]
    begin_tenancy(unit, scene.people["zuhu"], since=SINCE, by=scene.by, now=scene.now)


def _team(scene: Scene, number: int) -> Team:
    """Two counters and a witness; the pilot's have their own sign-ins already."""
    if number == 0:
        people = (scene.people["jipiao1"], scene.people["jipiao2"], scene.people["jianpiao"])
    else:
        first, second = _owners(scene, number)[:2]
        people = (first, second, scene.people["jianpiao"])
    actors = []
    for index, person in enumerate(people[:2], start=1):
        membership = person.memberships.of(scene.street).select_related("account").first()
        membership = membership or open_account(scene, person, f"jipiao{number}-{index}")
        actors.append(acting(membership, scene))
    return Team(people, (actors[0], actors[1]))


def _votes(scene: Scene, say: Say) -> None:
    for title, telling in (
        ("即将截止、人数还差的表决", _near_its_end),
        ("刚开始的表决", _just_opened),
        ("已通过并归档的表决", _passed),
        ("只差面积的表决", _failed_on_area),
        ("有缺额的选举", _election),
    ):
        telling(scene)
        say(title)


def _near_its_end(scene: Scene) -> None:
    """3,747 households: the larger homes have voted, so area suffices and persons do not."""
    opens = day_of(scene.now) - timedelta(days=votes.VOTING_DAYS - 3)
    told = _begun(scene, 0, "2026 年第二次业主大会会议", opens, _LIFTS, _CHARGERS)
    told.entries.sort(key=lambda e: (-e.area + told.rnd.randint(0, 4000), e.seq))
    kept = {scene.people[key].pk for key in ("yezhu", "gongyou")}
    told.entries = [e for e in told.entries if not kept & told.owners_of(e)]
    votes.vote(told, 0.648, 0.34, _mostly_yes, until=scene.now - timedelta(hours=2))
    votes.hand_out_code(told, scene.people["yezhu"], DEMO_CODE, now=scene.now)


def _just_opened(scene: Scene) -> None:
    told = _begun(scene, 1, "2026 年选聘物业服务企业表决", day_of(scene.now), _MANAGER)
    told.rnd.shuffle(told.entries)
    votes.vote(told, 0.03, 0.2, _mostly_yes, until=scene.now - timedelta(minutes=5))


def _passed(scene: Scene) -> None:
    opens = day_of(scene.now) - timedelta(days=60)
    told = _begun(scene, 2, "2026 年第一次业主大会会议", opens, _LIFTS, _PACT)
    told.rnd.shuffle(told.entries)
    votes.vote(told, 0.78, 0.38, _mostly_yes, until=votes.last_hour(told))
    votes.finish(told)
    closed = told.poll.judged_at
    assert closed is not None  # noqa: S101 - judged by finish
    counting.announce(told.poll, body="", paper_id=None, by=told.by, now=closed)
    told.poll.refresh_from_db()
    counting.finalise(told.poll, by=told.by, now=closed + timedelta(days=25))


def _failed_on_area(scene: Scene) -> None:
    """Enough persons came, but the large homes and shops stayed away."""
    opens = day_of(scene.now) - timedelta(days=20)
    told = _begun(scene, 3, "2026 年充电设施业主表决", opens, _CHARGERS)
    told.entries.sort(key=lambda e: (e.area, e.seq))
    votes.vote(told, 0.69, 0.3, _nearly_all_yes, until=votes.last_hour(told))
    votes.finish(told)
    closed = told.poll.judged_at
    assert closed is not None  # noqa: S101 - judged by finish
    counting.announce(told.poll, body="", paper_id=None, by=told.by, now=closed)


def _election(scene: Scene) -> None:
    opens = day_of(scene.now) - timedelta(days=18)
    number = next(n for n in range(4, 20) if scene.compounds[n].kind == "commodity")
    told = _begun(scene, number, "第三届业主委员会选举", opens, _COMMITTEE)
    told.rnd.shuffle(told.entries)
    votes.vote(told, 0.82, 0.45, _four_favourites, until=votes.last_hour(told))
    votes.finish(told)


def _begun(scene: Scene, number: int, title: str, opens: object, *motions: MotionDraft) -> Told:
    compound = scene.compounds[number]
    return votes.begin(scene, compound, title, motions, _team(scene, number), opens=opens)  # type: ignore[arg-type]


def _mostly_yes(rnd: Random, motion: Motion, entry: RollEntry) -> str:
    return rnd.choices(("agree", "against", "abstain"), (81, 14, 5))[0]


def _nearly_all_yes(rnd: Random, motion: Motion, entry: RollEntry) -> str:
    return rnd.choices(("agree", "against", "abstain"), (92, 6, 2))[0]


def _four_favourites(rnd: Random, motion: Motion, entry: RollEntry) -> list[str]:
    """Four candidates are liked by most, the last two by few."""
    names = [c.pk.hex for c in motion.candidates.all()]
    liked = [name for name in names[:4] if rnd.random() < 0.84]
    return liked + [name for name in names[4:5] if rnd.random() < 0.38]


_LIFTS = MotionDraft(
    kind=DecisionKind.USE_MAINTENANCE_FUND,
    title="使用专项维修资金更换 12 部电梯",
    text="现有电梯已运行十八年，检验机构建议更新。方案、报价和资金账户余额附后。",
    cost=326_400_000,
    payment=Motion.Payment.MAINTENANCE_FUND,
)
_CHARGERS = MotionDraft(
    kind=DecisionKind.CHANGE_COMMON_USE,
    title="利用北侧空地设置 24 个充电车位并对外经营",
    text="收益归全体业主，单独列账，每季公布。",
    cost=18_600_000,
    payment=Motion.Payment.PUBLIC_REVENUE,
)
_MANAGER = MotionDraft(
    kind=DecisionKind.APPOINT_MANAGER,
    title="以公开招标方式选聘物业服务企业",
    text="招标文件已公示，服务期三年。",
)
_PACT = MotionDraft(
    kind=DecisionKind.MANAGEMENT_PACT,
    title="修改管理规约：文明养犬与阳台外观",
    text="新增第十八条至第二十二条。",
)
_COMMITTEE = MotionDraft(
    kind=DecisionKind.ELECT_COMMITTEE,
    title="选举第三届业主委员会委员（5 名）",
    text="差额选举，候选人 6 名。",
    seats=5,
)

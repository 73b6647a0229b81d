"""The votes of the street, one in every state a vote can be in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from mulin.decide.assembly.actions import running
from mulin.decide.assembly.models import Motion, RollEntry
from mulin.demo import aftermath, course, incidents, matters, official, pacts, register, votes
from mulin.demo import motions as asked
from mulin.demo.diary import Telling
from mulin.demo.scene import Scene, at
from mulin.demo.votes import DRAFTED, Plan, Told
from mulin.kit.clock import day_of

OURS = ("jipiao1", "jipiao2", "jianpiao")
OTHERS = ("jipiao3", "jipiao4", "jianpiao")
LONGEST = 30


def smaller(scene: Scene) -> Iterator[int]:
    """Compounds for the other votes: of some 200 homes; from the first again where they run out."""
    ordinary = [p for p in scene.plans[3:] if p.kind == "commodity" and not p.is_new]
    ordinary += [p for p in scene.plans[3:] if p not in ordinary]
    near = sorted(ordinary[:24], key=lambda p: abs(p.homes - 200))
    while True:
        yield from (plan.number for plan in near)


def near_its_end(scene: Scene, now: datetime) -> list[Telling]:
    """3,747 households: the larger homes have voted, so area suffices and persons do not."""
    opens = day_of(now) - timedelta(days=votes.VOTING_DAYS - 3)
    title = f"{opens.year} 年第二次业主大会会议"
    motions = (asked.LIFTS, asked.CHARGERS)
    told = Told.of(scene, Plan(0, title, motions, opens, OURS, by="yeweihui", reminders=(14,)))

    def telling() -> Telling:
        yield from course.prepare(told)
        kept = {scene.people[key].pk for key in ("yezhu", "gongyou")}
        told.entries = [e for e in told.entries if not kept & told.owners_of(e)]
        everybody, waiting = told.poll.roll_persons, len(told.entries)
        told.entries.sort(key=lambda e: (-e.area + told.rnd.randint(0, 1500), e.seq))
        scene.begun += incidents.tellings(told, until=now)
        apart = waiting - len(told.entries)
        yield scene.now + timedelta(minutes=1)
        told.entries = told.entries[: round(everybody * 0.645) - apart]
        told.rnd.shuffle(told.entries)
        yield from votes.vote(told, 1, 0.34, mostly_yes, until=now - timedelta(hours=2))

    found = "检验机构出具报告，业主座谈两次"
    matter = matters.with_vote(told, "12 部老电梯更新", found, "方案、报价和维修资金余额已公示")
    after = [aftermath.letter(told, "yezhu", now), official.waiting(told, now)]
    return [telling(), matter, *after]


def just_opened(scene: Scene, now: datetime) -> list[Telling]:
    """Who shall manage 2,288 households; the company that does sees nothing of it."""
    opens = day_of(now - timedelta(hours=10))
    title = f"{opens.year} 年选聘物业服务企业表决"
    plan = Plan(
        1, title, (asked.MANAGER,), opens, OTHERS,
        days=LONGEST, reminders=(7, 21), concerns=scene.companies[1],
    )  # fmt: skip
    told = Told.of(scene, plan)

    def telling() -> Telling:
        yield from course.prepare(told)
        told.rnd.shuffle(told.entries)
        yield from votes.vote(told, 0.03, 0.2, mostly_yes, until=now - timedelta(minutes=5))

    found = "满意度问卷 1,206 份，合同明年三月到期"
    return [telling(), matters.with_vote(told, "物业合同到期选聘", found, "招标文件已公示")]


def passed(scene: Scene, now: datetime) -> list[Telling]:
    """612 households: passed, objected to, answered, archived, carried out."""
    opens = day_of(now) - timedelta(days=66)
    title = f"{opens.year} 年第一次业主大会会议"
    plan = Plan(2, title, (asked.LIFT, asked.PACT), opens, OTHERS, reminders=(7,))
    told = Told.of(scene, plan)

    def telling() -> Telling:
        yield from course.prepare(told)
        told.rnd.shuffle(told.entries)
        scene.begun.append(aftermath.reminded(told))
        yield from votes.vote(told, 0.78, 0.38, mostly_yes, until=votes.last_hour(told))
        yield from course.close(told)
        yield from course.count(told)
        yield from course.announce(told)
        scene.begun.append(aftermath.objected(told))
        yield from course.archive(told)

    done = "新管理规约已张贴，养犬登记 87 户"
    matter = matters.with_vote(told, "文明养犬与电梯维修", "听证会两场", "规约草案已公示")
    after = at(day_of(now) - timedelta(days=30), 10)
    return [telling(), matter, pacts.voted(told), matters.carried_out(told, done, after=after)]


def failed_on_area(scene: Scene, now: datetime, number: int) -> list[Telling]:
    """Enough persons came, but the large homes and shops stayed away."""
    opens = day_of(now) - timedelta(days=20)
    title = f"{opens.year} 年充电设施业主表决"
    told = Told.of(scene, Plan(number, title, (asked.CHARGERS,), opens, OTHERS))

    def telling() -> Telling:
        yield from course.prepare(told)
        told.entries.sort(key=lambda e: (e.area, e.seq))
        told.entries = told.entries[: votes.part(told, 0.69)]
        told.rnd.shuffle(told.entries)
        yield from votes.vote(told, 1, 0.3, nearly_all_yes, until=votes.last_hour(told))
        yield from course.close(told)
        yield from course.count(told)
        yield from course.announce(told)
        yield from aftermath.open_objection(told)

    return [telling()]


def election(scene: Scene, now: datetime, number: int) -> list[Telling]:
    """Five seats, four elected: counted yesterday, not yet announced."""
    opens = day_of(now) - timedelta(days=18)
    told = Told.of(scene, Plan(number, "第三届业主委员会选举", (asked.COMMITTEE,), opens, OTHERS))

    def telling() -> Telling:
        yield from course.prepare(told)
        told.rnd.shuffle(told.entries)
        yield from votes.vote(told, 0.82, 0.45, four_favourites, until=votes.last_hour(told))
        yield from course.close(told)
        yield from course.count(told)

    return [telling()]


def ripe(scene: Scene, now: datetime, number: int) -> list[Telling]:
    """Announced, and the period for objections is over: to be archived."""
    opens = day_of(now) - timedelta(days=34)
    title = f"{opens.year} 年监控系统更新表决"
    told = Told.of(scene, Plan(number, title, (asked.CAMERAS,), opens, OTHERS))

    def telling() -> Telling:
        yield from course.prepare(told)
        told.rnd.shuffle(told.entries)
        yield from votes.vote(told, 0.8, 0.3, nearly_all_yes, until=votes.last_hour(told))
        yield from course.close(told)
        yield from course.count(told)
        yield from course.announce(told)

    return [telling()]


def given_up(scene: Scene, now: datetime, number: int) -> list[Telling]:
    """A vote whose motion was worded badly."""
    opens = day_of(now) - timedelta(days=52)
    title = f"{opens.year} 年围墙改造业主表决"
    told = Told.of(scene, Plan(number, title, (asked.WALL,), opens, OTHERS))

    def telling() -> Telling:
        yield from course.prepare(told)
        yield from votes.vote(told, 0.1, 0.3, mostly_yes, until=at(opens + timedelta(days=3), 20))
        yield at(opens + timedelta(days=4), 11)
        reason = "议题没有写明围墙归属和造价，业主提出异议，改正后重新发起"
        running.void_poll(told.poll, reason, by=told.by, now=scene.now)

    return [telling()]


def closed(scene: Scene, now: datetime, number: int) -> list[Telling]:
    """Closed last night: the two counters with sign-ins can open it at once."""
    opens = day_of(now) - timedelta(days=votes.VOTING_DAYS)
    title = f"{opens.year} 年公共收益使用表决"
    told = Told.of(scene, Plan(number, title, (asked.REVENUE,), opens, OURS, reminders=(11,)))

    def telling() -> Telling:
        yield from course.prepare(told)
        quiet = scene.people["quiet"].pk
        told.entries = [e for e in told.entries if quiet not in told.owners_of(e)]
        told.rnd.shuffle(told.entries)
        scene.begun.append(aftermath.reminder(told))
        yield from votes.vote(told, 0.76, 0.4, mostly_yes, until=votes.last_hour(told))
        yield from course.close(told)
        yield told.plan.closes + timedelta(hours=1)
        course.count_boxes(told)

    return [register.without_telephone(scene, number), telling()]


def posted(scene: Scene, now: datetime, number: int) -> list[Telling]:
    """Posted, and opening in three days."""
    opens = day_of(now) + timedelta(days=3)
    title = f"{opens.year} 年停车管理办法表决"
    told = Told.of(scene, Plan(number, title, (asked.PARKING,), opens, OTHERS))

    def telling() -> Telling:
        yield from votes.draft(told)
        yield from votes.lock(told)
        yield from votes.post(told)

    return [telling()]


def locked(scene: Scene, now: datetime, number: int) -> list[Telling]:
    """Locked yesterday: the counters have still to take their shares, the notice to be posted."""
    opens = day_of(now) + timedelta(days=20)
    title = f"{opens.year} 年外墙维修业主表决"
    plan = Plan(number, title, (asked.FACADE,), opens, OURS, lead=20 + 3 - DRAFTED)
    told = Told.of(scene, plan)

    def telling() -> Telling:
        yield from votes.draft(told)
        yield from votes.freeze(told)

    return [telling()]


def drafted(scene: Scene, now: datetime) -> list[Telling]:
    """The pilot's next vote, as far as the chair has come with it."""
    opens = day_of(now) + timedelta(days=40)
    title = f"{opens.year} 年公共收益分配与委员补选"
    plan = Plan(
        0, title, (asked.REVENUE, asked.SEAT), opens, OURS, by="yeweihui", lead=40 + 2 - DRAFTED
    )
    return [votes.draft(Told.of(scene, plan))]


def mostly_yes(rnd: Random, motion: Motion, entry: RollEntry) -> str:
    return rnd.choices(("agree", "against", "abstain"), (81, 14, 5))[0]


def nearly_all_yes(rnd: Random, motion: Motion, entry: RollEntry) -> str:
    return rnd.choices(("agree", "against", "abstain"), (92, 6, 2))[0]


def four_favourites(rnd: Random, motion: Motion, entry: RollEntry) -> list[str]:
    """Four candidates are chosen by five in six, the fifth by two in five, the last by nobody."""
    names = [c.pk.hex for c in motion.candidates.all()]
    liked = [name for number, name in enumerate(names[:4]) if (entry.seq + number) % 6]
    return liked + (names[4:5] if entry.seq % 5 < 2 else [])


def five_favourites(rnd: Random, motion: Motion, entry: RollEntry) -> list[str]:
    """Five candidates are chosen by five in six, the last by nobody."""
    names = [c.pk.hex for c in motion.candidates.all()]
    return [name for number, name in enumerate(names[:5]) if (entry.seq + number) % 6]

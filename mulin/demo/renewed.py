"""A committee re-elected by the procedure: its steps are carried by what happens in the rooms.

The candidates' notice hangs, the vote is posted, counted and announced, the first meeting is held;
nobody puts those steps down. What is left, the filing, is reminded of.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from mulin.decide.assembly.actions import running
from mulin.decide.committees.actions.holding import Motion, hold_meeting
from mulin.decide.committees.models import Meeting
from mulin.decide.committees.queries.meetings import sitting_in
from mulin.demo import course, photos, votes
from mulin.demo import motions as asked
from mulin.demo.bodies import fate_of, ordinal_of
from mulin.demo.diary import Telling
from mulin.demo.scene import Scene, at
from mulin.demo.stories import OTHERS, five_favourites
from mulin.demo.votes import POSTED, Plan, Told
from mulin.ground.notices.models import PublicNotice
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import system_actor
from mulin.law.workdays import CALENDAR
from mulin.procedures.actions.opening import open_procedure
from mulin.procedures.actions.reckoning import reckon_again
from mulin.procedures.actions.reminding import remind
from mulin.procedures.actions.rooms import Typed, join_vote, open_in_room
from mulin.procedures.actions.seating import Seating, seat_elected
from mulin.procedures.actions.steps import File, do_step
from mulin.procedures.models import Procedure
from mulin.procedures.queries import stale_procedures, unreminded_procedures
from mulin.procedures.queries.holders import holders_in

REMINDED = (30, 16, 9, 7, 3, 1)
"""Days ago on which the worker's reminders are told; between them none would be due here."""

CANDIDATES = """{compound}全体业主：

本届业主委员会任期将满，换届工作正在进行。经业主自荐、十名以上业主联名推荐，并与不动产登记簿核对，确定新一届业主委员会委员候选人六名，应选五名，实行差额选举。候选人都是本小区业主，已书面承诺按时交纳物业服务费和维修资金、没有依法不得担任的情形，本人陈述和应当披露的事项可以在小区党群服务站查阅。

对名单有意见的，请在公示期内以书面方式向居民委员会提出，写明事实和联系方式；居民委员会核实后答复，并公布处理结果。公示期满没有异议，或者异议不成立的，名单提交业主大会表决。

{compound}换届工作人员
{day}（演示，人名和事情均为虚构）
"""
NOTICE = timedelta(days=15)
ORDINALS = "零一二三四五六"


def renewed(scene: Scene, now: datetime) -> Telling:
    """From the report of the outgoing committee to the filing that is due next week."""
    today = day_of(now)
    number, ends = _whose(scene, today)
    opens = _first_day(today - timedelta(days=38))
    title = f"第{ORDINALS[ordinal_of(number) + 1]}届业主委员会换届选举"
    plan = Plan(number, title, (asked.COMMITTEE,), opens, OTHERS)
    told = Told.of(scene, plan)
    yield at(today - timedelta(days=104), 10)
    procedure = open_procedure(
        "reelection",
        scene.compounds[number],
        ends,
        once=uuid7(),
        by=told.by,
        now=scene.now,
    )
    yield at(today - timedelta(days=100), 14)
    letter = photos.letter("任期届满报告", ["本届业主委员会即将届满，申请换届。", "（演示）"])
    report = [File("任期届满报告.jpg", letter)]
    do_step(
        procedure,
        "report",
        day_of(scene.now),
        files=report,
        once=uuid7(),
        by=told.by,
        now=scene.now,
    )
    yield from _candidates(told, procedure, opens - timedelta(days=POSTED + 9))
    yield from _vote(told, procedure)
    yield from _first_meeting(told, procedure)


def _whose(scene: Scene, today: date) -> tuple[int, date]:
    """A committee of a smaller compound whose term ends about when this story wants, and that day."""
    ends = {n: fate_of(n, today)[2] for n in scene.committees if n > 2}
    small = [n for n in ends if scene.plans[n].homes < 500] or list(ends)
    wanted = today + timedelta(days=75)
    number = min(small, key=lambda n: (abs(ends[n] - wanted), n))
    return number, ends[number]


def _vote(told: Told, procedure: Procedure) -> Telling:
    """The vote is the step's as soon as it is drafted; what comes of it carries the rest."""
    scene = told.scene
    yield from votes.draft(told)
    join_vote(procedure, "elect", told.poll.pk, once=uuid7(), by=told.by, now=scene.now)
    yield from votes.lock(told)
    yield from votes.post(told)
    yield from course.rounds(told)
    yield at(told.plan.opens, 9)
    told.poll = running.open_voting(told.poll, by=told.by, now=scene.now)
    told.rnd.shuffle(told.entries)
    yield from votes.vote(told, 0.86, 0.4, five_favourites, until=votes.last_hour(told))
    yield from course.close(told)
    yield from course.count(told)
    yield from course.announce(told)


def _first_day(latest: date) -> date:
    """The last day up to then whose notice need not go out before a holiday."""
    while not CALENDAR.is_working_day(latest - NOTICE):
        latest -= timedelta(days=1)
    return latest


def _candidates(told: Told, procedure: Procedure, day: date) -> Telling:
    scene = told.scene
    yield at(day, 9)
    typed = Typed(
        f"{procedure.compound.name}业主委员会委员候选人名单公示",
        CANDIDATES.format(compound=procedure.compound.name, day=day_of(scene.now)),
        day_of(scene.now),
        day_of(scene.now) + timedelta(days=7),
    )
    piece = open_in_room(
        procedure, "show_candidates", typed, once=uuid7(), by=told.by, now=scene.now
    )
    yield at(day, 11)
    notice = PublicNotice.objects.of(scene.street.pk).get(subject_id=piece.subject_id)
    votes.hang(told, notice)


def _first_meeting(told: Told, procedure: Procedure) -> Telling:
    """The elected are registered, and meet as the new term."""
    scene = told.scene
    yield scene.now + timedelta(days=1, hours=4)
    begins = day_of(scene.now)
    term = Seating(begins, begins.replace(year=begins.year + 5), 5, {})
    seat_elected(procedure, term, once=uuid7(), by=told.by, now=scene.now)
    typed = Typed(
        f"{procedure.compound.name}业主委员会首次会议",
        "推选主任、副主任\n委员分工和接待日",
        starts_at=scene.now + timedelta(days=1, hours=5),
        place="小区党群服务站",
    )
    piece = open_in_room(procedure, "first_meeting", typed, once=uuid7(), by=told.by, now=scene.now)
    yield typed.starts_at + timedelta(hours=1) if typed.starts_at else scene.now
    meeting = Meeting.objects.of(scene.street.pk).get(pk=piece.subject_id)
    here = [member.pk for member in sitting_in(meeting.term, meeting.held_on)]
    chosen = Motion("推选主任一名、副主任一名", len(here), 0, 0)
    hold_meeting(meeting, here, here, [chosen], by=told.by, now=scene.now)


def reminded(scene: Scene, now: datetime) -> Telling:
    """What the worker does each morning, on the days on which something was due."""
    street, by = scene.street.pk, system_actor(scene.street.pk)
    for ago in REMINDED:
        yield at(day_of(now) - timedelta(days=ago), 9)
        day = day_of(scene.now)
        for procedure_id in stale_procedures(street, day):
            reckon_again(street, procedure_id, day)
        holders = holders_in(street, day)
        for procedure_id in unreminded_procedures(street, day):
            remind(procedure_id, holders, by=by, now=scene.now)

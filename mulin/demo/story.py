"""The demo street from its first day: organisations, rosters, posts, and a vote in every state.

All days count back from the day on which it is told: what has just opened is open for a month,
what nears its end closes on the day after tomorrow, and the worker closes it then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from mulin.demo import (
    admissions,
    bodies,
    books,
    campaigns,
    capability,
    colleagues,
    committee_work,
    counter,
    fees,
    lifts,
    matters,
    mediation,
    pacts,
    panels,
    passing,
    patrols,
    procedures,
    register,
    renewed,
    revenue,
    rosters,
    stories,
    talks,
    tickets,
    violations,
    workshop,
)
from mulin.demo.diary import Telling, play
from mulin.demo.homes import roster_of
from mulin.demo.neighbour import tell_neighbour
from mulin.demo.posts import quick_hashing
from mulin.demo.profile import CompoundPlan
from mulin.demo.scene import Scene, lately
from mulin.demo.staff import tell_posts
from mulin.demo.street import tell_street
from mulin.ground.estate.actions.roster import write_roster
from mulin.ground.estate.roster import RosterTerms
from mulin.ground.record.sealer import drain
from mulin.ground.streets import statistics

Say = Callable[[str], None]
BEGAN = timedelta(days=120)
DISCOVERED = (counter.counters, admissions.admissions, violations.enforcement)


def tell(
    plans: Sequence[CompoundPlan], *, now: datetime, say: Say, residents: bool = False
) -> Scene:
    """Tell the whole street, and a small one beside it; ``say`` hears how far it is."""
    with quick_hashing():
        say(f"街道、社区和 {len(plans)} 个小区")
        scene = tell_street(plans, now=lately(now, BEGAN))
        _move_in(scene, say, residents=residents)
        tell_posts(scene)
        violations.tell_team(scene)
        colleagues.tell_colleagues(scene)
        say("岗位和演示账号")
        play(scene, _tellings(scene, now), until=now)
        statistics.refresh()
        say("四个月的事项、表决和存证")
        tell_neighbour(now=now)
        say("邻街道")
    return scene


def _move_in(scene: Scene, say: Say, *, residents: bool) -> None:
    """Every compound's roster, on the street's first days: one bulk verb each."""
    homes = 0
    for number, plan in enumerate(scene.plans, start=1):
        terms = RosterTerms(area_source="register")
        units = roster_of(plan, residents=residents)
        compound = scene.compounds[plan.number]
        write_roster(
            compound,
            units,
            terms,
            by=scene.by,
            now=scene.now,
            file_name=f"{plan.slug} 业主名册.xlsx",
        )
        homes += plan.homes
        if number % max(len(scene.plans) // 5, 1) == 0:
            say(f"业主名册 {number}/{len(scene.plans)} 个小区，{homes} 户")
    drain(scene.street.pk, now=scene.now)
    statistics.refresh()


def _tellings(scene: Scene, now: datetime) -> list[Telling]:
    """Everything that happens between the first day and now."""
    small = stories.smaller(scene)
    return [
        matters.rules_of_procedure(scene),
        matters.of_the_street(scene, now),
        register.mandates(scene),
        register.sale(scene),
        register.one_person(scene),
        register.numbers_read(scene),
        colleagues.come_and_go(scene, now),
        colleagues.fetched(scene, now),
        bodies.bodies(scene, now),
        *committee_work.work(scene, now),
        *panels.told(scene, now),
        *capability.tellings(scene, now),
        *fees.fees(scene, now),
        procedures.reelection(scene, now),
        procedures.handover(scene, now),
        procedures.setting_up(scene, now),
        *(talk(scene, now) for talk in talks.TALKS),
        *pacts.pacts(scene, now),
        *mediation.told(scene, now),
        *_found_and_done(scene, now),
        rosters.incoming(scene, rosters.later(scene, 118)),
        *stories.near_its_end(scene, now),
        *stories.just_opened(scene, now),
        *stories.passed(scene, now),
        *stories.failed_on_area(scene, now, next(small)),
        *stories.election(scene, now, next(small)),
        *stories.ripe(scene, now, next(small)),
        *stories.given_up(scene, now, next(small)),
        *stories.closed(scene, now, next(small)),
        *stories.posted(scene, now, next(small)),
        *stories.locked(scene, now, next(small)),
        *stories.drafted(scene, now),
        renewed.renewed(scene, now),
        renewed.reminded(scene, now),
    ]


def _found_and_done(scene: Scene, now: datetime) -> list[Telling]:
    """What is found, reported and looked after from day to day, and the works."""
    return [
        passing.pilot_drawn(scene, now),
        passing.passed_on(scene, now),
        passing.files(scene, now),
        workshop.lent(scene, now),
        workshop.green(scene, now),
        *(told(scene, now) for told in tickets.TICKETS),
        *(told(scene, now) for told in DISCOVERED),
        *patrols.patrols(scene, now),
        *campaigns.tellings(scene, now),
        books.books(scene, now),
        revenue.revenue(scene, now),
        lifts.lifts(scene, now),
        lifts.lift_desk(scene, now),
    ]

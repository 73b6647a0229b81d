"""What the three compounds that live in full reported lately, and what became of it: told by the verbs
of tickets, each as people live it, from a phone's picture to the last word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from mulin.demo import ticket_stories
from mulin.demo.diary import Telling
from mulin.demo.posts import account, appointed, newcomer
from mulin.demo.scene import Scene, at
from mulin.demo.ticket_stories import DAY, HOUR, MINUTE, WEEKS, Ground, photo
from mulin.demo.ticket_words import LIVES, TROUBLES, WORDS, Trouble
from mulin.discover.intake.actions import (
    dispatching,
    judging,
    pausing,
    ruling,
    working,
)
from mulin.discover.intake.actions.raising import Report, raise_ticket
from mulin.discover.intake.models import Ticket
from mulin.discover.intake.places import Place
from mulin.discover.intake.queries.people import managing_company
from mulin.ground.estate.models import Building, Ownership, Unit
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Role, system_actor

COUNT = 120
WORKERS = (("weixiu", "钱志强", "水电工"), ("weixiu2", "孙立明", "综合维修"))


def tell_workers(scene: Scene) -> None:
    """Repairmen of the companies, with telephones of their own to work by."""
    for number in range(3):
        compound = scene.compounds[number]
        company = managing_company(scene.street.pk, compound.pk, day_of(scene.now))
        if company is None:
            continue
        for at_, (key, name, title) in enumerate(WORKERS):
            mine = key if number == 0 else f"{key}-{number}"
            newcomer(scene, mine, name if number == 0 else "")
            appointed(scene, mine, company, Role.PROPERTY_MANAGER, title, compound=compound)
            if at_ == 0 or number == 0:
                account(scene, mine)


def lived(scene: Scene, now: datetime) -> Telling:
    """The rules first; then every trouble begins its own telling."""
    yield at(day_of(now) - timedelta(days=WEEKS * 7 + 2), 9)
    grounds = [found for number in range(3) if (found := _ground(scene, number)) is not None]
    if not grounds:
        return
    _settle(scene, grounds[0])
    rnd = Random("tickets of the street")
    span = WEEKS * 7 * 24 * 60
    for number in range(COUNT):
        ground = rnd.choices(grounds, (6, 4, 2)[: len(grounds)])[0]
        trouble = rnd.choices(TROUBLES, [one.often for one in TROUBLES])[0]
        back = int(span * (1 - number / COUNT)) + rnd.randint(-300, 300)
        when = now - timedelta(minutes=max(back, 20))
        scene.begun.append(_one(scene, ground, trouble, when, Random(f"ticket {number}"), now))
    scene.begun += [
        ticket_stories.roof(scene, grounds[0], now),
        ticket_stories.hotline(scene, grounds, now),
        ticket_stories.twins(scene, grounds[0], now),
        ticket_stories.climb(scene, now),
        ticket_stories.visits(scene, now),
    ]


def _ground(scene: Scene, number: int) -> Ground | None:
    compound = scene.compounds[number]
    company = managing_company(scene.street.pk, compound.pk, day_of(scene.now))
    if company is None:
        return None
    rows = Ownership.objects.of(scene.street).filter(
        unit__compound=compound,
        unit__use=Unit.Use.HOME,
        person__isnull=False,
        valid_to__isnull=True,
    )
    held = rows.select_related("unit__building", "unit__stairwell", "unit__compound", "person")
    homes = [(row.unit, row.person) for row in held.order_by("unit__order")[:160] if row.person]
    buildings = Building.objects.of(scene.street).filter(compound=compound).order_by("order")
    hands = [key if number == 0 else f"{key}-{number}" for key, _name, _title in WORKERS]
    known = [key for key in hands if key in scene.members]
    return Ground(compound, company, homes, list(buildings[:12]), known)


def _settle(scene: Scene, ground: Ground) -> None:
    """Rules, duty and codes of the first compound."""
    by, now = scene.by, scene.now
    for key in ground.hands:
        person, week = scene.people[key], range(7)
        ruling.set_duty(ground.company, person, list(week), 7, 20, by=by, now=now)
    fits = ruling.Fits("leak", compound=ground.compound)
    ruling.set_rule(fits, ground.company, "rotate", once=uuid7(), by=by, now=now)
    fits = ruling.Fits("power", compound=ground.compound)
    ruling.set_rule(fits, ground.company, "pool", once=uuid7(), by=by, now=now)
    names = ("东门路灯", "一号楼电梯", "地库入口", "中心花园", "垃圾房")
    ruling.hang_points(ground.compound, names, by=by, now=now)


def _one(
    scene: Scene, ground: Ground, trouble: Trouble, when: datetime, rnd: Random, now: datetime
) -> Telling:
    """One trouble, as far as it has come by now."""
    yield when
    ticket = _raised(scene, ground, trouble, rnd)
    life = rnd.choices(list(LIVES), list(LIVES.values()))[0]
    recent = now - when < 2 * DAY
    if recent and (life == "new" or rnd.random() < 0.3):
        return
    if life == "stuck" and not recent and rnd.random() < 0.7:
        life = "done"
    hand = scene.people[rnd.choice(ground.hands)]
    office = scene.by
    yield scene.now + rnd.randint(5, 90) * MINUTE
    if ticket.organisation_id == ground.company.pk and ticket.worker_id is None:
        dispatching.send_ticket(ticket, ground.company, hand, by=office, now=scene.now)
    yield scene.now + rnd.randint(4, 100) * MINUTE
    fresh = Ticket.objects.of(scene.street).select_related("worker").get(pk=ticket.pk)
    by = _hands(scene, fresh)
    working.contact(fresh, "约好上门时间", by=by, now=scene.now)
    if life == "stuck":
        return
    if life == "paused":
        yield scene.now + rnd.randint(2, 9) * HOUR
        kind, why = rnd.choice(WORDS.pauses)
        until = day_of(scene.now) + timedelta(days=rnd.randint(1, 5))
        pausing.pause_ticket(fresh, kind, why, until, by=by, now=scene.now)
        if now - when < 5 * DAY:
            return
        yield scene.now + rnd.randint(20, 90) * HOUR
        pausing.resume_ticket(fresh, by=by, now=scene.now)
    yield from _finished(scene, fresh, trouble, by, rnd, again=life == "again")


def _finished(
    scene: Scene, ticket: Ticket, trouble: Trouble, by: Actor, rnd: Random, *, again: bool
) -> Telling:
    yield scene.now + rnd.randint(2, 40) * HOUR
    done = rnd.choice(trouble.done)
    photos = [("处理后.jpg", photo(trouble.code, after=True))] if rnd.random() < 0.15 else []
    working.finish(ticket, done, photos, by=by, now=scene.now)
    yield scene.now + rnd.randint(5, 200) * MINUTE
    replier = scene.by if ticket.shielded else by
    how = (
        "hotline" if ticket.channel == "hotline" else rnd.choice(("telephone", "message", "visit"))
    )
    working.answer(ticket, how, done, by=replier, now=scene.now)
    yield scene.now + rnd.randint(1, 30) * HOUR
    if rnd.random() < 0.45 and not again:
        yield scene.now + 3 * DAY + 2 * HOUR
        judging.close_unrated(scene.street.pk, by=system_actor(scene.street.pk), now=scene.now)
        return
    solved = "no" if again else "yes"
    score = rnd.choices((5, 4, 3, 2, 1), (68, 17, 7, 3, 5))[0] if not again else 2
    words = rnd.choice(WORDS.bad if again else WORDS.good)
    fresh = Ticket.objects.of(scene.street).get(pk=ticket.pk)
    if fresh.state == Ticket.State.REPLIED:
        judging.evaluate(fresh, solved, score, words, by=scene.by, now=scene.now)
    if again:
        yield scene.now + 40 * MINUTE
        fresh = Ticket.objects.of(scene.street).get(pk=ticket.pk)
        working.contact(fresh, "问清还差什么，再去", by=by, now=scene.now)
        yield from _finished(scene, fresh, trouble, by, rnd, again=False)


def _raised(scene: Scene, ground: Ground, trouble: Trouble, rnd: Random) -> Ticket:
    unit, person = rnd.choice(ground.homes)
    text = rnd.choice(trouble.texts)
    channel = rnd.choices(("phone", "telephone", "counter", "steward"), (46, 30, 12, 12))[0]
    building = rnd.choice(ground.buildings) if trouble.building else None
    place = (
        Place(ground.compound, unit.building, unit.stairwell, unit)
        if trouble.home and unit.building is not None
        else Place(ground.compound, building, spot=rnd.choice(trouble.spots))
    )
    with_photo = rnd.random() < 0.12 and channel == "phone"
    report = Report(
        place=place,
        category=trouble.code,
        text=text,
        channel=channel,
        raiser=person,
        photos=(("现场.jpg", photo(trouble.code, after=False)),) if with_photo else (),
    )
    return raise_ticket(report, once=uuid7(), by=scene.by, now=scene.now)


def _hands(scene: Scene, ticket: Ticket) -> Actor:
    """Whoever has it, where he has an account; else the office writes down what he says."""
    for key, person in scene.people.items():
        if person.pk == ticket.worker_id and key in scene.members:
            return scene.acting(key)
    return scene.by


Tell = Callable[[Scene, datetime], Telling]
TICKETS: tuple[Tell, ...] = (lived,)

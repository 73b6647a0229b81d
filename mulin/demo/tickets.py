"""What the three compounds that live in full reported lately, and what became of it: told by the verbs
of tickets, each as people live it, from a phone's picture to the last word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from mulin.demo.diary import Telling
from mulin.demo.posts import account, appointed, newcomer
from mulin.demo.scene import Scene, at
from mulin.demo.ticket_words import HOTLINE, LIVES, TROUBLES, WORDS, Trouble
from mulin.discover.intake.actions import (
    dispatching,
    escalating,
    gathering,
    hotline,
    judging,
    pausing,
    paying,
    ruling,
    visiting,
    working,
)
from mulin.discover.intake.actions.raising import Report, raise_ticket
from mulin.discover.intake.models import ReturnVisit, Ticket
from mulin.discover.intake.places import Place
from mulin.discover.intake.queries.people import managing_company
from mulin.ground.estate.models import Building, Compound, Organisation, Ownership, Person, Unit
from mulin.ground.matters.actions import open_matter
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Role, system_actor

WEEKS, COUNT = 4, 120
WORKERS = (("weixiu", "钱志强", "水电工"), ("weixiu2", "孙立明", "综合维修"))
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass
class Ground:
    """One compound: who lives where, who manages and who works there."""

    compound: Compound
    company: Organisation
    homes: list[tuple[Unit, Person]]
    buildings: list[Building]
    hands: list[str] = field(default_factory=list)


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
        _roof(scene, grounds[0], now),
        _hotline(scene, grounds, now),
        _twins(scene, grounds[0], now),
        _climb(scene, now),
        _visits(scene, now),
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
    photos = [("处理后.jpg", _photo(trouble.code, after=True))] if rnd.random() < 0.15 else []
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
        photos=(("现场.jpg", _photo(trouble.code, after=False)),) if with_photo else (),
    )
    return raise_ticket(report, once=uuid7(), by=scene.by, now=scene.now)


def _hands(scene: Scene, ticket: Ticket) -> Actor:
    """Whoever has it, where he has an account; else the office writes down what he says."""
    for key, person in scene.people.items():
        if person.pk == ticket.worker_id and key in scene.members:
            return scene.acting(key)
    return scene.by


def _roof(scene: Scene, ground: Ground, now: datetime) -> Telling:
    """The owner's roof: a photo, a transfer, a pause, done, not solved, done again and to be judged."""
    yield now - 9 * DAY
    owner = scene.acting("yezhu")
    unit = next((u for u in Unit.objects.of(scene.street).filter(pk__in=list(owner.units))), None)
    building = (
        unit.building if unit is not None and unit.building is not None else ground.buildings[0]
    )
    report = Report(
        place=Place(ground.compound, building, spot="楼顶"),
        category="leak",
        text="楼顶女儿墙根部渗水，顶层楼道的墙皮掉了一片，下雨天往下滴。",
        channel="phone",
        raiser=scene.people["yezhu"],
        photos=(("墙面渗水.jpg", _photo("leak", after=False)),),
    )
    ticket = raise_ticket(report, once=uuid7(), by=owner, now=scene.now)
    manager, hand = scene.acting("wuye"), scene.people["weixiu"]
    yield scene.now + 40 * MINUTE
    why = "保修期内先请社区核实责任"
    community = next(iter(scene.residents))
    dispatching.transfer_ticket(ticket, community, why, by=manager, now=scene.now)
    yield scene.now + 3 * HOUR
    office = scene.acting("shequ")
    dispatching.send_ticket(ticket, ground.company, hand, by=office, now=scene.now)
    paying.decide_payer(ticket, "fund", 186_000, "应急维修，已报维修资金", by=office, now=scene.now)
    yield scene.now + HOUR
    worker = scene.acting("weixiu")
    working.contact(ticket, "看过现场，要铺卷材", by=worker, now=scene.now)
    pausing.pause_ticket(ticket, "weather", "等两天晴天晒干基层", None, by=worker, now=scene.now)
    yield scene.now + 2 * DAY
    pausing.resume_ticket(ticket, by=worker, now=scene.now)
    for turn, done in enumerate(("女儿墙根部补了防水涂料。", "重铺防水卷材两层，做了闭水试验。")):
        yield scene.now + (1 + turn) * DAY
        after = [("修后.jpg", _photo("leak", after=True))]
        working.finish(ticket, done, after, by=worker, now=scene.now)
        yield scene.now + HOUR
        working.answer(ticket, "message", f"{done}请您看看还渗不渗。", by=worker, now=scene.now)
        if turn == 0:
            yield scene.now + 18 * HOUR
            judging.evaluate(ticket, "no", 2, "昨晚下雨还是渗", by=owner, now=scene.now)
            yield scene.now + HOUR
            working.contact(ticket, "约明天上午再看", by=worker, now=scene.now)


def _hotline(scene: Scene, grounds: list[Ground], now: datetime) -> Telling:
    """Two files of the hotline, one of last week and one of this morning."""
    for days in (8, 0):
        when = max(now - days * DAY - 3 * HOUR, scene.now)
        yield when
        rows = [
            {
                "number": f"SH{day_of(when):%Y%m%d}{number:04d}",
                "category": code,
                "text": text,
                "compound": str(grounds[number % len(grounds)].compound.pk),
                "caller": caller,
                "at": (scene.now - (number + 1) * HOUR).isoformat(),
            }
            for number, (code, text, caller) in enumerate(HOTLINE[days > 0])
        ]
        hotline.take_hotline(rows, by=scene.acting("jiedao"), now=scene.now)


def _twins(scene: Scene, ground: Ground, now: datetime) -> Telling:
    """Three homes of one stairwell tell of one pipe; one was merged, two wait for the dispatcher."""
    yield now - 5 * HOUR
    homes = [
        pair for pair in ground.homes if pair[0].stairwell_id == ground.homes[0][0].stairwell_id
    ]
    made = []
    for text, (unit, person) in zip(WORDS.pipe, homes, strict=False):
        place = Place(ground.compound, unit.building, unit.stairwell, unit)
        report = Report(place, "leak", text, "telephone", raiser=person)
        made.append(raise_ticket(report, once=uuid7(), by=scene.by, now=scene.now))
        yield scene.now + 25 * MINUTE
    if len(made) > 2:
        gathering.merge(made[2], made[0], "同一根立管", by=scene.by, now=scene.now)
    matter = open_matter(
        ground.compound, "给水立管老化", "discover", by=scene.by, now=scene.now, once=uuid7()
    )
    gathering.link_matter(made[0], matter, by=scene.by, now=scene.now)


def _climb(scene: Scene, now: datetime) -> Telling:
    """Every evening what is over goes up, as the clock beside the clerks does it."""
    system = system_actor(scene.street.pk)
    for days in range(WEEKS * 7, -1, -1):
        yield max(at(day_of(now) - timedelta(days=days), 7), scene.now) if days else now
        for level in escalating.CLIMBING:
            escalating.raise_level(scene.street.pk, level, by=system, now=scene.now)


def _visits(scene: Scene, now: datetime) -> Telling:
    """A sample of the last three weeks, most of them asked by now."""
    yield now - 30 * HOUR
    first, last = day_of(scene.now) - timedelta(days=21), day_of(scene.now)
    rnd, by = Random("return visits"), scene.acting("jiedao")
    made = visiting.draw_visits(first, last, 25, once=uuid7(), by=by, now=scene.now)
    rows = ReturnVisit.objects.of(scene.street).filter(round=made).order_by("id")
    for visit in list(rows)[: made.size - 3]:
        yield scene.now + 9 * MINUTE
        if rnd.random() < 0.12:
            visiting.note_visit(visit, reached=False, by=by, now=scene.now)
            continue
        solved = rnd.choices(("yes", "partly", "no"), (88, 8, 4))[0]
        score = rnd.choice((5, 5, 4, 4, 3)) if solved == "yes" else rnd.choice((1, 2, 3))
        visiting.note_visit(
            visit, reached=True, responded=rnd.random() < 0.94, solved=solved, score=score,
            by=by, now=scene.now,
        )  # fmt: skip


Shades = dict[str, tuple[int, int, int]]
SHADES: Shades = {"leak": (120, 150, 165), "power": (70, 70, 60), "clean": (150, 140, 110)}


def _photo(code: str, *, after: bool) -> BytesIO:
    """A wall with a stain, and the same wall without: drawn, and it says so."""
    base = SHADES.get(code, (160, 158, 150))
    image = Image.new("RGB", (640, 800), base)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 520, 640, 640), fill=(60, 120, 95))
    draw.rectangle((0, 90, 640, 130), fill=(170, 40, 34))
    if not after:
        draw.ellipse((220, 130, 430, 560), fill=tuple(max(0, c - 45) for c in base))
        draw.line((325, 140, 330, 700), fill=tuple(max(0, c - 70) for c in base), width=14)
    out = BytesIO()
    image.save(out, "JPEG", quality=55)
    out.seek(0)
    return out


Tell = Callable[[Scene, datetime], Telling]
TICKETS: tuple[Tell, ...] = (lived,)

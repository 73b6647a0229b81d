"""Single stories of tickets: a roof done twice, the hotline's files, one pipe three homes tell of, the
clock that takes up what is over, and the return visits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from mulin.demo.diary import Telling
from mulin.demo.scene import Scene, at
from mulin.demo.ticket_words import HOTLINE, WORDS
from mulin.discover.intake.actions import (
    dispatching,
    escalating,
    gathering,
    judging,
    pausing,
    paying,
    visiting,
    working,
)
from mulin.discover.intake.actions import hotline as verbs
from mulin.discover.intake.actions.raising import Report, raise_ticket
from mulin.discover.intake.models import ReturnVisit, Ticket
from mulin.discover.intake.places import Place
from mulin.ground.estate.models import Building, Compound, Organisation, Person, Unit
from mulin.ground.matters.actions import About, open_matter
from mulin.ground.matters.models import Matter
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import system_actor

WEEKS = 4
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass
class Ground:
    """One compound: who lives where, who manages and who works there."""

    compound: Compound
    company: Organisation
    homes: list[tuple[Unit, Person]]
    buildings: list[Building]
    hands: list[str] = field(default_factory=list)


def roof(scene: Scene, ground: Ground, now: datetime) -> Telling:
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
        photos=(("墙面渗水.jpg", photo("leak", after=False)),),
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
    yield from _twice_done(scene, ticket)


def _twice_done(scene: Scene, ticket: Ticket) -> Telling:
    """Done, not solved, done again; the last word is still the owner's."""
    worker, owner = scene.acting("weixiu"), scene.acting("yezhu")
    for turn, done in enumerate(("女儿墙根部补了防水涂料。", "重铺防水卷材两层，做了闭水试验。")):
        yield scene.now + (1 + turn) * DAY
        after = [("修后.jpg", photo("leak", after=True))]
        working.finish(ticket, done, after, by=worker, now=scene.now)
        yield scene.now + HOUR
        working.answer(ticket, "message", f"{done}请您看看还渗不渗。", by=worker, now=scene.now)
        if turn == 0:
            yield scene.now + 18 * HOUR
            judging.evaluate(ticket, "no", 2, "昨晚下雨还是渗", by=owner, now=scene.now)
            yield scene.now + HOUR
            working.contact(ticket, "约明天上午再看", by=worker, now=scene.now)


def hotline(scene: Scene, grounds: list[Ground], now: datetime) -> Telling:
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
        verbs.take_hotline(rows, by=scene.acting("jiedao"), now=scene.now)


def twins(scene: Scene, ground: Ground, now: datetime) -> Telling:
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
        ground.compound,
        "给水立管老化",
        "discover",
        about=About(Matter.Kind.FACILITY, spot="厨房立管"),
        by=scene.by,
        now=scene.now,
        once=uuid7(),
    )
    gathering.link_matter(made[0], matter, by=scene.by, now=scene.now)


def climb(scene: Scene, now: datetime) -> Telling:
    """Every evening what is over goes up, as the clock beside the clerks does it."""
    system = system_actor(scene.street.pk)
    for days in range(WEEKS * 7, -1, -1):
        yield max(at(day_of(now) - timedelta(days=days), 7), scene.now) if days else now
        for level in escalating.CLIMBING:
            escalating.raise_level(scene.street.pk, level, by=system, now=scene.now)


def visits(scene: Scene, now: datetime) -> Telling:
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


def photo(code: str, *, after: bool) -> BytesIO:
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

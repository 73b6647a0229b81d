"""What follows a vote or goes beside it: letters, reminders, wrong numbers, objections."""

from __future__ import annotations

from datetime import datetime, timedelta

from mulin.decide.assembly.actions import codes, counting, reminding
from mulin.decide.assembly.models import Objection, RollHolder
from mulin.demo.diary import Telling
from mulin.demo.scene import PHONE, Scene, at, lately
from mulin.demo.sign_ins import DEMO_CODE
from mulin.demo.votes import Told, voter
from mulin.ground.notices.actions import carried, disown, settle_number
from mulin.ground.notices.actions.outbox import claim, hand_over
from mulin.ground.notices.channels import NotDelivered
from mulin.ground.notices.models import Message, WrongNumber
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import system_actor

CLAIMED = 500


class Nowhere:
    """A channel that takes nearly every message: the numbers of the demo are nobody's."""

    def __init__(self) -> None:
        self.taken = 0

    def send(self, to: str, text: str) -> None:
        """Nothing leaves; one number in a hundred is out of service."""
        self.taken += 1
        if self.taken % 100 == 2:
            raise NotDelivered("号码已停机，短信平台没有送达。", for_good=True)


def send_out(scene: Scene) -> None:
    """What the worker does within the minute."""
    street, channel = scene.street.pk, Nowhere()
    while messages := claim(street, now=scene.now, limit=CLAIMED):
        for message in messages:
            hand_over(message, channel, now=scene.now)


def letter(told: Told, key: str, now: datetime) -> Telling:
    """One owner's letter, with a code that the terminal may show because nobody here exists."""
    yield lately(now, timedelta(minutes=30))
    person = told.scene.people[key]
    holders = RollHolder.objects.of(told.poll.street_id).filter(poll=told.poll, person_id=person.pk)
    holder = holders.select_related("entry")[0]
    printed = codes.PrintedCode(
        holder.pk, holder.entry.seq, holder.name, "", holder.entry.first_unit, 0, DEMO_CODE
    )
    codes.keep_codes(told.poll, [printed], place="演示", by=told.counter(0), now=told.scene.now)
    send_out(told.scene)


def reminder(told: Told) -> Telling:
    """The first planned reminder, on its day."""
    scene, plan = told.scene, told.plan
    due = plan.opens + timedelta(days=plan.reminders[0])
    yield at(due, 10)
    by = system_actor(scene.street.pk)
    reminding.remind(told.poll.pk, due, by=by, now=scene.now)
    send_out(scene)


def reminded(told: Told) -> Telling:
    """The reminder, what was printed for who has no telephone, and two wrong numbers."""
    yield from reminder(told)
    scene, due = told.scene, day_of(told.scene.now)
    street = scene.street.pk
    yield at(due, 18)
    ours = Message.objects.of(street).filter(subject_id=told.poll.pk)
    for message in ours.filter(channel="sms", state=Message.State.SENT).order_by("id")[3:5]:
        disown(message, by=system_actor(street, "收到短信的人"), now=scene.now)
    yield at(due + timedelta(days=1), 19)
    printed = ours.filter(channel="printed", state=Message.State.WAITING).order_by("id")
    ids = list(printed.values_list("pk", flat=True))[:-2]
    if ids:
        carried(ids, compound_id=told.poll.compound_id, by=told.by, now=scene.now)
    flag = WrongNumber.objects.of(street).order_by("id").first()
    if flag is not None:
        settle_number(flag, "已联系本人，新号码当面登记", by=told.by, now=scene.now)


def objected(told: Told) -> Telling:
    """Two owners object in time; both are answered in writing."""
    said = (
        (
            "公告里我家的面积和房产证对不上，请核对。",
            "经核对登记簿，名册面积无误，已当面出示并说明。",
        ),
        ("我投的是纸质票，想知道有没有计入。", "您的回执码在计入名单里，已按回执码当面核对。"),
    )
    for number, (text, answer) in enumerate(said):
        yield told.scene.now + timedelta(days=1, hours=2)
        objection = _object(told, number, text)
        yield told.scene.now + timedelta(days=1, hours=3)
        counting.answer_objection(objection, answer, by=told.by, now=told.scene.now)


def open_objection(told: Told) -> Telling:
    """One that nobody has answered yet."""
    yield at(day_of(told.plan.closes) + timedelta(days=3), 9)
    _object(told, 0, "底商没有收到表决票，请说明送达情况。")


def _object(told: Told, number: int, text: str) -> Objection:
    entry = sorted(told.signers)[number]
    holder = told.signers[entry][0]
    return counting.raise_objection(
        told.poll,
        objection_id=uuid7(),
        name=holder.name,
        unit_label=holder.entry.first_unit,
        text=text,
        contact=PHONE,
        by=voter(told, holder),
        now=told.scene.now,
    )

"""A vote from its draft to its archive, with how its papers reach their owners."""

from __future__ import annotations

from datetime import timedelta

from mulin.decide.assembly.actions import counting, paper, publishing, running
from mulin.decide.assembly.actions.delivering import deliver_with_proof
from mulin.decide.assembly.models import Ballot, Delivery, PollOfficer
from mulin.demo import photos
from mulin.demo.diary import Telling
from mulin.demo.scene import at
from mulin.demo.votes import BOXES, PASSPHRASES, POSTED, Told, draft, hang, lock, post
from mulin.kit.clock import day_of, start_of
from mulin.kit.ids import uuid7

Method = Delivery.Method
ROUNDS = (
    (Method.IN_PERSON, 0.62, "业主本人签收", "送达登记表签字"),
    (Method.HOUSEHOLD, 0.84, "同住成年家属签收", "送达登记表签字"),
    (Method.REGISTERED_MAIL, 0.95, "挂号信回执", "邮政回执"),
    (Method.FAILED, 0.985, "", "三次上门无人，电话未接"),
)
"""Method, up to which part of the roll, who signed, and what is kept; the rest was not tried yet."""


def prepare(told: Told) -> Telling:
    """From the draft to the first day of voting."""
    yield from draft(told)
    yield from lock(told)
    yield from post(told)
    yield from rounds(told)
    yield at(told.plan.opens, 9)
    told.poll = running.open_voting(told.poll, by=told.by, now=told.scene.now)


def rounds(told: Told) -> Telling:
    """One round a day, each with the photo of its sheet."""
    plan, poll = told.plan, told.poll
    dice = [(told.rnd.random(), entry) for entry in told.entries]
    low = 0.0
    for number, (method, high, signed, note) in enumerate(ROUNDS):
        yield at(plan.opens - timedelta(days=POSTED - 8 - number), 19)
        entries = [entry for value, entry in dice if low <= value < high]
        low = high
        if not entries:
            continue
        sheet = [f"{poll.compound.name} {poll.number}", f"{len(entries)} 户", note]
        proof = None if method == Method.FAILED else photos.letter("送达登记", sheet)
        said = {
            "method": method,
            "delivered_on": day_of(told.scene.now),
            "received_by": signed,
            "note": note,
        }
        deliver_with_proof(poll, entries, said, proof, once=uuid7(), by=told.by, now=told.scene.now)


def close(told: Told) -> Telling:
    """At its hour, as the worker does it."""
    yield told.plan.closes
    told.poll = running.close_voting(told.poll.pk, by=told.by, now=told.scene.now)


def count(told: Told) -> Telling:
    """Boxes counted by two, then the ballots opened with two passphrases."""
    yield told.plan.closes + timedelta(hours=1)
    count_boxes(told)
    yield told.plan.closes + timedelta(hours=2, minutes=30)
    poll = told.poll
    keys = PollOfficer.objects.of(poll.street_id).filter(poll=poll, duty="counter").order_by("id")
    typed = [(o.pk, words) for o, words in zip(keys, PASSPHRASES, strict=True)]
    told.poll = counting.open_and_judge(poll, typed, by=told.counter(0), now=told.scene.now)


def count_boxes(told: Told) -> None:
    """What two people counted out of each box."""
    poll = told.poll
    for box in BOXES:
        papers = Ballot.objects.of(poll.street_id).filter(poll=poll, box=box)
        paper.count_box(
            poll.pk,
            box=box,
            papers=papers.count(),
            invalid=papers.exclude(invalid="").count(),
            counted_by="、".join(told.scene.people[key].name for key in told.plan.keys[:2]),
            by=told.counter(0),
            now=told.scene.now,
        )


def announce(told: Told, *, after: int = 1) -> Telling:
    """The result with its text and its paper, ``after`` days after the close."""
    yield at(day_of(told.plan.closes) + timedelta(days=after), 10)
    notice = publishing.announce_with_paper(told.poll, by=told.by, now=told.scene.now)
    hang(told, notice)
    told.poll.refresh_from_db()


def archive(told: Told) -> Telling:
    """Once the period for objections is over."""
    until = told.poll.objections_until
    yield start_of((until or told.plan.opens) + timedelta(days=1)) + timedelta(hours=10)
    told.poll = counting.finalise(told.poll, by=told.by, now=told.scene.now)

"""Five votes in every state a street sees, told as dated verbs.

near its end and short of persons but not of area; just opened; passed and archived; failed on area
only; an election with a vacancy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from mulin.decide.assembly.actions import (
    casting,
    codes,
    counting,
    drafts,
    locking,
    officers,
    paper,
    running,
)
from mulin.decide.assembly.actions.taking import Signed
from mulin.decide.assembly.choices import Choices
from mulin.decide.assembly.models import (
    Ballot,
    Delivery,
    Motion,
    Poll,
    PollOfficer,
    RollEntry,
    RollHolder,
)
from mulin.decide.assembly.queries.motions import motions_of
from mulin.decide.assembly.rollmaking import SEPARATOR
from mulin.demo.street import Scene
from mulin.ground.estate.models import Compound, Person
from mulin.ground.notices.actions import prove_posting
from mulin.kit.clock import SHANGHAI, day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor

PASSPHRASES = ("春风又绿江南岸边", "小桥流水人家门前")
ONLINE_BASIS = "本小区议事规则第21条（演示）"
VOTING_DAYS = 16
NOTICE_DAYS = 18


@dataclass(frozen=True)
class Team:
    """Who carries a vote: two counters and a witness, as actors."""

    people: tuple[Person, Person, Person]
    counters: tuple[Actor, Actor]


@dataclass
class Told:
    """One vote being told: the poll, its entries by the order in which they vote."""

    poll: Poll
    team: Team
    by: Actor
    rnd: Random
    entries: list[RollEntry] = field(default_factory=list)
    signers: dict[UUID, RollHolder] = field(default_factory=dict)

    def owners_of(self, entry: RollEntry) -> set[UUID]:
        """The persons who own what an entry votes for."""
        return {UUID(key[2:]) for key in entry.key.split(SEPARATOR) if key.startswith("p:")}


Leaning = Callable[[Random, Motion, RollEntry], str | list[str]]


def begin(
    scene: Scene,
    compound: Compound,
    title: str,
    motions: Sequence[drafts.MotionDraft],
    team: Team,
    *,
    opens: date,
) -> Told:
    """Draft, lock, hand out shares, post, and open on the first day."""
    early = _at(opens - timedelta(days=NOTICE_DAYS + 4), 10)
    poll = drafts.draft_poll(
        compound,
        drafts.PollDraft(
            title=title,
            convener=f"{compound.name.removesuffix('（演示）')}业主委员会",
            contact_name=team.people[2].name,
            contact_phone="028-00000000",
            return_place="小区党群服务站一楼票箱",
            opens_on=opens,
            closes_at=_at(opens + timedelta(days=VOTING_DAYS - 1), 18),
            online_counts=True,
            online_basis=ONLINE_BASIS,
        ),
        poll_id=uuid7(),
        by=scene.by,
        now=early,
    )
    for motion in motions:
        drafts.put_motion(poll, motion, motion_id=uuid7(), by=scene.by, now=early)
    _name_officers(poll, team, scene.by, early)
    return _run(scene, poll, team, early, opens)


def _name_officers(poll: Poll, team: Team, by: Actor, now: datetime) -> None:
    for person in team.people[:2]:
        drafts.name_officer(poll, person, PollOfficer.Duty.COUNTER, "业主代表", by=by, now=now)
    witness = team.people[2]
    drafts.name_officer(poll, witness, PollOfficer.Duty.WITNESS, "居委会工作人员", by=by, now=now)


def _run(scene: Scene, poll: Poll, team: Team, early: datetime, opens: date) -> Told:
    stand_for_election(scene, poll, early)
    locked = _at(opens - timedelta(days=NOTICE_DAYS + 2), 15)
    poll = locking.lock_poll(poll, by=scene.by, now=locked)
    for actor, words in zip(team.counters, PASSPHRASES, strict=True):
        officers.keep_share(poll, words, by=actor, now=locked)
    officers.print_envelope(poll, by=scene.by, now=locked)
    posted = _at(opens - timedelta(days=NOTICE_DAYS), 9)
    notice = running.post_poll(poll, body="", paper_id=None, by=scene.by, now=posted)
    for place in ("小区大门公告栏", "1号楼大堂", "党群服务站"):
        prove_posting(
            notice,
            posting_id=uuid7(),
            place=place,
            posted_on=day_of(posted),
            photo_id=None,
            by=scene.by,
            now=posted,
        )
    told = Told(poll, team, scene.by, Random(f"vote {poll.compound.slug}"))
    _read_roll(told)
    _deliver(told, _at(opens - timedelta(days=4), 19))
    told.poll = running.open_voting(poll, by=scene.by, now=_at(opens, 9))
    return told


def stand_for_election(scene: Scene, poll: Poll, now: datetime) -> None:
    """Six owners stand for every election of the poll."""
    elections = Motion.objects.of(poll.street_id).filter(poll=poll, seats__isnull=False)
    for motion in elections:
        owners = Person.objects.of(poll.street_id).filter(
            ownerships__unit__compound_id=poll.compound_id
        )
        for number, person in enumerate(owners.order_by("id").distinct()[8:14]):
            drafts.put_candidate(
                motion,
                drafts.CandidateDraft(
                    person_id=person.pk,
                    standing="业主联名推荐" if number % 2 else "本人自荐",
                    statement="愿意把账目晒在阳光下，把大家的事办细办实。",
                    disclosure="无刑事处罚、无失信记录（本人承诺）",
                ),
                candidate_id=uuid7(),
                by=scene.by,
                now=now,
            )


def vote(
    told: Told, share: float, paper_share: float, leaning: Leaning, *, until: datetime
) -> None:
    """The first ``share`` of the entries vote, evenly over the days up to ``until``."""
    count = round(len(told.entries) * share)
    opened = told.poll.opened_at or until
    step = (until - opened) / max(count, 1)
    for number, entry in enumerate(told.entries[:count]):
        when = opened + step * number
        choices: dict[str, str | list[str]] = {
            m.pk.hex: leaning(told.rnd, m, entry) for m in motions_of(told.poll, entry)
        }
        if told.rnd.random() < paper_share:
            _on_paper(told, entry, choices, when)
        else:
            _on_phone(told, entry, choices, when)


def hand_out_code(told: Told, person: Person, code: str, *, now: datetime) -> None:
    """One owner's letter, with a code that the terminal may show because nobody here exists."""
    holder = RollHolder.objects.of(told.poll.street_id).filter(poll=told.poll, person_id=person.pk)[
        0
    ]
    letter = codes.PrintedCode(
        holder.pk, holder.entry.seq, holder.name, "", holder.entry.first_unit, 0, code
    )
    counter = told.team.counters[0]
    codes.keep_codes(told.poll, [letter], place="演示", by=counter, now=now)


def last_hour(told: Told) -> datetime:
    """An hour before the poll closes."""
    closes = told.poll.closes_at
    assert closes is not None  # noqa: S101 - set by begin
    return closes - timedelta(hours=1)


def finish(told: Told) -> None:
    """Close at the hour, count the boxes, open with two counters."""
    poll = told.poll
    closes = poll.closes_at
    assert closes is not None  # noqa: S101 - set by begin
    for box in ("1号箱", "2号箱"):
        papers = Ballot.objects.of(poll.street_id).filter(poll=poll, box=box).count()
        paper.count_box(
            poll.pk,
            box=box,
            papers=papers,
            invalid=0,
            counted_by="、".join(p.name for p in told.team.people[:2]),
            by=told.team.counters[0],
            now=closes + timedelta(hours=1),
        )
    running.close_voting(poll.pk, by=told.by, now=closes)
    keys = PollOfficer.objects.of(poll.street_id).filter(poll=poll, duty="counter").order_by("id")
    typed = [(o.pk, words) for o, words in zip(keys, PASSPHRASES, strict=True)]
    told.poll = counting.open_and_judge(
        poll, typed, by=told.team.counters[0], now=closes + timedelta(hours=3)
    )


def _read_roll(told: Told) -> None:
    street = told.poll.street_id
    told.entries = list(RollEntry.objects.of(street).filter(poll=told.poll).order_by("seq"))
    holders = RollHolder.objects.of(street).filter(poll=told.poll).order_by("-id")
    told.signers = {holder.entry_id: holder for holder in holders}


def _deliver(told: Told, now: datetime) -> None:
    """Nine in ten papers reach their owners with evidence."""
    reached = [e for e in told.entries if told.rnd.random() < 0.94]
    by_hand = [e for e in reached if told.rnd.random() < 0.7]
    hands = {e.pk for e in by_hand}
    note = running.DeliveryNote(Delivery.Method.IN_PERSON, day_of(now), "业主本人签收")
    running.deliver(told.poll, by_hand, note, by=told.by, now=now)
    post = running.DeliveryNote(Delivery.Method.REGISTERED_MAIL, day_of(now), "挂号信回执")
    mailed = [e for e in reached if e.pk not in hands]
    running.deliver(told.poll, mailed, post, by=told.by, now=now)


def _on_phone(told: Told, entry: RollEntry, choices: Choices, when: datetime) -> None:
    holder = told.signers[entry.pk]
    voter = Actor(told.poll.street_id, None, holder.person_id, holder.name, "业主")
    casting.cast_online(
        told.poll.pk,
        Signed(entry.pk, holder.signer, Ballot.Channel.ONLINE),
        choices,
        ballot_id=uuid7(),
        own_key=told.rnd.randbytes(16),
        by=voter,
        now=when,
    )


def _on_paper(told: Told, entry: RollEntry, choices: Choices, when: datetime) -> None:
    first, second = told.team.counters
    ballot = paper.enter_paper(
        told.poll.pk,
        Signed(entry.pk, told.signers[entry.pk].signer, Ballot.Channel.PAPER),
        choices,
        ballot_id=uuid7(),
        box=told.rnd.choice(("1号箱", "2号箱")),
        invalid="",
        received_at=when,
        by=first,
        now=when,
    )
    paper.confirm_paper(ballot.pk, choices, invalid="", by=second, now=when)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI)

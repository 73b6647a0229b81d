"""How a vote is told, act by act: drafted, locked, posted, delivered, opened, cast, counted.

Each part is a telling (see :mod:`mulin.demo.diary`); a vote joins them with ``yield from``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from mulin.decide.assembly.actions import (
    casting,
    drafted,
    drafts,
    locking,
    officers,
    paper,
    publishing,
)
from mulin.decide.assembly.actions.postings import prove_with_photo
from mulin.decide.assembly.actions.taking import Signed
from mulin.decide.assembly.choices import Choices
from mulin.decide.assembly.models import Ballot, Motion, Poll, PollOfficer, RollEntry, RollHolder
from mulin.decide.assembly.rollmaking import SEPARATOR
from mulin.demo import names, photos
from mulin.demo.board import PLACES
from mulin.demo.diary import Telling
from mulin.demo.scene import PHONE, Scene, at, in_waking_hours
from mulin.ground.estate.actions.merges import decide_distinct, merge_persons
from mulin.ground.estate.models import Organisation, Person
from mulin.ground.estate.queries.duplicates import SAME_PHONE, undecided_in
from mulin.ground.matters.models import Matter
from mulin.ground.notices.models import PublicNotice
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor

PASSPHRASES = ("春风又绿江南岸边", "小桥流水人家门前")
ONLINE_BASIS = "本小区议事规则第21条（演示）"
VOTING_DAYS = 16
DRAFTED, LOCKED, POSTED, DELIVERED = 23, 21, 19, 4
"""Days before the first day of voting."""
BOXES = ("1号箱", "2号箱")

Leaning = Callable[[Random, Motion, RollEntry], str | list[str]]


@dataclass(frozen=True)
class Plan:
    """What a vote is about, when, and who carries it; ``keys`` are two counters and a witness."""

    number: int
    title: str
    motions: Sequence[drafted.MotionDraft]
    opens: date
    keys: tuple[str, str, str]
    by: str = "jiedao"
    days: int = VOTING_DAYS
    reminders: tuple[int, ...] = ()
    concerns: Organisation | None = None
    lead: int = 0
    """Days by which it is drafted and locked earlier than usual."""

    @property
    def closes(self) -> datetime:
        return at(self.opens + timedelta(days=self.days - 1), 18)


@dataclass
class Told:
    """One vote being told: the poll, its motions, and the entries that have still to vote."""

    scene: Scene
    plan: Plan
    rnd: Random
    poll: Poll = field(default_factory=Poll)
    motions: list[Motion] = field(default_factory=list)
    entries: list[RollEntry] = field(default_factory=list)
    signers: dict[UUID, list[RollHolder]] = field(default_factory=dict)
    matter: Matter | None = None

    @classmethod
    def of(cls, scene: Scene, plan: Plan) -> Told:
        return cls(scene, plan, Random(f"vote {plan.number} {plan.title}"))

    @property
    def by(self) -> Actor:
        return self.scene.acting(self.plan.by)

    def counter(self, index: int) -> Actor:
        return self.scene.acting(self.plan.keys[index])

    def owners_of(self, entry: RollEntry) -> set[UUID]:
        """The persons who own what an entry votes for."""
        return {UUID(key[2:]) for key in entry.key.split(SEPARATOR) if key.startswith("p:")}

    def take(self, fits: Callable[[RollEntry], bool]) -> RollEntry | None:
        """Take the first entry that fits off the pile of those that vote by themselves."""
        found = next((e for e in self.entries if fits(e)), None)
        if found is not None:
            self.entries.remove(found)
        return found

    def choices(self, leaning: Leaning, entry: RollEntry) -> dict[str, str | list[str]]:
        return {m.pk.hex: leaning(self.rnd, m, entry) for m in self.motions}


def draft(told: Told) -> Telling:
    """The heading, the motions, those who stand, and who counts."""
    scene, plan = told.scene, told.plan
    yield at(plan.opens - timedelta(days=DRAFTED + plan.lead), 10)
    compound = scene.compounds[plan.number]
    heading = drafted.PollDraft(
        title=plan.title,
        convener=f"{names.plain(compound.name)}业主委员会",
        contact_name=scene.people[plan.keys[2]].name,
        contact_phone=PHONE,
        return_place="小区党群服务站一楼票箱",
        opens_on=plan.opens,
        closes_at=plan.closes,
        concerns_id=plan.concerns.pk if plan.concerns else None,
        online_counts=True,
        online_basis=ONLINE_BASIS,
        reminder_days=plan.reminders,
    )
    told.poll = drafts.draft_poll(compound, heading, poll_id=uuid7(), by=told.by, now=scene.now)
    for motion in plan.motions:
        drafts.put_motion(told.poll, motion, motion_id=uuid7(), by=told.by, now=scene.now)
    _stand(told)
    for key in plan.keys[:2]:
        _name(told, key, PollOfficer.Duty.COUNTER, "业主代表")
    _name(told, plan.keys[2], PollOfficer.Duty.WITNESS, "居委会工作人员")


def lock(told: Told) -> Telling:
    """The roll is frozen; the counters put their shares away."""
    yield from freeze(told)
    now = told.scene.now
    for index, words in enumerate(PASSPHRASES):
        officers.keep_share(told.poll, words, by=told.counter(index), now=now)
    officers.print_envelope(told.poll, by=told.by, now=now)
    _read_roll(told)


def freeze(told: Told) -> Telling:
    """Who may be one person is decided; then number, law, rules, roll and key are settled."""
    yield at(told.plan.opens - timedelta(days=LOCKED + told.plan.lead), 11)
    _settle_pairs(told)
    yield at(told.plan.opens - timedelta(days=LOCKED + told.plan.lead), 15)
    told.poll = locking.lock_poll(told.poll, by=told.by, now=told.scene.now)


def post(told: Told) -> Telling:
    """The notice with its text and its paper, and where it hung, with photos."""
    yield at(told.plan.opens - timedelta(days=POSTED), 9)
    scene = told.scene
    notice = publishing.post_with_notice(told.poll, by=told.by, now=scene.now)
    yield at(told.plan.opens - timedelta(days=POSTED), 11)
    hang(told, notice)
    told.poll.refresh_from_db()


def hang(told: Told, notice: PublicNotice) -> None:
    """Proof of where the notice hangs, with a photo of each place."""
    now = told.scene.now
    for place in PLACES:
        prove_with_photo(
            notice,
            posting_id=uuid7(),
            place=place,
            posted_on=day_of(now),
            photo=photos.board(place, notice.title, str(day_of(now))),
            by=told.by,
            now=now,
        )


def part(told: Told, share: float) -> int:
    """So many of the entries that have still to vote."""
    return round(len(told.entries) * share)


def last_hour(told: Told) -> datetime:
    """An hour before the poll closes."""
    return told.plan.closes - timedelta(hours=1)


def vote(
    told: Told, share: float, paper_share: float, lean: Leaning, *, until: datetime
) -> Telling:
    """The first ``share`` of the entries vote, evenly over the days up to ``until``."""
    count = part(told, share)
    moments = in_waking_hours(told.poll.opened_at or until, until, count)
    for entry, moment in zip(told.entries[:count], moments, strict=True):
        yield moment
        if told.rnd.random() < paper_share:
            on_paper(told, entry, told.choices(lean, entry))
        else:
            on_phone(told, entry, told.choices(lean, entry))


def on_phone(told: Told, entry: RollEntry, choices: Choices) -> Ballot:
    """The owner's own ballot, from his telephone."""
    holder = told.signers[entry.pk][0]
    return casting.cast_online(
        told.poll.pk,
        Signed(entry.pk, holder.signer, Ballot.Channel.ONLINE),
        choices,
        ballot_id=uuid7(),
        own_key=told.rnd.randbytes(16),
        by=voter(told, holder),
        now=told.scene.now,
    )


def voter(told: Told, holder: RollHolder) -> Actor:
    """Somebody on the roll, without an account."""
    return Actor(told.poll.street_id, None, holder.person_id, holder.name, "业主")


def on_paper(told: Told, entry: RollEntry, choices: Choices) -> Ballot:
    """A paper out of the box: entered by one counter, confirmed by the other."""
    signed = Signed(entry.pk, told.signers[entry.pk][0].signer, Ballot.Channel.PAPER)
    ballot = enter(told, signed, choices)
    paper.confirm_paper(ballot.pk, choices, invalid="", by=told.counter(1), now=told.scene.now)
    return ballot


def enter(told: Told, signed: Signed, choices: Choices, *, invalid: str = "") -> Ballot:
    """First entry of a paper."""
    return paper.enter_paper(
        told.poll.pk,
        signed,
        choices,
        ballot_id=uuid7(),
        box=told.rnd.choice(BOXES),
        invalid=invalid,
        received_at=told.scene.now,
        by=told.counter(0),
        now=told.scene.now,
    )


def _settle_pairs(told: Told) -> None:
    """The office looks at each likely duplicate of the compound, until none is undecided."""
    scene, by = told.scene, told.scene.acting("jiedao")
    while pairs := undecided_in(told.poll.compound_id, scene.street.pk):
        merged = set[UUID]()
        for pair in pairs:
            one, other = pair.first, pair.second
            if SAME_PHONE not in pair.reasons or (one.id_masked and other.id_masked):
                reason = "同名，分别核对过证件"
                decide_distinct(one, other, reason=reason, by=by, now=scene.now)
            elif not merged & {one.pk, other.pk}:
                merged |= {one.pk, other.pk}
                reason = "姓名、电话一致，本人确认是同一人"
                merge_persons(one, other, reason=reason, by=by, now=scene.now)


def _name(told: Told, key: str, duty: str, standing: str) -> None:
    person: Person = told.scene.people[key]
    drafts.name_officer(told.poll, person, duty, standing, by=told.by, now=told.scene.now)


def _stand(told: Told) -> None:
    """Six owners stand for every election of the poll."""
    poll = told.poll
    elections = Motion.objects.of(poll.street_id).filter(poll=poll, seats__isnull=False)
    for motion in elections:
        owners = Person.objects.of(poll.street_id).filter(
            ownerships__unit__compound_id=poll.compound_id, phone_masked__gt=""
        )
        for number, person in enumerate(owners.order_by("id").distinct()[8:14]):
            drafts.put_candidate(
                motion,
                drafted.CandidateDraft(
                    person_id=person.pk,
                    standing="业主联名推荐" if number % 2 else "本人自荐",
                    statement="愿意把账目晒在阳光下，把大家的事办细办实。",
                    disclosure="无刑事处罚、无失信记录（本人承诺）",
                ),
                candidate_id=uuid7(),
                by=told.by,
                now=told.scene.now,
            )


def _read_roll(told: Told) -> None:
    street = told.poll.street_id
    motions = Motion.objects.of(street).filter(poll=told.poll).prefetch_related("candidates")
    told.motions = list(motions)
    entries = RollEntry.objects.of(street).filter(poll=told.poll, area__gt=0, is_developer=False)
    told.entries = list(entries.order_by("seq"))
    for holder in RollHolder.objects.of(street).filter(poll=told.poll).order_by("id"):
        told.signers.setdefault(holder.entry_id, []).append(holder)

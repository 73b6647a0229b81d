"""Is everything in the box that came in, and nothing else, while nobody can open it?

Between the first ballot and the count no result can betray a change, so the box is held against
the facts: each ballot's envelope stands in the chain with its place on the roll, and so does each
second reading, each ballot disowned, each box counted and the roll itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any
from uuid import UUID

from mulin.decide.assembly.models import Ballot, CountSheet, Poll, RollEntry, RollUnit
from mulin.decide.assembly.queries.custody_official import WITHDRAWN, official_faults
from mulin.ground.record.models import Fact
from mulin.kit.canonical import fingerprint, sm3
from mulin.kit.words import said
from mulin.law.compound_rules import Revote

SAID = (
    "PollLocked",
    "RollCorrected",
    "BallotCast",
    "PaperConfirmed",
    "BallotDisowned",
    "BoxCounted",
    "OfficialTaken",
    "OfficialWithdrawn",
)
MOST_TRIED = 1000
Facts = Mapping[str, list[Fact]]


def faults_in_custody(poll: Poll) -> list[str]:
    """What of the box or the roll is not as the facts say; sentences without their full stop."""
    facts = _facts(poll)
    rows = Ballot.objects.of(poll.street_id).filter(poll=poll).select_related("entry")
    ballots = list(rows.defer("own_copy", "comparison").order_by("id"))
    return [
        *_roll_faults(poll, facts),
        *_envelope_faults(ballots, facts),
        *official_faults(poll, ballots, facts["OfficialTaken"], facts["OfficialWithdrawn"]),
        *_standing_faults(poll, ballots, facts),
        *_sheet_faults(poll, facts),
    ]


def _facts(poll: Poll) -> Facts:
    found: dict[str, list[Fact]] = defaultdict(list)
    rows = Fact.objects.of(poll.street_id).filter(subject_id=poll.pk, kind__in=SAID)
    for fact in rows.order_by("id"):
        found[fact.kind].append(fact)
    return found


# ── the roll ─────────────────────────────────────────────────────────────────────────────────────


def _roll_faults(poll: Poll, facts: Facts) -> Iterator[str]:
    """Areas, uses and states as they were locked, but for what was corrected with a reason."""
    street = poll.street_id
    units = list(RollUnit.objects.of(street).filter(poll=poll).order_by("id"))
    for locked in facts["PollLocked"]:
        before = _before_corrections(units, facts["RollCorrected"])
        rows = [[u.label, before.get(u.label, u.area), u.use, u.status] for u in units]
        if fingerprint(rows) != locked.body["roll_digest"]:
            yield said("名册房屋与锁定时存证的不一致")
    areas: Counter[UUID] = Counter()
    for unit in units:
        areas[unit.entry_id] += unit.area if unit.counts else 0
    entries = RollEntry.objects.of(street).filter(poll=poll).order_by("seq")
    wrong = [e.seq for e in entries.only("seq", "area", "street_id") if e.area != areas[e.pk]]
    if wrong:
        yield said("名册第 {numbers} 号的面积与各套房屋的合计不符", numbers=_numbers(wrong))


def _before_corrections(units: Iterable[RollUnit], corrections: Iterable[Fact]) -> dict[str, int]:
    """The area each corrected unit had at locking, as long as it now has the one it was given."""
    now = {unit.label: unit.area for unit in units}
    known: dict[str, int] = {}
    for fact in reversed(list(corrections)):
        label, before, after = (fact.body[name] for name in ("unit", "before", "after"))
        if known.get(label, now.get(label)) == _hundredths(after):
            known[label] = _hundredths(before)
    return known


def _hundredths(written: str) -> int:
    metres, _, rest = written.partition(".")
    return int(metres) * 100 + int(rest)


# ── the envelopes ────────────────────────────────────────────────────────────────────────────────


def _envelope_faults(ballots: list[Ballot], facts: Facts) -> Iterator[str]:
    """Every envelope that came in is there, unopened and where it belongs; there is no other."""
    lying: dict[int, Counter[str]] = defaultdict(Counter)
    for ballot in ballots:
        if ballot.channel == Ballot.Channel.OFFICIAL:
            continue  # held against the rows of its file
        lying[ballot.entry.seq][_seal(ballot)] += 1
    came = _came_in(ballots, facts["BallotCast"])
    read: dict[int, Counter[str]] = defaultdict(Counter)
    for fact in facts["PaperConfirmed"]:
        read[fact.body["seq"]][fact.body["envelope"]] += 1
    for seq in sorted({*lying, *came}):
        # A disputed paper is sealed anew by whoever settles it: one gone, one read.
        gone, strange = came[seq] - lying[seq], lying[seq] - came[seq]
        settled = strange & read[seq]
        if strange - settled:
            yield said("名册第 {seq} 号的票箱里有一张没有登记过或被改动的票", seq=seq)
        elif gone.total() > settled.total():
            yield said("名册第 {seq} 号有一张登记过的票不见了", seq=seq)


def _came_in(ballots: list[Ballot], casts: list[Fact]) -> dict[int, Counter[str]]:
    """The envelopes on record, by place on the roll; several handed in at once share one fact."""
    by_hour: dict[tuple[int, Any], list[Ballot]] = defaultdict(list)
    for ballot in ballots:
        by_hour[ballot.entry.seq, ballot.cast_at].append(ballot)
    came: dict[int, Counter[str]] = defaultdict(Counter)
    for fact in casts:
        seqs = [int(seq) for seq in str(fact.body["seq"]).split("、")]
        seals = [fact.body["envelope"]]
        if len(seqs) > 1:
            piles = [by_hour[seq, fact.at] for seq in seqs]
            seals = _together(piles, fact.body["envelope"]) or [""] * len(seqs)
        for seq, seal in zip(seqs, seals, strict=True):
            came[seq][seal] += 1
    return came


def _together(piles: list[list[Ballot]], digest: str) -> list[str] | None:
    """The seals, one of each pile, that one digest stands for."""
    for tried, chosen in enumerate(product(*piles)):
        seals = [_seal(ballot) for ballot in chosen]
        if fingerprint(seals) == digest:
            return seals
        if tried > MOST_TRIED:
            break
    return None


def _seal(ballot: Ballot) -> str:
    return sm3(bytes(ballot.envelope))


# ── which of them count ──────────────────────────────────────────────────────────────────────────


def _standing_faults(poll: Poll, ballots: list[Ballot], facts: Facts) -> Iterator[str]:
    """Nobody took a ballot out of the count, or put one in, without saying so."""
    disowned = Counter(fact.body["seq"] for fact in facts["BallotDisowned"])
    read = {fact.body["envelope"] for fact in facts["PaperConfirmed"]}
    signed: dict[tuple[UUID, str], list[Ballot]] = defaultdict(list)
    for ballot in ballots:
        signed[ballot.entry_id, ballot.signer].append(ballot)
        if _unread(ballot, read):
            yield said("名册第 {seq} 号有一张纸质票没有复核，却记为已收", seq=ballot.entry.seq)
        if ballot.invalid and ballot.channel == Ballot.Channel.ONLINE:
            yield said("名册第 {seq} 号的手机票被记为无效", seq=ballot.entry.seq)
        if ballot.invalid and ballot.channel == Ballot.Channel.OFFICIAL:
            yield said("名册第 {seq} 号的官方系统票被记为无效", seq=ballot.entry.seq)
    struck = Counter(b.entry.seq for b in ballots if b.disowned_at is not None)
    yield from (
        said("名册第 {seq} 号有票被停用，却没有登记", seq=seq) for seq in sorted(struck - disowned)
    )
    yield from (
        said("名册第 {seq} 号有停用的票被放回", seq=seq) for seq in sorted(disowned - struck)
    )
    for mine in signed.values():
        if not _lives_by_the_rule(poll, mine):
            yield said("名册第 {seq} 号计入的不是按规则应计的那张票", seq=mine[0].entry.seq)


def _unread(ballot: Ballot, read: set[str]) -> bool:
    paper = ballot.channel == Ballot.Channel.PAPER and ballot.state == Ballot.State.TAKEN
    return paper and _seal(ballot) not in read


def _lives_by_the_rule(poll: Poll, mine: list[Ballot]) -> bool:
    """One ballot of a signer lives: by the rule on voting again, a valid one before an invalid,
    and where phone ballots do not count one that does before one of those."""
    live = [b for b in mine if b.replaced_at is None]
    stand = [b for b in mine if b.disowned_at is None and b.state != WITHDRAWN]
    if not stand or len(live) != 1:
        return not stand and not live
    valid = [b for b in stand if not b.invalid] or stand
    formal = [b for b in valid if poll.online_counts or b.channel != Ballot.Channel.ONLINE]
    best = max if Revote(poll.rules.get("revote", Revote.LAST)) is Revote.LAST else min
    hours = {best(b.cast_at for b in pile) for pile in (valid, formal) if pile}
    return live[0] in valid and live[0].cast_at in hours


def _sheet_faults(poll: Poll, facts: Facts) -> Iterator[str]:
    """The sheet of each box says what two people counted last."""
    counted = {f.body["box"]: (f.body["papers"], f.body["invalid"]) for f in facts["BoxCounted"]}
    sheets = CountSheet.objects.of(poll.street_id).filter(poll=poll)
    written = {sheet.box: (sheet.papers, sheet.invalid) for sheet in sheets}
    for box in sorted({*counted, *written}):
        if counted.get(box) != written.get(box):
            yield said("{box}的点票单与登记的不一致", box=box or said("未写票箱"))


def _numbers(found: list[int]) -> str:
    return "、".join(str(number) for number in found[:5]) + (said("等") if len(found) > 5 else "")

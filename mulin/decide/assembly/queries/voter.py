"""What somebody who proved himself on the phone sees: his slips, their ballots, the turnout.

A slip is one person of the roll (several entries where owners are merged): it is filled in once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.cache import cache

from mulin.decide.assembly import keys
from mulin.decide.assembly.choices import context_of, unpacked
from mulin.decide.assembly.models import Ballot, Motion, Poll, RollEntry, RollHolder, RollUnit
from mulin.decide.assembly.queries.live import progress_of
from mulin.decide.assembly.queries.motions import motions_of
from mulin.ground.notices.models import Message
from mulin.ground.page.figures import AREA, Gauge
from mulin.ground.streets.models import Street
from mulin.kit.ids import normal_code
from mulin.kit.rights import Refusal, Refused
from mulin.kit.words import said
from mulin.law.compound_rules import CompoundRules
from mulin.law.roll import Weight
from mulin.law.terms import at_least

NUMBER = re.compile(r"(?:(?P<street>[-\w]+)-)?(?P<number>[A-Z]{2}-\d{4}-\d{4,8})", re.IGNORECASE)
NO_POLL = Refusal(
    said("没有找到这次表决。"),
    said("请再扫一次通知或选票上的二维码，或者打通知上的电话问一问。"),
    hidden=True,
)
TURNOUT_SECONDS = 30
QUORUM = at_least(2, 3)


@dataclass(frozen=True)
class Slip:
    """One person of the roll as the voter may sign for him.

    ``number`` is the cluster; ``holders`` the lines he signs, one an entry; ``ballots`` his own
    live ballots; ``by_others`` says that a co-owner's ballot is in, ``disowned`` that one of his
    was not his own doing, so that the phone takes no more.
    """

    number: int
    entries: tuple[RollEntry, ...]
    holders: tuple[RollHolder, ...]
    units: tuple[RollUnit, ...]
    motions: tuple[Motion, ...]
    ballots: tuple[Ballot, ...]
    by_others: bool
    disowned: bool

    @property
    def area(self) -> int:
        return sum(entry.area for entry in self.entries)

    @property
    def rooms(self) -> str:
        return "、".join(u.label for u in self.units)

    @property
    def owners(self) -> list[str]:
        """Everybody who owns these rooms, each once."""
        names = (name for entry in self.entries for name in entry.names.split("、"))
        return list(dict.fromkeys(names))

    @property
    def acts_as(self) -> str:
        """In what capacity he signs; empty for an owner himself."""
        return self.holders[0].acts_as

    @property
    def voted_at(self) -> datetime | None:
        return max((b.cast_at for b in self.ballots), default=None)


@dataclass(frozen=True)
class Turnout:
    """How many persons and how much area have taken part; never which way."""

    persons: Gauge
    area: Gauge


def poll_at(key: str) -> Poll:
    """The poll of an address: ``yun-BJ-2026-0117``, ``BJ-2026-0117`` or a ballot's code.

    Drafts do not exist for the phone. Raises Refused where there is none, or more than one.
    """
    found = _numbered(key) or _coded(key)
    found = [poll for poll in found if not poll.is_draft]
    if not found:
        raise Refused(NO_POLL)
    if len(found) > 1:
        raise Refused(
            Refusal(
                said("有几个街道都有这个编号。"),
                said("请扫通知上的二维码进来，或者在编号前加街道代码。"),
            )
        )
    return found[0]


def address_of(poll: Poll) -> str:
    """The key under which the poll is found on the phone, in every deployment."""
    return f"{poll.street.slug}-{poll.number}"


def slips_of(poll: Poll, holder_ids: Iterable[UUID]) -> list[Slip]:
    """The slips somebody may fill in, in the order of the roll."""
    street = poll.street_id
    rows = RollHolder.objects.of(street).filter(poll=poll, pk__in=list(holder_ids))
    lines: dict[UUID, RollHolder] = {}
    for holder in rows.select_related("entry").order_by("entry__seq", "acts_as", "id"):
        if holder.entry.area:
            lines.setdefault(holder.entry_id, holder)
    clusters: dict[int, list[RollHolder]] = {}
    for holder in lines.values():
        clusters.setdefault(holder.entry.cluster, []).append(holder)
    return [_slip(poll, number, mine) for number, mine in clusters.items()]


def own_choices(ballot: Ballot, own_key: bytes | None) -> dict[str, str | list[str]] | None:
    """What the voter chose, where this is his own browser and voting goes on; else None."""
    if own_key is None or not ballot.own_copy:
        return None
    try:
        return unpacked(keys.open_own_copy(own_key, context_of(ballot.pk), bytes(ballot.own_copy)))
    except keys.WrongKey:
        return None


def turnout(poll: Poll) -> Turnout:
    """Who took part so far, against two thirds of the roll; at most half a minute old."""
    key = f"assembly/turnout/{poll.pk.hex}"
    known: tuple[Weight, Weight] | None = cache.get(key)
    if known is None:
        progress = progress_of(poll)
        known = progress.participating, progress.roll
        cache.set(key, known, TURNOUT_SECONDS)
    part, roll = known
    return Turnout(
        persons=Gauge.of(part.persons, roll.persons, QUORUM),
        area=Gauge.of(part.area, roll.area, QUORUM, AREA),
    )


def rules_of(poll: Poll) -> CompoundRules:
    return CompoundRules.from_json(poll.rules)


def message_of(code: str) -> Message | None:
    """The message whose "not mine" link this is, in whatever street."""
    rows = Message.objects.filter(street_id__in=_streets(), disown_code=normal_code(code) or "-")
    found: Message | None = rows.first()
    return found


def ballot_of_message(message: Message) -> Ballot | None:
    if message.subject_id is None:
        return None
    rows = Ballot.objects.of(message.street_id).filter(pk=message.subject_id)
    found: Ballot | None = rows.select_related("poll__street", "poll__compound", "entry").first()
    return found


def ballot_by_receipt(code: str) -> Ballot | None:
    """The ballot a receipt was given for, in whatever street."""
    rows = Ballot.objects.filter(street_id__in=_streets(), receipt=normal_code(code) or "-")
    found: Ballot | None = rows.select_related("poll__street", "poll__compound").first()
    return found


def _numbered(key: str) -> list[Poll]:
    match = NUMBER.fullmatch(key.strip())
    if match is None:
        return []
    streets = Street.objects.all()
    if match["street"]:
        streets = streets.filter(slug__iexact=match["street"])
    ids = list(streets.values_list("pk", flat=True))
    polls = Poll.objects.filter(street_id__in=ids, number=match["number"].upper())
    return list(polls.select_related("street", "compound")[:2])


def _coded(key: str) -> list[Poll]:
    entries = RollEntry.objects.filter(street_id__in=_streets(), code=normal_code(key) or "-")
    found = entries.select_related("poll__street", "poll__compound")[:2]
    return [entry.poll for entry in found]


def _streets() -> list[UUID]:
    return list(Street.objects.values_list("pk", flat=True))


def _slip(poll: Poll, number: int, holders: Sequence[RollHolder]) -> Slip:
    street = poll.street_id
    entries = tuple(holder.entry for holder in holders)
    units = RollUnit.objects.of(street).filter(entry_id__in=[e.pk for e in entries])
    signers = {holder.entry_id: holder.signer for holder in holders}
    rows = Ballot.objects.of(street).filter(entry_id__in=list(signers)).order_by("cast_at", "id")
    ballots = list(rows.defer("envelope"))
    live = [b for b in ballots if b.replaced_at is None]
    motions = {m.pk: m for entry in entries for m in motions_of(poll, entry)}
    return Slip(
        number=number,
        entries=entries,
        holders=tuple(holders),
        units=tuple(units.order_by("order", "id")),
        motions=tuple(sorted(motions.values(), key=lambda m: m.order)),
        ballots=tuple(b for b in live if b.signer == signers[b.entry_id]),
        by_others=any(b.signer != signers[b.entry_id] for b in live),
        disowned=any(b.disowned_at and b.signer == signers[b.entry_id] for b in ballots),
    )

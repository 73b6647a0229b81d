"""What somebody who proved himself on the phone sees: his slips, their ballots, the turnout.

A slip is one person of the roll (several entries where owners are merged): it is filled in once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.core.cache import cache as shared

from mulin.decide.assembly import keys
from mulin.decide.assembly.choices import context_of, unpacked
from mulin.decide.assembly.models import Ballot, Motion, Poll, RollEntry, RollHolder, RollUnit
from mulin.decide.assembly.queries.frozen import remember, voting_at
from mulin.decide.assembly.queries.live import progress_of
from mulin.decide.assembly.queries.motions import motions_of
from mulin.ground.notices.models import Message
from mulin.ground.page.figures import AREA, Gauge
from mulin.ground.streets.models import Street
from mulin.ground.streets.trips import answers, as_id, columns, made
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
class Signing:
    """What the voter signs at once: one person of the roll, and what that person is asked.

    ``number`` is the cluster; ``holders`` the lines he signs, one an entry.
    """

    number: int
    entries: tuple[RollEntry, ...]
    holders: tuple[RollHolder, ...]
    motions: tuple[Motion, ...]


@dataclass(frozen=True)
class Slip(Signing):
    """The same as the voter's pages show it, with its rooms and what was cast for it.

    ``ballots`` are his own live ballots; ``by_others`` says that a co-owner's ballot is in,
    ``disowned`` that one of his was not his own doing, so that the phone takes no more. ``cast``
    counts all of his, replaced ones too.
    """

    units: tuple[RollUnit, ...]
    ballots: tuple[Ballot, ...]
    by_others: bool
    disowned: bool
    cast: int

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
    if kept := voting_at(key):
        return kept
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
    if key == address_of(found[0]):
        remember(key, found[0])
    return found[0]


def address_of(poll: Poll) -> str:
    """The key under which the poll is found on the phone, in every deployment."""
    return f"{poll.street.slug}-{poll.number}"


def slips_of(poll: Poll, holder_ids: Iterable[UUID]) -> list[Slip]:
    """The slips somebody may fill in, in the order of the roll."""
    return [_slip(poll, signing) for signing in signings_of(poll, holder_ids)]


def signings_of(poll: Poll, holder_ids: Iterable[UUID]) -> list[Signing]:
    """What somebody may sign with these lines of the roll, in the order of the roll."""
    lines: dict[UUID, RollHolder] = {}
    for holder in _lines(poll, list(holder_ids)):
        if holder.entry.area:
            lines.setdefault(holder.entry_id, holder)
    clusters: dict[int, list[RollHolder]] = {}
    for holder in lines.values():
        clusters.setdefault(holder.entry.cluster, []).append(holder)
    return [_signing(poll, number, mine) for number, mine in clusters.items()]


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
    known: tuple[Weight, Weight] | None = shared.get(key)
    if known is None:
        progress = progress_of(poll)
        known = progress.participating, progress.roll
        shared.set(key, known, TURNOUT_SECONDS)
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


def _lines(poll: Poll, holder_ids: list[UUID]) -> list[RollHolder]:
    """These lines of the roll with their entries, read by every page of every voter."""
    marks = ", ".join(["%s"] * len(holder_ids)) or "NULL"
    given = (as_id(poll.street_id), as_id(poll.pk), *map(as_id, holder_ids))
    entry_at = len(RollHolder._meta.local_concrete_fields)
    holders = []
    for row in answers([(_lines_sql() % marks, given)])[0]:
        holder = made(RollHolder, row[:entry_at])
        holder.entry = made(RollEntry, row[entry_at:])
        holders.append(holder)
    return holders


@cache
def _lines_sql() -> str:
    """Once a process; with a gap where the lines are named."""
    holders, entries = RollHolder._meta.db_table, RollEntry._meta.db_table
    return f"""
SELECT {columns(RollHolder, "h")}, {columns(RollEntry, "e")}
FROM {holders} h JOIN {entries} e ON e.street_id = h.street_id AND e.id = h.entry_id
WHERE h.street_id = %%s AND h.poll_id = %%s AND h.id IN (%s)
ORDER BY e.seq, h.acts_as, h.id"""  # noqa: S608 - names of our own tables


def _signing(poll: Poll, number: int, holders: Sequence[RollHolder]) -> Signing:
    entries = tuple(holder.entry for holder in holders)
    motions = {m.pk: m for entry in entries for m in motions_of(poll, entry)}
    asked = tuple(sorted(motions.values(), key=lambda m: m.order))
    return Signing(number, entries, tuple(holders), asked)


def _slip(poll: Poll, signing: Signing) -> Slip:
    street = poll.street_id
    signers = {holder.entry_id: holder.signer for holder in signing.holders}
    units = RollUnit.objects.of(street).filter(entry_id__in=list(signers))
    rows = Ballot.objects.of(street).filter(entry_id__in=list(signers)).order_by("cast_at", "id")
    ballots = list(rows.defer("envelope"))
    live = [b for b in ballots if b.replaced_at is None]
    own = [b for b in ballots if b.signer == signers[b.entry_id]]
    return Slip(
        **vars(signing),
        units=tuple(units.order_by("order", "id")),
        ballots=tuple(b for b in own if b.replaced_at is None),
        by_others=any(b.signer != signers[b.entry_id] for b in live),
        disowned=any(b.disowned_at for b in own),
        cast=len(own),
    )

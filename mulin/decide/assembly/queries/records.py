"""A poll as a decision record: what the law judges and what anybody can recount.

Identifiers of owners are keyed per poll, so that two exports cannot be joined by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from mulin.decide.assembly import keys
from mulin.decide.assembly.choices import Choices, context_of, unpacked
from mulin.decide.assembly.models import Ballot, Delivery, Motion, Poll, RollEntry, RollUnit
from mulin.decide.assembly.rollmaking import SEPARATOR
from mulin.ground import secrets
from mulin.law import decision
from mulin.law.compound_rules import CompoundRules
from mulin.law.decision import DEVELOPER, Choice, DecisionRecord, Holder
from mulin.law.questions import DecisionKind


class Names:
    """Per-poll identifiers of owners."""

    def __init__(self, poll: Poll) -> None:
        self._street, self._kind = poll.street_id, f"export/{poll.pk.hex}"
        self._known: dict[str, str] = {}

    def of(self, key: str) -> str:
        """The identifier of one owner's key in this poll's record."""
        if key not in self._known:
            self._known[key] = "p" + secrets.blind(self._street, self._kind, key).hex()[:16]
        return self._known[key]

    def holder(self, entry: RollEntry) -> Holder:
        if entry.is_developer:
            return DEVELOPER
        return frozenset(self.of(key) for key in entry.key.split(SEPARATOR))


def record_of(poll: Poll, private: X25519PrivateKey, opened_on: date) -> DecisionRecord:
    """Everything needed to recount the poll, with its ballots opened. Five queries."""
    street = poll.street_id
    names = Names(poll)
    entries = {e.pk: e for e in RollEntry.objects.of(street).filter(poll=poll)}
    holders = {pk: names.holder(entry) for pk, entry in entries.items()}
    units = list(RollUnit.objects.of(street).filter(poll=poll).order_by("order", "id"))
    asked = Motion.objects.of(street).filter(poll=poll).order_by("order")
    motions = list(asked.prefetch_related("candidates"))
    return DecisionRecord(
        compound=poll.compound.name,
        region=poll.region,
        opened_on=opened_on,
        units=tuple(_unit(u, holders[u.entry_id]) for u in units),
        motions=tuple(_motion(m, units) for m in motions),
        ballots=tuple(
            _ballot(b, holders[b.entry_id], names, motions, private) for b in live_ballots(poll)
        ),
        rules=CompoundRules.from_json(poll.rules),
        deliveries=_deliveries(poll, holders),
    )


def live_ballots(poll: Poll) -> Iterable[Ballot]:
    """Ballots that stand, in the order they came. Phone ballots only where they count."""
    ballots = Ballot.objects.of(poll.street_id).filter(
        poll=poll, replaced_at__isnull=True, state=Ballot.State.TAKEN
    )
    if not poll.online_counts:
        ballots = ballots.exclude(channel=Ballot.Channel.ONLINE)
    return ballots.order_by("cast_at", "id")


def opened(ballot: Ballot, private: X25519PrivateKey) -> Choices:
    """What one ballot says, once the poll's key is open."""
    return unpacked(keys.open_choices(private, context_of(ballot.pk), bytes(ballot.envelope)))


def _unit(unit: RollUnit, holder: Holder) -> decision.Unit:
    owners = frozenset() if holder == DEVELOPER else holder
    return decision.Unit(
        id=unit.pk.hex,
        area=unit.area,
        use=decision.UnitUse(unit.use),
        status=decision.UnitStatus(unit.status),
        owners=frozenset(owners),
    )


def _motion(motion: Motion, units: list[RollUnit]) -> decision.Motion:
    scope = None
    if motion.scope != Motion.Scope.COMPOUND:
        wanted, buildings = set(motion.scope_ids), motion.scope == Motion.Scope.BUILDINGS
        places = ((u, u.building_id if buildings else u.stairwell_id) for u in units)
        scope = tuple(u.pk.hex for u, place in places if place and place.hex in wanted)
    candidates = tuple(c.pk.hex for c in motion.candidates.all()) if motion.is_election else None
    return decision.Motion(
        id=motion.pk.hex,
        kind=DecisionKind(motion.kind),
        title=motion.title,
        units=scope,
        seats=motion.seats,
        candidates=candidates,
    )


def _ballot(
    ballot: Ballot,
    holder: Holder,
    names: Names,
    motions: list[Motion],
    private: X25519PrivateKey,
) -> decision.Ballot:
    said = opened(ballot, private)
    return decision.Ballot(
        owners=holder,
        signed_by=names.of(ballot.signer),
        channel=ballot.channel,
        proxy=names.of(ballot.proxy) if ballot.proxy else None,
        invalid=ballot.invalid or None,
        choices={m.pk.hex: _said(said.get(m.pk.hex)) for m in motions if m.pk.hex in said},
    )


def _said(value: str | list[str] | None) -> decision.Said:
    if isinstance(value, list):
        return frozenset(value)
    return Choice(value or "blank")


def _deliveries(poll: Poll, holders: Mapping[UUID, Holder]) -> tuple[Holder, ...] | None:
    proved = Delivery.objects.of(poll.street_id).filter(poll=poll, proved=True)
    in_order = proved.order_by("id").values_list("entry_id", flat=True)
    found = dict.fromkeys(holders[pk] for pk in in_order)
    return tuple(found) or None

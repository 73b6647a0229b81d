"""A poll as a decision record: what the law judges and what anybody can recount.

Identifiers of owners and units are keyed per poll and everything is listed in their order, so that
neither two exports nor an export and the roll on the board, or the hour a ballot came in, can be
laid side by side line by line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    """Per-poll identifiers of owners, units and ballots; nobody without the key can make them."""

    def __init__(self, poll: Poll) -> None:
        self._blinder = blinder_of(poll)
        self._known: dict[str, str] = {}

    def of(self, key: str) -> str:
        """The identifier of one owner's key in this poll's record."""
        if key not in self._known:
            self._known[key] = f"p{self._blind(key)}"
        return self._known[key]

    def unit(self, pk: UUID) -> str:
        """The identifier of one unit in this poll's record: a row's own key grows with the roll."""
        return f"u{self._blind(pk.hex)}"

    def _blind(self, value: str) -> str:
        return self._blinder(value).hex()[:16]

    def holder(self, entry: RollEntry) -> Holder:
        if entry.is_developer:
            return DEVELOPER
        return frozenset(self.of(key) for key in entry.key.split(SEPARATOR))


def blinder_of(poll: Poll) -> Callable[[str], bytes]:
    """What makes the identifiers of one poll's record."""
    return secrets.blinder_for(poll.street_id, f"export/{poll.pk.hex}")


def record_of(poll: Poll, private: X25519PrivateKey, opened_on: date) -> DecisionRecord:
    """Everything needed to recount the poll, with its ballots opened. Five queries."""
    street = poll.street_id
    names = Names(poll)
    entries = {e.pk: e for e in RollEntry.objects.of(street).filter(poll=poll)}
    holders = {pk: names.holder(entry) for pk, entry in entries.items()}
    units = {names.unit(u.pk): u for u in RollUnit.objects.of(street).filter(poll=poll)}
    units = dict(sorted(units.items()))
    asked = Motion.objects.of(street).filter(poll=poll).order_by("order")
    motions = list(asked.prefetch_related("candidates"))
    return DecisionRecord(
        compound=poll.compound.name,
        region=poll.region,
        opened_on=opened_on,
        units=tuple(_unit(name, u, holders[u.entry_id]) for name, u in units.items()),
        motions=tuple(_motion(m, units) for m in motions),
        ballots=tuple(
            _ballot(b, holders[b.entry_id], names, motions, private) for b in ballots_in_order(poll)
        ),
        rules=CompoundRules.from_json(poll.rules),
        deliveries=_deliveries(poll, holders),
    )


def live_ballots(poll: Poll) -> list[Ballot]:
    """Ballots that stand, in the order they came. Phone ballots only where they count."""
    ballots = Ballot.objects.of(poll.street_id).filter(
        poll=poll, replaced_at__isnull=True, state=Ballot.State.TAKEN
    )
    if not poll.online_counts:
        ballots = ballots.exclude(channel=Ballot.Channel.ONLINE)
    return list(ballots.order_by("cast_at", "id"))


def ballots_in_order(poll: Poll) -> list[Ballot]:
    """Ballots that stand, as the record lists them.

    In an order that says nothing of when they came; but those cast by proxies keep theirs among
    themselves, for the limit goes by it.
    """
    came = live_ballots(poll)
    mixer = blinder_of(poll)
    mixed = sorted(came, key=lambda ballot: mixer(ballot.pk.hex))
    by_proxy = iter([ballot for ballot in came if ballot.proxy])
    return [next(by_proxy) if ballot.proxy else ballot for ballot in mixed]


def opened(ballot: Ballot, private: X25519PrivateKey) -> Choices:
    """What one ballot says, once the poll's key is open."""
    return unpacked(keys.open_choices(private, context_of(ballot.pk), bytes(ballot.envelope)))


def _unit(name: str, unit: RollUnit, holder: Holder) -> decision.Unit:
    owners = frozenset() if holder == DEVELOPER else holder
    return decision.Unit(
        id=name,
        area=unit.area,
        use=decision.UnitUse(unit.use),
        status=decision.UnitStatus(unit.status),
        owners=frozenset(owners),
    )


def _motion(motion: Motion, units: Mapping[str, RollUnit]) -> decision.Motion:
    scope = None
    if motion.scope != Motion.Scope.COMPOUND:
        wanted, buildings = set(motion.scope_ids), motion.scope == Motion.Scope.BUILDINGS
        places = ((n, u.building_id if buildings else u.stairwell_id) for n, u in units.items())
        scope = tuple(name for name, place in places if place and place.hex in wanted)
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
    found = {holders[pk] for pk in proved.values_list("entry_id", flat=True)}
    return tuple(sorted(found, key=sorted)) or None

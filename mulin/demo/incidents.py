"""What happens in a real vote beside the ordinary ballots, told in the one that nears its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from mulin.decide.assembly.actions import casting, disowning, locking, paper, proving
from mulin.decide.assembly.actions.taking import Signed
from mulin.decide.assembly.choices import LABELS, Choices
from mulin.decide.assembly.models import Ballot, RollEntry, RollHolder, RollUnit
from mulin.decide.assembly.papers import BALLOT_PHOTO, PROXY_PAPER
from mulin.demo import photos
from mulin.demo.diary import Telling
from mulin.demo.scene import at, lately
from mulin.demo.votes import Told, enter, on_phone, voter
from mulin.ground.estate.identities import open_identity
from mulin.ground.estate.models import ActsFor, Person
from mulin.ground.papers.actions import store
from mulin.ground.papers.models import Klass
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7

WAITING = 6
"""Papers that wait for their second entry, so that a counter finds something to do."""


def tellings(told: Told, *, until: datetime) -> list[Telling]:
    """Each incident with an entry of its own; taken off the pile before the others vote."""
    return [
        _acts_for(told, 1, _represented(told)),
        _by_proxy(told, 2, _plain(told)),
        _disputed_and_settled(told, 3, _plain(told)),
        _invalid(told, 4, _plain(told)),
        _changed_his_mind(told, 5, _plain(told)),
        _not_mine(told, 6, _plain(told)),
        _measured_again(told, 7),
        _two_minds(told, 8, told.take(lambda e: _shared(told, e))),
        _waiting(told, until, [_plain(told) for _ in range(WAITING + 1)]),
    ]


def _represented(told: Told) -> list[tuple[RollEntry, RollHolder]]:
    """Entries whose owner somebody acts for, with that person's line."""
    rows = ActsFor.objects.of(told.scene.street).filter(principal__isnull=False).order_by("id")
    found = []
    for principal in rows.values_list("principal_id", flat=True):
        entry = told.take(lambda e, owner=principal: owner in told.owners_of(e))  # type: ignore[misc]
        agents = [h for h in told.signers[entry.pk] if h.acts_as] if entry else []
        if entry and agents:
            found.append((entry, agents[0]))
    return found


def _acts_for(told: Told, day: int, lines: list[tuple[RollEntry, RollHolder]]) -> Telling:
    """Heir, guardian and attorney vote for whom they act, as the roll knows them."""
    yield at(told.plan.opens + timedelta(days=day), 14)
    for entry, holder in lines:
        _cast(told, entry, holder, told.choices(_agree, entry))


def _by_proxy(told: Told, day: int, entry: RollEntry) -> Telling:
    """An owner away from home sends his neighbour with a written mandate."""
    yield at(told.plan.opens + timedelta(days=day), 15)
    holder, choices = told.signers[entry.pk][0], told.choices(_agree, entry)
    said = [
        f"本人{holder.name}，系 {entry.first_unit} 业主，",
        "委托邻居白知夏代为投票。",
        "（演示）",
    ]
    mandate = _keep(told, photos.letter("授权委托书", said), PROXY_PAPER, entry)
    signed = replace(_signed(told, entry, choices), proxy="n:白知夏", proxy_paper_id=mandate)
    ballot = enter(told, signed, choices)
    _confirm(told, ballot, choices)


def _disputed_and_settled(told: Told, day: int, entry: RollEntry) -> Telling:
    """Two counters read one paper differently; the witness looks at the photo and decides."""
    yield at(told.plan.opens + timedelta(days=day), 16)
    ballot, meant = _disputed(told, entry)
    yield at(told.plan.opens + timedelta(days=day + 1), 10)
    paper.settle_paper(ballot.pk, meant, invalid="", by=told.counter(2), now=told.scene.now)


def _invalid(told: Told, day: int, entry: RollEntry) -> Telling:
    """A paper without a signature: kept, and counted as invalid."""
    yield at(told.plan.opens + timedelta(days=day), 11)
    ballot = enter(told, _signed(told, entry, {}), {}, invalid="没有业主签名")
    paper.confirm_paper(
        ballot.pk, {}, invalid="没有业主签名", by=told.counter(1), now=told.scene.now
    )


def _changed_his_mind(told: Told, day: int, entry: RollEntry) -> Telling:
    yield at(told.plan.opens + timedelta(days=day), 9)
    on_phone(told, entry, told.choices(_against, entry))
    yield at(told.plan.opens + timedelta(days=day), 21)
    on_phone(told, entry, told.choices(_agree, entry))


def _not_mine(told: Told, day: int, entry: RollEntry) -> Telling:
    """Somebody else voted with the owner's letter; he disowns the ballot and comes himself."""
    yield at(told.plan.opens + timedelta(days=day), 9)
    holder = told.signers[entry.pk][0]
    ballot = on_phone(told, entry, told.choices(_against, entry))
    yield at(told.plan.opens + timedelta(days=day), 12)
    disowning.disown(ballot.pk, by=voter(told, holder), now=told.scene.now)
    yield at(told.plan.opens + timedelta(days=day + 1), 10)
    tail = _tail(holder)
    if tail:
        proving.prove_at_counter(holder.pk, tail, by=told.counter(0), now=told.scene.now)
    choices = told.choices(_agree, entry)
    _confirm(told, enter(told, _signed(told, entry, choices), choices), choices)


def _measured_again(told: Told, day: int) -> Telling:
    """An owner brings the land register's certificate: the roll's area was wrong."""
    yield at(told.plan.opens + timedelta(days=day), 15)
    units = RollUnit.objects.of(told.poll.street_id).filter(poll=told.poll, use="home")
    unit = units.order_by("-order")[0]
    why = "业主出示不动产权证，专有部分面积以登记簿为准"
    by = told.scene.acting("jiedao")
    locking.correct_area(told.poll, unit, unit.area + 312, why, by=by, now=told.scene.now)


def _two_minds(told: Told, day: int, entry: RollEntry | None) -> Telling:
    """Two who own one home vote differently: the rules say what that means."""
    yield at(told.plan.opens + timedelta(days=day), 20)
    if entry is None:
        return
    for holder, leaning in zip(told.signers[entry.pk], (_agree, _against), strict=False):
        _cast(told, entry, holder, told.choices(leaning, entry))


def _waiting(told: Told, now: datetime, entries: list[RollEntry]) -> Telling:
    """This morning's box: entered once; one of them read differently by the second counter."""
    yield lately(now, timedelta(minutes=50))
    for entry in entries[1:]:
        choices = told.choices(_agree, entry)
        enter(told, _signed(told, entry, choices), choices)
    _disputed(told, entries[0])


def _disputed(told: Told, entry: RollEntry) -> tuple[Ballot, Choices]:
    meant, misread = told.choices(_agree, entry), told.choices(_against, entry)
    ballot = enter(told, _signed(told, entry, meant), misread)
    _confirm(told, ballot, meant)
    return ballot, meant


def _confirm(told: Told, ballot: Ballot, choices: Choices) -> None:
    paper.confirm_paper(ballot.pk, choices, invalid="", by=told.counter(1), now=told.scene.now)


def _cast(told: Told, entry: RollEntry, holder: RollHolder, choices: Choices) -> None:
    """A slip on the phone: voter and co-owners are told that it came."""
    signed = Signed(entry.pk, holder.signer, Ballot.Channel.ONLINE)
    casting.cast_slip(
        told.poll.pk,
        [signed],
        choices,
        once=uuid7(),
        own_key=told.rnd.randbytes(16),
        by=voter(told, holder),
        now=told.scene.now,
    )


def _signed(told: Told, entry: RollEntry, choices: Choices) -> Signed:
    """The owner's paper, with its photo."""
    lines = [(m.title, LABELS.get(str(choices.get(m.pk.hex, "")), "")) for m in told.motions]
    photo = _keep(told, photos.ballot(entry.first_unit, lines), BALLOT_PHOTO, entry)
    signer = told.signers[entry.pk][0].signer
    return Signed(entry.pk, signer, Ballot.Channel.PAPER, photo_id=photo)


def _keep(told: Told, picture: object, kind: str, entry: RollEntry) -> UUID:
    now = told.scene.now
    kept = store(
        told.poll.street_id,
        picture,  # type: ignore[arg-type]
        kind=kind,
        title=f"{entry.first_unit} 纸质票（演示）",
        klass=Klass.SENSITIVE,
        by=told.counter(0),
        today=day_of(now),
        now=now,
    )
    pk: UUID = kept.pk
    return pk


def _plain(told: Told) -> RollEntry:
    """An entry with one owner who votes for himself."""
    entry = told.take(lambda e: len(told.owners_of(e)) == 1 and not _acted_for(told, e))
    assert entry is not None  # noqa: S101 - a compound has more owners than incidents
    return entry


def _shared(told: Told, entry: RollEntry) -> bool:
    return len(told.owners_of(entry)) == 2 and not _acted_for(told, entry)


def _acted_for(told: Told, entry: RollEntry) -> bool:
    return any(holder.acts_as for holder in told.signers[entry.pk])


def _tail(holder: RollHolder) -> str:
    person = Person.objects.of(holder.street_id).get(pk=holder.person_id)
    return open_identity(person.street_id, bytes(person.id_sealed))[-4:] if person.id_sealed else ""


def _agree(*_: object) -> str:
    return "agree"


def _against(*_: object) -> str:
    return "against"

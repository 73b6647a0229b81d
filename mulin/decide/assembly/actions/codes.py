"""One-time codes for voting on the phone: drawn, printed as letters, kept only as keyed indexes.

The letters are set in type before anything is written, and what is written is only what was
set: a printer's failure costs nobody his code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.assembly.actions.saying import say
from mulin.decide.assembly.events import CodesPrinted
from mulin.decide.assembly.models import Poll, PollOfficer, RollHolder, RollUnit
from mulin.decide.assembly.permissions import CONCERNED, HIDDEN, is_concerned, officers_of
from mulin.ground import secrets
from mulin.ground.estate.models import Building
from mulin.kit.ids import normal_code, readable_code
from mulin.kit.rights import Actor, Refusal, require
from mulin.kit.words import said

PRINTABLE = {Poll.State.LOCKED, Poll.State.POSTED, Poll.State.VOTING}


@dataclass(frozen=True)
class PrintedCode:
    """One letter: who gets it, where it is carried to, and the code that stands nowhere else.

    ``unit`` is the label of the first room (``3-2-501``); ``acts_as`` says in what capacity.
    """

    holder_id: UUID
    seq: int
    addressee: str
    acts_as: str
    unit: str
    floor: int
    code: str


def code_blind(poll: Poll, code: str) -> bytes:
    """The index under which a code is kept; typed codes are made regular first."""
    return secrets.blind(poll.street_id, f"code/{poll.pk.hex}", normal_code(code))


def may_print_codes(actor: Actor, poll: Poll) -> Refusal | None:
    """Only counters of this poll, never from the organisation it concerns."""
    if actor.street_id != poll.street_id:
        return HIDDEN
    if is_concerned(actor, poll):
        return CONCERNED
    duties = officers_of(poll).get(actor.person_id, ()) if actor.person_id else ()
    if PollOfficer.Duty.COUNTER not in duties:
        return Refusal(said("验证码信只能由本次表决的计票人打印。"), said("请联系计票人。"))
    if poll.state not in PRINTABLE:
        return Refusal(
            said(
                "这次表决{state}，不能打印验证码信。",
                state=poll.get_state_display(),
            ),
            said("名册锁定以后、截止以前可以打印。"),
        )
    return None


def print_codes(
    poll: Poll, building_id: UUID | None, *, by: Actor, now: datetime, entry_id: UUID | None = None
) -> list[PrintedCode]:
    """Draw and keep new codes; the earlier codes of these people stop working."""
    letters = draw_codes(poll, building_id, by=by, entry_id=entry_id)
    keep_codes(poll, letters, place=place_of(poll, building_id), by=by, now=now)
    return letters


def draw_codes(
    poll: Poll, building_id: UUID | None, *, by: Actor, entry_id: UUID | None = None
) -> list[PrintedCode]:
    """A fresh code for everybody who may sign there, in walking order; nothing is written yet."""
    require(may_print_codes(by, poll))
    holders = RollHolder.objects.of(poll.street_id).filter(poll=poll, person_id__isnull=False)
    holders = holders.filter(entry__area__gt=0)
    if building_id is not None:
        holders = holders.filter(entry__building_id=building_id)
    if entry_id is not None:
        holders = holders.filter(entry_id=entry_id)
    floors = _first_floors(poll)
    return [
        PrintedCode(
            holder_id=h.pk,
            seq=h.entry.seq,
            addressee=h.name,
            acts_as=h.acts_as,
            unit=h.entry.first_unit,
            floor=floors.get(h.entry_id, 0),
            code=readable_code(2),
        )
        for h in holders.select_related("entry").order_by("entry__seq", "id")
    ]


def keep_codes(
    poll: Poll, letters: Sequence[PrintedCode], *, place: str, by: Actor, now: datetime
) -> None:
    """Put the printed codes into force, as keyed indexes, and on record how many there are."""
    with transaction.atomic():
        rows = Poll.objects.of(poll.street_id).select_for_update()
        fresh: Poll = rows.get(pk=poll.pk)
        require(may_print_codes(by, fresh))
        if not letters:
            require(Refusal(said("这里没有可以发验证码的业主。"), said("请换一栋楼，或核对名册。")))
        kept = [
            RollHolder(
                pk=letter.holder_id,
                street_id=poll.street_id,
                code_blind=code_blind(poll, letter.code),
                code_made_at=now,
                attempts=0,
                locked_until=None,
            )
            for letter in letters
        ]
        fields = ["code_blind", "code_made_at", "attempts", "locked_until"]
        holders = RollHolder.objects.of(poll.street_id)
        holders.bulk_update(kept, fields, batch_size=200)
        say(CodesPrinted(fresh.title, place, len(letters)), fresh, by=by, now=now)


def place_of(poll: Poll, building_id: UUID | None) -> str:
    """The building in words, for the record and the file's name."""
    if building_id is None:
        return said("全小区")
    label = (
        Building.objects.of(poll.street_id).filter(pk=building_id).values_list("label", flat=True)
    )
    return said("{first}号楼", first=label.first() or "?")


def _first_floors(poll: Poll) -> dict[UUID, int]:
    rows = RollUnit.objects.of(poll.street_id).filter(poll=poll).order_by("-order", "-id")
    return dict(rows.values_list("entry_id", "floor"))

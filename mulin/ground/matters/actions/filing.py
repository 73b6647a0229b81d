"""What a matter's file holds: kind and place, parties, documents, deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.estate.models import Organisation, Person
from mulin.ground.matters.actions.common import About, carrying, chosen_about, still_open, tell
from mulin.ground.matters.events import (
    MatterDeadlineMet,
    MatterDeadlineSet,
    MatterDescribed,
    MatterPaperFiled,
    MatterPartyJoined,
    MatterPartyLeft,
)
from mulin.ground.matters.models import Deadline, Filed, Matter, Party
from mulin.ground.matters.permissions import HIDDEN, may_go_on
from mulin.ground.matters.queries import place_words
from mulin.ground.matters.readers import DOCUMENT
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass
from mulin.kit.clock import day_of
from mulin.kit.masking import mask_name
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import line
from mulin.kit.words import said

MOST_PAPERS, MOST_PARTIES, MOST_DEADLINES = 60, 60, 60


@dataclass(frozen=True)
class Who:
    """A party: an organisation, a person of the register, or people named in words."""

    organisation: Organisation | None = None
    person: Person | None = None
    name: str = ""


def describe(matter: Matter, about: About, *, by: Actor, now: datetime) -> Matter:
    """Put kind, place and secrecy right; the same again changes nothing."""
    with transaction.atomic():
        fresh = carrying(matter, by)
        require(may_go_on(fresh))
        new = chosen_about(about, fresh.compound)
        before = (fresh.kind, fresh.secrecy, fresh.building_id, fresh.spot)
        building_id = new.building.pk if new.building is not None else None
        if before == (new.kind, new.secrecy, building_id, new.spot):
            return fresh
        fresh.kind, fresh.secrecy = new.kind, new.secrecy
        fresh.building, fresh.spot = new.building, new.spot
        fresh.save(update_fields=["kind", "secrecy", "building", "spot"])
        told = [fresh.get_kind_display(), fresh.knowing]
        place = place_words(fresh)
        what = "、".join([*told, place] if place else told)
        tell(MatterDescribed(fresh.spoken, fresh.number, what), fresh, by=by, now=now)
        return fresh


def add_party(
    matter: Matter, part: str, who: Who, *, once: UUID, by: Actor, now: datetime
) -> Party:
    """One more whom the matter concerns; whoever is in it in that part already is not added again."""
    named = _checked(part, who, by)
    with transaction.atomic():
        fresh = carrying(matter, by)
        still_open(fresh)
        rows = Party.objects.of(by.street_id).filter(matter=fresh)
        same = rows.filter(
            part=part,
            until__isnull=True,
            organisation=who.organisation,
            person=who.person,
            **({} if who.organisation or who.person else {"name": named}),
        )
        known: Party | None = rows.filter(pk=once).first() or same.first()
        if known is not None:
            return known
        _room_for(rows.count(), MOST_PARTIES)
        row = Party(
            id=once,
            street_id=by.street_id,
            matter=fresh,
            part=part,
            organisation=who.organisation,
            person=who.person,
            name=named,
            since=day_of(now),
        )
        row.save(force_insert=True)
        told = party_words(row)
        body, person = ("", told) if row.person_id is not None else (told, "")
        part_words = row.get_part_display()
        event = MatterPartyJoined(fresh.spoken, fresh.number, part_words, body, person)
        tell(event, fresh, by=by, now=now)
        return row


def _checked(part: str, who: Who, by: Actor) -> str:
    """The words that name a party. Raises Refused where nobody is named, or no part."""
    if part not in Party.Part.values:
        raise Refused(Refusal(said("没有选是哪一方。"), said("请在列出的身份里选。")))
    named = " ".join(who.name.split())[:60]
    for one in (who.organisation, who.person):
        if one is not None and one.street_id != by.street_id:
            raise Refused(HIDDEN)
    if who.organisation is None and who.person is None and not named:
        raise Refused(
            Refusal(
                said("没有写是谁。"),
                said("选一个单位，或写房号和姓名，或用一句话说明，例如“3 号楼顶层住户”。"),
            )
        )
    return named


def drop_party(party: Party, why: str, *, by: Actor, now: datetime) -> Party:
    """A party has no more to do with it; again, it changes nothing."""
    reason = line(why, 200, said("为什么退出"))
    with transaction.atomic():
        fresh = carrying(party.matter, by)
        row = Party.objects.of(by.street_id).select_for_update().get(pk=party.pk)
        if row.until is not None:
            return row
        row.until = day_of(now)
        row.save(update_fields=["until"])
        event = MatterPartyLeft(fresh.spoken, fresh.number, row.get_part_display(), reason)
        tell(event, fresh, by=by, now=now)
        return row


def file_paper(
    matter: Matter, title: str, file: bytes | Readable, *, by: Actor, now: datetime
) -> Filed:
    """Put a document or a picture into the file; the same bytes again stay one."""
    named = line(title, 80, said("材料的名称"))
    with transaction.atomic():
        fresh = carrying(matter, by)
        still_open(fresh)
        paper = store(
            by.street_id,
            file,
            kind=DOCUMENT,
            title=f"{fresh.number} {named}",
            klass=Klass.SENSITIVE if fresh.secrecy == Matter.Secrecy.CLOSED else Klass.INTERNAL,
            by=by,
            today=day_of(now),
            now=now,
            tables=True,
        )
        rows = Filed.objects.of(by.street_id).filter(matter=fresh)
        known: Filed | None = rows.filter(paper=paper).first()
        if known is not None:
            return known
        _room_for(rows.count(), MOST_PAPERS)
        row = Filed(
            street_id=by.street_id,
            matter=fresh,
            paper=paper,
            title=named,
            at=now,
            by=by.post or by.name,
        )
        row.save(force_insert=True)
        event = MatterPaperFiled(fresh.spoken, fresh.number, named, (paper.digest,))
        tell(event, fresh, by=by, now=now)
        return row


def set_deadline(
    matter: Matter,
    what: str,
    on: date,
    basis: str = "",
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Deadline:
    """Promise a day, or note one that is owed."""
    told = line(what, 80, said("要做什么"))
    with transaction.atomic():
        fresh = carrying(matter, by)
        still_open(fresh)
        rows = Deadline.objects.of(by.street_id).filter(matter=fresh)
        known: Deadline | None = rows.filter(pk=once).first()
        if known is not None:
            return known
        if on < fresh.opened_on:
            raise Refused(Refusal(said("期限早于立项的日子。"), said("请核对日期。")))
        _room_for(rows.count(), MOST_DEADLINES)
        row = Deadline(
            id=once,
            street_id=by.street_id,
            matter=fresh,
            what=told,
            on=on,
            basis=" ".join(basis.split())[:80],
        )
        row.save(force_insert=True)
        event = MatterDeadlineSet(fresh.spoken, fresh.number, f"{on:%Y-%m-%d}", told)
        tell(event, fresh, by=by, now=now)
        return row


def meet_deadline(row: Deadline, *, by: Actor, now: datetime) -> Deadline:
    """What was owed is done today; again, it changes nothing."""
    with transaction.atomic():
        fresh = carrying(row.matter, by)
        held = Deadline.objects.of(by.street_id).select_for_update().get(pk=row.pk)
        if held.done_on is not None:
            return held
        held.done_on = day_of(now)
        held.save(update_fields=["done_on"])
        event = MatterDeadlineMet(fresh.spoken, fresh.number, held.what)
        tell(event, fresh, by=by, now=now)
        return held


def party_words(row: Party) -> str:
    """Who it is, as everybody who sees the matter may read it: people by masked names."""
    if row.organisation is not None:
        return row.organisation.name
    if row.person is not None:
        masked = mask_name(row.person.name)
        return f"{masked}（{row.name}）" if row.name else masked
    return row.name


def _room_for(held: int, most: int) -> None:
    if held >= most:
        raise Refused(
            Refusal(said("这件事项已经记了 {n} 条。", n=most), said("请拆成几件，或先整理。"))
        )

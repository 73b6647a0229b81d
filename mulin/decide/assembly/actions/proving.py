"""Proving who votes: the code of a letter or a text message with the end of the identity number.

Every wrong answer is the same answer, so that nobody learns who is on the roll. Guessing is
counted per person here and per network address by the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.db.models import F

from mulin.decide.assembly.actions.codes import code_blind
from mulin.decide.assembly.actions.saying import say
from mulin.decide.assembly.actions.telling import tell_code, tell_code_ended, tell_shown
from mulin.decide.assembly.choices import Choices
from mulin.decide.assembly.events import OwnVoteShown, VoterProved
from mulin.decide.assembly.models import Ballot, Poll, RollEntry, RollHolder
from mulin.decide.assembly.permissions import HIDDEN, may_see_documents
from mulin.decide.assembly.queries.judging import private_key_of
from mulin.decide.assembly.queries.records import opened
from mulin.ground.estate.identities import id_tail
from mulin.ground.estate.models import Person
from mulin.ground.estate.numbers import BadNumber, half_width, telephone
from mulin.ground.secrets import blind
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

MOST_ATTEMPTS = 5
"""So many wrong endings lock; after them each further one does, until one was right."""
CODE_ENDS_AFTER = 20
MISTAKES_A_DAY = 20
DAY = 24 * 3600
LOCKED_FOR = timedelta(minutes=30)
MESSAGE_VALID = timedelta(minutes=10)
CODE_LASTS = timedelta(minutes=10)
TAIL = 4


@dataclass(frozen=True)
class OwnVote:
    """One ballot of an owner as it was counted, for him alone at the counter."""

    ballot: Ballot
    choices: Choices


def no_match(poll: Poll) -> Refusal:
    """The one answer to every wrong code, wrong ending, stranger and locked person."""
    return Refusal(
        said("没有对上。请核对口令和证件号码的后四位；连着输错几次，会锁住 30 分钟。"),
        said(
            "试不成也能投：打电话给{contact_name} {contact_phone}，或者带身份证到窗口、填纸质票。",
            contact_name=poll.contact_name,
            contact_phone=poll.contact_phone,
        ),
    )


def prove(poll: Poll, code: str, last_four: str, *, now: datetime) -> list[RollHolder]:
    """Everything on this roll that the person may sign for. Raises Refused(no_match) otherwise.

    A wrong ending counts against the person whose code it is, also where the verb refuses.
    """
    holders = RollHolder.objects.of(poll.street_id).filter(poll=poll)
    blinded = code_blind(poll, code)
    holder = holders.filter(code_blind=blinded).first() if code.strip() else None
    if holder is None or not _right(holder, last_four, now):
        raise Refused(no_match(poll))
    return signable(holder)


def prove_by_message(holder: RollHolder, last_four: str, *, now: datetime) -> list[RollHolder]:
    """The same, where the code came by text message and the page has compared it already."""
    if not _right(holder, last_four, now):
        raise Refused(no_match(holder.poll))
    return signable(holder)


def signable(holder: RollHolder) -> list[RollHolder]:
    """Every line of the roll this person may sign for, his own and those he acts for."""
    rows = RollHolder.objects.of(holder.street_id).filter(poll_id=holder.poll_id)
    mine = (
        rows.filter(person_id=holder.person_id) if holder.person_id else rows.filter(pk=holder.pk)
    )
    return list(mine.order_by("entry__seq", "id"))


def message_code(
    poll: Poll, phone: str, last_four: str, code: str, *, key: str, now: datetime
) -> RollHolder | None:
    """Queue a text message with ``code`` where telephone and ending fit somebody on the roll.

    None where they do not; the page answers the same in both cases. ``key`` makes it one message.
    """
    try:
        number = telephone(phone)
    except BadNumber:
        return None
    street = poll.street_id
    people = Person.objects.of(street).filter(phone_blind=blind(street, "phone", number))
    ids = list(people.values_list("pk", flat=True)[:20])
    rows = RollHolder.objects.of(street).filter(poll=poll, person_id__in=ids)
    holder: RollHolder | None = rows.filter(id_tail=_tail(street, last_four)).first()
    if holder is None or holder.person_id is None or _locked(holder, now):
        return None
    with transaction.atomic():
        tell_code(poll, holder.person_id, code, key=key, until=now + MESSAGE_VALID, now=now)
    return holder


def prove_at_counter(holder_id: UUID, last_four: str, *, by: Actor, now: datetime) -> RollHolder:
    """The clerk saw the document: its ending is what this person proves himself with from now on.

    Needed where the roster has no identity number. Raises Refused where it has another one; that
    is counted, for a counter is no place to try endings either.
    """
    holder = _holder(by, holder_id)
    poll = holder.poll
    require(may_see_documents(by, poll) or _may_prove(poll))
    tail = _shown(by.street_id, last_four)
    if holder.id_tail:
        _require_right(holder, last_four, by)
    with transaction.atomic():
        RollHolder.objects.of(by.street_id).filter(pk=holder.pk).update(
            id_tail=tail, proved_at=now, proved_by=by.name, attempts=0, locked_until=None
        )
        say(VoterProved(poll.title, holder.name), poll, by=by, now=now)
        holder.refresh_from_db()
        return holder


def show_own_vote(
    entry_id: UUID, holder_id: UUID, last_four: str, *, by: Actor, now: datetime
) -> list[OwnVote]:
    """After the count, at the counter: an owner's own ballots for one entry, to him alone.

    He is told that they were shown, so that nobody can look without his hearing of it.
    """
    holder = _holder(by, holder_id)
    poll = holder.poll
    require(may_see_documents(by, poll))
    if holder.entry_id != entry_id:
        raise Refused(HIDDEN)
    _shown(by.street_id, last_four)
    private = private_key_of(poll)
    _require_right(holder, last_four, by)
    with transaction.atomic():
        entry: RollEntry = RollEntry.objects.of(by.street_id).get(pk=entry_id)
        rows = Ballot.objects.of(by.street_id).filter(poll=poll, entry=entry, signer=holder.signer)
        votes = [OwnVote(b, opened(b, private)) for b in rows.order_by("cast_at", "id")]
        fact = say(OwnVoteShown(poll.title, entry.seq), poll, by=by, now=now)
        tell_shown(poll, holder, key=f"shown/{fact.pk.hex}", now=now)
        return votes


def _require_right(holder: RollHolder, last_four: str, by: Actor) -> None:
    """At the counter: the document's ending, which nobody tries out there either.

    Wrong ones count against the clerk and not against the owner, whom they must not lock out.
    """
    mistakes = f"assembly/document/{holder.poll_id.hex}/{by.account_id}"
    if int(cache.get(mistakes) or 0) >= MISTAKES_A_DAY:
        raise Refused(
            Refusal(
                said("您今天核对证件对不上的次数太多了。"),
                said("请换一位工作人员当面核对，或者明天再办。"),
            )
        )
    if bytes(holder.id_tail) != _tail(holder.street_id, last_four):
        cache.add(mistakes, 0, DAY)
        cache.incr(mistakes)
        raise Refused(_other_document(holder.name))


def _right(holder: RollHolder, last_four: str, now: datetime) -> bool:
    """Whether the ending is this person's. Wrong ones lock, and in the end the code works no more:
    whoever holds the letter could otherwise go through all endings while the vote lasts."""
    mine = RollHolder.objects.of(holder.street_id).filter(pk=holder.pk)
    if _locked(holder, now):
        return False
    if holder.id_tail and bytes(holder.id_tail) == _tail(holder.street_id, last_four):
        if holder.attempts or holder.locked_until:
            mine.update(attempts=0, locked_until=None)
        return True
    mine.update(attempts=F("attempts") + 1)
    mine.filter(attempts__gte=MOST_ATTEMPTS).update(locked_until=now + LOCKED_FOR)
    if mine.filter(attempts__gte=CODE_ENDS_AFTER).exclude(code_blind=b"").update(code_blind=b""):
        with transaction.atomic():
            tell_code_ended(holder, now=now)
    return False


def _locked(holder: RollHolder, now: datetime) -> bool:
    return holder.locked_until is not None and now < holder.locked_until


def _tail(street_id: UUID, last_four: str) -> bytes:
    """The index of an ending; of what cannot be one, an index that nobody has."""
    plain = half_width(last_four).replace(" ", "")
    return id_tail(street_id, plain) if len(plain) == TAIL else b"-"


def _shown(street_id: UUID, last_four: str) -> bytes:
    if len(half_width(last_four).replace(" ", "")) != TAIL:
        raise Refused(
            Refusal(said("请输入证件号码的最后四位。"), said("身份证末位是 X 的，也输 X。"))
        )
    return _tail(street_id, last_four)


def _holder(by: Actor, holder_id: UUID) -> RollHolder:
    rows = RollHolder.objects.of(by.street_id).select_related("poll")
    holder: RollHolder | None = rows.filter(pk=holder_id).first()
    if holder is None:
        raise Refused(HIDDEN)
    return holder


def _other_document(name: str) -> Refusal:
    return Refusal(
        said("出示的证件和名册上{name}的证件号对不上。", name=name),
        said("请核对是不是同一个人；证件换过号码的，请先在底册更正并保留凭证。"),
    )


def _may_prove(poll: Poll) -> Refusal | None:
    if poll.state in {Poll.State.LOCKED, Poll.State.POSTED, Poll.State.VOTING}:
        return None
    return Refusal(
        said(
            "这次表决{state}，不用再核对身份。",
            state=poll.get_state_display(),
        ),
        said("已经投出的票不受影响。"),
    )

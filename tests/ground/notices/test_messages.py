"""Messages: queued with the verb, once by their key, sealed; resent, disowned, settled, carried."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction

from mulin.ground import secrets
from mulin.ground.notices.actions import carried, disown, resend, send, settle_number
from mulin.ground.notices.actions.outbox import HELD
from mulin.ground.notices.jobs import send_batch
from mulin.ground.notices.models import Message, WrongNumber
from mulin.ground.notices.queries.messages import (
    PRIVATE,
    inbox_of,
    messages_for,
    numbers_for,
    places_to_carry,
    text_for_office,
    to_carry,
)
from mulin.ground.record.models import Fact
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.ground.notices.board import PHONE, give_phone, queue, told
from tests.ground.notices.test_outbox import Post

Act = Callable[..., Actor]
State = Message.State


def sent(cast: Cast, now: datetime) -> Message:
    """A message to the owner that has left the house."""
    give_phone(cast.persons["owner"])
    (message,) = queue(cast, told(cast), now=now)
    send_batch(cast.yun.pk, Post(), now=now)
    message.refresh_from_db()
    assert message.state == State.SENT
    return message


def reader(cast: Cast) -> Actor:
    return Actor(cast.yun.pk, None, None, "收件人", "收件人")


def test_a_message_is_queued_once_by_its_key_and_with_its_verb(cast: Cast, now: datetime) -> None:
    give_phone(cast.persons["owner"])
    owner = cast.persons["owner"].pk
    with transaction.atomic():
        first = send(owner, "第一次", key="k", street_id=cast.yun.pk, now=now)
        again = send(owner, "第二次", key="k", street_id=cast.yun.pk, now=now)
    assert first is not None
    assert again == first
    assert Message.objects.of(cast.yun).get().text == "第一次"


def test_a_verb_that_fails_sends_nothing(cast: Cast, now: datetime) -> None:
    def verb() -> None:
        with transaction.atomic():
            send(PHONE, "没有了", key="k2", street_id=cast.yun.pk, now=now)
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        verb()
    assert not Message.objects.of(cast.yun).exists()


def test_an_address_that_is_no_telephone_number_is_refused(cast: Cast, now: datetime) -> None:
    with pytest.raises(ValueError), transaction.atomic():
        send("12", "x", key="k", street_id=cast.yun.pk, now=now)
    assert not Message.objects.of(cast.yun).exists()


def test_queueing_outside_a_verb_is_refused(cast: Cast, now: datetime) -> None:
    connection = transaction.get_connection()
    inside, connection.in_atomic_block = connection.in_atomic_block, False
    try:
        with pytest.raises(RuntimeError, match="inside the verb"):
            send(PHONE, "x", key="k", street_id=cast.yun.pk, now=now)
    finally:
        connection.in_atomic_block = inside


def test_the_number_is_sealed_and_only_its_mask_is_readable(cast: Cast, now: datetime) -> None:
    give_phone(cast.persons["owner"])
    by_person, by_number = queue(
        cast, told(cast), told(cast, "k2", person_id=None, address="138 0000 0001"), now=now
    )
    for message in (by_person, by_number):
        assert message.to_masked == "138****0001"
        assert PHONE.encode() not in bytes(message.to_sealed)
        assert secrets.unseal_text(cast.yun.pk, "person.phone", message.to_sealed) == PHONE
    assert bytes(by_person.to_blind) == bytes(by_number.to_blind)


def test_without_a_telephone_it_is_carried_by_hand_or_not_at_all(cast: Cast, now: datetime) -> None:
    rows = queue(cast, told(cast), told(cast, "k2", by_hand=True), now=now)
    assert [m.channel for m in rows] == [Message.Channel.PRINTED]
    assert rows[0].key == "k2"


def test_what_a_person_reads_inside_the_house_is_there_at_once(
    cast: Cast, now: datetime, actor: Act
) -> None:
    inbox = Message.Channel.INBOX
    later = now + timedelta(hours=1)
    queue(cast, told(cast, channel=inbox), told(cast, "k2", channel=inbox, due_at=later), now=now)
    owner = actor("owner")
    assert [m.key for m in inbox_of(owner, now)] == ["k1"]
    assert [m.key for m in inbox_of(owner, later)] == ["k2", "k1"]
    assert not inbox_of(actor("co_owner"), later)


def test_a_number_disowned_is_flagged_once_and_held_until_settled(
    cast: Cast, now: datetime, actor: Act
) -> None:
    message = sent(cast, now)
    for _ in range(2):
        assert disown(message, by=reader(cast), now=now).state == State.DISOWNED
    flag = WrongNumber.objects.of(cast.yun).get()
    assert (flag.masked, flag.settled_at) == ("138****0001", None)
    fact = Fact.objects.of(cast.yun).get(kind="MessageDisowned")
    assert fact.sentence == "收件人表示一条短信发错了人：138****0001。"
    (held,) = queue(cast, told(cast, "k2"), now=now)
    post = Post()
    send_batch(cast.yun.pk, post, now=now)
    held.refresh_from_db()
    assert (held.state, held.error, post.sent) == (State.FAILED, HELD, [])
    officer = actor("street_officer")
    with pytest.raises(Refused, match="还没有核对"):
        resend(held, by=officer, now=now)
    with pytest.raises(Refused, match="没有写核对结果"):
        settle_number(flag, " ", by=officer, now=now)
    settle_number(flag, "已更正", by=officer, now=now)
    settle_number(flag, "再来一次", by=officer, now=now)
    assert WrongNumber.objects.of(cast.yun).get().settled_how == "已更正"
    assert Fact.objects.of(cast.yun).filter(kind="NumberSettled").count() == 1
    resend(held, by=officer, now=now)
    send_batch(cast.yun.pk, post, now=now)
    assert [to for to, _ in post.sent] == [PHONE]


def test_only_what_has_left_can_be_disowned(cast: Cast, now: datetime) -> None:
    give_phone(cast.persons["owner"])
    (waiting,) = queue(cast, told(cast), now=now)
    with pytest.raises(Refused):
        disown(waiting, by=reader(cast), now=now)
    assert not WrongNumber.objects.of(cast.yun).exists()


def test_resending_takes_the_number_of_today_and_is_told(
    cast: Cast, now: datetime, actor: Act
) -> None:
    message = sent(cast, now)
    officer = actor("community_worker")
    with pytest.raises(Refused, match="不用重发"):
        resend(message, by=officer, now=now)
    Message.objects.of(cast.yun).filter(pk=message.pk).update(state=State.FAILED, attempts=6)
    give_phone(cast.persons["owner"], "13900000002")
    again = resend(message, by=officer, now=now)
    assert (again.state, again.attempts, again.to_masked) == (State.WAITING, 0, "139****0002")
    assert resend(message, by=officer, now=now).state == State.WAITING
    assert Fact.objects.of(cast.yun).filter(kind="MessageResent").count() == 1


@pytest.mark.parametrize(
    "role", ["owner", "property_manager", "committee_chair", "auditor", "neighbour_officer"]
)
def test_others_neither_resend_nor_settle_nor_carry(
    cast: Cast, now: datetime, actor: Act, role: str
) -> None:
    message = sent(cast, now)
    disown(message, by=reader(cast), now=now)
    flag = WrongNumber.objects.of(cast.yun).get()
    Message.objects.of(cast.yun).filter(pk=message.pk).update(state=State.FAILED)
    place = cast.a.compound.pk
    for verb in (
        lambda by: resend(message, by=by, now=now),
        lambda by: settle_number(flag, "好了", by=by, now=now),
        lambda by: carried([message.pk], compound_id=place, by=by, now=now),
    ):
        with pytest.raises(Refused):
            verb(actor(role))
    flag.refresh_from_db()
    assert flag.settled_at is None


def test_an_expired_code_is_not_sent_again(cast: Cast, now: datetime, actor: Act) -> None:
    give_phone(cast.persons["owner"])
    (message,) = queue(cast, told(cast, expires_at=now + timedelta(minutes=10)), now=now)
    late = now + timedelta(minutes=11)
    send_batch(cast.yun.pk, Post(), now=late)
    message.refresh_from_db()
    assert message.state == State.FAILED
    with pytest.raises(Refused, match="已过有效时间"):
        resend(message, by=actor("street_officer"), now=late)


def test_a_worker_sees_the_messages_of_her_community_only(
    cast: Cast, now: datetime, actor: Act
) -> None:
    queue(
        cast,
        told(cast, "a", address=PHONE, person_id=None),
        told(cast, "b", address=PHONE, person_id=None, compound_id=cast.b.compound.pk),
        told(cast, "none", address=PHONE, person_id=None, compound_id=None),
        now=now,
    )

    def seen(role: str) -> set[str]:
        return set(messages_for(actor(role)).values_list("key", flat=True))

    assert seen("street_officer") == {"a", "b", "none"}
    assert seen("community_worker") == {"a"}
    assert seen("neighbour_officer") == seen("owner") == set()
    assert list(numbers_for(actor("community_worker"))) == []


def test_codes_and_receipts_are_never_read_by_the_office(cast: Cast, now: datetime) -> None:
    give_phone(cast.persons["owner"])
    (secret,) = queue(cast, told(cast, text="验证码 123456", shown=False), now=now)
    assert text_for_office(secret) == PRIVATE


def test_the_printed_list_walks_through_the_buildings_and_is_ticked_off(
    cast: Cast, now: datetime, today: date, actor: Act
) -> None:
    people = [cast.a.owners[9], cast.a.owners[1], cast.a.owners[10]]
    rows = queue(
        cast,
        *(told(cast, f"k{i}", person_id=p.pk, by_hand=True) for i, p in enumerate(people)),
        now=now,
    )
    worker, place = actor("community_worker"), cast.a.compound.pk
    assert places_to_carry(worker) == [(place, "云栖苑", 3)]
    listed = to_carry(worker, place, today)
    assert [(r.building, r.rooms) for r in listed] == [
        ("1号楼", "1-1-102"),
        ("2号楼", "2-1-202"),
        ("2号楼", "2-1-301、2-1-302"),
    ]
    assert [r.name for r in listed] == ["钱**", "陈**", "褚**"]
    ids = [m.pk for m in rows[:2]]
    assert carried(ids, compound_id=place, by=worker, now=now) == 2
    with pytest.raises(Refused, match="没有勾选"):
        carried(ids, compound_id=place, by=worker, now=now)
    assert len(to_carry(worker, place, today)) == 1
    assert Fact.objects.of(cast.yun).filter(kind="MessagesCarried").count() == 1
    with pytest.raises(Refused):
        carried([rows[2].pk], compound_id=cast.b.compound.pk, by=worker, now=now)

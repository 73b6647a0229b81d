"""Saying who one is: right answers open, wrong ones all look alike, and guessing is stopped."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from mulin.decide.assembly.actions.codes import code_blind, print_codes
from mulin.decide.assembly.actions.counting import open_and_judge
from mulin.decide.assembly.actions.disowning import disown
from mulin.decide.assembly.actions.proving import (
    CODE_ENDS_AFTER,
    LOCKED_FOR,
    MISTAKES_A_DAY,
    MOST_ATTEMPTS,
    prove,
    prove_at_counter,
    show_own_vote,
)
from mulin.decide.assembly.actions.running import close_voting
from mulin.decide.assembly.models import Ballot, PollOfficer, RollHolder
from mulin.decide.assembly.pages.voter_session import ADDRESS_TRIES, MESSAGES_AN_HOUR
from mulin.decide.assembly.queries.voter import address_of, slips_of
from mulin.ground.notices.models import Message
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.rights import Refused, system_actor
from tests.cast import Cast
from tests.decide.assembly.world import PASSPHRASES, World, voting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_counts() -> None:
    cache.clear()


@pytest.fixture
def world(cast: Cast) -> World:
    return voting(cast, now=clock.now())


def at(world: World, *more: str) -> str:
    return "/m/" + "/".join((address_of(world.poll), *more)) + "/"


def typed(world: World, who: str | int = "owner", **changed: str) -> dict[str, str]:
    holder = world.holder(who)
    return {"code": world.codes[holder.pk], "last_four": world.tails[holder.pk], **changed}


def proved(world: World, **data: str) -> list[RollHolder]:
    return prove(world.poll, data["code"], data["last_four"], now=world.now)


def test_code_and_ending_open_ones_own_lines(world: World) -> None:
    holders = proved(world, **typed(world))
    assert [h.pk for h in holders] == [world.holder("owner").pk]


@pytest.mark.parametrize("change", [str.lower, lambda c: c.replace("-", " "), lambda c: f" {c} "])
def test_a_code_may_be_typed_as_people_type(world: World, change: object) -> None:
    data = typed(world)
    assert proved(world, code=change(data["code"]), last_four=data["last_four"])  # type: ignore[operator]


def test_letters_that_look_like_digits_are_read_as_digits(world: World) -> None:
    holder = world.holder("owner")
    rows = RollHolder.objects.of(world.street).filter(pk=holder.pk)
    rows.update(code_blind=code_blind(world.poll, "10V0-1111"))
    assert proved(world, code="iOUo-LlI1", last_four=world.tails[holder.pk])


def test_every_wrong_answer_is_the_same_answer(world: World) -> None:
    client = Client()
    lacking = world.holder(5)
    RollHolder.objects.of(world.street).filter(pk=lacking.pk).update(id_tail=b"")
    locked = world.holder(6)
    rows = RollHolder.objects.of(world.street).filter(pk=locked.pk)
    rows.update(locked_until=world.now + timedelta(hours=1))
    tries = [
        typed(world, code="AAAA-AAAA"),
        typed(world, last_four="zzzz"),
        typed(world, last_four="12345"),
        typed(world, 5),
        typed(world, 6),
        typed(world, last_four=world.tails[world.holder(7).pk]),
    ]
    pages = set()
    for data in tries:
        answer = client.post(at(world), data)
        assert answer.status_code == 422
        told = answer.content.decode()  # but for the token and what was typed itself
        pages.add(re.sub(r'value="[^"]*"|"X-CSRFToken": "[^"]+"', "", told))
    assert len(pages) == 1


def test_wrong_endings_lock_the_person_and_time_unlocks(world: World) -> None:
    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(Refused):
            proved(world, **typed(world, last_four="zzzz"))
    with pytest.raises(Refused):
        proved(world, **typed(world))
    data = typed(world)
    later = world.now + LOCKED_FOR + timedelta(seconds=1)
    assert prove(world.poll, data["code"], data["last_four"], now=later)
    assert RollHolder.objects.of(world.street).get(pk=world.holder("owner").pk).attempts == 0


def test_after_the_lock_each_further_wrong_ending_locks_again(world: World) -> None:
    data, now = typed(world), world.now
    for _ in range(MOST_ATTEMPTS):
        wrong(world, data["code"], now)
    for _ in range(3):
        now += LOCKED_FOR + timedelta(seconds=1)
        wrong(world, data["code"], now)
        with pytest.raises(Refused):
            prove(world.poll, data["code"], data["last_four"], now=now + timedelta(minutes=1))
    now += LOCKED_FOR + timedelta(seconds=1)
    assert prove(world.poll, data["code"], data["last_four"], now=now)


def test_a_letter_somebody_guesses_with_stops_working_and_the_counters_hear_of_it(
    world: World,
) -> None:
    data, now = typed(world), world.now
    for _ in range(CODE_ENDS_AFTER):
        wrong(world, data["code"], now)
        now += LOCKED_FOR + timedelta(seconds=1)
    with pytest.raises(Refused):
        prove(world.poll, data["code"], data["last_four"], now=now)
    told = Message.objects.of(world.street).filter(channel=Message.Channel.INBOX)
    assert told.count() == 4
    assert "名册第 1 号" in told[0].text
    assert data["last_four"] not in told[0].text
    letters = print_codes(world.poll, None, by=world.counter(), now=now)
    fresh = next(x for x in letters if x.holder_id == world.holder("owner").pk)
    assert prove(world.poll, fresh.code, data["last_four"], now=now), "a new letter works"


def wrong(world: World, code: str, now: datetime) -> None:
    with pytest.raises(Refused):
        prove(world.poll, code, "zzzz", now=now)


def test_one_address_cannot_go_on_guessing(world: World) -> None:
    client = Client()
    for _ in range(ADDRESS_TRIES):
        client.post(at(world), typed(world, code="AAAA-AAAA"))
    assert client.post(at(world), typed(world)).status_code == 422
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert elsewhere.post(at(world), typed(world)).status_code == 302


def test_behind_a_proxy_guessing_counts_by_the_visitor_and_not_by_the_proxy(
    world: World, settings: Any
) -> None:
    settings.MULIN_PROXIES = 1
    for number in range(ADDRESS_TRIES):
        told = f"10.0.0.{number}, 203.0.113.7"  # the first is what the visitor says himself
        Client(HTTP_X_FORWARDED_FOR=told).post(at(world), typed(world, code="AAAA-AAAA"))
    guesser, neighbour = (Client(HTTP_X_FORWARDED_FOR=f"203.0.113.{n}") for n in (7, 8))
    assert guesser.post(at(world), typed(world)).status_code == 422
    assert neighbour.post(at(world), typed(world)).status_code == 302


def test_a_whole_network_of_ipv6_is_one_address(world: World) -> None:
    for number in range(ADDRESS_TRIES):
        spread = Client(REMOTE_ADDR=f"2001:db8:7:7::{number + 1:x}")
        spread.post(at(world), typed(world, code="AAAA-AAAA"))
    assert Client(REMOTE_ADDR="2001:db8:7:7::ffff").post(at(world), typed(world)).status_code == 422
    assert Client(REMOTE_ADDR="2001:db8:7:8::1").post(at(world), typed(world)).status_code == 302


def test_an_empty_field_is_named_and_counts_as_no_guess(world: World) -> None:
    client = Client()
    for _ in range(ADDRESS_TRIES + 1):
        page = client.post(at(world), typed(world, last_four="")).content.decode()
    assert "还没有填证件号码的后四位" in page
    assert client.post(at(world), typed(world)).status_code == 302


def test_a_code_of_another_vote_opens_nothing(world: World) -> None:
    data = typed(world)
    RollHolder.objects.of(world.street).update(code_blind=b"x" * 16)
    with pytest.raises(Refused):
        proved(world, **data)


def test_printing_again_invalidates_the_earlier_codes(world: World) -> None:
    data = typed(world)
    letters = print_codes(world.poll, None, by=world.counter(), now=world.now)
    with pytest.raises(Refused):
        proved(world, **data)
    mine = next(x for x in letters if x.holder_id == world.holder("owner").pk)
    assert proved(world, code=mine.code, last_four=data["last_four"])


def test_who_has_no_number_on_the_roster_proves_himself_once_at_the_counter(world: World) -> None:
    holder = world.holder("owner")
    RollHolder.objects.of(world.street).filter(pk=holder.pk).update(id_tail=b"")
    data = typed(world, last_four="123X")
    with pytest.raises(Refused):
        proved(world, **data)
    clerk = world.cast.actor("community_worker", clock.today())
    done = prove_at_counter(holder.pk, "123x", by=clerk, now=world.now)
    assert done.proved_by == clerk.name
    assert proved(world, **data)
    fact = Fact.objects.of(world.street).order_by("-id")[0]
    assert fact.kind == "VoterProved"
    assert "123" not in str(fact.body)


def test_a_document_that_is_not_on_the_roll_proves_nothing(world: World) -> None:
    clerk = world.cast.actor("community_worker", clock.today())
    with pytest.raises(Refused, match="对不上"):
        prove_at_counter(world.holder("owner").pk, "9Z9Z", by=clerk, now=world.now)


def test_the_concerned_company_proves_nobody(world: World) -> None:
    world.poll.concerns = world.cast.company
    world.poll.save()
    manager = world.cast.actor("property_manager", clock.today())
    with pytest.raises(Refused, match="关系到您所在的单位"):
        prove_at_counter(world.holder("owner").pk, "1234", by=manager, now=world.now)


def sms(client: Client, world: World, phone: str, last_four: str) -> str:
    answer = client.post(at(world, "message"), {"phone": phone, "last_four": last_four})
    assert answer.status_code == 200
    return re.sub(r'value="[^"]{20,}"|"X-CSRFToken": "[^"]+"', "", answer.content.decode())


def test_a_text_message_proves_in_the_browser_that_asked_for_it(world: World) -> None:
    client, holder = Client(), world.holder("owner")
    sms(client, world, "13800000000", world.tails[holder.pk])
    message = Message.objects.of(world.street).get()
    assert message.channel == Message.Channel.SMS
    code = re.search(r"验证码 (\d{6})", message.text)
    assert code
    data = {"code": code[1], "last_four": world.tails[holder.pk]}
    assert Client().post(at(world), data).status_code == 422
    assert client.post(at(world), data).status_code == 302


def test_strangers_and_owners_read_the_same_about_a_message(world: World) -> None:
    holder = world.holder("owner")
    known = sms(Client(), world, "13800000000", world.tails[holder.pk])
    strange = sms(Client(), world, "13999999999", world.tails[holder.pk])
    wrong = sms(Client(), world, "13800000000", "zzzz")
    assert known == strange == wrong
    assert Message.objects.of(world.street).count() == 1


def test_messages_are_few_for_one_number_and_one_address(world: World) -> None:
    client, holder = Client(), world.holder("owner")
    for _ in range(MESSAGES_AN_HOUR + 3):
        sms(client, world, "13800000000", world.tails[holder.pk])
    assert Message.objects.of(world.street).count() == MESSAGES_AN_HOUR


def test_a_number_typed_otherwise_is_the_same_number(world: World) -> None:
    holder = world.holder("owner")
    spellings = ("13800000000", "138 0000 0000", "138-0000-0000", "1380000 0000")
    for number in range(MESSAGES_AN_HOUR + 3):
        client = Client(REMOTE_ADDR=f"203.0.113.{number + 1}")
        sms(client, world, spellings[number % len(spellings)], world.tails[holder.pk])
    assert Message.objects.of(world.street).count() == MESSAGES_AN_HOUR


def test_asking_for_more_messages_gives_no_more_guesses(world: World) -> None:
    holder = world.holder("owner")
    for number in range(3):
        client = Client(REMOTE_ADDR=f"203.0.113.{number + 1}")
        sms(client, world, "13800000000", world.tails[holder.pk])
        for _ in range(4):
            client.post(at(world), {"code": "000001", "last_four": world.tails[holder.pk]})
    last = Message.objects.of(world.street).order_by("-id")[0]
    code = re.search(r"验证码 (\d{6})", last.text)
    assert code
    data = {"code": code[1], "last_four": world.tails[holder.pk]}
    assert client.post(at(world), data).status_code == 422
    assert Client().post(at(world), typed(world)).status_code == 302, "his letter still works"


def test_a_messages_code_cannot_be_guessed(world: World) -> None:
    client, holder = Client(), world.holder("owner")
    sms(client, world, "13800000000", world.tails[holder.pk])
    for _ in range(5):
        client.post(at(world), {"code": "000001", "last_four": world.tails[holder.pk]})
    code = re.search(r"验证码 (\d{6})", Message.objects.of(world.street).get().text)
    assert code
    data = {"code": code[1], "last_four": world.tails[holder.pk]}
    assert client.post(at(world), data).status_code == 422


def test_one_proof_opens_all_lines_of_a_person_in_this_vote(world: World) -> None:
    mine = world.holder("owner")
    other = world.holder(4)
    RollHolder.objects.of(world.street).filter(pk=other.pk).update(
        person_id=mine.person_id, acts_as="attorney"
    )
    holders = proved(world, **typed(world))
    slips = slips_of(world.poll, [h.pk for h in holders])
    assert len(slips) == 2
    assert [bool(s.acts_as) for s in slips] == [False, True]


# ── "not mine" ──────────────────────────────────────────────────────────────────────────────────


def test_a_disowned_ballot_is_set_aside_and_the_phone_takes_no_more(world: World) -> None:
    world.vote("owner")
    message = Message.objects.of(world.street).get()
    link = f"/m/not-mine/{message.disown_code}/"
    client = Client()
    assert "停用这张票" in client.get(link).content.decode()
    assert world.live()  # looking changes nothing
    assert "已经停用" in client.post(link).content.decode()
    assert not world.live()
    assert Fact.objects.of(world.street).order_by("-id")[0].kind == "BallotDisowned"
    inbox = Message.objects.of(world.street).filter(channel=Message.Channel.INBOX)
    assert inbox.count() == 4
    with pytest.raises(Refused, match="带身份证到窗口"):
        world.vote("owner")
    with pytest.raises(Refused):
        proved(world, **typed(world))
    client.post(link)
    assert Fact.objects.of(world.street).filter(kind="BallotDisowned").count() == 1


def test_the_owners_own_earlier_ballot_lives_again(world: World) -> None:
    own = world.vote("owner")
    stolen = world.vote("owner", world.all("against"), now=world.now + timedelta(minutes=1))
    disown(stolen.pk, by=world.voter("owner"), now=world.now)
    assert [b.pk for b in world.live()] == [own.pk]


def test_after_the_close_a_ballot_cannot_be_disowned_by_link(world: World) -> None:
    ballot = world.vote("owner")
    with pytest.raises(Refused, match="已经截止"):
        disown(ballot.pk, by=world.voter("owner"), now=world.poll.closes_at)
    ballot.refresh_from_db()
    assert ballot.disowned_at is None


def test_a_guessed_link_finds_nothing(world: World) -> None:
    world.vote("owner")
    assert Client().get("/m/not-mine/AAAA-AAAA-AAAA/").status_code == 404


# ── at the counter, after the count ─────────────────────────────────────────────────────────────


def test_an_owner_sees_his_own_vote_at_the_counter_after_the_count(world: World) -> None:
    holder = world.holder("owner")
    for index in range(9):
        world.vote(index, world.all("against" if index == 0 else "agree"))
    clerk = world.cast.actor("community_worker", clock.today())
    shown = (holder.entry_id, holder.pk, world.tails[holder.pk])
    with pytest.raises(Refused, match="还没有开票"):
        show_own_vote(*shown, by=clerk, now=world.now)
    end = world.poll.closes_at
    close_voting(world.poll.pk, by=system_actor(world.street), now=end)
    officers = PollOfficer.objects.of(world.street).filter(duty="counter").order_by("share_index")
    typed_in = [(o.pk, p) for o, p in zip(officers[:2], PASSPHRASES, strict=False)]
    open_and_judge(world.poll, typed_in, by=world.counter(), now=end)
    with pytest.raises(Refused, match="对不上"):
        show_own_vote(holder.entry_id, holder.pk, "0000", by=clerk, now=end)
    votes = show_own_vote(*shown, by=clerk, now=end)
    assert {*votes[0].choices.values()} == {"against"}
    fact = Fact.objects.of(world.street).order_by("-id")[0]
    assert fact.kind == "OwnVoteShown"
    assert "against" not in str(fact.body)
    told = Message.objects.of(world.street).order_by("-id")[0]
    assert told.person_id == holder.person_id
    assert "查看了您在" in told.text
    assert Ballot.objects.of(world.street).count() == 9


def test_the_property_company_looks_at_no_document_and_at_no_vote(world: World) -> None:
    manager = world.cast.actor("property_manager", clock.today())
    holder = world.holder("owner")
    RollHolder.objects.of(world.street).filter(pk=holder.pk).update(id_tail=b"")
    with pytest.raises(Refused, match="物业人员不能核对业主证件"):
        prove_at_counter(holder.pk, "1234", by=manager, now=world.now)
    assert not RollHolder.objects.of(world.street).get(pk=holder.pk).id_tail
    with pytest.raises(Refused, match="也不能查看业主的票"):
        show_own_vote(holder.entry_id, holder.pk, "1234", by=manager, now=world.now)


def test_a_clerk_cannot_try_out_endings_and_locks_no_owner_out(world: World) -> None:
    clerk = world.cast.actor("community_worker", clock.today())
    holder = world.holder("owner")
    for _ in range(MISTAKES_A_DAY):
        with pytest.raises(Refused, match="对不上"):
            prove_at_counter(holder.pk, "9Z9Z", by=clerk, now=world.now)
    with pytest.raises(Refused, match="次数太多"):
        prove_at_counter(holder.pk, world.tails[holder.pk], by=clerk, now=world.now)
    assert proved(world, **typed(world))
    other = world.cast.actor("street_officer", clock.today())
    assert prove_at_counter(holder.pk, world.tails[holder.pk], by=other, now=world.now)

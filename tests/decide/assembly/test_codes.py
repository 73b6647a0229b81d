"""Code letters: for counters only, never on a screen, and the register keeps no code."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from mulin.decide.assembly.actions.codes import code_blind, draw_codes, print_codes
from mulin.decide.assembly.actions.proving import prove
from mulin.decide.assembly.models import Poll, RollHolder
from mulin.decide.assembly.pages import codes as pages
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.rights import Refusal, Refused
from tests.cast import Cast
from tests.decide.assembly.world import World, just_signed_in, voting

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")


@pytest.fixture
def world(cast: Cast) -> World:
    return voting(cast, now=clock.now())


def url(world: World, name: str = "codes") -> str:
    return reverse(f"assembly:{name}", args=[world.poll.pk])


def letters(client: Client, world: World) -> Any:
    building = world.cast.a.buildings[0].pk.hex
    return client.post(url(world, "code_letters"), {"building": building})


def blinds(world: World) -> dict[object, bytes]:
    rows = RollHolder.objects.of(world.street).values_list("pk", "code_blind")
    return {pk: bytes(blind) for pk, blind in rows}


def test_the_letters_of_one_building_carry_codes_that_work(world: World, client_as: As) -> None:
    before = blinds(world)
    answer = letters(just_signed_in(client_as("counter_1")), world)
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    pages_text = [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]
    found = set(CODE.findall(" ".join(pages_text)))
    after = blinds(world)
    changed = {pk for pk in after if after[pk] != before[pk]}
    here = {h.pk for h in world.holders if h.entry_id in {e.pk for e in world.entries[:6]}}
    assert changed == here
    matched = [pk for pk in changed if after[pk] in {code_blind(world.poll, c) for c in found}]
    assert len(matched) == len(changed)
    fact = Fact.objects.of(world.street).order_by("-id")[0]
    assert fact.kind == "CodesPrinted"
    assert not CODE.search(str(fact.body))


def test_no_code_stands_on_the_screen_before_or_after(world: World, client_as: As) -> None:
    client = just_signed_in(client_as("counter_1"))
    for _ in range(2):
        page = client.get(url(world)).content.decode()
        assert not re.search(r">\s*[0-9A-Z]{4}-[0-9A-Z]{4}\s*<", page)
        letters(client, world)
    assert "重新打印，旧信作废" in page


@pytest.mark.parametrize("role", ["community_worker", "witness", "street_officer"])
def test_only_counters_print(world: World, client_as: As, role: str) -> None:
    before = blinds(world)
    assert letters(just_signed_in(client_as(role)), world).status_code == 403
    assert blinds(world) == before
    assert "只能由本次表决的计票人打印" in client_as(role).get(url(world)).content.decode()


def test_owners_do_not_see_how_many_letters_there_are(world: World, client_as: As) -> None:
    told = client_as("owner").get(url(world))
    assert told.status_code == 403
    assert "可签票的人" not in told.content.decode()


def test_a_counter_of_the_concerned_organisation_does_not_print(world: World) -> None:
    world.poll.concerns = world.cast.a.committee
    world.poll.save()
    with pytest.raises(Refused, match="关系到您所在的单位"):
        print_codes(world.poll, None, by=world.counter(), now=world.now)


def test_where_the_typesetting_fails_the_old_codes_still_work(
    world: World, client_as: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> bytes:
        raise Refused(Refusal("现有字体里没有这个字。"))

    before = blinds(world)
    monkeypatch.setattr(pages.documents, "code_letters", broken)
    answer = letters(just_signed_in(client_as("counter_1")), world)
    assert answer.status_code == 302
    assert blinds(world) == before


def test_drawing_writes_nothing(world: World) -> None:
    before = blinds(world)
    drawn = draw_codes(world.poll, None, by=world.counter())
    assert len({letter.code for letter in drawn}) == len(world.holders)
    assert [letter.seq for letter in drawn] == sorted(letter.seq for letter in drawn)
    assert blinds(world) == before


def test_the_developer_and_homes_that_do_not_count_get_no_letter(world: World) -> None:
    RollHolder.objects.of(world.street).filter(pk=world.holder(3).pk).update(person_id=None)
    drawn = draw_codes(world.poll, None, by=world.counter())
    assert world.holder(3).pk not in {letter.holder_id for letter in drawn}


def test_one_household_can_be_printed_alone(world: World) -> None:
    entry = world.entries[0]
    drawn = print_codes(world.poll, None, by=world.counter(), now=world.now, entry_id=entry.pk)
    assert {letter.addressee for letter in drawn} == set(entry.names.split("、"))
    tail = world.tails[drawn[0].holder_id]
    assert prove(world.poll, drawn[0].code, tail, now=world.now)
    untouched = world.holder(5)
    assert prove(world.poll, world.codes[untouched.pk], world.tails[untouched.pk], now=world.now)


@pytest.mark.parametrize("state", [Poll.State.CLOSED, Poll.State.JUDGED, Poll.State.VOIDED])
def test_after_the_vote_no_letters_are_printed(world: World, state: str) -> None:
    world.poll.state = state
    world.poll.save()
    with pytest.raises(Refused, match="不能打印验证码信"):
        print_codes(world.poll, None, by=world.counter(), now=world.now)

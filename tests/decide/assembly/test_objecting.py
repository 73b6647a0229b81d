"""An objection is answered in writing to whoever raised it: his contact, the letter, his own page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mulin.decide.assembly.actions.objecting import read_contact
from mulin.decide.assembly.models import Objection, Poll
from mulin.decide.assembly.queries.voter import address_of
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Refused
from tests.cast import Cast
from tests.decide.assembly.judged import again
from tests.decide.assembly.world import World, voting
from tests.ground.papers.pdf import text_of

As = Callable[[str], Client]
CONTACT = "13800009999"


@pytest.fixture
def world(cast: Cast) -> World:
    return voting(cast, now=clock.now(), state="announced", objections_until=clock.today())


def url(world: World, name: str, *more: Any) -> str:
    return reverse(f"assembly:{name}", args=[world.poll.pk, *more])


def raised(world: World) -> tuple[Client, Objection]:
    """Raised on a phone, with a telephone to be reached at."""
    phone = Client()
    address = reverse("phone:objection", args=[address_of(world.poll)])
    typed = {
        "name": "何异议",
        "unit": "1-1-101",
        "contact": CONTACT,
        "text": "我家的面积登记错了。",
    }
    answer = phone.post(address, {**typed, "once": str(uuid7())})
    assert "您的异议收到了" in answer.content.decode()
    return phone, Objection.objects.of(world.street).get()


def test_the_contact_is_shown_with_a_reason_and_only_then(world: World, client_as: As) -> None:
    _, objection = raised(world)
    client = client_as("community_worker")
    listed = client.get(url(world, "objections")).content.decode()
    assert "何异议" in listed
    assert CONTACT not in listed
    refused = client.post(url(world, "objection_contact", objection.pk), {"why": ""}, follow=True)
    assert "没有写查看的理由" in refused.content.decode()
    assert CONTACT not in refused.content.decode()
    shown = client.post(url(world, "objection_contact", objection.pk), {"why": "送达书面答复"})
    assert CONTACT in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    fact = Fact.objects.of(world.street).get(kind="ObjectionContactRead")
    assert "送达书面答复" in fact.sentence
    assert CONTACT not in str(fact.body)
    assert CONTACT not in client.get(url(world, "objections")).content.decode()


def test_without_a_contact_it_says_so(world: World, client_as: As) -> None:
    _, objection = raised(world)
    Objection.objects.of(world.street).filter(pk=objection.pk).update(contact_sealed=b"")
    shown = client_as("community_worker").post(
        url(world, "objection_contact", objection.pk), {"why": "答复"}
    )
    assert "没有留联系方式" in shown.content.decode()


@pytest.mark.parametrize("role", ["auditor", "counter_1", "owner", "property_manager", "stranger"])
def test_who_does_not_answer_does_not_see_it(world: World, client_as: As, role: str) -> None:
    _, objection = raised(world)
    answer = client_as(role).post(
        url(world, "objection_contact", objection.pk), {"why": "好奇"}, follow=True
    )
    assert CONTACT not in answer.content.decode()
    assert not Fact.objects.of(world.street).filter(kind="ObjectionContactRead").exists()


def test_those_complained_of_never_reach_him(world: World, cast: Cast) -> None:
    _, objection = raised(world)
    chair = cast.actor("committee_chair", day_of(world.now))
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(concerns=cast.a.committee)
    objection.poll = again(world)
    with pytest.raises(Refused, match="不能查看异议人的联系方式"):
        read_contact(objection, "想找他", by=chair, now=world.now)


def test_the_answer_is_printed_and_read_where_it_was_raised(world: World, client_as: As) -> None:
    phone, objection = raised(world)
    client = client_as("community_worker")
    mine = reverse("phone:raised", args=[address_of(world.poll), objection.pk])
    assert "正在核实" in phone.get(mine).content.decode()
    assert client.get(url(world, "objection_letter", objection.pk)).status_code == 404
    typed = {f"{objection.pk.hex}-answer": "经核对登记簿，面积无误。"}
    client.post(url(world, "answer", objection.pk), typed)
    page = phone.get(mine).content.decode()
    assert "经核对登记簿，面积无误。" in page
    assert CONTACT not in page
    assert "何异议" not in page
    letter = text_of(client.get(url(world, "objection_letter", objection.pk)).content)
    for said in ("异议答复书", "何异议", "1-1-101", "我家的面积登记错了", "面积无误", "第280条"):
        assert said in letter


def test_the_page_after_raising_leads_to_the_answer(world: World) -> None:
    phone = Client()
    address = reverse("phone:objection", args=[address_of(world.poll)])
    once = uuid7()
    typed = {"name": "何异议", "text": "少算了一票。", "once": str(once)}
    answer = phone.post(address, typed).content.decode()
    assert reverse("phone:raised", args=[address_of(world.poll), once]) in answer


def test_an_unknown_objection_and_one_of_another_vote_are_not_found(
    world: World, cast: Cast
) -> None:
    _, objection = raised(world)
    other = voting(cast, now=clock.now(), number="BJ-2026-0118", state="announced")
    key = address_of(other.poll)
    assert Client().get(reverse("phone:raised", args=[key, objection.pk])).status_code == 404
    key = address_of(world.poll)
    assert Client().get(reverse("phone:raised", args=[key, uuid7()])).status_code == 404

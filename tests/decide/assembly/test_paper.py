"""The paper desk: twice by two people, a third where they differ, and boxes that match."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from mulin.decide.assembly.models import Ballot, CountSheet, Poll, RollHolder
from mulin.decide.assembly.pages.paper_form import local_minute
from mulin.decide.assembly.queries.paper_desk import desk_of, entry_by
from mulin.ground.papers.models import Paper
from mulin.kit import clock
from mulin.kit.ids import uuid7
from tests.cast import Cast
from tests.decide.assembly.world import ELECTION, TWO, World, voting

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]


@pytest.fixture
def world(cast: Cast) -> World:
    return voting(cast, now=clock.now())


def url(world: World, name: str, *args: object) -> str:
    return reverse(f"assembly:{name}", args=[world.poll.pk, *args])


def photo() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (40, 60), "#fff").save(out, "JPEG")
    out.seek(0)
    out.name = "ballot.jpg"
    return out


def typed(world: World, who: str | int = "owner", **changed: Any) -> dict[str, Any]:
    now = clock.now()
    return {
        "m1": "agree",
        "m2": "against",
        "signer": world.holder(who).signer,
        "box": "1号箱",
        "received_at": local_minute(now),
        "invalid": "valid",
        **changed,
    }


def seen_in(answer: Any) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


def seq_of(world: World, who: str | int = "owner") -> int:
    holder = world.holder(who)
    return next(e.seq for e in world.entries if e.pk == holder.entry_id)


def enter(client: Client, world: World, who: str | int = "owner", **changed: Any) -> Any:
    page = client.get(url(world, "paper_entry", seq_of(world, who)) + "?again")
    once = re.search(r'name="once" value="([^"]+)"', page.content.decode())
    assert once
    data = {"once": once[1], **typed(world, who, **changed)}
    return client.post(url(world, "paper_entry", seq_of(world, who)), data)


def again(client: Client, world: World, **changed: Any) -> Any:
    ballot = Ballot.objects.of(world.street).order_by("-id")[0]
    data = {"m1": "agree", "m2": "against", "invalid": "valid", **changed}
    return client.post(url(world, "paper_second", ballot.pk), data)


def test_a_scanned_code_or_a_typed_room_opens_the_paper(world: World, client_as: As) -> None:
    client, entry = client_as("community_worker"), world.entries[3]
    qr = f"https://example.invalid/m/{entry.code}/"
    shouted = f"{qr}?from=scanner".upper()
    for code in (entry.code, entry.code.lower().replace("-", ""), entry.first_unit, qr, shouted):
        answer = client.get(url(world, "paper"), {"code": code})
        assert answer.url == url(world, "paper_entry", entry.seq)
    answer = client.get(url(world, "paper"), {"code": "ZZZZ-ZZZZ"})
    assert answer.status_code == 404
    assert "没有找到这张票" in answer.content.decode()
    assert entry_by(world.poll, "1号楼1单元101室") == world.entries[0]


def test_a_paper_is_taken_when_two_people_typed_the_same(world: World, client_as: As) -> None:
    one, two = client_as("community_worker"), client_as("counter_1")
    assert enter(one, world).status_code == 302
    ballot = Ballot.objects.of(world.street).get()
    assert ballot.state == Ballot.State.PENDING
    assert "等您复核" in two.get(url(world, "paper")).content.decode()
    page = two.get(url(world, "paper_second", ballot.pk)).content.decode()
    assert "checked" not in page.split("m-pd-keys", 1)[1].split("</fieldset>")[0]
    assert again(two, world).status_code == 302
    ballot.refresh_from_db()
    assert ballot.state == Ballot.State.TAKEN
    assert bytes(ballot.comparison) == b""


def test_nobody_confirms_what_he_typed_himself(world: World, client_as: As) -> None:
    one = client_as("community_worker")
    enter(one, world)
    answer = again(one, world)
    assert answer.status_code == 422
    assert "第一次录入的就是您本人" in answer.content.decode()
    assert Ballot.objects.of(world.street).get().state == Ballot.State.PENDING


def test_where_they_differ_a_third_person_decides(world: World, client_as: As) -> None:
    one, two, three = (client_as(n) for n in ("community_worker", "counter_1", "counter_2"))
    enter(one, world)
    again(two, world, m1="abstain")
    ballot = Ballot.objects.of(world.street).get()
    assert ballot.state == Ballot.State.DISPUTED
    assert "您录入过这张票" in again(two, world).content.decode()
    assert again(three, world, m1="abstain").status_code == 302
    ballot.refresh_from_db()
    assert ballot.state == Ballot.State.TAKEN


def test_the_property_company_may_type_but_never_alone(world: World, client_as: As) -> None:
    manager, clerk = client_as("property_manager"), client_as("community_worker")
    enter(manager, world)
    assert again(clerk, world).status_code == 302
    enter(clerk, world, 2)
    assert "物业人员不能作最后复核" in again(manager, world).content.decode()
    again(client_as("counter_1"), world, m1="abstain")
    assert Ballot.objects.of(world.street).order_by("-id")[0].state == Ballot.State.DISPUTED
    assert "物业人员不能作最后复核" in again(manager, world, m1="abstain").content.decode()


def test_the_property_company_is_offered_no_document_and_no_vote(
    world: World, client_as: As
) -> None:
    manager, clerk = client_as("property_manager"), client_as("community_worker")
    for client, offered in ((clerk, True), (manager, False)):
        assert ("本人查票" in client.get(url(world, "paper")).content.decode()) is offered
        page = client.get(url(world, "paper_entry", 1)).content.decode()
        assert ("看过证件，核对" in page) is offered
    assert manager.get(url(world, "own_vote")).status_code == 403


@pytest.mark.parametrize("name", ["paper", "paper_entry", "own_vote", "ceremony", "codes"])
def test_the_concerned_company_sees_no_desk(world: World, client_as: As, name: str) -> None:
    world.poll.concerns = world.cast.company
    world.poll.save()
    args = [1] if name == "paper_entry" else []
    assert client_as("property_manager").get(url(world, name, *args)).status_code == 403


@pytest.mark.parametrize("role", ["owner", "tenant", "auditor", "other_compound_owner", "stranger"])
def test_others_do_not_reach_the_desk(world: World, client_as: As, role: str) -> None:
    assert client_as(role).get(url(world, "paper")).status_code in {403, 404}
    assert client_as(role).get(url(world, "paper_entry", 1)).status_code in {403, 404}


def test_another_street_does_not_find_the_desk(world: World, client_as: As) -> None:
    assert client_as("neighbour_officer").get(url(world, "paper")).status_code == 404


def test_an_item_passed_by_is_named_and_nothing_is_lost(world: World, client_as: As) -> None:
    client = client_as("community_worker")
    answer = enter(client, world, m2="", proxy="王代理")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "这一项还没有录" in page
    assert re.search(r'value="agree" data-m-digit="1" checked', page)
    assert "王代理" in page
    assert not Ballot.objects.of(world.street).exists()


def test_a_blank_item_is_typed_as_blank(world: World, client_as: As) -> None:
    one, two = client_as("community_worker"), client_as("counter_1")
    enter(one, world, m2="blank")
    assert again(two, world, m2="blank").status_code == 302
    assert Ballot.objects.of(world.street).get().state == Ballot.State.TAKEN


def test_an_invalid_paper_needs_a_reason_and_no_choices(world: World, client_as: As) -> None:
    one, two = client_as("community_worker"), client_as("counter_1")
    enter(one, world, m1="", m2="", invalid="没有业主签名")
    again(two, world, m1="", m2="", invalid="没有业主签名")
    ballot = Ballot.objects.of(world.street).get()
    assert ballot.invalid == "没有业主签名"
    assert ballot.state == Ballot.State.TAKEN


def test_a_paper_with_too_many_names_is_taken_as_it_is(cast: Cast, client_as: As) -> None:
    world = voting(cast, now=clock.now(), asked=(*TWO, ELECTION))
    names = [c.pk.hex for c in world.motions[2].candidates.all()]
    one, two = client_as("community_worker"), client_as("counter_1")
    assert enter(one, world, m3=names).status_code == 302
    assert again(two, world, m3=list(reversed(names))).status_code == 302
    state = Ballot.objects.of(world.street).get().state
    assert state == Ballot.State.DISPUTED or state == Ballot.State.TAKEN


def test_a_picture_is_sealed_and_only_for_those_who_confirm(world: World, client_as: As) -> None:
    one = client_as("community_worker")
    enter(one, world, photo=photo())
    ballot = Ballot.objects.of(world.street).get()
    paper = Paper.objects.of(world.street).get(pk=ballot.photo_id)
    assert paper.klass == "sensitive"
    address = reverse("papers:download", args=["yun", paper.pk])
    assert client_as("counter_1").get(address).status_code == 200
    assert client_as("owner").get(address).status_code == 404
    again(client_as("counter_1"), world)
    assert client_as("community_worker").get(address).status_code == 404
    assert client_as("counter_2").get(address).status_code == 403, "as sealed as its envelope"
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(state=Poll.State.JUDGED)
    assert client_as("counter_2").get(address).status_code == 200
    assert client_as("community_worker").get(address).status_code == 404


def test_an_online_ballot_is_explained_and_time_decides(world: World, client_as: As) -> None:
    client = client_as("community_worker")
    online = world.vote("owner")
    page = client.get(url(world, "paper_entry", seq_of(world))).content.decode()
    assert "这户已经在手机上投过票" in page
    earlier = local_minute(clock.now() - timedelta(hours=3))
    enter(client, world, received_at=earlier)
    assert [b.pk for b in world.live()] == [online.pk]


def test_a_paper_received_after_the_close_is_not_taken(cast: Cast, client_as: As) -> None:
    world = voting(cast, now=clock.now())
    closed = clock.now() - timedelta(minutes=5)
    world.poll.closes_at, world.poll.state = closed, "closed"
    world.poll.save()
    client = client_as("community_worker")
    answer = enter(client, world)
    assert "截止以后收到的" in answer.content.decode()
    early = local_minute(closed - timedelta(hours=1))
    assert enter(client, world, received_at=early).status_code == 302


def test_boxes_show_whether_they_match(world: World, client_as: As) -> None:
    client = client_as("community_worker")
    enter(client, world)
    account = world.cast.accounts["community_worker"].pk
    assert desk_of(world.poll, account).boxes[0].counted is None
    sheet = {"box": "1号箱", "papers": "2", "invalid": "0", "by": "罗计票、梁计票"}
    client.post(url(world, "paper_box"), sheet)
    box = desk_of(world.poll, account).boxes[0]
    assert not box.matches
    assert box.difference == 1
    enter(client, world, 4)
    assert desk_of(world.poll, account).boxes[0].matches
    for slip in (
        {"papers": "x"},
        {"papers": "²"},
        {"papers": "9" * 30},
        {"papers": "1", "invalid": "2"},
    ):
        answer = client.post(url(world, "paper_box"), {**sheet, "box": "𠮷号箱", **slip})
        assert answer.status_code == 422, slip
        assert "𠮷号箱" in answer.content.decode(), slip  # nothing typed is lost
    assert CountSheet.objects.of(world.street).get().papers == 2


def test_the_same_form_sent_twice_is_one_paper(world: World, client_as: As) -> None:
    client = client_as("community_worker")
    page = client.get(url(world, "paper_entry", seq_of(world))).content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page)
    assert once
    data = {"once": once[1], **typed(world)}
    for _ in range(2):
        client.post(url(world, "paper_entry", seq_of(world)), data)
    assert Ballot.objects.of(world.street).count() == 1


def test_a_proxy_hands_in_his_mandate(world: World, client_as: As) -> None:
    client = client_as("community_worker")
    bare = enter(client, world, proxy="张 三")
    assert bare.status_code == 422
    assert "代理投票要有书面委托" in bare.content.decode()
    assert "张 三" in bare.content.decode()
    assert not Ballot.objects.of(world.street).exists()
    enter(client, world, proxy="张 三", proxy_paper=photo())
    ballot = Ballot.objects.of(world.street).get()
    assert ballot.proxy == "n:张三"
    assert ballot.proxy_paper_id is not None


def test_a_void_paper_of_a_proxy_without_a_mandate_is_entered_as_void(
    world: World, client_as: As
) -> None:
    why = "签名的不是业主，也没有委托书"
    enter(client_as("community_worker"), world, proxy="张三", invalid=why)
    assert Ballot.objects.of(world.street).get().invalid == why


@pytest.mark.parametrize("acts_as", ["attorney", "guardian", "heir", "legal_representative"])
def test_only_a_mandate_uses_up_the_limit_on_mandates(
    world: World, client_as: As, cast: Cast, acts_as: str
) -> None:
    agent, owner = cast.a.owners[6], world.holder("owner")
    RollHolder(
        street_id=world.street,
        poll=world.poll,
        entry_id=owner.entry_id,
        signer=owner.signer,
        person_id=agent.pk,
        name=agent.name,
        acts_as=acts_as,
    ).save(force_insert=True)
    enter(client_as("community_worker"), world, proxy=agent.name)
    told = f"p:{agent.pk.hex}" if acts_as == "attorney" else ""
    assert Ballot.objects.of(world.street).get().proxy == told


def test_a_paper_receipt_is_printed(world: World, client_as: As) -> None:
    client = client_as("community_worker")
    enter(client, world)
    ballot = Ballot.objects.of(world.street).get()
    for width in ("a4", "58mm"):
        answer = client.get(url(world, "paper_receipt", ballot.pk), {"width": width})
        assert answer.content.startswith(b"%PDF")


def test_the_desk_asks_little_of_the_database(
    world: World, client_as: As, django_assert_max_num_queries: Any
) -> None:
    client = client_as("community_worker")
    for index in range(5):
        enter(client, world, index)
    other = client_as("counter_1")
    with django_assert_max_num_queries(18):
        other.get(url(world, "paper"))


def test_proving_at_the_counter_from_the_desk(world: World, client_as: As) -> None:
    client, holder = client_as("community_worker"), world.holder("owner")
    data = {"seq": "1", "holder": holder.pk, "last_four": world.tails[holder.pk]}
    answer = client.post(url(world, "prove_at_counter"), data, follow=True)
    assert "身份已核对" in answer.content.decode()
    wrong = client.post(url(world, "prove_at_counter"), {**data, "last_four": "9z9z"}, follow=True)
    assert "对不上" in wrong.content.decode()
    none = client.post(url(world, "prove_at_counter"), {"seq": "1"}, follow=True)
    assert "请先选是哪一位" in none.content.decode()


def test_two_people_with_one_paper_in_hand_enter_it_once(world: World, client_as: As) -> None:
    """Both opened the form before either sent it; the second is told, and may insist."""
    first, other = client_as("counter_1"), client_as("counter_2")
    where = url(world, "paper_entry", seq_of(world))
    seen = seen_in(other.get(where))
    assert first.post(where, typed(world, once=str(uuid7()), seen=seen)).status_code == 302
    late = typed(world, once=str(uuid7()), seen=seen, photo=photo())
    told = other.post(where, late)
    assert told.status_code == 422
    assert "这户刚由别人录过一张纸票" in told.content.decode()
    assert Ballot.objects.of(world.street).count() == 1
    assert not Paper.objects.of(world.street).exists()  # nor is the photo kept beside nothing
    insisted = typed(world, once=str(uuid7()), seen=seen_in(told))
    assert other.post(where, insisted).status_code == 302
    assert Ballot.objects.of(world.street).count() == 2


def test_a_count_sheet_is_replaced_only_by_who_says_so(world: World, client_as: As) -> None:
    counted = {"box": "1号箱", "papers": "12", "invalid": "1", "by": "罗、梁"}
    client = client_as("counter_1")
    for _ in range(2):  # the same twice says nothing new
        assert client.post(url(world, "paper_box"), counted).status_code == 302
    differing = {**counted, "papers": "13", "by": "梁、苏"}
    told = client_as("counter_2").post(url(world, "paper_box"), differing)
    assert told.status_code == 422
    assert "1号箱已经登记过点票单：12 张，其中无效 1 张，罗、梁点的。" in told.content.decode()
    assert CountSheet.objects.of(world.street).get().papers == 12
    client.post(url(world, "paper_box"), {**differing, "instead": "on"})
    assert CountSheet.objects.of(world.street).get().papers == 13

"""A figure on the frozen roll is corrected in the open: who, why, and both numbers in the result."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from mulin.decide.assembly.actions.counting import announce
from mulin.decide.assembly.actions.locking import correct_area
from mulin.decide.assembly.actions.publishing import announcement_pdf
from mulin.decide.assembly.models import Poll, RollEntry, RollUnit
from mulin.decide.assembly.queries.corrections import corrections_of
from mulin.decide.assembly.queries.notice_text import result_body
from mulin.decide.assembly.queries.voter import address_of
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.clock import day_of
from mulin.kit.rights import Refused
from tests.cast import Cast
from tests.decide.assembly.judged import again, judged
from tests.decide.assembly.world import World, voting

As = Callable[[str], Client]


@pytest.fixture
def world(cast: Cast) -> World:
    return voting(cast, now=clock.now())


def unit(world: World, place: int = 2) -> RollUnit:
    found: RollUnit = RollUnit.objects.of(world.street).filter(entry=world.entries[place])[0]
    return found


def url(world: World, one: RollUnit | None = None) -> str:
    if one is None:
        return reverse("assembly:roll", args=[world.poll.pk])
    return reverse("assembly:roll_unit", args=[world.poll.pk, one.pk])


def typed(
    one: RollUnit, area: str = "98.62", why: str = "登记簿记载如此，导入时录错"
) -> dict[str, str]:
    return {"area": area, "why": why, "seen": str(one.area)}


def square(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def test_a_clerk_finds_the_unit_and_corrects_its_area(client_as: As, world: World) -> None:
    client, one = client_as("community_worker"), unit(world)
    listed = client.get(url(world), {"q": one.label}).content.decode()
    assert url(world, one) in listed
    assert world.entries[2].names not in listed
    whole = world.poll.roll_area
    answer = client.post(url(world, one), typed(one), follow=True).content.decode()
    assert "面积已更正" in answer
    assert "登记簿记载如此" in answer
    assert RollUnit.objects.of(world.street).get(pk=one.pk).area == 9862
    entry = RollEntry.objects.of(world.street).get(pk=one.entry_id)
    assert entry.area == world.entries[2].area + 9862 - one.area
    assert again(world).roll_area == whole + 9862 - one.area
    fact = Fact.objects.of(world.street).get(kind="RollCorrected")
    assert square(one.area) in fact.sentence
    assert "98.62" in fact.sentence


def test_a_second_click_and_a_second_clerk_change_nothing_more(client_as: As, world: World) -> None:
    one = unit(world)
    client_as("community_worker").post(url(world, one), typed(one))
    late = client_as("street_officer").post(url(world, one), typed(one, "120.00"))
    assert late.status_code == 422
    assert "刚刚被别人更正过" in late.content.decode()
    assert "120.00" in late.content.decode()
    same = client_as("street_officer").post(url(world, one), typed(unit(world)))
    assert "和现在的一样" in same.content.decode()
    assert Fact.objects.of(world.street).filter(kind="RollCorrected").count() == 1


@pytest.mark.parametrize(
    ("area", "why", "told"),
    [("九十", "有误", "89.62 这样"), ("0", "有误", "大于零"), ("90.125", "有误", "最多两位小数")],
)
def test_what_was_typed_wrongly_stays_and_is_explained(
    client_as: As, world: World, area: str, why: str, told: str
) -> None:
    one = unit(world)
    answer = client_as("community_worker").post(url(world, one), typed(one, area, why))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert why in answer.content.decode()
    assert not Fact.objects.of(world.street).filter(kind="RollCorrected").exists()


def test_without_a_reason_nothing_is_corrected(client_as: As, world: World) -> None:
    one = unit(world)
    assert (
        client_as("community_worker").post(url(world, one), typed(one, why=" ")).status_code == 422
    )


def test_who_may_not_is_told_why(client_as: As, world: World, cast: Cast) -> None:
    one = unit(world)
    for role in ("auditor", "counter_1"):
        told = client_as(role).get(url(world))
        assert told.status_code == 200
        assert url(world, one) not in told.content.decode()
        assert "m-why" in told.content.decode()
        assert client_as(role).post(url(world, one), typed(one)).status_code in {403, 404}
    for role in ("owner", "property_manager", "stranger"):
        assert client_as(role).get(url(world)).status_code in {403, 404}
    assert not Fact.objects.of(world.street).filter(kind="RollCorrected").exists()


def test_nobody_corrects_his_own_home(cast: Cast, world: World) -> None:
    chair = cast.actor("committee_chair", day_of(world.now))
    own = RollUnit.objects.of(world.street).get(poll=world.poll, unit_id__in=chair.units)
    with pytest.raises(Refused, match="这是您自己的房屋"):
        correct_area(world.poll, own, own.area + 100, "登记簿如此", by=chair, now=world.now)
    other = unit(world, 5)
    correct_area(world.poll, other, other.area + 100, "登记簿如此", by=chair, now=world.now)


def test_after_the_count_the_roll_stands(client_as: As, world: World) -> None:
    world.vote(0)
    judged(world)
    one = unit(world)
    client = client_as("community_worker")
    assert "已经计票，名册不能再改" in client.get(url(world)).content.decode()
    assert client.post(url(world, one), typed(one)).status_code == 403


def test_parking_that_does_not_count_changes_no_total(cast: Cast, world: World) -> None:
    one = unit(world)
    RollUnit.objects.of(world.street).filter(pk=one.pk).update(counts=False)
    by = cast.actor("community_worker", day_of(world.now))
    correct_area(world.poll, unit(world), 1200, "登记簿如此", by=by, now=world.now)
    assert again(world).roll_area == world.poll.roll_area


def test_both_figures_stand_in_the_result_the_announcement_and_for_everybody(
    client_as: As, client: Client, world: World, cast: Cast
) -> None:
    one = unit(world)
    by = cast.actor("community_worker", day_of(world.now))
    correct_area(world.poll, one, 9862, "登记簿记载如此", by=by, now=world.now)
    for place in range(9):
        world.vote(place)
    poll = judged(world)
    assert [row.words for row in corrections_of(poll).rows] == [
        f"{one.label} 由 {square(one.area)} ㎡ 更正为 98.62 ㎡，理由：登记簿记载如此"
    ]
    result = client_as("community_worker").get(reverse("assembly:poll", args=[poll.pk]))
    body = result_body(poll, clock.today())
    pdf = PdfReader(BytesIO(announcement_pdf(poll, now=clock.now())))
    printed = "".join(page.extract_text() for page in pdf.pages)
    announce(poll, body=body, paper_id=None, by=by, now=clock.now())
    public = client.get(reverse("assembly:board", args=[poll.number]))
    phone = client.get(reverse("phone:result", args=[address_of(poll)]))
    pages = [a.content.decode() for a in (result, public, phone)]
    for text in (*pages, body, "".join(printed.split())):
        for words in (one.label, square(one.area), "98.62", "登记簿记载如此"):
            assert words in text
    assert again(world).state == Poll.State.ANNOUNCED


def test_the_list_is_filtered_and_exported_masked(client_as: As, world: World) -> None:
    client = client_as("community_worker")
    building = world.entries[0].building_id.hex
    rows = client.get(url(world), {"building": building}).context["listing"].rows
    assert {row.building_id.hex for row in rows} == {building}
    sent = client.get(url(world), {"export": "csv"})
    data = b"".join(sent.streaming_content) if sent.streaming else sent.content  # type: ignore[attr-defined]
    assert unit(world).label in data.decode("utf-8-sig")
    assert world.entries[2].names not in data.decode("utf-8-sig")

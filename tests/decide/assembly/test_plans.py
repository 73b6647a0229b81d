"""What hangs on a motion: its full plan for every owner; and forms that are filled in by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mulin.decide.assembly import documents as d
from mulin.decide.assembly.actions.plans import attach_plan
from mulin.decide.assembly.actions.publishing import notice_pdf
from mulin.decide.assembly.models import Motion, Poll
from mulin.decide.assembly.pages.forms_printed import boxes_of
from mulin.decide.assembly.queries.notice_text import notice_body
from mulin.decide.assembly.queries.papers import poll_text
from mulin.ground.papers.models import Paper
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.canonical import sm3
from mulin.kit.clock import day_of
from mulin.kit.rights import Refused
from tests.cast import Cast
from tests.decide.assembly.test_drafting import begin, motion_of, to
from tests.decide.assembly.test_phone import at, number_of, prove
from tests.decide.assembly.world import World, voting
from tests.ground.papers.pdf import pages_of, text_of

As = Callable[[str], Client]
PDF = b"%PDF-1.7\n" + b"x" * 400 + b"\n%%EOF\n"


def plan(name: str = "电梯更换方案.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.fixture
def client(client_as: As) -> Client:
    return client_as("community_worker")


def drafted(client: Client, cast: Cast) -> tuple[Poll, Motion]:
    poll = begin(client, cast)
    client.post(to(poll, "motion_new"), motion_of())
    return poll, Motion.objects.of(cast.yun).get(poll=poll)


def paper_of(motion: Motion) -> Paper | None:
    fresh = Motion.objects.of(motion.street_id).get(pk=motion.pk)
    found: Paper | None = Paper.objects.of(motion.street_id).filter(pk=fresh.paper_id).first()
    return found


def path_of(paper: Paper) -> str:
    return reverse("papers:download", args=["yun", paper.pk])


def test_a_plan_is_attached_replaced_and_taken_away(client: Client, cast: Cast) -> None:
    poll, motion = drafted(client, cast)
    page = client.get(to(poll, "motion", motion.pk)).content.decode()
    assert "还没有附" in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids)), "a form is found by its id"
    assert '<form id="plan-form"' in page
    url = to(poll, "motion_plan", motion.pk)
    told = client.post(url, {"plan": plan()}, follow=True).content.decode()
    assert "《电梯更换方案》" in told
    assert sm3(PDF) in told
    fact = Fact.objects.of(cast.yun).get(kind="PlanAttached")
    assert sm3(PDF) in fact.sentence
    other = PDF.replace(b"x", b"y")
    client.post(url, {"plan": plan("新方案.pdf", other)})
    found = paper_of(motion)
    assert found is not None
    assert found.digest == sm3(other)
    client.post(url, {"away": "1"})
    assert paper_of(motion) is None
    client.post(url, {"away": "1"})
    assert Fact.objects.of(cast.yun).filter(kind="PlanTakenAway").count() == 1


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("空.pdf", b"", "空的"),
        ("坏.pdf", b"%PDF-1.7\n half", "不完整"),
        ("表.exe", b"MZ\x90\x00" * 50, "认不出这个文件的格式"),
    ],
)
def test_what_owners_cannot_open_is_refused(
    client: Client, cast: Cast, name: str, data: bytes, told: str
) -> None:
    poll, motion = drafted(client, cast)
    answer = client.post(
        to(poll, "motion_plan", motion.pk), {"plan": plan(name, data)}, follow=True
    )
    assert told in answer.content.decode()
    assert paper_of(motion) is None


def test_without_a_file_nothing_is_attached(client: Client, cast: Cast) -> None:
    poll, motion = drafted(client, cast)
    answer = client.post(to(poll, "motion_plan", motion.pk), {}, follow=True)
    assert "没有选文件" in answer.content.decode()


def test_a_plan_is_shut_until_the_notice_and_open_to_everybody_after(
    client: Client, client_as: As, cast: Cast
) -> None:
    poll, motion = drafted(client, cast)
    client.post(to(poll, "motion_plan", motion.pk), {"plan": plan()})
    paper = paper_of(motion)
    assert paper is not None
    assert client.get(path_of(paper)).status_code == 200
    for role in ("visitor", "owner", "stranger", "neighbour_officer", "other_compound_owner"):
        assert client_as(role).get(path_of(paper)).status_code in {403, 404}, role
    Poll.objects.of(cast.yun).filter(pk=poll.pk).update(state="posted", posted_on=clock.today())
    for role in ("visitor", "owner", "tenant"):
        assert client_as(role).get(path_of(paper)).content == PDF, role


def planned(cast: Cast, settings: Any) -> World:
    """A running vote whose first motion has a plan, on a site with an address."""
    settings.MULIN_PUBLIC_URL = "https://vote.example"
    world = voting(cast, now=clock.now(), state=Poll.State.DRAFT)
    by = cast.actor("community_worker", day_of(world.now))
    attach_plan(world.motions[0], plan(), "电梯更换方案.pdf", by=by, now=world.now)
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(state=Poll.State.VOTING)
    world.poll = (
        Poll.objects.of(world.street).select_related("compound", "street").get(pk=world.poll.pk)
    )
    return world


def test_after_the_lock_no_plan_is_changed(cast: Cast, settings: Any) -> None:
    world = planned(cast, settings)
    by = cast.actor("community_worker", day_of(world.now))
    with pytest.raises(Refused, match="不能再改"):
        attach_plan(world.motions[0], plan(data=PDF * 2), "另一份.pdf", by=by, now=world.now)


def test_the_notice_prints_the_digest_and_its_text_names_the_plan(
    cast: Cast, settings: Any
) -> None:
    world = planned(cast, settings)
    printed = text_of(notice_pdf(world.poll, now=world.now))
    assert "附件：方案全文" in printed
    assert "第1项《电梯更换方案》" in printed
    assert sm3(PDF) in printed
    assert "扫码打开" in printed
    body = notice_body(world.poll, poll_text(world.poll, clock.today()))
    assert f"第 1 项方案全文：《电梯更换方案》，摘要（SM3）{sm3(PDF)}" in body


def test_without_an_address_the_notice_prints_no_code_that_leads_nowhere(
    cast: Cast, settings: Any
) -> None:
    world = planned(cast, settings)
    settings.MULIN_PUBLIC_URL = ""
    printed = text_of(notice_pdf(world.poll, now=world.now))
    assert "扫码打开" not in printed
    assert "社区窗口查阅" in printed


def test_owners_open_the_plan_on_the_phone_and_on_the_board(
    cast: Cast, settings: Any, client_as: As
) -> None:
    world = planned(cast, settings)
    paper = paper_of(world.motions[0])
    assert paper is not None
    phone = Client()
    prove(phone, world)
    page = phone.get(at(world, "mine", number_of(world))).content.decode()
    assert f"{path_of(paper)}?show=1" in page
    board = Client().get(reverse("assembly:board", args=[world.poll.number])).content.decode()
    assert f"{path_of(paper)}?show=1" in board
    assert sm3(PDF) in board


def test_the_box_is_printed_with_its_place(client: Client, cast: Cast) -> None:
    world = voting(cast, now=clock.now())
    url = to(world.poll, "count_sheets_pdf")
    answer = client.get(url, {"boxes": "1 号箱，1 号楼大堂\n2 号箱, 门岗\n"})
    assert answer["Content-Type"] == "application/pdf"
    pages = pages_of(answer.content)
    assert len(pages) == 2
    assert "1号箱" in pages[0]
    assert "1号楼大堂" in pages[0]
    assert "门岗" in pages[1]
    assert world.motions[0].title.replace(" ", "") in pages[0]


@pytest.mark.parametrize("typed", ["", "，大堂", "名" * 21, "\n".join(["箱"] * 61)])
def test_boxes_written_wrongly_are_explained(client: Client, cast: Cast, typed: str) -> None:
    world = voting(cast, now=clock.now())
    answer = client.get(to(world.poll, "count_sheets_pdf"), {"boxes": typed}, follow=True)
    told = answer.content.decode()
    assert "每行写一个票箱" in told
    assert "<textarea" in told


def test_boxes_are_read_line_by_line() -> None:
    assert boxes_of(" 1 号箱 ，大堂，早八晚八\n\n流动箱") == [
        d.BallotBox("1 号箱", "大堂，早八晚八"),
        d.BallotBox("流动箱", ""),
    ]


def test_the_mandate_is_printed_by_the_office_and_taken_from_the_board(
    client: Client, cast: Cast
) -> None:
    world = voting(cast, now=clock.now(), rules={"proxy_limit": 3})
    office = text_of(client.get(to(world.poll, "proxy_pdf")).content)
    board = Client().get(reverse("assembly:board", args=[world.poll.number])).content.decode()
    url = f"{reverse('assembly:board_proxy', args=[world.poll.number])}?street=yun"
    assert url in board
    public = text_of(Client().get(url).content)
    for text in (office, public):
        assert "授权委托书" in text
        assert world.motions[1].title.replace(" ", "") in text
        assert "3户" in text
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(state=Poll.State.CLOSED)
    assert Client().get(url).status_code == 404
    again = Client().get(reverse("assembly:board", args=[world.poll.number])).content.decode()
    assert url not in again


def test_prints_of_a_running_vote_offer_both(client: Client, cast: Cast) -> None:
    world = voting(cast, now=clock.now())
    told = client.get(to(world.poll, "prints")).content.decode()
    assert to(world.poll, "proxy_pdf") in told
    assert "1 号箱，1 号楼大堂票箱" in told

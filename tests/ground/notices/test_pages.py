"""The screens of notices and messages by HTTP: who sees what, what is typed stays, nothing leaks."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mulin.decide.assembly.models import Poll
from mulin.ground.notices.actions import withdraw
from mulin.ground.notices.jobs import send_batch
from mulin.ground.notices.models import Message, Posting, PublicNotice, WrongNumber
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from tests.cast import Cast
from tests.ground.notices.board import PHONE, give_phone, hang, queue, told
from tests.ground.notices.test_board import picture
from tests.ground.notices.test_outbox import Post

As = Callable[[str], Client]
EVIL = "<script>alert(1)</script>"
SAFE = "&lt;script&gt;alert(1)&lt;/script&gt;"
WORKING = ("street_officer", "community_worker", "committee_chair", "property_manager", "auditor")
RESIDENTS = ("owner", "tenant")


@pytest.fixture
def notice(cast: Cast) -> PublicNotice:
    return hang(cast.a, starts=clock.today() - timedelta(days=3), days=15)


@pytest.fixture
def message(cast: Cast) -> Message:
    """A reminder that reached the owner's telephone."""
    give_phone(cast.persons["owner"])
    (queued,) = queue(cast, told(cast), now=clock.now())
    send_batch(cast.yun.pk, Post(), now=clock.now())
    queued.refresh_from_db()
    return queued


def text(answer: Any) -> str:
    body: str = answer.content.decode()
    assert not re.search(r"</?c-[a-z]|\{\{|\{%|%\([a-z_]+\)[ds]", body)
    return body


# ── open to all ─────────────────────────────────────────────────────────────────────────────────


def test_anybody_reads_the_board_and_the_notice_without_signing_in(
    cast: Cast, notice: PublicNotice, client_as: As
) -> None:
    visitor = client_as("visitor")
    street = text(visitor.get(reverse("notices:street", args=["yun"])))
    assert "云栖苑" in street
    assert "1 件公示中" in street
    board = text(visitor.get(reverse("notices:board", args=["yun", "yun-a"])))
    assert notice.title in board
    assert "还差 12 天" in board
    shown = text(visitor.get(reverse("notices:public", args=["yun", notice.pk])))
    assert "使用维修资金修 1 号楼外墙。" in shown
    assert re.search(r"还差</small> 12 <small>天", shown)
    assert "还没有登记张贴处" in shown


def test_a_withdrawn_notice_stays_readable_with_its_reason(
    cast: Cast, notice: PublicNotice, actor: Callable[..., Actor], client_as: As
) -> None:
    withdraw(notice, f"面积写错{EVIL}", by=actor("street_officer"), now=clock.now())
    shown = text(client_as("visitor").get(reverse("notices:public", args=["yun", notice.pk])))
    assert f"面积写错{SAFE}" in shown
    assert "使用维修资金修 1 号楼外墙。" in shown
    assert "还差" not in shown
    board = text(client_as("visitor").get(reverse("notices:board", args=["yun", "yun-a"])))
    assert "现在没有公示" in board
    assert "已撤下" in board


def test_boards_and_notices_of_one_street_are_not_found_in_another(
    cast: Cast, notice: PublicNotice, client_as: As
) -> None:
    visitor = client_as("visitor")
    for wrong in (
        reverse("notices:street", args=["nowhere"]),
        reverse("notices:board", args=["other", "yun-a"]),
        reverse("notices:board", args=["yun", "nowhere"]),
        reverse("notices:public", args=["other", notice.pk]),
        reverse("notices:public", args=["yun", uuid7()]),
    ):
        answer = visitor.get(wrong)
        assert answer.status_code == 404, wrong
        assert notice.title not in answer.content.decode()


def test_what_was_typed_into_a_notice_is_text(cast: Cast, client_as: As) -> None:
    evil = hang(cast.a, f"公示{EVIL}", starts=clock.today(), body=EVIL)
    for address in (
        reverse("notices:public", args=["yun", evil.pk]),
        reverse("notices:board", args=["yun", "yun-a"]),
        reverse("notices:notice", args=[evil.pk]),
        reverse("notices:list"),
    ):
        body = text(client_as("street_officer").get(address))
        assert EVIL not in body
        assert SAFE in body


def test_a_notice_leads_to_the_vote_behind_it(cast: Cast, client_as: As) -> None:
    poll = Poll(
        street=cast.yun,
        compound=cast.a.compound,
        number="BJ-2026-0001",
        title="外墙维修",
        convener="x",
        contact_name="x",
        contact_phone="x",
        region="310107",
        state=Poll.State.POSTED,
        created_at=clock.now(),
    )
    poll.save(force_insert=True)
    notice = hang(cast.a, starts=clock.today())
    PublicNotice.objects.of(cast.yun).filter(pk=notice.pk).update(subject_id=poll.pk)
    public = text(client_as("visitor").get(reverse("notices:public", args=["yun", notice.pk])))
    assert 'href="/m/yun-BJ-2026-0001/result/"' in public
    office = text(client_as("street_officer").get(reverse("notices:notice", args=[notice.pk])))
    assert f'href="{reverse("assembly:poll", args=[poll.pk])}"' in office


# ── not me ──────────────────────────────────────────────────────────────────────────────────────


def test_looking_changes_nothing_and_one_button_disowns(
    cast: Cast, message: Message, client_as: As
) -> None:
    visitor, link = client_as("visitor"), f"/n/not-me/{message.disown_code}/"
    asked = text(visitor.get(link))
    assert "138****0001" in asked
    assert message.text not in asked
    assert PHONE not in asked
    message.refresh_from_db()
    assert message.state == Message.State.SENT
    for _ in range(2):
        assert "谢谢您告诉我们" in text(visitor.post(link))
    message.refresh_from_db()
    assert message.state == Message.State.DISOWNED
    assert WrongNumber.objects.of(cast.yun).count() == 1


def test_a_wrong_code_tells_nothing(message: Message, client_as: As) -> None:
    for code in ("ABCD-EFGH-JKMN", "-", "x" * 200):
        assert client_as("visitor").get(f"/n/not-me/{code}/").status_code == 404
    Message.objects.of(message.street_id).update(state=Message.State.FAILED)
    assert client_as("visitor").get(f"/n/not-me/{message.disown_code}/").status_code == 404


# ── notices in the office ───────────────────────────────────────────────────────────────────────


def test_those_who_work_in_a_compound_see_its_notices(
    cast: Cast, notice: PublicNotice, client_as: As
) -> None:
    elsewhere = hang(cast.b, "溪畔里的公示", starts=clock.today())
    for role in WORKING:
        client = client_as(role)
        listed = text(client.get(reverse("notices:list")))
        assert notice.title in listed, role
        assert (elsewhere.title in listed) is (role in ("street_officer", "auditor")), role
        assert client.get(reverse("notices:notice", args=[notice.pk])).status_code == 200
    theirs = reverse("notices:notice", args=[elsewhere.pk])
    assert client_as("community_worker").get(theirs).status_code == 404


def test_residents_are_sent_to_the_public_board_and_strangers_nowhere(
    cast: Cast, notice: PublicNotice, client_as: As
) -> None:
    pages = [
        reverse("notices:list"),
        reverse("notices:notice", args=[notice.pk]),
        reverse("notices:boards"),
        reverse("notices:poster", args=[cast.a.compound.pk]),
    ]
    for page in pages:
        for role in RESIDENTS:
            answer = client_as(role).get(page)
            assert answer.status_code == 403, (role, page)
            assert "不用登录" in answer.content.decode()
        assert client_as("visitor").get(page).status_code == 302
    for page in (pages[1], pages[3]):
        assert client_as("neighbour_officer").get(page).status_code == 404


def test_the_list_is_searched_narrowed_and_exported(cast: Cast, client_as: As) -> None:
    hang(cast.a, "外墙维修公示", starts=clock.today())
    hang(cast.b, "停车位公告", starts=clock.today() - timedelta(days=30), kind="announcement")
    officer, address = client_as("street_officer"), reverse("notices:list")

    def shown(**query: str) -> set[str]:
        body = text(officer.get(address, query))
        return {title for title in ("外墙维修公示", "停车位公告") if title in body}

    assert shown(q="停车") == {"停车位公告"}
    assert shown(kind="publication") == {"外墙维修公示"}
    assert shown(state="ended") == {"停车位公告"}
    assert shown(compound=str(cast.a.compound.pk)) == {"外墙维修公示"}
    assert shown(proof="yes") == set()
    assert shown(state="nonsense") == {"外墙维修公示", "停车位公告"}
    file = officer.get(address, {"export": "csv"})
    lines = b"".join(file.streaming_content).decode()  # type: ignore[attr-defined]
    assert "外墙维修公示" in lines
    assert "还差天数" in lines


def test_proof_missing_and_days_missing_are_said(notice: PublicNotice, client_as: As) -> None:
    body = text(client_as("community_worker").get(reverse("notices:notice", args=[notice.pk])))
    assert "还差 12 天" in body
    assert "还没有张贴证明" in body


def test_a_posting_is_registered_once_with_its_photo(
    cast: Cast, notice: PublicNotice, client_as: As
) -> None:
    client, once = client_as("community_worker"), str(uuid7())
    for _ in range(2):
        photo = SimpleUploadedFile("a.jpg", picture(), content_type="image/jpeg")
        typed = {"once": once, "place": "1 号楼大堂", "posted_on": clock.today().isoformat()}
        address = reverse("notices:prove", args=[notice.pk])
        assert client.post(address, {**typed, "photo": photo}).status_code == 302
    posting = Posting.objects.of(cast.yun).get()
    shown = text(client.get(reverse("notices:notice", args=[notice.pk])))
    thumbnail = reverse("papers:thumbnail", args=["yun", posting.photo_id])
    assert thumbnail in shown
    assert client.get(thumbnail).status_code == 200
    for role in ("owner", "visitor", "neighbour_officer"):
        assert client_as(role).get(thumbnail).status_code == 404, role


def test_what_was_typed_comes_back_with_the_reason(
    cast: Cast, notice: PublicNotice, client_as: As
) -> None:
    client, once = client_as("community_worker"), str(uuid7())
    address = reverse("notices:prove", args=[notice.pk])
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    answer = client.post(address, {"once": once, "place": f"大门{EVIL}", "posted_on": tomorrow})
    assert answer.status_code == 422
    body = text(answer)
    assert "张贴日应在" in body
    assert f'value="大门{SAFE}"' in body
    assert f'value="{tomorrow}"' in body
    assert once in body
    assert client.post(address, {"place": "", "posted_on": "昨天"}).status_code == 422
    assert not Posting.objects.of(cast.yun).exists()


def test_taking_down_without_a_reason_comes_back(
    cast: Cast, notice: PublicNotice, client_as: As
) -> None:
    client = client_as("committee_chair")
    address = reverse("notices:withdraw", args=[notice.pk])
    answer = client.post(address, {"reason": " "})
    assert answer.status_code == 422
    assert "没有写撤下的理由" in text(answer)
    assert client.post(address, {"reason": "面积写错"}).status_code == 302
    notice.refresh_from_db()
    assert notice.withdrawn_why == "面积写错"


@pytest.mark.parametrize("role", ["property_manager", "auditor"])
def test_those_who_only_look_read_why_they_cannot_act(
    notice: PublicNotice, client_as: As, role: str
) -> None:
    client = client_as(role)
    body = text(client.get(reverse("notices:notice", args=[notice.pk])))
    assert "您的岗位不能登记张贴" in body
    assert reverse("notices:withdraw", args=[notice.pk]) not in body
    answer = client.post(reverse("notices:withdraw", args=[notice.pk]), {"reason": "x"})
    assert answer.status_code == 422
    notice.refresh_from_db()
    assert notice.withdrawn_on is None


def test_the_poster_carries_the_public_address(cast: Cast, client_as: As, settings: Any) -> None:
    address = reverse("notices:poster", args=[cast.a.compound.pk])
    client = client_as("community_worker")
    assert "居民的手机打不开" not in text(client.get(address))  # the test's host is no loopback
    settings.MULIN_PUBLIC_URL = "https://mulin.example"
    body = text(client.get(address))
    assert "https://mulin.example/n/yun/yun-a/" in body
    assert "<svg" in body
    assert client.get(reverse("notices:poster", args=[cast.b.compound.pk])).status_code == 404
    assert "溪畔里" not in text(client.get(reverse("notices:boards")))


# ── messages ────────────────────────────────────────────────────────────────────────────────────


def test_the_office_sees_masked_readers_and_never_a_private_text(
    cast: Cast, message: Message, client_as: As
) -> None:
    queue(cast, told(cast, "otp", text="验证码 987654", shown=False), now=clock.now())
    for role in ("street_officer", "community_worker"):
        body = text(client_as(role).get(reverse("notices:messages")))
        assert "138****0001" in body
        assert "云栖苑业主表决" in body
        assert "987654" not in body
        assert PHONE not in body
        assert cast.persons["owner"].name not in body
        assert message.disown_code not in body
    file = client_as("street_officer").get(reverse("notices:messages"), {"export": "csv"})
    lines = b"".join(file.streaming_content).decode()  # type: ignore[attr-defined]
    assert "987654" not in lines
    assert PHONE not in lines
    assert cast.persons["owner"].name not in lines


def test_messages_are_the_offices_business_only(
    cast: Cast, message: Message, client_as: As
) -> None:
    names = ("notices:messages", "notices:printed", "notices:numbers")
    for name in names:
        for role in ("owner", "property_manager", "committee_chair", "auditor", "witness"):
            assert client_as(role).get(reverse(name)).status_code == 403, (role, name)
        assert "云栖苑" not in text(client_as("neighbour_officer").get(reverse(name)))
        assert client_as("visitor").get(reverse(name)).status_code == 302


def test_a_failed_message_is_sent_again_by_a_button(
    cast: Cast, message: Message, client_as: As
) -> None:
    client = client_as("community_worker")
    address = reverse("notices:resend", args=[message.pk])
    assert address not in text(client.get(reverse("notices:messages")))
    Message.objects.of(cast.yun).update(state=Message.State.FAILED, error="短信平台没有回应。")
    body = text(client.get(reverse("notices:messages")))
    assert address in body
    assert "短信平台没有回应。" in body
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302
    message.refresh_from_db()
    assert message.state == Message.State.WAITING
    assert client_as("neighbour_officer").post(address).status_code == 404


def test_the_printed_list_is_ticked_off(cast: Cast, client_as: As) -> None:
    (paper,) = queue(cast, told(cast, by_hand=True, text=f"请参加{EVIL}"), now=clock.now())
    client = client_as("community_worker")
    body = text(client.get(reverse("notices:printed")))
    assert "1号楼" in body
    assert "1-1-101" in body
    assert SAFE in body
    assert cast.persons["owner"].name not in body
    ticked = {"compound": cast.a.compound.pk.hex, "message": [str(paper.pk), "nonsense"]}
    assert client.post(reverse("notices:carried"), ticked).status_code == 302
    paper.refresh_from_db()
    assert paper.state == Message.State.SENT
    assert "没有要送上门的通知" in text(client.get(reverse("notices:printed")))
    assert client.post(reverse("notices:carried"), {"compound": "x"}).status_code == 404
    other = {"compound": cast.b.compound.pk.hex, "message": str(paper.pk)}
    assert client.post(reverse("notices:carried"), other).status_code in (302, 404)


def test_a_disowned_number_is_settled_with_what_came_of_it(
    cast: Cast, message: Message, client_as: As
) -> None:
    client_as("visitor").post(f"/n/not-me/{message.disown_code}/")
    flag = WrongNumber.objects.of(cast.yun).get()
    client, address = client_as("community_worker"), reverse("notices:settle", args=[flag.pk])
    assert "138****0001" in text(client.get(reverse("notices:numbers")))
    answer = client.post(address, {"how": ""})
    assert answer.status_code == 422
    assert client_as("neighbour_officer").post(address, {"how": "x"}).status_code == 404
    assert client.post(address, {"how": f"已更正{EVIL}"}).status_code == 302
    assert f"已更正{SAFE}" in text(client.get(reverse("notices:numbers")))
    flag.refresh_from_db()
    assert flag.settled_by == "苏社区"


def test_everybody_reads_his_own_inbox_and_no_one_elses(cast: Cast, client_as: As) -> None:
    inbox = Message.Channel.INBOX
    mine = told(cast, channel=inbox, text=f"给业主的{EVIL}")
    chair = told(
        cast, "k2", channel=inbox, person_id=cast.persons["committee_chair"].pk, text="给主任的"
    )
    queue(cast, mine, chair, now=clock.now())
    body = text(client_as("owner").get(reverse("notices:inbox")))
    assert f"给业主的{SAFE}" in body
    assert "m-hd-meta" in body  # in the residents' own shell, without the office's menu
    assert "m-side" not in body
    assert "给主任的" not in body
    assert client_as("visitor").get(reverse("notices:inbox")).status_code == 302


def test_a_list_of_fifty_asks_no_more_than_a_list_of_one(
    cast: Cast, client_as: As, django_assert_max_num_queries: Any
) -> None:
    for i in range(12):
        hang(cast.a, f"公示 {i}", starts=clock.today())
    many = [told(cast, f"m{i}", person_id=None, address=PHONE) for i in range(12)]
    queue(cast, *many, now=clock.now())
    client = client_as("street_officer")
    client.get(reverse("notices:list"))
    with django_assert_max_num_queries(14):
        client.get(reverse("notices:list"))
    with django_assert_max_num_queries(14):
        client.get(reverse("notices:messages"))

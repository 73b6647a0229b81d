"""The list, the page of a vote by its state, and what each role is shown and refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.decide.assembly.actions.publishing import announce_with_paper
from mulin.decide.assembly.models import Delivery, Poll
from mulin.ground.notices.models import PublicNotice
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.ids import uuid7
from tests.cast import Cast
from tests.decide.assembly.judged import again, judged
from tests.decide.assembly.world import World, voting
from tests.ground.papers.files import photo

As = Callable[[str], Client]


@pytest.fixture
def world(cast: Cast) -> World:
    return voting(cast, now=clock.now())


def page(world: World, name: str = "poll") -> str:
    return reverse(f"assembly:{name}", args=[world.poll.pk])


def text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer.content.decode()


def test_an_empty_list_says_how_to_begin(client_as: As, cast: Cast) -> None:
    told = text(client_as("community_worker"), reverse("assembly:list"))
    assert "还没有表决" in told
    assert reverse("assembly:new") in told


def test_the_list_shows_both_shares_and_the_next_step(client_as: As, world: World) -> None:
    for place in range(5):
        world.vote(place)
    told = text(client_as("street_officer"), reverse("assembly:list"))
    assert "BJ-2026-0117" in told
    assert "45.45%" in told  # 5 of 11 persons
    assert "截止" in told


def test_the_list_filters_by_state_compound_kind_and_year(client_as: As, world: World) -> None:
    client, url = client_as("street_officer"), reverse("assembly:list")
    year = clock.today().year
    inside = ("state=voting", "kind=change_common_use", f"year={year}", "q=第二次")
    outside = ("state=draft", "kind=elect_committee", f"year={year - 5}", "q=没有这次")
    for query in inside:
        assert "BJ-2026-0117" in text(client, f"{url}?{query}"), query
    for query in outside:
        assert "BJ-2026-0117" not in text(client, f"{url}?{query}"), query


def test_the_list_costs_the_same_however_many_votes(client_as: As, world: World) -> None:
    client, url = client_as("street_officer"), reverse("assembly:list")
    client.get(url)
    before = _cost_of(client, url)
    for number in range(2, 14):
        _copy(world.poll, f"BJ-2026-{number:04d}")
    assert _cost_of(client, url) == before <= 17


def _cost_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def _copy(poll: Poll, number: str) -> None:
    row = Poll.objects.of(poll.street_id).get(pk=poll.pk)
    row.pk, row.number = uuid7(), number
    row._state.adding = True
    row.save(force_insert=True)


def test_the_property_company_sees_totals_but_not_who(client_as: As, world: World) -> None:
    world.vote(0)
    told = text(client_as("property_manager"), page(world))
    assert "逐户进度只对召集人、计票人和监票人开放" in told
    assert world.entries[1].first_unit not in told


def test_the_company_concerned_is_told_why_it_sees_nothing(
    client_as: As, world: World, cast: Cast
) -> None:
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(concerns_id=cast.company.pk)
    client = client_as("property_manager")
    told = text(client, page(world), 403)
    assert "关系到您所在的单位" in told
    listed = text(client, reverse("assembly:list"))
    assert "BJ-2026-0117" not in listed
    assert "1 次表决关系到您所在的单位" in listed
    for name in ("deliveries", "prints", "notice", "result_json"):
        assert client.get(page(world, name)).status_code in {403, 404}, name


def test_a_draft_has_no_notice_to_read(client_as: As, world: World) -> None:
    """Motions that are still written are for those who write them."""
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(state=Poll.State.DRAFT)
    told = text(client_as("property_manager"), page(world, "notice"), 403)
    assert "还是草稿" in told
    assert world.motions[0].title not in told


def test_after_the_result_the_company_concerned_may_read_it(
    client_as: As, world: World, cast: Cast
) -> None:
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(concerns_id=cast.company.pk)
    world.vote(0)
    poll = judged(world)
    worker = cast.actor("community_worker", clock.today())
    announce_with_paper(poll, by=worker, now=clock.now())
    assert "未通过" in text(client_as("property_manager"), page(world))


def test_a_posted_vote_lists_everything_that_is_missing(client_as: As, world: World) -> None:
    later = clock.today() + timedelta(days=30)
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(
        state=Poll.State.POSTED, opens_on=later
    )
    client = client_as("community_worker")
    told = text(client, page(world))
    assert f"投票首日是 {later}，还没有到" in told
    assert "还没有登记张贴证明" in told
    answer = client.post(page(world, "open"), follow=True)
    assert "还不能开始投票" in answer.content.decode()
    assert again(world).state == Poll.State.POSTED


def test_posting_publishes_the_text_and_the_paper_once(client_as: As, world: World) -> None:
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(
        state=Poll.State.LOCKED, posted_on=None
    )
    client = client_as("community_worker")
    told = text(client, page(world, "notice"))
    assert "计票规则" in told
    assert "第（五）项" in told
    assert client.post(page(world, "post")).status_code == 302
    assert "已经做过" in client.post(page(world, "post"), follow=True).content.decode()
    notice = PublicNotice.objects.of(world.street).get(subject_id=world.poll.pk)
    assert notice.paper_id is not None
    assert "物业管理条例" in notice.body
    address = reverse("papers:download", args=[world.cast.yun.slug, notice.paper_id])
    assert client_as("visitor").get(address)["Content-Type"] == "application/pdf"


def test_a_posting_is_proved_once_whatever_the_clicks(client_as: As, world: World) -> None:
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(state=Poll.State.LOCKED)
    client = client_as("community_worker")
    client.post(page(world, "post"))
    once, today = str(uuid7()), clock.today().isoformat()
    typed = {"once": once, "place": "1号楼大堂公告栏", "posted_on": today}
    for _ in range(2):
        assert client.post(page(world, "prove"), typed).status_code == 302
    assert Fact.objects.of(world.street).filter(kind="NoticePosted").count() == 1
    wrong = client.post(page(world, "prove"), {"place": "", "posted_on": today, "once": uuid7()})
    assert wrong.status_code == 422
    assert 'id="posting"' in wrong.content.decode()


def test_deliveries_are_registered_for_those_ticked_and_only_once(
    client_as: As, world: World
) -> None:
    client, url = client_as("community_worker"), page(world, "deliveries")
    typed = {
        "once": str(uuid7()),
        "entries": ["1", "2", "3"],
        "method": "in_person",
        "delivered_on": clock.today().isoformat(),
        "received_by": "钱演示",
    }
    for _ in range(2):
        assert client.post(url, typed).status_code == 302
    assert Delivery.objects.of(world.street).filter(poll=world.poll, proved=True).count() == 3
    assert "没有凭证" in text(client, f"{url}?state=missing")


def test_a_delivery_by_hand_needs_a_signature_and_keeps_the_ticks(
    client_as: As, world: World
) -> None:
    client, url = client_as("community_worker"), page(world, "deliveries")
    typed = {
        "entries": ["2"],
        "method": "in_person",
        "delivered_on": clock.today().isoformat(),
        "note": "敲门两次",
    }
    answer = client.post(url, typed)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "当面送达要写签收人" in told
    assert "敲门两次" in told
    assert 'value="2" form="delivery" aria-label="选 ' in told
    assert told.count(" checked") == 1
    assert Delivery.objects.of(world.street).count() == 0
    none = client.post(url, {**typed, "entries": []})
    assert "没有选中哪一户" in none.content.decode()


def test_a_home_that_somebody_else_delivered_to_is_named_and_nothing_typed_is_lost(
    client_as: As, world: World
) -> None:
    client, url = client_as("community_worker"), page(world, "deliveries")
    first = {
        "entries": ["2"],
        "method": "in_person",
        "delivered_on": clock.today().isoformat(),
        "received_by": "钱演示",
    }
    assert client.post(url, {**first, "once": str(uuid7())}).status_code == 302
    second = {**first, "once": str(uuid7()), "entries": ["1", "2"], "received_by": "郑同住"}
    answer = client.post(url, second)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "选中的有 1 户已经登记过送达" in told
    assert "苏社区" in told
    assert "郑同住" in told
    assert told.count(" checked") == 2
    assert Delivery.objects.of(world.street).filter(poll=world.poll).count() == 1
    assert client.post(url, {**second, "entries": ["1"]}).status_code == 302


def test_a_signed_delivery_takes_its_picture_later_and_a_failed_one_its_success(
    client_as: As, world: World
) -> None:
    client, url = client_as("community_worker"), page(world, "deliveries")
    today = clock.today().isoformat()
    failed = {"entries": ["1"], "method": "failed", "delivered_on": today}
    signed = {**failed, "method": "in_person", "received_by": "钱演示"}
    for typed in (failed, signed):
        assert client.post(url, {**typed, "once": str(uuid7())}).status_code == 302
    for status in (302, 422):
        sheet = SimpleUploadedFile("sheet.jpg", photo(), "image/jpeg")
        answer = client.post(url, {**signed, "once": str(uuid7()), "photo": sheet})
        assert answer.status_code == status
    rows = Delivery.objects.of(world.street).filter(poll=world.poll)
    assert rows.filter(proved=True).count() == 2
    assert rows.filter(paper_id__isnull=False).count() == 1


def test_papers_come_as_pdf_building_by_building(client_as: As, world: World) -> None:
    client = client_as("community_worker")
    where = f"?building={world.entries[0].building_id.hex}"  # type: ignore[union-attr]
    for name in ("ballots_pdf", "register_pdf", "roll_pdf", "notice_pdf"):
        answer = client.get(page(world, name) + where)
        assert answer["Content-Type"] == "application/pdf", name
        assert answer.content.startswith(b"%PDF")
    assert client.get(page(world, "ballots_pdf")).status_code == 403


def test_voiding_needs_a_reason_and_is_told_in_public(client_as: As, world: World) -> None:
    client = client_as("community_worker")
    told = client.post(page(world, "void"), {"why": ""}, follow=True).content.decode()
    assert "没有写作废理由" in told
    client.post(page(world, "void"), {"why": "名册导入有误"})
    assert again(world).state == Poll.State.VOIDED
    assert "名册导入有误" in text(client, page(world))
    board = reverse("assembly:board", args=["BJ-2026-0117"])
    assert "名册导入有误" in text(client_as("visitor"), board)


def test_a_title_with_markup_is_text_everywhere(client_as: As, world: World) -> None:
    evil = "<script>alert(1)</script>“双引号”\"'"
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(title=evil)
    world.motions[0].title = evil
    world.motions[0].save()
    client = client_as("community_worker")
    pages = [reverse("assembly:list"), *(page(world, n) for n in ("poll", "notice", "deliveries"))]
    pages.append(reverse("assembly:board", args=["BJ-2026-0117"]))
    for url in pages:
        assert "<script>alert" not in text(client, url), url
    judged(world)
    for url in (page(world), page(world, "announcement")):
        assert "<script>alert" not in text(client, url), url


def test_the_board_is_open_to_everybody_and_says_nothing_of_drafts(
    client_as: As, world: World
) -> None:
    board = reverse("assembly:board", args=["BJ-2026-0117"])
    told = text(client_as("visitor"), board)
    assert world.poll.title in told
    assert world.entries[0].first_unit not in told
    for hidden in ({"state": Poll.State.DRAFT}, {"state": Poll.State.LOCKED}):
        Poll.objects.of(world.street).filter(pk=world.poll.pk).update(**hidden)
        assert client_as("visitor").get(board).status_code == 404


def test_a_number_of_two_streets_asks_which_is_meant(
    client_as: As, world: World, cast: Cast
) -> None:
    row = again(world)
    row.pk, row.street, row.compound = uuid7(), cast.other, cast.far.compound
    row.__dict__.pop("_home", None)
    row._state.adding = True
    row.save(force_insert=True)
    board = reverse("assembly:board", args=["BJ-2026-0117"])
    told = text(client_as("visitor"), board)
    assert cast.yun.name in told
    assert cast.other.name in told
    assert world.poll.convener in text(client_as("visitor"), f"{board}?street=yun")


def test_the_law_is_pinned_anew_only_before_voting_and_with_a_reason(
    client_as: As, world: World
) -> None:
    client, polls = client_as("community_worker"), Poll.objects.of(world.street)
    told = client.post(page(world, "repin"), {"why": "新条例施行"}, follow=True)
    assert "投票开始后不能再换" in told.content.decode()
    polls.filter(pk=world.poll.pk).update(state=Poll.State.LOCKED)
    assert "没有写理由" in client.post(page(world, "repin"), follow=True).content.decode()
    client.post(page(world, "repin"), {"why": "新条例施行"})
    fact = Fact.objects.of(world.street).filter(kind="LawRepinned").get()
    assert "新条例施行" in fact.sentence


def test_nobody_is_led_to_a_draft_that_others_write(client_as: As, world: World) -> None:
    """The list shows a draft to who may open it; the company, an auditor and the officers wait."""
    title, drafts = "还在起草的表决", Poll.objects.of(world.street).filter(pk=world.poll.pk)
    drafts.update(state=Poll.State.DRAFT, title=title)
    listed = reverse("assembly:list")
    for role in ("community_worker", "committee_chair", "street_officer"):
        assert title in text(client_as(role), listed), role
    for role in ("property_manager", "auditor", "witness", "counter_1", "owner"):
        assert title not in text(client_as(role), listed), role


def test_who_can_begin_no_vote_is_not_told_how(client_as: As, cast: Cast) -> None:
    told = text(client_as("co_owner"), reverse("assembly:list"))
    assert "现在没有您可以查看的表决" in told
    assert "发起第一次表决" not in told

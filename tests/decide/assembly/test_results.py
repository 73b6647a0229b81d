"""The result page: verdicts with their four checks, why one failed, what the law allows next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mulin.decide.assembly.actions.publishing import announce_with_paper
from mulin.decide.assembly.models import Objection, Poll
from mulin.decide.assembly.queries.after_result import what_next
from mulin.decide.assembly.queries.result_page import results_of
from mulin.decide.assembly.queries.rules import law_at
from mulin.decide.assembly.queries.stored_result import verdicts_of
from mulin.decide.assembly.queries.voter import address_of
from mulin.ground.page.templatetags.mulin import cday
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.law.compound_rules import CompoundRules
from mulin.law.questions import DecisionKind
from mulin.law.record import public_record
from mulin.law.record.decision_record import read as read_full
from mulin.law.record.decision_result import write as write_result
from mulin.portable.tally import recount
from tests.cast import Cast
from tests.decide.assembly.judged import again, judged, result_of
from tests.decide.assembly.world import ELECTION, TWO, Asked, World, voting

As = Callable[[str], Client]
ALL_AGREE = dict.fromkeys(range(11), "agree")


def page(poll: Poll, name: str = "poll") -> str:
    return reverse(f"assembly:{name}", args=[poll.pk])


def text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer.content.decode()


def announced(world: World, by: str = "community_worker") -> Poll:
    actor = world.cast.actor(by, clock.today())
    announce_with_paper(again(world), by=actor, now=clock.now())
    return again(world)


def test_a_passed_motion_shows_its_margin_in_people_and_square_metres(
    client_as: As, cast: Cast
) -> None:
    _, poll = result_of(cast, ALL_AGREE, asked=TWO[:1])
    told = text(client_as("community_worker"), page(poll))
    assert "m-verdict-done" in told
    assert told.count('m-state-done"') >= 4
    result = results_of(poll, clock.today())[0]
    assert [row.margin for row in result.rows if not row.by_area] == [11 - 8, 11 - 6]
    assert "5 人" in told
    assert result.reasons == ()
    assert result.next == ()


def test_one_who_owns_much_fails_a_motion_on_area_alone(cast: Cast) -> None:
    world = voting(cast, now=clock.now(), asked=TWO[1:])
    big = world.entries[0]
    change = 400_000 - big.area
    big.area += change
    big.save()
    unit = big.unit_rows.of(world.street).first()
    unit.area += change
    unit.save()
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(
        roll_area=world.poll.roll_area + change
    )
    world.vote(0, world.all("against"))
    for place in range(1, 11):
        world.vote(place)
    result = results_of(judged(world), clock.today())[0]
    assert not result.passed
    assert [row.check.met for row in result.rows] == [True, True, False, True]
    assert len(result.reasons) == 1
    assert result.reasons[0].startswith("同意面积")
    assert result.reasons[0].endswith("㎡")
    assert "参加的人够了，但同意的不够" in result.next[0]


def test_a_failed_quorum_says_how_far_and_what_the_law_allows(client_as: As, cast: Cast) -> None:
    _, poll = result_of(cast, dict.fromkeys(range(5), "agree"), asked=TWO[:1])
    told = text(client_as("community_worker"), page(poll))
    assert "m-verdict-no" in told
    assert "参与人数 5，需 8，差 3 人" in told
    assert "不能续投" in told
    assert "物业管理条例 第14条" in told
    assert "上海市住宅物业管理规定 第25条" in told  # who may ask for another meeting


def test_an_election_with_a_vacancy_names_the_elected_and_what_follows(
    client_as: As, cast: Cast
) -> None:
    world = voting(cast, now=clock.now(), asked=(ELECTION,))
    motion = world.motions[0]
    first, second, third = (c.pk.hex for c in motion.candidates.order_by("order"))
    for place in range(11):
        chosen = [first] if place < 9 else [second]
        world.vote(place, {motion.pk.hex: chosen})
    poll = judged(world)
    result = results_of(poll, clock.today())[0]
    assert [c.standing for c in result.candidates] == ["当选", "未当选", "未当选"]
    told = text(client_as("community_worker"), page(poll))
    assert "空缺 1 席" in told
    assert "须另行表决补选" in told
    assert "业主委员会应为" in told  # one elected is no lawful committee
    assert third


def test_nobody_elected_mentions_the_interim_committee_only_where_the_region_has_one(
    cast: Cast,
) -> None:
    _, poll = result_of(cast, {0: "agree"}, asked=(ELECTION,))
    verdict = verdicts_of(poll)[0]
    kind, rules = DecisionKind.ELECT_COMMITTEE, CompoundRules()
    beijing = what_next(verdict, kind, law_at("110000", date(2026, 3, 2)), rules)
    shanghai = what_next(verdict, kind, law_at("310000", date(2026, 3, 2)), rules)
    assert any("物业管理委员会" in sentence for sentence in beijing)
    assert not any("物业管理委员会" in sentence for sentence in shanghai)


def test_the_clause_stands_beside_the_lawful_count_and_decides_nothing(
    client_as: As, cast: Cast
) -> None:
    rules = {"silent": "follow_majority"}
    world = voting(cast, now=clock.now(), rules=rules)
    client = client_as("community_worker")
    client.post(
        page(world.poll, "deliveries"),
        {
            "once": str(uuid7()),
            "entries": [str(e.seq) for e in world.entries],
            "method": "household",
            "delivered_on": clock.today().isoformat(),
            "received_by": "家属",
        },
    )
    for place in range(6):
        world.vote(place)
    poll = judged(world)
    ordinary, weighty = results_of(poll, clock.today())
    assert not ordinary.passed
    assert ordinary.clause_differs
    assert weighty.verdict.clause is None
    assert "须从严决定" in weighty.why_no_clause
    told = text(client, page(poll))
    assert "议事规则口径（仅供参考）" in told
    assert "以法定口径为准" in told
    assert told.count("m-verdict-no") == 2
    assert "m-verdict-done" not in told


def test_the_verdict_read_back_is_the_one_on_record(cast: Cast) -> None:
    said = {n: ("agree", "against", "abstain")[n % 3] for n in range(10)}
    for asked in (TWO, (ELECTION,)):
        _, poll = result_of(cast, said, asked=asked)
        assert write_result(verdicts_of(poll)) == poll.result
        poll.number = ""
        Poll.objects.of(poll.street_id).filter(pk=poll.pk).update(number="")
        _forget(poll)


def _forget(poll: Poll) -> None:
    """Make room for the next vote over the same roll of codes."""
    Poll.objects.of(poll.street_id).filter(pk=poll.pk).update(number=uuid7().hex[:12])


def test_a_recount_says_that_it_agrees_and_alters_nothing(client_as: As, cast: Cast) -> None:
    _, poll = result_of(cast, ALL_AGREE)
    client = client_as("community_worker")
    facts = Fact.objects.of(poll.street_id).count()
    assert "与记录一致" in client.post(page(poll, "recount"), follow=True).content.decode()
    assert Fact.objects.of(poll.street_id).count() == facts
    tampered = {**poll.result, "motions": [{**m, "passed": False} for m in poll.result["motions"]]}
    Poll.objects.of(poll.street_id).filter(pk=poll.pk).update(result=tampered)
    assert "不一致" in client.post(page(poll, "recount"), follow=True).content.decode()
    assert client_as("property_manager").post(page(poll, "recount")).status_code == 403


def test_the_announcement_starts_the_period_and_only_its_end_allows_archiving(
    client_as: As, cast: Cast
) -> None:
    world, poll = result_of(cast, ALL_AGREE)
    client = client_as("community_worker")
    assert "通过" in text(client, page(poll, "announcement"))
    client.post(page(poll, "announce"))
    poll = again(world)
    assert poll.state == Poll.State.ANNOUNCED
    told = text(client, page(poll))
    assert "还没有满" in told
    assert "异议期" in client.post(page(poll, "finalise"), follow=True).content.decode()
    past = clock.today() - timedelta(days=1)
    Poll.objects.of(world.street).filter(pk=poll.pk).update(objections_until=past)
    client.post(page(poll, "finalise"))
    assert again(world).state == Poll.State.FINAL


def test_an_objection_is_taken_once_answered_once_and_holds_up_the_archive(
    client_as: As, cast: Cast
) -> None:
    world, _ = result_of(cast, ALL_AGREE)
    poll = announced(world)
    client, url = client_as("community_worker"), page(poll, "objections")
    typed = {"once": str(uuid7()), "name": "钱演示", "unit_label": "1-1-101", "text": "面积有误"}
    for _ in range(2):
        assert client.post(url, typed).status_code == 302
    objection = Objection.objects.of(world.street).get()
    empty = client.post(url, {**typed, "once": str(uuid7()), "text": ""})
    assert empty.status_code == 422
    assert "钱演示" in empty.content.decode()
    past = clock.today() - timedelta(days=1)
    Poll.objects.of(world.street).filter(pk=poll.pk).update(objections_until=past)
    assert "还有 1 件异议没有答复" in text(client, page(poll))
    answer = reverse("assembly:answer", args=[poll.pk, objection.pk])
    field = f"{objection.pk.hex}-answer"
    assert client.post(answer, {field: ""}).status_code == 422
    assert client.post(answer, {field: "已核对登记簿，无误。"}).status_code == 302
    assert client.post(answer, {field: "已核对登记簿，无误。"}).status_code == 302, "the same twice"
    other = client_as("street_officer").post(answer, {field: "另一种说法"})
    assert other.status_code == 422
    second = other.content.decode()
    assert "刚刚答复过这件异议" in second
    assert "已核对登记簿" in second
    assert "另一种说法" in second, "what the second wrote is kept, and was not sent"
    assert Objection.objects.of(world.street).get().answer == "已核对登记簿，无误。"


def test_the_public_record_is_for_everybody_after_the_announcement_and_recounts(
    client_as: As, cast: Cast
) -> None:
    world, poll = result_of(cast, ALL_AGREE)
    visitor = client_as("visitor")
    assert visitor.get(page(poll, "public_record")).status_code == 404
    assert page(poll, "public_record") not in text(client_as("community_worker"), page(poll))
    poll = announced(world)
    document = visitor.get(page(poll, "public_record")).json()
    public_record.read(document)
    recounted = recount(document)
    assert [m["passed"] for m in recounted["motions"]] == [
        m["passed"] for m in poll.result["motions"]
    ]
    board = text(visitor, reverse("assembly:board", args=[poll.number]))
    assert "公开记录" in board
    assert "异议期" in board
    assert not any(h.name in board for h in world.holders)


def test_the_full_record_needs_a_reason_that_stays_on_record(client_as: As, cast: Cast) -> None:
    world, poll = result_of(cast, ALL_AGREE)
    client, url = client_as("street_officer"), page(poll, "full_record")
    assert "没有写导出的理由" in client.post(url, {"why": ""}, follow=True).content.decode()
    document = client.post(url, {"why": "法院调取"}).json()
    read_full(document)
    assert len(document["ballots"]) == 11
    assert not any(h.name in str(document) for h in world.holders)
    told = Fact.objects.of(world.street).filter(kind="DecisionExported").get()
    assert "法院调取" in told.sentence
    refused = client_as("community_worker").post(url, {"why": "好奇"}, follow=True)
    assert "只提供给计票人、街道和审计" in refused.content.decode()


def test_papers_of_the_result_are_pdf(client_as: As, cast: Cast) -> None:
    _, poll = result_of(cast, dict.fromkeys(range(9), "agree"))
    for size in ("a4", "a3"):
        answer = client_as("community_worker").get(f"{page(poll, 'announcement_pdf')}?size={size}")
        assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("name", ["recount", "announce", "finalise", "full_record"])
def test_what_changes_something_is_no_get(client_as: As, cast: Cast, name: str) -> None:
    _, poll = result_of(cast, {0: "agree"}, asked=(Asked(),))
    assert client_as("street_officer").get(page(poll, name)).status_code == 405


def test_until_it_is_announced_a_result_is_for_those_who_carry_the_vote(
    client_as: As, cast: Cast
) -> None:
    world, poll = result_of(cast, ALL_AGREE)
    public = reverse("phone:result", args=[address_of(poll)])
    waiting = text(client_as("visitor"), public)
    assert "已经开票，正在公告" in waiting
    assert cday(clock.today()) in waiting
    assert "通过" not in waiting
    assert text(client_as("community_worker"), page(poll)).count("m-verdict-done") == 2
    for name in ("poll", "announcement", "objections", "result_json", "announcement_pdf"):
        assert client_as("owner").get(page(poll, name)).status_code == 403, name
    assert "正在办理公告" in client_as("owner").get(page(poll)).content.decode()
    poll = announced(world)
    assert "2 项通过" in text(client_as("visitor"), public)
    assert "m-verdict-done" in text(client_as("owner"), page(poll))


def test_the_company_concerned_reads_a_result_with_everybody_else(
    client_as: As, cast: Cast
) -> None:
    world, poll = result_of(cast, ALL_AGREE)
    Poll.objects.of(world.street).filter(pk=poll.pk).update(concerns=cast.company)
    assert client_as("property_manager").get(page(poll)).status_code == 403
    announced(world)
    assert "m-verdict-done" in text(client_as("property_manager"), page(poll))

"""A version is adopted or not, by the vote or a meeting; old pacts are put on record; who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from mulin.deliberate.pacts import contributions
from mulin.deliberate.pacts.actions import adopting, drafting, ending, talking
from mulin.deliberate.pacts.models import Comment, HintAnswer
from mulin.deliberate.pacts.numbering import numeral
from mulin.deliberate.pacts.queries import pacts as queries
from mulin.deliberate.pacts.queries.findings import findings_of, pairs_of
from mulin.deliberate.pacts.standards import BadStandard, kinds, parties, read_kind, read_party
from mulin.demo.photos import letter
from mulin.ground.notices.models import PublicNotice
from mulin.ground.notices.subjects import subject_behind
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.deliberate.pacts.making import asked, begun, clause, fresh, in_force, rewritten

pytestmark = pytest.mark.django_db
Act = Callable[..., Actor]


def test_a_vote_that_passed_puts_the_version_in_force_and_the_next_one_replaces_it(
    cast: Cast, chair: Actor, now: datetime
) -> None:
    first = in_force(begun(cast, chair, now), chair, now)
    assert (first.state, first.in_force_on) == ("in_force", day_of(now) + timedelta(days=8))
    assert first.text_paper is not None
    with pytest.raises(Refused, match="条款不能再改"):
        rewritten(first, "催交", "改", chair, now)
    second = begun(cast, chair, now)
    rewritten(second, "饲养动物", "遛狗牵绳，粪便随手清走。", chair, now)
    drafting.remove_clause(clause(second, "停车"), by=chair, now=now)
    before, pairs = pairs_of(fresh(second), queries.clauses_of(second))
    assert before == first
    changed = {(p.change.value, (p.after or p.before).title) for p in pairs if p.change != "same"}  # type: ignore[union-attr]
    assert changed == {("changed", "饲养动物"), ("removed", "停车")}
    in_force(second, chair, now + timedelta(days=20))
    old, new = fresh(first), fresh(second)
    assert (old.state, new.state) == ("superseded", "in_force")
    assert old.ended_on == new.in_force_on
    assert PublicNotice.objects.of(cast.yun).filter(purpose="pact_in_force").count() == 2
    ended = ending.end_pact(new, "法院判决撤销", by=chair, now=now + timedelta(days=60))
    assert (ended.state, ended.why_ended) == ("ended", "法院判决撤销")


def test_a_vote_that_failed_or_was_given_up_leaves_the_old_version_in_force(
    cast: Cast, chair: Actor, now: datetime
) -> None:
    first = in_force(begun(cast, chair, now), chair, now)
    second = begun(cast, chair, now)
    later = asked(second, chair, now)
    adopting.put_to_vote(second, uuid7(), uuid7(), by=chair, now=later)
    adopting.vote_gone(second, "表决作废", by=chair, now=later)
    assert (fresh(second).state, fresh(second).poll_id) == ("comments", None)
    adopting.put_to_vote(second, uuid7(), uuid7(), by=chair, now=later)
    adopting.voted(
        second, passed=False, on=day_of(later), how="没有过半数", paper_id=None, by=chair, now=later
    )
    assert (fresh(second).state, fresh(first).state) == ("not_adopted", "in_force")
    third = begun(cast, chair, later)
    assert third.number == 3


def test_a_covenant_is_adopted_by_a_meeting_and_a_pact_is_not(
    cast: Cast, chair: Actor, now: datetime
) -> None:
    covenant = begun(cast, chair, now, "neighbour_covenant")
    pact = begun(cast, chair, now)
    later = asked(covenant, chair, now)
    asked(pact, chair, now)

    def told(came: int = 62, agreed: int = 58, days: int = 0) -> adopting.MeetingRecord:
        day = day_of(later) - timedelta(days=days)
        return adopting.MeetingRecord(day, day, came, agreed, "居民会议举手通过")

    with pytest.raises(Refused, match="第278条"):
        adopting.adopt_by_meeting(pact, told(), None, by=chair, now=later)
    with pytest.raises(Refused, match="不用业主大会表决"):
        adopting.put_to_vote(covenant, uuid7(), uuid7(), by=chair, now=later)
    with pytest.raises(Refused, match="没有过半数"):
        adopting.adopt_by_meeting(covenant, told(62, 31), None, by=chair, now=later)
    with pytest.raises(Refused, match="日子不对"):
        adopting.adopt_by_meeting(covenant, told(days=60), None, by=chair, now=later)
    adopting.adopt_by_meeting(covenant, told(), None, by=chair, now=later)
    assert fresh(covenant).adopted_how == "居民会议举手通过：到会 62 人，同意 58 人"


def test_an_old_pact_is_put_on_record_with_its_paper_and_what_the_law_overtook_is_named(
    cast: Cast, chair: Actor, now: datetime
) -> None:
    version = begun(cast, chair, now, "procedure")
    rewritten(version, "参与表决", "业主大会应当有二分之一以上的业主参加。", chair, now)
    day = day_of(now) - timedelta(days=900)
    told = adopting.Earlier(day, day, "第一次业主大会会议表决通过")
    paper = ("决定.jpg", letter("业主大会决定", ["通过议事规则。"]))
    with pytest.raises(Refused, match="没有通过的文件"):
        adopting.note_earlier(version, told, None, by=chair, now=now)
    today = adopting.Earlier(day_of(now), day_of(now), "刚刚通过")
    with pytest.raises(Refused, match="日子不对"):
        adopting.note_earlier(version, today, paper, by=chair, now=now)
    held = adopting.note_earlier(version, told, paper, by=chair, now=now)
    assert (held.state, held.in_force_on) == ("in_force", day)
    assert held.proof is not None
    (found,) = findings_of(held, queries.clauses_of(held), day_of(now))
    assert found.finding.rule == "quorum_below_law"


def test_only_those_who_draft_draft_and_the_others_are_told_why(
    cast: Cast, chair: Actor, actor: Act, now: datetime
) -> None:
    version = begun(cast, chair, now)
    for role in ("owner", "tenant", "property_manager", "social_worker", "auditor"):
        with pytest.raises(Refused, match="起草和提请通过"):
            ending.withdraw(version, "不要了", by=actor(role), now=now)
    for role in ("other_compound_owner", "neighbour_officer"):
        with pytest.raises(Refused) as refused:
            ending.withdraw(version, "不要了", by=actor(role), now=now)
        assert refused.value.refusal.hidden
    asked(version, chair, now)
    with pytest.raises(Refused, match="只能查看"):
        talking.comment(version, None, "看看", once=uuid7(), by=actor("auditor"), now=now)
    ending.withdraw(version, "先不改了", by=chair, now=now)
    assert HintAnswer.objects.of(cast.yun).count() == 0
    assert queries.versions_for(actor("owner")).count() == 0
    assert queries.versions_for(actor("auditor")).count() == 1


def test_the_lists_cost_a_fixed_number_of_statements(
    cast: Cast, chair: Actor, now: datetime, django_assert_num_queries: Callable[..., object]
) -> None:
    version = begun(cast, chair, now)
    asked(version, chair, now)
    for at in range(3):
        talking.comment(version, None, f"意见{at}", once=uuid7(), by=chair, now=now)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        (row,) = queries.versions_for(chair)
        assert (row.said, row.unanswered) == (3, 3)
    clauses = queries.clauses_of(version)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        findings_of(fresh_row := row, clauses, day_of(now))
        assert fresh_row.pk == version.pk


def test_the_desk_is_told_whose_turn_it_is_and_finds_pacts(
    cast: Cast, chair: Actor, actor: Act, now: datetime
) -> None:
    version = begun(cast, chair, now)
    later = asked(version, chair, now)
    assert list(contributions.my_turn(chair, day_of(now))) == []
    talking.comment(version, None, "字大一点", once=uuid7(), by=actor("owner"), now=now)
    (task,) = contributions.my_turn(chair, day_of(now))
    assert "1 条意见没有答复" in task.note
    assert list(contributions.my_turn(actor("owner"), day_of(now))) == []
    one = Comment.objects.of(cast.yun).select_related("version").get()
    talking.answer_comment(one, "已放大", taken_up=True, by=chair, now=later)
    (task,) = contributions.my_turn(chair, day_of(later))
    assert "可以提请通过" in task.note
    assert [hit.title for hit in contributions.found("管理规约", actor("owner"))] == [
        "云栖苑管理规约"
    ]
    assert list(contributions.found("管理规约", actor("other_compound_owner"))) == []
    (panel,) = contributions.about_unit(cast.a.units[0], chair, day_of(now))
    assert panel.lines[0].text == "云栖苑管理规约"
    assert subject_behind(cast.yun.pk, version.pk) is not None


def test_numerals_and_every_file_of_the_folder_are_read(tmp_path: object) -> None:
    assert [numeral(n) for n in (1, 10, 12, 20, 25, 100, 105, 118)] == [
        "一", "十", "十二", "二十", "二十五", "一百", "一百零五", "一百一十八",
    ]  # fmt: skip
    assert {kind.adoption for kind in kinds().values()} == {"vote", "meeting"}
    assert all(kind.decides for kind in kinds().values() if kind.by_vote)
    assert all(duty.basis and duty.answers for p in parties().values() for duty in p.duties)
    bad = tmp_path / "bad.md"  # type: ignore[operator]
    bad.write_text("---\ntitle: 无\n---\n", encoding="utf-8")
    with pytest.raises(BadStandard, match="lacks order"):
        read_kind(bad)
    bad.write_text(
        "---\ntitle: 无\norder: 1\nsource: 无\n---\n- 一项 | 无 | 常常 | 谁\n", encoding="utf-8"
    )
    with pytest.raises(BadStandard, match="常常"):
        read_party(bad)

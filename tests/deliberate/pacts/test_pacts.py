"""A version from its template until its comments are in: every verb, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from mulin.deliberate.pacts.actions import adopting, drafting, talking
from mulin.deliberate.pacts.models import Comment, Version
from mulin.deliberate.pacts.queries import pacts as queries
from mulin.deliberate.pacts.queries.findings import findings_of
from mulin.deliberate.pacts.standards import kinds
from mulin.ground.notices.models import PublicNotice
from mulin.ground.record.models import Fact
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.deliberate.pacts.making import CUT, asked, begun, clause, fresh, in_force, rewritten

pytestmark = pytest.mark.django_db
Act = Callable[..., Actor]


def test_a_first_version_begins_from_the_template_and_once(
    cast: Cast, chair: Actor, now: datetime
) -> None:
    once = uuid7()
    for _ in range(2):
        version = drafting.begin_pact(
            cast.a.compound, "procedure", "首次制定", once=once, by=chair, now=now
        )
    assert Version.objects.of(cast.yun).count() == 1
    assert version.pact.number == "GY-2026-0001"
    titles = [one.title for one in queries.clauses_of(version)]
    assert titles == [one.title for one in kinds()["procedure"].clauses]
    assert findings_of(version, queries.clauses_of(version), day_of(now)) == []
    with pytest.raises(Refused, match="第 1 版还起草中"):
        begun(cast, chair, now, "procedure")
    with pytest.raises(Refused, match="没有这一种"):
        begun(cast, chair, now, "constitution")


def test_a_clause_against_the_law_keeps_the_version_from_the_vote(
    cast: Cast, chair: Actor, now: datetime
) -> None:
    version = begun(cast, chair, now)
    rewritten(version, "催交", CUT, chair, now)
    (found,) = findings_of(version, queries.clauses_of(version), day_of(now))
    assert (found.finding.rule, found.clause and found.clause.title) == ("utilities_cut", "催交")
    later = asked(version, chair, now)
    with pytest.raises(Refused, match=r"1 条与法律抵触.*“催交”"):
        adopting.put_to_vote(version, uuid7(), uuid7(), by=chair, now=later)
    with pytest.raises(Refused, match="写理由没有用"):
        talking.answer_hint(
            version, "utilities_cut", found.clause.pk if found.clause else None, "都这么写",
            by=chair, now=now,
        )  # fmt: skip
    rewritten(version, "催交", "逾期不支付的，可以催告。", chair, later)
    adopting.put_to_vote(version, uuid7(), uuid7(), by=chair, now=later)
    assert fresh(version).state == "voting"


def test_a_hint_wants_a_reason_on_record_for_the_words_it_was_given_for(
    cast: Cast, chair: Actor, now: datetime
) -> None:
    version = begun(cast, chair, now)
    changed = rewritten(version, "违反规约", "乱扔垃圾的，罚款二百元。", chair, now)
    later = asked(version, chair, now)
    with pytest.raises(Refused, match="1 处提示还没有说明"):
        adopting.put_to_vote(version, uuid7(), uuid7(), by=chair, now=later)
    why = "区里的示范文本这样写，律师看过"
    given = [
        talking.answer_hint(version, "fine_by_pact", changed.pk, why, by=chair, now=later)
        for _ in range(2)  # a double click
    ]
    assert given[0] == given[1]
    assert Fact.objects.of(version.street_id).filter(kind="PactHintAnswered").count() == 1
    told = Fact.objects.of(cast.yun).get(kind="PactHintAnswered").body
    assert (told["why"], told["clause"]) == (why, "违反规约")
    assert adopting.may_adopt(fresh(version), chair, day_of(later)) is None
    rewritten(version, "违反规约", "乱停车的，罚款五百元。", chair, later)
    assert "提示还没有说明" in str(adopting.may_adopt(fresh(version), chair, day_of(later)))
    with pytest.raises(Refused, match="已经没有了"):
        talking.answer_hint(version, "utilities_cut", None, "没有", by=chair, now=later)


def test_comments_are_asked_for_answered_and_the_days_run_out_before_the_vote(
    cast: Cast, chair: Actor, actor: Act, now: datetime
) -> None:
    version, owner = begun(cast, chair, now), actor("owner")
    pets = clause(version, "饲养动物")
    with pytest.raises(Refused, match="没有找到"):
        talking.comment(version, pets.pk, "怎么遛？", once=uuid7(), by=owner, now=now)
    with pytest.raises(Refused, match="还没有征求过意见"):
        adopting.put_to_vote(version, uuid7(), uuid7(), by=chair, now=now)
    with pytest.raises(Refused, match="至少 7 天"):
        talking.open_comments(version, day_of(now) + timedelta(days=6), by=chair, now=now)
    later = asked(version, chair, now)
    assert PublicNotice.objects.of(cast.yun).get(purpose="pact_comments").subject_id == version.pk
    once = uuid7()
    for _ in range(2):
        given = talking.comment(version, pets.pk, "早上七点前能遛吗", once=once, by=owner, now=now)
    assert (given.party, given.on) == ("一位业主", "饲养动物")
    talking.comment(version, None, "字大一点", once=uuid7(), by=actor("property_manager"), now=now)
    with pytest.raises(Refused, match="还没有结束"):
        adopting.put_to_vote(version, uuid7(), uuid7(), by=chair, now=now)
    with pytest.raises(Refused, match="已经结束"):
        talking.comment(version, pets.pk, "晚了", once=uuid7(), by=owner, now=later)
    with pytest.raises(Refused, match="2 条意见没有答复"):
        adopting.put_to_vote(version, uuid7(), uuid7(), by=chair, now=later)
    for one in Comment.objects.of(cast.yun).filter(version=version).select_related("version"):
        for _ in range(2):  # a double click
            talking.answer_comment(one, "已写进第七条", taken_up=True, by=chair, now=later)
    assert Fact.objects.of(cast.yun).filter(kind="PactCommentAnswered").count() == 2
    adopting.put_to_vote(version, uuid7(), uuid7(), by=chair, now=later)
    bodies = str(list(Fact.objects.of(cast.yun).values_list("body", flat=True)))
    assert owner.name not in bodies


def test_what_was_said_of_a_clause_stays_when_the_clause_goes(
    cast: Cast, chair: Actor, actor: Act, now: datetime
) -> None:
    version = begun(cast, chair, now)
    asked(version, chair, now)
    pets = clause(version, "饲养动物")
    talking.comment(version, pets.pk, "不要管", once=uuid7(), by=actor("owner"), now=now)
    drafting.remove_clause(pets, by=chair, now=now)
    (left,) = queries.comments_of(version)
    assert (left.clause_id, left.on) == (None, "饲养动物")
    with pytest.raises(Refused, match="刚被删去"):
        talking.comment(version, pets.pk, "还在吗", once=uuid7(), by=actor("owner"), now=now)


def test_a_borrowed_identifier_changes_nothing_of_another_version(
    cast: Cast, chair: Actor, now: datetime
) -> None:
    held = in_force(begun(cast, chair, now), chair, now)
    theirs = clause(held, "催交")
    other = begun(cast, chair, now, "neighbour_covenant")
    draft = drafting.ClauseDraft("催交", "欠费的，停水。")
    with pytest.raises(Refused) as refused:
        drafting.put_clause(other, draft, clause_id=theirs.pk, by=chair, now=now)
    assert refused.value.refusal.hidden
    assert clause(held, "催交").text == theirs.text


def test_a_new_clause_stands_at_the_end_of_its_chapter(
    cast: Cast, chair: Actor, now: datetime
) -> None:
    version = begun(cast, chair, now)
    draft = drafting.ClauseDraft("空调", "装在统一的机位。", "物业的使用")
    drafting.put_clause(version, draft, clause_id=uuid7(), by=chair, now=now)
    chapters = [line.chapter for line in queries.numbered(queries.clauses_of(version))]
    assert [c.split("　")[1] for c in chapters if c] == [
        "总则", "物业的使用", "费用和维护", "相邻关系和责任", "附则",
    ]  # fmt: skip


def test_clauses_move_by_one_and_stay_at_the_ends(cast: Cast, chair: Actor, now: datetime) -> None:
    version = begun(cast, chair, now, "neighbour_covenant")
    first, second = queries.clauses_of(version)[:2]
    drafting.move_clause(first, up=True, by=chair, now=now)
    drafting.move_clause(second, up=True, by=chair, now=now)
    assert [one.pk for one in queries.clauses_of(version)[:2]] == [second.pk, first.pk]

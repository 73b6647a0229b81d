"""From what a resident brings up to what he says of it: every verb, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from mulin.deliberate.meetings.actions import ending
from mulin.deliberate.meetings.actions import issues as verbs
from mulin.deliberate.meetings.actions.attending import (
    confirm_attendance,
    note_attendance,
    sign_in,
)
from mulin.deliberate.meetings.actions.calling import Call, call_meeting, drop_meeting, name_format
from mulin.deliberate.meetings.actions.concluding import (
    Conclusion,
    Job,
    conclude_meeting,
    finish_assignment,
    publish_result,
)
from mulin.deliberate.meetings.models import Assignment, Issue, Meeting, Support
from mulin.deliberate.meetings.queries import issues as issue_queries
from mulin.deliberate.meetings.queries import meetings as queries
from mulin.ground.notices.models import PublicNotice
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Act = Callable[..., Actor]
PARTIES = (("社区居民委员会", True), ("居民代表", True), ("物业服务企业", False))


def raised(cast: Cast, by: Actor, now: datetime, title: str = "三号楼旁晾衣架") -> Issue:
    return verbs.raise_issue(
        cast.a.compound, title, "老人多，没地方晒被子。", "resident", once=uuid7(), by=by, now=now
    )


def called(cast: Cast, issues: list[Issue], by: Actor, now: datetime, **more: Any) -> Meeting:
    call = Call(
        format="coordination",
        title="晾衣架怎么装",
        place="活动室",
        starts_at=more.get("at", now + timedelta(days=6)),
        convener="云溪一社区",
        parties=PARTIES,
    )
    return call_meeting(cast.a.compound, call, issues, once=uuid7(), by=by, now=now)


def everybody_came(meeting: Meeting, by: Actor, now: datetime) -> None:
    for party in queries.parties_of(meeting):
        note_attendance(meeting, party.pk, f"{party.name}来人", by=by, now=now)


def conclusion(meeting: Meeting, outcome: str = "agreed", touches: str = "", **more: Any) -> Any:
    party = queries.parties_of(meeting)[2]
    due = more.get("due", day_of(meeting.starts_at) + timedelta(days=10))
    jobs = (Job(party.pk, "装两组晾衣架", due),) if outcome == "agreed" else ()
    told = Conclusion(outcome, "装在东侧草坪边。", touches, jobs)
    return {item.pk: told for item in queries.items_of(meeting)}


def held(cast: Cast, issue: Issue, by: Actor, now: datetime, **more: Any) -> Meeting:
    meeting = called(cast, [issue], by, now)
    then = meeting.starts_at + timedelta(hours=1)
    everybody_came(meeting, by, then)
    told = conclusion(meeting, **more)
    return conclude_meeting(meeting, "各方都同意。", told, by=by, now=then)


def fresh(issue: Issue) -> Issue:
    found: Issue = Issue.objects.of(issue.street_id).get(pk=issue.pk)
    return found


def test_it_is_walked_from_a_resident_s_word_to_his_last_word(
    cast: Cast, actor: Act, now: datetime
) -> None:
    owner, clerk = actor("owner"), actor("community_worker")
    issue = raised(cast, owner, now)
    verbs.support(issue, by=actor("co_owner"), now=now)
    meeting = held(cast, issue, clerk, now)
    then = meeting.starts_at + timedelta(hours=2)
    publish_result(meeting, by=clerk, now=then)
    line = Assignment.objects.of(cast.yun).get(issue=issue)
    finish_assignment(line, "装好了，验过", by=clerk, now=then + timedelta(days=3))
    assert fresh(issue).state == Issue.State.CARRIED_OUT
    ending.feed_back(issue, "两组晾衣架已装好。", by=clerk, now=then + timedelta(days=4))
    ending.evaluate(issue, 5, "方便", by=owner, now=then + timedelta(days=5))
    done = ending.close_issue(issue, "装好了", by=clerk, now=then + timedelta(days=5))
    assert done.state == Issue.State.CLOSED
    purposes = PublicNotice.objects.of(cast.yun).order_by("id").values_list("purpose", flat=True)
    assert list(purposes) == ["meeting_call", "meeting_result", "issue_feedback"]


def test_the_raiser_has_the_last_word(cast: Cast, actor: Act, now: datetime) -> None:
    owner, clerk = actor("owner"), actor("community_worker")
    issue = raised(cast, owner, now)
    meeting = held(cast, issue, clerk, now)
    then = meeting.starts_at + timedelta(days=1)
    finish_assignment(Assignment.objects.of(cast.yun).get(), "装了", by=clerk, now=then)
    ending.feed_back(issue, "装了。", by=clerk, now=then)
    with pytest.raises(Refused, match="还没有评价"):
        ending.close_issue(issue, "好了", by=clerk, now=then)
    ending.evaluate(issue, 4, "", by=actor("co_owner"), now=then)
    ending.evaluate(issue, 2, "装歪了", by=owner, now=then)
    with pytest.raises(Refused, match="不满意"):
        ending.close_issue(issue, "好了", by=clerk, now=then + timedelta(days=60))
    again = ending.take_up_again(issue, "装歪了，重装", by=clerk, now=then)
    assert again.state == Issue.State.COLLECTED
    assert issue_queries.opinion_of(again).count == 0


def test_who_keeps_silent_is_waited_for_and_then_it_may_be_closed(
    cast: Cast, actor: Act, now: datetime
) -> None:
    clerk = actor("community_worker")
    issue = raised(cast, actor("owner"), now)
    meeting = held(cast, issue, clerk, now)
    then = meeting.starts_at + timedelta(days=1)
    finish_assignment(Assignment.objects.of(cast.yun).get(), "装了", by=clerk, now=then)
    ending.feed_back(issue, "装了。", by=clerk, now=then)
    with pytest.raises(Refused):
        ending.close_issue(issue, "好了", by=clerk, now=then + timedelta(days=10))
    closed = ending.close_issue(issue, "好了", by=clerk, now=then + timedelta(days=20))
    assert closed.state == Issue.State.CLOSED


def test_a_meeting_cannot_decide_what_owners_vote_on(cast: Cast, actor: Act, now: datetime) -> None:
    clerk = actor("community_worker")
    issue = raised(cast, actor("owner"), now, "用维修资金修屋顶")
    meeting = called(cast, [issue], clerk, now)
    then = meeting.starts_at
    everybody_came(meeting, clerk, then)
    agreed = conclusion(meeting, touches="use_maintenance_fund")
    with pytest.raises(Refused, match=r"民法典第278条第（五）项"):
        conclude_meeting(meeting, "都同意", agreed, by=clerk, now=then)
    unnamed = conclusion(meeting, "to_the_owners")
    with pytest.raises(Refused, match="没有选是哪一项"):
        conclude_meeting(meeting, "都同意", unnamed, by=clerk, now=then)
    named = conclusion(meeting, "to_the_owners", "use_maintenance_fund")
    conclude_meeting(meeting, "都同意表决", named, by=clerk, now=then)
    assert fresh(issue).state == Issue.State.TO_THE_OWNERS


def test_without_enough_parties_nothing_is_concluded_and_the_issues_wait_again(
    cast: Cast, actor: Act, now: datetime
) -> None:
    clerk = actor("community_worker")
    issue = raised(cast, actor("owner"), now)
    meeting = called(cast, [issue], clerk, now)
    parties = queries.parties_of(meeting)
    note_attendance(meeting, parties[1].pk, "居民甲", by=clerk, now=meeting.starts_at)
    note_attendance(meeting, parties[2].pk, "物业乙", by=clerk, now=meeting.starts_at)
    assert queries.quorum_of(meeting).came == 2
    with pytest.raises(Refused, match="社区居民委员会"):  # more than half, but one must come
        conclude_meeting(meeting, "谈了", conclusion(meeting), by=clerk, now=meeting.starts_at)
    drop_meeting(meeting, "社区没来", no_quorum=True, by=clerk, now=meeting.starts_at)
    assert fresh(issue).state == Issue.State.COLLECTED
    second = called(cast, [fresh(issue)], clerk, now)
    assert second.state == Meeting.State.CALLED


def test_half_of_the_parties_is_not_more_than_half(cast: Cast, actor: Act, now: datetime) -> None:
    clerk = actor("community_worker")
    issue = raised(cast, actor("owner"), now)
    call = Call(
        "hearing", "听证", "活动室", now + timedelta(days=6), "社区",
        (("甲", False), ("乙", False), ("丙", False), ("丁", False)),
    )  # fmt: skip
    meeting = call_meeting(cast.a.compound, call, [issue], once=uuid7(), by=clerk, now=now)
    for party in queries.parties_of(meeting)[:2]:
        note_attendance(meeting, party.pk, f"{party.name}来人", by=clerk, now=meeting.starts_at)
    assert not queries.quorum_of(meeting).met
    third = queries.parties_of(meeting)[2]
    note_attendance(meeting, third.pk, "丙来人", by=clerk, now=meeting.starts_at)
    assert queries.quorum_of(meeting).met


def test_a_name_typed_at_the_door_counts_once_the_clerk_vouches(
    cast: Cast, actor: Act, now: datetime
) -> None:
    clerk = actor("community_worker")
    meeting = called(cast, [raised(cast, actor("owner"), now)], clerk, now)
    party = queries.parties_of(meeting)[0]
    with pytest.raises(Refused, match="现在不能签到"):
        sign_in(meeting, party.pk, "赵演示", by=None, now=now)
    at = meeting.starts_at - timedelta(hours=1)
    row = sign_in(meeting, party.pk, "赵演示", by=None, now=at)
    assert sign_in(meeting, party.pk, "赵演示", by=None, now=at).pk == row.pk
    assert queries.quorum_of(meeting).came == 0
    confirm_attendance(meeting, row.pk, by=clerk, now=at)
    assert queries.quorum_of(meeting).came == 1
    known = sign_in(meeting, queries.parties_of(meeting)[1].pk, "", by=actor("owner"), now=at)
    assert known.confirmed_at is not None


def test_namesakes_of_two_parties_are_two_people_and_an_account_speaks_for_one(
    cast: Cast, actor: Act, now: datetime
) -> None:
    meeting = called(cast, [raised(cast, actor("owner"), now)], actor("community_worker"), now)
    at = meeting.starts_at
    first, second, _third = queries.parties_of(meeting)
    one = sign_in(meeting, first.pk, "王演示", by=None, now=at)
    other = sign_in(meeting, second.pk, "王演示", by=None, now=at)
    assert one.pk != other.pk
    owner = actor("owner")
    known = sign_in(meeting, second.pk, "", by=owner, now=at)
    assert sign_in(meeting, first.pk, "", by=owner, now=at).pk == known.pk
    assert queries.quorum_of(meeting).came == 1


def test_alike_issues_are_shown_and_merged_with_their_supporters(
    cast: Cast, actor: Act, now: datetime
) -> None:
    first = raised(cast, actor("owner"), now, "东门晚上灯太暗")
    second = raised(cast, actor("co_owner"), now, "东门的灯晚上太暗了")
    other = raised(cast, actor("owner"), now, "电梯里放广告")
    assert issue_queries.alike(second) == [first]
    assert other not in issue_queries.alike(second)
    verbs.support(first, by=actor("co_owner"), now=now)
    merged = verbs.merge_issue(second, first, by=actor("community_worker"), now=now)
    assert merged.state == Issue.State.MERGED
    assert Support.objects.of(cast.yun).filter(issue=first).count() == 2  # nobody twice
    with pytest.raises(Refused):
        verbs.merge_issue(first, second, by=actor("community_worker"), now=now)


def test_an_agreement_says_who_does_what_until_when(cast: Cast, actor: Act, now: datetime) -> None:
    clerk = actor("community_worker")
    meeting = called(cast, [raised(cast, actor("owner"), now)], clerk, now)
    everybody_came(meeting, clerk, meeting.starts_at)
    item = queries.items_of(meeting)[0]
    empty = {item.pk: Conclusion("agreed", "装。")}
    with pytest.raises(Refused, match="没有写谁办"):
        conclude_meeting(meeting, "好", empty, by=clerk, now=meeting.starts_at)
    gone = conclusion(meeting, due=day_of(meeting.starts_at) - timedelta(days=1))
    with pytest.raises(Refused, match="没有写全"):
        conclude_meeting(meeting, "好", gone, by=clerk, now=meeting.starts_at)
    with pytest.raises(Refused, match="没有选结果"):
        conclude_meeting(meeting, "好", {}, by=clerk, now=meeting.starts_at)
    with pytest.raises(Refused, match="还没有开始"):
        conclude_meeting(meeting, "好", conclusion(meeting), by=clerk, now=now)


def test_who_may_do_what(cast: Cast, actor: Act, now: datetime) -> None:
    issue = raised(cast, actor("owner"), now)
    for role in ("other_compound_owner", "neighbour_officer"):
        with pytest.raises(Refused) as refused:
            verbs.support(issue, by=actor(role), now=now)
        assert refused.value.refusal.hidden
    with pytest.raises(Refused, match="居民本人"):
        verbs.support(issue, by=actor("street_officer"), now=now)
    with pytest.raises(Refused, match="只能查看"):
        raised(cast, actor("auditor"), now)
    with pytest.raises(Refused):
        called(cast, [issue], actor("owner"), now)
    with pytest.raises(Refused, match="由街道统一"):
        name_format("hearing", "恳谈会", "", offered=True, by=actor("community_worker"), now=now)


def test_a_street_names_its_meetings_and_old_ones_keep_their_name(
    cast: Cast, actor: Act, now: datetime
) -> None:
    officer = actor("street_officer")
    before = called(cast, [raised(cast, actor("owner"), now)], officer, now)
    name_format("coordination", "恳谈会", "有分歧时开", offered=True, by=officer, now=now)
    after = called(cast, [raised(cast, actor("owner"), now, "门口快递柜太挤")], officer, now)
    assert (before.form, after.form) == ("协调会", "恳谈会")
    assert queries.format_named(cast.other.pk, "coordination").title == "协调会"


def test_the_same_form_twice_is_one_issue_and_one_meeting(
    cast: Cast, actor: Act, now: datetime
) -> None:
    owner, clerk, once = actor("owner"), actor("community_worker"), uuid7()
    place = cast.a.compound
    made = [
        verbs.raise_issue(place, "停水告知", "", "resident", once=once, by=owner, now=now)
        for _ in range(2)
    ]
    assert made[0].pk == made[1].pk
    call = Call("hearing", "听证", "室", now + timedelta(days=6), "社区", PARTIES)
    token = uuid7()
    twice = [call_meeting(place, call, [made[0]], once=token, by=clerk, now=now) for _ in range(2)]
    assert twice[0].pk == twice[1].pk
    assert Meeting.objects.of(cast.yun).count() == 1

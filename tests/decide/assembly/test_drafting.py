"""A draft from its first screen to the lock: nothing typed is lost, no click counts twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mulin.decide.assembly.forms_drafting import BasicsForm
from mulin.decide.assembly.models import (
    Candidate,
    Motion,
    Poll,
    PollOfficer,
    RollEntry,
    RulesOfProcedure,
)
from mulin.decide.assembly.motion_templates import TEMPLATES
from mulin.decide.assembly.queries.costs import preview
from mulin.decide.assembly.queries.drafting import dates_of
from mulin.decide.assembly.queries.rules import law_at
from mulin.ground.estate.models import Compound, Unit
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.words import Said
from mulin.law.compound_rules import CompoundRules
from mulin.law.questions import DecisionKind
from tests.cast import Cast

As = Callable[[str], Client]


@pytest.fixture
def client(client_as: As) -> Client:
    return client_as("community_worker")


def basics(**more: Any) -> dict[str, Any]:
    opens = clock.today() + timedelta(days=40)
    return {
        "title": "2026 年第三次业主大会会议",
        "convener": "云栖苑业主委员会",
        "contact_name": "苏社区",
        "contact_phone": "021-00000011",
        "opens_on": opens.isoformat(),
        "closes_on": (opens + timedelta(days=19)).isoformat(),
        "closes_hour": "24:00",
        "return_place": "1 号楼大堂",
        "concerns": "",
        "reminders": "3、7",
        **more,
    }


def begin(client: Client, cast: Cast, **more: Any) -> Poll:
    once = uuid7()
    typed = {"once": str(once), "compound": cast.a.compound.pk.hex, **basics(**more)}
    answer = client.post(reverse("assembly:new"), typed)
    assert answer.status_code == 302, answer.content.decode()[:600]
    return Poll.objects.of(cast.yun).select_related("compound").get(pk=once)  # type: ignore[no-any-return]


def to(poll: Poll, name: str, *more: Any) -> str:
    return reverse(f"assembly:{name}", args=[poll.pk, *more])


def motion_of(**more: Any) -> dict[str, Any]:
    return {
        "kind": "use_maintenance_fund",
        "title": "更换电梯",
        "text": "两台",
        "scope": "compound",
        "payment": "maintenance_fund",
        "cost": "100,000.01",
        **more,
    }


def rules_typed(**more: str) -> dict[str, str]:
    typed = {
        key: {True: "yes", False: "no", None: "none_"}.get(value, str(value))  # type: ignore[call-overload]
        for key, value in CompoundRules().to_json().items()
    }
    return {**typed, **more}


def test_a_double_click_begins_one_vote(client: Client, cast: Cast) -> None:
    typed = {"once": str(uuid7()), "compound": cast.a.compound.pk.hex, **basics()}
    for _ in range(2):
        assert client.post(reverse("assembly:new"), typed).status_code == 302
    assert Poll.objects.of(cast.yun).count() == 1
    assert Fact.objects.of(cast.yun).filter(kind="PollDrafted").count() == 1


def test_what_was_typed_survives_an_error(client: Client, cast: Cast) -> None:
    wrong = basics(closes_on="2020-01-01", reminders="天天", title="大会<b>")
    typed = {"once": str(uuid7()), "compound": cast.a.compound.pk.hex, **wrong}
    answer = client.post(reverse("assembly:new"), typed)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "投票末日早于首日" in told
    assert "投票开始后的第几天" in told
    assert "大会&lt;b&gt;" in told
    assert "021-00000011" in told
    assert Poll.objects.of(cast.yun).count() == 0


def test_more_than_three_reminders_are_refused() -> None:
    form = BasicsForm(basics(reminders="1、2、3、4"))
    assert not form.is_valid()
    assert "最多提醒三次" in str(form.errors["reminders"])
    form = BasicsForm(basics(reminders="7，3、3"))
    assert form.is_valid()
    assert form.draft().reminder_days == (3, 7)


def test_midnight_is_kept_as_the_next_days_beginning(client: Client, cast: Cast) -> None:
    poll = begin(client, cast)
    last = clock.today() + timedelta(days=59)
    assert poll.closes_at == clock.end_of(last)
    assert BasicsForm.initial_of(poll)["closes_on"] == last
    assert BasicsForm.initial_of(poll)["closes_hour"] == "24:00"
    client.post(to(poll, "basics"), basics(closes_hour="18:00"))
    poll = Poll.objects.of(cast.yun).get(pk=poll.pk)
    assert BasicsForm.initial_of(poll)["closes_hour"] == "18:00"
    assert BasicsForm.initial_of(poll)["closes_on"] == last


def test_the_dates_are_derived_while_somebody_types(client: Client, cast: Cast) -> None:
    url = reverse("assembly:dates")
    query = {"compound": cast.a.compound.pk.hex, "opens_on": "2026-06-30"}
    told = client.get(url, query).content.decode()
    assert "2026-06-15" in told
    assert "物业管理条例 第14条" in told
    for slip in ("没有", "0001-01-01", "9999-12-31"):
        told = client.get(url, {**query, "opens_on": slip})
        assert told.status_code == 200, slip
        assert "最迟公示日" not in told.content.decode(), slip


def test_the_bounds_of_the_period_come_from_the_region() -> None:
    hangzhou = dates_of(
        law_at("330100", date(2026, 3, 2)), date(2026, 6, 1), date(2026, 6, 3), date(2026, 3, 2)
    )
    assert any("5日" in bound and "第20条" in bound for bound in hangzhou.bounds)
    assert hangzhou.days == 3


def test_the_property_company_cannot_begin_a_vote(client_as: As) -> None:
    answer = client_as("property_manager").get(reverse("assembly:new"))
    assert answer.status_code == 403
    assert "物业服务企业不是业主大会的召集人" in answer.content.decode()


def test_every_matter_has_a_template_and_every_template_fits_the_form(
    client: Client, cast: Cast
) -> None:
    assert {t.kind for t in TEMPLATES} == set(DecisionKind)
    poll = begin(client, cast)
    told = client.get(to(poll, "motions")).content.decode()
    assert told.count("民法典 第278条") == 9
    assert told.count("四分之三以上") == 3
    for number, template in enumerate(TEMPLATES):
        form = client.get(f"{to(poll, 'motion_new')}?template={number}").context["form"]
        assert form["title"].value() == template.title
        assert len(template.title) <= 160


def test_a_motion_is_written_once_and_changed_in_place(client: Client, cast: Cast) -> None:
    poll = begin(client, cast)
    typed = motion_of(once=str(uuid7()))
    for _ in range(2):
        client.post(to(poll, "motion_new"), typed)
    motion = Motion.objects.of(cast.yun).get(poll=poll)
    assert motion.cost == 10_000_001
    client.post(to(poll, "motion", motion.pk), motion_of(title="更换两台电梯"))
    assert Motion.objects.of(cast.yun).get(poll=poll).title == "更换两台电梯"
    client.post(to(poll, "motion_remove", motion.pk))
    assert Motion.objects.of(cast.yun).filter(poll=poll).count() == 0


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"cost": "一万"}, "金额写成数字"),
        ({"cost": ""}, "请写金额"),
        ({"scope": "buildings"}, "请在图上选出"),
        ({"by_seats": "on", "seats": "5"}, "只有第（三）项可以是选举"),
        ({"kind": "elect_committee", "by_seats": "on"}, "应选人数"),
        ({"kind": "elect_committee", "by_seats": "on", "seats": "4"}, "第20条"),
    ],
)
def test_a_motion_that_does_not_fit_is_refused_in_words(
    client: Client, cast: Cast, change: dict[str, str], sentence: str
) -> None:
    poll = begin(client, cast)
    answer = client.post(to(poll, "motion_new"), motion_of(**change))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Motion.objects.of(cast.yun).filter(poll=poll).count() == 0


def test_a_by_election_may_fill_any_number_of_seats(client: Client, cast: Cast) -> None:
    poll = begin(client, cast)
    change = {"kind": "elect_committee", "by_seats": "on", "seats": "2", "by_election": "on"}
    client.post(to(poll, "motion_new"), motion_of(payment="none", cost="", **change))
    assert Motion.objects.of(cast.yun).get(poll=poll).seats == 2


def test_the_preview_splits_to_the_fen_over_the_chosen_building(client: Client, cast: Cast) -> None:
    first = cast.a.buildings[0].pk.hex
    split = preview(cast.a.compound, 100_000_01, "buildings", [first])
    assert (split.units, split.total) == (6, 100_000_01)
    poll = begin(client, cast)
    query = {"scope": "buildings", "buildings": first, "cost": "100000.01"}
    told = client.get(to(poll, "preview"), query).content.decode()
    assert "100,000.01 元" in told
    assert "6 套" in told
    Unit.objects.of(cast.yun).filter(building_id=cast.a.buildings[0].pk).update(voting_area=0)
    assert "没有登记面积" in client.get(to(poll, "preview"), query).content.decode()


def election(client: Client, cast: Cast) -> tuple[Poll, Motion]:
    poll = begin(client, cast)
    change = {"kind": "elect_committee", "by_seats": "on", "seats": "5"}
    client.post(to(poll, "motion_new"), motion_of(payment="none", cost="", **change))
    return poll, Motion.objects.of(cast.yun).get(poll=poll)


def test_any_owner_may_stand_and_a_bar_is_a_cited_question(client: Client, cast: Cast) -> None:
    poll, motion = election(client, cast)
    owner = cast.a.owners[3]
    listed = client.get(f"{to(poll, 'candidates', motion.pk)}?who=演示").content.decode()
    assert "任何业主都可以参选或被推荐" in listed
    assert owner.name not in listed
    assert (
        owner.name
        in client.get(f"{to(poll, 'candidates', motion.pk)}?who={owner.name}").content.decode()
    )
    url = to(poll, "candidate", motion.pk, owner.pk)
    typed = {"standing": "街道建议（仅供参考）", "bar": "illegal_building"}
    assert client.post(url, typed).status_code == 422
    told = {**typed, "bar_note": "一楼天井搭建", "bar_answer": "已拆除"}
    for _ in range(2):
        assert client.post(url, told).status_code == 302
    candidate = Candidate.objects.of(cast.yun).get(motion=motion)
    assert candidate.bar.startswith("违法搭建：")
    assert "第20条" in candidate.bar_source
    assert client.get(url).context["form"]["bar"].value() == "illegal_building"
    client.post(to(poll, "withdraw", motion.pk, owner.pk))
    assert Candidate.objects.of(cast.yun).filter(motion=motion).count() == 0


def test_somebody_who_owns_nothing_here_is_no_candidate(client: Client, cast: Cast) -> None:
    poll, motion = election(client, cast)
    url = to(poll, "candidate", motion.pk, cast.persons["tenant"].pk)
    answer = client.post(url, {"standing": "本人自荐"})
    assert answer.status_code == 422
    assert "不是本小区的业主" in answer.content.decode()


def test_a_rule_that_differs_needs_its_clause(client: Client, cast: Cast) -> None:
    poll = begin(client, cast)
    typed = rules_typed(silent="follow_majority", proxy_limit="number")
    answer = client.post(to(poll, "rules"), typed)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "写最多代理几户" in told
    assert 'value="follow_majority" checked' in told
    assert "要写本小区议事规则的条款" in told
    typed |= {
        "proxy_limit_number": "3",
        "proxy_limit_source": "议事规则第20条",
        "silent_source": "议事规则第19条",
    }
    assert client.post(to(poll, "rules"), typed).status_code == 302
    poll = Poll.objects.of(cast.yun).get(pk=poll.pk)
    assert (poll.rules["silent"], poll.rules["proxy_limit"]) == ("follow_majority", 3)
    assert poll.rule_sources["silent"] == "议事规则第19条"
    again = client.get(to(poll, "rules")).content.decode()
    assert 'value="3"' in again
    assert "议事规则第20条" in again


def test_where_parking_never_counts_the_choice_is_refused_with_the_article(
    client: Client, cast: Cast
) -> None:
    cast.a.compound.region = "330200"
    cast.a.compound.save()
    poll = begin(client, cast)
    typed = rules_typed(parking_counts="yes", parking_counts_source="议事规则第8条")
    answer = client.post(to(poll, "rules"), typed)
    assert answer.status_code == 422
    assert "本地规定车位不计票" in answer.content.decode()


def test_phone_votes_say_what_they_are_worth_here(client: Client, cast: Cast) -> None:
    poll = begin(client, cast)
    told = client.get(to(poll, "rules")).content.decode()
    assert "只作意向征询" in told
    assert "需本地复核" in told
    client.post(to(poll, "rules"), rules_typed(online_counts="on", online_basis="议事规则第21条"))
    poll = Poll.objects.of(cast.yun).get(pk=poll.pk)
    assert poll.online_counts
    client.post(to(poll, "basics"), basics(title="改了名称"))
    poll = Poll.objects.of(cast.yun).get(pk=poll.pk)
    assert poll.online_counts  # another screen's answer is kept
    assert poll.rule_sources["online"] == "议事规则第21条"


def test_people_of_the_company_concerned_cannot_count(client: Client, cast: Cast) -> None:
    poll = begin(client, cast, concerns=cast.company.pk.hex)
    person = cast.persons["property_manager"]
    typed = {"duty": "counter", "standing": "", "person": str(person.pk)}
    answer = client.post(to(poll, "officers"), typed)
    assert answer.status_code == 422
    assert "在本次表决所涉及的单位任职" in answer.content.decode()
    assert "没有选人" in client.post(to(poll, "officers"), {"duty": "counter"}).content.decode()
    assert PollOfficer.objects.of(cast.yun).filter(poll=poll).count() == 0


def test_an_officer_is_named_once_and_may_be_replaced(client: Client, cast: Cast) -> None:
    poll = begin(client, cast)
    typed = {"duty": "counter", "person": str(cast.persons["counter_1"].pk)}
    for _ in range(2):
        assert client.post(to(poll, "officers"), typed).status_code == 302
    officer = PollOfficer.objects.of(cast.yun).get(poll=poll)
    assert officer.standing.endswith("计票人")
    assert Fact.objects.of(cast.yun).filter(kind="OfficerNamed").count() == 1
    client.post(to(poll, "release", officer.pk))
    assert PollOfficer.objects.of(cast.yun).filter(poll=poll).count() == 0


def complete(client: Client, cast: Cast) -> Poll:
    poll = begin(client, cast)
    client.post(to(poll, "motion_new"), motion_of())
    for role, duty in (("counter_1", "counter"), ("counter_2", "counter"), ("witness", "witness")):
        client.post(to(poll, "officers"), {"duty": duty, "person": str(cast.persons[role].pk)})
    return poll


def test_the_lock_lists_everything_that_stands_in_the_way(client: Client, cast: Cast) -> None:
    poll = begin(client, cast, opens_on=(clock.today() + timedelta(days=2)).isoformat())
    Unit.objects.of(cast.yun).filter(pk=cast.a.units[0].pk).update(voting_area=0)
    told = client.get(to(poll, "lock")).content.decode()
    for sentence in (
        "还没有表决事项",
        "计票人只有 0 名",
        "还没有监票人",
        "太近",
        "1 套没有专有部分面积",
    ):
        assert sentence in told, sentence
    assert 'data-m-open="lock"' not in told
    refused = client.post(to(poll, "lock"), follow=True).content.decode()
    assert "还不能锁定" in refused
    assert Poll.objects.of(cast.yun).get(pk=poll.pk).is_draft


def test_a_complete_draft_is_locked_with_its_roll(client: Client, cast: Cast) -> None:
    poll = complete(client, cast)
    told = client.get(to(poll, "lock")).content.decode()
    assert 'data-m-open="lock"' in told
    assert "11 人" in told
    client.post(to(poll, "lock"))
    poll = Poll.objects.of(cast.yun).get(pk=poll.pk)
    assert poll.state == Poll.State.LOCKED
    assert RollEntry.objects.of(cast.yun).filter(poll=poll).count() == 11
    for name in ("basics", "rules", "lock"):
        answer = client.get(to(poll, name))
        assert answer.status_code == 403
        assert "不能再改" in answer.content.decode()


def test_a_draft_really_goes(client: Client, cast: Cast) -> None:
    poll = complete(client, cast)
    client.post(to(poll, "discard"))
    assert Poll.objects.of(cast.yun).count() == 0
    assert Motion.objects.of(cast.yun).count() == 0


def test_adopted_rules_fill_the_next_draft(client: Client, cast: Cast) -> None:
    url = reverse("assembly:rules_of", args=[cast.a.compound.pk])
    assert "还没有登记" in client.get(url).content.decode()
    typed = {
        **rules_typed(revote="first", revote_source="议事规则第23条"),
        "adopted_on": "2026-01-10",
        "once": str(uuid7()),
    }
    for _ in range(2):
        assert client.post(url, typed).status_code == 302
    assert RulesOfProcedure.objects.of(cast.yun).count() == 1
    poll = begin(client, cast)
    assert poll.rules["revote"] == "first"
    assert poll.rule_sources["revote"] == "议事规则第23条"
    newer = {**rules_typed(), "adopted_on": "2026-02-01", "once": str(uuid7())}
    client.post(url, newer)
    told = client.get(url).content.decode()
    assert "2026-02-01 起不再适用" in told
    assert told.count("现行") == 1
    late = {**newer, "adopted_on": (clock.today() + timedelta(days=1)).isoformat()}
    assert "在今天以后" in client.post(url, {**late, "once": str(uuid7())}).content.decode()


def test_owners_may_read_the_rules_but_not_register_them(client_as: As, cast: Cast) -> None:
    url = reverse("assembly:rules_of", args=[cast.a.compound.pk])
    owner = client_as("owner")
    assert owner.get(url).status_code == 200
    typed = {**rules_typed(), "adopted_on": "2026-01-10", "once": str(uuid7())}
    assert owner.post(url, typed).status_code in {403, 404}
    assert RulesOfProcedure.objects.of(cast.yun).count() == 0


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("paper", "才有表决票可录"),
        ("ceremony", "先定好计票人和监票人"),
        ("codes", "先锁定名册"),
        ("own_vote", "开票以后"),
        ("deliveries", "锁定以后再登记"),
        ("roll", "在底册里核对房屋和业主"),
        ("prints", "锁定以后再打印"),
    ],
)
def test_what_a_draft_has_no_use_for_says_what_to_do_first(
    client: Client, cast: Cast, name: str, first: str
) -> None:
    answer = client.get(to(begin(client, cast), name))
    assert answer.status_code == 403
    told = answer.content.decode()
    assert "锁定" in told
    assert first in told


def test_two_windows_on_one_draft_cover_up_nothing(client: Client, cast: Cast) -> None:
    """The stale one is told what is kept now, keeps what was typed, and may then have its way."""
    poll = begin(client, cast)
    url = to(poll, "basics")
    seen = client.get(url).context["seen"]
    assert client.post(url, basics(title="先改的", seen=seen)).status_code == 302
    stale = client.post(url, basics(convener="后改的召集人", seen=seen))
    told = stale.content.decode()
    assert stale.status_code == 422
    assert "您打开这页以后，这份草稿又改过" in told
    assert "<li>名称：先改的</li>" in told
    assert "后改的召集人" in told
    assert Poll.objects.of(cast.yun).get(pk=poll.pk).title == "先改的"
    sent_twice = client.post(url, basics(title="先改的", seen=seen))
    assert sent_twice.status_code == 302
    again = basics(convener="后改的召集人", seen=stale.context["seen"])
    assert client.post(url, again).status_code == 302
    assert Poll.objects.of(cast.yun).get(pk=poll.pk).convener == "后改的召集人"


def test_rules_changed_in_another_window_are_told(client: Client, cast: Cast) -> None:
    poll = begin(client, cast)
    url = to(poll, "rules")
    seen = client.get(url).context["seen"]
    first = rules_typed(parking_counts="yes", parking_counts_source="议事规则第9条", seen=seen)
    assert client.post(url, first).status_code == 302
    stale = client.post(url, rules_typed(revote="first", revote_source="议事规则第7条", seen=seen))
    assert stale.status_code == 422
    assert any("车位" in label for label, _ in stale.context["stored"])
    assert Poll.objects.of(cast.yun).get(pk=poll.pk).rules["parking_counts"] is True


def test_a_motion_changed_or_removed_in_another_window(client: Client, cast: Cast) -> None:
    poll = begin(client, cast)
    client.post(to(poll, "motion_new"), motion_of(once=str(uuid7())))
    motion = Motion.objects.of(cast.yun).get(poll=poll)
    url = to(poll, "motion", motion.pk)
    seen = client.get(url).context["seen"]
    tower = cast.a.buildings[0].pk.hex
    client.post(url, motion_of(scope="buildings", buildings=[tower], seen=seen))
    stale = client.post(url, motion_of(title="更换两台电梯", seen=seen))
    assert stale.status_code == 422
    assert {label for label, _ in stale.context["stored"]} == {"表决事项", "由谁表决"}
    client.post(to(poll, "motion_remove", motion.pk))
    gone = client.post(url, motion_of(title="更换两台电梯", seen=seen))
    assert gone.status_code == 422
    assert "在别处删去了" in gone.content.decode()
    assert "更换两台电梯" in gone.content.decode()
    again = motion_of(title="更换两台电梯", seen=gone.context["seen"], once=str(uuid7()))
    assert client.post(url, again).status_code == 302
    assert Motion.objects.of(cast.yun).get(poll=poll).title == "更换两台电梯"


def test_what_is_locked_is_what_was_looked_at(client: Client, cast: Cast) -> None:
    """Another window, or the register, changes while somebody reads the screen of the lock."""
    poll = begin(client, cast)
    client.post(to(poll, "motion_new"), motion_of(once=str(uuid7())))
    seen = client.get(to(poll, "lock")).context["seen"]
    motion = Motion.objects.of(cast.yun).get(poll=poll)
    client.post(to(poll, "motion", motion.pk), motion_of(cost="200,000"))
    told = client.post(to(poll, "lock"), {"seen": seen}, follow=True)
    assert "草稿或底册又改过了，没有锁定" in told.content.decode()
    unit = cast.a.units[0]
    now_seen = told.context["seen"]
    assert now_seen != seen
    Unit.objects.of(cast.yun).filter(pk=unit.pk).update(voting_area=unit.voting_area + 1)
    told = client.post(to(poll, "lock"), {"seen": now_seen}, follow=True)
    assert "草稿或底册又改过了，没有锁定" in told.content.decode()
    last = client.post(to(poll, "lock"), {"seen": told.context["seen"]}, follow=True)
    assert "又改过了" not in last.content.decode()


def test_an_officer_of_a_street_without_compounds_is_told_what_comes_first(
    cast: Cast, client_as: As
) -> None:
    Compound.objects.of(cast.yun).update(ended_on=clock.today())
    told = client_as("street_officer").get(reverse("assembly:new"))
    assert told.status_code == 403
    assert "请先登记小区、导入名册" in told.content.decode()


def test_bounds_and_their_sources_are_said_once_and_in_the_readers_language() -> None:
    chengdu = dates_of(
        law_at("510100", date(2026, 3, 2)), date(2026, 6, 1), date(2026, 6, 20), date(2026, 3, 2)
    )
    for bound in chengdu.bounds:
        assert bound.count("取系统默认值") == 1, bound
        assert isinstance(bound, Said), bound

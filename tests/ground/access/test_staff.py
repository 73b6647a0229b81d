"""People come, go on leave and leave: one account for several streets, deputies, handing over."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mulin.decide.assembly.models import Poll
from mulin.ground.access import actions, actions_staff
from mulin.ground.access.models import Account, Deputy, JoinCode, Membership
from mulin.ground.estate.models import Appointment, Organisation
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, Role
from tests import isolation
from tests.cast import SINCE, Cast, _person, stable_id

Act = Callable[..., Actor]
As = Callable[[str], Client]


def colleague(cast: Cast, name: str = "杜同事", role: Role = Role.STREET_OFFICER) -> Membership:
    """Somebody else of the street office, with an account; the post is a lesser one."""
    office = Organisation.objects.of(cast.yun).get(kind=Organisation.Kind.STREET_OFFICE)
    person = _person(cast.yun, name, name)
    person.save(force_insert=True)
    Appointment(
        id=stable_id("post", name),
        street=cast.yun,
        person=person,
        organisation=office,
        role=role,
        title="科员",
        valid_from=SINCE,
    ).save(force_insert=True)
    account = Account.objects.create_user(f"x{len(name)}{role.value}", "synthetic-pass-7")
    made = Membership(street=cast.yun, account=account, person=person, valid_from=SINCE)
    made.save(force_insert=True)
    return made


def test_one_account_joins_a_second_street_by_a_code_its_holder_gives(
    cast: Cast, client_as: As
) -> None:
    holder, officer = client_as("owner"), client_as("neighbour_officer")
    shown = holder.post(reverse("access:join_code")).content.decode()
    code = re.search(r"data-join-code>([^<]+)<", shown)
    assert code is not None
    assert code[1] not in str(list(JoinCode.objects.values_list("digest", flat=True)))
    url = reverse("access:join", args=[cast.far.owners[4].pk])
    assert "加入码" in officer.get(url).content.decode()
    wrong = officer.post(url, {"code": "AAAA-AAAA-AAAA"})
    assert wrong.status_code == 422
    assert "加入码不对" in wrong.content.decode()
    assert "AAAA-AAAA-AAAA" in wrong.content.decode()
    done = officer.post(url, {"code": code[1].lower().replace("-", " ")})
    assert done.status_code == 302
    streets = {m.street_id for m in Membership.objects.filter(account=cast.accounts["owner"])}
    assert streets == {cast.yun.pk, cast.other.pk}
    assert JoinCode.objects.count() == 0
    switch = holder.get(reverse("access:switch")).content.decode()
    assert "远山街道" in switch
    assert "云溪街道" in switch


def test_a_code_is_good_once_and_for_three_days(cast: Cast, actor: Act, now: datetime) -> None:
    code = actions_staff.new_join_code(cast.accounts["owner"], now=now)
    officer = actor("neighbour_officer")
    with pytest.raises(Refused, match="过期"):
        actions_staff.join_by_code(cast.far.owners[4], code, by=officer, now=now + timedelta(4))
    newer = actions_staff.new_join_code(cast.accounts["owner"], now=now)
    with pytest.raises(Refused, match="加入码不对"):
        actions_staff.join_by_code(cast.far.owners[4], code, by=officer, now=now)
    actions_staff.join_by_code(cast.far.owners[4], newer, by=officer, now=now)
    with pytest.raises(Refused, match="用过"):
        actions_staff.join_by_code(cast.far.owners[5], newer, by=officer, now=now)


def test_who_left_comes_back_with_the_same_account(cast: Cast, client_as: As) -> None:
    officer, left = client_as("street_officer"), cast.memberships["leaver"]
    page = officer.get(reverse("access:account", args=[left.pk])).content.decode()
    assert "重新开通" in page
    url = reverse("access:reopen", args=[left.pk])
    officer.post(url, {"why": ""})
    assert not Membership.objects.get(pk=left.pk).holds_on(clock.today())
    officer.post(url, {"why": "借调期满返回"})
    again = Membership.objects.get(pk=left.pk)
    assert again.holds_on(clock.today())
    assert Fact.objects.latest("id").kind == "MembershipReopened"
    assert client_as("leaver").get(reverse("access:accounts")).status_code == 403


def test_an_account_that_left_can_join_the_same_person_again_by_code(
    cast: Cast, actor: Act, now: datetime
) -> None:
    by, mine = actor("street_officer"), cast.memberships["owner"]
    actions.end_membership(mine, "已搬走", by=by, now=now)
    code = actions_staff.new_join_code(cast.accounts["owner"], now=now)
    again = actions_staff.join_by_code(cast.persons["owner"], code, by=by, now=now)
    assert again.pk == mine.pk
    assert again.holds_on(date(2026, 3, 2))


def test_who_leaves_sees_nothing_and_his_posts_go_to_a_colleague(cast: Cast, client_as: As) -> None:
    other, officer = colleague(cast), client_as("street_officer")
    heir = colleague(cast, "石接任", Role.AUDITOR)
    leaver = Client()
    leaver.force_login(other.account)
    assert leaver.get(reverse("access:accounts")).status_code == 200
    url = reverse("access:leave", args=[other.pk])
    page = officer.get(url).content.decode()
    assert "科员" in page
    assert "许物业" in page
    assert officer.post(url, {"successor": heir.pk, "why": ""}).status_code == 422
    assert officer.post(url, {"successor": heir.pk, "why": "调离街道"}).status_code == 302
    for address in ("access:accounts", "estate:units", "record:facts", "assembly:list"):
        assert leaver.get(reverse(address)).status_code in {302, 403, 404}
    assert "云栖苑" not in leaver.get("/").content.decode()
    took = Client()
    took.force_login(heir.account)
    assert took.get(reverse("access:accounts")).status_code == 200
    kinds = list(Fact.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["PostsHandedOver", "MembershipEnded"]


def test_elected_posts_end_and_go_to_nobody(cast: Cast, actor: Act, now: datetime) -> None:
    heir = colleague(cast)
    taken = actions_staff.leave(
        cast.memberships["committee_chair"], heir, "辞职", by=actor("street_officer"), now=now
    )
    assert taken == 0
    chair = Appointment.objects.of(cast.yun).get(id=stable_id("appointment", "committee_chair"))
    assert chair.valid_to == date(2026, 3, 1)


def test_a_deputy_has_the_posts_of_who_is_away_and_loses_them_after(
    cast: Cast, actor: Act, now: datetime, today: date
) -> None:
    deputy = colleague(cast, "杜同事", Role.AUDITOR)
    cast.accounts["deputy"], cast.persons["deputy"] = deputy.account, deputy.person
    cast.memberships["deputy"] = deputy
    assert not actor("deputy").has(Role.STREET_OFFICER)
    actions_staff.name_deputy(
        cast.memberships["street_officer"],
        deputy,
        since=today,
        until=today + timedelta(6),
        why="年休假",
        by=actor("street_officer"),
        now=now,
    )
    acting = actor("deputy")
    assert acting.has(Role.STREET_OFFICER)
    assert acting.post == "云溪街道办事处（演示） 科员（代云溪街道办事处（演示） 物业科科长）"
    assert not actor("deputy", on=today + timedelta(7)).has(Role.STREET_OFFICER)
    assert not actor("deputy", on=today - timedelta(1)).has(Role.STREET_OFFICER)
    assert actor("street_officer").has(Role.STREET_OFFICER)
    fact = Fact.objects.get()
    assert fact.kind == "DeputyNamed"
    assert "杜同事" not in str(fact.body)


def test_a_deputy_is_ended_early_and_with_the_post_that_ends(
    cast: Cast, actor: Act, now: datetime, today: date
) -> None:
    deputy = colleague(cast, "杜同事", Role.AUDITOR)
    cast.accounts["deputy"], cast.persons["deputy"] = deputy.account, deputy.person
    cast.memberships["deputy"] = deputy
    by, away = actor("street_officer"), cast.memberships["street_officer"]
    row = actions_staff.name_deputy(
        away, deputy, since=today, until=today + timedelta(20), why="产假", by=by, now=now
    )
    post = Appointment.objects.of(cast.yun).filter(person=away.person)
    post.update(valid_to=today + timedelta(2))
    assert not actor("deputy", on=today + timedelta(3)).has(Role.STREET_OFFICER)
    actions_staff.end_deputy(row, away, "提前回岗", by=by, now=now)
    assert not actor("deputy").has(Role.STREET_OFFICER)
    with pytest.raises(Refused, match="已经结束"):
        actions_staff.end_deputy(
            Deputy.objects.of(cast.yun).select_related("away", "deputy").get(),
            away,
            "再来一次",
            by=by,
            now=now,
        )


def test_only_colleagues_stand_in_and_never_for_elected_posts(
    cast: Cast, actor: Act, now: datetime, today: date
) -> None:
    by = actor("street_officer")
    days = {"since": today, "until": today + timedelta(3), "why": "休假", "by": by, "now": now}
    with pytest.raises(Refused, match="同一单位"):
        actions_staff.name_deputy(
            cast.memberships["street_officer"], cast.memberships["property_manager"], **days
        )
    with pytest.raises(Refused, match="同一单位"):
        actions_staff.name_deputy(
            cast.memberships["committee_chair"], cast.memberships["counter_1"], **days
        )


def test_leave_has_an_end_and_is_covered_once(
    cast: Cast, actor: Act, now: datetime, today: date
) -> None:
    deputy, other = colleague(cast), colleague(cast, "石接任", Role.AUDITOR)
    away, by = cast.memberships["street_officer"], actor("street_officer")

    def name(who: Membership, since: date, until: date) -> None:
        actions_staff.name_deputy(away, who, since=since, until=until, why="休假", by=by, now=now)

    with pytest.raises(Refused, match="最长 92 天"):
        name(deputy, today, today + timedelta(93))
    with pytest.raises(Refused, match="早于第一天"):
        name(deputy, today, today - timedelta(1))
    name(deputy, today, today + timedelta(5))
    with pytest.raises(Refused, match="已由杜同事代理"):
        name(other, today + timedelta(5), today + timedelta(9))
    name(other, today + timedelta(6), today + timedelta(9))


def test_leave_is_arranged_on_the_page_of_the_account(cast: Cast, client_as: As) -> None:
    deputy, officer = colleague(cast), client_as("street_officer")
    away, today = cast.memberships["street_officer"], clock.today()
    url = reverse("access:deputy", args=[away.pk])
    assert "杜同事" in officer.get(url).content.decode()
    said = {"deputy": deputy.pk, "since": today, "until": today + timedelta(3), "why": "年休假"}
    assert officer.post(url, said).status_code == 302
    page = officer.get(reverse("access:account", args=[away.pk])).content.decode()
    assert "代理中" in page
    row = Deputy.objects.of(cast.yun).get()
    end = reverse("access:end_deputy", args=[away.pk, row.pk])
    assert officer.post(end, {"why": "提前回岗"}).status_code == 302
    page = officer.get(reverse("access:account", args=[away.pk])).content.decode()
    assert "代理中" not in page


@pytest.mark.parametrize("role", ["community_worker", "owner", "auditor", "property_manager"])
def test_only_street_officers_arrange_who_comes_and_goes(
    cast: Cast, actor: Act, now: datetime, today: date, role: str
) -> None:
    by, mine, other = actor(role), cast.memberships["tenant"], cast.memberships["street_officer"]
    code = actions_staff.new_join_code(cast.accounts["neighbour_owner"], now=now)
    for verb in (
        lambda: actions_staff.join_by_code(cast.a.owners[5], code, by=by, now=now),
        lambda: actions_staff.reopen_membership(cast.memberships["leaver"], "x", by=by, now=now),
        lambda: actions_staff.leave(mine, None, "x", by=by, now=now),
        lambda: actions_staff.name_deputy(
            mine, other, since=today, until=today, why="x", by=by, now=now
        ),
    ):
        with pytest.raises(Refused, match="街道工作人员"):
            verb()
    assert Fact.objects.count() == 0


def test_who_leaves_is_reminded_of_duties_that_name_him(cast: Cast, client_as: As) -> None:
    isolation.EXAMPLES["officer_id"](cast)
    mine = cast.memberships["counter_1"].pk
    page = client_as("street_officer").get(reverse("access:leave", args=[mine]))
    assert "云栖苑演示表决：计票人" in page.content.decode()
    Poll.objects.of(cast.yun).update(state=Poll.State.FINAL)
    page = client_as("street_officer").get(reverse("access:leave", args=[mine]))
    assert "云栖苑演示表决" not in page.content.decode()

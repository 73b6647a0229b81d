"""The group that prepares an election: named from the register, held against the law, in the papers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from mulin.ground.estate.models import Ownership
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from mulin.procedures.actions.grouping import Named, member_left, name_member
from mulin.procedures.actions.opening import end_procedure, open_procedure
from mulin.procedures.filling import Asked, values_of
from mulin.procedures.models import GroupMember, Procedure
from mulin.procedures.queries.groups import group_of
from tests.cast import Cast
from tests.procedures.test_pages import text

As = Callable[..., Actor]
ClientAs = Callable[[str], Client]


@pytest.fixture
def officer(actor: As) -> Actor:
    return actor("street_officer", on=clock.today())


@pytest.fixture
def reelection(cast: Cast, officer: Actor) -> Procedure:
    cast.yun.region = "310000"
    cast.yun.save(update_fields=["region"])
    day = clock.today().replace(year=clock.today().year + 2, day=1)
    return open_procedure(
        "reelection", cast.a.compound, day, once=uuid7(), by=officer, now=clock.now()
    )


def homes(cast: Cast) -> list[tuple[str, str]]:
    """Owners with their rooms, as the register has them."""
    rows = Ownership.objects.of(cast.yun).filter(
        unit__compound=cast.a.compound, person__isnull=False, valid_to__isnull=True
    )
    return list(rows.order_by("unit__order").values_list("person__name", "unit__label"))


def named(procedure: Procedure, by: Actor, *people: Named) -> list[GroupMember]:
    now = clock.now()
    return [name_member(procedure, one, once=uuid7(), by=by, now=now) for one in people]


def test_a_group_is_named_checked_and_stands_in_its_announcement(
    cast: Cast, reelection: Procedure, officer: Actor
) -> None:
    (first, room), (second, other) = homes(cast)[:2]
    named(
        reelection,
        officer,
        Named("刘示例", "street", leads=True),
        Named("方示例", "residents_committee"),
        Named(first, "owner", room),
    )
    group = group_of(reelection)
    assert group is not None
    assert not group.sound  # one owner of three
    assert [c.text for c in group.checks if not c.met] == ["业主代表 1 / 3，应占半数以上"]
    named(reelection, officer, Named(second, "owner", other), Named("钱示例", "developer"))
    assert "没有建设单位的人" in [c.text for c in group_of(reelection).checks if not c.met]  # type: ignore[union-attr]
    developer = reelection.group_members.get(side="developer")
    member_left(reelection, developer.pk, "本地不许", by=officer, now=clock.now())
    asked = Asked(reelection, "form_group", "group_notice", "公告", clock.today())
    listed = values_of(asked, "")["成员"]
    assert listed[0] == {"姓名": "刘示例", "职务": "组长（街道代表）"}
    assert len(listed) == 4


def test_nobody_is_an_owner_by_saying_so(
    cast: Cast, reelection: Procedure, officer: Actor, actor: As
) -> None:
    name, room = homes(cast)[0]
    for bad, why in (
        (Named(name, "owner"), "没有写房号"),
        (Named("路人甲", "owner", room), "业主没有"),
        (Named(name, "owner", "99-9-999"), "业主没有"),
        (Named(" ", "other"), "没有写姓名"),
    ):
        with pytest.raises(Refused, match=why):
            named(reelection, officer, bad)
    named(reelection, officer, Named(name, "owner", room, leads=True))
    with pytest.raises(Refused, match="已在名单上"):
        named(reelection, officer, Named(name, "owner", room))
    with pytest.raises(Refused, match="已经有一位组长"):
        named(reelection, officer, Named("刘示例", "street", leads=True))
    with pytest.raises(Refused):
        named(reelection, actor("committee_chair", on=clock.today()), Named("甲", "other"))
    end_procedure(reelection, "不办了", void=True, by=officer, now=clock.now())
    with pytest.raises(Refused, match="已经结束"):
        named(reelection, officer, Named("甲", "other"))


def test_the_street_names_the_group_on_the_page_and_owners_read_it(
    cast: Cast, reelection: Procedure, client_as: ClientAs
) -> None:
    office, there = (
        client_as("street_officer"),
        reverse("procedures:group_name", args=[reelection.pk]),
    )
    here = reverse("procedures:procedure", args=[reelection.pk])
    assert f'href="{there}"' in text(office.get(here))
    bad = office.post(there, {"once": str(uuid7()), "side": "owner", "name": "甲", "room": "9-9-9"})
    assert bad.status_code == 422
    assert "业主没有" in text(bad)
    form = {"once": str(uuid7()), "side": "street", "name": "刘示例", "leads": "on"}
    assert office.post(there, form).status_code == 302
    assert office.post(there, form).status_code == 302  # a second click
    member = GroupMember.objects.of(cast.yun).get()
    page = text(client_as("owner").get(here))
    assert "刘示例" in page
    assert "1 人，应为单数" in page
    assert there not in page
    assert client_as("owner").get(there).status_code == 403
    step = text(office.get(reverse("procedures:step", args=[reelection.pk, "form_group"])))
    assert "刘示例" in step
    out = reverse("procedures:group_leave", args=[reelection.pk, member.pk])
    assert office.post(out, {"why": ""}).status_code == 422
    assert office.post(out, {"why": "调离"}).status_code == 302
    assert "刘示例退出：调离" not in text(client_as("owner").get(here))  # names are masked in facts

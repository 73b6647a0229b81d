"""Matters as files: duplicates merged and parted, split, linked, handed over, taken up again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from mulin.deliberate.meetings.models import Issue
from mulin.discover.intake.actions.gathering import link_matter
from mulin.discover.patrols.actions.filing import join_matter
from mulin.ground.estate.models import Organisation
from mulin.ground.matters.actions import close, move_stage, open_matter
from mulin.ground.matters.actions_files import (
    hand_over,
    link_matters,
    merge_matter,
    part_matter,
    split_off,
    unlink_matters,
)
from mulin.ground.matters.contributions import my_turn
from mulin.ground.matters.models import Matter
from mulin.ground.matters.permissions import may_carry, may_see_matter
from mulin.ground.matters.queries import matters_for, merged_into, stage_counts
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.discover.intake.telling import raised
from tests.isolation import grids, meetings, patrols

Act = Callable[..., Actor]
As = Callable[[str], Client]


def opened(cast: Cast, by: Actor, now: datetime, title: str = "外墙渗水") -> Matter:
    return open_matter(cast.a.compound, title, "discover", by=by, now=now, once=uuid7())


def page(client: Client, matter: Matter) -> str:
    return client.get(reverse("matters:matter", args=[matter.pk])).content.decode()


def test_a_duplicate_goes_on_with_the_other_and_its_work_is_seen_there(
    cast: Cast, actor: Act, client_as: As, now: datetime
) -> None:
    officer, web = actor("street_officer"), client_as("street_officer")
    kept, double = opened(cast, officer, now), opened(cast, officer, now, "墙上漏水")
    ticket = raised(cast, actor("owner"), now)
    link_matter(ticket, double, by=officer, now=now)
    answer = web.post(
        reverse("matters:merge", args=[double.pk]),
        {"number": kept.number.lower(), "why": "同一处渗水"},
    )
    assert answer["Location"] == reverse("matters:matter", args=[kept.pk])
    shown = page(web, kept)
    assert ticket.number in shown
    assert double.number in shown
    assert "同一处渗水" in shown
    assert f"{kept.number} {kept.title}" in page(web, double)
    assert sum(stage_counts(matters_for(officer)).values()) == 1
    with pytest.raises(Refused, match="已经并入另一件"):
        move_stage(double, "decide", "走错了", by=officer, now=now)
    part_matter(double, "不是同一处", by=officer, now=now)
    double.refresh_from_db()
    assert (double.merged_into_id, double.stage) == (None, "discover")
    assert ticket.number not in page(web, kept)


def test_matters_merge_in_one_step_only_and_never_in_a_ring(
    cast: Cast, actor: Act, now: datetime
) -> None:
    officer = actor("street_officer")
    a, b, c = (opened(cast, officer, now, t) for t in "甲乙丙")
    merge_matter(a, b, "重复", by=officer, now=now)
    merge_matter(b, c, "重复", by=officer, now=now)
    a.refresh_from_db()
    assert a.merged_into_id == c.pk
    for one, into in ((c, a), (c, c), (c, b)):
        with pytest.raises(Refused):
            merge_matter(one, into, "重复", by=officer, now=now)
    with pytest.raises(Refused, match="没有写理由"):
        merge_matter(c, opened(cast, officer, now, "丁"), " ", by=officer, now=now)


def test_a_part_becomes_a_matter_of_its_own_and_takes_its_work_along(
    cast: Cast, actor: Act, client_as: As, now: datetime
) -> None:
    officer, web = actor("street_officer"), client_as("street_officer")
    old, stays = opened(cast, officer, now), raised(cast, actor("owner"), now)
    goes, hazard = raised(cast, actor("owner"), now), patrols.hazard(cast)
    issue, report = meetings.issue(cast), grids.net_report(cast)
    for ticket in (stays, goes):
        link_matter(ticket, old, by=officer, now=now)
    join_matter(hazard, old, by=officer, now=now)
    for row in (issue, report):
        row.matter = old
        row.save(update_fields=["matter"])
    sent = {
        "title": "电梯另外办",
        "why": "两回事",
        "pieces": [str(row.pk) for row in (goes, hazard, issue, report)],
        "once": str(uuid7()),
    }
    for _again in range(2):
        answer = web.post(reverse("matters:split", args=[old.pk]), sent)
        assert answer.status_code == 302, answer.content.decode()
    made = Matter.objects.of(cast.yun).get(split_from=old)
    for row in (goes, hazard, issue, report, stays):
        row.refresh_from_db()
    assert {row.matter_id for row in (goes, hazard, issue, report)} == {made.pk}
    assert stays.matter_id == old.pk
    assert made.number in page(web, old)
    assert old.number in page(web, made)
    with pytest.raises(Refused, match="不能带走"):
        split_off(old, "别的", [uuid7()], "乱填", once=uuid7(), by=officer, now=now)
    assert Matter.objects.of(cast.yun).filter(split_from=old).count() == 1


def test_what_has_to_do_with_each_other_leads_to_each_other_until_it_is_undone(
    cast: Cast, actor: Act, client_as: As, now: datetime
) -> None:
    officer, web = actor("street_officer"), client_as("street_officer")
    one, other = opened(cast, officer, now, "外墙"), opened(cast, officer, now, "屋面")
    link_matters(one, other, "同一笔维修资金", by=officer, now=now)
    link_matters(other, one, "再说一次", by=officer, now=now)
    for here, there in ((one, other), (other, one)):
        text = page(web, here)
        assert reverse("matters:matter", args=[there.pk]) in text
        assert "同一笔维修资金" in text
    unlink_matters(other, one, by=officer, now=now)
    assert reverse("matters:matter", args=[other.pk]) not in page(web, one)


def test_a_matter_is_handed_over_with_a_reason_and_waits_on_the_new_offices_first_page(
    cast: Cast, actor: Act, client_as: As, now: datetime
) -> None:
    officer, chair = actor("street_officer"), actor("committee_chair")
    matter = opened(cast, officer, now)
    assert list(my_turn(chair, now.date())) == []
    with pytest.raises(Refused, match="没有写理由"):
        hand_over(matter, cast.a.committee, "", by=officer, now=now)
    with pytest.raises(Refused, match="不能交给"):
        hand_over(matter, cast.company, "请修", by=officer, now=now)
    web = client_as("street_officer")
    sent = {"organisation": str(cast.a.committee.pk), "why": "请业委会牵头征求意见"}
    assert web.post(reverse("matters:hand", args=[matter.pk]), sent).status_code == 302
    assert [task.url for task in my_turn(chair, now.date())] == [
        reverse("matters:matter", args=[matter.pk])
    ]
    assert "请业委会牵头征求意见" in page(web, matter)
    close(matter, "征求完了", by=chair, now=now)
    assert list(my_turn(chair, now.date())) == []


def test_a_closed_matter_is_taken_up_again_with_a_reason_and_its_work_hangs_on_it_still(
    cast: Cast, actor: Act, client_as: As, now: datetime
) -> None:
    officer, web = actor("street_officer"), client_as("street_officer")
    matter, ticket = opened(cast, officer, now), raised(cast, actor("owner"), now)
    link_matter(ticket, matter, by=officer, now=now)
    close(matter, "修好了", by=officer, now=now)
    with pytest.raises(Refused, match="已经办结"):
        split_off(matter, "另外", [], "再说", once=uuid7(), by=officer, now=now)
    bad = web.post(reverse("matters:move", args=[matter.pk]), {"stage": "deliver", "why": ""})
    assert bad.status_code == 422
    good = {"stage": "deliver", "why": "又漏了"}
    assert web.post(reverse("matters:move", args=[matter.pk]), good).status_code == 302
    matter.refresh_from_db()
    assert (matter.stage, matter.closed_on) == ("deliver", None)
    assert ticket.number in page(web, matter)


@pytest.mark.parametrize("verb", ["merge", "part", "split", "link", "unlink", "hand"])
def test_auditors_and_strangers_do_nothing_with_files(
    cast: Cast, actor: Act, client_as: As, now: datetime, verb: str
) -> None:
    officer = actor("street_officer")
    matter, other = opened(cast, officer, now), opened(cast, officer, now, "屋面")
    there = reverse(f"matters:{verb}", args=[matter.pk])
    sent = {"number": other.number, "why": "试试", "title": "试", "once": str(uuid7())}
    before = Matter.objects.of(cast.yun).count()
    for role, codes in (("auditor", (403, 422)), ("owner", (404,)), ("neighbour_officer", (404,))):
        answer = client_as(role).post(there, {**sent, "organisation": str(cast.a.committee.pk)})
        assert answer.status_code in codes, role
    matter.refresh_from_db()
    assert (matter.merged_into_id, matter.holder_id) == (None, None)
    assert Matter.objects.of(cast.yun).count() == before


def test_a_topic_is_opened_from_a_matter_and_never_in_one_that_is_not_the_persons(
    cast: Cast, actor: Act, client_as: As, now: datetime
) -> None:
    officer = actor("street_officer")
    mine = opened(cast, officer, now)
    far = open_matter(cast.b.compound, "别处", "discover", by=officer, now=now, once=uuid7())
    there = f"{reverse('meetings:issue_new')}?matter={mine.pk}&compound={cast.a.compound.pk}"
    assert there.replace("&", "&amp;") in page(client_as("street_officer"), mine)
    sent = {
        "compound": str(cast.a.compound.pk),
        "title": "怎样修",
        "text": "",
        "source": "community",
    }
    for matter in (mine, far):
        chair = client_as("committee_chair")
        address = f"{reverse('meetings:issue_new')}?matter={matter.pk}"
        assert chair.post(address, {**sent, "once": str(uuid7())}).status_code == 302
    found = list(Issue.objects.of(cast.yun).order_by("id").values_list("matter_id", flat=True))
    assert found == [mine.pk, None]


def test_who_was_handed_a_matter_of_the_street_reads_it_and_not_what_lies_elsewhere(
    cast: Cast, actor: Act, client_as: As, now: datetime
) -> None:
    officer = actor("street_officer")
    street = open_matter(None, "全街道外墙", "discover", by=officer, now=now, once=uuid7())
    far = open_matter(cast.b.compound, "别处外墙", "discover", by=officer, now=now, once=uuid7())
    merge_matter(far, street, "同一批", by=officer, now=now)
    office = Organisation(
        street_id=cast.yun.pk, kind=Organisation.Kind.RESIDENTS_COMMITTEE, name="云上居委会"
    )
    office.save(force_insert=True)
    community = actor("community_worker")
    grant = replace(community.grants[0], organisation_id=office.pk)
    keeper = replace(community, grants=(grant,))
    assert may_see_matter(keeper, street) is not None
    hand_over(street, office, "请牵头", by=officer, now=now)
    street.refresh_from_db()
    assert may_carry(keeper, street) is None
    assert merged_into(keeper, street) == []
    assert merged_into(officer, street) == [far]
    assert street in matters_for(keeper)

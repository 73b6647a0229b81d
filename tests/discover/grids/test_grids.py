"""The net: a head for a stairwell, what has nobody, a report from the phone to a matter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mulin.discover.grids.actions import Place, appoint_to_net, release_from_net
from mulin.discover.grids.models import NetReport, Post
from mulin.discover.grids.queries import covers, party_words, without_head
from mulin.ground.estate.models import Appointment, Grid, Organisation, Person, Stairwell
from mulin.ground.matters.models import Matter
from mulin.ground.record.models import Fact
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.discover.campaigns.flooding import photo

Who = Callable[..., Actor]
As = Callable[[str], Client]


def headed(cast: Cast, person: Person, by: Actor, now: datetime, building: int = 0) -> Post:
    """The person becomes the head of the building's only stairwell."""
    stair = Stairwell.objects.of(cast.yun).get(building=cast.a.buildings[building])
    place = Place("stairwell_head", stairwell=stair)
    since = day_of(now) - timedelta(days=1)
    return appoint_to_net(
        place, person, since=since, party_member="yes", once=uuid7(), by=by, now=now
    )


def test_a_stairwell_has_one_head_and_the_register_holds_the_post(
    cast: Cast, actor: Who, now: datetime
) -> None:
    worker, owner = actor("community_worker"), cast.persons["owner"]
    with pytest.raises(Refused, match="社区任命"):
        headed(cast, owner, actor("committee_chair"), now)
    made = headed(cast, owner, worker, now)
    assert made.appointment.title == "1号楼1单元长"
    with pytest.raises(Refused, match="已由"):
        headed(cast, cast.persons["co_owner"], worker, now)
    houses, stairs = without_head(cast.a.compound)
    assert (len(houses), len(stairs)) == (2, 1)
    cover = covers([cast.a.compound.pk], cast.yun.pk)[cast.a.compound.pk]
    assert (cover.stairs_headed, cover.stairs, cover.full) == (1, 2, False)
    assert str(party_words(Post.objects.of(cast.yun))) == "人少，不统计"
    release_from_net(made, "搬家", by=worker, now=now)
    row = Appointment.objects.of(cast.yun).get(pk=made.appointment_id)
    assert row.valid_to == day_of(now)
    assert len(without_head(cast.a.compound)[1]) == 2


def test_nobody_is_appointed_where_no_committee_stands(
    cast: Cast, actor: Who, now: datetime
) -> None:
    kind = Organisation.Kind.RESIDENTS_COMMITTEE
    Organisation.objects.of(cast.yun).filter(kind=kind).update(ended_on=day_of(now))
    with pytest.raises(Refused, match="还没有登记居委会"):
        headed(cast, cast.persons["owner"], actor("street_officer"), now)


def test_a_head_reports_with_a_photo_and_the_community_answers_and_makes_it_a_matter(
    cast: Cast, actor: Who, client_as: As, now: datetime
) -> None:
    worker = client_as("community_worker")
    page = reverse("grids:compound", args=[cast.a.compound.pk])
    stair = Stairwell.objects.of(cast.yun).get(building=cast.a.buildings[0])
    assert "1号楼1单元" in worker.get(page).content.decode()
    unit = cast.a.units[0]
    typed = {
        "place": f"stairwell_head:{stair.pk}",
        "room": unit.label,
        "name": "没有这个人",
        "since": day_of(now),
        "once": str(uuid7()),
    }
    assert worker.post(page, typed).status_code == 422
    owner = cast.persons["owner"]
    worker.post(page, typed | {"name": owner.name, "person": "", "room": _room(cast, owner)})
    assert Post.objects.of(cast.yun).get().person_id == owner.pk
    phone = client_as("owner")
    assert phone.get(reverse("grids:mine")).status_code == 200
    new = reverse("grids:report_new")
    assert phone.get(new).status_code == 200
    sent = {
        "compound": str(cast.a.compound.pk),
        "building": str(cast.a.buildings[0].pk),
        "text": "二楼楼道灯不亮",
        "photo": photo(),
        "once": str(uuid7()),
    }
    phone.post(new, sent)
    row = NetReport.objects.of(cast.yun).get()
    assert row.paper_id is not None
    here = reverse("grids:report", args=[row.pk])
    assert client_as("property_manager").get(here).status_code == 404
    assert client_as("tenant").get(new).status_code == 403
    worker.post(here, {"verb": "answer", "words": "今天下午换"})
    assert "今天下午换" in phone.get(here).content.decode()
    once = str(uuid7())
    worker.post(here, {"verb": "matter", "once": once})
    worker.post(here, {"verb": "matter", "once": once})
    matter = Matter.objects.of(cast.yun).get()
    assert "楼道灯不亮" in matter.title
    assert row.number in worker.get(reverse("matters:matter", args=[matter.pk])).content.decode()
    for name in ("net", "people", "reports"):
        assert worker.get(reverse(f"grids:{name}")).status_code == 200
    assert worker.get(reverse("grids:net") + "?export=csv").status_code == 200


def _room(cast: Cast, owner: Person) -> str:
    unit = owner.ownerships.filter(street=cast.yun).select_related("unit").first()
    assert unit is not None
    return str(unit.unit.label)


def test_grids_are_drawn_on_screen_and_get_their_worker_who_reports_from_every_compound(
    cast: Cast, actor: Who, client_as: As, now: datetime
) -> None:
    worker = client_as("community_worker")
    community, once = cast.a.community, str(uuid7())
    for _ in range(2):
        answer = worker.post(
            reverse("grids:areas"),
            {"community": str(community.pk), "name": "第一网格", "once": once},
        )
    grid = Grid.objects.of(cast.yun).get()
    assert answer["Location"] == reverse("grids:area", args=[grid.pk])
    page = answer["Location"]
    elsewhere = worker.post(page, {"compounds": [str(cast.b.compound.pk)]})
    assert elsewhere.status_code == 422
    for _ in range(2):
        assert worker.post(page, {"compounds": [str(cast.a.compound.pk)]}).status_code == 302
    cast.a.compound.refresh_from_db()
    assert cast.a.compound.grid_id == grid.pk
    facts = Fact.objects.of(cast.yun).filter(kind="GridDrawn")
    assert [one.sentence for one in facts] == [
        f"{community} 第一网格划入 1 个小区：{cast.a.compound}。"
    ]
    hired = reverse("grids:area_worker", args=[grid.pk])
    typed = {"compound": str(cast.a.compound.pk), "room": cast.a.units[0].label, "name": "没有这人"}
    day = {"since": day_of(now).isoformat(), "once": str(uuid7())}
    wrong = worker.post(hired, typed | day)
    assert (wrong.status_code, "没有这人" in wrong.content.decode()) == (422, True)
    typed["name"] = cast.a.owners[0].name
    assert worker.post(hired, typed | day).status_code == 302
    post = Post.objects.of(cast.yun).get()
    assert (post.kind, post.grid_id, post.compound_id) == ("grid_worker", grid.pk, None)
    assert "有网格员" in worker.get(page).content.decode()
    shown = worker.get(reverse("grids:net")).content.decode()
    assert "第一网格" in shown
    # a grid with a compound in it stays; emptied and without one it goes, with a reason
    end = reverse("grids:area_end", args=[grid.pk])
    worker.post(end, {"why": "合并"})
    grid.refresh_from_db()
    assert grid.ended_on is None
    worker.post(page, {"compounds": []})
    worker.post(end, {"why": "合并"})
    grid.refresh_from_db()
    assert grid.ended_on is None
    release_from_net(post, "换人", by=actor("community_worker"), now=now)
    worker.post(end, {"why": "合并"})
    grid.refresh_from_db()
    assert grid.ended_on is not None
    assert worker.get(page).status_code == 404


@pytest.mark.parametrize("role", ["committee_chair", "auditor", "owner", "neighbour_officer"])
def test_others_draw_no_grid(cast: Cast, client_as: As, role: str) -> None:
    made = Grid(street=cast.yun, community=cast.a.community, name="第一网格")
    made.save(force_insert=True)
    client, page = client_as(role), reverse("grids:area", args=[made.pk])
    client.post(page, {"compounds": [str(cast.a.compound.pk)]})
    client.post(reverse("grids:areas"), {"community": str(cast.a.community.pk), "name": "x"})
    client.post(reverse("grids:area_end", args=[made.pk]), {"why": "x"})
    cast.a.compound.refresh_from_db()
    assert cast.a.compound.grid_id is None
    assert [one.ended_on for one in Grid.objects.of(cast.yun)] == [None]

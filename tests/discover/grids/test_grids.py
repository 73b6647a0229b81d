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
from mulin.ground.estate.models import Appointment, Organisation, Person, Stairwell
from mulin.ground.matters.models import Matter
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

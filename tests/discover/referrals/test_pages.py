"""Referrals on screen: the company's way, the team's, the resident's phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mulin.discover.referrals.models import Evidence, Referral, Team
from mulin.ground.estate.models import Appointment, Organisation
from mulin.kit import clock
from mulin.kit.rights import Role
from tests.cast import SINCE, Cast

As = Callable[[str], Client]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def url(name: str, *args: object) -> str:
    return reverse(f"referrals:{name}", args=args)


def moment() -> str:
    return f"{clock.now().astimezone(clock.SHANGHAI):%Y-%m-%dT%H:%M}"


def enforcers(cast: Cast) -> None:
    """The social worker of the cast changes into the enforcement team."""
    body = Organisation(street=cast.yun, kind="street_office", name="执法队（演示）")
    body.save(force_insert=True)
    Appointment.objects.of(cast.yun).filter(person=cast.persons["social_worker"]).update(
        organisation=body, role=Role.ENFORCER, title="队员", valid_from=SINCE
    )
    team = Team(street=cast.yun, organisation=body, phone="110", kinds=["green"])
    team.areas = [cast.a.community.pk.hex]
    team.save(force_insert=True)


def test_from_the_companys_screen_to_the_team_and_back(
    cast: Cast, client_as: As, picture: bytes
) -> None:
    enforcers(cast)
    company, worker = client_as("property_manager"), client_as("community_worker")
    typed = {
        "compound": str(cast.a.compound.pk),
        "kind": "green",
        "place": "南侧绿地",
        "seen": "种菜",
        "found_at": moment(),
        "other_side": "王某",
        "photo": SimpleUploadedFile("a.jpg", picture, "image/jpeg"),
    }
    assert company.post(url("new"), typed).status_code == 302
    row = Referral.objects.of(cast.yun).get()
    assert Evidence.objects.of(cast.yun).count() == 1
    assert company.post(url("report", row.pk)).status_code == 302
    row.refresh_from_db()
    assert row.state == "dissuading"
    talked = company.post(url("talk", row.pk), {"text": "劝过", "at": moment()})
    assert talked.status_code == 302
    page = text(company.get(url("one", row.pk)))
    assert "还剩" in page
    company.post(url("report", row.pk))
    assert "已封存，只给" in text(company.get(url("one", row.pk)))
    assert company.post(url("other_side", row.pk), {"reason": "看看"}).status_code == 403
    team = Team.objects.of(cast.yun).get()
    assert worker.post(url("refer", row.pk), {"team": str(team.pk)}).status_code == 302
    enforcer = client_as("social_worker")
    assert enforcer.get(url("list")).context["counts"]["team"] == 1
    assert enforcer.get(reverse("estate:people")).status_code == 404
    assert enforcer.post(url("accept", row.pk), {"officers": "韩、沈"}).status_code == 302
    today = clock.today().isoformat()
    looked = {"day": today, "officers": "韩", "found": "属实"}
    assert enforcer.post(url("visit", row.pk), looked).status_code == 302
    result = {"result": "corrected", "text": "已恢复", "day": today}
    assert enforcer.post(url("result", row.pk), result).status_code == 302
    assert worker.post(url("feedback", row.pk), {"words": "已恢复"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "closed"


def test_a_resident_tells_of_it_on_the_phone_and_nobody_there_reads_who(
    cast: Cast, client_as: As, picture: bytes
) -> None:
    owner = client_as("owner")
    typed = {
        "compound": str(cast.a.compound.pk),
        "kind": "fire_lane",
        "place": "东门",
        "seen": "地桩",
        "found_at": moment(),
        "photo": SimpleUploadedFile("a.jpg", picture, "image/jpeg"),
    }
    answer = owner.post(reverse("violations:new"), typed)
    row = Referral.objects.of(cast.yun).get()
    assert answer.url == reverse("violations:one", args=[row.pk])
    assert "居民反映" in text(owner.get(answer.url))
    shown = text(client_as("property_manager").get(url("one", row.pk)))
    assert "居民（不公开）" in shown
    assert cast.persons["owner"].name not in shown
    assert client_as("co_owner").get(answer.url).status_code == 404
    kept = Evidence.objects.of(cast.yun).get()
    assert kept.by == "反映人"
    elsewhere = {**typed, "compound": str(cast.b.compound.pk)}
    assert owner.post(reverse("violations:new"), elsewhere).status_code == 422

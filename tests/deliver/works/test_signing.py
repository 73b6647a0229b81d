"""Owners sign the sheet on their phones: once each, co-owners as a vote has them, until the notice."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from mulin.deliver.works.actions import signing as verbs
from mulin.deliver.works.actions.consenting import note_consent
from mulin.deliver.works.actions.signing import sign_consent, withdraw_consent
from mulin.deliver.works.actions.stepping import reach_step
from mulin.deliver.works.models import ConsentSlip, Project
from mulin.ground.notices.actions import Outgoing
from mulin.ground.papers.permissions import may_read_paper
from mulin.ground.record.models import Fact
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.deliver.works.lifting import homes, opened, planned, signed
from tests.races import at_once, in_a_file

As = Callable[[str], Client]
Who = Callable[..., Actor]


@pytest.fixture
def officer(actor: Who) -> Actor:
    return actor("street_officer")


@pytest.fixture
def project(cast: Cast, officer: Actor, now: datetime) -> Project:
    """The first home belongs to ``owner`` and ``co_owner``; the chair owns the second alone."""
    return planned(opened(cast, officer, now), officer, now)


def refused(job: Callable[[], object], words: str) -> None:
    with pytest.raises(Refused, match=words):
        job()


def stands(project: Project) -> list[str]:
    return [home.consent for home in homes(project)[:2]]


def drawn() -> str:
    out = BytesIO()
    Image.new("RGB", (60, 24), "white").save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def test_the_sheet_waits_on_the_first_page_of_whom_it_asks_until_it_is_signed(
    cast: Cast, project: Project, client_as: As, actor: Who, now: datetime
) -> None:
    there = reverse("lift:project", args=[project.pk])
    client = client_as("owner")
    assert there in client.get("/").content.decode()
    assert there not in client_as("tenant").get("/").content.decode()
    signed(project, "A" * len(homes(project)), actor("street_officer"), now)
    assert there not in client.get("/").content.decode()


def test_an_owner_reads_signs_and_takes_it_back_on_his_phone(
    cast: Cast, project: Project, client_as: As, actor: Who
) -> None:
    client, there = client_as("committee_chair"), reverse("lift:sign", args=[project.pk])
    page = client.get(there).content.decode()
    assert "物业科科长" in page
    assert "我家 1-1-102" in page
    assert "法定口径" in page
    owner = cast.persons["committee_chair"]
    typed = {"word": "agree", "agree": "1", "signature_typed": owner.name}
    assert "还没有勾" in client.post(there, {**typed, "agree": ""}).content.decode()
    assert "对不上" in client.post(there, {**typed, "signature_typed": "别人"}).content.decode()
    assert client.post(there, {**typed, "word": ""}).status_code == 422
    assert client.post(there, {**typed, "signature": drawn()}).status_code == 302
    slip = ConsentSlip.objects.of(cast.yun).get()
    assert stands(project)[1] == "agree"
    assert slip.signature is not None
    for who, may in (("committee_chair", True), ("community_worker", True), ("co_owner", False)):
        told = may_read_paper(actor(who), slip.signature, day_of(slip.signed_at))
        assert (told is None) is may, who
    client.post(there, {**typed, "signature": drawn()})
    assert ConsentSlip.objects.count() == 1
    client.post(reverse("lift:withdraw", args=[project.pk]))
    assert stands(project)[1] == ""
    assert (
        "看方案，签征询表"
        in client.get(reverse("lift:project", args=[project.pk])).content.decode()
    )
    fact = Fact.objects.of(cast.yun).get(kind="LiftConsentSigned")
    assert owner.name not in str(fact.body)
    assert "1-1-102" not in str(fact.body)


def test_one_owner_speaks_for_his_co_owner_who_is_told_and_two_at_odds_speak_for_nobody(
    cast: Cast, project: Project, actor: Who, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Outgoing] = []
    monkeypatch.setattr(verbs, "send_all", lambda street, lines, **kw: told.extend(lines))
    sign_consent(project, "agree", b"", by=actor("owner"), now=now)
    assert [line.person_id for line in told] == [cast.persons["co_owner"].pk]
    assert "同意" not in told[0].text
    assert stands(project)[0] == "agree"
    sign_consent(project, "against", b"", by=actor("co_owner"), now=now)
    assert stands(project)[0] == ""
    refused(lambda: sign_consent(project, "against", b"", by=actor("owner"), now=now), "您已经签过")
    withdraw_consent(project, by=actor("owner"), now=now)
    assert stands(project)[0] == "against"


def test_nobody_signs_twice_paper_and_phone_know_of_each_other(
    project: Project, officer: Actor, actor: Who, now: datetime
) -> None:
    today = day_of(now)
    signed(project, "A-----", officer, now)
    refused(lambda: sign_consent(project, "against", b"", by=actor("owner"), now=now), "纸质征询表")
    chair = actor("committee_chair")
    sign_consent(project, "agree", b"", by=chair, now=now)
    second = homes(project)[1]
    refused(
        lambda: note_consent(project, {second.pk: "against"}, today, by=officer, now=now),
        "已经在手机上签过",
    )
    assert note_consent(project, {second.pk: ""}, today, by=officer, now=now) == 1
    assert not ConsentSlip.objects.filter(withdrawn_at__isnull=True).exists()
    assert note_consent(project, {second.pk: "against"}, today, by=officer, now=now) == 1
    refused(lambda: sign_consent(project, "agree", b"", by=chair, now=now), "纸质征询表")


def test_a_signature_may_be_withdrawn_until_the_notice_and_the_notice_looks_again(
    project: Project, officer: Actor, actor: Who, now: datetime
) -> None:
    def do(step: str, outcome: str) -> None:
        reach_step(project, step, day_of(now), outcome=outcome, once=uuid7(), by=officer, now=now)

    chair = actor("committee_chair")
    signed(project, "---AAA", officer, now)
    sign_consent(project, "agree", b"", by=chair, now=now)
    do("consult", "agreed")
    refused(lambda: sign_consent(project, "against", b"", by=actor("owner"), now=now), "办结")
    withdraw_consent(project, by=chair, now=now)
    refused(lambda: do("show", "no_objection"), "不到门槛")


def test_once_on_notice_a_signature_stays(
    project: Project, officer: Actor, actor: Who, now: datetime
) -> None:
    chair = actor("committee_chair")
    signed(project, "A-AAAA", officer, now)
    sign_consent(project, "agree", b"", by=chair, now=now)
    for step, outcome in (("consult", "agreed"), ("show", "no_objection")):
        reach_step(project, step, day_of(now), outcome=outcome, once=uuid7(), by=officer, now=now)
    refused(lambda: withdraw_consent(project, by=chair, now=now), "已经公示")


@pytest.mark.parametrize(
    ("who", "status"),
    [("tenant", 422), ("other_compound_owner", 404), ("stranger", 404), ("neighbour_owner", 404)],
)
def test_whoever_owns_no_home_that_is_asked_signs_nothing(
    project: Project, client_as: As, who: str, status: int
) -> None:
    client, there = client_as(who), reverse("lift:sign", args=[project.pk])
    typed = {"word": "agree", "agree": "1", "signature": drawn()}
    assert client.post(there, typed).status_code in (status, 403)
    assert not ConsentSlip.objects.exists()


def together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have read what is signed before either writes, if the lock lets them."""
    both, look = threading.Barrier(2), verbs.standing

    def look_and_wait(project: Any) -> Any:
        found = look(project)
        with suppress(threading.BrokenBarrierError):
            both.wait(0.4)
        return found

    monkeypatch.setattr(verbs, "standing", look_and_wait)


@pytest.fixture
def shared(cast: Cast, tmp_path: Path, officer: Actor, now: datetime) -> Iterator[Project]:
    made = opened(cast, officer, now)
    with in_a_file(tmp_path / "race.sqlite3"):
        yield made


def race(project: Project, cast: Cast, now: datetime) -> list[Any]:
    today = day_of(now)
    owner, other = cast.actor("owner", today), cast.actor("co_owner", today)
    return at_once(
        lambda: sign_consent(project, "agree", b"", by=owner, now=now),
        lambda: sign_consent(project, "against", b"", by=other, now=now),
    )


@pytest.mark.django_db(transaction=True)
def test_two_co_owners_at_the_same_second_are_both_heard(
    cast: Cast, shared: Project, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    together(monkeypatch)
    answers = race(shared, cast, now)
    assert all(isinstance(one, ConsentSlip) for one in answers), answers
    assert stands(shared)[0] == ""


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_one_of_two_at_odds_would_be_counted(
    cast: Cast, shared: Project, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    together(monkeypatch)
    monkeypatch.setattr(verbs, "alone", lambda project, by: project)
    race(shared, cast, now)
    assert stands(shared)[0] != ""

"""The screens of the record: who sees them, what is masked, what is public."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from mulin.ground.jobs.models import Job
from mulin.ground.jobs.registry import GiveUp, Progress, kind_of, ticks
from mulin.ground.record import jobs, sealer
from mulin.ground.record.actions import record
from mulin.ground.record.models import Fact, Link
from mulin.ground.record.queries import masked, masked_sentence
from mulin.kit import clock
from mulin.kit.rights import Actor
from tests.cast import Cast
from tests.ground.record.test_chain import TeaServed

As = Callable[[str], Client]
READERS = ("street_officer", "auditor")
OTHERS = ("community_worker", "committee_chair", "owner", "tenant", "property_manager", "counter_1")


@pytest.fixture
def facts(cast: Cast, actor: Callable[..., Actor]) -> list[Fact]:
    found = []
    for cups, place in ((1, cast.a.compound.pk), (2, cast.b.compound.pk), (3, None)):
        with transaction.atomic():
            event, officer = TeaServed(cups=cups, guest="欧阳演示"), actor("street_officer")
            now = clock.now()
            found.append(record(event, by=officer, at=now, on=clock.day_of(now), compound_id=place))
    sealer.drain(cast.yun.pk, now=clock.now())
    return found


def test_officers_and_auditors_read_masked_sentences(facts: list[Fact], client_as: As) -> None:
    for role in READERS:
        text = client_as(role).get(reverse("record:facts")).content.decode()
        assert "给欧阳**上了 1 杯茶" in text
        assert "欧阳演示" not in text
        assert "<c-" not in text


def test_nobody_else_reads_them(facts: list[Fact], client_as: As) -> None:
    pages = [reverse("record:facts"), reverse("record:chain"), _fact(facts[0])]
    for role in OTHERS:
        for page in pages:
            assert client_as(role).get(page).status_code == 403, (role, page)
    for page in pages:
        assert client_as("neighbour_officer").get(pages[2]).status_code == 404
        assert client_as("visitor").get(page).status_code == 302


def _fact(fact: Fact) -> str:
    return reverse("record:fact", args=[fact.pk])


def test_facts_are_narrowed_by_word_place_kind_and_day(
    cast: Cast, facts: list[Fact], client_as: As
) -> None:
    officer, url = client_as("street_officer"), reverse("record:facts")

    def shown(**query: str) -> list[str]:
        text = officer.get(url, query).content.decode()
        return [cups for cups in "123" if f"上了 {cups} 杯茶" in text]

    assert shown(compound=str(cast.b.compound.pk)) == ["2"]
    assert shown(kind="TeaServed") == ["1", "2", "3"]
    assert shown(kind="AccountCreated") == []
    assert shown(q="云溪街道办事处") == ["1", "2", "3"]
    assert shown(q="没有这样的词") == []
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    assert shown(since=tomorrow) == []
    assert shown(until=clock.today().isoformat()) == ["1", "2", "3"]
    assert shown(since="2026-99-99") == ["1", "2", "3"]


def test_words_are_found_in_chinese_fields(
    cast: Cast, actor: Callable[..., Actor], client_as: As, now: datetime
) -> None:
    Fact.objects.of(cast.yun).erase()
    with transaction.atomic():
        fact = record(
            TeaServed(cups="龙井", guest="x"),  # type: ignore[arg-type]
            by=actor("street_officer"),
            at=now,
            on=clock.day_of(now),
        )
    url = reverse("record:facts")
    assert str(fact.pk) in client_as("auditor").get(url, {"q": "龙井"}).content.decode()
    assert str(fact.pk) not in client_as("auditor").get(url, {"q": "普洱"}).content.decode()


def test_the_export_is_masked_too(facts: list[Fact], client_as: As) -> None:
    answer = client_as("auditor").get(reverse("record:facts"), {"export": "csv"})
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "欧阳**" in text
    assert "欧阳演示" not in text


def test_one_fact_shows_its_link_and_neighbours(
    cast: Cast, facts: list[Fact], client_as: As
) -> None:
    auditor = client_as("auditor")
    text = auditor.get(_fact(facts[1])).content.decode()
    assert Link.objects.of(cast.yun).get(seq=2).hash in text
    assert _fact(facts[0]) in text
    assert _fact(facts[2]) in text
    assert "都相符" in text
    assert "欧阳演示" not in text
    Fact.objects.of(cast.yun).filter(pk=facts[1].pk).update(body={"cups": 9})
    assert "第 2 环的事实被改动" in auditor.get(_fact(facts[1])).content.decode()


def test_a_fact_that_waits_for_its_link_says_so(
    cast: Cast, facts: list[Fact], client_as: As
) -> None:
    Link.objects.of(cast.yun).filter(seq=3).erase()
    assert "正在等待入链" in client_as("auditor").get(_fact(facts[2])).content.decode()


def test_the_chain_page_shows_the_head_and_sounds_the_alarm(
    cast: Cast, facts: list[Fact], client_as: As
) -> None:
    head = Link.objects.of(cast.yun).get(seq=3).hash
    text = client_as("auditor").get(reverse("record:chain")).content.decode()
    assert head in text
    assert "等了一分钟以上" not in text
    Fact(
        street=cast.yun,
        at=clock.now() - timedelta(minutes=5),
        on=clock.today(),
        kind="TeaServed",
        digest="0" * 64,
    ).save()
    assert "等了一分钟以上" in client_as("auditor").get(reverse("record:chain")).content.decode()
    assert jobs.watch(now=clock.now()) == 1


def test_anybody_may_compare_the_heads_of_the_days(
    cast: Cast, facts: list[Fact], client: Client
) -> None:
    board = client.get(reverse("record:heads")).content.decode()
    assert "云溪街道" in board
    url = reverse("record:street_heads", args=["yun"])
    head = Link.objects.of(cast.yun).get(seq=3).hash
    text = client.get(url).content.decode()
    assert head in text
    assert "欧阳" not in text
    rows = list(csv.reader(io.StringIO(client.get(url, {"format": "csv"}).content.decode())))
    assert rows == [["day", "seq", "sm3"], [clock.today().isoformat(), "3", head]]
    assert client.get(reverse("record:street_heads", args=["nowhere"])).status_code == 404


def test_one_street_needs_no_board_of_boards(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mulin.ground.record.queries.streets", lambda: [cast.yun])
    answer = client.get(reverse("record:heads"))
    assert answer["Location"] == reverse("record:street_heads", args=["yun"])


def test_the_whole_chain_is_recomputed_as_a_job(
    cast: Cast, facts: list[Fact], client_as: As
) -> None:
    answer = client_as("auditor").post(reverse("record:verify"))
    queued = Job.objects.get(kind="verify_chain")
    assert answer["Location"] == reverse("jobs:progress", args=[queued.pk])
    progress = Progress(queued.pk, cast.yun.pk)
    run = kind_of("verify_chain").run
    assert run({}, progress=progress, now=clock.now()) == {
        "links": 3,
        "head": Link.objects.of(cast.yun).get(seq=3).hash,
    }
    Fact.objects.of(cast.yun).filter(pk=facts[0].pk).update(by="别人")
    with pytest.raises(GiveUp, match="第 1 环的事实被改动"):
        run({}, progress=progress, now=clock.now())
    assert client_as("owner").post(reverse("record:verify")).status_code == 403


def test_the_sealer_is_a_tick_of_the_worker_that_visits_every_street(
    cast: Cast, actor: Callable[..., Actor], now: datetime
) -> None:
    assert {"mulin.ground.record.jobs.seal", "mulin.ground.record.jobs.watch"} <= {
        tick.name for tick in ticks()
    }
    for role in ("street_officer", "neighbour_officer"):
        with transaction.atomic():
            event = TeaServed(cups=1, guest="x")
            record(event, by=actor(role), at=clock.now(), on=clock.today())
    assert jobs.seal(now=clock.now()) == 2
    assert jobs.seal(now=clock.now()) == 0


def test_masks_fit_what_they_hide() -> None:
    assert masked("13800001234") == "138****1234"
    assert masked("310104195001011234") == "3*************1234"
    assert masked("欧阳演示") == "欧阳**"
    assert masked_sentence(Fact(kind="LongForgotten")) == "LongForgotten"

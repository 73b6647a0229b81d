"""Matters: opened under a number, moved along the chain, closed; who sees and carries them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mulin.decide.assembly.actions.belonging import join_matter, leave_matter
from mulin.decide.assembly.events import BallotCast, PollPosted
from mulin.decide.assembly.models import Poll
from mulin.ground.matters.actions import close, move_stage, open_matter
from mulin.ground.matters.models import Matter
from mulin.ground.matters.queries import matters_for
from mulin.ground.record.actions import record
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast, Place

Act = Callable[..., Actor]
As = Callable[[str], Client]
EVIL = "<script>alert(1)</script>"
SAFE = "&lt;script&gt;alert(1)&lt;/script&gt;"


def opened(
    place: Place | None, by: Actor, now: datetime, title: str = "外墙渗水", stage: str = "discover"
) -> Matter:
    compound = place.compound if place else None
    return open_matter(compound, title, stage, by=by, now=now, once=uuid7())


def vote(place: Place, title: str, **more: Any) -> Poll:
    """A vote under way in a compound."""
    poll = Poll(
        street_id=place.compound.street_id,
        compound=place.compound,
        number=f"BJ-2026-{Poll.objects.count() + 1:04d}",
        title=title,
        convener="x",
        contact_name="x",
        contact_phone="x",
        region="310107",
        state=Poll.State.VOTING,
        created_at=clock.now(),
        **more,
    )
    poll.save(force_insert=True)
    return poll


def text(answer: Any) -> str:
    body: str = answer.content.decode()
    assert not re.search(r"</?c-[a-z]|\{\{|\{%", body)
    return body


def sentences(cast: Cast) -> list[str]:
    facts = Fact.objects.of(cast.yun).filter(kind__startswith="Matter")
    return [f.sentence for f in facts.order_by("id")]


# ── verbs ───────────────────────────────────────────────────────────────────────────────────────


def test_numbers_are_drawn_in_order_and_a_second_click_draws_none(
    cast: Cast, actor: Act, now: datetime
) -> None:
    officer, once = actor("street_officer"), uuid7()
    first = open_matter(cast.a.compound, " 外墙  渗水 ", "discover", by=officer, now=now, once=once)
    again = open_matter(cast.a.compound, "别的", "decide", by=officer, now=now, once=once)
    assert again == first
    assert (first.number, first.title) == ("SX-2026-0001", "外墙 渗水")
    assert opened(None, officer, now).number == "SX-2026-0002"
    assert opened(cast.far, actor("neighbour_officer"), now).number == "SX-2026-0001"
    assert sentences(cast)[0] == "立项「外墙 渗水」（SX-2026-0001），进入发现环节。"


def test_the_chain_is_told_step_by_step(cast: Cast, actor: Act, now: datetime, today: date) -> None:
    worker = actor("community_worker")
    matter = opened(cast.a, worker, now)
    move_stage(matter, "deliberate", "居民反映集中", by=worker, now=now)
    move_stage(matter, "deliberate", "再来一次", by=worker, now=now)
    close(matter, "修好了", by=worker, now=now)
    close(matter, "又修好了", by=worker, now=now)
    matter.refresh_from_db()
    assert (matter.stage, matter.closed_on) == ("closed", today)
    assert sentences(cast)[1:] == [
        "「外墙渗水」（SX-2026-0001）由发现转到协商：居民反映集中。",
        "「外墙渗水」（SX-2026-0001）办结：修好了。",
    ]
    reopened = move_stage(matter, "supervise", "又渗水了", by=worker, now=now)
    assert reopened.closed_on is None


def test_what_is_missing_is_asked_for_and_nothing_is_written(
    cast: Cast, actor: Act, now: datetime
) -> None:
    officer = actor("street_officer")
    matter = opened(cast.a, officer, now)
    before = len(sentences(cast))
    for verb, why in (
        (lambda: opened(cast.a, officer, now, title="  "), "没有写是什么事"),
        (lambda: opened(cast.a, officer, now, title="长" * 121), "写得太长"),
        (lambda: opened(cast.a, officer, now, stage="closed"), "不能已经办结"),
        (lambda: opened(cast.a, officer, now, stage="nonsense"), "没有这个环节"),
        (lambda: move_stage(matter, "decide", " ", by=officer, now=now), "为什么转环节"),
        (lambda: move_stage(matter, "closed", "x", by=officer, now=now), "办结要写明结果"),
        (lambda: close(matter, "", by=officer, now=now), "没有写办结结果"),
    ):
        with pytest.raises(Refused, match=why):
            verb()
    assert len(sentences(cast)) == before
    assert Matter.objects.of(cast.yun).count() == 1


@pytest.mark.parametrize(
    "role", ["owner", "tenant", "property_manager", "auditor", "social_worker", "neighbour_officer"]
)
def test_others_neither_open_nor_carry(cast: Cast, actor: Act, now: datetime, role: str) -> None:
    matter = opened(cast.a, actor("street_officer"), now)
    by = actor(role)
    for verb in (
        lambda: opened(cast.a, by, now),
        lambda: move_stage(matter, "decide", "x", by=by, now=now),
        lambda: close(matter, "x", by=by, now=now),
    ):
        with pytest.raises(Refused):
            verb()
    assert Matter.objects.of(cast.yun).count() == 1


def test_below_the_street_a_matter_needs_a_compound_of_ones_own(
    cast: Cast, actor: Act, now: datetime
) -> None:
    for role in ("community_worker", "committee_chair"):
        assert opened(cast.a, actor(role), now)
        with pytest.raises(Refused, match="由街道立项"):
            opened(None, actor(role), now)
        with pytest.raises(Refused):
            opened(cast.b, actor(role), now)


def test_each_sees_the_matters_of_his_reach(cast: Cast, actor: Act, now: datetime) -> None:
    officer = actor("street_officer")
    for place, title in ((cast.a, "甲"), (cast.b, "乙"), (None, "街道")):
        opened(place, officer, now, title)

    def seen(role: str) -> set[str]:
        return set(matters_for(actor(role)).values_list("title", flat=True))

    assert seen("street_officer") == seen("auditor") == {"甲", "乙", "街道"}
    assert seen("community_worker") == seen("committee_chair") == {"甲"}
    assert seen("owner") == seen("property_manager") == seen("neighbour_officer") == set()


# ── screens ─────────────────────────────────────────────────────────────────────────────────────


def test_a_matter_is_opened_moved_and_closed_from_its_pages(cast: Cast, client_as: As) -> None:
    client, once = client_as("community_worker"), str(uuid7())
    typed = {
        "once": once,
        "title": f"外墙{EVIL}",
        "compound": str(cast.a.compound.pk),
        "stage": "discover",
    }
    for _ in range(2):
        answer = client.post(reverse("matters:new"), typed)
        assert answer.status_code == 302
    matter = Matter.objects.of(cast.yun).get()
    page = reverse("matters:matter", args=[matter.pk])
    assert answer["Location"] == page
    move = {"stage": "deliberate", "why": "居民反映集中"}
    assert client.post(reverse("matters:move", args=[matter.pk]), move).status_code == 302
    body = text(client.get(page))
    assert EVIL not in body
    assert SAFE in body
    assert "由发现转到协商" in body
    assert (
        client.post(reverse("matters:close", args=[matter.pk]), {"outcome": "修好了"}).status_code
        == 302
    )
    assert "办结：修好了" in text(client.get(page))


def test_what_was_typed_comes_back(cast: Cast, client_as: As, actor: Act, now: datetime) -> None:
    client, once = client_as("community_worker"), str(uuid7())
    answer = client.post(
        reverse("matters:new"), {"once": once, "title": "外墙", "stage": "discover"}
    )
    assert answer.status_code == 422
    body = text(answer)
    assert 'value="外墙"' in body
    assert once in body
    elsewhere = {"title": "x", "stage": "discover", "compound": str(cast.b.compound.pk)}
    assert client.post(reverse("matters:new"), elsewhere).status_code == 422
    matter = opened(cast.a, actor("street_officer"), now)
    answer = client.post(reverse("matters:move", args=[matter.pk]), {"stage": "decide", "why": ""})
    assert answer.status_code == 422
    assert 'value="decide" selected' in text(answer)
    assert Matter.objects.of(cast.yun).get().stage == "discover"


def test_pages_are_closed_to_others(cast: Cast, client_as: As, actor: Act, now: datetime) -> None:
    matter = opened(cast.b, actor("street_officer"), now)
    page = reverse("matters:matter", args=[matter.pk])
    for role in ("owner", "tenant", "property_manager", "social_worker"):
        assert client_as(role).get(reverse("matters:list")).status_code == 403, role
        assert client_as(role).get(page).status_code == 404, role
    for role in ("community_worker", "committee_chair", "neighbour_officer"):
        assert client_as(role).get(page).status_code == 404, role
        move = reverse("matters:move", args=[matter.pk])
        assert client_as(role).post(move, {"stage": "decide", "why": "x"}).status_code == 404
    for address in (reverse("matters:list"), page):
        assert client_as("visitor").get(address).status_code == 302
    auditor = text(client_as("auditor").get(page))
    assert "您的岗位只能查看" in auditor
    assert reverse("matters:close", args=[matter.pk]) not in auditor


def test_the_list_is_searched_narrowed_and_exported(
    cast: Cast, client_as: As, actor: Act, now: datetime
) -> None:
    officer = actor("street_officer")
    opened(cast.a, officer, now, "外墙渗水")
    opened(cast.b, officer, now, "遛狗约定", "deliver")
    client, address = client_as("street_officer"), reverse("matters:list")

    def shown(**query: str) -> set[str]:
        body = text(client.get(address, query))
        return {t for t in ("外墙渗水", "遛狗约定") if f">{t}</a>" in body}

    assert shown() == {"外墙渗水", "遛狗约定"}
    assert shown(q="SX-2026-0002") == {"遛狗约定"}
    assert shown(stage="discover") == {"外墙渗水"}
    assert shown(compound=str(cast.b.compound.pk)) == {"遛狗约定"}
    file = client.get(address, {"export": "csv"})
    assert "SX-2026-0001" in b"".join(file.streaming_content).decode()  # type: ignore[attr-defined]


def test_its_votes_and_their_milestones_stand_in_it_but_never_who_voted_when(
    cast: Cast, client_as: As, actor: Act
) -> None:
    now = clock.now()
    officer = actor("street_officer")
    matter = opened(cast.a, officer, now)
    poll = vote(cast.a, "外墙维修", matter=matter, concerns=cast.company)
    for event in (PollPosted("外墙维修", "2026-03-20"), _cast_event()):
        record(event, by=officer, at=now, on=clock.day_of(now), subject_id=poll.pk)
    body = text(client_as("community_worker").get(reverse("matters:matter", args=[matter.pk])))
    assert poll.number in body
    assert reverse("assembly:poll", args=[poll.pk]) in body
    assert "公示表决方案与议题" in body
    assert "名册第" not in body
    # another street's matters list no vote of ours
    far = opened(cast.far, actor("neighbour_officer"), now)
    body = text(client_as("neighbour_officer").get(reverse("matters:matter", args=[far.pk])))
    assert poll.number not in body


def _cast_event() -> BallotCast:
    names = [f.name for f in dataclasses.fields(BallotCast)]
    values: dict[str, Any] = {name: 7 if name == "seq" else "x" for name in names}
    return BallotCast(**values)


def test_votes_are_taken_into_a_matter_and_out_again(
    cast: Cast, client_as: As, actor: Act, now: datetime
) -> None:
    worker = actor("community_worker")
    matter, other = opened(cast.a, worker, now), opened(cast.a, worker, now, "另一件")
    mine, elsewhere = vote(cast.a, "外墙维修"), vote(cast.b, "别处的表决")
    client, page = client_as("community_worker"), reverse("matter_votes:choose", args=[matter.pk])
    assert page in text(client.get(reverse("matters:matter", args=[matter.pk])))
    shown = text(client.get(page))
    assert "外墙维修" in shown
    assert "别处的表决" not in shown
    for _ in range(2):
        assert client.post(page, {"in": str(mine.pk)}).status_code == 302
    mine.refresh_from_db()
    assert mine.matter_id == matter.pk
    with pytest.raises(Refused, match=f"已经归入事项 {matter.number}"):
        join_matter(mine.pk, other, by=worker, now=now)
    assert client.post(page, {"in": str(elsewhere.pk)}).status_code == 404
    assert client.post(page, {"in": "nonsense"}).status_code == 404
    leave_matter(mine.pk, other, by=worker, now=now)
    for _ in range(2):
        assert client.post(page, {"out": str(mine.pk)}).status_code == 302
    mine.refresh_from_db()
    assert mine.matter_id is None
    facts = Fact.objects.of(cast.yun).filter(subject_id=mine.pk).order_by("id")
    assert [f.sentence for f in facts] == [
        f"表决「外墙维修」归入事项 {matter.number}。",
        f"表决「外墙维修」移出事项 {matter.number}。",
    ]


def test_only_votes_of_the_same_compound_and_an_open_matter_fit(
    cast: Cast, actor: Act, now: datetime
) -> None:
    officer = actor("street_officer")
    matter, poll = opened(cast.a, officer, now), vote(cast.b, "别处的表决")
    with pytest.raises(Refused, match="不在同一个小区"):
        join_matter(poll.pk, matter, by=officer, now=now)
    wide = opened(None, officer, now, "全街道的事")
    assert join_matter(poll.pk, wide, by=officer, now=now).matter_id == wide.pk
    leave_matter(poll.pk, wide, by=officer, now=now)
    done = close(wide, "办好了", by=officer, now=now)
    with pytest.raises(Refused, match="已经办结"):
        join_matter(poll.pk, done, by=officer, now=now)


@pytest.mark.parametrize("role", ["owner", "property_manager", "auditor", "neighbour_officer"])
def test_others_take_no_vote_into_a_matter(
    cast: Cast, client_as: As, actor: Act, now: datetime, role: str
) -> None:
    matter, poll = opened(cast.a, actor("street_officer"), now), vote(cast.a, "外墙维修")
    page = reverse("matter_votes:choose", args=[matter.pk])
    assert client_as(role).get(page).status_code in (403, 404)
    assert client_as(role).post(page, {"in": str(poll.pk)}).status_code in (403, 404)
    poll.refresh_from_db()
    assert poll.matter_id is None

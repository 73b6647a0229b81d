"""A committee's own meeting chooses its chair anew; the register says who was what, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mulin.decide.committees.actions.holding import Motion, hold_meeting
from mulin.decide.committees.actions.meetings import call_meeting
from mulin.decide.committees.actions.members import release_member
from mulin.decide.committees.actions.rechoosing import rechoose_posts
from mulin.decide.committees.models import Member, Resolution, Term
from mulin.decide.committees.queries.meetings import sitting_in
from mulin.ground.estate.models import Appointment
from mulin.ground.record.models import Fact
from mulin.ground.record.queries import masked_sentence
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.decide.committees.bodies import filled

Who = Callable[..., Actor]
ClientAs = Callable[[str], Client]


@pytest.fixture
def officer(actor: Who) -> Actor:
    return actor("street_officer")


def decided(term: Term, by: Actor, now: datetime, agree: int = 4, days: int = 3) -> Resolution:
    """A meeting some days ago that chose a new chair, or did not."""
    held = now - timedelta(days=days)
    meeting = call_meeting(
        term, "改选主任", "改选主任", day_of(held), "活动室", once=uuid7(), by=by, now=held
    )
    present = [m.pk for m in sitting_in(term, day_of(held))]
    motion = Motion("推选新的主任", agree, 5 - agree, 0)
    hold_meeting(meeting, present, present, [motion], by=by, now=now)
    found: Resolution = Resolution.objects.of(term.street_id).get(meeting=meeting)
    return found


def swapped(members: list[Member]) -> dict[object, str]:
    return {members[0].pk: "member", members[2].pk: "chair"}


def now_sitting(term: Term, now: datetime) -> list[tuple[str, str]]:
    return [(m.person.name, m.post) for m in sitting_in(term, day_of(now))]


def refused(term: Term, posts: dict, resolution: Resolution, by: Actor, now: datetime) -> str:  # type: ignore[type-arg]
    with pytest.raises(Refused) as caught:
        rechoose_posts(term, posts, resolution.pk, by=by, now=now)
    return str(caught.value)


def test_chair_and_member_change_places_from_the_day_of_the_meeting(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    term, members = filled(cast, officer, now)
    resolution = decided(term, officer, now)
    rechoose_posts(term, swapped(members), resolution.pk, by=officer, now=now)  # type: ignore[arg-type]
    held = resolution.meeting.held_on
    sitting = now_sitting(term, now)
    assert len(sitting) == 5
    assert sitting[0] == (members[2].person.name, "chair")
    assert (members[0].person.name, "member") in sitting
    members[0].refresh_from_db()
    assert (members[0].left_on, members[0].why_left) == (held - timedelta(days=1), "改任委员")
    posts = Appointment.objects.of(cast.yun).filter(person=members[2].person)
    titles = [(p.title, p.valid_from, p.valid_to) for p in posts.order_by("valid_from")]
    assert titles[-1] == ("主任", held, None)
    assert titles[-2][2] == held - timedelta(days=1)
    fact = Fact.objects.of(cast.yun).get(kind="BodyPostsChanged")
    assert "改选职务 2 人" in masked_sentence(fact)
    assert members[2].person.name not in masked_sentence(fact)
    assert not rechoose_posts(term, {}, resolution.pk, by=officer, now=now)


def test_what_the_meeting_did_not_decide_is_refused(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    term, members = filled(cast, officer, now)
    lost = decided(term, officer, now, agree=1)
    assert "没有通过" in refused(term, swapped(members), lost, officer, now)
    won = decided(term, officer, now)
    assert "选了 2 位" in refused(term, {members[1].pk: "chair"}, won, officer, now)
    assert "选了 0 位" in refused(term, {members[0].pk: "member"}, won, officer, now)
    assert "没有这个职务" in refused(term, {members[1].pk: "alternate"}, won, officer, now)
    won.pk = uuid7()
    assert "没有选改选职务" in refused(term, swapped(members), won, officer, now)


def test_who_left_is_not_chosen_and_an_older_meeting_does_not_undo_a_later_one(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    term, members = filled(cast, officer, now)
    older, newer = decided(term, officer, now, days=9), decided(term, officer, now)
    rechoose_posts(term, swapped(members), newer.pk, by=officer, now=now)  # type: ignore[arg-type]
    back = {sitting_in(term, day_of(now))[0].pk: "member", members[1].pk: "chair"}
    assert "以后才任职或改任" in refused(term, back, older, officer, now)
    release_member(members[4], day_of(now) - timedelta(days=1), why="辞职", by=officer, now=now)
    assert "不在任的人" in refused(term, {members[4].pk: "vice"}, newer, officer, now)


def test_the_form_names_the_meeting_and_keeps_what_was_chosen(
    cast: Cast, officer: Actor, now: datetime, client_as: ClientAs
) -> None:
    term, members = filled(cast, officer, now, ends_on=date(2027, 5, 31))
    there = reverse("committees:posts", args=[term.pk])
    client = client_as("street_officer")
    assert "还没有通过了的会议决定" in client.get(there).content.decode()
    resolution = decided(term, officer, now)
    page = client.get(there).content.decode()
    assert "推选新的主任" in page
    typed = {f"post_{m.pk.hex}": m.post for m in members}
    bad = client.post(there, {**typed, "resolution": ""})
    assert bad.status_code == 422
    typed[f"post_{members[0].pk.hex}"] = "vice"
    wrong = client.post(there, {**typed, "resolution": str(resolution.pk)})
    assert "请选一位主任" in wrong.content.decode()
    typed[f"post_{members[1].pk.hex}"] = "chair"
    done = client.post(there, {**typed, "resolution": str(resolution.pk)}, follow=True)
    assert "职务已登记" in done.content.decode()
    assert "改任副主任" in done.content.decode()
    assert client_as("owner").get(there).status_code in (403, 404)

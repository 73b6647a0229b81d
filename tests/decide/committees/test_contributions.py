"""What waits for a committee stands on everybody's first page, and bodies are found by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.test import Client
from django.urls import reverse

from mulin.decide.committees.actions.inspecting import ask_to_see
from mulin.decide.committees.actions.keeping import ask_use
from mulin.decide.committees.actions.meetings import call_meeting
from mulin.decide.committees.contributions import my_turn
from mulin.decide.committees.papers import File
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from tests.cast import Cast
from tests.decide.committees.bodies import filled, seated
from tests.decide.committees.test_pages import text
from tests.ground.papers.files import PDF

As = Callable[[str], Client]
Acting = Callable[..., Actor]
DAY = date(2026, 3, 2)


def test_each_sees_what_waits_for_him_and_nothing_of_the_next_compound(
    cast: Cast, actor: Acting, now: datetime
) -> None:
    by, chair = actor("street_officer"), actor("committee_chair")
    term, _members = filled(cast, by, now, seats=6, ends_on=date(2026, 2, 28))
    seated(term, cast.persons["owner"], by, now)
    call_meeting(
        term, "例会", "停车", DAY + timedelta(days=20), "活动室", once=uuid7(), by=chair, now=now
    )
    owner = actor("owner")
    ask_to_see(
        cast.a.committee, cast.persons["co_owner"], "fund", "明细", once=uuid7(),
        by=actor("community_worker"), now=now,
    )  # fmt: skip
    ask_use(term, "seal", "盖合同", 0, File("合同.pdf", PDF), once=uuid7(), by=chair, now=now)
    told = {
        role: {t.note for t in my_turn(actor(role), DAY)} for role in ("committee_chair", "owner")
    }
    assert "公告会议议题" in told["committee_chair"]
    assert "业主查阅，等答复 0 天" in told["committee_chair"]
    assert "等您批准" not in told["committee_chair"]  # he asked himself
    assert "等您批准" in told["owner"]  # who sits too
    late = [t for t in my_turn(actor("community_worker"), DAY) if t.state == "late"]
    assert [t.title for t in late] == ["1 个业委会逾期未换届"]
    assert list(my_turn(actor("other_compound_owner"), DAY)) == []
    assert list(my_turn(actor("neighbour_officer"), DAY)) == []
    assert owner.person_id is not None


def test_a_body_is_found_by_its_name(cast: Cast, client_as: As) -> None:
    page = text(client_as("community_worker").get(reverse("desk:search"), {"q": "云栖苑业主"}))
    assert reverse("committees:body", args=[cast.a.committee.pk]) in page
    stranger = client_as("other_compound_owner").get(reverse("desk:search"), {"q": "云栖苑业主"})
    assert reverse("committees:body", args=[cast.a.committee.pk]) not in stranger.content.decode()


def test_the_turn_page_draws_it(cast: Cast, client_as: As, actor: Acting, now: datetime) -> None:
    filled(cast, actor("street_officer"), now, ends_on=clock.today() - timedelta(days=3))
    assert "1 个业委会逾期未换届" in text(client_as("street_officer").get(reverse("desk:turn")))

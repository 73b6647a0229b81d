"""What owners may ask: to see five kinds of papers, and to call an assembly; each on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mulin.decide.committees.actions.inspecting import answer_request, ask_to_see
from mulin.decide.committees.actions.petitions import (
    enter_signatures,
    hand_in,
    lawful_order,
    open_petition,
    order_call,
)
from mulin.decide.committees.models import Inspection, Petition, Signature
from mulin.decide.committees.papers import File
from mulin.decide.committees.queries.petitions import COUNTS, NO_HOME, NOT_OWNER, TWICE, sum_of
from mulin.ground.estate.models import Unit
from mulin.ground.record.models import Fact
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.decide.committees.test_pages import text, to
from tests.ground.papers.files import PDF

As = Callable[[str], Client]
Acting = Callable[..., Actor]
TODAY = date(2026, 3, 2)


def upload(name: str = "通知书.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, "application/pdf")


# ── The right of inspection ──────────────────────────────────────────────────────────────────────


def test_an_owner_asks_and_is_answered_with_the_paper(cast: Cast, client_as: As) -> None:
    owner, chair = client_as("owner"), client_as("committee_chair")
    assert "申请查阅" in text(owner.get(to("body", cast.a.committee.pk)))
    form = {"kind": "fund", "what": "2025 年维修资金使用明细", "once": uuid7()}
    assert owner.post(to("new_inspection", cast.a.committee.pk), form).status_code == 302
    row = Inspection.objects.of(cast.yun).get()
    assert row.asker_id == cast.persons["owner"].pk
    waiting = text(chair.get(to("inspections")))
    assert "2025 年维修资金使用明细" in waiting
    assert cast.persons["owner"].name not in waiting
    there = to("inspection", row.pk)
    bare = chair.post(there, {"state": "shown", "answer": ""})
    assert bare.status_code == 422
    done = chair.post(there, {"state": "shown", "answer": "已当面查阅", "file": upload("明细.pdf")})
    assert done.status_code == 302
    page = text(owner.get(there))
    assert "已当面查阅" in page
    paper = Inspection.objects.of(cast.yun).select_related("paper").get().paper
    assert paper is not None
    link = reverse("papers:download", args=[cast.yun.slug, paper.pk])
    assert link in page
    assert owner.get(link).status_code == 200
    assert client_as("co_owner").get(link).status_code == 404
    assert client_as("co_owner").get(there).status_code == 404  # somebody else's request
    kinds = {f.kind for f in Fact.objects.of(cast.yun)}
    assert {"InspectionAsked", "InspectionAnswered"} <= kinds


def test_only_an_owner_of_the_compound_may_ask(cast: Cast, actor: Acting, now: datetime) -> None:
    worker = actor("community_worker")
    body = cast.a.committee

    def ask(who: str, by: Actor) -> Inspection:
        return ask_to_see(
            body, cast.persons[who], "rules", "会议记录", once=uuid7(), by=by, now=now
        )

    with pytest.raises(Refused, match="不是本小区的业主"):
        ask("tenant", worker)
    with pytest.raises(Refused, match="没有找到"):
        ask("other_compound_owner", actor("other_compound_owner"))
    with pytest.raises(Refused, match="只能为自己申请"):
        ask("owner", actor("co_owner"))
    ask("owner", worker)  # at the counter
    row = Inspection.objects.of(cast.yun).get()
    with pytest.raises(Refused, match="由业委会答复"):
        answer_request(row, "shown", "看过", None, by=actor("owner"), now=now)
    with pytest.raises(Refused, match="没有选答复结果"):
        answer_request(row, "asked", "看过", None, by=actor("committee_chair"), now=now)


# ── The petition ─────────────────────────────────────────────────────────────────────────────────
# Compound A: twelve homes; the first has two owners, one person owns the last two: eleven persons.


@pytest.fixture
def petition(cast: Cast, actor: Acting, now: datetime) -> Petition:
    cast.a.compound.region = "310000"
    cast.a.compound.save(update_fields=["region"])
    return open_petition(
        cast.a.compound,
        "停车方案重议",
        "是否调整停车方案",
        once=uuid7(),
        by=actor("owner"),
        now=now,
    )


def signed(cast: Cast, index: int) -> str:
    return f"{cast.a.units[index].label} {cast.a.owners[index].name}"


def enter(petition: Petition, by: Actor, now: datetime, *lines: str) -> int:
    return enter_signatures(petition, "\n".join(lines), [], by=by, now=now)


def test_a_fifth_of_the_persons_is_enough_and_one_less_is_not(
    cast: Cast, petition: Petition, actor: Acting, now: datetime
) -> None:
    owner = actor("owner")
    enter(petition, owner, now, signed(cast, 1), signed(cast, 2))
    total = sum_of(petition, TODAY)
    assert (total.persons, total.all_persons) == (2, 11)
    assert not total.enough  # 2/11 < 1/5
    with pytest.raises(Refused, match="有效签名 2 人，全体 11 人"):
        hand_in(petition, by=owner, now=now)
    enter(petition, owner, now, signed(cast, 3))
    assert sum_of(petition, TODAY).enough
    hand_in(petition, by=owner, now=now)
    body = Fact.objects.of(cast.yun).get(kind="PetitionHanded").body
    assert (body["persons"], body["all_persons"]) == (3, 11)


def test_exactly_a_fifth_is_enough_as_the_statute_says_and_above(
    cast: Cast, petition: Petition, actor: Acting, now: datetime
) -> None:
    Unit.objects.of(cast.yun).filter(pk=cast.a.units[9].pk).update(ended_on=date(2026, 1, 1))
    enter(petition, actor("owner"), now, signed(cast, 1), signed(cast, 2))
    total = sum_of(petition, TODAY)
    assert (total.persons, total.all_persons) == (2, 10)
    assert total.enough


def test_each_signature_says_what_it_counts(
    cast: Cast, petition: Petition, actor: Acting, now: datetime
) -> None:
    last = cast.a.owners[10].name  # owns the last two homes
    lines = (
        f"{cast.a.units[0].label} {cast.a.owners[0].name}",
        f"{cast.a.units[0].label} {cast.a.owners[11].name}",  # his co-owner
        f"{cast.a.units[10].label} {last}",
        f"{cast.a.units[11].label} {last}",
        f"{cast.a.units[4].label} 冒名者",
        "9-9-909 赵演示",
    )
    assert enter(petition, actor("owner"), now, *lines) == 6
    assert enter(petition, actor("owner"), now, lines[0], "  ", lines[4]) == 0  # already there
    total = sum_of(petition, TODAY)
    assert [line.verdict for line in total.lines] == [
        COUNTS, TWICE, COUNTS, TWICE, NOT_OWNER, NO_HOME,
    ]  # fmt: skip
    areas = [u.voting_area for u in cast.a.units]
    assert total.area == areas[0] + areas[10] + areas[11]
    assert total.all_area == sum(areas)


def test_what_was_not_handed_over_is_one_person_and_its_buyer_signs_for_nothing(
    cast: Cast, petition: Petition, actor: Acting, now: datetime
) -> None:
    rows = Unit.objects.of(cast.yun).filter(pk__in=[u.pk for u in cast.a.units[2:5]])
    rows.update(status=Unit.Status.UNDELIVERED)
    enter(petition, actor("owner"), now, signed(cast, 2))
    total = sum_of(petition, TODAY)
    assert total.lines[0].verdict == NOT_OWNER
    assert total.all_persons == 9  # eight owners and the developer


def test_a_line_without_a_name_is_refused_and_nothing_is_entered(
    cast: Cast, petition: Petition, actor: Acting, now: datetime
) -> None:
    with pytest.raises(Refused, match="没有姓名：1-1-102"):
        enter(petition, actor("owner"), now, signed(cast, 2), "1-1-102")
    assert not Signature.objects.of(cast.yun).exists()


def test_a_committee_learns_of_it_when_it_is_handed_in(
    cast: Cast, petition: Petition, client_as: As, actor: Acting, now: datetime
) -> None:
    there = to("petition", petition.pk)
    chair = client_as("committee_chair")
    assert chair.get(there).status_code == 404
    assert "停车方案重议" not in text(chair.get(to("petitions")))
    enter(petition, actor("owner"), now, *(signed(cast, i) for i in (1, 2, 3)))
    hand_in(petition, by=actor("owner"), now=now)
    page = text(chair.get(there))
    assert "停车方案重议" in page
    assert cast.a.owners[2].name not in page  # names are masked
    assert client_as("co_owner").get(there).status_code == 404
    assert client_as("other_compound_owner").get(there).status_code == 404


def test_the_street_orders_an_idle_committee_within_the_regions_days(
    cast: Cast, petition: Petition, actor: Acting, now: datetime
) -> None:
    officer, order = actor("street_officer"), File("责令.pdf", PDF)
    with pytest.raises(Refused, match="征集签名"):
        order_call(petition, date(2026, 3, 20), order, by=officer, now=now)
    enter(petition, actor("owner"), now, *(signed(cast, i) for i in (1, 2, 3)))
    hand_in(petition, by=actor("owner"), now=now)
    with pytest.raises(Refused, match="由街道作出"):
        order_call(petition, date(2026, 3, 20), order, by=actor("community_worker"), now=now)
    with pytest.raises(Refused, match="不晚于今天"):
        order_call(petition, TODAY, order, by=officer, now=now)
    assert lawful_order(petition, TODAY) is None  # Shanghai names no days
    made = order_call(petition, date(2026, 3, 20), order, by=officer, now=now)
    assert made.state == Petition.State.ORDERED


def test_hangzhou_gives_thirty_days(cast: Cast, actor: Acting, now: datetime) -> None:
    cast.a.compound.region = "330100"
    cast.a.compound.save(update_fields=["region"])
    owner = actor("owner")
    petition = open_petition(cast.a.compound, "提议", "事项", once=uuid7(), by=owner, now=now)
    enter(petition, owner, now, *(signed(cast, i) for i in (1, 2, 3)))
    hand_in(petition, by=owner, now=now)
    assert lawful_order(petition, TODAY) == date(2026, 4, 1)
    with pytest.raises(Refused, match="晚于法规允许的 2026-04-01"):
        order_call(
            petition,
            date(2026, 4, 2),
            File("责令.pdf", PDF),
            by=actor("street_officer"),
            now=now,
        )


def test_a_petition_on_the_screen_from_its_first_signature_to_the_order(
    cast: Cast, client_as: As
) -> None:
    cast.a.compound.region = "310000"
    cast.a.compound.save(update_fields=["region"])
    owner, officer = client_as("owner"), client_as("street_officer")
    form = {
        "compound": cast.a.compound.pk,
        "title": "停车方案重议",
        "matter": "是否调整停车方案",
        "once": uuid7(),
    }
    assert owner.post(to("new_petition"), form).status_code == 302
    row = Petition.objects.of(cast.yun).get()
    there = to("petition", row.pk)
    lines = "\n".join(signed(cast, i) for i in (1, 2))
    sheet = {"lines": lines, "sheets": [upload("签名表.pdf")]}
    assert owner.post(to("sign", row.pk), sheet).status_code == 302
    assert "还不够" in text(owner.get(there))
    refused = owner.post(to("hand_in", row.pk), follow=True)
    assert "没有达到" in text(refused)
    assert owner.post(to("sign", row.pk), {"lines": signed(cast, 3)}).status_code == 302
    assert owner.post(to("hand_in", row.pk)).status_code == 302
    page = text(officer.get(there))
    assert "责令限期召集" in page
    assert "code=special_assembly" in page
    until = row.opened_on + timedelta(days=15)
    done = officer.post(to("order", row.pk), {"until": until, "file": upload()})
    assert done.status_code == 302
    assert f"街道责令业委会在 {until} 前召集" in text(officer.get(there))
    called = {"how": "called", "day": row.opened_on, "why": "定于五月二十日召开"}
    assert officer.post(to("end_petition", row.pk), called).status_code == 302
    assert "定于五月二十日召开" in text(owner.get(there))

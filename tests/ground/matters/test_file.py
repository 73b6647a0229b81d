"""The file of a matter: kind, parties, documents, deadlines, hands, who may know of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mulin.desk.contributions import found, my_turn
from mulin.ground.estate.models import Organisation
from mulin.ground.matters.actions import About, close, reopen
from mulin.ground.matters.actions.filing import (
    Who,
    add_party,
    describe,
    drop_party,
    file_paper,
    meet_deadline,
    set_deadline,
)
from mulin.ground.matters.actions.handing import hand_over
from mulin.ground.matters.actions.joining import link, merge, split
from mulin.ground.matters.models import Deadline, Link, Party
from mulin.ground.matters.permissions import may_carry, may_see_matter
from mulin.ground.matters.queries import (
    file_of,
    hands_near,
    matters_for,
)
from mulin.ground.papers.permissions import may_read_paper
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.discover.intake.telling import jpeg
from tests.ground.matters.filed import COMMUNITY, Act, As, address, opened, page, sentences


def test_kind_and_place_are_put_right_and_a_building_elsewhere_is_refused(
    cast: Cast, actor: Act, now: datetime
) -> None:
    worker = actor("community_worker")
    matter = opened(cast.a, worker, now, kind="safety")
    about = About("facility", "open", cast.a.buildings[0], " 顶层  北侧 ")
    for _ in range(2):
        matter = describe(matter, about, by=worker, now=now)
    assert (matter.kind, matter.spot) == ("facility", "顶层 北侧")
    assert sentences(matter)[1:] == [
        f"「外墙渗水」（{matter.number}）的类别、地点或知情范围改为："
        f"公共设施、一般、{cast.a.compound} {cast.a.buildings[0]} 顶层 北侧。"
    ]
    with pytest.raises(Refused, match="不在所选的小区"):
        describe(matter, About(building=cast.b.buildings[0]), by=worker, now=now)
    with pytest.raises(Refused, match="知情范围"):
        describe(matter, About(secrecy="nonsense"), by=worker, now=now)


def test_what_is_confidential_is_seen_by_street_opener_and_keeper_alone(
    cast: Cast, client_as: As, actor: Act, now: datetime
) -> None:
    officer, worker, chair = (
        actor("street_officer"),
        actor("community_worker"),
        actor("committee_chair"),
    )
    inner = opened(cast.a, officer, now, "内部的事", secrecy="office")
    secret = opened(cast.a, officer, now, "保密的事", secrecy="closed")
    own = opened(cast.a, chair, now, "主任自己立的", secrecy="closed")

    def seen(by: Actor) -> set[str]:
        return set(matters_for(by).values_list("title", flat=True))

    assert seen(officer) == {"内部的事", "保密的事", "主任自己立的"}
    assert seen(worker) == {"内部的事"}
    assert seen(chair) == {"主任自己立的"}
    page = reverse("matters:matter", args=[secret.pk])
    assert client_as("community_worker").get(page).status_code == 404
    assert (
        client_as("committee_chair").get(reverse("matters:matter", args=[inner.pk])).status_code
        == 404
    )
    hand = next(
        one for one in hands_near(secret, day_of(now)) if one.person == cast.persons[COMMUNITY]
    )
    hand_over(secret, hand.organisation, hand.person, "由社区跟进", by=officer, now=now)
    assert seen(worker) == {"内部的事", "保密的事"}
    assert client_as("community_worker").get(page).status_code == 200
    # what is on record for all who read the chain names it by its number alone
    assert all("保密的事" not in sentence for sentence in sentences(secret))
    with pytest.raises(Refused, match="不办这里的事项"):
        hand_over(secret, cast.a.committee, None, "给业委会", by=officer, now=now)
    assert own.opener_id == chair.person_id


def test_what_the_office_keeps_to_itself_is_not_told_on_the_first_page_of_the_place(
    cast: Cast, client_as: As
) -> None:
    officer, now = cast.actor("street_officer", clock.today()), clock.now()
    opened(cast.a, officer, now, "门口装路灯")
    for secrecy in ("office", "closed"):
        kept = opened(cast.a, officer, now, f"{secrecy}的事", secrecy=secrecy)
        set_deadline(kept, f"{secrecy}约谈业委会", day_of(now), once=uuid7(), by=officer, now=now)
    told = client_as("committee_chair").get("/").content.decode()
    assert "门口装路灯" in told
    assert "的事」" not in told
    assert "约谈业委会" not in told
    assert "约谈业委会" in client_as("street_officer").get("/").content.decode()


def test_handing_over_needs_a_reason_and_a_hand_of_the_place_and_comes_as_a_task(
    cast: Cast, actor: Act, now: datetime
) -> None:
    officer, worker = actor("street_officer"), actor(COMMUNITY)
    matter = opened(cast.a, officer, now)
    mine = next(
        one for one in hands_near(matter, day_of(now)) if one.person == cast.persons[COMMUNITY]
    )
    with pytest.raises(Refused, match="为什么移交"):
        hand_over(matter, mine.organisation, mine.person, " ", by=officer, now=now)
    for _ in range(2):
        hand_over(matter, mine.organisation, mine.person, "属地办理", by=officer, now=now)
    assert sentences(matter)[1:] == [
        f"「外墙渗水」（{matter.number}）由还没有定的承办人移交"
        f"{mine.organisation.name}{cast.persons[COMMUNITY].name}：属地办理。"
    ]
    due = day_of(now) - timedelta(days=1) + timedelta(days=2)
    set_deadline(matter, "回复居民", due, once=uuid7(), by=worker, now=now)
    late = due + timedelta(days=1)
    tasks = [one for one in my_turn(worker, late) if matter.title in one.title]
    assert [(one.due, one.state) for one in tasks] == [(due, "late")]
    assert not [one for one in my_turn(actor("committee_chair"), late) if matter.title in one.title]
    assert [hit.title for hit in found(matter.number, worker)] == ["外墙渗水"]
    assert not [hit for hit in found(matter.number, actor("owner")) if hit.title == "外墙渗水"]
    company = Organisation.objects.of(cast.yun).get(pk=cast.company.pk)
    with pytest.raises(Refused, match="不办这里的事项"):
        hand_over(matter, company, None, "给物业", by=officer, now=now)


def test_parties_join_once_are_told_masked_and_leave_with_a_reason(
    cast: Cast, actor: Act, now: datetime
) -> None:
    worker, owner = actor(COMMUNITY), cast.persons["owner"]
    matter = opened(cast.a, worker, now)

    def joined(part: str, who: Who) -> Party:
        return add_party(matter, part, who, once=uuid7(), by=worker, now=now)

    first = joined("raised", Who(person=owner))
    assert joined("raised", Who(person=owner)) == first
    joined("owes", Who(organisation=cast.company))
    joined("concerned", Who(name="3 号楼  顶层住户"))
    assert joined("concerned", Who(name="3 号楼 顶层住户")).name == "3 号楼 顶层住户"
    assert Party.objects.of(cast.yun).count() == 3
    assert all(owner.name not in sentence for sentence in sentences(matter))
    with pytest.raises(Refused, match="没有写是谁"):
        joined("helps", Who())
    with pytest.raises(Refused, match="哪一方"):
        joined("nonsense", Who(name="x"))
    with pytest.raises(Refused):
        joined("helps", Who(organisation=cast.far.committee))
    with pytest.raises(Refused, match="为什么退出"):
        drop_party(first, "", by=worker, now=now)
    for _ in range(2):
        drop_party(first, "不再追究", by=worker, now=now)
    file = file_of(worker, matter)
    assert ([one.part for one in file.parties], len(file.left)) == (["owes", "concerned"], 1)
    assert sentences(matter)[-1].endswith("提出的人退出：不再追究。")


def test_documents_are_read_by_who_sees_the_matter(cast: Cast, actor: Act, now: datetime) -> None:
    officer = actor("street_officer")
    matter = opened(cast.a, officer, now, secrecy="office")
    for _ in range(2):
        row = file_paper(matter, "现场照片", jpeg(), by=officer, now=now)
    with pytest.raises(Refused):
        file_paper(matter, "不是文件", b"MZ\x90\x00", by=officer, now=now)
    today = day_of(now)
    assert len(file_of(officer, matter).papers) == 1
    assert may_read_paper(actor(COMMUNITY), row.paper, today) is None
    for role in ("committee_chair", "owner", "property_manager", "neighbour_officer"):
        assert may_read_paper(actor(role), row.paper, today) is not None, role
    assert may_read_paper(None, row.paper, today) is not None


def test_a_deadline_is_kept_once_and_none_lies_before_the_opening(
    cast: Cast, actor: Act, now: datetime, today: date
) -> None:
    worker, once = actor(COMMUNITY), uuid7()
    matter = opened(cast.a, worker, now)
    for _ in range(2):
        row = set_deadline(matter, "出方案", today, "会上答应", once=once, by=worker, now=now)
    with pytest.raises(Refused, match="早于立项"):
        set_deadline(matter, "x", today - timedelta(days=1), once=uuid7(), by=worker, now=now)
    for _ in range(2):
        assert meet_deadline(row, by=worker, now=now).done_on == today
    assert Deadline.objects.of(cast.yun).count() == 1
    assert len(sentences(matter)) == 3
    close(matter, "好了", by=worker, now=now)
    with pytest.raises(Refused, match="先重新办理"):
        set_deadline(matter, "再来", today, once=uuid7(), by=worker, now=now)


def test_a_closed_matter_is_taken_up_again_with_a_reason(
    cast: Cast, actor: Act, now: datetime
) -> None:
    worker = actor(COMMUNITY)
    matter = close(opened(cast.a, worker, now), "修好了", by=worker, now=now)
    with pytest.raises(Refused, match="为什么重新办理"):
        reopen(matter, "deliver", " ", by=worker, now=now)
    for _ in range(2):
        matter = reopen(matter, "deliver", "又渗水了", by=worker, now=now)
    assert (matter.stage, matter.closed_on) == ("deliver", None)
    assert sentences(matter)[-1] == f"「外墙渗水」（{matter.number}）从落实环节重新办理：又渗水了。"


def test_what_was_handed_to_an_office_waits_on_the_first_page_of_its_people_until_closed(
    cast: Cast, actor: Act, client_as: As, now: datetime
) -> None:
    officer, chair = actor("street_officer"), actor("committee_chair")
    matter = opened(cast.a, officer, now)

    def waits() -> list[str]:
        return [one.url for one in my_turn(chair, day_of(now)) if matter.title in one.title]

    assert waits() == []
    hand = next(one for one in hands_near(matter, day_of(now)) if one.person is None)
    assert hand.organisation == cast.a.committee
    web = client_as("street_officer")
    sent = {"hand": hand.code, "why": "请业委会牵头征求意见"}
    assert web.post(reverse("matters:hand", args=[matter.pk]), sent).status_code == 302
    assert waits() == [address(matter)]
    assert "请业委会牵头征求意见" in page(web, matter)
    close(matter, "征求完了", by=chair, now=now)
    assert waits() == []


def test_who_was_handed_a_matter_of_the_street_reads_it_and_not_what_lies_elsewhere(
    cast: Cast, actor: Act, now: datetime
) -> None:
    officer, worker = actor("street_officer"), actor(COMMUNITY)
    street = opened(None, officer, now, "全街道外墙")
    far = opened(cast.b, officer, now, "别处外墙")
    merge(far, street.number, "同一批", by=officer, now=now)
    offered = hands_near(street, day_of(now))
    hand = next(one for one in offered if one.person == cast.persons[COMMUNITY])
    assert may_see_matter(worker, street) is not None
    for person in (None, hand.person):
        street = hand_over(street, hand.organisation, person, "请牵头", by=officer, now=now)
        assert may_carry(worker, street) is None
        assert street in matters_for(worker)
        assert street.title in [
            task.title.split(" · ")[-1] for task in my_turn(worker, day_of(now))
        ]
    assert file_of(worker, street).merged == []
    assert file_of(officer, street).merged == [far]


@pytest.mark.parametrize("role", ["owner", "property_manager", "auditor", "neighbour_officer"])
def test_others_change_nothing_in_a_file(cast: Cast, actor: Act, now: datetime, role: str) -> None:
    officer, by = actor("street_officer"), actor(role)
    matter, other = opened(cast.a, officer, now), opened(cast.a, officer, now, "乙")
    due = set_deadline(matter, "x", day_of(now), once=uuid7(), by=officer, now=now)
    party = add_party(matter, "helps", Who(name="x"), once=uuid7(), by=officer, now=now)
    before = Fact.objects.of(cast.yun).count()
    for verb in (
        lambda: describe(matter, About("safety"), by=by, now=now),
        lambda: add_party(matter, "owes", Who(name="y"), once=uuid7(), by=by, now=now),
        lambda: drop_party(party, "x", by=by, now=now),
        lambda: file_paper(matter, "x", jpeg(), by=by, now=now),
        lambda: set_deadline(matter, "y", day_of(now), once=uuid7(), by=by, now=now),
        lambda: meet_deadline(due, by=by, now=now),
        lambda: hand_over(matter, cast.a.committee, None, "x", by=by, now=now),
        lambda: merge(matter, other.number, "x", by=by, now=now),
        lambda: split(matter, "y", "x", once=uuid7(), by=by, now=now),
        lambda: link(matter, other.number, "x", by=by, now=now),
        lambda: reopen(matter, "decide", "x", by=by, now=now),
    ):
        with pytest.raises(Refused):
            verb()
    assert Fact.objects.of(cast.yun).count() == before


def test_a_file_is_kept_from_its_page(cast: Cast, client_as: As, actor: Act, now: datetime) -> None:
    worker = actor(COMMUNITY)
    matter, other = opened(cast.a, worker, now), opened(cast.a, worker, now, "乙")
    client = client_as(COMMUNITY)

    def send(verb: str, **typed: Any) -> Any:
        return client.post(reverse(f"matters:{verb}", args=[matter.pk]), typed)

    unit, owner = cast.a.units[0], cast.a.owners[0]
    hand = next(one for one in hands_near(matter, day_of(now)) if one.person is None)
    good: list[tuple[str, dict[str, Any]]] = [
        ("describe", {"kind": "facility", "secrecy": "open", "spot": "顶层"}),
        ("hand", {"hand": hand.code, "why": "属地"}),
        ("party", {"part": "raised", "room": unit.label, "resident": owner.name}),
        ("deadline", {"what": "回复", "on": "2199-01-01", "basis": "<b>"}),
        ("paper", {"title": "照片", "file": SimpleUploadedFile("a.jpg", jpeg())}),
        ("link", {"number": other.number, "why": "同一处"}),
        ("split", {"title": "排水沟", "why": "另一个单位"}),
    ]
    for verb, typed in good:
        assert send(verb, once=str(uuid7()), **typed).status_code == 302, verb
    bad: list[tuple[str, dict[str, Any], str]] = [
        ("describe", {"kind": "x", "secrecy": "open"}, "顶层"),
        ("hand", {"hand": "x", "why": "写了的理由"}, "写了的理由"),
        ("party", {"part": "raised", "room": unit.label, "resident": "没有这人"}, "没有登记"),
        ("deadline", {"what": "做到哪", "on": "0001-01-01"}, "做到哪"),
        ("paper", {"title": "写了名称"}, "写了名称"),
        ("merge", {"number": "SX-1", "why": "合并的理由"}, "没有找到这个编号"),
        ("tie", {"number": "JT-2026-9999"}, "没有找到编号"),
        ("close", {"outcome": ""}, "m-fold"),
    ]
    for verb, typed, shown in bad:
        answer = send(verb, **typed)
        assert (answer.status_code, shown in answer.content.decode()) == (422, True), verb
    body = client.get(reverse("matters:matter", args=[matter.pk])).content.decode()
    assert owner.name not in body
    for words in (
        "顶层",
        hand.words,
        "最迟 2199-01-01",
        "照片",
        other.number,
        "排水沟",
        "&lt;b&gt;",
    ):
        assert words in body, words
    due, party, row = Deadline.objects.get(), Party.objects.get(matter=matter), Link.objects.get()
    assert send("met", row=str(due.pk)).status_code == 302
    assert send("left", row=str(party.pk), why="").status_code == 302
    party.refresh_from_db()
    assert party.until is None
    assert send("left", row=str(party.pk), why="和解了").status_code == 302
    assert send("unlink", row=str(row.pk)).status_code == 302
    for wrong in ("", "x", str(uuid7())):
        assert send("met", row=wrong).status_code == 404
    party.refresh_from_db()
    assert party.until is not None
    assert Link.objects.count() == 0
    listed = client.get(reverse("matters:list"), {"flag": "nobody"}).content.decode()
    assert other.number in listed
    assert matter.number not in listed

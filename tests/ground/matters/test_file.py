"""The file of a matter: kind, parties, documents, deadlines, hands; merged, split, linked, tied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mulin.desk.contributions import found, my_turn
from mulin.ground.estate.models import Organisation
from mulin.ground.ledger.actions.opening import Opening, open_books
from mulin.ground.ledger.actions.writing import Draft, enter_voucher, write_voucher
from mulin.ground.matters.actions import About, close, open_matter, reopen
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
from mulin.ground.matters.actions.joining import link, merge, split, tie, unlink, unmerge, untie
from mulin.ground.matters.models import Deadline, Link, Matter, Party, Tie
from mulin.ground.matters.queries import file_of, hands_near, matters_for
from mulin.ground.papers.permissions import may_read_paper
from mulin.ground.record.models import Fact
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from mulin.law.books.voucher import Line
from tests.cast import Cast, Place
from tests.deliver.works.lifting import opened as lift_opened
from tests.discover.intake.telling import jpeg, raised

Act = Callable[..., Actor]
As = Callable[[str], Client]


def opened(
    place: Place | None, by: Actor, now: datetime, title: str = "外墙渗水", **about: Any
) -> Matter:
    compound = place.compound if place else None
    details = About(**about)
    return open_matter(compound, title, "discover", about=details, by=by, now=now, once=uuid7())


def sentences(matter: Matter) -> list[str]:
    facts = Fact.objects.of(matter.street_id).filter(subject_id=matter.pk)
    return [fact.sentence for fact in facts.order_by("id")]


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


COMMUNITY = "community_worker"


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


def test_two_files_of_one_matter_become_one_and_two_again(
    cast: Cast, actor: Act, now: datetime
) -> None:
    worker = actor(COMMUNITY)
    one, two, other = (opened(cast.a, worker, now, title) for title in ("甲", "乙", "丙"))
    ticket = raised(cast, actor("street_officer"), now, matter=two, channel="telephone")
    merge(two, one.number, "同一处", by=worker, now=now)
    assert merge(two, one.number, "同一处", by=worker, now=now).merged_into_id == one.pk
    file = file_of(worker, one)
    assert [matter.title for matter in file.merged] == ["乙"]
    assert ticket.number in {piece.number for piece in file.pieces}
    with pytest.raises(Refused, match="已经并入"):
        reopen(two, "discover", "再办", by=worker, now=now)
    # what is merged on goes along
    merge(one, other.number.lower(), "也是", by=worker, now=now)
    assert {matter.title for matter in file_of(worker, other).merged} == {"甲", "乙"}
    for number, why in ((other.number, "不能并入自己"), ("SX-2026-9999", "没有找到")):
        with pytest.raises(Refused, match=why):
            merge(other, number, "x", by=worker, now=now)
    hidden = opened(cast.b, actor("street_officer"), now)
    with pytest.raises(Refused, match="没有找到这个编号"):
        merge(other, hidden.number, "x", by=worker, now=now)
    for _ in range(2):
        back = unmerge(two, "不是同一处", by=worker, now=now)
    assert (back.stage, back.merged_into_id, back.closed_on) == ("discover", None, None)
    assert (
        sentences(two)[-1] == f"「乙」（{two.number}）从 {other.number} 拆开，单独办：不是同一处。"
    )


def test_a_part_becomes_a_matter_of_its_own_with_place_hands_and_parties(
    cast: Cast, actor: Act, now: datetime
) -> None:
    worker, once = actor(COMMUNITY), uuid7()
    matter = opened(cast.a, worker, now, kind="facility", building=cast.a.buildings[0], spot="顶层")
    add_party(matter, "owes", Who(organisation=cast.company), once=uuid7(), by=worker, now=now)
    hand_over(matter, cast.a.committee, None, "业委会牵头", by=worker, now=now)
    for _ in range(2):
        part = split(matter, "排水沟清理", "不是一个单位的事", once=once, by=worker, now=now)
    assert (part.kind, part.spot, part.building_id) == ("facility", "顶层", cast.a.buildings[0].pk)
    assert part.organisation_id == cast.a.committee.pk
    assert [row.organisation_id for row in part.parties.all()] == [cast.company.pk]
    assert [one.title for one in file_of(worker, matter).parts] == ["排水沟清理"]
    assert sentences(part) == [
        f"「排水沟清理」（{part.number}）从 {matter.number} 拆出：不是一个单位的事。"
    ]


def test_links_stand_on_both_and_only_for_who_sees_both(
    cast: Cast, actor: Act, now: datetime
) -> None:
    officer, worker = actor("street_officer"), actor(COMMUNITY)
    one, two = opened(cast.a, officer, now, "甲"), opened(cast.b, officer, now, "乙")
    row = link(one, two.number, "同一家施工", by=officer, now=now)
    assert link(two, one.number, "同一家施工", by=officer, now=now) == row
    assert [other.title for _row, other in file_of(officer, two).links] == ["甲"]
    assert file_of(worker, one).links == []
    with pytest.raises(Refused):
        unlink(row, by=worker, now=now)
    for _ in range(2):
        unlink(row, by=officer, now=now)
    assert Link.objects.of(cast.yun).count() == 0
    assert len(sentences(one)) == 3


def test_works_and_vouchers_are_tied_by_their_number_to_one_matter(
    cast: Cast, actor: Act, now: datetime
) -> None:
    officer, chair = actor("street_officer"), actor("committee_chair")
    lift = lift_opened(cast, officer, now)
    day = day_of(now)
    opening = Opening(
        "public_revenue", "公共收益", cast.a.committee, cast.a.compound, day.replace(day=1), 0
    )
    books = open_books(opening, once=uuid7(), by=officer, now=now)
    lines = (Line("1002", debit=500_00), Line("4002", credit=500_00))
    draft = Draft(day, "电梯广告费", lines)
    voucher = write_voucher(books, draft, once=uuid7(), by=chair, now=now)
    voucher = enter_voucher(voucher, by=officer, now=now)
    matter, other = opened(cast.a, officer, now), opened(cast.a, officer, now, "另一件")
    quoted = f"{books.number}/{day:%Y-%m}/{voucher.number}"
    for number in (lift.number.lower(), quoted, quoted):
        tie(matter, number, by=officer, now=now)
    pieces = {piece.kind: piece for _tie, piece in file_of(officer, matter).ties}
    assert (pieces["加装电梯"].number, pieces["凭证"].title) == (
        lift.number,
        "电梯广告费，500.00 元",
    )
    assert Tie.objects.of(cast.yun).count() == 2
    with pytest.raises(Refused, match=f"已经归入事项 {matter.number}"):
        tie(other, quoted, by=officer, now=now)
    for wrong in ("JT-2026-9999", f"{books.number}/2026-13/1", "'; drop", "记-1"):
        with pytest.raises(Refused, match="没有找到编号"):
            tie(other, wrong, by=officer, now=now)
    far = actor("neighbour_officer")
    with pytest.raises(Refused, match="没有找到编号"):
        tie(opened(cast.far, far, now), lift.number, by=far, now=now)
    row = Tie.objects.of(cast.yun).select_related("matter").get(kind="voucher")
    untie(row, pieces["凭证"], by=officer, now=now)
    assert sentences(matter)[-1].startswith(f"「外墙渗水」（{matter.number}）移出凭证 ")
    assert tie(other, quoted, by=officer, now=now)


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
        ("close", {"outcome": ""}, "sx-fold"),
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

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
from mulin.discover.intake.actions.gathering import link_matter
from mulin.discover.patrols.actions.filing import join_matter
from mulin.ground.estate.models import Organisation
from mulin.ground.ledger.actions.opening import Opening, open_books
from mulin.ground.ledger.actions.writing import Draft, enter_voucher, write_voucher
from mulin.ground.matters.actions import About, close, move_stage, open_matter, reopen
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
from mulin.ground.matters.queries import (
    file_of,
    hands_near,
    matters_for,
    stage_counts,
    with_next_day,
)
from mulin.ground.papers.permissions import may_read_paper
from mulin.ground.record.models import Fact
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from mulin.law.books.voucher import Line
from tests.cast import Cast, Place
from tests.deliver.works.lifting import opened as lift_opened
from tests.discover.intake.telling import jpeg, raised
from tests.isolation import grids, meetings, patrols

Act = Callable[..., Actor]
As = Callable[[str], Client]


def opened(
    place: Place | None, by: Actor, now: datetime, title: str = "外墙渗水", **about: Any
) -> Matter:
    compound = place.compound if place else None
    details = About(**about)
    return open_matter(compound, title, "discover", about=details, by=by, now=now, once=uuid7())


def address(matter: Matter) -> str:
    return reverse("matters:matter", args=[matter.pk])


def page(client: Client, matter: Matter) -> str:
    return client.get(address(matter)).content.decode()


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


def test_a_duplicate_goes_on_with_the_other_and_its_work_is_seen_there(
    cast: Cast, actor: Act, client_as: As, now: datetime
) -> None:
    officer, web = actor("street_officer"), client_as("street_officer")
    kept, double = opened(cast.a, officer, now), opened(cast.a, officer, now, "墙上漏水")
    ticket = raised(cast, actor("owner"), now)
    link_matter(ticket, double, by=officer, now=now)
    owed = set_deadline(double, "回复", day_of(now), once=uuid7(), by=officer, now=now)
    answer = web.post(
        reverse("matters:merge", args=[double.pk]),
        {"number": kept.number.lower(), "why": "同一处渗水"},
    )
    assert answer["Location"] == address(kept)
    shown = page(web, kept)
    for words in (ticket.number, double.number, "同一处渗水"):
        assert words in shown, words
    assert f"{kept.number} {kept.title}" in page(web, double)
    assert stage_counts(matters_for(officer)) == {"discover": 1, "merged": 1}
    listed = web.get(reverse("matters:list"), {"stage": "merged"}).content.decode()
    assert f"已并入 {kept.number}" in listed
    assert address(kept) not in listed
    assert with_next_day(matters_for(officer)).get(pk=kept.pk).next_on == owed.on
    for verb in (
        lambda: move_stage(double, "decide", "走错了", by=officer, now=now),
        lambda: close(double, "好了", by=officer, now=now),
        lambda: describe(double, About("safety"), by=officer, now=now),
        lambda: link(double, kept.number, "有关", by=officer, now=now),
        lambda: hand_over(double, cast.a.committee, None, "给业委会", by=officer, now=now),
    ):
        with pytest.raises(Refused, match="已经并入另一件"):
            verb()
    unmerge(double, "不是同一处", by=officer, now=now)
    double.refresh_from_db()
    assert (double.merged_into_id, double.stage) == (None, "discover")
    assert ticket.number not in page(web, kept)


def test_matters_merge_in_one_step_only_and_never_in_a_ring_nor_across_compounds(
    cast: Cast, actor: Act, now: datetime
) -> None:
    officer = actor("street_officer")
    a, b, c = (opened(cast.a, officer, now, title) for title in "甲乙丙")
    merge(a, b.number, "重复", by=officer, now=now)
    merge(b, c.number, "重复", by=officer, now=now)
    a.refresh_from_db()
    assert a.merged_into_id == c.pk
    for one, into, why in (
        (c, a, f"请并入 {c.number}"),
        (c, c, "自己"),
        (c, b, f"请并入 {c.number}"),
    ):
        with pytest.raises(Refused, match=why):
            merge(one, into.number, "重复", by=officer, now=now)
    with pytest.raises(Refused, match="为什么合并"):
        merge(c, opened(cast.a, officer, now, "丁").number, " ", by=officer, now=now)
    elsewhere, street = opened(cast.b, officer, now), opened(None, officer, now)
    with pytest.raises(Refused, match="不在同一个小区"):
        merge(c, elsewhere.number, "重复", by=officer, now=now)
    assert merge(c, street.number, "全街道一起办", by=officer, now=now).merged_into_id == street.pk


def test_a_part_takes_the_chosen_work_along_and_each_tells_of_the_other(
    cast: Cast, actor: Act, client_as: As, now: datetime
) -> None:
    officer, web = actor("street_officer"), client_as("street_officer")
    old, stays = opened(cast.a, officer, now), raised(cast, actor("owner"), now)
    goes, hazard = raised(cast, actor("owner"), now), patrols.hazard(cast)
    issue, report = meetings.issue(cast), grids.net_report(cast)
    lift = lift_opened(cast, officer, now)
    for ticket in (stays, goes):
        link_matter(ticket, old, by=officer, now=now)
    join_matter(hazard, old, by=officer, now=now)
    for row in (issue, report):
        row.matter = old
        row.save(update_fields=["matter"])
    tied_in = tie(old, lift.number, by=officer, now=now)
    moving = (goes, hazard, issue, report)
    sent = {
        "title": "电梯另外办",
        "why": "两回事",
        "pieces": [str(row.pk) for row in (*moving, lift)],
        "once": str(uuid7()),
    }
    for _again in range(2):
        answer = web.post(reverse("matters:split", args=[old.pk]), sent)
        assert answer.status_code == 302, answer.content.decode()
    made = Matter.objects.of(cast.yun).get(split_from=old)
    for row in (*moving, stays, tied_in):
        row.refresh_from_db()
    assert {row.matter_id for row in (*moving, tied_in)} == {made.pk}
    assert stays.matter_id == old.pk
    assert "带走 5 件工作" in page(web, old)
    assert old.number in page(web, made)
    with pytest.raises(Refused, match="不能带走"):
        split(old, "别的", "乱填", [uuid7()], once=uuid7(), by=officer, now=now)
    assert Matter.objects.of(cast.yun).filter(split_from=old).count() == 1


def test_what_has_to_do_with_each_other_leads_to_each_other_until_it_is_undone(
    cast: Cast, actor: Act, client_as: As, now: datetime
) -> None:
    officer, web = actor("street_officer"), client_as("street_officer")
    one, other = opened(cast.a, officer, now, "外墙"), opened(cast.a, officer, now, "屋面")
    row = link(one, other.number, "同一笔维修资金", by=officer, now=now)
    link(other, one.number, "再说一次", by=officer, now=now)
    for here, there in ((one, other), (other, one)):
        text = page(web, here)
        assert address(there) in text
        assert f"「外墙」（{one.number}）与 {other.number} 关联：同一笔维修资金。" in text
    unlink(row, by=officer, now=now)
    assert address(other) not in page(web, one)


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


def test_what_was_closed_and_taken_up_again_still_has_its_work(
    cast: Cast, actor: Act, client_as: As, now: datetime
) -> None:
    officer, web = actor("street_officer"), client_as("street_officer")
    matter, ticket = opened(cast.a, officer, now), raised(cast, actor("owner"), now)
    link_matter(ticket, matter, by=officer, now=now)
    close(matter, "修好了", by=officer, now=now)
    with pytest.raises(Refused, match="已经办结"):
        split(matter, "另外", "再说", once=uuid7(), by=officer, now=now)
    there = reverse("matters:move", args=[matter.pk])
    assert web.post(there, {"stage": "deliver", "why": ""}).status_code == 422
    assert web.post(there, {"stage": "deliver", "why": "又漏了"}).status_code == 302
    matter.refresh_from_db()
    assert (matter.stage, matter.closed_on) == ("deliver", None)
    assert ticket.number in page(web, matter)


def test_what_is_kept_confidential_is_told_nowhere_in_the_files_of_others(
    cast: Cast, actor: Act, client_as: As, now: datetime
) -> None:
    officer, web = actor("street_officer"), client_as("committee_chair")
    open_one = opened(cast.a, officer, now, "楼顶")
    inner, secret = (
        opened(cast.a, officer, now, f"{secrecy}的事", secrecy=secrecy)
        for secrecy in ("office", "closed")
    )
    for one in (inner, secret):
        link(open_one, one.number, "有关", by=officer, now=now)
    part = split(open_one, "拆出的内部事", "另查", once=uuid7(), by=officer, now=now)
    describe(part, About(secrecy="office"), by=officer, now=now)
    into = opened(cast.a, officer, now, "并入的内部事", secrecy="office")
    gone = opened(cast.a, officer, now, "重复")
    merge(gone, into.number, "重复", by=officer, now=now)
    for text in (page(web, open_one), page(web, gone)):
        for word in (inner.title, secret.title, part.title, into.title):
            assert word not in text, word
        for one in (inner, secret, part, into):
            assert address(one) not in text


@pytest.mark.parametrize("verb", ["merge", "unmerge", "split", "link", "unlink", "hand"])
def test_auditors_and_strangers_do_nothing_with_files(
    cast: Cast, actor: Act, client_as: As, now: datetime, verb: str
) -> None:
    officer = actor("street_officer")
    matter, other = opened(cast.a, officer, now), opened(cast.a, officer, now, "屋面")
    row = link(matter, other.number, "有关", by=officer, now=now)
    hand = next(one for one in hands_near(matter, day_of(now)) if one.person is None)
    sent = {
        "number": other.number,
        "why": "试试",
        "title": "试",
        "once": str(uuid7()),
        "row": str(row.pk),
        "hand": hand.code,
    }
    there = reverse(f"matters:{verb}", args=[matter.pk])
    before = Fact.objects.of(cast.yun).count()
    for role, codes in (
        ("auditor", (302, 403, 422)),
        ("owner", (404,)),
        ("neighbour_officer", (404,)),
    ):
        assert client_as(role).post(there, sent).status_code in codes, role
    assert Fact.objects.of(cast.yun).count() == before
    assert Link.objects.of(cast.yun).count() == 1


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

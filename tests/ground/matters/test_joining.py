"""Matters among each other: merged and apart again, split with their work, linked, tied."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.urls import reverse

from mulin.deliberate.meetings.models import Issue
from mulin.discover.intake.actions.gathering import link_matter
from mulin.discover.patrols.actions.filing import join_matter
from mulin.ground.ledger.actions.opening import Opening, open_books
from mulin.ground.ledger.actions.writing import Draft, enter_voucher, write_voucher
from mulin.ground.matters.actions import About, close, move_stage, reopen
from mulin.ground.matters.actions.filing import (
    Who,
    add_party,
    describe,
    set_deadline,
)
from mulin.ground.matters.actions.handing import hand_over
from mulin.ground.matters.actions.joining import link, merge, split, tie, unlink, unmerge, untie
from mulin.ground.matters.models import Link, Matter, Tie
from mulin.ground.matters.queries import (
    file_of,
    hands_near,
    matters_for,
    stage_counts,
    with_next_day,
)
from mulin.ground.record.models import Fact
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Refused
from mulin.law.books.voucher import Line
from tests.cast import Cast
from tests.deliver.works.lifting import opened as lift_opened
from tests.discover.intake.telling import raised
from tests.ground.matters.filed import COMMUNITY, Act, As, address, opened, page, sentences
from tests.isolation import grids, meetings, patrols


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


def test_a_topic_is_opened_from_a_matter_and_never_in_one_that_is_not_the_persons(
    cast: Cast, actor: Act, client_as: As, now: datetime
) -> None:
    officer = actor("street_officer")
    mine = opened(cast.a, officer, now)
    far = opened(cast.b, officer, now, "别处")
    there = f"{reverse('meetings:issue_new')}?matter={mine.pk}&compound={cast.a.compound.pk}"
    assert there.replace("&", "&amp;") in page(client_as("street_officer"), mine)
    sent = {
        "compound": str(cast.a.compound.pk),
        "title": "怎样修",
        "text": "",
        "source": "community",
    }
    for matter in (mine, far):
        chair = client_as("committee_chair")
        form = f"{reverse('meetings:issue_new')}?matter={matter.pk}"
        assert chair.post(form, {**sent, "once": str(uuid7())}).status_code == 302
    found = list(Issue.objects.of(cast.yun).order_by("id").values_list("matter_id", flat=True))
    assert found == [mine.pk, None]

"""The seal and the account with two hands; the list of what a term hands over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from mulin.decide.committees.actions.keeping import (
    ask_use,
    decide_use,
    hand_over,
    list_item,
    note_used,
)
from mulin.decide.committees.actions.terms import correct_term
from mulin.decide.committees.models import HandoverItem, Member, SealUse, Term
from mulin.decide.committees.papers import File
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.decide.committees.bodies import filled, seated
from tests.decide.committees.test_pages import text, to
from tests.ground.papers.files import PDF

As = Callable[[str], Client]
Acting = Callable[..., Actor]
DAY = date(2026, 3, 2)


@pytest.fixture
def term(cast: Cast, actor: Acting, now: datetime) -> Term:
    """Five seats held by four and the owner of the cast."""
    by = actor("street_officer")
    made, members = filled(cast, by, now, seats=6)
    assert len(members) == 5
    seated(made, cast.persons["owner"], by, now)
    return made


def asked(term: Term, by: Actor, now: datetime, thing: str = "seal", amount: int = 0) -> SealUse:
    return ask_use(
        term, thing, "电梯维保合同", amount, File("合同.pdf", PDF), once=uuid7(), by=by, now=now
    )


def test_one_member_asks_and_another_allows(term: Term, actor: Acting, now: datetime) -> None:
    use = asked(term, actor("committee_chair"), now)
    with pytest.raises(Refused, match="申请人自己不能批准"):
        decide_use(use, "同意", allow=True, by=actor("committee_chair"), now=now)
    with pytest.raises(Refused, match="还没有批准"):
        note_used(use, DAY, by=actor("committee_chair"), now=now)
    decide_use(use, "三月会议决定第 1 项", allow=True, by=actor("owner"), now=now)
    done = note_used(use, DAY, by=actor("committee_chair"), now=now)
    assert done.state == SealUse.State.USED
    kinds = [f.kind for f in Fact.objects.of(term.street_id).filter(subject_id=use.pk)]
    assert sorted(kinds) == ["SealUseAsked", "SealUseDecided", "SealUsed"]


def test_what_was_refused_is_not_used(term: Term, actor: Acting, now: datetime) -> None:
    use = asked(term, actor("committee_chair"), now)
    decide_use(use, "没有会议决定", allow=False, by=actor("owner"), now=now)
    with pytest.raises(Refused, match="还没有批准"):
        note_used(use, DAY, by=actor("committee_chair"), now=now)
    again = decide_use(use, "改主意", allow=True, by=actor("owner"), now=now)
    assert again.state == SealUse.State.REFUSED


@pytest.mark.parametrize(
    ("role", "told"),
    [
        ("street_officer", "由委员申请"),
        ("community_worker", "由委员申请"),
        ("auditor", "由委员申请"),
        ("co_owner", "由委员申请"),
        ("property_manager", "没有找到"),
        ("other_compound_owner", "没有找到"),
    ],
)
def test_nobody_else_holds_the_seal(
    term: Term, actor: Acting, now: datetime, role: str, told: str
) -> None:
    with pytest.raises(Refused, match=told):
        asked(term, actor(role), now)
    use = asked(term, actor("committee_chair"), now)
    with pytest.raises(Refused, match=told):
        decide_use(use, "同意", allow=True, by=actor(role), now=now)


def test_a_post_without_a_seat_is_no_second_hand(
    cast: Cast, term: Term, actor: Acting, now: datetime
) -> None:
    use = asked(term, actor("committee_chair"), now)
    rows = Member.objects.of(cast.yun).filter(person=cast.persons["owner"])
    rows.update(left_on=date(2026, 2, 1))  # the post in the register still stands
    with pytest.raises(Refused, match="不在这一届在任委员的名单上"):
        decide_use(use, "同意", allow=True, by=actor("owner"), now=now)


def test_the_database_itself_wants_two_hands(term: Term, actor: Acting, now: datetime) -> None:
    use = asked(term, actor("committee_chair"), now)
    rows = SealUse.objects.of(term.street_id).filter(pk=use.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(decider_id=use.asker_id)


def test_the_account_wants_an_amount_and_what_is_absent_is_not_used(
    term: Term, actor: Acting, now: datetime
) -> None:
    chair = actor("committee_chair")
    with pytest.raises(Refused, match="没有写金额"):
        asked(term, chair, now, "account")
    use = asked(term, chair, now, "account", 123_450)
    assert use.amount == 123_450
    correct_term(term, {"seal": "absent"}, why="核实", by=actor("street_officer"), now=now)
    with pytest.raises(Refused, match="登记的是没有印章"):
        asked(term, chair, now)


def test_what_is_on_the_list_is_handed_over_once(term: Term, actor: Acting, now: datetime) -> None:
    chair = actor("committee_chair")
    items = [
        list_item(term, "files", name, "1 册", "王主任", once=uuid7(), by=chair, now=now)
        for name in ("业主清册", "会议记录")
    ]
    with pytest.raises(Refused, match="没有写接收人"):
        hand_over(term, [items[0].pk], "", DAY, by=chair, now=now)
    assert hand_over(term, [items[0].pk], "第四届", DAY, by=chair, now=now) == 1
    with pytest.raises(Refused, match="没有选要移交的"):
        hand_over(term, [items[0].pk], "第四届", DAY, by=chair, now=now)
    with pytest.raises(Refused, match="由业委会"):
        list_item(term, "files", "甲", "", "", once=uuid7(), by=actor("co_owner"), now=now)


def test_two_members_use_the_seal_on_the_screen_and_hand_over(
    cast: Cast, client_as: As, term: Term
) -> None:
    chair, owner = client_as("committee_chair"), client_as("owner")
    there = to("keeping", cast.a.committee.pk)
    form = {
        "thing": "account",
        "purpose": "门禁维修款",
        "amount": "1,234.50",
        "file": SimpleUploadedFile("发票.pdf", PDF, "application/pdf"),
        "once": uuid7(),
    }
    bad = chair.post(to("new_use", term.pk), {**form, "amount": "一千"})
    assert bad.status_code == 422
    form["file"] = SimpleUploadedFile("发票.pdf", PDF, "application/pdf")
    assert chair.post(to("new_use", term.pk), form).status_code == 302
    use = SealUse.objects.of(cast.yun).get()
    assert use.amount == 123_450
    mine = chair.get(to("decide_use", use.pk))
    assert mine.status_code == 200
    decision = {"allow": "yes", "why": "三月会议决定"}
    own = chair.post(to("decide_use", use.pk), decision)
    assert own.status_code == 422
    assert "申请人自己不能批准" in text(own)
    assert owner.post(to("decide_use", use.pk), decision).status_code == 302
    assert chair.post(to("note_used", use.pk), {"day": clock.today()}).status_code == 302
    item = {
        "kind": "seal",
        "name": "业委会章",
        "quantity": "1 枚",
        "keeper": "主任",
        "once": uuid7(),
    }
    assert chair.post(to("new_item", term.pk), item).status_code == 302
    row = HandoverItem.objects.of(cast.yun).get()
    handed = {"items": [row.pk], "receiver": "街道代管", "day": clock.today()}
    assert chair.post(there, handed).status_code == 302
    page = text(client_as("auditor").get(there))
    for words in ("门禁维修款", "1,234.50", "三月会议决定", "业委会章", "街道代管"):
        assert words in page
    assert "业委会章" in text(chair.get(to("handover", cast.a.committee.pk)))
    assert client_as("co_owner").get(there).status_code == 404

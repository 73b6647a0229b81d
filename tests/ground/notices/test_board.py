"""Putting a notice up, proving that it hung, taking it down, and counting its days."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from PIL import Image

from mulin.ground.notices.actions import (
    NoticeDraft,
    prove_posting,
    prove_with_photo,
    publish,
    withdraw,
)
from mulin.ground.notices.models import Posting, PublicNotice
from mulin.ground.notices.queries.board import (
    ENDED,
    RUNNING,
    WITHDRAWN,
    board_of,
    hanging,
    head_for,
    in_state,
    notices_for,
    proofs_of,
)
from mulin.ground.papers.models import Paper
from mulin.ground.record.models import DayHead, Fact
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.ground.notices.board import hang

Act = Callable[..., Actor]


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def notice(cast: Cast, today: date) -> PublicNotice:
    return hang(cast.a, starts=today - timedelta(days=3), days=15)


def test_a_notice_is_published_only_inside_a_verb(cast: Cast, today: date) -> None:
    draft = NoticeDraft("publication", "poll", "x", today)
    connection = transaction.get_connection()
    inside, connection.in_atomic_block = connection.in_atomic_block, False
    try:
        with pytest.raises(RuntimeError, match="inside the verb"):
            publish(cast.a.compound, draft)
    finally:
        connection.in_atomic_block = inside


@pytest.mark.parametrize(
    ("days", "state", "left"),
    [(-4, "coming", 16), (-3, RUNNING, 15), (11, RUNNING, 1), (12, RUNNING, 0), (13, ENDED, None)],
)
def test_the_last_day_counts_and_the_day_after_it_is_over(
    cast: Cast, today: date, days: int, state: str, left: int | None
) -> None:
    notice = hang(cast.a, starts=today - timedelta(days=3), days=15)
    shown = hanging(notice, today + timedelta(days=days))
    assert (shown.state, shown.left) == (state, left)


def test_a_states_filter_and_its_word_agree(
    cast: Cast, today: date, now: datetime, actor: Act
) -> None:
    rows = [
        hang(cast.a, "将来", starts=today + timedelta(days=1)),
        hang(cast.a, "正在", starts=today),
        hang(cast.a, "末日", starts=today - timedelta(days=5), days=5),
        hang(cast.a, "过了", starts=today - timedelta(days=6), days=5),
    ]
    withdraw(rows[1], "写错面积", by=actor("street_officer"), now=now)
    mine = PublicNotice.objects.of(cast.yun)
    for state in ("coming", RUNNING, ENDED, WITHDRAWN):
        filtered = set(in_state(mine, state, today).values_list("title", flat=True))
        assert filtered == {n.title for n in mine if hanging(n, today).state == state}
        assert len(filtered) == 1


def test_a_posting_is_proved_once_with_its_photo(
    cast: Cast, notice: PublicNotice, actor: Act, now: datetime, today: date
) -> None:
    once = uuid7()
    for _ in range(2):
        prove_with_photo(
            notice,
            posting_id=once,
            place=" 1 号楼大堂 ",
            posted_on=today,
            photo=picture(),
            by=actor("community_worker"),
            now=now,
        )
    posting = Posting.objects.of(cast.yun).get()
    assert posting.place == "1 号楼大堂"
    assert Paper.objects.of(cast.yun).get(pk=posting.photo_id).klass == "internal"
    facts = Fact.objects.of(cast.yun).filter(kind="NoticePosted")
    assert [f.sentence for f in facts] == [f"「{notice.title}」{today} 张贴于1 号楼大堂，有照片。"]


def test_one_place_on_one_day_is_one_posting(
    cast: Cast, notice: PublicNotice, actor: Act, now: datetime, today: date
) -> None:
    """Two windows, or two people with the same list; a photo may follow, and another day is another."""

    def prove(day: date, photo: UUID | None = None) -> Posting:
        return prove_posting(
            notice,
            posting_id=uuid7(),
            place="大门",
            posted_on=day,
            photo_id=photo,
            by=actor("community_worker"),
            now=now,
        )

    prove(today)
    with pytest.raises(Refused, match="登记过"):
        prove(today)
    photo = uuid7()
    prove(today, photo)
    with pytest.raises(Refused, match="登记过"):
        prove(today, photo)
    prove(today - timedelta(days=1))
    assert Posting.objects.of(cast.yun).count() == 3


@pytest.mark.parametrize(("shift", "allowed"), [(-4, False), (-3, True), (0, True), (1, False)])
def test_a_posting_lies_between_the_first_day_and_today(
    notice: PublicNotice, actor: Act, now: datetime, today: date, shift: int, allowed: bool
) -> None:
    def prove() -> Posting:
        return prove_posting(
            notice,
            posting_id=uuid7(),
            place="大门",
            posted_on=today + timedelta(days=shift),
            photo_id=None,
            by=actor("counter_1"),
            now=now,
        )

    if allowed:
        assert prove().place == "大门"
    else:
        with pytest.raises(Refused, match="张贴日应在"):
            prove()


def test_a_photo_that_is_no_picture_leaves_no_posting(
    cast: Cast, notice: PublicNotice, actor: Act, now: datetime, today: date
) -> None:
    with pytest.raises(Refused):
        prove_with_photo(
            notice,
            posting_id=uuid7(),
            place="大门",
            posted_on=today,
            photo=b"<html>not a picture",
            by=actor("street_officer"),
            now=now,
        )
    assert not Posting.objects.of(cast.yun).exists()
    assert not Fact.objects.of(cast.yun).filter(kind="NoticePosted").exists()


def test_taking_down_needs_a_reason_happens_once_and_is_told(
    cast: Cast, notice: PublicNotice, actor: Act, now: datetime, today: date
) -> None:
    by = actor("committee_chair")
    with pytest.raises(Refused, match="没有写撤下的理由"):
        withdraw(notice, "  ", by=by, now=now)
    withdraw(notice, "面积写错", by=by, now=now)
    withdraw(notice, "别的理由", by=by, now=now)
    notice.refresh_from_db()
    assert (notice.withdrawn_on, notice.withdrawn_why) == (today, "面积写错")
    assert Fact.objects.of(cast.yun).filter(kind="NoticeWithdrawn").count() == 1
    assert [h.state for h in board_of(cast.a.compound, today)[1]] == [WITHDRAWN]


@pytest.mark.parametrize("role", ["owner", "tenant", "property_manager", "auditor", "stranger"])
def test_others_neither_prove_nor_take_down(
    cast: Cast, notice: PublicNotice, actor: Act, now: datetime, role: str
) -> None:
    by = actor("neighbour_officer") if role == "stranger" else actor(role)
    with pytest.raises(Refused):
        withdraw(notice, "不喜欢", by=by, now=now)
    notice.refresh_from_db()
    assert notice.withdrawn_on is None


def test_what_a_court_would_miss_is_told(
    notice: PublicNotice, actor: Act, now: datetime, today: date
) -> None:
    def fault() -> str:
        return proofs_of(notice, actor("street_officer"), today).fault

    def prove(on: date, photo: bytes | None) -> None:
        prove_with_photo(
            notice,
            posting_id=uuid7(),
            place="大门",
            posted_on=on,
            photo=photo,
            by=actor("street_officer"),
            now=now,
        )

    assert "还没有张贴证明" in fault()
    prove(today, None)
    assert "晚 3 天" in fault()
    prove(notice.starts_on, None)
    assert "没有照片" in fault()
    prove(notice.starts_on, picture())
    assert fault() == ""


def test_photos_are_for_the_office_and_not_for_the_public(
    notice: PublicNotice, actor: Act, now: datetime, today: date
) -> None:
    prove_with_photo(
        notice,
        posting_id=uuid7(),
        place="大门",
        posted_on=today,
        photo=picture(),
        by=actor("street_officer"),
        now=now,
    )
    for who, seen in (("community_worker", True), ("property_manager", True), ("owner", False)):
        photo = proofs_of(notice, actor(who), today).postings[0].photo
        assert (photo is not None) is seen, who
    assert proofs_of(notice, None, today).postings[0].photo is None


def test_each_sees_the_notices_of_the_compounds_he_works_in(
    cast: Cast, today: date, actor: Act
) -> None:
    hang(cast.a, "甲", starts=today)
    hang(cast.b, "乙", starts=today)
    hang(cast.far, "远", starts=today)

    def seen(role: str) -> set[str]:
        return set(notices_for(actor(role)).values_list("title", flat=True))

    assert seen("street_officer") == seen("auditor") == {"甲", "乙"}
    assert seen("community_worker") == seen("committee_chair") == seen("counter_1") == {"甲"}
    assert seen("owner") == set()
    assert seen("neighbour_officer") == {"远"}


def test_the_chain_head_is_what_was_published_else_that_of_the_first_day(
    cast: Cast, notice: PublicNotice
) -> None:
    assert head_for(notice) == (None, "")
    for shift in (-2, 0, 1):
        day = notice.starts_on + timedelta(days=shift)
        DayHead(street=cast.yun, day=day, seq=1, hash=f"{shift + 5}" * 64).save()
    assert head_for(notice) == (notice.starts_on, "5" * 64)
    notice.chain_head = "f" * 64
    assert head_for(notice) == (None, "f" * 64)

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from mulin.ground.papers import actions, permissions, queries, vault
from mulin.ground.papers.models import Klass, Paper
from mulin.kit.canonical import sm3
from mulin.kit.rights import Actor, Refused, system_actor
from tests.cast import Cast
from tests.ground.papers import files

KIND = "test.paper"
Act = Callable[..., Actor]


@pytest.fixture(autouse=True)
def _officers_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """In these tests street officers may read papers of the kind, and nobody else."""

    def reader(actor: Actor | None, paper: Paper, today: date) -> Any:
        return None if actor is not None and actor.is_street else permissions.HIDDEN

    monkeypatch.setattr(permissions, "_readers", {KIND: reader})


@pytest.fixture
def keep(cast: Cast, actor: Act, today: date, now: datetime) -> Callable[..., Paper]:
    def store(data: Any = files.PDF, klass: str = Klass.INTERNAL, **more: Any) -> Paper:
        values = {"kind": KIND, "title": "业主大会会议公告", **more}
        return actions.store(
            cast.yun, data, klass=klass, by=actor("street_officer"), today=today, now=now, **values
        )

    return store


def test_a_paper_is_kept_with_its_digest_size_format_and_who_and_when(
    keep: Callable[..., Paper], actor: Act, now: datetime
) -> None:
    paper = keep()
    assert paper.digest == sm3(files.PDF)
    assert (paper.size, paper.media_type) == (len(files.PDF), "application/pdf")
    assert paper.created_by == actor("street_officer").account_id
    assert paper.created_on == now
    assert paper.thumbnail is None


def test_storing_needs_a_day_only_and_notes_its_beginning(
    cast: Cast, actor: Act, today: date
) -> None:
    paper = actions.store(
        cast.yun.pk, files.PDF, kind=KIND, title="公告", klass="public",
        by=actor("street_officer"), today=today,
    )  # fmt: skip
    assert paper.created_on == datetime(2026, 3, 1, 16, tzinfo=UTC)


def test_an_upload_is_read_like_bytes(keep: Callable[..., Paper]) -> None:
    assert keep(BytesIO(files.PDF)).digest == sm3(files.PDF)


def test_the_same_bytes_are_one_paper_of_a_kind_and_class(keep: Callable[..., Paper]) -> None:
    first = keep()
    assert keep(title="另一个名字").pk == first.pk
    assert keep(kind="test.other").pk != first.pk
    assert keep(klass=Klass.PUBLIC).pk != first.pk


def test_a_second_row_for_the_same_bytes_is_refused_by_the_database(
    keep: Callable[..., Paper],
) -> None:
    paper = keep()
    twin = Paper.objects.of(paper.street_id).get(pk=paper.pk)
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_a_public_paper_lies_as_it_is_and_others_lie_sealed(keep: Callable[..., Paper]) -> None:
    def at_rest(paper: Paper) -> bytes:
        return vault.path_of(paper.street_id, paper.digest, sealed=paper.sealed).read_bytes()

    assert at_rest(keep(klass=Klass.PUBLIC)) == files.PDF
    for klass in (Klass.INTERNAL, Klass.SENSITIVE):
        assert b"%PDF" not in at_rest(keep(klass=klass))


def test_a_stored_paper_reads_back_whole(
    keep: Callable[..., Paper], actor: Act, today: date
) -> None:
    for klass in Klass:
        paper = keep(klass=klass)
        assert actions.read(paper, by=actor("street_officer"), today=today) == files.PDF


def test_a_picture_has_a_thumbnail_sealed_with_it(
    keep: Callable[..., Paper], actor: Act, today: date
) -> None:
    paper = keep(files.photo(), klass=Klass.SENSITIVE)
    small = actions.read_thumbnail(paper, by=actor("street_officer"), today=today)
    assert small.startswith(b"\xff\xd8\xff")
    assert paper.thumbnail == sm3(small)
    lies_at = vault.path_of(paper.street_id, paper.thumbnail, sealed=True)
    assert not lies_at.read_bytes().startswith(b"\xff\xd8\xff")


def test_a_pdf_has_no_thumbnail_and_says_so(
    keep: Callable[..., Paper], actor: Act, today: date
) -> None:
    with pytest.raises(Refused, match="没有缩略图"):
        actions.read_thumbnail(keep(), by=actor("street_officer"), today=today)


@pytest.mark.parametrize("klass", Klass.values)
def test_a_tampered_file_is_detected_and_not_handed_out(
    keep: Callable[..., Paper], actor: Act, today: date, klass: str
) -> None:
    paper = keep(klass=klass)
    path = vault.path_of(paper.street_id, paper.digest, sealed=paper.sealed)
    altered = bytearray(path.read_bytes())
    altered[-3] ^= 1
    path.write_bytes(bytes(altered))
    with pytest.raises(Refused, match="对不上"):
        actions.read(paper, by=actor("street_officer"), today=today)
    assert [p.pk for p, _ in queries.unsound(paper.street_id)] == [paper.pk]
    assert keep(klass=klass).pk == paper.pk  # the sound bytes, stored again, mend the file
    assert actions.read(paper, by=actor("street_officer"), today=today) == files.PDF


def test_a_missing_file_is_told_with_what_to_do(
    keep: Callable[..., Paper], actor: Act, today: date
) -> None:
    paper = keep(b"%PDF-1.7 gone\n%%EOF")
    vault.path_of(paper.street_id, paper.digest, sealed=True).unlink()
    with pytest.raises(Refused, match="找不到了") as refused:
        actions.read(paper, by=actor("street_officer"), today=today)
    assert "备份" in refused.value.refusal.what_to_do


def test_a_sealed_file_moved_to_another_digest_or_street_does_not_open(
    keep: Callable[..., Paper], cast: Cast
) -> None:
    one, two = keep(), keep(b"%PDF-1.7 two\n%%EOF")
    moved = vault.path_of(one.street_id, one.digest, sealed=True).read_bytes()
    vault.path_of(two.street_id, two.digest, sealed=True).write_bytes(moved)
    abroad = vault.path_of(cast.other.pk, one.digest, sealed=True)
    abroad.parent.mkdir(parents=True)
    abroad.write_bytes(moved)
    for street_id, digest in ((two.street_id, two.digest), (cast.other.pk, one.digest)):
        with pytest.raises(Refused, match="对不上"):
            vault.get(street_id, digest, sealed=True)


def test_nothing_half_written_stays_behind(
    keep: Callable[..., Paper], cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise OSError("no space left on device")

    data = b"%PDF-1.7 half\n%%EOF"
    monkeypatch.setattr(vault.os, "fsync", fail)
    with pytest.raises(OSError, match="no space"):
        keep(data)
    folder = vault.path_of(cast.yun.pk, sm3(data), sealed=True).parent
    assert not [p for p in folder.iterdir() if p.name.startswith(".new-")]
    assert not vault.path_of(cast.yun.pk, sm3(data), sealed=True).exists()
    assert not Paper.objects.of(cast.yun).filter(digest=sm3(data)).exists()


def test_papers_lie_under_their_street(keep: Callable[..., Paper], cast: Cast) -> None:
    paper = keep()
    path = vault.path_of(paper.street_id, paper.digest, sealed=True)
    assert path.is_relative_to(Path(settings.PAPERS_ROOT) / cast.yun.pk.hex / paper.digest[:2])


class TestWhoMayRead:
    def test_a_kind_that_nobody_judges_is_read_by_nobody(
        self, keep: Callable[..., Paper], actor: Act, today: date
    ) -> None:
        paper = keep(kind="test.unjudged", klass=Klass.PUBLIC)
        with pytest.raises(Refused) as refused:
            actions.read(paper, by=actor("street_officer"), today=today)
        assert refused.value.refusal.hidden

    def test_the_room_that_keeps_the_kind_decides(
        self, keep: Callable[..., Paper], actor: Act, today: date
    ) -> None:
        paper = keep()
        assert permissions.may_read_paper(actor("street_officer"), paper, today) is None
        assert permissions.may_read_paper(actor("owner"), paper, today) is permissions.HIDDEN
        assert permissions.may_read_paper(None, paper, today) is permissions.HIDDEN

    def test_an_officer_of_another_street_learns_nothing(
        self, keep: Callable[..., Paper], actor: Act, today: date
    ) -> None:
        with pytest.raises(Refused) as refused:
            actions.read(keep(), by=actor("neighbour_officer"), today=today)
        assert refused.value.refusal.hidden

    def test_the_software_itself_reads_papers_of_its_street_only(
        self, keep: Callable[..., Paper], cast: Cast, today: date
    ) -> None:
        paper = keep(kind="test.unjudged")
        assert actions.read(paper, by=system_actor(cast.yun.pk), today=today) == files.PDF
        with pytest.raises(Refused):
            actions.read(paper, by=system_actor(cast.other.pk), today=today)

    def test_nobody_stores_into_another_street(self, cast: Cast, actor: Act, today: date) -> None:
        with pytest.raises(Refused):
            actions.store(
                cast.yun, files.PDF, kind=KIND, title="x", klass="public",
                by=actor("neighbour_officer"), today=today,
            )  # fmt: skip

    def test_a_kind_has_one_judge(self) -> None:
        def judge(actor: Actor | None, paper: Paper, today: date) -> None:
            return None

        permissions.register_reader("test.new", judge)
        permissions.register_reader("test.new", judge)
        with pytest.raises(ValueError, match=KIND):
            permissions.register_reader(KIND, judge)


def test_papers_past_their_time_are_listed_from_the_day_after(
    keep: Callable[..., Paper], cast: Cast, today: date
) -> None:
    paper = keep(retention_until=today)
    keep(b"%PDF-1.7 kept for ever\n%%EOF")
    assert not queries.past_retention(cast.yun.pk, today).exists()
    later = queries.past_retention(cast.yun.pk, today + timedelta(days=1))
    assert [p.pk for p in later] == [paper.pk]

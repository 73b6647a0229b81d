"""The import screens as an office uses them, from upload to undo."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from mulin.ground.estate.models import ImportBatch, Unit
from mulin.ground.jobs.models import Job
from mulin.ground.record.models import Fact
from mulin.kit.rights import Refused
from mulin.portable import pages
from mulin.portable.jobs import roster_preview, roster_write
from mulin.portable.roster_import import write_batch
from mulin.portable.roster_reading import read
from mulin.portable.roster_template import template
from tests.cast import Cast

HEAD = ["楼号", "单元", "房间", "建筑面积", "专有部分面积", "业主姓名", "手机号"]
GOOD = [["9", "1", "101", 90.5, 80.25, "张演示", "13800001234"]]
GOOD += [["9", "1", "102", 90.5, 80.25, "李演示", ""]]
BAD = ["9", "1", "103", "大约", 80.25, "王演示", "138"]


def _file(*rows: list[Any], name: str = "名册.xlsx") -> SimpleUploadedFile:
    book = Workbook()
    for row in [HEAD, *rows]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def _upload(client: Any, cast: Cast, file: Any, place: str = "a") -> Any:
    url = reverse("roster:upload", args=[getattr(cast, place).compound.pk])
    once = str(client.get(url).context["form"]["once"].value())
    return client.post(url, {"once": once, "kind": "rooms", "file": file}, follow=True)


def _columns(client: Any, answer: Any, **more: Any) -> Any:
    form = answer.context["form"]
    typed = {name: form[name].value() or "" for name in form.column_names}
    url = answer.request["PATH_INFO"]
    return client.post(url, {**typed, "area_source": "register", **more}, follow=True)


def test_from_upload_to_undo(cast: Cast, client_as: Any) -> None:
    client = client_as("community_worker")
    columns = _upload(client, cast, _file(*GOOD))
    assert columns.status_code == 200
    assert "这些列各是什么" in columns.content.decode()
    preview = _columns(client, columns, control_rows="2", control_area="160.5")
    body = preview.content.decode()
    assert "确认导入" in body
    assert "<c-" not in body
    assert not Unit.objects.of(cast.yun).filter(label="9-1-101").exists()
    batch = ImportBatch.objects.of(cast.yun).get()
    assert batch.columns["voting_area"] == "专有部分面积"
    chosen = Fact.objects.of(cast.yun).get(kind="RosterColumnsChosen")
    assert "专有部分面积取“专有部分面积”" in chosen.sentence

    done = client.post(reverse("roster:confirm", args=[batch.pk]), follow=True).content.decode()
    assert "已导入" in done
    unit = Unit.objects.of(cast.yun).get(label="9-1-101")
    assert (unit.voting_area, unit.area_source) == (8025, "register")

    again = client.post(reverse("roster:confirm", args=[batch.pk]), follow=True)
    assert "已经导入过了，没有再写一次" in again.content.decode()
    assert Fact.objects.of(cast.yun).filter(kind="RosterImported").count() == 1
    unsaid = client.post(reverse("roster:undo", args=[batch.pk]), {"why": " "}, follow=True)
    assert "撤销理由不能为空" in unsaid.content.decode()
    for told in ("底册回到导入之前", "没有可撤销的内容"):
        undone = client.post(
            reverse("roster:undo", args=[batch.pk]), {"why": "导错了"}, follow=True
        )
        assert told in undone.content.decode()
    assert not Unit.objects.of(cast.yun).filter(label="9-1-101").exists()
    page = client.get(reverse("roster:batch", args=[batch.pk])).content.decode()
    assert "已撤销" in page


def test_faults_are_shown_by_cell_and_come_back_in_the_workbook(cast: Cast, client_as: Any) -> None:
    client = client_as("street_officer")
    preview = _columns(client, _upload(client, cast, _file(*GOOD, BAD)))
    body = preview.content.decode()
    assert "D4" in body
    assert "面积应为数字" in body
    batch = ImportBatch.objects.of(cast.yun).get()
    assert batch.state == "faulty"
    assert client.post(reverse("roster:confirm", args=[batch.pk])).status_code == 403
    back = client.get(reverse("roster:errors", args=[batch.pk]))
    sheet = load_workbook(io.BytesIO(b"".join(back.streaming_content))).worksheets[0]
    assert "D4" in sheet["H4"].value
    client.post(reverse("roster:confirm", args=[batch.pk]), {"leave": "1"})
    assert Unit.objects.of(cast.yun).filter(label__startswith="9-1-").count() == 2


def test_totals_that_do_not_agree_stop_the_import(cast: Cast, client_as: Any) -> None:
    client = client_as("street_officer")
    preview = _columns(client, _upload(client, cast, _file(*GOOD)), control_rows="3")
    assert "您填的是 3 行，文件里读到 2 行" in preview.content.decode()
    batch = ImportBatch.objects.of(cast.yun).get()
    assert client.post(reverse("roster:confirm", args=[batch.pk])).status_code == 403


def test_a_changed_owner_asks_for_the_day(cast: Cast, client_as: Any) -> None:
    client = client_as("street_officer")
    _columns(client, _upload(client, cast, _file(*GOOD)))
    first = ImportBatch.objects.of(cast.yun).get()
    client.post(reverse("roster:confirm", args=[first.pk]))
    sold = _file(["9", "1", "101", 90.5, 80.25, "买演示", "13900001234"])
    preview = _columns(client, _upload(client, cast, sold))
    assert "有 1 处业主或份额变更，要先填从哪一天起生效" in preview.content.decode()
    batch = ImportBatch.objects.of(cast.yun).order_by("-id").first()
    url = reverse("roster:columns", args=[batch.pk])
    _columns(client, client.get(url), effective_on="2026-02-01")
    client.post(reverse("roster:confirm", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == "done"


def test_the_voting_area_must_be_chosen_and_where_it_stands(cast: Cast, client_as: Any) -> None:
    client = client_as("street_officer")
    columns = _upload(client, cast, _file(*GOOD))
    form = columns.context["form"]
    typed = {name: form[name].value() or "" for name in form.column_names}
    typed["column_voting_area"] = ""
    answer = client.post(columns.request["PATH_INFO"], typed)
    assert answer.status_code == 422
    assert {"column_voting_area", "area_source"} <= set(answer.context["form"].errors)


def test_the_register_changing_after_the_preview_asks_for_a_new_one(
    cast: Cast, client_as: Any
) -> None:
    client = client_as("street_officer")
    for _ in range(2):
        _columns(client, _upload(client, cast, _file(*GOOD)))
    one, two = ImportBatch.objects.of(cast.yun).order_by("id")
    client.post(reverse("roster:confirm", args=[one.pk]))
    late = client.post(reverse("roster:confirm", args=[two.pk]), follow=True).content.decode()
    assert "按现在的底册重新做的预览" in late
    assert "底册已经和文件一致" in late
    assert "确认导入" not in late
    two.refresh_from_db()
    assert two.state == "read"


def test_what_was_confirmed_is_what_was_seen(cast: Cast, client_as: Any) -> None:
    """Two windows: the columns are chosen anew in one while the other still shows the old preview."""
    client = client_as("street_officer")
    answer = _upload(client, cast, _file(*GOOD))
    _columns(client, answer)
    batch = ImportBatch.objects.of(cast.yun).get()
    seen = batch.digest
    columns = client.get(reverse("roster:columns", args=[batch.pk]))
    _columns(client, columns, column_voting_area="建筑面积")
    url = reverse("roster:confirm", args=[batch.pk])
    stale = client.post(url, {"seen": seen}, follow=True).content.decode()
    assert "预览在别处更新过" in stale
    assert not Unit.objects.of(cast.yun).filter(label="9-1-101").exists()
    batch.refresh_from_db()
    client.post(url, {"seen": batch.digest})
    assert Unit.objects.of(cast.yun).get(label="9-1-101").voting_area == 9050


def test_an_import_that_was_put_aside_is_not_written_by_whoever_began_before(
    cast: Cast, client_as: Any, actor: Any, now: Any
) -> None:
    client = client_as("street_officer")
    _columns(client, _upload(client, cast, _file(*GOOD)))
    begun = ImportBatch.objects.of(cast.yun).select_related("compound").get()
    client.post(reverse("roster:discard", args=[begun.pk]))
    with pytest.raises(Refused, match="没有再写一次"):
        write_batch(begun, leave_faulty=False, by=actor("street_officer"), now=now)
    assert not Unit.objects.of(cast.yun).filter(label="9-1-101").exists()
    written = client.post(reverse("roster:confirm", args=[begun.pk]))
    assert written.status_code == 403


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "空"),
        (b"%PDF-1.7 x", "不是表格"),
        (b"just words", "没有用逗号"),
        (b"x" * (21 << 20), "文件超过 20 MB"),
    ],
)
def test_what_is_no_table_is_refused_where_it_was_chosen(
    cast: Cast, client_as: Any, data: bytes, sentence: str
) -> None:
    answer = _upload(client_as("street_officer"), cast, SimpleUploadedFile("x.xlsx", data))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ImportBatch.objects.of(cast.yun).exists()


def test_a_csv_in_gbk_goes_the_same_way(cast: Cast, client_as: Any) -> None:
    text = "\n".join(",".join(map(str, row)) for row in [HEAD, *GOOD]).encode("gbk")
    client = client_as("street_officer")
    preview = _columns(client, _upload(client, cast, SimpleUploadedFile("册.csv", text)))
    assert "确认导入" in preview.content.decode()


def test_a_large_file_is_read_and_written_in_the_background(
    cast: Cast, client_as: Any, monkeypatch: pytest.MonkeyPatch, now: Any
) -> None:
    monkeypatch.setattr(pages, "SMALL", 10)
    client = client_as("street_officer")
    waiting = _columns(client, _upload(client, cast, _file(*GOOD)))
    assert waiting.request["PATH_INFO"].startswith("/jobs/")
    _work(cast, roster_preview, now)
    batch = ImportBatch.objects.of(cast.yun).get()
    assert batch.state == "read"
    client.post(reverse("roster:confirm", args=[batch.pk]))
    for _ in range(2):
        _work(cast, roster_write, now)
    assert Unit.objects.of(cast.yun).filter(label__startswith="9-1-").count() == 2


def _work(cast: Cast, run: Any, now: Any) -> None:
    from mulin.ground.jobs.registry import Progress

    job = Job.objects.filter(street_id=cast.yun.pk).order_by("-id").first()
    run(job.payload, progress=Progress(job.pk, job.street_id), now=now)


@pytest.mark.parametrize("kind", ["rooms", "parking"])
def test_the_template_reads_back_without_a_fault(client_as: Any, kind: str) -> None:
    answer = client_as("street_officer").get(reverse("roster:template", args=[kind]))
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(template(kind)))
    assert book.sheetnames == ["名册", "填写示例", "填写说明"]
    book.remove(book["名册"])
    book["填写示例"].title = "名册"
    out = io.BytesIO()
    book.save(out)
    reading = read(io.BytesIO(out.getvalue()))
    assert reading.faults == []
    assert reading.units == {"rooms": 3, "parking": 2}[kind]


@pytest.mark.parametrize("role", ["committee_chair", "property_manager", "auditor", "owner"])
def test_who_does_not_keep_the_register_cannot_import(
    cast: Cast, client_as: Any, role: str
) -> None:
    client = client_as(role)
    url = reverse("roster:upload", args=[cast.a.compound.pk])
    assert client.get(url).status_code in (403, 404)
    for name in ("home", "imports"):
        assert client.get(reverse(f"roster:{name}")).status_code in (403, 404)


def test_another_streets_import_does_not_exist(cast: Cast, client_as: Any) -> None:
    client = client_as("street_officer")
    _columns(client, _upload(client, cast, _file(*GOOD)))
    batch = ImportBatch.objects.of(cast.yun).get()
    neighbour = client_as("neighbour_officer")
    for name in ("batch", "columns", "errors"):
        assert neighbour.get(reverse(f"roster:{name}", args=[batch.pk])).status_code == 404
    for name in ("confirm", "undo", "discard"):
        assert neighbour.post(reverse(f"roster:{name}", args=[batch.pk])).status_code == 404
    worker = client_as("community_worker")
    url = reverse("roster:upload", args=[cast.b.compound.pk])
    assert worker.get(url).status_code in (403, 404)
    assert client.get(reverse("estate:import"), follow=True).status_code == 200


def test_hundreds_of_faults_are_grouped_searched_and_paged(cast: Cast, client_as: Any) -> None:
    client = client_as("street_officer")
    bad = [["8", "1", str(100 + n), "大约", 80, "王演示", ""] for n in range(60)]
    bad += [["8", "2", str(100 + n), 90, 80, "王演示", f"138{n:02d}"] for n in range(7)]
    preview = _columns(client, _upload(client, cast, _file(*GOOD, *bad)))
    batch = ImportBatch.objects.of(cast.yun).get()
    assert [count for _kind, _rule, count in batch.summary["kinds"]] == [60, 7]
    assert len(preview.context["faults"].rows) == 20
    url = reverse("roster:batch", args=[batch.pk])
    phones = client.get(url, {"rule": "1"})
    assert {fault["cell"][0] for fault in phones.context["faults"].rows} == {"G"}
    assert len(phones.context["faults"].rows) == 7
    found = client.get(url, {"q": "D4"}).context["faults"].rows
    assert [fault["cell"] for fault in found] == ["D4", *(f"D{row}" for row in range(40, 50))]
    assert len(client.get(url, {"page": "4"}).context["faults"].rows) == 7
    assert "没有符合条件的" in client.get(url, {"q": "没有这个"}).content.decode()
    for odd in ({"rule": "99"}, {"rule": "x"}, {"page": "-1"}, {"sheet": "7"}):
        assert client.get(url, odd).status_code == 200


def test_sheets_that_were_not_read_are_named_before_confirming(cast: Cast, client_as: Any) -> None:
    book = load_workbook(io.BytesIO(_file(*GOOD, GOOD[0]).read()))
    book.create_sheet("便签").append(["请核"])
    out = io.BytesIO()
    book.save(out)
    client = client_as("street_officer")
    file = SimpleUploadedFile("名册.xlsx", out.getvalue())
    body = _columns(client, _upload(client, cast, file)).content.decode()
    assert "工作表“便签”没有读：没有表头。" in body
    assert "1 行与前面的行是同一套房屋" in body


def test_faults_are_read_in_the_readers_language(cast: Cast, client_as: Any) -> None:
    client = client_as("street_officer")
    bad = [["8", "1", "101", "大约", 80, "王演示", ""], ["8", "1", "102", 90, 80, "王演示", "138"]]
    _columns(client, _upload(client, cast, _file(*GOOD, *bad)))
    batch = ImportBatch.objects.of(cast.yun).get()
    url = reverse("roster:batch", args=[batch.pk])
    assert "面积应为数字，单位平方米，例如 89.62" in client.get(url).content.decode()
    client.cookies["django_language"] = "en"
    page = client.get(url, headers={"accept-language": "en"}).content.decode()
    assert "an area should be a number in square metres, for example 89.62" in page
    assert "面积应为数字" not in page
    found = client.get(url, {"q": "square metres"}, headers={"accept-language": "en"})
    assert [fault["value"] for fault in found.context["faults"].rows] == ["大约"]

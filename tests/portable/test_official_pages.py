"""The screens and the command by which the official system's ballots come in, as a clerk uses them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mulin.decide.assembly.models import Ballot, OfficialImport, Poll
from mulin.ground.record.models import Fact
from mulin.kit.clock import SHANGHAI
from mulin.portable import import_official
from tests.cast import Cast
from tests.decide.assembly.judged import judged
from tests.decide.assembly.official import at, beijing, on_paper
from tests.decide.assembly.world import World
from tests.portable.test_official_files import xlsx

As = Callable[[str], Client]
HEAD = ["流水号", "房号", "业主", "投票时间", "议题1", "议题2"]
OUTSIDE = ("visitor", "stranger", "other_compound_owner", "neighbour_officer", "owner", "tenant")


@pytest.fixture
def world(cast: Cast) -> World:
    return beijing(cast)


def line(world: World, place: int, *said: str, **more: str) -> list[str]:
    entry, holder = world.entries[place], world.holder(place)
    when = at(world, 2).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    plain = {"serial": f"S{place}", "unit": entry.first_unit, "owner": holder.name, "when": when}
    return [*{**plain, **more}.values(), *(said or ("同意", "反对"))]


def table(*lines: list[Any]) -> SimpleUploadedFile:
    return SimpleUploadedFile("明细.xlsx", xlsx(HEAD, *lines))


def url(world: World, name: str = "home", *more: Any) -> str:
    return reverse(f"official:{name}", args=[world.poll.pk, *more])


def upload(client: Client, world: World, file: Any, control: int) -> Any:
    once = client.get(url(world)).context["form"]["once"].value()
    typed = {"once": str(once), "file": file, "control": str(control), "system": "业主 App"}
    return client.post(url(world), typed, follow=True)


def batch(world: World) -> OfficialImport:
    found: OfficialImport = OfficialImport.objects.of(world.street).order_by("-id")[0]
    return found


def test_from_the_file_to_the_result(world: World, client_as: As) -> None:
    client = client_as("community_worker")
    live = client.get(reverse("assembly:poll", args=[world.poll.pk])).content.decode()
    assert url(world) in live
    answer = upload(client, world, table(line(world, 1), line(world, 2, "反对", "反对")), 2)
    page = answer.content.decode()
    assert "确认导入 2 张" in page
    assert world.entries[1].first_unit in page
    assert world.holder(1).name not in page
    listed = page[page.index("对上名册的票") : page.index("</main>")]
    assert "同意" not in listed
    assert "反对" not in listed
    done = client.post(url(world, "confirm", batch(world).pk), follow=True).content.decode()
    assert "和纸质票一起封存" in done
    assert Ballot.objects.of(world.street).filter(channel="official").count() == 2
    poll = judged(world)
    strict = poll.result["motions"][0]["strict"]
    assert (strict["agree"]["persons"], strict["against"]["persons"]) == (1, 1)
    result = client.get(reverse("assembly:poll", args=[world.poll.pk])).content.decode()
    assert "/ 官方" in result
    closed_now = client.get(url(world)).content.decode()
    assert "不能导入官方系统的票" in closed_now
    assert "<form" not in closed_now[closed_now.index("上传结果文件") :]


def test_faults_are_listed_and_only_the_good_ones_taken(world: World, client_as: As) -> None:
    client = client_as("community_worker")
    file = table(line(world, 1), line(world, 2, unit="9-9-901"), line(world, 3, owner="外人甲"))
    page = upload(client, world, file, 3).content.decode()
    assert "名册上没有这套房" in page
    assert "9-9-901" in page
    assert "外人甲" not in page
    assert "外**" in page
    assert "只导入没有错的 1 张" in page
    refused = client.post(url(world, "confirm", batch(world).pk), follow=True).content.decode()
    assert "有 2 张有错" in refused
    client.post(url(world, "confirm", batch(world).pk), {"leave": "1"})
    assert batch(world).taken == 1


def test_a_wrong_total_cannot_be_confirmed_and_the_file_is_put_aside(
    world: World, client_as: As
) -> None:
    client = client_as("street_officer")
    page = upload(client, world, table(line(world, 1)), 5).content.decode()
    assert "您数的是 5 张，文件里是 1 张" in page
    assert url(world, "confirm", batch(world).pk) not in page
    client.post(url(world, "confirm", batch(world).pk), {"leave": "1"})
    assert batch(world).state == "read"
    dropped = client.post(url(world, "drop", batch(world).pk), follow=True).content.decode()
    assert "已放弃" in dropped
    assert not Ballot.objects.of(world.street).exists()


def test_what_was_imported_by_mistake_is_withdrawn_with_a_reason(
    world: World, client_as: As
) -> None:
    client = client_as("community_worker")
    on_paper(world, 1, "agree", hours=5)
    upload(client, world, table(line(world, 1)), 1)
    done = client.post(url(world, "confirm", batch(world).pk), follow=True).content.decode()
    assert "1 张按规则代替了同一位业主先前的票" in done
    again = client.post(url(world, "withdraw", batch(world).pk), {"why": ""}, follow=True)
    assert "没有写撤回理由" in again.content.decode()
    typed = {"why": "导出的是另一个小区"}
    page = client.post(url(world, "withdraw", batch(world).pk), typed, follow=True)
    assert "已经撤回，不计入" in page.content.decode()
    assert "导出的是另一个小区" in page.content.decode()
    assert [b.channel for b in world.live()] == ["paper"]


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (SimpleUploadedFile("空.xlsx", b" "), "不是表格文件"),
        (SimpleUploadedFile("图.csv", b"\x89PNG"), "不是表格文件"),
        (SimpleUploadedFile("别.json", b'{"format": "x"}'), "format 应为"),
    ],
)
def test_a_file_that_cannot_be_read_is_explained_and_the_rest_stays(
    world: World, client_as: As, file: Any, told: str
) -> None:
    answer = upload(client_as("community_worker"), world, file, 1204)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "1204" in answer.content.decode()
    assert "业主 App" in answer.content.decode()
    assert not OfficialImport.objects.of(world.street).exists()


def test_a_double_click_reads_the_file_once(world: World, client_as: As) -> None:
    client = client_as("community_worker")
    once = str(client.get(url(world)).context["form"]["once"].value())
    for _ in range(2):
        typed = {"once": once, "file": table(line(world, 1)), "control": "1", "system": "App"}
        assert client.post(url(world), typed).status_code == 302
    assert OfficialImport.objects.of(world.street).count() == 1
    assert Fact.objects.of(world.street).filter(kind="OfficialRead").count() == 1


def test_the_company_may_look_and_upload_but_not_confirm(world: World, client_as: As) -> None:
    client = client_as("property_manager")
    page = upload(client, world, table(line(world, 1)), 1).content.decode()
    assert "不能单独把票计进去" in page
    client.post(url(world, "confirm", batch(world).pk))
    assert not Ballot.objects.of(world.street).exists()
    client_as("counter_1").post(url(world, "confirm", batch(world).pk))
    assert Ballot.objects.of(world.street).count() == 1


def test_the_company_concerned_sees_none_of_it(world: World, client_as: As, cast: Cast) -> None:
    upload(client_as("community_worker"), world, table(line(world, 1)), 1)
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(concerns=cast.company)
    client = client_as("property_manager")
    for name, more in (("home", ()), ("import", (batch(world).pk,)), ("template", ())):
        answer = client.get(url(world, name, *more))
        assert answer.status_code == 403, name
        assert world.entries[1].first_unit.encode() not in answer.content


@pytest.mark.parametrize("role", OUTSIDE)
def test_outsiders_and_owners_neither_see_nor_bring(world: World, client_as: As, role: str) -> None:
    upload(client_as("community_worker"), world, table(line(world, 1)), 1)
    client, facts = client_as(role), Fact.objects.count()
    for name in ("home", "template"):
        assert client.get(url(world, name)).status_code in {302, 403, 404}, name
    for name in ("import", "confirm", "drop", "withdraw"):
        for method in (client.get, client.post):
            answer = method(url(world, name, batch(world).pk))
            assert answer.status_code in {302, 403, 404, 405}, name
            assert world.entries[1].first_unit.encode() not in answer.content
    assert Fact.objects.count() == facts
    assert batch(world).state == "read"


def test_an_import_of_another_vote_is_not_found_under_this_one(
    world: World, client_as: As, cast: Cast
) -> None:
    client = client_as("community_worker")
    upload(client, world, table(line(world, 1)), 1)
    other = beijing(cast, number="BJ-2026-0118")
    assert client.get(url(other, "import", batch(world).pk)).status_code == 404
    assert client.post(url(other, "confirm", batch(world).pk)).status_code == 404


def test_the_list_is_searched_and_exported_masked(world: World, client_as: As) -> None:
    client = client_as("community_worker")
    on_paper(world, 2, "agree")
    upload(client, world, table(line(world, 1), line(world, 2)), 2)
    page = url(world, "import", batch(world).pk)
    found = client.get(page, {"q": "S1"}).context["listing"].rows
    assert [row.serial for row in found] == ["S1"]
    beside = client.get(page, {"beside": "paper"}).context["listing"].rows
    assert [row.serial for row in beside] == ["S2"]
    sent = client.get(page, {"export": "csv"})
    data = b"".join(sent.streaming_content) if sent.streaming else sent.content  # type: ignore[attr-defined]
    assert "S1" in data.decode("utf-8-sig")
    assert world.holder(1).name not in data.decode("utf-8-sig")
    assert "同意" not in data.decode("utf-8-sig")


def test_the_template_has_a_column_for_each_motion(world: World, client_as: As) -> None:
    answer = client_as("community_worker").get(url(world, "template"))
    assert b"PK" in b"".join(answer.streaming_content)[:4]  # type: ignore[attr-defined]
    assert "xlsx" in answer["Content-Disposition"]


# ── the command ─────────────────────────────────────────────────────────────────────────────────


def jsoned(world: World, path: Path, *places: int, **more: Any) -> Path:
    ballots = [
        {
            "serial": f"S{place}",
            "unit": world.entries[place].first_unit,
            "owner": world.holder(place).name,
            "cast_at": at(world, 2).isoformat(timespec="minutes"),
            "choices": {"1": "agree", "2": "反对"},
        }
        for place in places
    ]
    document = {"format": "mulin-official-ballots/1", "poll": world.poll.number, "ballots": ballots}
    target = path / "official.json"
    target.write_text(json.dumps({**document, **more}, ensure_ascii=False), encoding="utf-8")
    return target


def run(world: World, file: Path, *more: str, ballots: int = 2) -> int:
    words = [str(file), world.poll.number, "--ballots", str(ballots), "--system", "App"]
    return import_official.main([*words, "--street", "yun", *more])


def test_the_command_takes_a_clean_file_once(world: World, tmp_path: Path, capsys: Any) -> None:
    file = jsoned(world, tmp_path, 1, 2)
    assert run(world, file, "--dry-run") == 0
    assert "只核对，没有导入" in capsys.readouterr().out
    assert not OfficialImport.objects.of(world.street).exists()
    assert run(world, file) == 0
    assert "已导入 2 张并封存" in capsys.readouterr().out
    assert run(world, file) == 0
    assert "没有新的票" in capsys.readouterr().out
    assert Ballot.objects.of(world.street).count() == 2


def test_the_command_names_every_fault_and_takes_nothing(
    world: World, tmp_path: Path, capsys: Any
) -> None:
    file = jsoned(world, tmp_path, 1)
    assert run(world, file, ballots=3) == 1
    assert "对不上，没有导入" in capsys.readouterr().err
    strange = json.loads(file.read_text(encoding="utf-8"))
    strange["ballots"].append({**strange["ballots"][0], "serial": "X", "unit": "9-9-901"})
    file.write_text(json.dumps(strange, ensure_ascii=False), encoding="utf-8")
    assert run(world, file) == 1
    told = capsys.readouterr().err
    assert "ballots!2 unit: 9-9-901: 名册上没有这套房" in told
    assert not Ballot.objects.of(world.street).exists()
    assert run(world, file, "--leave-faulty") == 0
    assert Ballot.objects.of(world.street).count() == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["x.json"], "缺少"),
        (["没有.json", "BJ-2026-0117", "--ballots", "1", "--system", "A"], "找不到这个文件"),
        (["x", "BJ-2026-0999", "--ballots", "1", "--system", "A"], "没有编号为"),
        (["x", "BJ-2026-0117", "--ballots", "许多", "--system", "A"], "--ballots 后面写"),
    ],
)
def test_the_command_says_what_it_cannot_use(
    world: World, capsys: Any, words: list[str], told: str
) -> None:
    assert import_official.main([*words, "--street", "yun"]) == 2
    assert told in capsys.readouterr().err

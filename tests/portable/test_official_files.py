"""Reading what an official voting system exports: as JSON, as one row a ballot, as one row a motion."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from mulin.decide.assembly.official_rows import OfficialFile
from mulin.kit.clock import SHANGHAI
from mulin.portable import official_cells as cells
from mulin.portable.official_columns import Asked
from mulin.portable.official_files import read_file
from mulin.portable.official_template import template
from mulin.portable.roster_cells import BadCell
from mulin.portable.roster_files import Unreadable

LIFT, SHED, VOTE = "更换电梯", "改造车棚", "选举委员"
ASKED = [Asked(1, LIFT), Asked(2, SHED), Asked(3, VOTE, election=True)]
WIDE = ["流水号", "房屋", "业主姓名", "投票时间", "议题1", "第二项：改造车棚", VOTE]
LONG = ["投票流水号", "房号", "业主", "事项", "意见", "提交时间"]
AT = datetime(2026, 6, 10, 1, 30, tzinfo=UTC)
TIME = "2026-06-10 09:30"


def xlsx(*rows: list[Any], title: str = "明细") -> bytes:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv(*rows: list[Any]) -> bytes:
    return "\n".join(",".join(str(c) for c in row) for row in rows).encode("gb18030")


def jsoned(*ballots: dict[str, Any], **more: Any) -> bytes:
    document = {"format": "mulin-official-ballots/1", "ballots": list(ballots), **more}
    return json.dumps(document, ensure_ascii=False).encode()


def ballot(**more: Any) -> dict[str, Any]:
    plain = {
        "serial": "A1",
        "unit": "1-1-101",
        "owner": "张三",
        "cast_at": "2026-06-10T09:30+08:00",
    }
    return {**plain, "choices": {"1": "agree", "2": "反对", "3": ["李四", "王五"]}, **more}


def read(data: bytes) -> OfficialFile:
    return read_file(data, "结果", ASKED)


def rules(file: OfficialFile) -> str:
    return "\n".join(fault.sentence for fault in file.faults)


SAID = {1: "agree", 2: "against", 3: ("李四", "王五")}


@pytest.mark.parametrize(
    "data",
    [
        xlsx(
            ["北京业主 App 导出"],
            WIDE,
            ["A1", "1-1-101", "张三", TIME, "同意", "反对", "李四、王五"],
        ),
        csv(WIDE, ["A1", "1-1-101", "张三", TIME, "赞成", "不同意", "李四;王五"]),
        xlsx(
            LONG,
            ["A1", "1-1-101", "张三", "1", "同意", TIME],
            ["A1", "1-1-101", "张三", "议题二", "反对", TIME],
            ["A1", "1-1-101", "张三", VOTE, "李四，王五", TIME],
        ),
        jsoned(ballot()),
    ],
    ids=["wide", "csv", "long", "json"],
)
def test_a_ballot_is_the_same_however_it_was_written(data: bytes) -> None:
    file = read(data)
    assert rules(file) == ""
    assert file.ballots == 1
    [row] = file.rows
    assert (row.serial, row.units, row.owner, row.cast_at) == ("A1", ("1-1-101",), "张三", AT)
    assert row.choices == SAID


def test_what_was_left_blank_is_left_out_and_an_abstention_is_one() -> None:
    file = read(xlsx(WIDE, ["A1", "1-1-101", "", TIME, "", "弃权", "都不选"]))
    assert file.rows[0].choices == {2: "abstain", 3: "abstain"}


@pytest.mark.parametrize(
    "value",
    [
        AT.astimezone(SHANGHAI).replace(tzinfo=None),
        46183.395833333336,
        "2026/6/10 9:30",
        "2026年6月10日 09时30分",
        "2026-06-10T09:30:00+08:00",
        "2026-06-10 09:30:00.000",
    ],
)
def test_a_time_is_read_as_people_write_it(value: Any) -> None:
    assert cells.instant(value) == AT


@pytest.mark.parametrize("value", ["2026-06-10", "昨天", "", 46183, 12, None, "2026-13-10 09:30"])
def test_a_time_without_an_hour_is_none(value: Any) -> None:
    with pytest.raises(BadCell, match="写到分钟"):
        cells.instant(value)


def test_each_fault_stands_by_sheet_row_and_column_and_repeats_no_opinion() -> None:
    file = read(
        xlsx(
            WIDE,
            ["A1", "1-1-101", "张三", TIME, "同意", "反对", ""],
            ["", "1-1-102", "李*", "昨天", "大概同意", "反对", ""],
            [2.026061012345678e17, "", "王五", TIME, "同意", "同意", ""],
        )
    )
    told = rules(file)
    assert "明细!3 流水号: : 没有流水号" in told
    assert "明细!3 投票时间: 昨天: 投票时间请写到分钟" in told
    assert "明细!3 议题1: （见原文件）: 意见只能是同意、反对、弃权" in told
    assert "姓名被遮蔽" in told
    assert "末几位已经丢失" in told
    assert "明细!4 房屋: : 没有房号" in told
    assert "大概同意" not in told
    assert file.ballots == 3
    assert [row.serial for row in file.rows] == ["A1"]
    assert [f.masked.value for f in file.faults if f.personal] == ["李*"]


def test_one_serial_is_one_ballot_and_contradictions_are_told() -> None:
    first = ["A1", "1-1-101", "张三", TIME, "同意", "反对", ""]
    file = read(xlsx(WIDE, first, first, ["A1", "1-1-102", "张三", TIME, "同意", "反对", ""]))
    assert file.ballots == 1
    assert file.rows[0].units == ("1-1-101", "1-1-102")
    other = ["A1", "1-1-101", "张三", TIME, "反对", "反对", ""]
    file = read(xlsx(WIDE, first, other))
    assert "同一项的意见却不同" in rules(file)
    assert (file.ballots, file.rows) == (1, ())
    late = ["A1", "1-1-101", "李四", TIME, "同意", "反对", ""]
    assert "业主或时间却不同" in rules(read(xlsx(WIDE, first, late)))


def test_totals_blank_rows_and_repeated_headers_are_passed_by() -> None:
    row = ["A1", "1-1-101", "张三", TIME, "同意", "反对", ""]
    file = read(xlsx(WIDE, row, [], WIDE, ["合计", "", "", "", 1, "", ""]))
    assert file.ballots == 1
    assert rules(file) == ""


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "文件是空的"),
        (b"%PDF-1.7", "不是表格文件"),
        (xlsx(["甲", "乙"], ["1", "2"]), "没有找到表头"),
        (xlsx(WIDE[1:], ["1-1-101", "张三", TIME, "同意", "", ""]), "缺少这些列：流水号"),
        (xlsx(WIDE[:4], ["A1", "1-1-101", "张三", TIME]), "事项和意见"),
        (xlsx(WIDE[:6], ["A1", "1-1-101", "张三", TIME, "同意", ""]), "第 3 项“选举委员”"),
        (xlsx([*WIDE, "议题4"], ["A1"]), "“议题4”一列不是这次表决的事项"),
        (xlsx([*WIDE[:4], "议题1换楼顶", *WIDE[5:]], ["A1"]), "“议题1换楼顶”一列不是"),
        (jsoned(format="other/1"), "format 应为 mulin-official-ballots/1"),
        (b'{"format": "mulin-official-ballots/1"}', "没有 ballots 列表"),
        (jsoned(extra=1), "不认识的内容：extra"),
        (b'{"format": ', "不是合法的 JSON"),
    ],
)
def test_a_file_that_is_none_is_refused_with_what_to_do(data: bytes, told: str) -> None:
    with pytest.raises(Unreadable, match=told.replace("（", ".")):
        read(data)


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ({"serial": ""}, "ballots!1 serial"),
        ({"serial": 17}, "应是文字"),
        ({"unit": ""}, "没有房号"),
        ({"units": "1-1-101"}, "units 应是房号的列表"),
        ({"cast_at": "2026-06-10"}, "写到分钟"),
        ({"choices": {"4": "agree"}}, "只有第 1 到第 3 项"),
        ({"choices": {"1": ["agree"]}}, "其余写同意、反对、弃权"),
        ({"choices": {"1": "也许"}}, "（见原文件）"),
        ({"choices": []}, "应是一个对象"),
        ({"phone": "138"}, "不认识这一项"),
    ],
)
def test_a_ballot_of_a_json_file_is_judged_member_by_member(bad: dict[str, Any], told: str) -> None:
    file = read(jsoned(ballot(**bad), ballot(serial="B2")))
    assert told in rules(file)
    assert file.ballots == 2
    assert [row.serial for row in file.rows] == ["B2"]


def test_a_serial_twice_in_json_is_a_fault_of_the_second() -> None:
    file = read(jsoned(ballot(), ballot()))
    assert "和第 1 张流水号相同" in rules(file)
    assert len(file.rows) == 1


def test_the_number_of_the_vote_and_the_system_are_read() -> None:
    file = read(jsoned(ballot(), poll="bj-2026-0117", system="业主 App"))
    assert (file.poll, file.system) == ("BJ-2026-0117", "业主 App")


@pytest.mark.parametrize(
    ("header", "number", "rest"),
    [
        ("议题1", 1, ""),
        ("第十二项", 12, ""),
        ("表决事项二", 2, ""),
        ("第2项改造车棚", 2, "改造车棚"),
        ("事项二十", 20, ""),
        ("第1单元", 0, "第1单元"),
        ("同意面积", 0, "同意面积"),
    ],
)
def test_a_header_names_a_motion_by_number(header: str, number: int, rest: str) -> None:
    assert cells.numbered(header) == (number, rest)


def test_the_template_of_a_vote_is_read_back() -> None:
    book = load_workbook(io.BytesIO(template(ASKED)))
    book["票"].append(["A1", "1-1-101", "张三", TIME, "同意", "反对", "李四、王五"])
    out = io.BytesIO()
    book.save(out)
    file = read(out.getvalue())
    assert rules(file) == ""
    assert file.rows[0].choices == SAID

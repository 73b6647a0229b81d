"""The template people fill in: drop-downs, an example on a sheet of its own, explanations on another."""

from __future__ import annotations

import io

import xlsxwriter

from mulin.ground.estate.models import Unit
from mulin.portable.roster_columns import FIELDS

ROOM_COLUMNS = (
    "building",
    "stairwell",
    "room",
    "floor",
    "use",
    "layout",
    "gross_area",
    "voting_area",
    "status",
    "delivered_on",
    "owner",
    "share",
    "phone",
    "identity",
    "role",
)
PARKING_COLUMNS = (
    "lot",
    "space",
    "space_kind",
    "voting_area",
    "owner",
    "phone",
    "identity",
    "hold",
    "since",
    "until",
)
COLUMNS = {"rooms": ROOM_COLUMNS, "parking": PARKING_COLUMNS}
CHOICES: dict[str, list[str]] = {
    "use": [str(label) for label in Unit.Use.labels],
    "status": [str(label) for label in Unit.Status.labels],
    "role": ["业主", "单位", "建设单位", "租户", "家庭成员"],
    "hold": ["出售", "出租"],
}
AS_TEXT = frozenset({"building", "stairwell", "room", "share", "phone", "identity", "lot", "space"})
"""Columns set to text, so that Excel makes neither dates nor rounded numbers of them."""

NUMBERS = frozenset({"floor", "gross_area", "voting_area"})

EXAMPLES: dict[str, tuple[str, ...]] = {
    "rooms": (
        "4|2|1203|12|住宅|三室一厅|110.25|89.62|已交付|2014-06-30|张示例|1/2|13800000000"
        "|000000199001010018|业主",
        "4|2|1203||||||||李示例|1/2|13900000000||业主",
        "A|0|商铺1|1|商铺||50.5|45|已交付||示例商贸有限公司||028-00000000|91000000000000000K|单位",
        "5|1|101|1|住宅||88|70.4|未售||||||",
    ),
    "parking": (
        "B2|117|地下|12.5|张示例|13800000000||出售||",
        "B2|118|地下|12.5|李示例|13900000000||出租|2025-01-01|2025-12-31",
    ),
}
"""Rows of the example sheet, cells separated by bars; everybody in them is invented."""
EXPLAINED = {
    "rooms": (
        "一套房屋一行；有几位业主就写几行（房号相同），或在一格里用、隔开。",
        "楼号、单元、房间写号即可；没有单元（如商铺）写 0。",
        "专有部分面积用于表决计票，以不动产登记簿为准，单位平方米，最多两位小数；不知道就留空，不要用系数推算。",
        "建筑面积用于收费，可以和专有部分面积不同。",
        "份额写 1/2；单独所有或共同共有可以留空。",
        "手机号可以写几个，用、隔开；座机写区号。",
        "身份证号列已设为文本。业主是单位时，写统一社会信用代码。",
        "空着的格子表示没有说明，导入时不会清掉底册里已有的内容。",
    ),
    "parking": (
        "一个车位一行。",
        "出售：登记为车位的业主；出租：登记为使用人，写起止日期。",
    ),
}


def template(kind: str) -> bytes:
    """The workbook for ``rooms`` or ``parking``."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#E3F0EC", "bottom": 1, "text_wrap": True})
    text = book.add_format({"num_format": "@"})
    for name, rows in (("名册", ()), ("填写示例", EXAMPLES[kind])):
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for number, wanted in enumerate(COLUMNS[kind]):
            title = FIELDS[kind][wanted][0]
            sheet.write_string(0, number, title, head)
            sheet.set_column(
                number,
                number,
                22 if wanted == "identity" else 13,
                text if wanted in AS_TEXT else None,
            )
            if wanted in CHOICES:
                sheet.data_validation(
                    1, number, 5_000, number, {"validate": "list", "source": CHOICES[wanted]}
                )
        for line, row in enumerate(rows, start=1):
            cells = zip(COLUMNS[kind], row.split("|"), strict=True)
            for number, (wanted, value) in enumerate(cells):
                if value and wanted in NUMBERS:
                    sheet.write_number(line, number, float(value))
                elif value:
                    sheet.write_string(line, number, value)
    about = book.add_worksheet("填写说明")
    about.set_column(0, 0, 90, book.add_format({"text_wrap": True}))
    for line, sentence in enumerate(EXPLAINED[kind]):
        about.write_string(line, 0, f"{line + 1}. {sentence}")
    book.close()
    return out.getvalue()

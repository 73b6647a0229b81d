"""Which column of a roster means what: headers as people write them, found and proposed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mulin.ground.estate.labels import building_label

HEADER_DEPTH = 30
"""A header stands within this many rows of a sheet's top: above it are titles and remarks."""

Field = tuple[str, tuple[str, ...]]
"""The title of a column in our template, and how headers name it."""


def _field(title: str, synonyms: str) -> Field:
    return title, tuple(synonyms.split())


ROOM_FIELDS: dict[str, Field] = {
    "location": _field(
        "房号（楼-单元-房）", "房屋编号 房屋地址 房屋坐落 坐落 房屋位置 房产地址 门牌"
    ),
    "building": _field(
        "楼号",
        "楼号 楼栋 楼栋号 楼栋编号 栋 栋号 幢 幢号 楼 座 楼幢 楼宇 号楼 楼座 楼房号 楼幢号",
    ),
    "stairwell": _field("单元", "单元 单元号 单元编号 门洞 门栋 门号 楼组 梯"),
    "room": _field("房间", "房间 房间号 房号 室号 室 户号 门牌号 房屋号 房屋 单位号 户室号"),
    "floor": _field("楼层", "楼层 层 所在层 所在楼层 房屋楼层 层次"),
    "floors": _field("总层数", "总层数 总楼层 层数"),
    "elevator": _field("是否有电梯", "是否有电梯 有无电梯 电梯"),
    "use": _field(
        "房屋类型", "房屋类型 房屋用途 用途 类型 物业类型 房屋性质 规划用途 业态 房产类型"
    ),
    "layout": _field("房屋户型", "房屋户型 户型 房型"),
    "voting_area": _field(
        "专有部分面积",
        "专有部分面积 专有面积 专有部分建筑面积 专有建筑面积 登记面积 产权面积 "
        "产权登记面积 不动产登记面积 计票面积 表决面积 套内建筑面积 套内面积 "
        "室内面积 使用面积",
    ),
    "gross_area": _field(
        "建筑面积", "建筑面积 房屋建筑面积 面积 房屋面积 建面 总面积 收费面积 计费面积"
    ),
    "status": _field("房屋状态", "房屋状态 状态 入住状态 交付状态 入住情况 房态"),
    "delivered_on": _field(
        "交付日期", "交付日期 交付时间 交房日期 交房时间 接房时间 收房日期 入伙日期"
    ),
    "owner": _field(
        "业主姓名",
        "业主姓名 业主名称 业主 姓名 产权人 产权人姓名 权利人 房主 户主 名称 "
        "客户名称 业主名 使用人",
    ),
    "share": _field("份额", "份额 产权份额 共有份额 占有份额 所占份额 共有比例 持有份额 共有情况"),
    "phone": _field(
        "手机号",
        "手机号 手机 手机号码 电话 联系电话 联系方式 电话号码 业主电话 "
        "移动电话 联系手机 业主手机 业主手机号",
    ),
    "identity": _field(
        "身份证号",
        "身份证号 身份证 身份证号码 证件号 证件号码 有效证件号 业主身份证号 "
        "身份证件号码 统一社会信用代码 证件编号",
    ),
    "role": _field("业主类型", "业主类型 人员类型 身份 业主性质 产权人类型 客户类型 住户类型"),
    "gender": _field("性别", "性别"),
}
"""Field → its title in our template, and how headers name it; the first synonym wins a tie."""

PARKING_FIELDS: dict[str, Field] = {
    "lot": _field("停车场", "停车场 停车场编号 停车场名称 车库 车库编号 区域 车场"),
    "space": _field("车位编码", "车位编码 车位编号 车位号 车位 泊位号 车位号码"),
    "space_kind": _field("车位类型", "停车场类型 车位类型 类型 车位性质"),
    "voting_area": _field("面积", "面积 车位面积 建筑面积 产权面积"),
    "owner": ROOM_FIELDS["owner"],
    "share": ROOM_FIELDS["share"],
    "phone": ROOM_FIELDS["phone"],
    "identity": ROOM_FIELDS["identity"],
    "role": ROOM_FIELDS["role"],
    "hold": _field("出租/出售", "出租/出售 租售 出租出售 租售状态 车位状态 使用方式 状态"),
    "since": _field("开始时间", "开始时间 起始时间 开始日期 起租日期 租赁开始"),
    "until": _field("结束时间", "结束时间 截止时间 结束日期 到期时间 到期日期"),
}

SHEET_NAME = "（工作表名）"
"""Stands for a header where each sheet is a building."""
_SHEET = re.compile(
    r"(.{0,6}?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3}|[A-Za-z]{1,2}[0-9]{0,2})"
    r"(?:号[楼栋幢座]|[楼栋幢座号#]))(?:楼?[^0-9]{0,8})?"
)

FIELDS = {"rooms": ROOM_FIELDS, "parking": PARKING_FIELDS}
AREAS = ("voting_area", "gross_area")
SURE_VOTING = frozenset(
    {"专有部分面积", "专有面积", "专有部分建筑面积", "专有建筑面积", "计票面积", "表决面积"}
)
"""Headers that can only be the voting area; of others a person decides."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header of one sheet: where it stands and what each column is called.

    ``row`` counts from 0 and is the last header row; ``names`` has one text per column, a second
    column of the same name ends in ``#2``.
    """

    sheet: str
    row: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file's columns are taken for, before anybody looked: field → header text."""

    kind: str
    columns: Mapping[str, str]
    unused: tuple[str, ...]
    doubled: tuple[str, ...]
    area_headers: tuple[str, ...]
    sure: bool
    """Whether the voting area's header leaves no doubt."""


def plain_header(value: Any) -> str:
    """``建筑面积（㎡）*`` → ``建筑面积``: what a header says without unit, star and blanks."""
    if value is None or isinstance(value, int | float):
        return ""
    text = unicodedata.normalize("NFKC", str(value))
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】", "", text)
    return re.sub(r"[\s*:：_\-.]+", "", text)


def find_header(sheet: str, top: Sequence[Sequence[Any]]) -> Header | None:
    """The header among a sheet's first rows; None where no row looks like one."""
    best, best_row = 1, -1
    for number, cells in enumerate(top[:HEADER_DEPTH]):
        score = _score(cells)
        if score > best:
            best, best_row = score, number
    if best_row < 0:
        return None
    names = [plain_header(cell) for cell in top[best_row]]
    row = best_row
    if row + 1 < len(top) and _is_second_line(top[row + 1], names):
        row += 1
        names = _joined(names, [plain_header(cell) for cell in top[row]])
    elif row > 0 and _is_group_line(top[row - 1], names):
        names = _joined([plain_header(c) for c in top[row - 1]], names)
    return Header(sheet, row, _distinct(names))


def propose(headers: Sequence[Header], kind: str | None = None) -> Proposal:
    """What the columns are taken for, over all sheets of a file."""
    names = list(dict.fromkeys(n for h in headers for n in h.names if n))
    kind = kind or ("parking" if _is_parking(names) else "rooms")
    columns: dict[str, str] = {}
    for wanted, (_, synonyms) in FIELDS[kind].items():
        free = [n for n in names if n not in columns.values()]
        found = next((s for s in synonyms if s in free), None)
        if found is not None:
            columns[wanted] = found
    if kind == "rooms":
        _settle_location(columns, headers)
    areas = tuple(n for n in names if "面积" in n or n == "建面")
    used = set(columns.values())
    return Proposal(
        kind=kind,
        columns=columns,
        unused=tuple(n for n in names if n not in used),
        doubled=tuple(n for n in names if n.endswith("#2") and n[:-2] in used),
        area_headers=areas,
        sure=columns.get("voting_area") in SURE_VOTING or kind == "parking",
    )


def building_of_sheet(name: str) -> str:
    """``3栋``, ``A座业主名册`` → the building a sheet is about; empty for other names."""
    found = _SHEET.fullmatch("".join(unicodedata.normalize("NFKC", name).split()))
    return building_label(found[1]) if found else ""


def missing_fields(kind: str, columns: Container[str]) -> list[str]:
    """Titles of columns without which the file cannot be understood."""
    if kind == "parking":
        return [] if "space" in columns else ["车位编码"]
    if "location" in columns:
        return []
    return [ROOM_FIELDS[f][0] for f in ("building", "room") if f not in columns]


def positions(header: Header, columns: Mapping[str, str], kind: str) -> dict[str, int]:
    """Field → number of its column in this sheet, counted from 0.

    A sheet may call a column otherwise than the one it was chosen from (栋号 for 楼号); an area
    is taken under another name only where that name leaves no doubt.
    """
    where = {name: number for number, name in enumerate(header.names) if name}
    at = {wanted: where[name] for wanted, name in columns.items() if name in where}
    for wanted in columns:
        if wanted in at or wanted not in FIELDS[kind]:
            continue
        for synonym in FIELDS[kind][wanted][1]:
            taken = where.get(synonym, -1) in at.values()
            if synonym in where and not taken and (wanted not in AREAS or synonym in SURE_VOTING):
                at[wanted] = where[synonym]
                break
    order = list(FIELDS[kind])
    return dict(
        sorted(at.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else 99)
    )


def _score(row: Sequence[Any]) -> int:
    """How many different fields a row names; only short texts can be headers."""
    texts = {t for cell in row if (t := plain_header(cell)) and len(t) <= 16}
    return max(
        sum(1 for _, synonyms in fields.values() if not texts.isdisjoint(synonyms))
        for fields in FIELDS.values()
    )


def _is_parking(names: Sequence[str]) -> bool:
    space = any(n in PARKING_FIELDS["space"][1] for n in names)
    room = any(n in ROOM_FIELDS["room"][1] for n in names)
    return space and not room


def _is_second_line(row: Sequence[Any], names: Sequence[str]) -> bool:
    """A row below the header that names further columns (two-line headers with merged groups)."""
    texts = [plain_header(cell) for cell in row]
    adds = [t for t, above in zip(texts, names, strict=False) if t and t != above]
    data = any(isinstance(c, int | float) or re.search("[0-9]", str(c or "")) for c in row)
    return _score(row) >= 2 and len(adds) >= 2 and not data


def _is_group_line(row: Sequence[Any], names: Sequence[str]) -> bool:
    """A row above that names columns the header row leaves blank (cells merged downwards)."""
    texts = [plain_header(cell) for cell in row]
    fills = [t for t, below in zip(texts, names, strict=False) if t and not below]
    return bool(fills) and _score(fills) >= 1


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    width = max(len(upper), len(lower))
    pad = [""] * width
    pairs = zip([*upper, *pad][:width], [*lower, *pad][:width], strict=True)
    return [below or above for above, below in pairs]


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    found = []
    for name in names:
        if name:
            seen[name] = seen.get(name, 0) + 1
            name = name if seen[name] == 1 else f"{name}#{seen[name]}"
        found.append(name)
    return tuple(found)


def _settle_location(columns: dict[str, str], headers: Sequence[Header]) -> None:
    """Without a building column the sheets' names say it, or the room's (1-1-1001)."""
    if "building" in columns and "room" in columns:
        columns.pop("location", None)
    elif "building" not in columns and "room" in columns and "location" not in columns:
        if all(building_of_sheet(header.sheet) for header in headers):
            columns["building"] = SHEET_NAME
            return
        columns["location"] = columns.pop("room")

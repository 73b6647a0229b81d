"""Which column of an official result file means what, and which motion of the vote it asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from mulin.portable import official_cells as cells
from mulin.portable.roster_archives import Unreadable
from mulin.portable.roster_columns import HEADER_DEPTH, plain_header
from mulin.portable.roster_files import Sheet

FIELDS: Mapping[str, tuple[str, ...]] = {
    "serial": (
        "流水号",
        "投票流水号",
        "业务流水号",
        "流水编号",
        "选票编号",
        "票号",
        "投票编号",
        "凭证号",
        "序列号",
    ),
    "unit": (
        "房号",
        "房屋",
        "房屋编号",
        "房屋坐落",
        "坐落",
        "房屋地址",
        "房屋位置",
        "门牌",
        "门牌号",
        "室号",
        "房间",
        "房间号",
    ),
    "owner": (
        "业主",
        "业主姓名",
        "业主名称",
        "姓名",
        "权利人",
        "产权人",
        "投票人",
        "投票业主",
        "表决人",
    ),
    "motion": (
        "事项",
        "议题",
        "表决事项",
        "表决议题",
        "事项名称",
        "议题名称",
        "事项编号",
        "议题编号",
    ),
    "opinion": ("意见", "表决意见", "投票意见", "选择", "表决", "投票选项", "选项"),
    "cast_at": ("投票时间", "表决时间", "提交时间", "投票日期", "时间", "完成时间"),
}
TITLES = {"serial": "流水号", "unit": "房号", "owner": "业主", "cast_at": "投票时间"}
NEEDED = ("serial", "unit", "cast_at")


@dataclass(frozen=True)
class Asked:
    """A motion of the vote as a file may call it: its number, its title, whether it is an election."""

    number: int
    title: str
    election: bool = False


@dataclass
class Table:
    """One sheet's columns: field → column, column → motion; what each is called."""

    sheet: Sheet
    header: int
    at: dict[str, int]
    motions: dict[int, Asked]
    names: list[str]

    def name(self, column: int) -> str:
        return self.names[column].partition("#")[0]

    def called(self) -> dict[str, str]:
        """What a row's fields are called here, for faults found later."""
        known = {name: self.name(column) for name, column in self.at.items()}
        wide = {f"choice{asked.number}": self.name(c) for c, asked in self.motions.items()}
        return {**known, **wide}


def table_of(sheet: Sheet, motions: Sequence[Asked]) -> Table | None:
    """The sheet's columns, or None where it has no header that we know. Raises Unreadable where the
    header lacks a column that a ballot cannot do without."""
    top = list(islice(sheet.rows(), HEADER_DEPTH))
    best: Table | None = None
    for number, row in enumerate(top):
        names = [plain_header(cell) for cell in row]
        at: dict[str, int] = {}
        for wanted, synonyms in FIELDS.items():
            found = next((names.index(s) for s in synonyms if s in names), None)
            if found is not None and found not in at.values():
                at[wanted] = found
        wide = {
            column: asked
            for column, text in enumerate(names)
            if column not in at.values() and (asked := motion_of(text, motions)) is not None
        }
        if best is None or len(at) + len(wide) > len(best.at) + len(best.motions):
            best = Table(sheet, number, at, wide, names)
    if best is None or len(best.at) < 2:
        return None
    missing = [TITLES[name] for name in NEEDED if name not in best.at]
    if best.motions:
        _check_motions(best, motions, missing)
    elif not {"motion", "opinion"} <= set(best.at):
        missing.append("事项和意见（或者每个事项一列）")
    if missing:
        raise Unreadable(
            f"工作表“{sheet.name}”缺少这些列：{'、'.join(missing)}。可以下载模板对照。"
        )
    return best


def _check_motions(table: Table, motions: Sequence[Asked], missing: list[str]) -> None:
    """Every motion has its column, and no column asks what this vote does not."""
    found = {asked.number for asked in table.motions.values()}
    missing += [
        f"第 {asked.number} 项“{asked.title}”" for asked in motions if asked.number not in found
    ]
    for column, text in enumerate(table.names):
        strange = column not in table.motions and column not in table.at.values()
        if strange and cells.numbered(text)[0]:
            raise Unreadable(
                f"工作表“{table.sheet.name}”的“{table.name(column)}”一列不是这次表决的事项，"
                "请确认导出的是这次表决；是的话，把表头改成第几项。"
            )


def motion_of(text: str, motions: Sequence[Asked]) -> Asked | None:
    """``议题1``, ``第一项``, ``事项2：改造车棚`` or the motion's whole title."""
    number, rest = cells.numbered(text)
    for asked in motions:
        title = plain_header(asked.title)
        if text == title or (number == asked.number and rest in ("", title)):
            return asked
    return None


def numbered_plainly(text: str, motions: Sequence[Asked]) -> Asked | None:
    """``2`` in a column of motions."""
    return next((asked for asked in motions if text == str(asked.number)), None)

"""``mulin import-roster FILE --street CODE --compound CODE``: a roster from the command line.

Exit 0: clean (and written, unless ``--dry-run``); 1: faults, one a line on standard error as
``sheet!cell: value: rule``, nothing written, a copy of the workbook with an error column beside
the file; 2: not a readable table, or unusable arguments.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO, NoReturn

from mulin.ground.estate.actions.roster import RosterFaulty, write_roster
from mulin.ground.estate.models import Community, Compound, Unit
from mulin.ground.estate.roster import RosterTerms
from mulin.ground.estate.roster_plan import Totals
from mulin.ground.streets.models import Street
from mulin.kit import clock
from mulin.kit.rights import Refused, system_actor
from mulin.portable.roster_archives import Unreadable
from mulin.portable.roster_cells import BadCell
from mulin.portable.roster_cells import area as parsed_area
from mulin.portable.roster_cells import day as parsed_day
from mulin.portable.roster_columns import AREAS, Proposal
from mulin.portable.roster_errors import error_workbook
from mulin.portable.roster_faults import Fault
from mulin.portable.roster_import import as_faults, control_faults, judge_file
from mulin.portable.roster_reading import read, square
from mulin.portable.roster_units import Reading

CLEAN, FAULTY, UNUSABLE = 0, 1, 2
SUFFIX = "-错误说明.xlsx"


@dataclass(frozen=True)
class Order:
    """What was asked on the command line."""

    path: Path
    street: Street
    compound: Compound | None
    """None where it is new, which only a dry run allows."""
    terms: RosterTerms
    dry_run: bool
    rows: int | None
    area: int | None
    voting: str
    gross: str
    leave_faulty: bool


class _Unusable(Exception):  # noqa: N818 - ends the command with its sentence
    pass


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _Unusable(message)


def main(argv: Sequence[str]) -> int:
    """Run the command; Django is set up by the caller. Returns the exit code."""
    try:
        order = _order(_parser().parse_args(list(argv)))
        with order.path.open("rb") as file:
            return _run(order, file, clock.now())
    except FileNotFoundError as error:
        return _complain(f"没有这个文件：{error.filename}")
    except (IsADirectoryError, PermissionError):
        return _complain("这个文件读不了：不是文件，或没有权限。")
    except (_Unusable, Unreadable) as error:
        return _complain(str(error))
    except Refused as error:
        return _complain(str(error), FAULTY)


def _parser() -> _Parser:
    parser = _Parser(prog="mulin import-roster", description="导入房屋和业主名册。")
    parser.add_argument("file", type=Path, help=".xlsx、.xls 或 .csv")
    parser.add_argument("--street", required=True, help="街道代码")
    parser.add_argument("--compound", required=True, help="小区代码")
    parser.add_argument("--dry-run", action="store_true", help="只检查，不写入")
    parser.add_argument("--rows", type=int, help="应有行数")
    parser.add_argument("--area", help="应有专有部分面积合计，平方米")
    parser.add_argument("--voting-area", default="", metavar="表头", help="哪一列是专有部分面积")
    parser.add_argument("--gross-area", default="", metavar="表头", help="哪一列是建筑面积")
    sources = [str(value) for value in Unit.AreaSource.values]
    parser.add_argument("--area-source", choices=sources, default="unknown", help="面积来源")
    parser.add_argument("--effective-on", metavar="日期", help="业主变更的生效日期")
    parser.add_argument("--same-phone", action="store_true", help="同名同电话视为同一人")
    parser.add_argument("--leave-faulty", action="store_true", help="有错的房屋先不导入")
    return parser


def _order(found: argparse.Namespace) -> Order:
    street = Street.objects.filter(slug=found.street).first()
    compound = None
    if street is not None:
        rows = Compound.objects.of(street).filter(slug=found.compound, ended_on__isnull=True)
        compound = rows.first()
    if compound is None and not found.dry_run:
        what = f"小区“{found.compound}”" if street else f"街道“{found.street}”"
        raise _Unusable(f"没有{what}。请先登记，或用 --dry-run 只检查文件。")
    try:
        area = parsed_area(found.area) if found.area else None
        day = parsed_day(found.effective_on) if found.effective_on else None
    except BadCell as error:
        raise _Unusable(f"{error}。") from error
    terms = RosterTerms(found.area_source, day, found.same_phone)
    return Order(
        found.file,
        street or Street(slug=found.street, name=found.street),
        compound,
        terms,
        found.dry_run,
        found.rows,
        area,
        found.voting_area,
        found.gross_area,
        found.leave_faulty,
    )


def _run(order: Order, file: BinaryIO, now: datetime) -> int:
    if order.dry_run:
        reading, totals, faults = _judged(order, file, clock.day_of(now))
    else:
        reading, totals, faults = _written(order, file, now)
    for note in reading.notes:
        _say(f"注意：{note}")
    mismatches = control_faults(reading, order.rows, order.area)
    for what, rule in mismatches:
        _say(f"{order.path.name}!{what}: {rule}", error=True)
    for fault in faults:
        _say(fault.sentence, error=True)
    if faults:
        _say(f"共 {len(faults)} 处错误，没有写入。{_kept_beside(order.path, file, faults)}")
    if mismatches or faults:
        return FAULTY
    _report(order, reading, totals)
    return CLEAN


def _kept_beside(path: Path, file: BinaryIO, faults: list[Fault]) -> str:
    """Save the copy with the error column; what became of it."""
    target = path.with_name(path.stem + SUFFIX)
    try:
        target.write_bytes(error_workbook(file, faults))
    except OSError as error:
        return f"带错误说明的文件没能另存（{error.strerror or '没有权限'}）：{target.name}"
    return f"已另存：{target.name}"


def _judged(order: Order, file: BinaryIO, today: date) -> tuple[Reading, Totals, list[Fault]]:
    compound = order.compound or _imagined(order.street)
    choose = partial(_columns, order)
    judged = judge_file(file, compound, order.terms, columns=choose, today=today)
    return judged.reading, judged.totals, judged.faults


def _written(order: Order, file: BinaryIO, now: datetime) -> tuple[Reading, Totals, list[Fault]]:
    """Read, and write where nothing is wrong: one transaction, or nothing at all."""
    assert order.compound is not None  # noqa: S101 - _order refuses otherwise
    reading = read(file, partial(_columns, order))
    faults = list(reading.faults)
    wrong = control_faults(reading, order.rows, order.area)
    if wrong or (faults and not order.leave_faulty):
        return reading, Totals(), faults
    actor = system_actor(order.street.pk, "命令行导入")
    try:
        totals = write_roster(
            order.compound,
            reading.clean_units(),
            order.terms,
            by=actor,
            now=now,
            file_name=order.path.name,
            leave_faulty=order.leave_faulty,
        )
    except RosterFaulty as error:
        return reading, Totals(), [*faults, *as_faults(reading, error.faults)]
    if order.leave_faulty and faults:
        _say(f"有错的房屋没有导入，共 {len(faults)} 处错误：", error=True)
        for fault in faults:
            _say(fault.sentence, error=True)
    return reading, totals, []


def _columns(order: Order, proposal: Proposal) -> dict[str, str]:
    """The proposed columns, with what the command line says about the areas."""
    columns = dict(proposal.columns)
    names = [*columns.values(), *proposal.unused]
    for wanted, header in zip(AREAS, (order.voting, order.gross), strict=True):
        if header and header not in names:
            raise _Unusable(f"文件里没有“{header}”这一列；有：{'、'.join(names)}。")
        if header:
            columns[wanted] = header
    if "voting_area" not in columns and "gross_area" in columns:
        columns["voting_area"] = columns["gross_area"]
        _say(f"文件里只有一列面积“{columns['gross_area']}”，专有部分面积也取这一列。")
    return columns


def _imagined(street: Street) -> Compound:
    """A compound that is not there yet: a dry run judges the file against an empty register."""
    return Compound(
        street_id=street.pk, community=Community(street_id=street.pk), name="（新小区）"
    )


def _report(order: Order, reading: Reading, totals: Totals) -> None:
    verb = "可以导入" if order.dry_run else "已导入"
    _say(f"读到 {reading.rows} 行，{reading.units} 套，专有部分面积 {square(reading.area)} ㎡。")
    _say(
        f"{verb}：新增 {totals.units_added} 套，变更 {totals.units_changed} 套，"
        f"不变 {totals.units_same} 套；新增产权 {totals.owners_added} 条，"
        f"结束产权 {totals.owners_closed} 条；新增人员 {totals.persons_added} 人。"
    )
    if totals.units_left:
        _say(f"底册里有 {totals.units_left} 套不在文件中，保持不动。")
    if order.dry_run and totals.needs_day and order.terms.effective_on is None:
        _say(f"其中 {totals.owners_replaced} 处业主变更，导入时请用 --effective-on 写明生效日期。")


def _complain(sentence: str, code: int = UNUSABLE) -> int:
    _say(sentence, error=True)
    return code


def _say(sentence: str, *, error: bool = False) -> None:
    print(sentence, file=sys.stderr if error else sys.stdout)

"""`mulin process check FILE`: reads a process file as its author wrote it and explains mistakes.

The file is run as a Python module, so only files one would run are checked. Exit 0: every region's
timetable can be reckoned; 1: the file has mistakes, one per line on standard error; 2: no such file.
"""

from __future__ import annotations

import runpy
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from traceback import extract_tb

from mulin.kit import clock
from mulin.law.catalogue import all_jurisdictions
from mulin.law.jurisdiction import Jurisdiction, Unanswered
from mulin.law.process import Process
from mulin.law.timetable import timetable
from mulin.law.workdays import CALENDAR
from mulin.portable.terminal import put

USAGE = """用法：mulin process check FILE

检查一个程序文件：能不能读、步骤之间接不接得上、在每个地区算不算得出。文件会被当作 Python 运行。
退出码：0 没有问题；1 有问题，逐条写在标准错误上；2 没有这个文件。"""


def main(argv: Sequence[str]) -> int:
    """Run the command on the words after `mulin process`; returns the exit code."""
    words = list(argv)
    if words in (["-h"], ["--help"]) or words[-1:] in (["-h"], ["--help"]):
        return put(sys.stdout, USAGE, code=0)
    if len(words) != 2 or words[0] != "check":
        return put(sys.stderr, USAGE, code=2)
    path = Path(words[1])
    if not path.is_file():
        return put(sys.stderr, f"{path}：没有这个文件，请检查路径。", code=2)
    today = clock.today()
    try:
        process = read(path)
    except ValueError as mistake:
        return put(sys.stderr, f"{path}：{mistake}", code=1)
    mistakes = list(mistakes_of(process, path, today))
    if mistakes:
        return put(sys.stderr, "\n".join(f"{path}：{one}" for one in mistakes), code=1)
    return put(sys.stdout, report(process, today), code=0)


def read(path: Path) -> Process:
    """The ``PROCESS`` of a file. Raises ValueError with the line and what is wrong."""
    try:
        found = runpy.run_path(str(path)).get("PROCESS")
    except SyntaxError as problem:
        raise ValueError(f"第 {problem.lineno} 行不是 Python：{problem.msg}") from None
    except Exception as problem:
        where = [f.lineno for f in extract_tb(problem.__traceback__) if f.filename == str(path)]
        line = f"第 {where[-1]} 行：" if where else ""
        raise ValueError(f"{line}{type(problem).__name__}：{problem}") from None
    if not isinstance(found, Process):
        raise ValueError("文件里没有名为 PROCESS 的程序，应写 PROCESS = Process(…)。")
    return found


def mistakes_of(process: Process, path: Path, today: date) -> Iterator[str]:
    """What a reader of the catalogue would stumble over."""
    if process.code != path.stem:
        yield f"程序代码是 {process.code}，文件应叫 {process.code}.py。"
    for step in process.steps:
        papers = [paper.code for paper in step.papers]
        if len(papers) != len(set(papers)):
            yield f"步骤 {step.code} 的材料代码重复。"
        if not step.title:
            yield f"步骤 {step.code} 没有名称。"
    if not any(_exists(process, place, today) for place in all_jurisdictions().values()):
        yield "没有一个地区有这个程序，请看 only 问的是什么。"


def report(process: Process, today: date) -> str:
    """For each region, how many steps have a day, how many have none, and how many are left out."""
    lines = [f"{process.code} {process.title}：{len(process.steps)} 步，读得通。"]
    for place in all_jurisdictions().values():
        try:
            found = timetable(process, place, anchor=today, opened=today, calendar=CALENDAR)
        except Unanswered as refusal:
            lines.append(f"  {place.code} {place.name}：没有这个程序。{refusal.reason}")
            continue
        dated = sum(line.due is not None for line in found.lines)
        doubtful = sum(line.due is not None and not line.verified for line in found.lines)
        lines.append(
            f"  {place.code} {place.name}：{dated} 步有日期（{doubtful} 步需本地复核），"
            f"{len(found.lines) - dated} 步没有，{len(found.left_out)} 步本地没有"
        )
    return "\n".join(lines)


def _exists(process: Process, place: Jurisdiction, today: date) -> bool:
    try:
        timetable(process, place, anchor=today, opened=today, calendar=CALENDAR)
    except Unanswered:
        return False
    return True

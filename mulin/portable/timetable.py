"""`mulin timetable PROCESS --region CODE --anchor DATE`: a lawful timetable, without a database.

Exit 0 with the timetable, 2 on words that cannot be used, one sentence each on standard error.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any

from mulin.kit import clock
from mulin.law.catalogue import UnknownRegion, jurisdiction
from mulin.law.coverage import Coverage, everywhere
from mulin.law.jurisdiction import Jurisdiction, Unanswered
from mulin.law.process import Process
from mulin.law.process_catalogue import UnknownProcess, all_processes, process_named
from mulin.law.progress import Done, Events, Line, Timetable
from mulin.law.record.reading import Unusable
from mulin.law.terms import Period
from mulin.law.timetable import timetable
from mulin.law.workdays import CALENDAR
from mulin.portable.terminal import Words, put

USAGE = """用法：mulin timetable PROCESS --region CODE --anchor DATE
                       [--opened DATE] [--done STEP=DATE[:OUTCOME] …] [--json]
      mulin timetable --all [--json]

按一个地区的规定推算一个程序的每一步最迟哪天办、谁办、依据哪一条。
  PROCESS   程序代码，mulin timetable --list 列出全部
  --all     每个程序在每个地区算得出几步；没有的写明为什么
  --region  六位行政区划代码，000000 为全国
  --anchor  起算日，例如换届的任期届满日
  --opened  程序启动日，按那一天的规定算；不写就是今天
  --done    已经办了的步骤和日期，可以写多次；有几种结果的写成 elect=2027-06-01:quorum_failed
  --json    打印 JSON
退出码：0 成功；2 写的内容不能用，原因逐条写在标准错误上。"""


def main(argv: Sequence[str]) -> int:
    """Run the command on the words after `mulin timetable`; returns the exit code."""
    if list(argv) in (["-h"], ["--help"]):
        return put(sys.stdout, USAGE, code=0)
    if list(argv) == ["--list"]:
        return put(sys.stdout, listed(), code=0)
    if list(argv) in (["--all"], ["--all", "--json"]):
        rows = everywhere(clock.today())
        if "--json" in argv:
            every = [covered(row) for row in rows]
            return put(sys.stdout, json.dumps(every, ensure_ascii=False, indent=1), code=0)
        return put(sys.stdout, "\n".join(_line(row) for row in rows), code=0)
    try:
        asked = _words().parse_args(list(argv))
        opened = _day(asked.opened, "--opened") if asked.opened else clock.today()
        process, place = _process(asked.process), _place(asked.region)
        anchor, events = _day(asked.anchor, "--anchor"), _events(process, asked.done)
        found = _timetable(process, place, anchor, opened, events)
    except Unusable as refusal:
        return put(sys.stderr, "\n".join(refusal.faults), code=2)
    if asked.json:
        document = written(found, place, anchor, opened)
        return put(sys.stdout, json.dumps(document, ensure_ascii=False, indent=1), code=0)
    return put(sys.stdout, told(found), code=0)


def listed() -> str:
    """One line for each process there is."""
    return "\n".join(
        f"{p.code:<20}{p.title}：{p.anchor.title}起算" for p in all_processes().values()
    )


def covered(row: Coverage) -> dict[str, Any]:
    """One process in one region, as `docs/formats.md` has it."""
    gaps = {
        name: [{"step": gap.step, "why": gap.why} for gap in getattr(row, name)]
        for name in ("unread", "undated", "left_out")
    }
    return {
        "process": row.process.code,
        "region": row.place.code,
        "state": row.state,
        "dated": row.dated,
        "verified": row.verified,
        "why": row.why,
        **gaps,
    }


def _line(row: Coverage) -> str:
    head = f"{row.process.code:<18}{row.place.code} {row.place.name}"
    if row.why:
        return f"{head}：还没有。{row.why}"
    told = f"{head}：{row.dated} 步有法定期限，{row.verified} 步条文已核"
    lacking = [f"{gap.step}（{gap.why}）" for gap in (*row.unread, *row.undated, *row.left_out)]
    return f"{told}。" + (f"还缺：{'；'.join(lacking)}" if lacking else "")


def written(found: Timetable, place: Jurisdiction, anchor: date, opened: date) -> dict[str, Any]:
    """The timetable as the open format has it: `design/open-formats.md`, `docs/formats.md`."""
    return {
        "process": found.process.code,
        "region": place.code,
        "anchor": {found.process.anchor.code: anchor.isoformat()},
        "opened": opened.isoformat(),
        "steps": [_step(line) for line in found.lines],
    }


def told(found: Timetable) -> str:
    """The timetable for a person at a terminal."""
    lines = [f"{found.process.title}（{found.process.about}）"]
    for line in found.lines:
        day = line.due.isoformat() if line.due else "—"
        source = f"{line.source}" if line.source else ""
        doubt = "" if line.verified or not line.due else "，需本地复核"
        detail = line.why or f"{line.how}{source}{doubt}"
        lines.append(f"{day:<11} {line.owed_by.label}：{line.step.title}\n            {detail}")
    return "\n".join(lines)


def _step(line: Line) -> dict[str, Any]:
    step: dict[str, Any] = {
        "code": line.step.code,
        "title": line.step.title,
        "owed_by": str(line.owed_by.value),
        "due": line.due.isoformat() if line.due else None,
        "direction": str(line.direction.value) if line.direction else None,
        "rule": _rule(line.period),
        "source": line.source.spaced if line.source else None,
        "verified": line.verified,
        "planned": line.planned,
        "done": line.done.on.isoformat() if line.done else None,
    }
    if line.done and line.done.outcome:
        step["outcome"] = line.done.outcome
    if line.step.when:
        step["called_for"] = line.called_for
    return step if line.due else {**step, "why": line.why}


def _rule(period: Period | None) -> dict[str, int] | None:
    if period is None:
        return None
    parts = {"months": period.months, "days": period.days, "working_days": period.working_days}
    return {unit: number for unit, number in parts.items() if number} or {"days": 0}


def _words() -> Words:
    words = Words("timetable", USAGE)
    words.add_argument("process")
    words.add_argument("--region", required=True)
    words.add_argument("--anchor", required=True)
    words.add_argument("--opened", default="")
    words.add_argument("--done", action="append", default=[])
    words.add_argument("--json", action="store_true")
    return words


def _process(code: str) -> Process:
    try:
        return process_named(code)
    except UnknownProcess as refusal:
        raise Unusable([str(refusal)]) from None


def _place(code: str) -> Jurisdiction:
    try:
        return jurisdiction(code)
    except UnknownRegion as refusal:
        raise Unusable([str(refusal)]) from None


def _timetable(
    process: Process, place: Jurisdiction, anchor: date, opened: date, events: Events
) -> Timetable:
    try:
        return timetable(
            process, place, anchor=anchor, opened=opened, calendar=CALENDAR, events=events
        )
    except Unanswered as refusal:
        raise Unusable([f"{place.name}没有“{process.title}”这个程序。{refusal.reason}"]) from None
    except (OverflowError, ValueError):
        raise Unusable([f"--anchor：{anchor.isoformat()} 算到了日历之外。"]) from None


def _day(text: str, what: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unusable([f"{what}：“{text}”不是日期，应写作 2027-06-30。"]) from None


def _events(process: Process, words: Sequence[str]) -> Events:
    done: dict[str, Done] = {}
    faults: list[str] = []
    for word in words:
        try:
            code, one = _done(process, word)
        except Unusable as refusal:
            faults.extend(refusal.faults)
        else:
            done[code] = one
    if faults:
        raise Unusable(faults)
    return Events(done)


def _done(process: Process, word: str) -> tuple[str, Done]:
    code, equals, rest = word.partition("=")
    day, colon, outcome = rest.partition(":")
    step = process.by_code.get(code)
    if not equals or step is None:
        known = "、".join(process.by_code)
        raise Unusable([f"--done：“{word}”里没有这个程序的步骤，步骤有：{known}。"])
    possible = [one.code for one in step.outcomes]
    if colon and outcome not in possible:
        named = "、".join(possible) or "（这一步没有几种结果）"
        raise Unusable([f"--done：{code} 的结果不能是“{outcome}”，可以是：{named}。"])
    first = possible[0] if possible else ""
    return code, Done(_day(day, f"--done {code}"), outcome or first)

"""``mulin-official-ballots/1``: the ballots of an official voting system as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mulin.decide.assembly.official_rows import OfficialFile, OfficialRow, RowFault
from mulin.kit.words import said
from mulin.law.record.reading import Unusable, load
from mulin.portable import official_cells as cells
from mulin.portable.official_cells import Said
from mulin.portable.roster_archives import Unreadable
from mulin.portable.roster_cells import BadCell

FORMAT = "mulin-official-ballots/1"
SHEET = "ballots"
MEMBERS = frozenset({"serial", "unit", "units", "owner", "cast_at", "choices"})
OUTER = frozenset({"format", "poll", "system", "exported_at", "ballots"})


def read_json(data: bytes, name: str, digest: str, elections: Sequence[bool]) -> OfficialFile:
    """The ballots of a file; ``elections`` says of each motion whether it is one. Raises Unreadable."""
    try:
        document: Any = load(data)
    except Unusable as error:
        raise Unreadable(error.faults[0]) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise Unreadable(said("这不是官方系统的结果文件：format 应为 {format}。", format=FORMAT))
    ballots = document.get("ballots")
    if not isinstance(ballots, list):
        raise Unreadable(said("文件里没有 ballots 列表。"))
    if stray := sorted(set(document) - OUTER):
        raise Unreadable(said("文件里有不认识的内容：{stray}。", stray="、".join(stray)))
    rows: dict[str, OfficialRow] = {}
    faults: list[RowFault] = []
    spoilt = 0
    for number, ballot in enumerate(ballots, start=1):
        found = _ballot(number, ballot, elections)
        if isinstance(found, OfficialRow) and found.serial in rows:
            rule = said("和第 {row} 张流水号相同", row=rows[found.serial].row)
            found = [found.fault("serial", found.serial, rule)]
        if isinstance(found, OfficialRow):
            rows[found.serial] = found
        else:
            faults += found
            spoilt += 1
    return OfficialFile(
        name=name,
        digest=digest,
        system=_words(document.get("system")),
        rows=tuple(rows.values()),
        faults=tuple(faults),
        ballots=len(rows) + spoilt,
        poll=_words(document.get("poll")).upper(),
    )


def _ballot(number: int, ballot: Any, elections: Sequence[bool]) -> OfficialRow | list[RowFault]:
    faults: list[RowFault] = []

    def take(name: str, parse: Any, value: Any, *, personal: bool = False) -> Any:
        try:
            return parse(value)
        except BadCell as bad:
            faults.append(RowFault(SHEET, number, name, cells.shown(value), str(bad), personal))

    if not isinstance(ballot, dict):
        return [RowFault(SHEET, number, "", cells.shown(ballot), said("每一张票应是一个对象"))]
    for name in sorted(set(ballot) - MEMBERS):
        faults.append(RowFault(SHEET, number, name, "", said("不认识这一项，没有读")))
    for name in ("serial", "owner", "cast_at"):
        if not isinstance(ballot.get(name, ""), str):
            faults.append(
                RowFault(SHEET, number, name, cells.shown(ballot[name]), said("应是文字"))
            )
    if faults:
        return faults
    serial = take("serial", cells.serial, ballot.get("serial", ""))
    units = take("unit", _units, ballot)
    owner = take("owner", cells.owner, ballot.get("owner", ""), personal=True)
    cast_at = take("cast_at", cells.instant, ballot.get("cast_at", ""))
    choices = _choices(number, ballot.get("choices"), elections, faults)
    if faults:
        return faults
    called = {"serial": "serial", "unit": "unit", "owner": "owner", "cast_at": "cast_at"}
    called |= {f"choice{n}": f"choices.{n}" for n in range(1, len(elections) + 1)}
    return OfficialRow(SHEET, number, serial, units, owner, cast_at, choices, called)


def _units(ballot: Mapping[str, Any]) -> tuple[str, ...]:
    """``unit``, or ``units`` where one ballot speaks for several rooms."""
    many = ballot.get("units", [])
    if not isinstance(many, list) or not all(isinstance(one, str) for one in many):
        raise BadCell(said("units 应是房号的列表"))
    one = ballot.get("unit", "")
    if not isinstance(one, str):
        raise BadCell(said("unit 应是文字"))
    return cells.units("、".join([one, *many]))


def _choices(
    number: int, given: Any, elections: Sequence[bool], faults: list[RowFault]
) -> dict[int, Said]:
    """By the motion's number as it stands on the ballot paper."""
    if not isinstance(given, dict):
        faults.append(RowFault(SHEET, number, "choices", cells.shown(given), said("应是一个对象")))
        return {}
    choices: dict[int, Said] = {}
    for key, value in given.items():
        column = f"choices.{key}"
        if not (key.isascii() and key.isdecimal() and 1 <= int(key) <= len(elections)):
            rule = said("这次表决只有第 1 到第 {count} 项", count=len(elections))
            faults.append(RowFault(SHEET, number, column, key, rule))
            continue
        election = elections[int(key) - 1]
        try:
            choice = _said(value, election=election)
        except BadCell as bad:
            faults.append(RowFault(SHEET, number, column, cells.KEPT, str(bad)))
        else:
            if choice is not None:
                choices[int(key)] = choice
    return choices


def _said(value: Any, *, election: bool) -> Said | None:
    if value is None:
        return None
    if election and isinstance(value, list) and all(isinstance(name, str) for name in value):
        return tuple(name.strip() for name in value if name.strip()) or "abstain"
    if not isinstance(value, str):
        raise BadCell(said("选举写候选人姓名的列表，其余写同意、反对、弃权"))
    return cells.opinion(value, election=election)


def _words(value: Any) -> str:
    return value.strip()[:80] if isinstance(value, str) else ""

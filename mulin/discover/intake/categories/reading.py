"""Reading a file of categories: every mistake with its line, key, value and the rule it breaks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from lucide import IconDoesNotExist

from mulin.discover.intake.limits import Limit
from mulin.discover.intake.models import Ticket
from mulin.ground.page.drawing import icon
from mulin.kit.words import said

FORMAT = "mulin-ticket-categories/1"
MOST, LONGEST = 60, 60_000
PARTIES: Mapping[str, str] = {
    "property": said("物业服务企业"),
    "committee": said("业主委员会"),
    "community": said("社区"),
    "street": said("街道"),
    "enforcement": said("综合执法"),
}
_HEAD = re.compile(r"\s*\[\[\s*category\s*\]\]")
_KEY = re.compile(r"\s*([A-Za-z_][\w-]*)\s*=")
_AT = re.compile(r"at line (\d+)")


@dataclass(frozen=True)
class Category:
    """What somebody reports, who answers for it, and how long that may take."""

    code: str
    name: str
    icon: str
    party: str
    respond: int
    limit: Limit
    emergency: bool = False
    anonymous: bool = False
    shield: bool = False
    payer: str = "undecided"
    words: tuple[str, ...] = ()
    note: str = ""

    @property
    def party_words(self) -> str:
        return PARTIES[self.party]


@dataclass(frozen=True)
class Fault:
    """What is wrong in one line."""

    line: int
    key: str
    value: str
    rule: str


@dataclass(frozen=True)
class Sheet:
    """The categories of a file in its order, or what is wrong with it."""

    categories: tuple[Category, ...]
    faults: tuple[Fault, ...] = ()

    def get(self, code: str) -> Category | None:
        return next((one for one in self.categories if one.code == code), None)

    def guess(self, text: str) -> Category | None:
        """The category whose usual words stand in the text most often; the longer word wins."""
        best = max(
            self.categories,
            key=lambda one: sum(len(w) for w in one.words if w in text),
            default=None,
        )
        return best if best and any(word in text for word in best.words) else None


@cache
def standard_text() -> str:
    """The file this product ships with."""
    return (Path(__file__).parent / "standard.toml").read_text(encoding="utf-8")


@cache
def standard() -> Sheet:
    """Its categories."""
    return read(standard_text())


@lru_cache(maxsize=32)
def read(text: str) -> Sheet:
    """The categories of a file, or every fault in it."""
    if len(text) > LONGEST:
        rule = said("文件太长，最多 {n} 个字", n=LONGEST)
        return Sheet((), (Fault(1, "", "", rule),))
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        rule = said("这一行的写法不对：文字要加引号，一行一项，写成 名称 = 值")
        return Sheet((), (Fault(line, "", _line(text, line), rule),))
    return _checked(data, _Lines(text))


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1].strip()[:60] if 0 < number <= len(lines) else ""


class _Lines:
    """Where every key of every category stands in the file."""

    def __init__(self, text: str) -> None:
        self.heads: list[int] = []
        self.keys: dict[tuple[int, str], int] = {}
        for number, line in enumerate(text.splitlines(), start=1):
            if _HEAD.match(line):
                self.heads.append(number)
            elif found := _KEY.match(line):
                self.keys.setdefault((len(self.heads), found[1]), number)

    def of(self, at: int, key: str = "") -> int:
        """The line of a key of the category number ``at`` (from 1; 0: above the first)."""
        head = self.heads[at - 1] if 0 < at <= len(self.heads) else 1
        return self.keys.get((at, key), head)


def _checked(data: Mapping[str, Any], lines: _Lines) -> Sheet:
    faults: list[Fault] = []
    if data.get("format") != FORMAT:
        rule = said("第一项要写 format = “{format}”", format=FORMAT)
        faults.append(Fault(lines.of(0, "format"), "format", str(data.get("format", "")), rule))
    for key in data.keys() - {"format", "category"}:
        faults.append(Fault(lines.of(0, key), key, "", said("没有这一项")))
    rows = data.get("category")
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST:
        rule = said("要有 1 到 {n} 段 [[category]]", n=MOST)
        return Sheet((), (*faults, Fault(1, "category", "", rule)))
    seen: dict[str, set[str]] = {"code": set(), "name": set()}
    for at, row in enumerate(rows, start=1):
        faults += _faults_of(row, at, lines, seen)
    if faults:
        return Sheet((), tuple(sorted(faults, key=lambda f: f.line)))
    return Sheet(tuple(_category(row) for row in rows))


def _whole(most: int) -> Callable[[Any], bool]:
    return lambda v: isinstance(v, int) and not isinstance(v, bool) and 1 <= v <= most


def _words(longest: int) -> Callable[[Any], bool]:
    return lambda v: isinstance(v, str) and 1 <= len(v.strip()) <= longest


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool)


def _is_icon(value: Any) -> bool:
    if not (isinstance(value, str) and re.fullmatch(r"[a-z0-9-]{1,40}", value)):
        return False
    try:
        return bool(icon(value))
    except IconDoesNotExist:
        return False


def _short_words(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= 40 and all(map(_words(12), value))


_YES_NO = said("只能写 true 或 false")
CHECKS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "code": (
        lambda v: isinstance(v, str) and re.fullmatch(r"[a-z][a-z_]{1,23}", v) is not None,
        said("代码要用小写字母和下划线，2 到 24 个"),
    ),
    "name": (_words(8), said("名称要写，最多 8 个字")),
    "icon": (_is_icon, said("没有这个图标，名称见 lucide.dev，例如 droplets")),
    "party": (lambda v: v in PARTIES, said("负责单位只能是 {names}", names="、".join(PARTIES))),
    "respond": (_whole(72), said("首次联系限时要写 1 到 72 的整数，单位小时")),
    "days": (_whole(60), said("办结限时要写 1 到 60 的整数，单位工作日")),
    "hours": (_whole(72), said("办结限时要写 1 到 72 的整数，单位小时")),
    "emergency": (_is_bool, _YES_NO),
    "anonymous": (_is_bool, _YES_NO),
    "shield": (_is_bool, _YES_NO),
    "payer": (
        lambda v: v in Ticket.Payer.values,
        said("谁出钱只能是 {names}", names="、".join(Ticket.Payer.values)),
    ),
    "words": (_short_words, said("常用说法写成 [“漏水”, “渗水”]，最多 40 个，每个 12 个字以内")),
    "note": (lambda v: isinstance(v, str) and len(v) <= 200, said("提醒最多 200 个字")),
}
NEEDED = ("code", "name", "party", "respond")


def _faults_of(row: Any, at: int, lines: _Lines, seen: dict[str, set[str]]) -> Iterator[Fault]:
    if not isinstance(row, dict):
        yield Fault(lines.of(at), "category", str(row)[:40], said("要写成 [[category]] 一段"))
        return
    for key, value in row.items():
        fits, rule = CHECKS.get(key, (None, said("没有这一项")))
        if fits is None or not fits(value):
            yield Fault(lines.of(at, key), key, str(value)[:40], rule)
    for key in NEEDED:
        if key not in row:
            yield Fault(lines.of(at), key, "", said("这一段缺少 {key}", key=key))
    if ("days" in row) == ("hours" in row):
        rule = said("办结限时写 days（工作日）或者 hours（小时），要写一个，也只能写一个")
        yield Fault(lines.of(at, "hours"), "days", "", rule)
    for key, before in seen.items():
        value = str(row.get(key, ""))
        if value and value in before:
            yield Fault(lines.of(at, key), key, value, said("和前面的一段重复了"))
        before.add(value)


def _category(row: Mapping[str, Any]) -> Category:
    return Category(
        code=row["code"],
        name=row["name"].strip(),
        icon=row.get("icon", "ellipsis"),
        party=row["party"],
        respond=row["respond"],
        limit=Limit(row.get("hours", 0), row.get("days", 0)),
        emergency=row.get("emergency", False),
        anonymous=row.get("anonymous", False),
        shield=row.get("shield", False),
        payer=row.get("payer", "undecided"),
        words=tuple(row.get("words", ())),
        note=row.get("note", ""),
    )

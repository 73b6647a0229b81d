"""Reading open formats: JSON as people hand it in, with one Chinese sentence for each fault.

`load` turns bytes into a document, `Node` walks it. Each fault names the path of the value
(`units[3].area`), shows the value and states the rule; all faults are collected before refusing.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

from mulin.kit.words import said

E = TypeVar("E", bound=StrEnum)

LONGEST_AREA: Final = 12
"""Digits before the point: a million square kilometres, and still far inside what is exact."""
AREA = re.compile(rf"([0-9]{{1,{LONGEST_AREA}}})(?:\.([0-9]{{1,2}}))?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
REGION = re.compile(r"[0-9]{6}")
LONGEST_INTEGER: Final = 18
LONGEST_SHOWN: Final = 60
MISSING: Final = object()


class Unusable(ValueError):  # noqa: N818 - named like the other refusals
    """Input that cannot be used; `faults` holds one sentence for each reason."""

    def __init__(self, faults: Sequence[str]) -> None:
        # A lone surrogate may stand in a JSON string but can be written nowhere.
        self.faults = tuple(f.encode("utf-8", "backslashreplace").decode() for f in faults)
        super().__init__("\n".join(self.faults))


def load(data: bytes) -> object:
    """The JSON document in `data` (UTF-8, with or without byte order mark).

    Raises `Unusable` for another encoding, bad syntax, NaN, nesting too deep, and for a key that
    stands twice in one object: the readers of this world disagree about which one counts.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unusable([said("文件不是 UTF-8 编码，请另存为 UTF-8 后再试。")]) from None
    doubled: dict[int, list[str]] = {}

    def as_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            times = Counter(key for key, _ in pairs)
            doubled[id(made)] = [key for key, number in times.items() if number > 1]
            kept_alive.append(made)
        return made

    kept_alive: list[dict[str, Any]] = []
    try:
        document = json.loads(
            text, object_pairs_hook=as_object, parse_constant=_no_number, parse_int=_integer
        )
    except json.JSONDecodeError as error:
        raise Unusable(
            [
                said(
                    "第 {lineno} 行第 {colno} 列起不是合法的 JSON，请检查逗号、引号和括号。",
                    lineno=error.lineno,
                    colno=error.colno,
                )
            ]
        ) from None
    except RecursionError:
        raise Unusable([said("文件嵌套层数过多，不是可以计票的记录。")]) from None
    if doubled:
        raise Unusable(_doubled_keys(document, doubled))
    return document


def _no_number(word: str) -> object:
    raise Unusable([said("文件里有 {word}，它不是 JSON 的数，请改成确切的值。", word=word)])


def _integer(digits: str) -> int | float:
    """Beyond any count of ours a number is kept as a float, which every reader here refuses."""
    return int(digits) if len(digits) <= LONGEST_INTEGER else float(digits)


def _doubled_keys(document: object, doubled: dict[int, list[str]]) -> list[str]:
    faults: list[str] = []
    waiting: list[tuple[str, object]] = [("", document)]
    while waiting:
        path, value = waiting.pop()
        faults += [
            said(
                "{joined}：这个键在同一个对象里出现了不止一次，请只留一个。",
                joined=joined(path, key),
            )
            for key in doubled.get(id(value), ())
        ]
        if isinstance(value, dict):
            waiting += [(joined(path, key), inner) for key, inner in reversed(value.items())]
        elif isinstance(value, list):
            inner = [(f"{path}[{i}]", element) for i, element in enumerate(value)]
            waiting += reversed(inner)
    return faults or [said("同一个对象里有重复的键，请只留一个。")]


def joined(path: str, key: str) -> str:
    """The path of a member; a key that is no plain word is quoted, so that it stays on its line."""
    if not re.fullmatch(r"[A-Za-z_][A-Za-z_0-9]*", key):
        return f"{path}[{json.dumps(key, ensure_ascii=False)}]"
    return f"{path}.{key}" if path else key


def shown(value: object) -> str:
    """A value as it stands in the file, shortened; objects and lists only by their kind."""
    if isinstance(value, dict):
        return said("一个对象")
    if isinstance(value, list):
        return said("一个列表")
    words = json.dumps(value, ensure_ascii=False)
    return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"


class Node:
    """A value of a document with its path. Readers note a fault and return a harmless stand-in,
    so that the rest is still examined; whoever started the list refuses when it is not empty."""

    __slots__ = ("faults", "path", "value")

    def __init__(self, value: object, path: str, faults: list[str]) -> None:
        self.value, self.path, self.faults = value, path, faults

    def refuse(self, rule: str) -> None:
        """Note that this value breaks `rule` (a clause without its full stop)."""
        if self.value is MISSING:
            self.faults.append(said("{path}：没有填写，{rule}。", path=self.path, rule=rule))
        else:
            self.faults.append(
                said(
                    "{path}：{value} 不可用，{rule}。",
                    path=self.path,
                    value=shown(self.value),
                    rule=rule,
                )
            )

    @property
    def absent(self) -> bool:
        """Missing or null: where a value may be left out both mean the same."""
        return self.value is MISSING or self.value is None

    def member(self, key: str) -> Node:
        """A member of an object; a missing one is a Node that holds `MISSING`."""
        inside = self.value.get(key, MISSING) if isinstance(self.value, dict) else MISSING
        return Node(inside, joined(self.path, key), self.faults)

    def is_object(self) -> bool:
        """Whether this is an object; notes the fault where it is not."""
        if not isinstance(self.value, dict):
            self.refuse(said("应为一个 JSON 对象 {…}"))
        return isinstance(self.value, dict)

    def members(self) -> Iterator[tuple[str, Node]]:
        """All members of an object whose keys are ids, none where this is not an object."""
        if self.is_object() and isinstance(self.value, dict):
            yield from ((key, self.member(key)) for key in self.value)

    def elements(self) -> Iterator[Node]:
        """The elements of a list, none where this is not a list."""
        if not isinstance(self.value, list):
            self.refuse(said("应为一个列表 […]"))
            return
        for index, element in enumerate(self.value):
            yield Node(element, f"{self.path}[{index}]", self.faults)

    def objects(self) -> Iterator[Node]:
        """The elements of a list of objects."""
        return (node for node in self.elements() if node.is_object())

    def text(self, rule: str = said("应为一段不为空的文字")) -> str:
        """A string that is not empty."""
        if not isinstance(self.value, str) or not self.value.strip():
            self.refuse(rule)
            return ""
        if not _writable(self.value):
            self.refuse(said("含有无法写出的字符"))
            return ""
        return self.value

    def optional_text(self, rule: str = said("应为 null 或一段不为空的文字")) -> str | None:
        """A string that is not empty, or None where it is missing or null."""
        return None if self.absent else self.text(rule)

    def free_text(self) -> str:
        """A string that may be empty or missing (a title)."""
        if self.absent or self.value == "":
            return ""
        return self.text(said("应为一段文字"))

    def flag(self) -> bool:
        """A truth value; missing is false."""
        if self.value is MISSING:
            return False
        if not isinstance(self.value, bool):
            self.refuse(said("应为 true 或 false"))
        return self.value is True

    def whole(self, least: int) -> int:
        """A whole number from `least`; `true` is not 1 here."""
        if type(self.value) is not int or self.value < least:
            self.refuse(said("应为不小于 {least} 的整数", least=least))
            return least
        return self.value

    def area(self) -> int:
        """Square metres as a decimal string, in 0.01 m²."""
        found = AREA.fullmatch(self.value) if isinstance(self.value, str) else None
        if found is None:
            self.refuse(
                said(
                    '面积应写成平方米数，整数部分最多 {digits} 位，小数最多两位，加引号，例如 "89.62"',
                    digits=LONGEST_AREA,
                )
            )
            return 0
        metres, hundredths = found.groups()
        return int(metres) * 100 + int((hundredths or "").ljust(2, "0"))

    def day(self) -> date:
        """A calendar day, `YYYY-MM-DD`."""
        if isinstance(self.value, str) and DAY.fullmatch(self.value):
            try:
                return date.fromisoformat(self.value)
            except ValueError:
                pass
        self.refuse(said('日期应写成 "2026-06-01" 的样子'))
        return date.max

    def region(self) -> str:
        """The six-digit administrative code of a region."""
        if isinstance(self.value, str) and REGION.fullmatch(self.value):
            return self.value
        self.refuse(said('应为六位行政区划代码，例如 "510100"'))
        return ""

    def one_of(self, kinds: type[E]) -> E:
        """A member of an enumeration by its value."""
        for kind in kinds:
            if self.value == kind.value:
                return kind
        self.refuse(said("可用 {value}", value="、".join(kind.value for kind in kinds)))
        return next(iter(kinds))

    def unique(self, seen: dict[str, str], what: str) -> str:
        """An id that stands in no other place; `seen` keeps the path of each id met so far."""
        name = self.text(said("{what}应为一段不为空的文字", what=what))
        if name and name in seen:
            self.refuse(said("{what}不能重复，它已用在 {seen}", what=what, seen=seen[name]))
        seen.setdefault(name, self.path)
        return name


def _writable(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def written_area(area: int) -> str:
    """An area of 0.01 m² as open formats write it: two decimals."""
    return f"{area // 100}.{area % 100:02d}"

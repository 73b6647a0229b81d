"""Reading the list. Whatever is wrong is named with its line; nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from mulin.kit.words import said

KINDS = ("履职", "协助")
HEAD = ("名称", "依据", "起用")
NEEDED = ("类别", "来源", "做什么", "依据")
OPTIONAL = ("频次", "到期", "经费")
LONGEST = 300
MOST = 400
STANDARD = Path(__file__).parent / "standard.txt"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, with its line."""

    line: int
    words: str

    def __str__(self) -> str:
        return said("第 {line} 行：{words}", line=self.line, words=self.words)


@dataclass(frozen=True)
class Item:
    """One matter that may be pushed down. ``ends_on`` is its last day."""

    code: str
    title: str
    kind: str
    source: str
    what: str
    basis: str
    rhythm: str = ""
    money: str = ""
    ends_on: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.ends_on is None or day <= self.ends_on


@dataclass(frozen=True)
class Admissions:
    """The list as it was written."""

    title: str
    basis: str
    begins_on: date
    items: tuple[Item, ...]

    def item(self, code: str) -> Item | None:
        return next((one for one in self.items if one.code == code), None)


@dataclass
class _Block:
    """A heading with what stands under it."""

    line: int
    heading: str = ""
    values: dict[str, tuple[int, str]] = field(default_factory=dict)


def read(text: str) -> tuple[Admissions | None, list[Fault]]:
    """The list, or everything that is wrong with it."""
    faults: list[Fault] = []
    blocks = list(_blocks(text, faults))
    head, bodies = blocks[0], blocks[1:]
    title, basis = _value(head, "名称", faults), _value(head, "依据", faults)
    begins = _day(head, "起用", faults, needed=True)
    _unknown(head, HEAD, faults)
    items = [item for block in bodies if (item := _item(block, faults)) is not None]
    if not bodies:
        faults.append(Fault(1, said("一个事项也没有。事项以“## 编号 名称”开头。")))
    if len(bodies) > MOST:
        faults.append(Fault(1, said("事项超过 {n} 个。", n=MOST)))
    _twice(bodies, faults)
    if faults or begins is None:
        return None, sorted(faults, key=lambda fault: fault.line)
    return Admissions(title, basis, begins, tuple(items)), []


def standard() -> str:
    """The sample that a street begins with."""
    return STANDARD.read_text(encoding="utf-8")


def _blocks(text: str, faults: list[Fault]) -> Iterator[_Block]:
    block = _Block(1)
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if line.startswith("##"):
            yield block
            block = _Block(number, line.removeprefix("##").strip())
        elif line and not line.startswith("#"):
            name, colon, value = line.replace(":", "：", 1).partition("：")
            if not colon:
                faults.append(Fault(number, said("没有冒号，看不出是哪一项。要写成“名：值”。")))
            elif name.strip() in block.values:
                faults.append(Fault(number, said("“{name}”写了两次。", name=name.strip())))
            else:
                block.values[name.strip()] = (number, value.strip())
    yield block


def _item(block: _Block, faults: list[Fault]) -> Item | None:
    code, _blank, title = block.heading.partition(" ")
    before = len(faults)
    if not title.strip():
        faults.append(Fault(block.line, said("标题要写成“## 编号 名称”，编号后空一格。")))
    if not code.isascii() or len(code) > 12:
        faults.append(Fault(block.line, said("编号用字母和数字，例如 B03。")))
    kind, source, what, basis = (_value(block, name, faults) for name in NEEDED)
    if kind and kind not in KINDS:
        line = block.values["类别"][0]
        faults.append(Fault(line, said("类别只能是“履职”或者“协助”。")))
    ends = _day(block, "到期", faults)
    _unknown(block, (*NEEDED, *OPTIONAL), faults)
    if len(faults) > before:
        return None
    rhythm, money = (block.values.get(name, (0, ""))[1] for name in ("频次", "经费"))
    return Item(code, title.strip(), kind, source, what, basis, rhythm, money, ends)


def _value(block: _Block, name: str, faults: list[Fault]) -> str:
    line, value = block.values.get(name, (block.line, ""))
    if not value:
        where = block.heading or said("清单开头")
        faults.append(Fault(line, said("“{where}”没有写“{name}”。", where=where, name=name)))
    elif len(value) > LONGEST:
        faults.append(Fault(line, said("“{name}”太长，最多 {n} 个字。", name=name, n=LONGEST)))
    return value


def _day(block: _Block, name: str, faults: list[Fault], *, needed: bool = False) -> date | None:
    line, value = block.values.get(name, (block.line, ""))
    if not value:
        if needed:
            faults.append(Fault(line, said("清单开头没有写“{name}”。", name=name)))
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        faults.append(Fault(line, said("“{value}”不是日期，要写成 2026-01-01。", value=value)))
        return None


def _unknown(block: _Block, names: tuple[str, ...], faults: list[Fault]) -> None:
    for name, (line, _text) in block.values.items():
        if name not in names:
            offered = "、".join(names)
            faults.append(
                Fault(line, said("不认得“{name}”。可以写：{offered}。", name=name, offered=offered))
            )


def _twice(blocks: list[_Block], faults: list[Fault]) -> None:
    seen: dict[str, int] = {}
    for block in blocks:
        code = block.heading.partition(" ")[0]
        if code in seen:
            faults.append(
                Fault(
                    block.line, said("编号“{code}”在第 {n} 行已经用过。", code=code, n=seen[code])
                )
            )
        seen.setdefault(code, block.line)

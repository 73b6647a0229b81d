"""The small language of texts: ``{{ 名称 }}``, ``{% if 名称 %}``, ``{% for 行 in 名单 %}``, and no more.

What an office uploads is checked before it is kept: its syntax, every name in it, its tables. It is
then filled in a sandbox. Values are carried past the markup, so nothing a person typed into the
register is ever read as markup; what is not known becomes a blank to write on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from jinja2 import TemplateSyntaxError, Undefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mulin.ground.texts.fields import LISTS, SCALARS
from mulin.ground.texts.markup import CLOSE, COLUMN_LINE, OPEN, cells_of
from mulin.kit.words import said

LONGEST = 40_000
"""Characters of a text."""
ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.If,
    nodes.For, nodes.Compare, nodes.Operand, nodes.Const, nodes.Not, nodes.And, nodes.Or,
)  # fmt: skip
Value = str | None
Row = Mapping[str, Value]
TAG_LINE = re.compile(r"^\s*(?:\{%(?:(?!%\}).)*%\}\s*)+$")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a text, and in which line."""

    line: int
    what: str

    def __str__(self) -> str:
        return said("第 {line} 行：{what}", line=self.line, what=self.what)


@dataclass(frozen=True)
class Filled:
    """A text with its values, still in markup; ``unknown`` names what was left blank."""

    source: str
    values: tuple[Value, ...]
    unknown: tuple[str, ...]


def faults_of(source: str) -> list[Fault]:
    """Everything that keeps a text from being used, in the order of its lines."""
    if not source.strip():
        return [Fault(1, said("文本是空的。"))]
    if len(source) > LONGEST:
        return [Fault(1, said("文本超过 {most} 字，请删短。", most=LONGEST))]
    if OPEN in source or CLOSE in source or "\x00" in source:
        return [Fault(1, said("文本里有看不见的控制字符，请另存为纯文本再上传。"))]
    try:
        tree = _environment().parse(_tight(source))
    except TemplateSyntaxError as error:
        return [_broken(error, source)]
    found = [*_strange(tree), *_unknown(tree), *_crooked(source)]
    return sorted(found, key=lambda fault: fault.line)


def fill(source: str, values: Mapping[str, Any]) -> Filled:
    """The text with its values; names it does not know stay blank and are told."""
    carried: list[Value] = []
    unknown: list[str] = []

    class Blank(Undefined):
        """A name without a value: a blank to write on, and false where it is asked."""

        def __bool__(self) -> bool:
            return False

        def __eq__(self, other: object) -> bool:
            return other is None

        __hash__ = None  # type: ignore[assignment]

    def carry(value: Any) -> str:
        if isinstance(value, Blank):
            unknown.append(str(value._undefined_name))
            carried.append(None)
        elif isinstance(value, _Missing):
            unknown.append(value.name)
            carried.append(None)
        else:
            carried.append(str(value))
        return f"{OPEN}{len(carried) - 1}{CLOSE}"

    environment = _environment(undefined=Blank, finalize=carry)
    done = environment.from_string(_tight(source)).render(_given(values))
    return Filled(done, tuple(carried), tuple(dict.fromkeys(unknown)))


def _tight(source: str) -> str:
    """Lines that hold nothing but tags leave no empty line behind, which would cut a table in two."""
    lines = source.split("\n")
    swallowed = [
        f"{line.strip()}{{#\n#}}" if TAG_LINE.match(line) else f"{line}\n" for line in lines
    ]
    return "".join(swallowed)


class _Missing:
    """A known name whose value nobody knows: false, equal to nothing, blank on paper."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __bool__(self) -> bool:
        return False


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    """Every known name; None becomes a blank that knows its name."""
    found: dict[str, Any] = {name: _Missing(name) for name in SCALARS}
    found |= {name: [] for name in LISTS}
    for name, value in values.items():
        if isinstance(value, list | tuple):
            found[name] = [_row(name, index, row) for index, row in enumerate(value, 1)]
        elif value not in (None, ""):
            found[name] = str.__str__(str(value))
    return found


def _row(name: str, index: int, row: Row) -> dict[str, Any]:
    filled = {key: row.get(key) or _Missing(f"{name}.{key}") for key in LISTS[name].columns}
    return {**filled, "序号": str(index)}


def _environment(**more: Any) -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(keep_trailing_newline=True, autoescape=False, **more)
    made.globals, made.filters, made.tests = {}, {}, {}
    return made


def _strange(tree: nodes.Template) -> Iterator[Fault]:
    """Whatever is not the small language."""
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, ALLOWED):
            yield Fault(node.lineno, said("只能用名称、if 和 for，不能用别的写法。"))
            return
    for loop in tree.find_all(nodes.For):
        plain = isinstance(loop.target, nodes.Name) and isinstance(loop.iter, nodes.Name)
        if not plain or loop.test or loop.recursive or loop.else_:
            yield Fault(loop.lineno, said("循环只能写成“for 行 in 名单”。"))
        elif next(loop.find_all(nodes.For), None):
            yield Fault(loop.lineno, said("循环里不能再套循环。"))


def _unknown(tree: nodes.Template) -> Iterator[Fault]:
    """Names that nobody fills, each with the nearest that somebody does."""
    yield from _names_in(tree, {})


def _names_in(node: nodes.Node, rows: dict[str, str]) -> Iterator[Fault]:
    """Walks a tree; ``rows`` says which list the name of a loop's row goes through."""
    if isinstance(node, nodes.For):
        yield from _loop(node, rows)
        return
    if isinstance(node, nodes.Getattr):
        yield from _column(node, rows)
        return
    if isinstance(node, nodes.Name):
        yield from _name(node, rows)
    for child in node.iter_child_nodes():
        yield from _names_in(child, rows)


def _loop(node: nodes.For, rows: dict[str, str]) -> Iterator[Fault]:
    within = rows
    if isinstance(node.iter, nodes.Name) and isinstance(node.target, nodes.Name):
        if node.iter.name not in LISTS:
            yield Fault(node.lineno, _nearest(node.iter.name, LISTS, said("名单")))
            return
        within = {**rows, node.target.name: node.iter.name}
    for child in node.body:
        yield from _names_in(child, within)


def _column(node: nodes.Getattr, rows: dict[str, str]) -> Iterator[Fault]:
    of = node.node.name if isinstance(node.node, nodes.Name) else ""
    if of not in rows:
        yield Fault(node.lineno, said("“{name}”不在循环里，没有栏目可取。", name=of or node.attr))
        return
    columns = {"序号": "", **LISTS[rows[of]].columns}
    if node.attr not in columns:
        yield Fault(
            node.lineno,
            said(
                "“{list}”没有“{name}”这一栏，有：{known}。",
                list=rows[of],
                name=node.attr,
                known="、".join(columns),
            ),
        )


def _name(node: nodes.Name, rows: dict[str, str]) -> Iterator[Fault]:
    if node.name in rows:
        yield Fault(node.lineno, said("“{name}”后面要写栏目，例如 {name}.姓名。", name=node.name))
    elif node.name not in SCALARS and node.name not in LISTS:
        yield Fault(node.lineno, _nearest(node.name, {**SCALARS, **LISTS}, said("名称")))


def _nearest(name: str, known: Mapping[str, Any], what: str) -> str:
    close = get_close_matches(name, known, n=3, cutoff=0.3)
    if close:
        return said(
            "没有“{name}”这个{what}，是不是：{close}？",
            name=name,
            what=what,
            close="、".join(close),
        )
    return said("没有“{name}”这个{what}，可用的见下表。", name=name, what=what)


def _crooked(source: str) -> Iterator[Fault]:
    """Rows of a table with more or fewer cells than the line that gives its columns."""
    columns = rows = 0
    for number, line in enumerate(source.splitlines(), 1):
        if TAG_LINE.match(line):
            continue
        text = line.strip()
        if not text.startswith("|"):
            columns = rows = 0
            continue
        cells = cells_of(text)[0]
        if cells[0].startswith("+") and len(cells) == 1:
            continue
        if COLUMN_LINE.match(text):
            if rows == 1 and len(cells) != columns:
                yield Fault(number, _uneven(len(cells), columns))
            columns, rows = len(cells), rows + 1
            continue
        columns, rows = columns or len(cells), rows + 1
        if len(cells) != columns:
            yield Fault(number, _uneven(len(cells), columns))


def _uneven(n: int, columns: int) -> str:
    return said("这一行有 {n} 格，表头有 {columns} 格。", n=n, columns=columns)


TAG = re.compile(r"\{%-?\s*(\w+)")


def _broken(error: TemplateSyntaxError, source: str) -> Fault:
    """Where the syntax breaks, in words: what was left open is told where it was opened."""
    told = error.message or ""
    lines = source.split("\n")
    for number, line in enumerate(lines, 1):
        if line.count("{{") != line.count("}}") or line.count("{%") != line.count("%}"):
            return Fault(number, said("括号没有成对，应为 {name} 或 {tag}。", **SHAPES))
    if "end of template" in told:
        number, tag = _left_open(lines)
        return Fault(number, said("这里的 {tag} 后面没有写 end{tag}。", tag=tag))
    if "unknown tag" in told:
        return Fault(error.lineno, said("认不得的标记；只能用 if、elif、else、for，并且成对。"))
    shown = lines[error.lineno - 1].strip()[:40] if error.lineno <= len(lines) else ""
    return Fault(
        error.lineno, said("写法不对，应为 {name} 或 {tag}：{shown}", shown=shown, **SHAPES)
    )


SHAPES = {"name": "{{ 名称 }}", "tag": "{% if 名称 %}"}


def _left_open(lines: Sequence[str]) -> tuple[int, str]:
    """The innermost tag that nothing closes."""
    open_tags: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        for tag in TAG.findall(line):
            if tag in ("if", "for"):
                open_tags.append((number, tag))
            elif tag.startswith("end") and open_tags:
                open_tags.pop()
    return open_tags[-1] if open_tags else (len(lines), "if")

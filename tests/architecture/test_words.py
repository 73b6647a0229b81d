"""A Chinese text that reaches a screen is said through ``said``, ``gettext`` or ``noop``."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.allowed import CHINESE_AS_DATA
from tests.architecture.source import Module, modules

CHINESE = re.compile(r"[㐀-鿿]")
SAYS = {
    "said", "noop", "joined", "_", "_lazy", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy",
    "pgettext", "pgettext_lazy", "npgettext",
}  # fmt: skip
CITES = {"Act", "Citation", "says"}
"""Statutes are quoted in their own language."""
READS = {
    "compile", "fullmatch", "match", "search", "sub", "findall", "partition", "split", "index",
    "startswith", "endswith", "removeprefix", "removesuffix", "maketrans", "count", "replace",
    "strip", "join", "zip", "get",
}  # fmt: skip
"""What takes text apart or puts parts together: marks between words, patterns, keys."""
UNSEEN = {"verbose_name", "verbose_name_plural", "help"}
"""Names for developers and operators; no page shows them."""


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def _parents(tree: ast.AST) -> dict[ast.AST, ast.AST]:
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def _let_pass(child: ast.AST, node: ast.AST) -> bool:
    """Whether what stands above a text says it, cites it, or never shows it."""
    if isinstance(node, ast.Call):
        name = _called(node)
        inside = child in node.args or child is node.func
        return inside and (
            name in SAYS | CITES | READS or (name.endswith("Field") and child is node.args[0])
        )
    if isinstance(node, ast.Assign):
        return any(isinstance(t, ast.Name) and t.id in UNSEEN for t in node.targets)
    if isinstance(node, ast.Expr):  # a docstring
        return isinstance(child, ast.Constant)
    return isinstance(node, ast.Compare) or (isinstance(node, ast.Dict) and child in node.keys)


def unsaid(tree: ast.AST) -> Iterator[int]:
    """Lines of Chinese texts that nothing says."""
    parents = _parents(tree)
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            continue
        if not CHINESE.search(node.value):
            continue
        child: ast.AST = node
        while child in parents and not _let_pass(child, parents[child]):
            child = parents[child]
        if child not in parents:
            yield node.lineno


def _data(module: Module) -> bool:
    return any(module.place.startswith(place) for place in CHINESE_AS_DATA)


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_every_text_of_a_screen_is_said(module: Module) -> None:
    if not _data(module):
        assert not list(unsaid(module.tree)), f"{module.place}: say it with said() or gettext()"


def test_the_list_of_data_only_shrinks() -> None:
    """A file whose texts are all said by now leaves the list."""
    for place in CHINESE_AS_DATA:
        held = [m for m in modules() if m.place.startswith(place)]
        assert any(list(unsaid(module.tree)) for module in held), place


@pytest.mark.parametrize(
    "plain",
    ['x = "没有找到"', 'y = f"还有 {n} 个"', 'z(reason="没有写")', "def f(a='默认'): pass"],
)
def test_a_plain_text_is_found(plain: str) -> None:
    assert list(unsaid(ast.parse(plain)))


@pytest.mark.parametrize(
    "fine",
    ['x = said("没有找到")', '"""说明"""', 'says(q.A, 1, "第28条")', 'if a == "无": pass'],
)
def test_a_text_that_is_said_passes(fine: str) -> None:
    assert not list(unsaid(ast.parse(fine)))

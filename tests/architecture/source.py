"""Reading our own source: modules, functions and the calls inside them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "mulin"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One file of the house; ``name`` is dotted, ``place`` its path from the root."""

    name: str
    path: Path

    @property
    def place(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def tree(self) -> ast.Module:
        return _tree(self.path)

    @cached_property
    def app(self) -> str:
        """``mulin/ground/estate``: the folder that holds apps.py, else the file's own folder."""
        for folder in self.path.parents:
            if (folder / "apps.py").exists():
                return folder.relative_to(ROOT).as_posix()
        return self.path.parent.relative_to(ROOT).as_posix()

    @property
    def role(self) -> str:
        """``actions`` for ``actions.py`` and for every file under ``actions/``; ``queries`` …"""
        inside = self.path.relative_to(ROOT / self.app).parts
        return inside[0].removesuffix(".py")


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def modules() -> list[Module]:
    """Every Python file of the house but migrations."""
    found = []
    for path in sorted(HOUSE.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        found.append(Module(name, path))
    return found


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function and method of a module, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def called(node: ast.AST) -> set[str]:
    """Names of what is called inside: ``record``, ``actions.record`` → ``record``."""
    names = set()
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            target = call.func
            if isinstance(target, ast.Name):
                names.add(target.id)
            elif isinstance(target, ast.Attribute):
                names.add(target.attr)
    return names

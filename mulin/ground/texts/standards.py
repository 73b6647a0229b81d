"""The standard texts: every file of the folder ``standard/``, read once.

A file begins with a few lines between ``---``: title, group, the papers it serves (``process/step/
paper``, a ``*`` for any), its layout (``公文`` a letter, ``表格`` a form), and who signs it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from types import MappingProxyType

FOLDER = Path(__file__).parent / "standard"
HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
KEYS = ("title", "group", "papers", "layout", "about")
LAYOUTS = ("公文", "表格")
GROUPS = (
    "换届改选",
    "首次业主大会",
    "业主大会会议",
    "备案和移交",
    "罢免和督促",
    "业委会会议",
    "协商议事",
    "物业管理委员会",
    "加装电梯",
    "人民调解",
)


@dataclass(frozen=True)
class Standard:
    """One standard text. ``papers`` are patterns of ``process/step/paper``."""

    code: str
    title: str
    group: str
    papers: tuple[str, ...]
    layout: str
    about: str
    body: str

    def serves(self, process: str, step: str, paper: str) -> int:
        """How exactly it serves a paper; 0: not at all."""
        name = f"{process}/{step}/{paper}"
        return max((_exactness(p) for p in self.papers if fnmatchcase(name, p)), default=0)


class BadText(ValueError):  # noqa: N818 - says what the file is
    """A file of the folder that is not a text."""


@cache
def standards() -> Mapping[str, Standard]:
    """Every standard text by its code, the name of its file."""
    found = [read_text(path) for path in sorted(FOLDER.glob("*.md"))]
    found.sort(key=lambda one: (GROUPS.index(one.group), one.title))
    return MappingProxyType({one.code: one for one in found})


def text_for(process: str, step: str, paper: str) -> Standard | None:
    """The text that serves a paper most exactly."""
    fitting = [(one.serves(process, step, paper), one) for one in standards().values()]
    exact, found = max(fitting, key=lambda pair: pair[0], default=(0, None))
    return found if exact else None


def read_text(path: Path) -> Standard:
    """A file as a standard text. Raises BadText, naming what is missing."""
    source = path.read_text(encoding="utf-8")
    head = HEAD.match(source)
    if head is None:
        raise BadText(f"{path.name}: does not begin with lines between ---")
    told = dict(line.split(": ", 1) for line in head[1].splitlines() if ": " in line)
    lacking = [key for key in KEYS if not told.get(key)]
    if lacking:
        raise BadText(f"{path.name}: lacks {', '.join(lacking)}")
    if told["group"] not in GROUPS or told["layout"] not in LAYOUTS:
        raise BadText(f"{path.name}: group or layout is not known")
    papers = tuple(told["papers"].split())
    return Standard(
        path.stem,
        told["title"],
        told["group"],
        papers,
        told["layout"],
        told["about"],
        source[head.end() :].strip() + "\n",
    )


def _exactness(pattern: str) -> int:
    """More letters that are no star are more exact."""
    return 1 + len(pattern.replace("*", ""))

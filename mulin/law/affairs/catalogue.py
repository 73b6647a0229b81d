"""Every affair that stands in ``items/``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mulin.law.affairs import items
from mulin.law.affairs.shape import Affair, Group
from mulin.law.folder import modules_in


@cache
def affairs() -> Mapping[str, Affair]:
    """Code → affair, in the order of the chapters and of the files."""
    found = [module.AFFAIR for _name, module in modules_in(items)]
    if len({one.code for one in found}) < len(found):
        raise ValueError("two files of affairs have one code")
    order = list(Group)
    return {one.code: one for one in sorted(found, key=lambda a: order.index(a.group))}


def affair_named(code: str) -> Affair:
    """KeyError where no file has that code."""
    return affairs()[code]

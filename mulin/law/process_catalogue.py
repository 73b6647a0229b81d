"""Finds every process by looking into its folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from mulin.kit.words import said
from mulin.law import processes
from mulin.law.folder import modules_in
from mulin.law.process import Process


class UnknownProcess(LookupError):  # noqa: N818 - named like the other refusals
    """No process of this name; the sentence names those there are."""


@lru_cache(maxsize=1)
def all_processes() -> Mapping[str, Process]:
    """Every process by code, in the order of codes. Raises ValueError for a clash or a wrong name."""
    found: dict[str, Process] = {}
    for name, module in modules_in(processes):
        process: Process = module.PROCESS
        if process.code != name:
            raise ValueError(f"{name}.py holds the process {process.code}")
        found[process.code] = process
    return found


def process_named(code: str) -> Process:
    """The process of exactly this code. Raises ``UnknownProcess``."""
    known = all_processes()
    if code not in known:
        names = "、".join(f"{process.code} {process.title}" for process in known.values())
        raise UnknownProcess(
            said("没有名为“{code}”的程序。已有：{names}。", code=code, names=names)
        )
    return known[code]

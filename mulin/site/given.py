"""The settings as given, read when first asked for: a bad one is told as a sentence."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pydantic import ValidationError

from mulin.site.console import Stop

if TYPE_CHECKING:
    from mulin.site.config import Config


def config() -> Config:
    """Every setting, checked. Raises :class:`Stop` naming the ones that do not fit."""
    try:
        from mulin.site.config import CONFIG
    except ValidationError as problem:
        raise Stop(bad_settings(problem)) from None
    return CONFIG


_RULES = {
    "int_parsing": "应为整数",
    "bool_parsing": "应为 1 或 0",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "string_pattern_mismatch": "应形如 postgresql://用户:口令@主机:5432/库名，留空用 SQLite",
}
_SECRET = ("DATABASE_URL",)
"""Settings that hold a password: their value is not repeated."""


def bad_settings(problem: ValidationError) -> str:
    """Which setting is wrong, with its value and the rule it breaks."""
    told = []
    for error in problem.errors():
        rule = _RULES.get(error["type"], error["msg"]).format(**error.get("ctx", {}))
        name = _variable("_".join(str(part) for part in error["loc"]).upper())
        now = "" if name.endswith(_SECRET) else f"现在是 {error['input']!r}，"
        told.append(f"{name} {now}{rule}")
    return f"设置不对：{'；'.join(told)}。各项设置见 docs/settings.md。"


def _variable(name: str) -> str:
    """The environment variable as it was given: some are also read without the prefix."""
    bare = name.removeprefix("MULIN_")
    full = f"MULIN_{bare}"
    return bare if bare in os.environ and full not in os.environ else full

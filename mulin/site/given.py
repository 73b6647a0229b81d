"""The settings as given, read when first asked for: a bad one is told as a sentence."""

from __future__ import annotations

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


def bad_settings(problem: ValidationError) -> str:
    """Which setting is wrong, with its value and the rule it breaks."""
    told = []
    for error in problem.errors():
        name = "_".join(str(part) for part in error["loc"]).upper()
        name = name if name.startswith("MULIN_") else f"MULIN_{name}"
        told.append(f"设置 {name} 的值 {error['input']!r} 不合要求（{error['msg']}）")
    return ";".join(told) + "。各项设置见 docs/settings.md。"

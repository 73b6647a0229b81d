"""Finds every kind of hazard and every score sheet by looking into their folders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from mulin.law.folder import modules_in
from mulin.law.safety import sheets, templates
from mulin.law.safety.hazard import Check, PointKind, Template
from mulin.law.safety.sheet import Sheet


@lru_cache(maxsize=1)
def all_templates() -> Mapping[str, Template]:
    """Every kind of hazard by code. Raises ValueError where a file holds another name's kind."""
    found: dict[str, Template] = {}
    for name, module in modules_in(templates):
        one: Template = module.TEMPLATE
        if one.code != name:
            raise ValueError(f"{name}.py holds the hazard {one.code}")
        found[one.code] = one
    return found


@lru_cache(maxsize=1)
def all_sheets() -> Mapping[str, Sheet]:
    """Every score sheet by code. Raises ValueError where a file holds another name's sheet."""
    found: dict[str, Sheet] = {}
    for name, module in modules_in(sheets):
        one: Sheet = module.SHEET
        if one.code != name:
            raise ValueError(f"{name}.py holds the sheet {one.code}")
        lost = {item.hazard for item in one.items if item.hazard} - all_templates().keys()
        if lost:
            raise ValueError(f"{name}.py names hazards that nobody knows: {sorted(lost)}")
        found[one.code] = one
    return found


def template_named(code: str) -> Template:
    """A kind of hazard; what is no longer in the folder reads as 其他."""
    known = all_templates()
    return known.get(code, known["other"])


def standard_checks(kind: PointKind) -> Iterator[tuple[Template, Check]]:
    """What is usually looked at where a point is of this kind."""
    for template in all_templates().values():
        for check in template.checks:
            if kind in check.at:
                yield template, check

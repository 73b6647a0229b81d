"""A kind of violation: what it looks like, whose duty, which article. What was not read is named."""

from __future__ import annotations

from dataclasses import dataclass

from mulin.law.terms import Citation

REGULATION, CODE, FIRE = "物业管理条例", "民法典", "消防法"


@dataclass(frozen=True)
class Violation:
    """``ask``: what to say when talking somebody out of it; ``evidence``: what to photograph."""

    code: str
    title: str
    look: str
    ask: str
    evidence: str
    sources: tuple[Citation, ...]
    unchecked: tuple[str, ...] = ()
    urgent: bool = False
    """Where people's lives are at stake: the emergency number first."""


REPORT = Citation(REGULATION, "第45条")
"""The company stops it, and reports without delay; the authority then acts."""

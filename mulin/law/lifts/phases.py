"""The six phases in which the steps of ``processes/elevator_retrofit.py`` are shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from mulin.kit.words import said


@dataclass(frozen=True)
class Phase:
    """One phase: its number, its name, and the steps that make it up."""

    number: int
    title: str
    short: str
    steps: tuple[str, ...]


PHASES: tuple[Phase, ...] = (
    Phase(1, said("咨询和可行性评估"), said("可行评估"), ("assess",)),
    Phase(2, said("征询意愿和方案"), said("意愿征询"), ("consult",)),
    Phase(3, said("公示和异议调处"), said("方案公示"), ("show", "settle")),
    Phase(4, said("签约和联合审查"), said("联审签约"), ("contract", "approve")),
    Phase(5, said("施工和检验"), said("施工检验"), ("tell_authority", "build")),
    Phase(
        6,
        said("验收、登记、移交维保"),
        said("登记移交"),
        ("accept", "register", "subsidy", "maintain"),
    ),
)
OF_STEP: Mapping[str, Phase] = {step: phase for phase in PHASES for step in phase.steps}
IN_USE = frozenset({"accept", "register", "maintain"})
"""With these done the lift runs, is registered and looked after."""


def phase_of(settled: Collection[str]) -> int:
    """The first phase with a step that is neither done nor spared; 6 where none is left."""
    open_phases = (p.number for p in PHASES if any(step not in settled for step in p.steps))
    return next(open_phases, PHASES[-1].number)

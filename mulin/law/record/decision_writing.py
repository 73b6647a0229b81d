"""The full record of a vote as a document of `mulin-decision/1`; `decision_record` reads it back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mulin.law.decision import Ballot, Choice, DecisionRecord, Holder, Motion, Unit
from mulin.law.record.decision_record import FORMAT
from mulin.law.record.reading import written_area


def write(record: DecisionRecord) -> dict[str, Any]:
    """The document of a record; `decision_record.read` gives the same record back."""
    return {
        "format": FORMAT,
        "compound": {"name": record.compound, "region": record.region},
        "opened_on": record.opened_on.isoformat(),
        "rules": record.rules.to_json(),
        "units": [_written_unit(unit) for unit in record.units],
        "motions": [_written_motion(motion) for motion in record.motions],
        "ballots": [_written_ballot(ballot) for ballot in record.ballots],
        "deliveries": None if record.deliveries is None else _written_holders(record.deliveries),
    }


def _written_unit(unit: Unit) -> dict[str, Any]:
    return {
        "id": unit.id,
        "area": written_area(unit.area),
        "use": unit.use.value,
        "status": unit.status.value,
        "owners": sorted(unit.owners),
    }


def _written_motion(motion: Motion) -> dict[str, Any]:
    head: dict[str, Any] = {"id": motion.id, "matter": motion.kind.value, "title": motion.title}
    if motion.candidates is not None:
        head |= {"seats": motion.seats, "candidates": list(motion.candidates)}
    return head | {"units": None if motion.units is None else list(motion.units)}


def _written_ballot(ballot: Ballot) -> dict[str, Any]:
    return {
        "owners": _written_holders([ballot.owners])[0],
        "signed_by": ballot.signed_by,
        "channel": ballot.channel,
        "proxy": ballot.proxy,
        "invalid": ballot.invalid,
        "choices": {
            motion: choice.value if isinstance(choice, Choice) else sorted(choice)
            for motion, choice in ballot.choices.items()
        },
    }


def _written_holders(holders: Iterable[Holder]) -> list[str | list[str]]:
    return [holder if isinstance(holder, str) else sorted(holder) for holder in holders]

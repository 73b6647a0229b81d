"""Building small records of votes in the open format, and counting them by the national rule."""

from __future__ import annotations

from typing import Any

from mulin.law.questions import DecisionKind
from mulin.law.record import decision_record, decision_result
from mulin.law.tally import CitedMajority, tally
from mulin.law.terms import Majority, at_least, more_than

Document = dict[str, Any]

PLAIN, RAISE, REBUILD, COMMON_USE = (
    "appoint_manager",
    "raise_maintenance_fund",
    "rebuild",
    "change_common_use",
)

SOURCE = "民法典第278条"
GENERAL = CitedMajority(Majority(at_least(2, 3), more_than(1, 2)), SOURCE)
SPECIAL = CitedMajority(Majority(at_least(2, 3), at_least(3, 4)), SOURCE)
MAJORITIES = {
    kind: SPECIAL if kind.value in (RAISE, REBUILD, COMMON_USE) else GENERAL
    for kind in DecisionKind
}


def unit(
    unit_id: str, *owners: str, area: str = "100.00", use: str = "home", status: str = "delivered"
) -> Document:
    return {"id": unit_id, "area": area, "use": use, "status": status, "owners": list(owners)}


def homes(number: int, area: str = "100.00", start: int = 1) -> list[Document]:
    """`number` homes of equal area, each of an owner of its own: u1 of p1, u2 of p2 …"""
    return [unit(f"u{i}", f"p{i}", area=area) for i in range(start, start + number)]


def motion(motion_id: str = "m", matter: str = PLAIN, units: list[str] | None = None) -> Document:
    return {"id": motion_id, "matter": matter, "title": "测试事项", "units": units}


def election(
    candidates: list[str], seats: int, motion_id: str = "m", units: list[str] | None = None
) -> Document:
    head = motion(motion_id, "elect_committee", units)
    return head | {"seats": seats, "candidates": candidates}


def ballot(
    owners: str | list[str],
    choice: str | list[str] | None = "agree",
    *,
    signed_by: str | None = None,
    proxy: str | None = None,
    invalid: str | None = None,
    choices: dict[str, Any] | None = None,
) -> Document:
    """A ballot on motion `m` (or on `choices`); one string of owners is one owner."""
    group = owners if owners == "developer" or isinstance(owners, list) else [owners]
    said = {"m": choice} if choices is None else choices
    return {
        "owners": group,
        "signed_by": signed_by or (group if isinstance(group, str) else (group or ["?"])[0]),
        "channel": "paper",
        "proxy": proxy,
        "invalid": invalid,
        "choices": {key: value for key, value in said.items() if value is not None},
    }


def ballots(first: int, last: int, choice: str | list[str] | None) -> list[Document]:
    """Ballots of the owners p`first` … p`last`, all saying the same."""
    return [ballot(f"p{i}", choice) for i in range(first, last + 1)]


def record(
    units: list[Document],
    cast: list[Document],
    *motions: Document,
    deliveries: list[Any] | None = None,
    **rules: Any,
) -> Document:
    return {
        "format": "mulin-decision/1",
        "compound": {"name": "虚构小区（演示）", "region": "510100"},
        "opened_on": "2026-06-01",
        "rules": rules,
        "units": units,
        "motions": list(motions) or [motion()],
        "ballots": cast,
        "deliveries": deliveries,
    }


def results(document: Document) -> list[Document]:
    """The results of all motions, through the open format in and out."""
    verdicts = tally(decision_record.read(document), MAJORITIES)
    written: list[Document] = decision_result.write(verdicts)["motions"]
    return written


def result(document: Document) -> Document:
    """The result of the only motion."""
    (only,) = results(document)
    return only


def weight(area: str, persons: int) -> Document:
    return {"area": area, "persons": persons}


def excluded(document: Document) -> list[tuple[int, str]]:
    """The ballots of the only motion that do not count, with the reason."""
    return [(entry["ballot"], entry["reason"]) for entry in result(document)["excluded"]]

"""Random small records in the open format, dense in the cases that are hard to count."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.law.records import Document

MATTERS = ("appoint_manager", "use_maintenance_fund", "rebuild", "change_common_use")
AREAS = ("50.00", "80.00", "89.62", "100.00", "100", "33.3", "0.01")
OWNERS = [f"p{i}" for i in range(9)]


def random_record(chance: Random) -> Document:
    """A record of any kind, or now and then an election with as many ties as there can be."""
    return _tied_election(chance) if chance.random() < 0.1 else _any_record(chance)


def _tied_election(chance: Random) -> Document:
    """Owners choose all candidates but one in turn, so that more pass than there are seats for;
    where their homes are equal too, the last seats are tied."""
    names = [f"c{i}" for i in range(chance.randint(4, 5))]
    seats = len(names) - 1
    passed_over = names[chance.randint(0, 1) :]
    owners = [f"p{i}" for i in range(len(names) * chance.randint(1, 2) + chance.randint(0, 1))]
    cast = [
        {
            "owners": [owner],
            "signed_by": owner,
            "channel": "paper",
            "proxy": None,
            "invalid": None,
            "choices": {
                "m": [name for name in names if name != passed_over[turn % len(passed_over)]]
            },
        }
        for turn, owner in enumerate(owners)
    ]
    areas = chance.choice([["80.00"], ["80.00", "160.00"]])
    unit = {"use": "home", "status": "delivered"}
    motion = {"id": "m", "matter": "elect_committee", "title": "", "units": None}
    return {
        "format": "mulin-decision/1",
        "compound": {"name": "虚构小区（演示）", "region": "510100"},
        "opened_on": "2026-06-01",
        "rules": {},
        "units": [
            unit | {"id": f"u-{owner}", "area": chance.choice(areas), "owners": [owner]}
            for owner in owners
        ],
        "motions": [motion | {"seats": seats, "candidates": names}],
        "ballots": cast,
        "deliveries": None,
    }


def _any_record(chance: Random) -> Document:
    units = [_unit(chance, number) for number in range(chance.randint(1, 9))]
    motions = [_motion(chance, number, units) for number in range(chance.randint(1, 4))]
    groups = [unit["owners"] for unit in units if unit["owners"]]
    cast: dict[Any, Document] = {}
    for _ in range(chance.randint(0, 14)):
        ballot = _ballot(chance, groups, motions)
        who = ballot["owners"]
        cast[ballot["signed_by"], who if who == "developer" else frozenset(who)] = ballot
    delivered = [_owners(chance, groups) for _ in range(chance.randint(0, 9))]
    return {
        "format": "mulin-decision/1",
        "compound": {"name": "虚构小区（演示）", "region": chance.choice(["510100", "310000"])},
        "opened_on": "2026-06-01",
        "rules": _rules(chance),
        "units": units,
        "motions": motions,
        "ballots": list(cast.values()),
        "deliveries": chance.choice([None, delivered, delivered, delivered]),
    }


def _rules(chance: Random) -> Document:
    rules = {
        "parking_counts": chance.random() < 0.5,
        "same_owner": chance.choice(["same_group", "merge_overlapping"]),
        "coowner_conflict": chance.choice(["invalid", "abstain"]),
        "blank_item": chance.choice(["abstain", "invalid"]),
        "proxy_limit": chance.choice([None, None, 0, 1, 2]),
        "revote": chance.choice(["last", "first", "none"]),
        "silent": chance.choice(["none", "deemed_abstain", "follow_majority", "follow_majority"]),
        "silent_after_quorum": chance.random() < 0.3,
        "silent_for_special": chance.random() < 0.5,
        "first_assembly": chance.random() < 0.15,
    }
    return {key: value for key, value in rules.items() if chance.random() < 0.8}


def _unit(chance: Random, number: int) -> Document:
    status = chance.choices(["delivered", "undelivered", "unsold"], [8, 1, 1])[0]
    owners = chance.sample(OWNERS, chance.choice([1, 1, 1, 2, 2, 3]))
    return {
        "id": f"u{number}",
        "area": chance.choice(AREAS),
        "use": chance.choice(["home", "home", "home", "shop", "parking", "storage"]),
        "status": status,
        "owners": [] if status == "unsold" and chance.random() < 0.7 else owners,
    }


def _motion(chance: Random, number: int, units: list[Document]) -> Document:
    ids = [unit["id"] for unit in units]
    scope = chance.sample(ids, chance.randint(0, len(ids)))
    motion: Document = {
        "id": f"m{number}",
        "matter": chance.choice(MATTERS),
        "title": "",
        "units": chance.choice([None, None, None, scope]),
    }
    if chance.random() < 0.4:
        names = [f"c{i}" for i in range(chance.randint(1, 4))]
        motion |= {"matter": "elect_committee", "seats": chance.randint(1, 3), "candidates": names}
    return motion


def _owners(chance: Random, groups: list[list[str]]) -> Any:
    kind = chance.random()
    if kind < 0.08:
        return "developer"
    if kind < 0.8 and groups:
        group = list(chance.choice(groups))
        chance.shuffle(group)
        return group
    return chance.sample([*OWNERS, "stranger"], chance.randint(0, 2))


def _ballot(chance: Random, groups: list[list[str]], motions: list[Document]) -> Document:
    owners = _owners(chance, groups)
    choices = {motion["id"]: _choice(chance, motion) for motion in motions}
    return {
        "owners": owners,
        "signed_by": chance.choice([owners[0] if owners else "x", "guardian"]),
        "channel": chance.choice(["online", "paper"]),
        "proxy": chance.choice([None, None, None, "x1", "x2"]),
        "invalid": chance.choice([None] * 9 + ["无本人签名"]),
        "choices": {key: value for key, value in choices.items() if value is not None},
    }


def _choice(chance: Random, motion: Document) -> Any:
    if "candidates" not in motion:
        return chance.choices(["agree", "against", "abstain", "blank", None], [8, 3, 1, 1, 1])[0]
    names = motion["candidates"]
    if chance.random() < 0.1:
        return chance.choice([None, "blank", []])
    # Mostly the first few, so that candidates pass and tie.
    return chance.choice([names, names[:1], names[:2], chance.sample(names, len(names) // 2)])

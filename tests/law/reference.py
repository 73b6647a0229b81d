"""A second count of a vote, written from the format's text alone: slow, obvious, on plain JSON.

It shares nothing with the product but the document. Persons are sets of units, everything is looked
up by walking lists, ratios are `Fraction`s. It must agree with the fast one on any record.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

Document = dict[str, Any]
SPECIAL = ("raise_maintenance_fund", "rebuild", "change_common_use")
DEFAULTS: Document = {
    "parking_counts": False,
    "same_owner": "same_group",
    "coowner_conflict": "invalid",
    "blank_item": "abstain",
    "proxy_limit": None,
    "revote": "last",
    "silent": "none",
    "silent_after_quorum": False,
    "silent_for_special": False,
    "first_assembly": False,
}


class Person:
    """One person of a roll: the groups of owners he is made of, and his area in 0.01 m²."""

    def __init__(self, groups: list[set[str]], area: Fraction, *, developer: bool = False) -> None:
        self.groups, self.area, self.developer = groups, area, developer

    @property
    def owners(self) -> set[str]:
        return set().union(*self.groups)


def reference_results(document: Document) -> list[Document]:
    return [_motion(document, motion) for motion in document["motions"]]


def _motion(document: Document, motion: Document) -> Document:
    rules = DEFAULTS | document.get("rules", {})
    roll = _roll(document, motion, rules)
    special = motion["matter"] in SPECIAL
    reasons: dict[int, str] = {}
    spoken: list[tuple[int, Person, Any]] = []
    used: Counter[str] = Counter()
    returned: list[Person] = []
    for index, ballot in enumerate(document["ballots"]):
        person = _person(ballot["owners"], roll, rules)
        if person is None:
            reasons[index] = "not_on_roll"
            continue
        returned.append(person)
        if ballot["invalid"] is not None:
            reasons[index] = "invalid"
            continue
        if ballot["proxy"] is not None:
            used[ballot["proxy"]] += 1
            if rules["proxy_limit"] is not None and used[ballot["proxy"]] > rules["proxy_limit"]:
                reasons[index] = "proxy_limit"
                continue
        said = _said(ballot, motion)
        if said == "blank":
            if rules["blank_item"] == "invalid":
                reasons[index] = "blank_item"
                continue
            said = _abstention(motion)
        spoken.append((index, person, said))

    voices: list[tuple[Person, Any]] = []
    for person in roll:
        mine = [(index, said) for index, who, said in spoken if who is person]
        if not mine:
            continue
        if all(said == mine[0][1] for _, said in mine):
            voices.append((person, mine[0][1]))
        elif rules["coowner_conflict"] == "abstain":
            voices.append((person, _abstention(motion)))
        else:
            reasons.update((index, "coowner_conflict") for index, _ in mine)

    outcome: Document = {
        "id": motion["id"],
        "roll": _weight(roll),
        "clause": None,
        "excluded": [{"ballot": i, "reason": reasons[i]} for i in sorted(reasons)],
    }
    if "candidates" in motion:
        return outcome | _election(motion, roll, voices, special=special)
    strict = _count(roll, voices, special=special)
    outcome |= {"passed": strict["passed"], "strict": strict}
    if _clause_applies(rules, special=special, strict=strict):
        delivered = [_person(group, roll, rules) for group in document["deliveries"] or []]
        silent = [p for p in roll if p in delivered and p not in returned]
        added = voices + [(p, side) for p in silent for side in _joins(rules, voices)]
        outcome["clause"] = _count(roll, added, special=special)
    return outcome


def _roll(document: Document, motion: Document, rules: Document) -> list[Person]:
    units = [
        unit
        for unit in document["units"]
        if (motion["units"] is None or unit["id"] in motion["units"])
        and (unit["use"] != "parking" or rules["parking_counts"])
    ]
    rest = [unit for unit in units if unit["status"] != "delivered"]
    people = [Person([set(unit["owners"])], _area(unit)) for unit in units if unit not in rest]
    merging = True
    while merging:
        merging = False
        for one in people:
            for other in people:
                same = (
                    one.owners & other.owners
                    if rules["same_owner"] == "merge_overlapping"
                    else one.owners == other.owners
                )
                if one is not other and same:
                    people = [p for p in people if p is not one and p is not other]
                    people.append(Person(one.groups + other.groups, one.area + other.area))
                    merging = True
                    break
            if merging:
                break
    if rest:
        people.append(Person([], sum((_area(u) for u in rest), Fraction(0)), developer=True))
    return people


def _area(unit: Document) -> Fraction:
    return Fraction(unit["area"])


def _person(owners: Any, roll: list[Person], rules: Document) -> Person | None:
    if owners == "developer":
        return next((p for p in roll if p.developer), None)
    if not owners:
        return None
    whole = set(owners)
    if rules["same_owner"] == "merge_overlapping":
        groups = [group for person in roll for group in person.groups]
        while any(group & whole and not group <= whole for group in groups):
            for group in groups:
                if group & whole:
                    whole |= group
    return next((p for p in roll if not p.developer and p.owners == whole), None)


def _said(ballot: Document, motion: Document) -> Any:
    said = ballot["choices"].get(motion["id"], "blank")
    if "candidates" in motion and said != "blank":
        said = set(said)
        return "blank" if len(said) > motion["seats"] else said
    return said


def _abstention(motion: Document) -> Any:
    return set() if "candidates" in motion else "abstain"


def _weight(people: list[Person]) -> Document:
    area = sum((p.area for p in people), Fraction(0))
    return {"area": f"{float(area):.2f}", "persons": len(people)}


def _ratio(part: Fraction, whole: Fraction) -> str:
    return str(part / whole) if whole else "0"


def _checks(
    names: str, part: list[Person], whole: list[Person], bound: Fraction, above: bool
) -> Any:
    checks = []
    for name, have, all_of in (
        (
            f"{names}_area",
            sum((p.area for p in part), Fraction(0)),
            sum((p.area for p in whole), Fraction(0)),
        ),
        (f"{names}_persons", Fraction(len(part)), Fraction(len(whole))),
    ):
        met = bool(all_of) and (have / all_of > bound or (not above and have / all_of == bound))
        checks.append(
            {
                "name": name,
                "required": str(bound),
                "inclusive": not above,
                "ratio": _ratio(have, all_of),
                "met": met,
                "source": "民法典第278条",
            }
        )
    return checks


def _approval(agree: list[Person], present: list[Person], *, special: bool) -> Any:
    bound = Fraction(3, 4) if special else Fraction(1, 2)
    return _checks("approval", agree, present, bound, above=not special)


def _count(roll: list[Person], voices: list[tuple[Person, Any]], *, special: bool) -> Document:
    present = [person for person, _ in voices]
    sides = {
        side: [person for person, said in voices if said == side]
        for side in ("agree", "against", "abstain")
    }
    checks = _checks("participation", present, roll, Fraction(2, 3), above=False)
    checks += _approval(sides["agree"], present, special=special)
    return {
        "participating": _weight(present),
        **{side: _weight(people) for side, people in sides.items()},
        "checks": checks,
        "passed": all(check["met"] for check in checks),
    }


def _clause_applies(rules: Document, *, special: bool, strict: Document) -> bool:
    if rules["silent"] == "none" or rules["first_assembly"]:
        return False
    if special and not rules["silent_for_special"]:
        return False
    held = strict["checks"][0]["met"] and strict["checks"][1]["met"]
    return held or not rules["silent_after_quorum"]


def _joins(rules: Document, voices: list[tuple[Person, Any]]) -> list[str]:
    """The side that takes in the silent: a list of one, or of none."""
    if rules["silent"] == "deemed_abstain":
        return ["abstain"]
    area: Counter[str] = Counter()
    heads: Counter[str] = Counter()
    for person, said in voices:
        area[said] += person.area  # type: ignore[assignment]
        heads[said] += 1
    if area["agree"] > area["against"] and heads["agree"] > heads["against"]:
        return ["agree"]
    if area["agree"] < area["against"] and heads["agree"] < heads["against"]:
        return ["against"]
    return []


def _election(
    motion: Document, roll: list[Person], voices: list[tuple[Person, Any]], *, special: bool
) -> Document:
    present = [person for person, _ in voices]
    checks = _checks("participation", present, roll, Fraction(2, 3), above=False)
    held = all(check["met"] for check in checks)
    behind = {c: [person for person, said in voices if c in said] for c in motion["candidates"]}

    def rank(name: str) -> tuple[int, Fraction]:
        return len(behind[name]), sum((p.area for p in behind[name]), Fraction(0))

    passing = [
        c
        for c in motion["candidates"]
        if held and all(x["met"] for x in _approval(behind[c], present, special=special))
    ]
    # A candidate is safe when fewer than `seats` others stand at his level or above him, and out
    # when `seats` or more stand above him; between the two he is tied across the last seat.
    seats = motion["seats"]
    elected, runoff = [], []
    for name in passing:
        above = sum(rank(other) > rank(name) for other in passing)
        level = sum(rank(other) == rank(name) for other in passing)
        if above + level <= seats:
            elected.append(name)
        elif above < seats:
            runoff.append(name)
    passed = held and bool(elected)
    return {
        "passed": passed,
        "strict": {"participating": _weight(present), "checks": checks, "passed": passed},
        "candidates": [
            {"id": c, "agree": _weight(behind[c]), "elected": c in elected}
            for c in motion["candidates"]
        ],
        "elected": elected,
        "vacant": seats - len(elected),
        "runoff": runoff,
    }

"""A proof leads from one fact to a day's head, and names the link that does not hold."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mulin.kit.canonical import sm3
from mulin.law.record import proof
from mulin.law.record.proof import Proof, Step
from mulin.law.record.reading import Node
from tests.law.proofs import DAY, FIRST, LATER, chained, judged_fact
from tests.law.records import ballots, homes, record

OTHER = sm3(b"something else")


def vote() -> dict[str, Any]:
    return judged_fact(record(homes(3), ballots(1, 3, "agree")))


def read(document: Any) -> tuple[Proof | None, list[str]]:
    faults: list[str] = []
    return proof.read(Node({"proof": document}, "", faults).member("proof")), faults


def test_a_proof_is_the_same_after_writing_and_reading() -> None:
    made = chained(vote())
    again, faults = read(json.loads(json.dumps(proof.write(made))))
    assert (again, faults) == (made, [])


@given(later=st.integers(0, 60), first=st.integers(1, 10**12))
@settings(max_examples=25, deadline=None)
def test_a_chain_of_any_length_from_any_number_holds(later: int, first: int) -> None:
    assert proof.broken(chained(vote(), first=first, later=later)) == ""


def test_a_changed_fact_breaks_its_own_link() -> None:
    made = chained(vote())
    fact = copy.deepcopy(dict(made.fact))
    fact["body"]["result_digest"] = OTHER
    assert proof.broken(replace(made, fact=fact)).startswith(f"第 {FIRST} 环不成立")


@pytest.mark.parametrize("change", [{"prev": OTHER}, {"hash": OTHER}, {"seq": FIRST - 1}])
def test_a_changed_link_is_named(change: dict[str, Any]) -> None:
    made = chained(vote())
    assert proof.broken(replace(made, **change)).startswith(f"第 {change.get('seq', FIRST)} 环")


@pytest.mark.parametrize("index", range(LATER))
@pytest.mark.parametrize("change", [{"fact": OTHER}, {"hash": OTHER}])
def test_the_first_changed_link_of_the_path_is_named(index: int, change: dict[str, Any]) -> None:
    made = chained(vote())
    path = list(made.path)
    path[index] = replace(path[index], **change)
    told = proof.broken(replace(made, path=tuple(path)))
    assert told.startswith(f"第 {FIRST + 1 + index} 环不成立")


def test_a_missing_link_is_named() -> None:
    made = chained(vote())
    short = replace(made, path=made.path[:1] + made.path[2:])
    assert proof.broken(short).startswith(f"第 {FIRST + 2} 环缺失")


def test_a_path_cut_short_does_not_reach_the_head() -> None:
    made = chained(vote())
    assert proof.broken(replace(made, path=made.path[:-1])).startswith("链头不成立")
    assert proof.broken(replace(made, head=replace(made.head, hash=OTHER))).startswith("链头不成立")
    assert proof.broken(replace(made, head=replace(made.head, seq=1))).startswith("链头不成立")


def test_links_written_anew_hold_among_themselves_and_miss_the_printed_head() -> None:
    """What only an anchor shows: a forger may always compute a chain of his own."""
    forged = judged_fact(record(homes(3), ballots(1, 3, "against")))
    made, other = chained(vote()), chained(forged)
    assert proof.broken(other) == ""
    assert proof.position_of(other, made.head.hash) is None


def test_every_hash_from_the_fact_to_the_head_is_found() -> None:
    made = chained(vote())
    hashes = [made.hash, *(step.hash for step in made.path)]
    assert [proof.position_of(made, h) for h in hashes] == [*range(FIRST, FIRST + LATER + 1)]
    assert proof.position_of(made, made.prev) is None


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a document, branches and leaves."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, inside in pairs:
        found.append((*at, key))
        if isinstance(inside, dict | list):
            found += places(inside, (*at, key))
    return found


STRUCTURE = [p for p in places(proof.write(chained(vote(), later=1))) if p[:2] != ("fact", "body")]
NEEDED = [p for p in STRUCTURE if p[0] != "fact" or p[1:] in {(), ("kind",), ("on",)}]


@pytest.mark.parametrize("place", NEEDED, ids=lambda p: ".".join(map(str, p)))
@pytest.mark.parametrize("odd", [None, True, 1.5, -3, "x", [], {}, DAY.isoformat() + "x"])
def test_what_has_not_the_form_of_a_proof_is_refused_with_its_place(
    place: tuple[Any, ...], odd: Any
) -> None:
    document = proof.write(chained(vote(), later=1))
    inside = document
    for key in place[:-1]:
        inside = inside[key]
    if (place, odd) == (("path",), []) or (place[-1], odd) == ("kind", "x"):
        return  # both are of the right form
    if place == ("fact", "kind") and isinstance(odd, str):
        return
    inside[place[-1]] = odd
    found, faults = read(document)
    assert found is None
    assert faults
    assert all(fault.startswith("proof") and fault.endswith("。") for fault in faults)


@pytest.mark.parametrize("odd", [None, [], "x", 3])
def test_no_proof_at_all_is_one_sentence(odd: Any) -> None:
    found, faults = read(odd)
    assert (found, len(faults)) == (None, 1)


def test_a_float_in_the_fact_has_no_canonical_form() -> None:
    document = proof.write(chained(vote()))
    document["fact"]["body"]["turnout"] = 0.5
    found, faults = read(document)
    assert found is None
    assert faults[0].startswith("proof.fact")


def test_a_step_is_small() -> None:
    """Thousands of links a day: digests only."""
    step = Step(5000, OTHER, OTHER)
    made = replace(chained(vote()), path=(step,) * 5000)
    assert len(json.dumps(proof.write(made), separators=(",", ":"))) < 5000 * 170 + 3000

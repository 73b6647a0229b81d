"""The fast count agrees with a slow and obvious one on thousands of random small records."""

from __future__ import annotations

import json
from collections import Counter
from random import Random

import pytest

from mulin.law.record import decision_record, decision_result, decision_writing, public_record
from mulin.law.tally import tally
from tests.law.random_records import random_record
from tests.law.records import MAJORITIES, Document, results
from tests.law.reference import reference_results

HOW_MANY = 2000
HARD_CASES = (
    "not_on_roll",
    "invalid",
    "proxy_limit",
    "blank_item",
    "coowner_conflict",
    "passed",
    "failed",
    "clause turns the result",
    "runoff",
    "elected beside a runoff",
    "merged and passed",
    "nobody on the roll",
)

Counted = list[tuple[Document, list[Document]]]


@pytest.fixture(scope="module")
def counted() -> Counted:
    """Random records, each with the results of all its motions."""
    chance = Random(278)
    documents = [random_record(chance) for _ in range(HOW_MANY)]
    return [(document, results(document)) for document in documents]


def test_both_counts_give_the_same_result_to_the_last_field(counted: Counted) -> None:
    for document, fast in counted:
        assert fast == reference_results(document), json.dumps(document, ensure_ascii=False)


def test_the_public_record_gives_the_same_counts_checks_and_verdicts(counted: Counted) -> None:
    for document, full in counted:
        public = public_record.make(decision_record.read(document))
        posted = decision_result.write(public_record.tally(public, MAJORITIES))["motions"]
        assert posted == [whole | {"clause": None, "excluded": []} for whole in full]


def test_a_record_read_and_written_is_the_same_record(counted: Counted) -> None:
    for document, full in counted[:300]:
        record = decision_record.read(document)
        assert decision_record.read(decision_writing.write(record)) == record
        assert decision_result.write(tally(record, MAJORITIES))["motions"] == full


def test_the_random_records_reach_every_hard_case(counted: Counted) -> None:
    seen: Counter[str] = Counter()
    for document, outcomes in counted:
        merging = document["rules"].get("same_owner") == "merge_overlapping"
        for outcome in outcomes:
            _note(seen, outcome, merging=merging)
    assert {case: seen[case] for case in HARD_CASES if seen[case] < 10} == {}


def _note(seen: Counter[str], outcome: Document, *, merging: bool) -> None:
    seen.update(entry["reason"] for entry in outcome["excluded"])
    clause, runoff = outcome["clause"], bool(outcome.get("runoff"))
    seen["passed" if outcome["passed"] else "failed"] += 1
    seen["clause turns the result"] += bool(clause) and clause["passed"] != outcome["passed"]
    seen["runoff"] += runoff
    seen["elected beside a runoff"] += runoff and bool(outcome["elected"])
    seen["merged and passed"] += merging and outcome["passed"]
    seen["nobody on the roll"] += outcome["roll"]["persons"] == 0

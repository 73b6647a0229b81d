"""The public record: it recounts exactly, and nobody stands in it alone where five can be found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mulin.law.record import decision_record, decision_result, public_record
from mulin.law.record.public_record import FEWEST_PERSONS, Row, merged_rows
from mulin.law.record.reading import Unusable
from mulin.law.tally import tally
from tests.law.random_records import random_record
from tests.law.records import (
    MAJORITIES,
    Document,
    ballot,
    ballots,
    election,
    homes,
    motion,
    record,
    unit,
    weight,
)

HEAD = (date(2026, 7, 1), "ab" * 32)


def posted(document: Document) -> Document:
    """The public document of a full one, as it is read again from its text."""
    full = decision_record.read(document)
    written = public_record.write(
        public_record.make(full), tally(full, MAJORITIES), poll="BJ-2026-0117", head=HEAD
    )
    read: Document = json.loads(json.dumps(written))
    return read


def recounted(document: Document) -> list[Document]:
    verdicts = public_record.tally(public_record.read(document), MAJORITIES)
    results: list[Document] = decision_result.write(verdicts)["motions"]
    return results


def mixed() -> Document:
    """30 homes of three sizes: 12 agree, 7 are against, 2 abstain, 9 stay silent."""
    units = [
        unit(f"u{i}", f"p{i}", area=("89.62", "100.00", f"{110 + i}.00")[i % 3]) for i in range(30)
    ]
    cast = [ballot(f"p{i}") for i in range(12)]
    cast += [ballot(f"p{i}", "against") for i in range(12, 19)]
    cast += [ballot(f"p{i}", "abstain") for i in range(19, 21)]
    return record(units, cast)


class TestTheDocument:
    def test_it_has_the_fields_of_the_format_and_no_others(self) -> None:
        document = posted(mixed())
        assert list(document) == [
            "format",
            "poll",
            "compound",
            "opened_on",
            "motions",
            "result",
            "head",
        ]
        (only,) = document["motions"]
        assert list(only) == ["id", "matter", "title", "roll", "rows"]
        assert document["head"] == {"date": "2026-07-01", "hash": "ab" * 32}
        assert document["result"]["format"] == "mulin-result/1"

    def test_an_election_adds_seats_candidates_and_participation(self) -> None:
        cast = [*ballots(1, 6, ["a", "b"]), *ballots(7, 8, [])]
        document = posted(record(homes(9), cast, election(["a", "b", "c"], 2)))
        (only,) = document["motions"]
        assert (only["seats"], only["candidates"]) == (2, ["a", "b", "c"])
        assert only["participating"] == weight("800.00", 8)
        assert only["rows"] == [
            {"area": "100.00", "choice": "a", "persons": 6},
            {"area": "100.00", "choice": "b", "persons": 6},
        ]

    def test_no_owner_unit_signer_or_ballot_number_stands_in_it(self) -> None:
        units = [unit(f"UNIT{i}", f"OWNER{i}") for i in range(9)]
        cast = [ballot(f"OWNER{i}", signed_by=f"SIGNER{i}", proxy=f"PROXY{i}") for i in range(8)]
        cast.append(ballot("OWNER8", invalid="REASON"))
        document = posted(record(units, cast, deliveries=[["OWNER8"]]))
        text = json.dumps(document)
        assert not [w for w in ("UNIT", "OWNER", "SIGNER", "PROXY", "REASON") if w in text]
        assert document["result"]["motions"][0]["excluded"] == []

    def test_the_result_posted_beside_the_rows_keeps_its_clause(self) -> None:
        document = record(
            homes(10), ballots(1, 6, "agree"), silent="deemed_abstain", deliveries=[["p9"]]
        )
        (only,) = posted(document)["result"]["motions"]
        assert only["clause"]["abstain"] == weight("100.00", 1)


class TestTheRows:
    def rows(self, *areas: int) -> list[tuple[int, int, bool]]:
        return [(r.area, r.persons, r.merged) for r in merged_rows("agree", areas)]

    def test_five_of_one_area_stand_as_they_are(self) -> None:
        assert self.rows(*[8962] * 5) == [(8962, 5, False)]

    def test_areas_of_fewer_than_five_share_one_row_with_their_total(self) -> None:
        assert self.rows(100, 200, 300, 400, 500) == [(1500, 5, True)]
        assert self.rows(*[100] * 4, 200) == [(600, 5, True)]

    def test_a_remainder_of_fewer_than_five_joins_the_smallest_other_row(self) -> None:
        assert self.rows(*[100] * 9, *[200] * 5, 300) == [(100, 9, False), (1300, 6, True)]

    def test_only_a_choice_of_fewer_than_five_in_all_has_one_smaller_row(self) -> None:
        assert self.rows(100, 200) == [(300, 2, True)]
        assert self.rows(100, 100) == [(100, 2, False)]
        assert self.rows(100) == [(100, 1, False)]

    def test_a_choice_nobody_made_has_no_row(self) -> None:
        assert self.rows() == []

    def test_a_merged_row_holds_the_total_area_of_its_persons(self) -> None:
        assert Row("agree", 1500, 5, merged=True).weight.area == 1500
        assert Row("agree", 1500, 5).weight.area == 7500

    @given(st.lists(st.integers(1, 4) | st.integers(1, 300), max_size=60))
    def test_every_row_holds_five_persons_and_all_rows_hold_everybody(
        self, areas: list[int]
    ) -> None:
        rows = merged_rows("agree", areas)
        assert sum(row.weight.area for row in rows) == sum(areas)
        assert sum(row.persons for row in rows) == len(areas)
        if len(areas) >= FEWEST_PERSONS:
            assert all(row.persons >= FEWEST_PERSONS for row in rows)
        else:
            assert len(rows) <= 1
        exact = Counter(areas)
        assert all(exact[row.area] == row.persons for row in rows if not row.merged)


class TestRecounting:
    @pytest.mark.parametrize("seed", range(150))
    def test_it_gives_the_counts_checks_and_verdicts_of_the_full_record(self, seed: int) -> None:
        document = random_record(Random(seed))
        full = decision_record.read(document)
        results = decision_result.write(tally(full, MAJORITIES))["motions"]
        expected = [whole | {"clause": None, "excluded": []} for whole in results]
        assert recounted(posted(document)) == expected

    def test_it_agrees_with_the_result_posted_beside_it(self) -> None:
        document = posted(mixed())
        assert recounted(document) == document["result"]["motions"]

    def test_a_row_changed_by_one_person_changes_the_count(self) -> None:
        document = posted(mixed())
        row = document["motions"][0]["rows"][0]
        row["persons"] += 1
        assert recounted(document) != document["result"]["motions"]

    def test_conflicting_co_owners_who_abstain_stand_among_the_abstentions(self) -> None:
        cast = [
            ballot(["h", "w"], "agree", signed_by="h"),
            ballot(["h", "w"], "against", signed_by="w"),
        ]
        document = posted(record([unit("u", "h", "w")], cast, coowner_conflict="abstain"))
        assert [row["choice"] for row in document["motions"][0]["rows"]] == ["abstain"]

    def test_an_election_without_candidates_still_shows_who_took_part(self) -> None:
        document = record(homes(3), ballots(1, 3, []), election([], 1))
        assert posted(document)["motions"][0]["participating"] == weight("300.00", 3)
        assert recounted(posted(document))[0]["vacant"] == 1

    @given(st.integers(0, 10**9))
    @settings(max_examples=40, deadline=None)
    def test_a_public_record_written_and_read_is_the_same(self, seed: int) -> None:
        document = random_record(Random(seed))
        assert public_record.read(posted(document)) == public_record.make(
            decision_record.read(document)
        )


def put(*path: Any, value: Any) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        target: Any = document["motions"][0]
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = value

    return change


FAULTS: tuple[tuple[Callable[[Document], None], str], ...] = (
    (put("id", value=""), "motions[0].id"),
    (put("matter", value="x"), "motions[0].matter"),
    (put("roll", value=None), "motions[0].roll"),
    (put("roll", "area", value=1), "motions[0].roll.area"),
    (put("roll", "persons", value=-1), "motions[0].roll.persons"),
    (put("roll", "persons", value=True), "motions[0].roll.persons"),
    (put("rows", value=None), "motions[0].rows"),
    (put("rows", 0, value=[]), "motions[0].rows[0]"),
    (put("rows", 0, "choice", value="blank"), "motions[0].rows[0].choice"),
    (put("rows", 0, "choice", value=["agree"]), "motions[0].rows[0].choice"),
    (put("rows", 0, "persons", value=0), "motions[0].rows[0].persons"),
    (put("rows", 0, "persons", value=1.0), "motions[0].rows[0].persons"),
    (put("rows", 0, "merged", value="yes"), "motions[0].rows[0].merged"),
    (put("rows", 0, "area", value="1e5"), "motions[0].rows[0].area"),
    (put("rows", 0, "persons", value=31), "motions[0].rows"),
    (put("roll", "area", value="10.00"), "motions[0].rows"),
)


@pytest.mark.parametrize(("change", "path"), FAULTS)
def test_one_fault_is_one_sentence_that_begins_with_its_path(
    change: Callable[[Document], None], path: str
) -> None:
    document = posted(mixed())
    change(document)
    with pytest.raises(Unusable) as refusal:
        public_record.read(document)
    (sentence,) = refusal.value.faults
    assert sentence.startswith(f"{path}：")
    assert sentence.endswith("。")


def vote() -> Document:
    cast = [*ballots(1, 6, ["a"]), *ballots(7, 8, [])]
    return posted(record(homes(9), cast, election(["a", "b"], 1)))


ELECTION_FAULTS: tuple[tuple[Callable[[Document], None], str], ...] = (
    (put("seats", value=0), "motions[0].seats"),
    (put("candidates", value=["a", "a"]), "motions[0].candidates[1]"),
    (put("participating", value=None), "motions[0].participating"),
    (put("rows", 0, "choice", value="z"), "motions[0].rows[0].choice"),
    (put("rows", 0, "choice", value="agree"), "motions[0].rows[0].choice"),
    (put("participating", "persons", value=5), "motions[0].rows"),
    (put("participating", "persons", value=10), "motions[0].participating"),
)


@pytest.mark.parametrize(("change", "path"), ELECTION_FAULTS)
def test_one_fault_in_an_election_is_one_sentence_too(
    change: Callable[[Document], None], path: str
) -> None:
    document = vote()
    change(document)
    with pytest.raises(Unusable) as refusal:
        public_record.read(document)
    (sentence,) = refusal.value.faults
    assert sentence.startswith(f"{path}：")


def test_a_motion_id_that_stands_twice_is_refused() -> None:
    document = posted(record(homes(2), [], motion("a"), motion("b")))
    document["motions"][1]["id"] = "a"
    with pytest.raises(Unusable) as refusal:
        public_record.read(document)
    assert refusal.value.faults[0].startswith("motions[1].id：")

"""Reading the full record: what may be left out, and one clear sentence for every fault."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from mulin.law.decision import DEVELOPER, Choice
from mulin.law.record import decision_record, decision_writing
from mulin.law.record.reading import Unusable, load
from tests.law.records import (
    Document,
    ballot,
    ballots,
    election,
    homes,
    motion,
    record,
    results,
    unit,
)

CHINESE = re.compile("[\u4e00-\u9fff]")


def example() -> Document:
    """The example of the format's own page, whole."""
    return {
        "format": "mulin-decision/1",
        "compound": {"name": "慕和南道", "region": "510100"},
        "opened_on": "2026-06-01",
        "rules": {
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
        },
        "units": [
            unit("1-1-101", "p1", "p2", area="89.62"),
            unit("1-1-102", area="120.00", status="unsold"),
        ],
        "motions": [
            motion("m1", "use_maintenance_fund"),
            election(["c1", "c2", "c3", "c4", "c5", "c6"], 5, "m2"),
        ],
        "ballots": [
            ballot(["p1", "p2"], signed_by="p1", choices={"m1": "agree", "m2": ["c1", "c3"]})
        ],
        "deliveries": [["p1", "p2"], "developer"],
    }


def faults(document: Any) -> tuple[str, ...]:
    with pytest.raises(Unusable) as refusal:
        decision_record.read(document)
    return refusal.value.faults


def changed(change: Callable[[Document], Any]) -> Document:
    document = example()
    change(document)
    return document


class TestWhatIsRead:
    def test_the_example_of_the_format_is_read_to_the_last_field(self) -> None:
        read = decision_record.read(example())
        assert (read.compound, read.region, read.opened_on) == (
            "慕和南道",
            "510100",
            date(2026, 6, 1),
        )
        assert [u.area for u in read.units] == [8962, 12000]
        assert [u.holder for u in read.units] == [frozenset({"p1", "p2"}), DEVELOPER]
        assert read.motions[1].seats == 5
        (only,) = read.ballots
        assert only.choices == {"m1": Choice.AGREE, "m2": frozenset({"c1", "c3"})}
        assert read.deliveries == (frozenset({"p1", "p2"}), DEVELOPER)

    def test_a_record_written_is_the_document_it_was_read_from(self) -> None:
        document = example()
        assert decision_writing.write(decision_record.read(document)) == document

    @pytest.mark.parametrize("rules", [{}, None])
    def test_a_missing_rule_has_the_value_of_the_example(self, rules: Any) -> None:
        read = decision_record.read(example() | {"rules": rules})
        assert read.rules.to_json() == example()["rules"]

    def test_what_may_be_left_out_may_be_left_out(self) -> None:
        bare = example()
        for key in ("rules", "deliveries"):
            del bare[key]
        for key in ("title", "units"):
            del bare["motions"][0][key]
        for key in ("signed_by", "channel", "proxy", "invalid", "choices"):
            del bare["ballots"][0][key]
        read = decision_record.read(bare)
        assert (read.deliveries, read.motions[0].units, read.ballots[0].choices) == (None, None, {})

    def test_members_the_format_does_not_know_are_passed_over(self) -> None:
        more = changed(lambda d: d["units"][0].update(floor=1))
        assert decision_record.read(more | {"proof": {}}) == decision_record.read(example())

    @pytest.mark.parametrize(
        ("text", "area"), [("89.62", 8962), ("120", 12000), ("0.5", 50), ("0.05", 5), ("0", 0)]
    )
    def test_an_area_is_square_metres_with_at_most_two_places(self, text: str, area: int) -> None:
        read = decision_record.read(changed(lambda d: d["units"][0].update(area=text)))
        assert read.units[0].area == area

    def test_different_signers_of_one_group_and_unsigned_ballots_are_not_second_ballots(
        self,
    ) -> None:
        cast = [
            ballot(["p", "q"], signed_by="p"),
            ballot(["q", "p"], signed_by="q"),
            ballot(["p", "q"]) | {"signed_by": None},
            ballot(["p", "q"]) | {"signed_by": None},
        ]
        counted = results(record([unit("u", "p", "q")], cast))
        assert counted[0]["strict"]["agree"]["persons"] == 1


def put(*path: Any, value: Any) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        target: Any = document
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = value

    return change


def drop(*path: Any) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        target: Any = document
        for step in path[:-1]:
            target = target[step]
        del target[path[-1]]

    return change


BAD_AREAS: tuple[Any, ...] = (
    "-1.00", "1e5", "089.620", "89.625", "", " 89.62", "89.62 ", "89.62\n", "８９.62", "89,62", ".5", "5.",
    "+5", "NaN", "Infinity", "0x10", "1_000", "9" * 40, "89.62㎡", 89.62, 89, -1, None, True, [], {},
)  # fmt: skip

FAULTS: tuple[tuple[Callable[[Document], None], str], ...] = (
    (put("compound", value=None), "compound"),
    (put("compound", "region", value="51010"), "compound.region"),
    (put("compound", "region", value="５１０１００"), "compound.region"),
    (put("compound", "region", value=510100), "compound.region"),
    (drop("compound", "region"), "compound.region"),
    (put("compound", "name", value=7), "compound.name"),
    (put("opened_on", value="2026-02-30"), "opened_on"),
    (put("opened_on", value="20260601"), "opened_on"),
    (put("opened_on", value="2026-6-1"), "opened_on"),
    (put("opened_on", value=20260601), "opened_on"),
    (drop("opened_on"), "opened_on"),
    (put("rules", value=[]), "rules"),
    (put("rules", "blank_itme", value="abstain"), "rules.blank_itme"),
    (put("rules", "silent", value="yes"), "rules.silent"),
    (put("rules", "parking_counts", value=1), "rules.parking_counts"),
    (put("rules", "proxy_limit", value=True), "rules.proxy_limit"),
    (put("rules", "proxy_limit", value=-1), "rules.proxy_limit"),
    (put("rules", "proxy_limit", value="3"), "rules.proxy_limit"),
    (put("rules", "proxy_limit", value=1.0), "rules.proxy_limit"),
    (put("units", value={}), "units"),
    (drop("units"), "units"),
    (put("units", 0, value="x"), "units[0]"),
    (put("units", 0, "id", value=""), "units[0].id"),
    (put("units", 0, "id", value=101), "units[0].id"),
    (put("units", 1, "id", value="1-1-101"), "units[1].id"),
    *((put("units", 0, "area", value=area), "units[0].area") for area in BAD_AREAS),
    (put("units", 0, "use", value="flat"), "units[0].use"),
    (drop("units", 0, "use"), "units[0].use"),
    (put("units", 0, "status", value="sold"), "units[0].status"),
    (put("units", 0, "status", value=["delivered"]), "units[0].status"),
    (put("units", 0, "owners", value=[]), "units[0].owners"),
    (put("units", 0, "owners", value="p1"), "units[0].owners"),
    (put("units", 0, "owners", value=["p1", 2]), "units[0].owners[1]"),
    (put("units", 0, "owners", value=[""]), "units[0].owners[0]"),
    (drop("units", 0, "owners"), "units[0].owners"),
    (put("motions", value=None), "motions"),
    (put("motions", 0, "id", value="m2"), "motions[1].id"),
    (put("motions", 0, "matter", value="garden"), "motions[0].matter"),
    (drop("motions", 0, "matter"), "motions[0].matter"),
    (put("motions", 0, "title", value=1), "motions[0].title"),
    (put("motions", 0, "units", value="1-1-101"), "motions[0].units"),
    (put("motions", 0, "units", value=["1-1-999"]), "motions[0].units[0]"),
    (put("motions", 0, "units", value=["1-1-101", "1-1-101"]), "motions[0].units[1]"),
    (put("motions", 1, "seats", value=0), "motions[1].seats"),
    (put("motions", 1, "seats", value=True), "motions[1].seats"),
    (put("motions", 1, "seats", value=1.5), "motions[1].seats"),
    (put("motions", 1, "seats", value="5"), "motions[1].seats"),
    (put("motions", 1, "seats", value=1e30), "motions[1].seats"),
    (drop("motions", 1, "seats"), "motions[1].seats"),
    (put("motions", 1, "candidates", value="c1"), "motions[1].candidates"),
    (put("motions", 1, "candidates", 5, value="c1"), "motions[1].candidates[5]"),
    (put("ballots", value=None), "ballots"),
    (put("ballots", 0, value=None), "ballots[0]"),
    (put("ballots", 0, "owners", value="p1"), "ballots[0].owners"),
    (put("ballots", 0, "owners", value=None), "ballots[0].owners"),
    (drop("ballots", 0, "owners"), "ballots[0].owners"),
    (put("ballots", 0, "owners", value=[["p1"]]), "ballots[0].owners[0]"),
    (put("ballots", 0, "signed_by", value=""), "ballots[0].signed_by"),
    (put("ballots", 0, "proxy", value=""), "ballots[0].proxy"),
    (put("ballots", 0, "proxy", value=False), "ballots[0].proxy"),
    (put("ballots", 0, "invalid", value=""), "ballots[0].invalid"),
    (put("ballots", 0, "invalid", value=True), "ballots[0].invalid"),
    (put("ballots", 0, "channel", value=3), "ballots[0].channel"),
    (put("ballots", 0, "choices", value=[]), "ballots[0].choices"),
    (put("ballots", 0, "choices", "m1", value="yes"), "ballots[0].choices.m1"),
    (put("ballots", 0, "choices", "m1", value=None), "ballots[0].choices.m1"),
    (put("ballots", 0, "choices", "m1", value=["c1"]), "ballots[0].choices.m1"),
    (put("ballots", 0, "choices", "m9", value="agree"), "ballots[0].choices.m9"),
    (put("ballots", 0, "choices", "第9项", value="agree"), 'ballots[0].choices["第9项"]'),
    (put("ballots", 0, "choices", "m2", value="agree"), "ballots[0].choices.m2"),
    (put("ballots", 0, "choices", "m2", value=["c9"]), "ballots[0].choices.m2[0]"),
    (put("ballots", 0, "choices", "m2", value=["c1", 3]), "ballots[0].choices.m2[1]"),
    (put("ballots", 0, "choices", "m2", value={"c1": True}), "ballots[0].choices.m2"),
    (put("deliveries", value="developer"), "deliveries"),
    (put("deliveries", 0, value="p1"), "deliveries[0]"),
    (put("deliveries", 0, value=["p1", None]), "deliveries[0][1]"),
)


@pytest.mark.parametrize(("change", "path"), FAULTS)
def test_one_fault_is_one_chinese_sentence_that_begins_with_its_path(
    change: Callable[[Document], None], path: str
) -> None:
    (sentence,) = faults(changed(change))
    assert sentence.startswith(f"{path}：")
    assert CHINESE.search(sentence.removeprefix(path))
    assert sentence.endswith("。")
    assert "\n" not in sentence


def test_a_second_ballot_of_one_signer_for_one_group_is_refused() -> None:
    cast = [*ballots(1, 2, "agree"), ballot("p1", "against")]
    (sentence,) = faults(record(homes(2), cast))
    assert sentence.startswith("ballots[2]：")
    assert "ballots[0]" in sentence


def test_a_second_ballot_is_refused_though_it_lists_the_owners_in_another_order() -> None:
    cast = [ballot(["p", "q"], signed_by="p"), ballot(["q", "p"], signed_by="p", invalid="涂改")]
    assert len(faults(record([unit("u", "p", "q")], cast))) == 1


def test_two_developer_ballots_of_one_signer_are_refused() -> None:
    cast = [ballot("developer", signed_by="d"), ballot("developer", signed_by="d")]
    assert len(faults(record([unit("u", status="unsold")], cast))) == 1


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    document = deepcopy(example())
    put("opened_on", value="x")(document)
    put("rules", "silent", value="x")(document)
    put("rules", "revote", value="x")(document)
    put("units", 0, "area", value="x")(document)
    put("units", 1, "use", value="x")(document)
    put("ballots", 0, "choices", "m1", value="x")(document)
    assert [sentence.split("：")[0] for sentence in faults(document)] == [
        "opened_on",
        "rules.revote",
        "rules.silent",
        "units[0].area",
        "units[1].use",
        "ballots[0].choices.m1",
    ]


def test_a_faulty_motion_does_not_hide_the_faults_of_the_ballots() -> None:
    document = example()
    put("motions", 0, "matter", value="x")(document)
    put("motions", 1, "candidates", 0, value=7)(document)
    put("ballots", 0, "choices", value={"m1": "x", "m2": "agree", "m3": "agree"})(document)
    assert [sentence.split("：")[0] for sentence in faults(document)] == [
        "motions[0].matter",
        "motions[1].candidates[0]",
        "ballots[0].choices.m1",
        "ballots[0].choices.m2",
        "ballots[0].choices.m3",
    ]


def test_a_sentence_shows_the_value_and_the_rule() -> None:
    (sentence,) = faults(changed(put("units", 0, "area", value="1e5")))
    assert '"1e5"' in sentence
    assert '"89.62"' in sentence


def test_a_long_value_is_shown_shortened() -> None:
    (sentence,) = faults(changed(put("units", 0, "use", value="x" * 5000)))
    assert len(sentence) < 200


@pytest.mark.parametrize("document", [None, [], "x", 7, True])
def test_what_is_not_an_object_is_refused(document: Any) -> None:
    assert faults(document)[0].startswith("文件：")


@pytest.mark.parametrize("kind", ["mulin-decision/2", "mulin-public/1", None, 1, ["x"], {}])
def test_another_format_is_refused_before_anything_else(kind: Any) -> None:
    (sentence,) = faults({"format": kind})
    assert sentence.startswith("format：")


class TestLoading:
    def refused(self, data: bytes) -> tuple[str, ...]:
        with pytest.raises(Unusable) as refusal:
            load(data)
        return refusal.value.faults

    def test_a_byte_order_mark_is_no_fault(self) -> None:
        assert load("\ufeff{}".encode()) == {}

    @pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-le"])
    def test_another_encoding_is_named(self, encoding: str) -> None:
        data = json.dumps({"名": "小区"}, ensure_ascii=False).encode(encoding)
        assert self.refused(data) != ()

    def test_bad_json_is_shown_with_line_and_column(self) -> None:
        (sentence,) = self.refused(b'{"a": 1,\n "b" 2}')
        assert sentence.startswith("第 2 行第 6 列")

    @pytest.mark.parametrize("data", [b"", b"   ", b"{", b"'a'", b"{} {}", b"\x00", b"[1,]"])
    def test_other_bad_json_is_one_sentence(self, data: bytes) -> None:
        assert len(self.refused(data)) == 1

    @pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
    def test_what_json_does_not_know_as_a_number_is_refused(self, word: str) -> None:
        assert word in self.refused(f'{{"a": {word}}}'.encode())[0]

    def test_nesting_without_end_is_refused(self) -> None:
        assert "嵌套" in self.refused(b"[" * 100_000 + b"]" * 100_000)[0]

    def test_a_number_without_end_is_read_and_left_to_be_refused_in_its_place(self) -> None:
        assert load(b'{"a": ' + b"9" * 10_000 + b"}") == {"a": float("inf")}

    def test_every_key_that_stands_twice_is_named_with_its_path(self) -> None:
        data = b'{"a": 1, "a": 2, "units": [{}, {"area": "1", "area": "2", "x y": 1, "x y": 2}]}'
        assert [sentence.split("：")[0] for sentence in self.refused(data)] == [
            "a",
            "units[1].area",
            'units[1]["x y"]',
        ]

    def test_a_lone_surrogate_is_refused_in_words_that_can_be_printed(self) -> None:
        document = changed(put("units", 0, "id", value="\ud800"))
        (sentence,) = faults(document)
        sentence.encode()

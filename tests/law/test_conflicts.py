"""Changes that usually breed conflict: recognised by their words, readable, cited."""

from __future__ import annotations

import pytest

from mulin.law.conflict import Conflict, First
from mulin.law.conflict_catalogue import all_conflicts, conflicts_in
from mulin.law.questions import DecisionKind
from mulin.law.terms import Citation
from mulin.law.topics import Topic


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("地面停车收费方案", ["parking"]),
        ("公共收益一季度收支", ["revenue"]),
        ("车位收入归公共收益", ["parking", "revenue"]),
        ("给电动自行车停车棚装灯", []),
        ("架空层改成活动室", ["spaces"]),
        ("动用维修资金修电梯", ["fund"]),
        ("三号楼大堂的座椅坏了", []),
    ],
)
def test_words_point_to_kinds(text: str, found: list[str]) -> None:
    assert [one.code for one in conflicts_in(text)] == found


def test_a_kind_of_decision_points_too_whatever_the_words() -> None:
    assert [c.code for c in conflicts_in("第三项", [DecisionKind.APPOINT_MANAGER])] == ["company"]


def test_parking_and_public_revenue_are_there_as_the_seed_names_them() -> None:
    assert {"parking", "revenue"} <= set(all_conflicts())


@pytest.mark.parametrize("one", all_conflicts().values(), ids=lambda one: one.code)
def test_every_kind_says_what_went_wrong_what_to_do_first_and_which_law(one: Conflict) -> None:
    assert len(one.wrong) >= 2
    assert len(one.first) >= 3
    assert one.law
    assert one.topic in Topic
    assert conflicts_in(one.title), f"{one.code} does not recognise its own title"


def test_two_steps_of_one_code_are_refused_where_the_file_is_read() -> None:
    with pytest.raises(ValueError, match="codes of their own"):
        Conflict(
            "x", "甲", Topic.PARKING, ("甲",), ("乙",), (First("a", "一"), First("a", "二")),
            (Citation("民法典", "第1条"),),
        )  # fmt: skip

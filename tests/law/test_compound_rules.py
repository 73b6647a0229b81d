"""A compound's own counting rules: lawful defaults, words for the screen, faults by name."""

import json
from typing import Any

import pytest

from mulin.law.compound_rules import (
    PARAMETERS,
    BlankItem,
    CompoundRules,
    CoownerConflict,
    Parameter,
    Revote,
    RulesFault,
    SameOwner,
    Silent,
)

OF_THE_FORMAT: dict[str, Any] = {
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


def test_the_defaults_are_those_of_the_open_format() -> None:
    assert CompoundRules().to_json() == OF_THE_FORMAT
    assert CompoundRules.from_json({}) == CompoundRules()
    assert {p.key: p.default.value for p in PARAMETERS} == OF_THE_FORMAT


def test_rules_survive_the_way_through_a_file() -> None:
    rules = CompoundRules(
        parking_counts=True,
        same_owner=SameOwner.MERGE_OVERLAPPING,
        coowner_conflict=CoownerConflict.ABSTAIN,
        blank_item=BlankItem.INVALID,
        proxy_limit=3,
        revote=Revote.NONE,
        silent=Silent.FOLLOW_MAJORITY,
        silent_after_quorum=True,
        silent_for_special=True,
        first_assembly=True,
    )
    kept = CompoundRules.from_json(json.loads(json.dumps(rules.to_json())))
    assert kept == rules
    assert isinstance(kept.silent, Silent)


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda p: p.key)
def test_every_parameter_says_what_follows_why_and_whence(parameter: Parameter) -> None:
    assert parameter.title
    assert parameter.reason.endswith("。")
    assert str(parameter.source)
    for option in parameter.options:
        assert option.label
        assert option.consequence.endswith("。")
        assert parameter.allows(option.value)
        assert CompoundRules.from_json({parameter.key: option.value})


def test_every_value_of_an_enumeration_is_offered_on_the_screen() -> None:
    offered = {p.key: [option.value for option in p.options] for p in PARAMETERS}
    shapes = {
        "same_owner": SameOwner,
        "coowner_conflict": CoownerConflict,
        "blank_item": BlankItem,
        "revote": Revote,
        "silent": Silent,
    }
    for key, shape in shapes.items():
        assert offered[key] == [member.value for member in shape]


@pytest.mark.parametrize(
    ("limit", "label"), [(None, "不限"), (0, "不得代理"), (1, "最多 1 户"), (3, "最多 3 户")]
)
def test_a_proxy_limit_is_any_number_from_nought(limit: int | None, label: str) -> None:
    parameter = next(p for p in PARAMETERS if p.key == "proxy_limit")
    assert CompoundRules.from_json({"proxy_limit": limit}).proxy_limit == limit
    assert parameter.label_of(limit) == label


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (
            {"revote": "latest"},
            'rules.revote："latest" 不是可用的值，可用 "last"、"first"、"none"。',
        ),
        ({"parking_counts": 1}, "rules.parking_counts：1 不是可用的值，可用 false、true。"),
        ({"parking_counts": "true"}, 'rules.parking_counts："true" 不是可用的值'),
        ({"proxy_limit": -1}, "rules.proxy_limit：-1 不是可用的值，可用 null、0 或正整数。"),
        ({"proxy_limit": True}, "rules.proxy_limit：true 不是可用的值"),
        ({"proxy_limit": 1.0}, "rules.proxy_limit：1.0 不是可用的值"),
        ({"silent": None}, "rules.silent：null 不是可用的值"),
        ({"quorum": "2/3"}, "rules.quorum：没有这一项参数"),
        (["parking_counts"], "rules：应为一组键和值"),
    ],
)
def test_an_unusable_rule_is_named_with_what_would_be_usable(data: Any, fault: str) -> None:
    with pytest.raises(RulesFault) as refusal:
        CompoundRules.from_json(data)
    assert refusal.value.faults[0].startswith(fault)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(RulesFault) as refusal:
        CompoundRules.from_json({"revote": 1, "silent": 2, "x": 3})
    assert len(refusal.value.faults) == 3

"""What a compound's own rules of procedure (业主大会议事规则) settle about counting votes.

The keys and values are those of ``rules`` in the open format ``mulin-decision/1``; a missing rule
has the lawful default. ``PARAMETERS`` tells the screen what each value is called, what follows
from it, why the default is what it is, and where that is written. Set before a vote and pinned with
it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from mulin.kit.words import said
from mulin.law.shapes import Labelled
from mulin.law.terms import UNWRITTEN, Citation

INTERPRETATION = "最高人民法院关于审理建筑物区分所有权纠纷案件适用法律若干问题的解释"
GUIDANCE = "业主大会和业主委员会指导规则"
LONGEST_SHOWN = 60


class SameOwner(Labelled):
    """Who is one and the same person."""

    SAME_GROUP = "same_group", said("共有人完全相同的房屋，算同一人")
    MERGE_OVERLAPPING = "merge_overlapping", said("有相同共有人的房屋，合并算同一人")


class CoownerConflict(Labelled):
    """What happens where the ballots of one person's co-owners differ."""

    INVALID = "invalid", said("该项各票均无效，不计入参与")
    ABSTAIN = "abstain", said("计为弃权，计入参与")


class BlankItem(Labelled):
    """What an item left blank on a valid ballot is."""

    ABSTAIN = "abstain", said("空白计为弃权，计入参与")
    INVALID = "invalid", said("空白的那一项无效，不计入参与")


class Revote(Labelled):
    """Which of one signer's ballots stands."""

    LAST = "last", said("可以改票，以最后一次为准")
    FIRST = "first", said("以第一次有效票为准")
    NONE = "none", said("投出后不能再投")


class Silent(Labelled):
    """What the rules say of owners to whom papers were proved delivered and who returned none."""

    NONE = "none", said("不作推定（严格口径）")
    DEEMED_ABSTAIN = "deemed_abstain", said("送达未回视为参与并弃权")
    FOLLOW_MAJORITY = "follow_majority", said("送达未回视为参与并从多数意见")


@dataclass(frozen=True)
class CompoundRules:
    """The parameters of one compound; the defaults are the lawful ones."""

    parking_counts: bool = False
    same_owner: SameOwner = SameOwner.SAME_GROUP
    coowner_conflict: CoownerConflict = CoownerConflict.INVALID
    blank_item: BlankItem = BlankItem.ABSTAIN
    proxy_limit: int | None = None
    revote: Revote = Revote.LAST
    silent: Silent = Silent.NONE
    silent_after_quorum: bool = False
    silent_for_special: bool = False
    first_assembly: bool = False

    def to_json(self) -> dict[str, Any]:
        """All ten keys with plain values."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {k: str(v.value) if isinstance(v, Labelled) else v for k, v in values.items()}

    @classmethod
    def from_json(cls, data: object) -> CompoundRules:
        """The rules a record holds. Raises ``RulesFault`` with one sentence per fault."""
        if not isinstance(data, Mapping):
            raise RulesFault((said("rules：应为一组键和值，实际为 {shown}。", shown=_shown(data)),))
        known = {parameter.key: parameter for parameter in PARAMETERS}
        faults = [
            said("{path}：没有这一项参数，可用 {known}。", path=_path(key), known="、".join(known))
            for key in data
            if key not in known
        ]
        faults += [
            said(
                "rules.{key}：{shown} 不是可用的值，可用 {allowed}。",
                key=key,
                shown=_shown(value),
                allowed=known[key].allowed,
            )
            for key, value in data.items()
            if key in known and not known[key].allows(value)
        ]
        if faults:
            raise RulesFault(tuple(faults))
        return cls(**{key: _typed(key, value) for key, value in data.items()})


class RulesFault(ValueError):  # noqa: N818 - named like the other refusals
    """Unusable parameters; ``faults`` holds one sentence for each."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Option:
    """One value of a parameter, its name on the screen and what follows from it."""

    value: bool | int | str | None
    label: str
    consequence: str


@dataclass(frozen=True)
class Parameter:
    """One line of the screen on which a compound's rules are set."""

    key: str
    title: str
    options: tuple[Option, ...]
    reason: str
    source: Citation
    any_number: bool = False

    @property
    def default(self) -> Option:
        return self.options[0]

    @property
    def allowed(self) -> str:
        """The values as the open format writes them, for messages."""
        words = [_json(option.value) for option in self.options]
        return "、".join(words + (["0 或正整数"] if self.any_number else []))

    def allows(self, value: object) -> bool:
        """Whether the open format may hold this value (``True`` is not ``1`` here)."""
        if self.any_number and isinstance(value, int) and not isinstance(value, bool):
            return value >= 0
        return any(type(value) is type(o.value) and value == o.value for o in self.options)

    def label_of(self, value: bool | int | str | None) -> str:
        """What the screen calls this value."""
        found = (option.label for option in self.options if option.value == value)
        return next(found, said("最多 {value} 户", value=value) if value else said("不得代理"))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _shown(value: object) -> str:
    """A value for a sentence: on one line, and not longer than one."""
    words = _json(value)
    return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"


def _path(key: str) -> str:
    """``rules.silent``; a key that is no plain word is quoted, so that it stays on its line."""
    return f"rules.{key}" if key.isidentifier() else f"rules[{_shown(key)}]"


def _typed(key: str, value: Any) -> Any:
    shape: Any = type(getattr(CompoundRules(), key))
    return shape(value) if issubclass(shape, Labelled) else value


def _option(value: Labelled, consequence: str) -> Option:
    return Option(str(value.value), value.label, consequence)


PARAMETERS: tuple[Parameter, ...] = (
    Parameter(
        "parking_counts",
        said("有产权的车位是否计票"),
        (
            Option(
                False, said("不计票"), said("车位的面积不计入总面积，只有车位的人不计入总人数。")
            ),
            Option(True, said("计票"), said("车位按专有部分面积计入，只有车位的业主也算一人。")),
        ),
        said("全国没有统一规定，由议事规则约定；未约定时不计，避免少数车位影响多数住户。"),
        Citation(GUIDANCE, "第25条"),
    ),
    Parameter(
        "same_owner",
        said("怎样算同一个人"),
        (
            _option(SameOwner.SAME_GROUP, said("甲独有一套、又与乙共有一套，算两人；面积都计入。")),
            _option(
                SameOwner.MERGE_OVERLAPPING,
                said("甲独有一套、又与乙共有一套，合并算一人；面积都计入。"),
            ),
        ),
        said("法律规定同一买受人拥有多套的算一人，未写明共有组合怎样算；默认按共有人组合。"),
        Citation(INTERPRETATION, "第9条"),
    ),
    Parameter(
        "coowner_conflict",
        said("共有人意见不一致时"),
        (
            _option(
                CoownerConflict.INVALID,
                said("这一项两张票都不算，这户不计入参与；可在截止前补正。"),
            ),
            _option(CoownerConflict.ABSTAIN, said("这户计入参与，但不算同意也不算反对。")),
        ),
        said("共有人应推选一人行使表决权；没有推选又意见相反时，任何一张都不能代表这户。"),
        UNWRITTEN,
    ),
    Parameter(
        "blank_item",
        said("票有效但某一项没有填"),
        (
            _option(BlankItem.ABSTAIN, said("这户在该项计入参与，但不算同意。")),
            _option(BlankItem.INVALID, said("这户在该项不计入参与，可能使参与达不到三分之二。")),
        ),
        said("交回了票就是参加了表决；法无明文，默认按弃权计。"),
        UNWRITTEN,
    ),
    Parameter(
        "proxy_limit",
        said("一名代理人最多代理几户"),
        (Option(None, said("不限"), said("一人可代理任意多户，每户均须有书面委托。")),),
        said("法律只要求书面委托，户数上限由地方规定或议事规则定；超出的票按登记先后不计。"),
        UNWRITTEN,
        any_number=True,
    ),
    Parameter(
        "revote",
        said("投票后能否改票"),
        (
            _option(Revote.LAST, said("截止前可以再投，以最后一次为准；先前的票留存备查。")),
            _option(Revote.FIRST, said("以第一次有效票为准，后来的不计；都留存备查。")),
            _option(Revote.NONE, said("投出即定，再次提交会被拒绝。")),
        ),
        said("同一业主只计一次；允许改票最能反映截止时的真实意愿，也便于纠正误投。"),
        UNWRITTEN,
    ),
    Parameter(
        "silent",
        said("送达而未回的票怎么算"),
        (
            _option(Silent.NONE, said("没有交回的票不算参与；这是法定结果。")),
            _option(Silent.DEEMED_ABSTAIN, said("另行并列一个结果：有送达凭证而未回的计为弃权。")),
            _option(
                Silent.FOLLOW_MAJORITY,
                said("另行并列一个结果：有送达凭证而未回的归入面积、人数都领先的一方。"),
            ),
        ),
        said("各地法院看法不一，有法律风险；严格口径永远先算，并作为默认的法定结果。"),
        Citation(GUIDANCE, "第26条第二款"),
    ),
    Parameter(
        "silent_after_quorum",
        said("上述推定是否须先实际参与达到三分之二"),
        (
            Option(False, said("不要求"), said("实际参与不足时也并列推定口径的结果。")),
            Option(True, said("要求"), said("实际参与先达到三分之二，才并列推定口径的结果。")),
        ),
        said("要求实际参与先达标更稳妥；是否要求由议事规则写明。"),
        Citation(GUIDANCE, "第26条第二款"),
    ),
    Parameter(
        "silent_for_special",
        said("上述推定是否用于四分之三事项"),
        (
            Option(
                False,
                said("不用于"),
                said("筹集维修资金、改建重建、改变共有部分用途，只算严格口径。"),
            ),
            Option(True, said("用于"), said("上述三类事项也并列推定口径的结果，争议风险更大。")),
        ),
        said("重大事项要求双四分之三同意，推定同意的争议最大，默认不用。"),
        UNWRITTEN,
    ),
    Parameter(
        "first_assembly",
        said("是否首次业主大会会议"),
        (
            Option(False, said("不是"), said("按已通过的议事规则计票。")),
            Option(True, said("是"), said("尚无议事规则，不适用任何推定条款。")),
        ),
        said("首次会议前还没有议事规则，推定条款没有依据。"),
        Citation(GUIDANCE, "第26条第二款"),
    ),
)

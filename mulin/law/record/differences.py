"""Where two results of the same vote differ: the first place, in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mulin.kit.words import joined, said
from mulin.law.record.reading import MISSING, shown
from mulin.law.tally import CheckName

Place = tuple[str | int, ...]
FIGURE = re.compile(r"[0-9./]{1,40}")

WORDS = {
    "format": said("格式"),
    "motions": said("表决事项"),
    "id": said("编号"),
    "passed": said("是否通过"),
    "roll": said("名册"),
    "strict": said("严格口径"),
    "clause": said("约定口径"),
    "participating": said("参与"),
    "agree": said("同意"),
    "against": said("反对"),
    "abstain": said("弃权"),
    "area": said("面积"),
    "persons": said("人数"),
    "required": said("门槛"),
    "inclusive": said("门槛是否含本数"),
    "ratio": said("比例"),
    "met": said("是否达到"),
    "source": said("依据"),
    "excluded": said("不计入的票"),
    "candidates": said("候选人"),
    "elected": said("当选"),
    "vacant": said("空缺席位"),
    "runoff": said("并列"),
    "ballot": said("票号"),
    "reason": said("原因"),
}
CHECKS = {
    CheckName.PARTICIPATION_AREA: said("参与面积的要求"),
    CheckName.PARTICIPATION_PERSONS: said("参与人数的要求"),
    CheckName.APPROVAL_AREA: said("同意面积的要求"),
    CheckName.APPROVAL_PERSONS: said("同意人数的要求"),
}


def first_difference(counted: object, written: object, titles: Mapping[str, str]) -> str:
    """What the first difference is between a result counted anew and one that was written down.

    Both are documents `mulin-result/1`; `titles` names the motions by their id. Empty where the
    two are the same, value for value and kind for kind (1 is neither `true` nor 1.0).
    """
    for place, ours, theirs in _differences(counted, written, ()):
        name = _place_words(place, counted, titles)
        bare = type(ours) is type(theirs)
        there, here = _value(theirs, bare=bare), _value(ours, bare=bare)
        return said(
            "{name}：写的是 {there}，重新计票得到 {here}。", name=name, there=there, here=here
        )
    return ""


def _differences(ours: object, theirs: object, at: Place) -> Iterator[tuple[Place, object, object]]:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        keys = [*ours, *(key for key in theirs if key not in ours)]
        for key in sorted(keys, key=lambda key: key == "passed"):  # figures before what follows
            inside = ours.get(key, MISSING), theirs.get(key, MISSING)
            yield from _differences(*inside, (*at, key))
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for index, inside in enumerate(zip(ours, theirs, strict=True)):
            yield from _differences(*inside, (*at, index))
    elif type(ours) is not type(theirs) or ours != theirs:
        yield at, ours, theirs


def _place_words(place: Place, counted: Any, titles: Mapping[str, str]) -> str:
    """`「更换电梯」的严格口径·同意·人数` for motions, 0, strict, agree, persons."""
    if place[:1] != ("motions",) or len(place) < 2:
        words = joined("·", (WORDS.get(str(part), str(part)) for part in place))
        return said("计票结果的{words}", words=words or said("内容"))
    motion = counted["motions"][place[1]]
    name = f"「{titles.get(motion['id']) or motion['id']}」"
    inside, told = motion, []
    for part in place[2:]:
        inside = _inside(inside, part)
        told += _part_words(part, inside)
    return said("{name}的{words}", name=name, words=joined("·", told) or said("结果"))


def _inside(value: Any, part: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(part)
    return value[part] if isinstance(value, list) and isinstance(part, int) else None


def _part_words(part: str | int, inside: Any) -> list[str]:
    """Lists of checks and of candidates are told by what stands in them, others by number."""
    if part == "checks":
        return [] if isinstance(inside, list) else [said("各项要求")]
    if isinstance(part, str):
        return [WORDS.get(part, part)]
    if isinstance(inside, dict) and inside.get("name") in CHECKS:
        return [CHECKS[inside["name"]]]
    if isinstance(inside, dict) and "id" in inside:
        return [str(inside["id"])]
    return [said("第 {part} 个", part=part + 1)]


def _value(value: object, *, bare: bool) -> str:
    """Areas and ratios without their quotation marks, unless the kind of value is what differs."""
    if value is MISSING:
        return said("（没有）")
    if isinstance(value, list):
        return said("一个列表（{count} 项）", count=len(value))
    if bare and isinstance(value, bool):
        return said("“是”") if value else said("“否”")
    if bare and isinstance(value, str) and FIGURE.fullmatch(value):
        return value
    return shown(value)

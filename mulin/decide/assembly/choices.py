"""What a ballot says, as the bytes that are sealed and opened again.

A ballot's choices map a motion's identifier to ``agree``, ``against``, ``abstain``, or, in an
election, to the list of candidates chosen. A motion left out is blank.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from uuid import UUID

from mulin.decide.assembly.models import Motion
from mulin.kit.canonical import canonical
from mulin.kit.rights import Refusal, Refused

Choices = Mapping[str, str | list[str]]
WORDS = ("agree", "against", "abstain")
LABELS = {"agree": "同意", "against": "反对", "abstain": "弃权", "": "未填"}


def context_of(ballot_id: UUID) -> str:
    """What a sealed choice is bound to, so that it cannot be moved to another ballot."""
    return f"ballot/{ballot_id.hex}"


def packed(choices: Choices) -> bytes:
    return canonical(dict(choices))


def padded(choices: Choices, motions: Iterable[Motion]) -> bytes:
    """The bytes to seal, as long for every choice as for the longest one.

    Sealing hides what is said but not its length, and ``agree`` is shorter than ``against``:
    whoever reads the database or a backup would count the sides before the close.
    """
    return packed(choices).ljust(len(packed(_longest(motions))))


def _longest(motions: Iterable[Motion]) -> Choices:
    """Everything said that can be said; a paper ballot may name every candidate."""
    word = max(WORDS, key=len)
    return {
        m.pk.hex: [c.pk.hex for c in m.candidates.all()] if m.is_election else word for m in motions
    }


def unpacked(plain: bytes) -> dict[str, str | list[str]]:
    return dict(json.loads(plain))


def checked(choices: Choices, motions: Iterable[Motion], *, on_phone: bool) -> Choices:
    """The same choices where every one is possible; a Refused that names the motion otherwise.

    On the phone nothing may be left out and no more candidates chosen than there are seats: the
    screen can still say so. A paper ballot is taken as it is and judged by the rules.
    """
    known = {m.pk.hex: m for m in motions}
    stray = set(choices) - set(known)
    if stray:
        raise Refused(Refusal("票上有一项不属于这张票。", "请刷新页面后重新选择。"))
    for key, motion in known.items():
        _check_one(motion, choices.get(key), on_phone=on_phone)
    return choices


def _check_one(motion: Motion, said: str | list[str] | None, *, on_phone: bool) -> None:
    if said is None:
        if on_phone:
            raise Refused(Refusal(f"「{motion.title}」还没有选。", "每一项都请选一个。"))
        return
    if motion.is_election:
        _check_names(motion, said, on_phone=on_phone)
    elif said not in WORDS:
        raise Refused(Refusal(f"「{motion.title}」的选择无法识别。", "请重新选择。"))


def _check_names(motion: Motion, said: str | list[str], *, on_phone: bool) -> None:
    standing = {c.pk.hex for c in motion.candidates.all() if c.withdrawn_on is None}
    if isinstance(said, str) or not set(said) <= standing:
        raise Refused(Refusal(f"「{motion.title}」选了不在名单上的人。", "请刷新后重新选择。"))
    if on_phone and len(said) > (motion.seats or 0):
        raise Refused(
            Refusal(
                f"「{motion.title}」最多选 {motion.seats} 人，您选了 {len(said)} 人。",
                "多选会使这一项无效，请去掉几位。",
            )
        )

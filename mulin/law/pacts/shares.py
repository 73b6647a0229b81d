"""Shares as people write them in clauses (三分之二以上, 过半数, 75%), and what each is a share for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from mulin.law.terms import NUMERALS, Share

NUMBER = r"[零一二三四五六七八九十百两]+|\d+"
WRITTEN = re.compile(
    rf"百分之(?P<hundred>{NUMBER})|(?P<whole>{NUMBER})分之(?P<part>{NUMBER})"
    r"|(?P<top>\d+)\s*[/／]\s*(?P<below>\d+)|(?P<percent>\d+)\s*[%％]"
    r"|(?P<most>过半数|超过半数|过半)|(?P<half>半数)"
)
OF_VOTERS = re.compile(r"参[与加](?:投票)?表决(?=的?(?:业主|专有|人数|面积|者|总))")
TAKES_PART = re.compile(r"参与|参加|参会|出席|到会|投票|回收|返回")
AGREES = re.compile(r"同意|赞成|通过|决定")
ASKS = re.compile(r"提议|联名|提出|要求|申请|推荐")
ENDS = re.compile(r"[，,；;。]")


class Purpose(StrEnum):
    """What a share in a sentence is needed for."""

    TAKE_PART = "take_part"
    AGREE = "agree"
    OTHER = "other"


@dataclass(frozen=True)
class Written:
    """A share in a sentence: where it stands, and what for."""

    share: Share
    purpose: Purpose
    start: int
    end: int


def shares_in(sentence: str) -> Iterator[Written]:
    """Every share of a sentence, in its order."""
    for found in WRITTEN.finditer(sentence):
        share = _share(found, sentence[found.end() : found.end() + 2])
        if share is not None:
            yield Written(share, _purpose(sentence, found.end()), found.start(), found.end())


def number_of(written: str) -> int | None:
    """三 → 3, 二十五 → 25, 一百 → 100, ``12`` → 12; None for what is no number."""
    if written.isascii() and written.isdigit():
        return int(written)
    total, digit = 0, 0
    for sign in written.replace("两", "二"):
        if sign == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif sign == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif sign in NUMERALS:
            digit = NUMERALS.index(sign)
        else:
            return None
    return total + digit


def _share(found: re.Match[str], after: str) -> Share | None:
    told = found.groupdict()
    if told["most"]:
        return Share(1, 2, inclusive=False)
    if told["half"]:
        return Share(1, 2, inclusive=True)
    if told["hundred"] or told["percent"]:
        pair = (number_of(told["hundred"] or told["percent"]), 100)
    elif told["top"]:
        pair = (int(told["top"]), int(told["below"]))
    else:
        whole = number_of(told["whole"])
        pair = (number_of(told["part"]), whole or 0)
    part, whole = pair
    if part is None or whole <= 0 or part > whole:
        return None
    before = found.string[max(0, found.start() - 2) : found.start()]
    return Share(part, whole, inclusive=before != "超过" or after == "以上")


def _purpose(sentence: str, at: int) -> Purpose:
    """The first verb after the share, up to the end of its part of the sentence."""
    rest = ENDS.split(sentence[at:], maxsplit=1)[0]
    rest = OF_VOTERS.sub(lambda found: "　" * len(found[0]), rest)
    seen = [
        (found.start(), purpose)
        for pattern, purpose in (
            (TAKES_PART, Purpose.TAKE_PART),
            (AGREES, Purpose.AGREE),
            (ASKS, Purpose.OTHER),
        )
        if (found := pattern.search(rest)) is not None
    ]
    return min(seen)[1] if seen else Purpose.OTHER

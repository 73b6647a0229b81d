"""Pinyin initials of names, so that a clerk who types ``zxl`` finds 张秀兰."""

from __future__ import annotations

import os
from functools import lru_cache

# Characters are asked one by one, which no phrase answers; the phrases alone take 45 MB and 0.4 s
# in every process, and pypinyin looks at this once, when it is imported.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")

from pypinyin import Style, lazy_pinyin

LONGEST = 20

SURNAMES = {
    "单": "s", "曾": "z", "仇": "q", "解": "x", "查": "z", "区": "o", "盖": "g", "种": "c",
    "朴": "p", "缪": "m", "乐": "y", "员": "y", "冼": "x", "翟": "z", "尉": "w", "任": "r",
    "华": "h", "纪": "j", "覃": "q", "召": "s", "折": "s", "秘": "b", "那": "n", "隗": "w",
}  # fmt: skip
"""Surnames read otherwise than the word; the rest is what pypinyin says."""


def initials(name: str) -> str:
    """``欧阳娜娜`` → ``oynn``; Latin letters and digits stay, everything else is left out."""
    if not name:
        return ""
    first = "y" if name.startswith("尉迟") else SURNAMES.get(name[0]) or _initial(name[0])
    return (first + "".join(map(_initial, name[1:LONGEST])))[:LONGEST]


@lru_cache(maxsize=32_768)
def _initial(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    found = lazy_pinyin(character, style=Style.FIRST_LETTER, errors="ignore")
    return found[0].lower() if found and found[0].isascii() else ""

"""The notation staff use for a room: ``building-stairwell-room``; shops ``building-0-shop``."""

from __future__ import annotations

import re
from functools import lru_cache

NO_STAIRWELL = "0"
_DASHES = re.compile(r"\s*[-‐–—－_/\\]\s*")
_WORDS = re.compile(r"(?:号楼|号院|号[栋幢座]|[#♯][楼栋幢座]?|栋|幢|座|号|楼)$")
_STAIRWELL = re.compile(r"(?:单元|门洞|门栋|门|梯)$")
_ROOM = re.compile(r"(?:室|号房|房|号|户)$")
_SENTENCE = re.compile(
    r"^(?P<building>.+?)(?:号[楼栋幢座]|#[楼栋幢座]?|栋|幢|座|楼|号)-?"
    r"(?:(?P<stairwell>[^栋幢座#-]+?)(?:(?:单元|门洞|门|梯)-?|-))?(?:第?[0-9]{1,2}[层楼])?"
    r"(?P<room>[^单元门洞栋幢座弄#]+?)(?:室|号房|房|号|户)?$"
)
"""1栋1单元1001室, 1#1-1001, 3号1203室: building, perhaps stairwell and floor, room."""
_BASEMENT = re.compile(r"-(?:-|负|地下)(?=[0-9]+(?:室|号)?$)")
_CHINESE = dict(zip("零一二三四五六七八九", "0123456789", strict=True))


def unit_label(building: str, stairwell: str, room: str) -> str:
    """``("4", "2", "1203")`` → ``4-2-1203``; a unit outside every building is called by its room."""
    if not building:
        return room
    return f"{building}-{stairwell or NO_STAIRWELL}-{room}"


@lru_cache(maxsize=16_384)
def building_label(text: str) -> str:
    """``4号楼`` → ``4``; ``第一幢`` → ``1``; ``A座`` → ``A``; other words stay."""
    return _number(_WORDS.sub("", _bare(text)).removeprefix("第"))


@lru_cache(maxsize=16_384)
def stairwell_label(text: str) -> str:
    """``2单元`` → ``2``; ``二单元`` → ``2``; nothing, 0 and 无 mean none."""
    plain = _number(_STAIRWELL.sub("", _bare(text)).removeprefix("第"))
    return "" if plain in ("0", "无", "-", "/") else plain


@lru_cache(maxsize=16_384)
def room_label(text: str) -> str:
    """``1203室`` → ``1203``."""
    return _ROOM.sub("", _bare(text))


def parts_of(text: str) -> tuple[str, str, str] | None:
    """``1-1-1001``, ``1栋1单元1001室`` or ``1-1001`` as building, stairwell and room; else None."""
    plain = _BASEMENT.sub("-\0", _DASHES.sub("-", _bare(text)).replace("--", "-负"))
    pieces = [piece.replace("\0", "-") for piece in plain.split("-") if piece]
    if len(pieces) == 3:
        return building_label(pieces[0]), stairwell_label(pieces[1]), room_label(pieces[2])
    if len(pieces) < 3 and (found := _SENTENCE.match(plain.replace("\0", "-"))):
        stairwell, room = stairwell_label(found["stairwell"] or ""), room_label(found["room"])
        if room:
            return building_label(found["building"]), stairwell, room
    if len(pieces) == 2:
        return building_label(pieces[0]), "", room_label(pieces[1])
    return None


def _bare(text: str) -> str:
    return "".join(text.split())


def _number(text: str) -> str:
    """Chinese numerals up to 99 as digits; leading zeros gone."""
    if text.isascii():
        return text.lstrip("0") or "0" if text.isdigit() else text.upper()
    if re.fullmatch("[一二三四五六七八九]?十?[零一二三四五六七八九]?", text):
        tens, ten, ones = text.partition("十")
        if ten:
            return (_CHINESE.get(tens, "1")) + (_CHINESE.get(ones, "0"))
        return "".join(_CHINESE[c] for c in text).lstrip("0") or "0"
    return text

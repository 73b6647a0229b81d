"""Money is an integer of fen. Here it becomes words and digits, and typed digits become fen."""

from __future__ import annotations

import re

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
LARGEST = 10**18 - 1
"""The largest amount in fen that :func:`capital` can write (just under 万亿 groups run out)."""

_TYPED = re.compile(r"(-?)(\d{1,13})(?:\.(\d{0,2}))?")


def digits(fen: int) -> str:
    """``123450`` → ``1,234.50``; negative amounts carry a minus sign."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02d}"


def parse(typed: str) -> int | None:
    """What a person typed, in fen: ``1,234.5`` → ``123450``; None where it is no amount.

    Full-width digits, thousands separators, ¥ and 元 are tolerated; a third decimal is not.
    """
    plain = typed.strip().translate(_WIDE).removesuffix("元").strip(" ¥")
    if "," in plain and not re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d*)?", plain):
        return None
    match = _TYPED.fullmatch(plain.replace(",", ""))
    if match is None:
        return None
    sign, whole, rest = match.groups()
    fen = int(whole) * 100 + int((rest or "").ljust(2, "0"))
    return -fen if sign else fen


def capital(fen: int) -> str:
    """大写金额 as 《正确填写票据和结算凭证的基本规定》 asks: ``10050`` → ``壹佰元伍角``.

    整 follows 元 only; a zero stands where jiao is missing before fen; 负 marks a negative amount.
    """
    if abs(fen) > LARGEST:
        raise ValueError("amount too large to be written in words")
    yuan, rest = divmod(abs(fen), 100)
    jiao, last = divmod(rest, 10)
    text = f"{_whole(yuan)}元" if yuan else ""
    if not rest:
        text = f"{text or '零元'}整"
    else:
        text += f"{_DIGITS[jiao]}角" if jiao else ("零" if yuan else "")
        text += f"{_DIGITS[last]}分" if last else ""
    return f"负{text}" if fen < 0 else text


def spoken(fen: int) -> str:
    """As a person says it, for large type and reading aloud: ``32481`` → ``324 元 8 角 1 分``."""
    yuan, rest = divmod(abs(fen), 100)
    jiao, last = divmod(rest, 10)
    parts = [f"{yuan} 元"] if yuan or not rest else []
    parts += [f"{jiao} 角"] if jiao else []
    parts += [f"{'零 ' if yuan and not jiao else ''}{last} 分"] if last else []
    return f"{'负 ' if fen < 0 else ''}{' '.join(parts)}"


def _whole(yuan: int) -> str:
    """Whole yuan in capital numerals: 10,004 → 壹万零肆."""
    groups = []
    while yuan:
        yuan, group = divmod(yuan, 10_000)
        groups.append(group)
    text, gap = "", False
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if group == 0:
            gap = True
            continue
        if text and (gap or group < 1000):
            text += "零"
        text += _group(group) + _unit(index, groups)
        gap = False
    return text


def _unit(index: int, groups: list[int]) -> str:
    """万, 亿, 万亿; the last is written 万 where an 亿 group follows it: 壹万贰仟亿."""
    if index == 3 and groups[2]:
        return "万"
    return _GROUPS[index]


def _group(group: int) -> str:
    """Four digits: 1004 → 壹仟零肆."""
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return text


_WIDE = str.maketrans("０１２３４５６７８９．，－￥", "0123456789.,-¥")

"""What a cell of an official result file may hold, and the rule it breaks where it may not."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from mulin.kit.clock import SHANGHAI
from mulin.kit.words import said
from mulin.portable.roster_cells import FIRST_SERIAL, LAST_SERIAL, BadCell, text

Said = str | tuple[str, ...]
LONGEST_SERIAL, LONGEST_SHOWN = 64, 60
KEPT = "（见原文件）"
"""Instead of an opinion: no fault repeats how somebody voted."""
EXACT = 10**15
"""Whole numbers that a spreadsheet still keeps to the last digit."""
WORDS = {
    "agree": ("同意", "赞成", "赞同", "支持", "agree"),
    "against": ("反对", "不同意", "不赞成", "against"),
    "abstain": ("弃权", "abstain"),
}
BLANK = ("", "空白", "未填", "未选", "未表决", "未投票", "无", "-", "—", "/", "blank")
NOBODY = ("弃权", "都不选", "都不同意", "abstain")

_SPLIT = re.compile(r"[、,，;；/\n\r]+")
_WHEN = re.compile(
    r"([12][0-9]{3})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?[ T]*"
    r"([0-9]{1,2})[:时点]([0-9]{1,2})(?:[:分]([0-9]{1,2})(?:\.[0-9]+)?秒?|分?)"
)
_N = "([0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_NUMBERED = re.compile(
    rf"(?:第{_N}(?:项(?:表决)?(?:事项|议题)?|个?(?:表决)?(?:事项|议题))"
    rf"|(?:表决)?(?:事项|议题){_N})[、，,]?(.*)"
)
_DIGITS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))


def serial(value: Any) -> str:
    """The official system's own number, as text."""
    if isinstance(value, float) and value >= EXACT:
        raise BadCell(
            said("流水号在表格里变成了数字，末几位已经丢失；请把这一列设为文本后重新导出")
        )
    plain = text(value).replace(" ", "")
    if not plain:
        raise BadCell(said("没有流水号，无法保证同一张票不重复计入"))
    if len(plain) > LONGEST_SERIAL:
        raise BadCell(said("流水号超过 {n} 个字符", n=LONGEST_SERIAL))
    return plain


def units(value: Any) -> tuple[str, ...]:
    """One room, or several of one ballot: ``1-1-101、1-1-102``."""
    found = tuple(
        part.strip() for part in re.split(r"[、,，;；\n\r]+", text(value)) if part.strip()
    )
    if not found:
        raise BadCell(said("没有房号"))
    return found


def owner(value: Any) -> str:
    plain = text(value)
    if "*" in plain or "＊" in plain:
        raise BadCell(said("姓名被遮蔽，对不上名册；请导出完整姓名，只有一位业主的也可以留空"))
    return plain


def instant(value: Any) -> datetime:
    """When it was cast, to the minute at least; without a zone it is China's time."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=SHANGHAI)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_serial(float(value))
    plain = text(value)
    found = _WHEN.fullmatch(plain)
    try:
        if found is None:
            return _iso(plain)
        parts = [int(part or 0) for part in found.groups()]
        return datetime(*parts, tzinfo=SHANGHAI)  # type: ignore[misc,arg-type]
    except ValueError:
        raise BadCell(said("投票时间请写到分钟，例如 2026-06-10 09:30")) from None


def opinion(value: Any, *, election: bool) -> Said | None:
    """``agree``, ``against``, ``abstain``; in an election names; None where it is blank."""
    plain = text(value).strip()
    lower = plain.lower()
    if lower in BLANK:
        return None
    if election:
        if lower in NOBODY:
            return "abstain"
        return tuple(name for part in _SPLIT.split(plain) if (name := part.strip()))
    for word, synonyms in WORDS.items():
        if lower in synonyms:
            return word
    raise BadCell(said("意见只能是同意、反对、弃权，或者空着"))


def numbered(header: str) -> tuple[int, str]:
    """``第二项改造车棚`` → (2, 改造车棚); 0 where the text names no number."""
    found = _NUMBERED.fullmatch(header)
    if found is None:
        return 0, header
    return _number(found[1] or found[2]), found[3]


def shown(value: Any) -> str:
    """A cell as a fault shows it."""
    return str(value if value is not None else "").strip()[:LONGEST_SHOWN]


def _iso(plain: str) -> datetime:
    """ISO 8601 with a time of day."""
    if "T" not in plain and ":" not in plain:
        raise ValueError
    found = datetime.fromisoformat(plain)
    return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)


def _of_serial(number: float) -> datetime:
    """A spreadsheet's own instant: days since 1899-12-30; a whole day has no time."""
    if not FIRST_SERIAL <= number <= LAST_SERIAL or number == int(number):
        raise BadCell(said("投票时间请写到分钟，例如 2026-06-10 09:30"))
    seconds = round(number * 86_400)
    return datetime(1899, 12, 30, tzinfo=SHANGHAI) + timedelta(seconds=seconds)


def _number(typed: str) -> int:
    if typed.isascii():
        return int(typed)
    tens, ten, ones = typed.partition("十")
    if not ten:
        return _DIGITS.get(typed, 0)
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)

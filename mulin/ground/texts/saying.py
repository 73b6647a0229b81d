"""How papers write days, articles, areas and offices."""

from __future__ import annotations

from datetime import date

from mulin.law.terms import UNWRITTEN, Citation


def chinese_day(day: date | None) -> str:
    """As official letters write a day; empty where there is none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def article(source: Citation | None) -> str:
    """《上海市住宅物业管理规定》第28条; empty where no law says anything."""
    if source is None or source == UNWRITTEN or not source.article:
        return ""
    return f"《{source.act}》{source.article}"


def square_metres(area: int) -> str:
    """Hundredths of a square metre as papers write them: 78,214.36."""
    return f"{area // 100:,}.{area % 100:02d}"


def office_of(name: str) -> str:
    """云溪街道 → 云溪街道办事处; a township is governed by 人民政府. What stands in brackets stays last."""
    bare, bracket, rest = name.partition("（")
    office = (
        "人民政府" if bare.endswith(("镇", "乡")) else "办事处" if bare.endswith("街道") else ""
    )
    return f"{bare}{office}{bracket}{rest}"

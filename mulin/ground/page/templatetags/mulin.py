"""Numbers, days and personal values as people read them; icons; the once-token of a form.

A builtin of every template: no ``{% load %}`` is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from mulin.ground.page import drawing, figures
from mulin.ground.page.columns import ShownFilter
from mulin.ground.page.navigation import Group
from mulin.ground.page.picture import Block
from mulin.kit import clock, masking, money
from mulin.kit.ids import uuid7

register = template.Library()

EMPTY = "—"


@register.filter
def area(hundredths: int | None) -> str:
    """Integer of 0.01 m² → ``89.62``."""
    return EMPTY if hundredths is None else figures.area(hundredths)


@register.filter(name="money")
def money_filter(fen: int | None) -> str:
    """Integer of fen → ``1,234.50``."""
    return EMPTY if fen is None else money.digits(fen)


@register.filter
def capital(fen: int) -> str:
    """Integer of fen → 大写金额."""
    return money.capital(fen)


@register.filter
def spoken(fen: int) -> str:
    """Integer of fen → ``324 元 8 角 1 分``, for large type."""
    return money.spoken(fen)


@register.filter
def number(value: int | None) -> str:
    """``1251`` → ``1,251``."""
    return EMPTY if value is None else f"{value:,}"


@register.filter
def percent(part: int, whole: int) -> str:
    """``{{ part|percent:whole }}`` → ``67.78%``, cut off and never rounded up."""
    value = figures.percent(part, whole)
    return value if value == EMPTY else f"{value}%"


@register.filter
def barwidth(part: int, whole: int) -> str:
    """``<rect width="{{ part|barwidth:whole }}%"/>``: between 0 and 100."""
    return figures.width(part, whole)


@register.filter
def mask(value: str | None, kind: str) -> str:
    """``{{ person.phone|mask:"phone" }}``; kinds are those of ``kit.masking.MASKS``."""
    return masking.MASKS[kind](value or "")


@register.filter
def day(value: date | datetime | None) -> str:
    """``2026-11-16``, in China."""
    found = _day(value)
    return EMPTY if found is None else found.isoformat()


@register.filter
def cday(value: date | datetime | None) -> str:
    """``11 月 27 日（周五）``: a day as the phone says it."""
    found = _day(value)
    if found is None:
        return EMPTY
    # Translators: month, day of the month, weekday
    return gettext("%(month)d 月 %(day)d 日（%(weekday)s）") % {
        "month": found.month,
        "day": found.day,
        "weekday": _weekday(found.weekday()),
    }


@register.filter
def weekday(value: date | datetime | None) -> str:
    """``周五``."""
    found = _day(value)
    return EMPTY if found is None else _weekday(found.weekday())


@register.filter
def when(value: datetime | None) -> str:
    """An instant in China: ``2026-11-16 10:00``."""
    if value is None:
        return EMPTY
    return value.astimezone(clock.SHANGHAI).strftime("%Y-%m-%d %H:%M")


@register.filter
def ago(value: datetime | None, now: datetime | None = None) -> str:
    """How long ago, in the largest whole unit (``5 分钟前``); after a week, the day."""
    if value is None:
        return EMPTY
    seconds = int(((now or clock.now()) - value).total_seconds())
    if seconds < 60:
        return gettext("刚刚") if seconds > -60 else when(value)
    if seconds < 3600:
        return _count(ngettext("%(n)d 分钟前", "%(n)d 分钟前", seconds // 60), seconds // 60)
    if seconds < 86_400:
        return _count(ngettext("%(n)d 小时前", "%(n)d 小时前", seconds // 3600), seconds // 3600)
    if seconds < 7 * 86_400:
        return _count(ngettext("%(n)d 天前", "%(n)d 天前", seconds // 86_400), seconds // 86_400)
    return day(value)


@register.filter
def cells(block: Block, prefix: str) -> SafeString:
    """The cells of a block of ``<c-cells>``, drawn in one go: a compound has thousands of them."""
    drawn = []
    for cell in block.cells:
        title, use = escape(cell.title), f"#{prefix}-{cell.pattern}"
        shape = f'<use href="{use}" x="{cell.x}" y="{cell.y}"'
        if cell.href:
            drawn.append(
                f'<a href="{escape(cell.href)}" aria-label="{title}">{shape}/>'
                f"<title>{title}</title></a>"
            )
        else:
            drawn.append(f"{shape}><title>{title}</title></use>")
        if cell.picked:
            drawn.append(
                f'<rect class="m-cells-pick" x="{cell.x - 2}" y="{cell.y - 2}"'
                ' width="13" height="19" rx="2"/>'
            )
    return mark_safe("".join(drawn))


@register.filter
def options(offered: ShownFilter) -> SafeString:
    """What one filter above a list offers, in one go."""
    return drawing.options(offered.choices, offered.chosen)


@register.filter
def navigation(groups: Sequence[Group]) -> SafeString:
    """The side of the console: ``{{ shell.nav|navigation }}``."""
    return drawing.navigation(groups)


@register.filter
def tree(branches: Sequence[drawing.Branch]) -> SafeString:
    """Places within places, each with its link: ``{{ community.inside|tree }}``."""
    return drawing.tree(branches)


@register.simple_tag
def mark(state: str, size: int = 14) -> SafeString:
    """The shape of a state: ``{% mark "late" 12 %}``."""
    return drawing.mark(str(state), int(size))


@register.simple_tag
def status(state: str, word: object) -> SafeString:
    """What ``<c-status>`` draws, for rows: ``{% status row.mark row.word %}``."""
    return drawing.status(str(state), word)


@register.simple_tag
def icon(name: str, size: int = 16) -> SafeString:
    """A lucide icon that screen readers skip: ``{% icon "bell" 18 %}``."""
    return drawing.icon(str(name), int(size))


@register.simple_tag
def once() -> SafeString:
    """The once-token of a creating form: the new row's id, so that a second click does nothing."""
    return format_html('<input type="hidden" name="once" value="{}">', uuid7())


@register.simple_tag
def gauge_of(
    part: int, whole: int, numerator: int, denominator: int, inclusive: Any, kind: str
) -> figures.Gauge:
    """A :class:`figures.Gauge` for a template that has the plain numbers."""
    bound = figures.Bound(int(numerator), int(denominator), _truth(inclusive))
    return figures.Gauge(int(part), int(whole), bound, kind)


@register.simple_tag
def gauge_of_check(check: Any) -> figures.Gauge:
    """A :class:`figures.Gauge` for a ``law.tally.Check``."""
    kind = figures.AREA if check.name.endswith("area") else figures.PERSONS
    return figures.Gauge.of(check.part, check.whole, check.required, kind)


def _day(value: date | datetime | None) -> date | None:
    return clock.day_of(value) if isinstance(value, datetime) else value


def _weekday(index: int) -> str:
    return (
        gettext("周一"),
        gettext("周二"),
        gettext("周三"),
        gettext("周四"),
        gettext("周五"),
        gettext("周六"),
        gettext("周日"),
    )[index]


def _count(sentence: str, n: int) -> str:
    return sentence % {"n": n}


def _truth(value: Any) -> bool:
    """Component attributes arrive as words."""
    return value not in (False, None, "", "0", "false", "False")

"""Filters and tags as templates use them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler
from lucide import IconDoesNotExist

NOW = datetime(2026, 11, 27, 16, 30, tzinfo=UTC)


def show(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ v|area }}", 8962, "89.62"),
        ("{{ v|area }}", None, "—"),
        ("{{ v|money }}", 123_450, "1,234.50"),
        ("{{ v|capital }}", 32_504, "叁佰贰拾伍元零肆分"),
        ("{{ v|spoken }}", 32_481, "324 元 8 角 1 分"),
        ("{{ v|number }}", 1251, "1,251"),
        ("{{ v|percent:1251 }}", 848, "67.78%"),
        ("{{ v|percent:0 }}", 848, "—"),
        ('{{ v|mask:"name" }}', "李秀兰", "李**"),
        ('{{ v|mask:"phone" }}', None, ""),
        ("{{ v|day }}", date(2026, 11, 27), "2026-11-27"),
        ("{{ v|cday }}", date(2026, 11, 27), "11 月 27 日（周五）"),
        ("{{ v|weekday }}", date(2026, 11, 29), "周日"),
        ("{{ v|day }}", None, "—"),
    ],
)
def test_a_value_is_shown_as_people_read_it(source: str, value: object, shown: str) -> None:
    assert show(source, v=value) == shown


def test_an_instant_is_shown_in_chinas_time() -> None:
    assert show("{{ v|when }}", v=NOW) == "2026-11-28 00:30"
    assert show("{{ v|day }}", v=NOW) == "2026-11-28"


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(seconds=20), "刚刚"),
        (timedelta(minutes=5, seconds=59), "5 分钟前"),
        (timedelta(hours=3), "3 小时前"),
        (timedelta(days=2), "2 天前"),
        (timedelta(days=8), "2026-11-20"),
    ],
)
def test_how_long_ago_rounds_down(before: timedelta, said: str) -> None:
    assert show("{{ v|ago:now }}", v=NOW - before, now=NOW) == said


def test_an_icon_is_skipped_by_screen_readers() -> None:
    drawn = show('{% icon "bell" 18 %}')
    assert 'aria-hidden="true"' in drawn
    assert 'width="18"' in drawn
    with pytest.raises(IconDoesNotExist):
        show('{% icon "no-such-icon" %}')


@pytest.mark.parametrize("state", ["done", "now", "soon", "late", "no", "pause", "lock", "idle"])
def test_a_component_and_its_tag_draw_the_same(state: str) -> None:
    word = "<已送达>"
    tag = show("{% status state word %}", state=state, word=word)
    component = CottonCompiler().process('<c-status state="{{ state }}" word="{{ word }}" />')
    assert show(component, state=state, word=word).split() == tag.split()
    assert "&lt;已送达&gt;" in tag
    assert show("{% mark state 12 %}", state=state) in tag


def test_the_once_token_differs_each_time() -> None:
    first, second = show("{% once %}"), show("{% once %}")
    assert 'name="once"' in first
    assert first != second


def test_words_follow_the_language_but_figures_do_not() -> None:
    with translation.override("en"):
        assert show("{{ v|money }}", v=123_450) == "1,234.50"

"""What a person typed into a form outlives a lost connection and a reload."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.architecture.allowed import NOT_KEPT
from tests.architecture.source import HOUSE

FORM = re.compile(r"""<form\b((?:[^>"{]|"[^"]*"|{%.*?%}|{{.*?}})*)>(.*?)</form>""", re.S)
WHOLE = re.compile(
    r"<c-fields|<textarea(?![^>]* hidden)|m_forms/field|m_forms/form|<c-field :field"
)
"""A form of Django written out, or a field for many words."""
SETTLED = ("data-m-keep", "data-m-private")


def _forgetful() -> Iterator[str]:
    for path in sorted(HOUSE.rglob("templates/**/*.html")):
        for given, inside in FORM.findall(path.read_text(encoding="utf-8")):
            if "post" in given and WHOLE.search(inside) and not any(s in given for s in SETTLED):
                yield path.as_posix().rpartition("/templates/")[2]


def test_every_form_that_takes_words_keeps_them_or_says_why_not() -> None:
    assert set(_forgetful()) == set(NOT_KEPT)


def test_no_two_forms_keep_their_words_under_one_name() -> None:
    kept = [
        name
        for path in sorted(HOUSE.rglob("templates/**/*.html"))
        for name in set(re.findall(r'data-m-keep="([^"]+)"', path.read_text(encoding="utf-8")))
    ]
    twice = {name for name in kept if kept.count(name) > 1}
    assert twice <= SAME_FORM


SAME_FORM = {
    "issue-new",
    "pacts-comment-{{ version.pk }}",
    "trainings-judge-{{ training.pk }}",
    "{{ keep }}",
}
"""One form with a screen for the desk and one for the phone; a part named by the page it stands in."""

"""What people mistype into the fields that every form shares is told, never an error of ours."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms

from mulin.ground.page.fields import DayField, MomentField


class Asked(forms.Form):
    """One of each."""

    day = DayField(required=False)
    moment = MomentField(required=False)


@pytest.mark.parametrize("typed", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_year_nobody_can_mean_is_refused(typed: str) -> None:
    form: Any = Asked({"day": typed, "moment": f"{typed}T10:00"})
    assert not form.is_valid()
    assert set(form.errors) == {"day", "moment"}
    assert "年份" in str(form.errors)


def test_the_browser_is_told_the_bounds_and_common_days_pass() -> None:
    form = Asked({"day": "2026-03-02", "moment": "2026-03-02 09:30"})
    assert form.is_valid()
    assert 'min="1900-01-01"' in str(form["day"])
    assert 'max="2199-12-31T00:00"' in str(form["moment"])

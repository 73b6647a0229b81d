"""Fields that every room's forms share: a day and a moment, picked in the browser's own calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""Days outside are slips of the hand, and no period can be reckoned from them."""
OUTSIDE = _("年份请写 1900 到 2199 之间的。")
BOUNDS = {"min": EARLIEST.isoformat(), "max": LATEST.isoformat()}
MOMENT = "%Y-%m-%dT%H:%M"
"""How browsers write a moment; people may type a blank for the T."""


class DayInput(forms.DateInput):
    """The browser's own calendar, which wants ISO dates whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({**BOUNDS, **(attrs or {})}, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """Day and time in one."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        bounds = {which: f"{day}T00:00" for which, day in BOUNDS.items()}
        super().__init__({**bounds, **(attrs or {})}, format=MOMENT)


class DayField(forms.DateField):
    """A day."""

    widget = DayInput
    default_validators = [  # noqa: RUF012 - Django's own shape
        MinValueValidator(EARLIEST, OUTSIDE),
        MaxValueValidator(LATEST, OUTSIDE),
    ]


class MomentField(forms.DateTimeField):
    """A day and a time of Shanghai."""

    widget = MomentInput
    default_validators = [  # noqa: RUF012
        MinValueValidator(datetime(1900, 1, 1, tzinfo=UTC), OUTSIDE),
        MaxValueValidator(datetime(2199, 12, 31, tzinfo=UTC), OUTSIDE),
    ]

    def __init__(self, **kw: Any) -> None:
        super().__init__(input_formats=[MOMENT, "%Y-%m-%d %H:%M"], **kw)

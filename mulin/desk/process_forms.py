"""The form of the timetable reckoner: a region, days, and what was done. Checks shapes, knows no law."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.desk.law_forms import FIRST, LAST
from mulin.ground.page.fields import DayField
from mulin.law.catalogue import all_jurisdictions
from mulin.law.process import Process, Step
from mulin.law.progress import Done, Events


class TimetableForm(forms.Form):
    """Which region's law, counted from which day, opened when; one day for each step done."""

    region = forms.ChoiceField(label=_("地区"))
    anchor = DayField(label="")
    opened = DayField(
        label=_("启动日"), required=False, help_text=_("按这一天的规定算到底；不填就是今天。")
    )

    def __init__(self, process: Process, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.process = process
        places = all_jurisdictions().values()
        self.fields["region"].choices = [(place.code, place.name) for place in places]  # type: ignore[attr-defined]
        self.fields["anchor"].label = process.anchor.title
        for step in process.steps:
            self.fields[f"done_{step.code}"] = DayField(label=_("办了的日子"), required=False)
            if step.outcomes:
                self.fields[f"outcome_{step.code}"] = _outcome_field(step)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for name, value in list(typed.items()):
            if isinstance(value, date) and not FIRST <= value <= LAST:
                self.add_error(name, _("请填 2000 年到 2099 年之间的日子。"))
        return typed

    @property
    def events(self) -> Events:
        """What was done, as the timetable takes it; a step that can end in several ways ended well."""
        done = {}
        for step in self.process.steps:
            day = self.cleaned_data.get(f"done_{step.code}")
            if day:
                first = step.outcomes[0].code if step.outcomes else ""
                done[step.code] = Done(day, self.cleaned_data.get(f"outcome_{step.code}") or first)
        return Events(done)


def _outcome_field(step: Step) -> forms.ChoiceField:
    choices = [(outcome.code, outcome.title) for outcome in step.outcomes]
    return forms.ChoiceField(label=_("结果"), choices=choices, required=False)

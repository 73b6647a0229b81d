"""The form of the working-day calculator: checks shapes, knows no law."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.ground.page.fields import DayField
from mulin.law.terms import Period

FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)


class ReckonForm(forms.Form):
    """From which day, how long, in which direction."""

    start = DayField(
        label=_("从哪天算"),
        help_text=_("这一天本身不计入。"),
    )
    length = forms.IntegerField(label=_("多长"), min_value=0, max_value=3650)
    unit = forms.ChoiceField(
        label=_("单位"),
        choices=[("days", _("日")), ("working_days", _("个工作日")), ("months", _("个月"))],
    )
    direction = forms.ChoiceField(
        label=_("往哪边算"),
        choices=[
            ("after", _("往后：期间什么时候届满")),
            ("before", _("往前：报送、换届等最迟哪天（不顺延）")),
            ("earlier", _("往前：通知业主最迟哪天（逢休息日提前）")),
        ],
    )

    def clean_start(self) -> date:
        day: date = self.cleaned_data["start"]
        if not FIRST <= day <= LAST:
            raise forms.ValidationError(_("请填 2000 年到 2099 年之间的日子。"))
        return day

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("unit") == "months" and (typed.get("length") or 0) > 600:
            self.add_error("length", _("按月最多算 600 个月。"))
        return typed

    @property
    def period(self) -> Period:
        """What was typed, as a statute would say it."""
        return Period(**{self.cleaned_data["unit"]: self.cleaned_data["length"]})

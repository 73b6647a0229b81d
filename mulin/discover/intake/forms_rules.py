"""Forms of how a street works: categories, dispatch, duty, codes, samples."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.discover.intake.categories import Category
from mulin.discover.intake.forms import Choices, area
from mulin.discover.intake.models import DispatchRule
from mulin.ground.estate.models import Compound
from mulin.ground.page.fields import DayField
from mulin.ground.words import shown
from mulin.law.workdays import WEEKDAYS

ALL = ("", _("全部"))


class SheetForm(forms.Form):
    """The street's own file of categories."""

    text = forms.CharField(
        label=_("类别表"),
        max_length=60_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 26, "spellcheck": "false", "wrap": "off"}),
    )
    why = forms.CharField(label=_("为什么改"), max_length=200)


class RuleForm(forms.Form):
    """What goes where."""

    category = forms.ChoiceField(label=_("类别"), required=False)
    community = forms.ChoiceField(label=_("社区"), required=False)
    compound = forms.ChoiceField(label=_("小区"), required=False)
    mode = forms.ChoiceField(label=_("管理模式"), required=False)
    organisation = forms.ChoiceField(label=_("派到"))
    way = forms.ChoiceField(label=_("怎样派"), choices=DispatchRule.Way.choices)

    def __init__(
        self,
        *args: Any,
        categories: Sequence[Category],
        communities: Choices,
        compounds: Choices,
        organisations: Choices,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        offered = {
            "category": [ALL, *((one.code, one.name) for one in categories)],
            "community": [ALL, *communities],
            "compound": [ALL, *compounds],
            "mode": [ALL, *Compound.Mode.choices],
            "organisation": [("", _("请选择")), *organisations],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class DutyForm(forms.Form):
    """Who is on duty, on which days, from when to when."""

    person = forms.ChoiceField(label=_("谁"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("星期几"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    begins = forms.IntegerField(label=_("几点起"), min_value=0, max_value=23, initial=8)
    ends = forms.IntegerField(label=_("到几点"), min_value=1, max_value=24, initial=18)

    def __init__(self, *args: Any, people: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["person"].choices = [("", _("请选择")), *people]  # type: ignore[attr-defined]
        days = [(str(at), shown(word)) for at, word in enumerate(WEEKDAYS)]
        self.fields["weekdays"].choices = days  # type: ignore[attr-defined]


class PointsForm(forms.Form):
    """Places, a line each."""

    compound = forms.ChoiceField(label=_("小区"))
    names = forms.CharField(
        label=_("点位"), max_length=3000, widget=area(5), help_text=_("一行一个，例如“东门路灯”。")
    )

    def __init__(self, *args: Any, compounds: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["compound"].choices = [("", _("请选择")), *compounds]  # type: ignore[attr-defined]


class SampleForm(forms.Form):
    """Which period, how many percent."""

    first = DayField(label=_("从"))
    last = DayField(label=_("到"))
    percent = forms.IntegerField(label=_("抽百分之几"), min_value=1, max_value=100, initial=10)


class PeriodForm(forms.Form):
    """From when to when figures are counted."""

    first = DayField(label=_("从"))
    last = DayField(label=_("到"))

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = typed.get("first"), typed.get("last")
        if isinstance(first, date) and isinstance(last, date) and first > last:
            self.add_error("last", _("止日早于起日。"))
        return typed

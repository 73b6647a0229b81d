"""Forms of stations and windows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.discover.counter.forms import Choices
from mulin.discover.counter.models import FacilityCheck
from mulin.ground.estate.forms import AreaField
from mulin.ground.page.fields import DayField
from mulin.law.workdays import WEEKDAYS


class StationForm(forms.Form):
    """A station's name, address, telephone, area."""

    community = forms.ChoiceField(label=_("社区"), required=False)
    name = forms.CharField(label=_("名称"), max_length=60)
    address = forms.CharField(label=_("地址"), max_length=120)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    area = AreaField(label=_("面积 ㎡"), required=False)

    def __init__(self, *args: Any, communities: Choices = (), **kw: Any) -> None:
        super().__init__(*args, **kw)
        fields: dict[str, Any] = self.fields
        if communities:
            fields["community"].choices = communities
        else:
            del fields["community"]


class FacilitiesForm(forms.Form):
    """The day on which the station was looked at; the items are read beside it."""

    day = DayField(label=_("哪天看的"))


def facilities_seen(posted: Any, codes: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Item → state and note, for those that were filled in."""
    states = FacilityCheck.State.values
    return {
        code: (posted[f"state_{code}"], posted.get(f"note_{code}", ""))
        for code in codes
        if posted.get(f"state_{code}") in states
    }


class PlanForm(forms.Form):
    """Windows of some weekdays between two days."""

    weekdays = forms.MultipleChoiceField(
        label=_("星期几"),
        choices=[(str(n), day) for n, day in enumerate(WEEKDAYS)],
        widget=forms.CheckboxSelectMultiple,
    )
    first = DayField(label=_("从哪天"))
    last = DayField(label=_("到哪天"))
    opens = forms.TimeField(label=_("开"), widget=forms.TimeInput(attrs={"type": "time"}))
    closes = forms.TimeField(label=_("关"), widget=forms.TimeInput(attrs={"type": "time"}))
    sitter = forms.CharField(label=_("谁在窗口"), max_length=40)
    places = forms.IntegerField(
        label=_("可约人数"),
        min_value=0,
        max_value=60,
        initial=0,
        help_text=_("0 表示不接受预约，直接来。"),
    )
    days_off = forms.BooleanField(label=_("放假也开"), required=False)


class BookForm(forms.Form):
    """Who books."""

    name = forms.CharField(label=_("怎样称呼"), max_length=40)
    phone = forms.CharField(label=_("电话"), max_length=20, required=False)
    affair = forms.ChoiceField(label=_("办什么"), required=False)

    def __init__(self, *args: Any, affairs: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        fields: dict[str, Any] = self.fields
        fields["affair"].choices = [("", _("到时候再说")), *affairs]

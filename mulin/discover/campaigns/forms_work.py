"""Forms of duty, materials, the log, publicity and upkeep."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.discover.campaigns.forms import CAMERA, Choices, area, offer
from mulin.discover.campaigns.models import Entry, Upkeep
from mulin.discover.campaigns.quantity import read_amount
from mulin.discover.campaigns.rhythm import EVERY, MONTHLY, WEEKLY
from mulin.ground.page.fields import DayField


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class AmountField(forms.CharField):
    """At most two decimals → whole hundredths."""

    def to_python(self, value: Any) -> Any:
        typed = str(value or "").strip()
        if not typed:
            return None
        found = read_amount(typed)
        if found is None:
            raise forms.ValidationError(_("数量请写成 20 或 2.5，最多两位小数。"))
        return found


class PlanForm(forms.Form):
    """Watches of one post over some days."""

    post = forms.CharField(label=_("岗位"), max_length=40)
    first = DayField(label=_("从哪天"))
    last = DayField(label=_("到哪天"))
    begins = forms.TimeField(label=_("第一班几点开始"), widget=TimeInput)
    hours = forms.IntegerField(label=_("每班几小时"), min_value=1, max_value=24)
    watches = forms.IntegerField(
        label=_("一天几班"), min_value=1, max_value=24,
        help_text=_("一班接一班；12 小时两班、8 小时三班就是全天。"),
    )  # fmt: skip
    people = forms.MultipleChoiceField(
        label=_("轮流值班的人"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("按顺序轮；同一时间已有班的自动跳过，排不满的就是空缺。"),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self.fields["people"], people)


class SwapForm(forms.Form):
    """Who takes over, and why."""

    person = forms.ChoiceField(label=_("换成"), required=False)
    why = forms.CharField(label=_("为什么换"), max_length=200)

    def __init__(self, *args: Any, people: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self.fields["person"], [("", _("先空着")), *people])


class BookForm(forms.Form):
    """One line of the stock book."""

    kind = forms.ChoiceField(
        label=_("类别"),
        choices=[
            (one.value, one.label)
            for one in (
                Entry.Kind.RECEIVED, Entry.Kind.USED, Entry.Kind.MOVED_OUT, Entry.Kind.LOST,
            )
        ],
    )  # fmt: skip
    name = forms.CharField(label=_("物资"), max_length=40)
    amount = AmountField(label=_("数量"), max_length=14)
    unit = forms.CharField(
        label=_("单位"), max_length=10, required=False, help_text=_("名单上已有的不用填。")
    )
    whom = forms.CharField(label=_("来源或去向"), max_length=80)
    to = forms.ChoiceField(label=_("调到哪个小区"), required=False)

    def __init__(self, *args: Any, names: list[str], places: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self.fields["to"], [("", _("不是调出")), *places])
        self.fields["name"].widget.attrs["list"] = "c-goods"
        self.names = names


class SprayForm(forms.Form):
    """What was disinfected, with what."""

    building = forms.ChoiceField(label=_("楼"), required=False)
    place = forms.CharField(label=_("消杀的地方"), max_length=80)
    agent = forms.CharField(label=_("药剂"), max_length=40)
    strength = forms.CharField(
        label=_("配比"), max_length=40, required=False, help_text=_("例如 500 mg/L。")
    )
    goods = forms.ChoiceField(label=_("从库存领用"), required=False)
    used = AmountField(label=_("用了多少"), max_length=14, required=False)
    photo = forms.FileField(label=_("照片"), required=False, widget=CAMERA)

    def __init__(self, *args: Any, houses: Choices, goods: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self.fields["building"], [("", _("公共区域")), *houses])
        offer(self.fields["goods"], [("", _("不从库存领")), *goods])


class NoteForm(forms.Form):
    """A line of the situation log."""

    compound = forms.ChoiceField(label=_("小区"), required=False)
    text = forms.CharField(label=_("情况"), max_length=400, widget=area(3))
    grave = forms.BooleanField(label=_("要紧，请马上看"), required=False)
    photo = forms.FileField(label=_("照片"), required=False, widget=CAMERA)

    def __init__(self, *args: Any, places: Choices, whole: bool, **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self.fields["compound"], [*([("", _("全部"))] if whole else []), *places])


class TellForm(forms.Form):
    """What residents are told."""

    title = forms.CharField(label=_("标题"), max_length=80)
    body = forms.CharField(label=_("公示栏内容"), max_length=3000, widget=area(7))
    message = forms.CharField(
        label=_("同时发短信给业主"), max_length=300, required=False, widget=area(2),
        help_text=_("不填就不发。没有电话的列入上门单。"),
    )  # fmt: skip
    compounds = forms.MultipleChoiceField(label=_("哪些小区"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, places: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self.fields["compounds"], places)


class ReportForm(forms.Form):
    """The report as it will be read."""

    text = forms.CharField(label=_("总结"), max_length=6000, widget=area(18))


class UpkeepForm(forms.Form):
    """A line of the plan: what, where, who, when."""

    what = forms.CharField(label=_("做什么"), max_length=60)
    building = forms.ChoiceField(label=_("楼"), required=False)
    place = forms.CharField(label=_("在哪里（定点）"), max_length=80)
    who = forms.CharField(
        label=_("谁来做（定人）"), max_length=60, required=False,
        help_text=_("选了右边的人就不用写；没有登记的写姓名和工种。"),
    )  # fmt: skip
    person = forms.ChoiceField(label=_("登记在册的人"), required=False)
    rhythm = forms.ChoiceField(label=_("周期"), choices=Upkeep.Rhythm.choices)
    days = forms.CharField(
        label=_("哪几天（定时）"), max_length=60, required=False,
        help_text=_("每周写星期几：1 3 5；每月写几号：1 15；每隔几天写天数：10。"),
    )  # fmt: skip
    at = forms.TimeField(label=_("几点"), widget=TimeInput, initial=time(8, 30))
    since = DayField(label=_("从哪天起"))

    def __init__(
        self, *args: Any, houses: Choices, people: Choices, today: date, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        offer(self.fields["building"], [("", _("公共区域")), *houses])
        offer(self.fields["person"], [("", _("不选")), *people])
        self.initial.setdefault("since", today)

    def clean_days(self) -> list[int]:
        """Whole numbers, however they are separated."""
        typed = self.cleaned_data["days"]
        for sign in "、，,;；.。/":
            typed = typed.replace(sign, " ")
        parts = typed.split()
        if not all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts):
            raise forms.ValidationError(_("请写数字，用空格隔开，例如 1 3 5。"))
        return [int(part) for part in parts]

    def clean(self) -> dict[str, Any]:
        """Somebody is named; the days fit the rhythm."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if not typed.get("who") and not typed.get("person"):
            self.add_error("who", _("请定到人：写姓名，或者从登记在册的人里选。"))
        days, rhythm = typed.get("days"), typed.get("rhythm")
        if days is not None and (
            not days
            or (rhythm == EVERY and len(days) != 1)
            or (rhythm in (WEEKLY, MONTHLY) and min(days) < 1)
        ):
            self.add_error("days", _("请写哪几天。"))
        return typed


class MarkForm(forms.Form):
    """A day that was done, or was not and why."""

    photo = forms.FileField(label=_("做完的照片"), required=False, widget=CAMERA)
    left_out = forms.CharField(
        label=_("没有做，因为"), max_length=200, required=False,
        help_text=_("例如下雨、停水。写了就不用照片。"),
    )  # fmt: skip


class EndForm(forms.Form):
    """The last day of a line, and why."""

    on = DayField(label=_("最后一天"))
    why = forms.CharField(label=_("为什么停"), max_length=200)

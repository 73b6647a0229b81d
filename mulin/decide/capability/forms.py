"""Forms of handbook, trainings and receptions: they check shapes and know no business."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.decide.capability.models import Schedule, Training
from mulin.decide.capability.models.receptions import WEEKDAYS
from mulin.ground.page.fields import DayField, MomentField
from mulin.kit.clock import SHANGHAI

SCORES = [
    ("5", _("很满意")),
    ("4", _("满意")),
    ("3", _("一般")),
    ("2", _("不满意")),
    ("1", _("很不满意")),
]
AUDIENCE = [
    ("for_committees", _("业委会、物管会成员")),
    ("for_companies", _("物业项目经理")),
    ("for_workers", _("社区工作者、社工")),
    ("for_owners", _("业主、住户")),
]
Choices = Sequence[tuple[str, str]]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _time() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class AnswerForm(forms.Form):
    """What the street adds."""

    text = forms.CharField(
        label=_("本街道补充"), max_length=1000, widget=_area(4),
        help_text=_("例如办事窗口、电话、本街道的做法。不写个人信息。"),
    )  # fmt: skip


class TrainingForm(forms.Form):
    """What, by whom, for whom, where and when."""

    kind = forms.ChoiceField(label=_("形式"), choices=Training.Kind.choices)
    topic = forms.CharField(label=_("主题"), max_length=80)
    speaker = forms.CharField(label=_("主讲人"), max_length=80)
    about = forms.CharField(label=_("内容"), max_length=1000, required=False, widget=_area(3))
    audience = forms.MultipleChoiceField(
        label=_("谁来参加"), choices=AUDIENCE, widget=forms.CheckboxSelectMultiple
    )
    where = forms.ChoiceField(
        label=_("哪里的人"), help_text=_("面向业主的会贴上这些小区的公示栏；有岗位的人会收到消息。")
    )
    place = forms.CharField(label=_("地点"), max_length=80)
    starts_at = MomentField(label=_("时间"))
    minutes = forms.IntegerField(label=_("时长（分钟）"), min_value=1, max_value=600, initial=120)
    capacity = forms.IntegerField(
        label=_("名额"), min_value=0, max_value=2000, initial=0, help_text=_("不限名额填 0。")
    )

    def __init__(self, *args: Any, places: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["where"].choices = list(places)  # type: ignore[attr-defined]

    def clean_starts_at(self) -> datetime:
        """The typed hour is Shanghai's."""
        typed: datetime = self.cleaned_data["starts_at"]
        return typed.replace(tzinfo=SHANGHAI)


class TrainingChangeForm(TrainingForm):
    """What of a planned training is changed, and why; for whom it is stays."""

    why = forms.CharField(
        label=_("为什么改"), max_length=200, help_text=_("报了名的人会收到。"), widget=_area(2)
    )

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, places=(), **kw)
        for name in ("kind", "audience", "where"):
            del self.fields[name]


class DoorForm(forms.Form):
    """A name at the door, where nobody is signed in."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    origin = forms.CharField(label=_("来自"), max_length=60, help_text=_("例如“和澜南道业委会”。"))


class HoldForm(forms.Form):
    """How long it took, and a few words on it."""

    minutes = forms.IntegerField(label=_("实际时长（分钟）"), min_value=1, max_value=600)
    summary = forms.CharField(label=_("小结"), max_length=1000, required=False, widget=_area(3))


class WhyForm(forms.Form):
    """A reason that others will read."""

    why = forms.CharField(label=_("原因"), max_length=200, widget=_area(2))


class HandoutForm(forms.Form):
    """A file to hand out."""

    paper = forms.FileField(label=_("资料"))


class JudgeForm(forms.Form):
    """One to five, and words if one likes."""

    score = forms.ChoiceField(label=_("这次怎么样"), choices=SCORES, widget=forms.RadioSelect)
    words = forms.CharField(label=_("想说的话"), max_length=200, required=False, widget=_area(2))


class RhythmForm(forms.Form):
    """Which body, how often, when, where."""

    body = forms.ChoiceField(label=_("谁接待"))
    nth = forms.TypedChoiceField(label=_("多久一次"), choices=Schedule.Nth.choices, coerce=int)
    weekday = forms.TypedChoiceField(
        label=_("星期几"), choices=list(enumerate(WEEKDAYS)), coerce=int, initial=5
    )
    opens = forms.TimeField(label=_("开始"), widget=_time(), initial="09:00")
    closes = forms.TimeField(label=_("结束"), widget=_time(), initial="11:00")
    place = forms.CharField(label=_("地点"), max_length=80)
    starts_on = DayField(label=_("从哪天起"))

    def __init__(self, *args: Any, bodies: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["body"].choices = [("", _("请选择")), *bodies]  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """A day."""

    day = DayField(label=_("日期"))


class OffForm(DayForm):
    """A day to come, and why there is no reception on it."""

    why = forms.CharField(label=_("原因"), max_length=200, help_text=_("业主在手机上看得到。"))


class MoveForm(DayForm):
    """A day to come, to which it moves, and why."""

    to = DayField(label=_("改到哪天"))
    why = forms.CharField(label=_("原因"), max_length=200, help_text=_("会贴上小区公示栏。"))


class VisitForm(DayForm):
    """What somebody came with."""

    topic = forms.CharField(
        label=_("什么事"), max_length=80, help_text=_("一句话写清，例如“楼道灯不亮”。")
    )
    question = forms.CharField(
        label=_("反映的情况"), max_length=500, required=False, widget=_area(3)
    )
    answer = forms.CharField(
        label=_("当场答复"), max_length=500, required=False, widget=_area(3),
        help_text=_("答复不了的先空着，转为事项。"),
    )  # fmt: skip
    visitor = forms.CharField(
        label=_("来访人"), max_length=40, required=False, help_text=_("不愿留名的空着。")
    )
    room = forms.CharField(label=_("房号"), max_length=40, required=False)

"""Forms of campaigns: they check shapes and know no business."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.discover.campaigns.kind import Kind
from mulin.discover.campaigns.models import Team
from mulin.ground.page.fields import DayField

Choices = Sequence[tuple[str, Any]]
CAMERA = forms.FileInput(attrs={"accept": "image/*", "capture": "environment"})


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def offer(field: forms.Field, choices: Choices) -> None:
    """Fill in what a field offers."""
    field.choices = list(choices)  # type: ignore[attr-defined]


class CampaignForm(forms.Form):
    """What is settled at opening."""

    title = forms.CharField(label=_("名称"), max_length=80)
    goal = forms.CharField(label=_("要达到什么"), max_length=300, required=False, widget=area(2))
    organiser = forms.CharField(label=_("组织单位"), max_length=80)
    compounds = forms.MultipleChoiceField(
        label=_("参加的小区"), widget=forms.CheckboxSelectMultiple
    )
    starts_on = DayField(label=_("开始"))
    ends_on = DayField(label=_("结束"))
    purpose = forms.CharField(
        label=_("数据用途"), max_length=120,
        help_text=_("上门问到的情况只用于这件事；印在告知里。"),
    )  # fmt: skip
    purge_on = DayField(
        label=_("销毁日"), help_text=_("到这一天，各户情况和上门记录自动销毁，只留合计。")
    )

    def __init__(self, *args: Any, kind: Kind, places: Choices, today: date, **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self.fields["compounds"], places)
        ends = today + timedelta(days=kind.days)
        start = {"title": kind.title, "starts_on": today, "ends_on": ends}
        self.initial = {**start, **self.initial}
        if not kind.knocks:
            del self.fields["purpose"], self.fields["purge_on"]
            return
        self.initial.setdefault("purpose", kind.purpose)
        self.initial.setdefault("purge_on", ends + timedelta(days=kind.keep_days))


class WhyForm(forms.Form):
    """A reason that others will read."""

    why = forms.CharField(label=_("说明"), max_length=200, widget=area(2))


class OrderForm(forms.Form):
    """A task to give out, at some buildings or once."""

    title = forms.CharField(label=_("做什么"), max_length=80)
    place = forms.CharField(label=_("具体地点"), max_length=80, required=False)
    buildings = forms.MultipleChoiceField(
        label=_("哪几栋"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("每栋一项；一栋都不选，就是全小区一项。"),
    )  # fmt: skip
    aim = forms.ChoiceField(label=_("计入哪个目标"), required=False)
    team = forms.ChoiceField(label=_("谁来做"), required=False)
    due_on = DayField(label=_("哪天做完"))

    def __init__(
        self, *args: Any, houses: Choices, aims: Choices, teams: Choices, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        offer(self.fields["buildings"], houses)
        offer(self.fields["aim"], [("", _("不计入")), *aims])
        offer(self.fields["team"], [("", _("小区里的各队都可以")), *teams])


class FinishForm(forms.Form):
    """A task is done: how much, and a picture of how it looks now."""

    amount = forms.IntegerField(label=_("完成数量"), min_value=0, max_value=100_000, initial=1)
    photo = forms.FileField(label=_("整治后的照片"), required=False, widget=CAMERA)
    note = forms.CharField(label=_("说明"), max_length=200, required=False, widget=area(2))


class PhotoForm(forms.Form):
    """A picture of how it looks before."""

    photo = forms.FileField(label=_("整治前的照片"), widget=CAMERA)


class JudgeForm(forms.Form):
    """What the community says of what it saw."""

    remark = forms.CharField(label=_("验收意见"), max_length=200, required=False, widget=area(2))


class TeamForm(forms.Form):
    """A team: who is in it, who leads."""

    name = forms.CharField(label=_("队伍"), max_length=40)
    people = forms.MultipleChoiceField(
        label=_("队员"), required=False, widget=forms.CheckboxSelectMultiple
    )
    leader = forms.ChoiceField(label=_("队长"), required=False)
    room = forms.CharField(
        label=_("加一位志愿者：房号"), max_length=40, required=False,
        help_text=_("本小区的业主或住户，房号如 1-1-101。"),
    )  # fmt: skip
    neighbour = forms.CharField(label=_("志愿者姓名"), max_length=80, required=False)

    def __init__(self, *args: Any, people: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self.fields["people"], people)
        offer(self.fields["leader"], [("", _("不设")), *people])


class SplitForm(forms.Form):
    """Which buildings are split among which teams."""

    buildings = forms.MultipleChoiceField(label=_("楼"), widget=forms.CheckboxSelectMultiple)
    teams = forms.MultipleChoiceField(label=_("分给"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, houses: Choices, teams: Sequence[Team], **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self.fields["buildings"], houses)
        offer(self.fields["teams"], [(str(one.pk), one.name) for one in teams])


class FirstForm(forms.Form):
    """Who is visited before anybody else."""

    why = forms.CharField(
        label=_("为什么先上门"), max_length=80,
        help_text=_("底册不记独居、病残。本人或家人同意才登记，例如“行动不便，女儿同意登记”。"),
    )  # fmt: skip


class HelpForm(forms.Form):
    """How a household was helped."""

    how = forms.CharField(label=_("怎样帮的"), max_length=200, widget=area(2))

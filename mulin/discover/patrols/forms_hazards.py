"""Forms of hazards and visits: they check shapes and know no business."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulin.discover.patrols.forms import PICTURES, Choices, PhotosField, area
from mulin.ground.page.fields import DayField
from mulin.law.safety.catalogue import all_sheets, all_templates
from mulin.law.safety.hazard import Level


class HazardForm(forms.Form):
    """A hazard somebody reports."""

    compound = forms.ChoiceField(label=_("小区"))
    kind = forms.ChoiceField(label=_("是哪一种"))
    where = forms.CharField(
        label=_("在哪里"), max_length=80, help_text=_("例如“2 号楼西侧消防通道”。不写住户姓名。")
    )
    text = area(_("是什么情况"), 300, 3)
    building = forms.ChoiceField(label=_("楼栋"), required=False)
    photos = PhotosField(label=_("照片"), required=False)

    def __init__(self, *args: Any, places: Choices, buildings: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        kinds = [(one.code, one.title) for one in all_templates().values()]
        self.fields["compound"].choices = list(places)  # type: ignore[attr-defined]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["building"].choices = [("", gettext("不在哪栋楼")), *buildings]  # type: ignore[attr-defined]


class GradeForm(forms.Form):
    """How grave it is."""

    level = forms.ChoiceField(label=_("级别"), choices=[(one.value, one.label) for one in Level])
    why = forms.CharField(label=_("为什么"), max_length=200)


class DoneForm(forms.Form):
    """What was done, with photos."""

    text = area(_("做了什么"), 300)
    photos = PhotosField(label=_("照片"), required=False)


class OrderForm(forms.Form):
    """Who must put it right, how, until when."""

    responsible = forms.ChoiceField(label=_("由谁整改"), required=False)
    responsible_name = forms.CharField(
        label=_("或者个人姓名"), max_length=60, required=False,
        help_text=_("只印在通知书上，列表和公开页面不显示。"),
    )  # fmt: skip
    text = area(_("整改要求"), 500, 4)
    due_on = DayField(label=_("整改期限"))

    def __init__(self, *args: Any, bodies: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["responsible"].choices = [("", gettext("个人")), *bodies]  # type: ignore[attr-defined]


class DelayForm(forms.Form):
    """More time, and why."""

    until = DayField(label=_("延到哪天"))
    why = forms.CharField(label=_("为什么"), max_length=200)


class AgainForm(forms.Form):
    """What was seen when somebody looked again."""

    text = area(_("复查看到的"), 300)
    photos = PhotosField(label=_("照片"), required=False)
    due_on = DayField(label=_("没有通过的，新的期限"), required=False)


class VisitForm(forms.Form):
    """A visit to begin."""

    sheet = forms.ChoiceField(label=_("督导表"))
    company = forms.ChoiceField(label=_("督导哪家"))
    day = DayField(label=_("督导日"))

    def __init__(self, *args: Any, companies: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        sheets = [(one.code, one.title) for one in all_sheets().values()]
        self.fields["sheet"].choices = sheets  # type: ignore[attr-defined]
        self.fields["company"].choices = list(companies)  # type: ignore[attr-defined]


class ScoreForm(forms.Form):
    """One line; an empty box is what was not looked at."""

    points = forms.IntegerField(label=_("得分"), min_value=0, max_value=100, required=False)
    note = forms.CharField(label=_("扣分原因"), max_length=200, required=False)
    photo = forms.FileField(
        label=_("照片"), required=False, widget=forms.FileInput(attrs={"accept": PICTURES})
    )


class SendForm(forms.Form):
    """The result as it goes to the company."""

    summary = area(_("总的意见"), 500, 3)
    answer_by = DayField(label=_("回复期限"))

"""Forms of notices and messages: they check shapes and know no business."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.ground.page.fields import DayField


class PostingForm(forms.Form):
    """Where a notice hangs since when, with a photo."""

    place = forms.CharField(
        label=_("张贴在哪里"), max_length=80, help_text=_("例如“1 号楼大堂公告栏”。")
    )
    posted_on = DayField(label=_("哪天贴的"))
    photo = forms.FileField(
        label=_("照片"),
        required=False,
        help_text=_("拍下公告和周围环境，能认出在哪里。照片里的拍摄位置等信息会去掉。"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )


class ReasonForm(forms.Form):
    """Why a notice is taken down."""

    reason = forms.CharField(
        label=_("撤下的理由"),
        max_length=200,
        help_text=_("理由会公开。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SettledForm(forms.Form):
    """What came of looking into a disowned number."""

    how = forms.CharField(
        label=_("核对结果"), max_length=200, help_text=_("例如“已联系本人，号码已在底册更正”。")
    )

"""Forms in which something is reported: on the phone, at a scanned code, at the counter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.discover.intake.categories import Category
from mulin.discover.intake.forms import Choices, PhotosField, area
from mulin.discover.intake.models import Ticket

SOUNDS = "audio/*,.m4a,.amr"
LONGEST = 2000


class VoiceInput(forms.FileInput):
    """The recorder puts its file in here; without one, the phone's own."""

    def __init__(self) -> None:
        super().__init__(attrs={"accept": SOUNDS, "data-i-voice-file": ""})


class ReportForm(forms.Form):
    """Where, what, in words or by voice, with pictures; by somebody who lives there."""

    where = forms.CharField(
        label=_("在哪里"), max_length=120, error_messages={"required": _("还没有点位置。")}
    )
    spot = forms.CharField(label=_("写详细"), max_length=60, required=False)
    category = forms.ChoiceField(
        label=_("是什么事"),
        widget=forms.RadioSelect,
        error_messages={"required": _("还没有选是什么事。")},
    )
    text = forms.CharField(label=_("说一句"), max_length=LONGEST, required=False, widget=area(3))
    photos = PhotosField(label=_("照片"), required=False)
    voice = forms.FileField(label=_("语音"), required=False, widget=VoiceInput())
    urgent = forms.ChoiceField(
        label=_("会伤到人吗"), choices=[("1", _("会，要快")), ("0", _("不会"))], required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    anonymous = forms.BooleanField(label=_("不留名"), required=False)

    def __init__(self, *args: Any, categories: Sequence[Category], **kw: Any) -> None:
        super().__init__(*args, **kw)
        choices = [(one.code, one.name) for one in categories]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]


class PointForm(ReportForm):
    """At a scanned code the place is known; somebody without an account may leave a number."""

    where = None  # type: ignore[assignment]
    caller = forms.CharField(label=_("怎么称呼您"), max_length=40, required=False)
    phone = forms.CharField(
        label=_("电话"),
        max_length=20,
        required=False,
        help_text=_("只有办这件事的人看得到。不留也可以。"),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )


class DeskForm(forms.Form):
    """What a clerk writes down for somebody at the counter or on the telephone."""

    channel = forms.ChoiceField(
        label=_("怎么来的"),
        choices=[
            c
            for c in Ticket.Channel.choices
            if c[0] in ("telephone", "counter", "steward", "agent", "patrol")
        ],
    )
    category = forms.ChoiceField(label=_("类别"))
    title = forms.CharField(
        label=_("一句话"), max_length=60, required=False, help_text=_("不写就取情况的第一句。")
    )
    text = forms.CharField(label=_("情况"), max_length=LONGEST, widget=area(4))
    building = forms.ChoiceField(label=_("楼栋"), required=False)
    spot = forms.CharField(label=_("具体位置"), max_length=60, required=False)
    caller = forms.CharField(label=_("来电人"), max_length=40, required=False)
    phone = forms.CharField(label=_("联系电话"), max_length=20, required=False)
    anonymous = forms.BooleanField(label=_("不留名"), required=False)
    urgent = forms.BooleanField(label=_("会伤到人，要快"), required=False)
    photos = PhotosField(label=_("照片"), required=False)
    voice = forms.FileField(label=_("录音"), required=False, widget=VoiceInput())

    def __init__(
        self,
        *args: Any,
        categories: Sequence[Category],
        buildings: Choices,
        known: bool,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        kinds = [("", _("请选择")), *((one.code, one.name) for one in categories)]
        self.fields["category"].choices = kinds  # type: ignore[attr-defined]
        places = [("", _("不在楼里")), *buildings]
        self.fields["building"].choices = places  # type: ignore[attr-defined]
        if known:  # a person or a home was chosen before
            for name in ("caller", "phone"):
                del self.fields[name]

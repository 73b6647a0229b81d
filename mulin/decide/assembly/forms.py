"""Short forms of a running vote: reasons, proofs, objections and answers. They check shapes only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mulin.decide.assembly.models import Delivery
from mulin.ground.estate.forms import AreaField
from mulin.ground.page.fields import DayField


class ReasonForm(forms.Form):
    """Why something is given up or changed; it becomes public."""

    why = forms.CharField(label=_lazy("理由"), max_length=200)


class AreaCorrectionForm(forms.Form):
    """The right area of a unit on the roll, and why; ``seen`` is what the person was shown."""

    area = AreaField(
        label=_lazy("更正后的专有部分面积（㎡）"),
        help_text=_lazy(
            "照不动产登记簿；没有登记的照实测，再没有照合同。不能由建筑面积乘系数得出。"
        ),
    )
    why = forms.CharField(
        label=_lazy("理由和依据"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_lazy(
            "会和两个面积一起公布，例如“不动产登记簿记载 98.62 ㎡，导入时录错”。不写姓名、电话。"
        ),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class PostingForm(forms.Form):
    """Where and when a notice was put up, with a picture of it hanging there."""

    place = forms.CharField(
        label=_lazy("张贴处"), max_length=80, help_text=_lazy("例如“1号楼大堂公告栏”。")
    )
    posted_on = DayField(label=_lazy("张贴日"))
    photo = forms.FileField(
        label=_lazy("照片"),
        required=False,
        help_text=_lazy("拍到公告和周围环境；位置信息会自动去掉。"),
    )


class BoxForm(forms.Form):
    """What two people counted out of one box."""

    box = forms.CharField(label=_lazy("票箱"), max_length=20)
    papers = forms.IntegerField(label=_lazy("总张数"), min_value=0, max_value=100_000)
    invalid = forms.IntegerField(
        label=_lazy("其中整张无效"), min_value=0, max_value=100_000, initial=0
    )
    by = forms.CharField(
        label=_lazy("点票人（两位）"),
        max_length=120,
        help_text=_lazy("例如 罗计票、梁计票。"),
    )
    instead = forms.BooleanField(
        label=_lazy("换掉已登记的点票单"),
        required=False,
        help_text=_lazy("同一票箱重新点过，数和原来登记的不一样，才勾。"),
    )


class DeliveryForm(forms.Form):
    """How papers reached their owners; which ones is chosen in the list above it."""

    method = forms.ChoiceField(label=_lazy("方式"), choices=Delivery.Method.choices)
    delivered_on = DayField(label=_lazy("日期"))
    received_by = forms.CharField(
        label=_lazy("签收人"),
        max_length=40,
        required=False,
        help_text=_lazy("当面或家属签收的，写签收人。"),
    )
    note = forms.CharField(label=_lazy("说明"), max_length=120, required=False)
    photo = forms.FileField(
        label=_lazy("凭证照片"),
        required=False,
        help_text=_lazy("登记表、签收单、挂号信回执或张贴照片。"),
    )

    def clean(self) -> dict[str, Any]:
        """A delivery counts as proved only with a signature or a picture: say so at once."""
        data: dict[str, Any] = super().clean() or {}
        method = data.get("method")
        by_hand = {Delivery.Method.IN_PERSON, Delivery.Method.HOUSEHOLD}
        if method in by_hand and not data.get("received_by") and not data.get("photo"):
            self.add_error("received_by", _("当面送达要写签收人，或者附上签收单照片。"))
        return data


class ObjectionForm(forms.Form):
    """An objection put down at the counter for somebody."""

    name = forms.CharField(label=_lazy("提出人"), max_length=80)
    unit_label = forms.CharField(label=_lazy("房号"), max_length=40, required=False)
    contact = forms.CharField(
        label=_lazy("联系方式"),
        max_length=60,
        required=False,
        help_text=_lazy("只用于答复，加密保存。"),
    )
    text = forms.CharField(label=_lazy("异议内容"), max_length=2000, widget=forms.Textarea)


class AnswerForm(forms.Form):
    """The written answer to one objection."""

    answer = forms.CharField(
        label=_lazy("书面答复"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=_lazy("写明核实了什么、结论是什么。"),
    )

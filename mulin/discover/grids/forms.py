"""Forms of the net: they check shapes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.discover.grids.models import Post
from mulin.ground.page.fields import DayField

Choices = Sequence[tuple[str, Any]]
CAMERA = forms.FileInput(attrs={"accept": "image/*", "capture": "environment"})


class AppointForm(forms.Form):
    """Who looks after which place."""

    place = forms.ChoiceField(label=_("负责哪里"))
    room = forms.CharField(
        label=_("房号"), max_length=40, required=False,
        help_text=_("本小区的业主或住户，房号如 1-1-101。党员、热心人优先。"),
    )  # fmt: skip
    name = forms.CharField(label=_("姓名"), max_length=80, required=False)
    person = forms.ChoiceField(label=_("或者选有岗位的人"), required=False)
    party_member = forms.ChoiceField(
        label=_("是不是党员"), choices=Post.Said.choices, required=False,
        help_text=_("由本人或所在组织说明才填；只统计人数，不按姓名显示。"),
    )  # fmt: skip
    since = DayField(label=_("从哪天起"))

    def __init__(
        self, *args: Any, places: Choices, people: Choices, today: date, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["place"].choices = list(places)  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", _("不选")), *people]  # type: ignore[attr-defined]
        self.initial.setdefault("since", today)

    def clean(self) -> dict[str, Any]:
        """Somebody is named, one way or the other."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if not typed.get("person") and not (typed.get("room") and typed.get("name")):
            self.add_error("room", _("请写房号和姓名，或者选有岗位的人。"))
        return typed


class GridForm(forms.Form):
    """A new grid of a community."""

    community = forms.ChoiceField(label=_("社区"))
    name = forms.CharField(
        label=_("网格名称"),
        max_length=60,
        help_text=_("例如“第一网格”，一般 300 到 500 户，大的小区单独一个网格。"),
    )

    def __init__(self, *args: Any, communities: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["community"].choices = list(communities)  # type: ignore[attr-defined]


class AreaForm(forms.Form):
    """Which compounds of the community lie in the grid."""

    compounds = forms.MultipleChoiceField(
        label=_("小区"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, compounds: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["compounds"].choices = list(compounds)  # type: ignore[attr-defined]


class GridWorkerForm(forms.Form):
    """Who works in the grid: somebody with a post, or a resident of one of its compounds."""

    person = forms.ChoiceField(label=_("有岗位的人"), required=False)
    compound = forms.ChoiceField(label=_("或者居民：小区"), required=False)
    room = forms.CharField(label=_("房号"), max_length=40, required=False)
    name = forms.CharField(label=_("姓名"), max_length=80, required=False)
    party_member = forms.ChoiceField(
        label=_("是不是党员"), choices=Post.Said.choices, required=False,
        help_text=_("由本人或所在组织说明才填；只统计人数，不按姓名显示。"),
    )  # fmt: skip
    since = DayField(label=_("从哪天起"))

    def __init__(
        self, *args: Any, people: Choices, compounds: Choices, today: date, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["person"].choices = [("", _("不选")), *people]  # type: ignore[attr-defined]
        self.fields["compound"].choices = [("", _("不选")), *compounds]  # type: ignore[attr-defined]
        self.initial.setdefault("since", today)


class WhyForm(forms.Form):
    """Why somebody lays a post down."""

    why = forms.CharField(label=_("为什么卸任"), max_length=200)


class ReportForm(forms.Form):
    """What somebody of the net saw."""

    compound = forms.ChoiceField(label=_("小区"))
    building = forms.ChoiceField(label=_("楼"), required=False)
    place = forms.CharField(label=_("具体在哪里"), max_length=80, required=False)
    text = forms.CharField(
        label=_("看到什么"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("只写事，不写谁家的私事。"),
    )  # fmt: skip
    photo = forms.FileField(label=_("照片"), required=False, widget=CAMERA)

    def __init__(self, *args: Any, places: Choices, houses: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["compound"].choices = list(places)  # type: ignore[attr-defined]
        self.fields["building"].choices = [("", _("公共区域")), *houses]  # type: ignore[attr-defined]
        if len(places) == 1:
            self.fields["compound"].widget = forms.HiddenInput()
            self.initial["compound"] = places[0][0]


class AnswerForm(forms.Form):
    """What the community does about it."""

    words = forms.CharField(
        label=_("答复"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

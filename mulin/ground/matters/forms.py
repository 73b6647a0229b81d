"""Forms of matters: they check shapes and know no business."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.ground.matters.models import Matter

STAGES = [(s.value, s.label) for s in Matter.Stage if s != Matter.Stage.CLOSED]


class MatterForm(forms.Form):
    """What it is about, where, and where on the chain it stands."""

    title = forms.CharField(
        label=_("什么事"), max_length=120, help_text=_("一句话说清，不写人名和房号。")
    )
    compound = forms.ChoiceField(label=_("小区"), required=False)
    stage = forms.ChoiceField(label=_("现在的环节"), choices=STAGES)

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], street: bool, **kw: Any):
        super().__init__(*args, **kw)
        nowhere = [("", _("不属于哪个小区"))] if street else [("", _("请选择"))]
        field = self.fields["compound"]
        field.choices = [*nowhere, *places]  # type: ignore[attr-defined]
        field.required = not street


class MoveForm(forms.Form):
    """Where the matter goes, and why."""

    stage = forms.ChoiceField(label=_("转到"), choices=STAGES)
    why = forms.CharField(
        label=_("为什么"), max_length=200, help_text=_("例如“居民代表会已形成三个方案”。")
    )


class CloseForm(forms.Form):
    """What came of it."""

    outcome = forms.CharField(
        label=_("办结结果"),
        max_length=200,
        help_text=_("写清办成了什么，或者为什么不办了。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NumberForm(forms.Form):
    """Another matter by its number, and why."""

    number = forms.CharField(
        label=_("哪件事项（编号）"),
        max_length=20,
        widget=forms.TextInput(attrs={"placeholder": "SX-2026-0001"}),
    )
    why = forms.CharField(label=_("为什么"), max_length=200)


class UnlinkForm(forms.Form):
    """Another matter by its number."""

    number = forms.CharField(max_length=20)


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(label=_("为什么"), max_length=200)


class SplitForm(forms.Form):
    """What becomes a matter of its own, and which pieces of work go along."""

    title = forms.CharField(label=_("拆出来的是什么事"), max_length=120)
    pieces = forms.MultipleChoiceField(
        label=_("带走哪些工作"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("转办出去的跟着原来那件走。"),
    )
    why = forms.CharField(label=_("为什么"), max_length=200)

    def __init__(self, *args: Any, pieces: Sequence[tuple[str, str]], **kw: Any):
        super().__init__(*args, **kw)
        self.fields["pieces"].choices = pieces  # type: ignore[attr-defined]
        if not pieces:
            del self.fields["pieces"]


class HandForm(forms.Form):
    """Which office carries it from now on, and why."""

    organisation = forms.ChoiceField(label=_("交给"))
    why = forms.CharField(label=_("为什么"), max_length=200)

    def __init__(self, *args: Any, organisations: Sequence[tuple[str, str]], **kw: Any):
        super().__init__(*args, **kw)
        choices = [("", _("请选择")), *organisations]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]

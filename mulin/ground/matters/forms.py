"""Forms of matters: they check shapes and know no business."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.ground.matters.models import Matter, Party
from mulin.ground.page.fields import DayField

STAGES = [(s.value, s.label) for s in Matter.Stage if s != Matter.Stage.CLOSED]
Pairs = Sequence[tuple[str, Any]]


def why(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=200, help_text=help_text)


def numbered() -> forms.TextInput:
    return forms.TextInput(attrs={"placeholder": "SX-2026-0001"})


class AboutForm(forms.Form):
    """Which kind it is, where exactly, and who may know of it."""

    kind = forms.ChoiceField(label=_("类别"), choices=Matter.Kind.choices)
    building = forms.ChoiceField(label=_("楼幢"), required=False)
    spot = forms.CharField(
        label=_("具体位置"), max_length=60, required=False, help_text=_("例如“顶层楼道北侧”。")
    )
    secrecy = forms.ChoiceField(label=_("知情范围"), choices=Matter.Secrecy.choices)

    def __init__(self, *args: Any, buildings: Pairs = (), **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["building"].choices = [("", _("不指哪一幢")), *buildings]  # type: ignore[attr-defined]
        if not buildings:
            del self.fields["building"]


class MatterForm(forms.Form):
    """What it is about, where, and where on the chain it stands."""

    title = forms.CharField(
        label=_("什么事"), max_length=120, help_text=_("一句话说清，不写人名和房号。")
    )
    compound = forms.ChoiceField(label=_("小区"), required=False)
    kind = forms.ChoiceField(
        label=_("类别"), choices=Matter.Kind.choices, initial=Matter.Kind.OTHER, required=False
    )
    spot = forms.CharField(
        label=_("具体位置"), max_length=60, required=False, help_text=_("楼幢在立项以后选。")
    )
    secrecy = forms.ChoiceField(
        label=_("知情范围"),
        choices=Matter.Secrecy.choices,
        initial=Matter.Secrecy.OPEN,
        required=False,
    )
    stage = forms.ChoiceField(label=_("现在的环节"), choices=STAGES)

    def __init__(self, *args: Any, places: Pairs, street: bool, **kw: Any):
        super().__init__(*args, **kw)
        nowhere = [("", _("不属于哪个小区"))] if street else [("", _("请选择"))]
        field = self.fields["compound"]
        field.choices = [*nowhere, *places]  # type: ignore[attr-defined]
        field.required = not street


class MoveForm(forms.Form):
    """Where the matter goes, and why."""

    stage = forms.ChoiceField(label=_("转到"), choices=STAGES)
    why = why(_("为什么"), _("例如“居民代表会已形成三个方案”。"))


class CloseForm(forms.Form):
    """What came of it."""

    outcome = forms.CharField(
        label=_("办结结果"),
        max_length=200,
        help_text=_("写清办成了什么，或者为什么不办了。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HandForm(forms.Form):
    """To whom it goes, and why."""

    hand = forms.ChoiceField(label=_("交给"))
    why = why(_("为什么移交"), _("例如“涉及两个社区，由街道牵头”。"))

    def __init__(self, *args: Any, hands: Pairs = (), **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["hand"].choices = [("", _("请选择")), *hands]  # type: ignore[attr-defined]


class PartyForm(forms.Form):
    """Whom it concerns: an organisation, a resident, or people in words."""

    part = forms.ChoiceField(label=_("身份"), choices=Party.Part.choices)
    body = forms.ChoiceField(label=_("单位"), required=False)
    room = forms.CharField(
        label=_("或者居民的房号"), max_length=40, required=False, help_text=_("例如 1-1-101。")
    )
    resident = forms.CharField(label=_("居民姓名"), max_length=80, required=False)
    name = forms.CharField(
        label=_("或者一句话说明"),
        max_length=60,
        required=False,
        help_text=_("例如“3 号楼顶层住户”，不写人名。"),
    )

    def __init__(self, *args: Any, bodies: Pairs = (), **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["body"].choices = [("", _("不是单位")), *bodies]  # type: ignore[attr-defined]


class PaperForm(forms.Form):
    """A document or picture, and what it is."""

    title = forms.CharField(label=_("材料名称"), max_length=80)
    file = forms.FileField(
        label=_("文件"), help_text=_("图片、PDF、Word 或表格；图片里的位置信息会去掉。")
    )


class DeadlineForm(forms.Form):
    """What, until when, by which rule or promise."""

    what = forms.CharField(label=_("做什么"), max_length=80)
    on = DayField(label=_("最迟哪天"))
    basis = forms.CharField(
        label=_("依据"),
        max_length=80,
        required=False,
        help_text=_("哪条规定，或谁在哪次会上答应的。"),
    )


class LinkForm(forms.Form):
    """Which other matter, and what they have to do with each other."""

    number = forms.CharField(label=_("另一件的编号"), max_length=20, widget=numbered())
    why = why(_("有什么关系"))


class MergeForm(forms.Form):
    """Into which matter, and why."""

    number = forms.CharField(label=_("并入哪一件（编号）"), max_length=20, widget=numbered())
    why = why(_("为什么合并"), _("例如“同一处渗水，两处受理”。"))


class SplitForm(forms.Form):
    """What becomes a matter of its own, which pieces of work go along, and why."""

    title = forms.CharField(label=_("拆出的是什么事"), max_length=120)
    pieces = forms.MultipleChoiceField(
        label=_("带走哪些工作"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("转办出去的跟着原来那件走。"),
    )
    why = why(_("为什么拆出"), _("例如“电梯的事另外办”。"))

    def __init__(self, *args: Any, pieces: Pairs = (), **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["pieces"].choices = pieces  # type: ignore[attr-defined]
        if not pieces:
            del self.fields["pieces"]


class TieForm(forms.Form):
    """A thing of another room, by its number."""

    number = forms.CharField(
        label=_("编号"), max_length=40, help_text=_("加装电梯项目或账簿凭证的编号。")
    )


class WhyForm(forms.Form):
    """Only why."""

    why = why(_("为什么"))


class RowForm(forms.Form):
    """A row of the file, named by a button; with a reason where one is asked for."""

    row = forms.UUIDField(widget=forms.HiddenInput)
    why = forms.CharField(max_length=200, required=False)

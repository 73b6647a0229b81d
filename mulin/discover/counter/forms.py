"""Forms of the counter: they check shapes and know no business."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.discover.counter.models import Application
from mulin.ground.page.fields import DayField
from mulin.law.affairs.shape import Blank, Kind, PaperNeeded

Choices = Sequence[tuple[str, Any]]
BLANK = "blank_"


def long_text(label: Any, most: int, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=most, widget=widget, **more)


def photo(label: Any, **more: Any) -> forms.FileField:
    widget = forms.FileInput(attrs={"accept": "image/*,application/pdf"})
    return forms.FileField(label=label, widget=widget, **more)


def blank_field(blank: Blank) -> forms.Field:
    """A blank of an affair's form as a field; numbers are whole and not below nothing."""
    more: dict[str, Any] = {
        "label": blank.title,
        "required": blank.required,
        "help_text": blank.help,
    }
    if blank.kind is Kind.CHOICE:
        return forms.ChoiceField(choices=[("", _("请选择")), *blank.choices], **more)
    if blank.kind is Kind.DAY:
        return DayField(**more)
    if blank.kind is Kind.NUMBER:
        return forms.IntegerField(min_value=0, max_value=10**9, **more)
    if blank.kind is Kind.LONG:
        return long_text(more.pop("label"), 1000, **more)
    return forms.CharField(max_length=200, **more)


class BlanksForm(forms.Form):
    """The blanks of one affair."""

    def __init__(self, *args: Any, blanks: Sequence[Blank], **kw: Any) -> None:
        super().__init__(*args, **kw)
        for blank in blanks:
            self.fields[BLANK + blank.code] = blank_field(blank)

    @property
    def values(self) -> dict[str, str]:
        """What was written, by the blank's code."""
        found = {
            name.removeprefix(BLANK): value
            for name, value in self.cleaned_data.items()
            if name.startswith(BLANK)
        }
        return {code: "" if value is None else str(value) for code, value in found.items()}


class WindowForm(BlanksForm):
    """Who stands at the window, what lies on the table, and the blanks."""

    station = forms.ChoiceField(label=_("服务站"))
    applicant = forms.ChoiceField(label=_("申请人"), required=False)
    name = forms.CharField(
        label=_("申请人姓名"),
        max_length=80,
        required=False,
        help_text=_("底册里没有的人才填；有的话请先查到这个人，从他的页面收件。"),
    )
    phone = forms.CharField(
        label=_("联系电话"),
        max_length=20,
        required=False,
        help_text=_("留空就发到底册登记的号码。"),
    )
    mandate = forms.ChoiceField(label=_("代办委托"), required=False)
    have = forms.MultipleChoiceField(
        label=_("当场收到的材料"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        stations: Choices,
        people: Choices,
        mandates: Choices,
        papers: Sequence[PaperNeeded],
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        fields: dict[str, Any] = self.fields
        fields["station"].choices = stations
        fields["applicant"].choices = [*people, ("", _("底册里没有这个人"))]
        fields["mandate"].choices = [("", _("本人来办")), *mandates]
        fields["have"].choices = [(p.code, p.title) for p in papers]
        if not people:
            del fields["applicant"]
        if not mandates:
            del fields["mandate"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not typed.get("applicant") and not typed.get("name", "").strip():
            self.add_error("name", _("请写申请人姓名。"))
        return typed


class PhoneForm(BlanksForm):
    """The same on the phone: for whom, at which station, pictures of papers."""

    who = forms.ChoiceField(label=_("给谁办"))
    station = forms.ChoiceField(label=_("交给哪个服务站"))

    def __init__(
        self,
        *args: Any,
        stations: Choices,
        people: Choices,
        papers: Sequence[PaperNeeded],
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        fields: dict[str, Any] = self.fields
        fields["station"].choices = stations
        fields["who"].choices = people
        for paper in papers:
            fields[f"photo_{paper.code}"] = photo(
                _("拍照：%(title)s") % {"title": paper.title},
                required=False,
                help_text=paper.how_many,
            )

    @property
    def photos(self) -> dict[str, Any]:
        """Pictures by the paper's code."""
        return {
            name.removeprefix("photo_"): file
            for name, file in self.cleaned_data.items()
            if name.startswith("photo_") and file
        }


class PhotoForm(forms.Form):
    """A picture of one paper."""

    photo = photo(_("照片"))


class MissingForm(forms.Form):
    """What else is to be put right, besides the papers that are not there."""

    also = long_text(_("另外要改的"), 300, required=False, help_text=_("没有就空着。"))


class ForwardForm(forms.Form):
    """To whom it goes."""

    to = forms.CharField(label=_("转送给谁"), max_length=80)
    day = DayField(label=_("哪天转的"))


class DecideForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(label=_("结果"), choices=Application.Outcome.choices)
    reason = long_text(
        _("理由"), 300, required=False, help_text=_("不同意、不受理的一定要写，写依据和怎样复核。")
    )
    day = DayField(label=_("哪天决定的"))


class AnswerForm(forms.Form):
    """The one answer."""

    answer = long_text(_("答复"), 500, help_text=_("会发给申请人。写清结果、理由、去哪里领。"))


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(label=_("原因"), max_length=120)


class OfferForm(forms.Form):
    """What was found when the street looked at an affair."""

    offered = forms.BooleanField(label=_("窗口受理这件事"), required=False)
    days = forms.IntegerField(
        label=_("本地时限（工作日）"), min_value=1, max_value=120, required=False
    )
    source = forms.CharField(
        label=_("本地依据"),
        max_length=120,
        required=False,
        help_text=_("本地办事指南或者文件的名字。"),
    )
    decides = forms.CharField(label=_("本地由谁决定"), max_length=80, required=False)
    note = long_text(
        _("本地说明"), 500, required=False, help_text=_("和目录不一样的地方；不受理的写去哪里办。")
    )


class MandateForm(forms.Form):
    """Who acts for whom in what, from when to when, by which paper."""

    principal = forms.CharField(
        label=_("委托人"), max_length=60, help_text=_("姓名、电话或者房号，查到唯一的人才能登记。")
    )
    agent = forms.CharField(label=_("代办人"), max_length=60, help_text=_("同样查到唯一的人。"))
    agent_is = forms.CharField(
        label=_("代办人是谁"), max_length=60, help_text=_("例如“女儿”“社区代办员”。")
    )
    covers = forms.MultipleChoiceField(
        label=_("办哪些事"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("一项也不选，就是全部事项。"),
    )
    first = DayField(label=_("从哪天"))
    last = DayField(label=_("到哪天"), help_text=_("含这一天。"))
    station = forms.ChoiceField(label=_("服务站"))
    paper = photo(_("签了字的委托书"))

    def __init__(self, *args: Any, affairs: Choices, stations: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        fields: dict[str, Any] = self.fields
        fields["covers"].choices = affairs
        fields["station"].choices = stations

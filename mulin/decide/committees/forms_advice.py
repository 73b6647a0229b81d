"""Forms of the advisory group and of what a committee publishes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.decide.committees.forms import PERSON_HELP
from mulin.ground.estate.forms import OnceForm, day_field
from mulin.law.disclosure import TITLES
from mulin.law.topics import TOPICS


class AdviserForm(OnceForm):
    """Somebody of a committee who agreed to be asked."""

    body = forms.ChoiceField(label=_("哪个业委会"))
    person = forms.CharField(label=_("姓名"), max_length=80, help_text=PERSON_HELP)
    topics = forms.MultipleChoiceField(
        label=_("懂哪些事"), choices=TOPICS, widget=forms.CheckboxSelectMultiple
    )
    experience = forms.CharField(
        label=_("经验"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("例如：2024 年主持停车方案两轮征询，一次表决通过。"),
    )
    until = day_field(_("聘期止"))
    agreed = forms.BooleanField(
        label=_("本人同意当顾问，同意把姓名、小区和经验给各业委会看"), required=False
    )

    def __init__(self, bodies: Sequence[tuple[str, str]], data: Any = None, **kw: Any) -> None:
        super().__init__(data, **kw)
        self.fields["body"].choices = bodies  # type: ignore[attr-defined]


class AdviceForm(OnceForm):
    """What a committee wants to know, and by when."""

    body = forms.ChoiceField(label=_("哪个业委会请教"))
    topic = forms.ChoiceField(label=_("哪方面"), choices=TOPICS)
    question = forms.CharField(
        label=_("请教什么"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("写清小区的情况和难处；不要写住户的姓名和房号。"),
    )
    due_on = day_field(_("希望哪天前答复"))

    def __init__(self, bodies: Sequence[tuple[str, str]], data: Any = None, **kw: Any) -> None:
        super().__init__(data, **kw)
        self.fields["body"].choices = bodies  # type: ignore[attr-defined]


class AdviceAnswerForm(forms.Form):
    """What the adviser says, and a sample where he has one."""

    answer = forms.CharField(
        label=_("答复"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6})
    )
    file = forms.FileField(
        label=_("参考文件"), required=False, help_text=_("方案、公告、合同的样子。")
    )


class DisclosedForm(OnceForm):
    """What was published, until when it tells, and where it can be read."""

    item = forms.ChoiceField(label=_("公开什么"), choices=TITLES)
    covers_until = day_field(
        _("截至"), help_text=_("讲的是到哪一天的情况，例如一个季度的最后一天。")
    )
    published_on = day_field(_("公开日期"))
    notice = forms.ChoiceField(
        label=_("公示栏里的哪一份"), required=False, help_text=_("已经挂上公示栏的，从这里选。")
    )
    file = forms.FileField(
        label=_("文件"),
        required=False,
        help_text=_("没有挂上公示栏的，附上公开的文件，本小区业主可以打开。"),
    )
    note = forms.CharField(label=_("说明"), max_length=200, required=False)

    def __init__(self, notices: Sequence[tuple[str, str]], data: Any = None, **kw: Any) -> None:
        super().__init__(data, **kw)
        blank = ("", _("没有挂上公示栏"))
        self.fields["notice"].choices = [blank, *notices]  # type: ignore[attr-defined]

"""Forms of admission: they check shapes and know no business."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.ground.page.fields import DayField

Choices = Sequence[tuple[str, Any]]


class PushForm(forms.Form):
    """What is asked, by whom, of which communities, by which item."""

    department = forms.CharField(
        label=_("哪个部门要的"), max_length=80, help_text=_("街道自己要的，写“街道办事处”。")
    )
    title = forms.CharField(label=_("要社区做什么"), max_length=120)
    detail = forms.CharField(
        label=_("具体要求"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    item = forms.ChoiceField(
        label=_("清单里的哪一项"),
        required=False,
        help_text=_("清单里没有的照实选“没有”，会记为不准入并写明依据。"),
    )
    due_on = DayField(label=_("要求哪天完成"), required=False)
    communities = forms.MultipleChoiceField(
        label=_("哪些社区"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, items: Choices, communities: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        fields: dict[str, Any] = self.fields
        fields["item"].choices = [("", _("清单里没有")), *items]
        fields["communities"].choices = communities


class PleadForm(forms.Form):
    """Why an exception, with what, until when."""

    why = forms.CharField(label=_("为什么要特别准入"), max_length=300)
    support = forms.CharField(
        label=_("给什么人、钱、物"), max_length=200, help_text=_("费随事转：写清经费和人手。")
    )
    until = DayField(label=_("做到哪天为止"))


class DecideForm(forms.Form):
    """The street's word."""

    agreed = forms.ChoiceField(
        label=_("批不批"),
        choices=[("yes", _("同意特别准入")), ("no", _("不同意"))],
        widget=forms.RadioSelect,
    )
    decision = forms.CharField(label=_("批示"), max_length=200)


class WordsForm(forms.Form):
    """A sentence: a result, a reason."""

    words = forms.CharField(label=_("说明"), max_length=200)


class ListForm(forms.Form):
    """The list as text."""

    text = forms.CharField(
        label=_("清单"), widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "false"})
    )
    note = forms.CharField(label=_("改了什么"), max_length=200)

"""Forms of referrals: they check shapes and know no business."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.discover.referrals.models import KINDS, Evidence, Referral
from mulin.ground.page.fields import DayField, MomentField

Choices = Sequence[tuple[str, Any]]


def long_text(label: Any, most: int, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 3}), **more
    )


def photo(label: Any, **more: Any) -> forms.FileField:
    return forms.FileField(label=label, widget=forms.FileInput(attrs={"accept": "image/*"}), **more)


class FoundForm(forms.Form):
    """What was seen where."""

    compound = forms.ChoiceField(label=_("小区"))
    kind = forms.ChoiceField(label=_("类别"), choices=[("", _("请选择")), *KINDS])
    building = forms.CharField(
        label=_("楼号"), max_length=20, required=False, help_text=_("例如 3。不在楼里的不写。")
    )
    place = forms.CharField(label=_("具体地点"), max_length=80)
    seen = long_text(_("看到什么"), 500)
    found_at = MomentField(label=_("什么时候看到的"))
    photo = photo(_("照片"), required=False)

    def __init__(self, *args: Any, compounds: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        fields: dict[str, Any] = self.fields
        fields["compound"].choices = compounds


class NoteForm(FoundForm):
    """The same by the company or the community, with who did it where known."""

    other_side = forms.CharField(
        label=_("当事人"),
        max_length=200,
        required=False,
        help_text=_("知道就写房号、姓名或者店名；加密封存，报告以后物业也看不到。"),
    )


class TipForm(FoundForm):
    """The same by a resident."""

    named = forms.BooleanField(
        label=_("同意把我的姓名告诉执法队（对方永远看不到）"), required=False
    )


class TalkForm(forms.Form):
    """How somebody was talked to."""

    text = long_text(_("怎样劝的、对方怎样说"), 500)
    at = MomentField(label=_("什么时候劝的"))


class EvidenceForm(forms.Form):
    """A picture."""

    step = forms.ChoiceField(label=_("哪一步"), choices=Evidence.Step.choices)
    photo = photo(_("照片"))


class ReferForm(forms.Form):
    """To which team."""

    team = forms.ChoiceField(label=_("移送给"))

    def __init__(self, *args: Any, teams: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        fields: dict[str, Any] = self.fields
        fields["team"].choices = teams


class WordsForm(forms.Form):
    """One sentence."""

    words = long_text(_("说明"), 300)


class OfficersForm(forms.Form):
    """Who takes it."""

    officers = forms.CharField(label=_("办案人"), max_length=80, help_text=_("两名执法人员。"))


class VisitForm(forms.Form):
    """What was seen on the spot."""

    day = DayField(label=_("哪天去的"))
    officers = forms.CharField(label=_("到场人员"), max_length=80)
    found = long_text(_("看到什么"), 300)
    ordered = forms.CharField(label=_("责令什么"), max_length=200, required=False)
    until = DayField(label=_("限期"), required=False)


class ResultForm(forms.Form):
    """What came of it."""

    result = forms.ChoiceField(label=_("结果"), choices=Referral.Result.choices)
    text = long_text(_("结果说明"), 500, help_text=_("小区和反映人会看到，不写当事人姓名。"))
    day = DayField(label=_("结果日"))


class TeamForm(forms.Form):
    """What a team takes, where, how it is reached."""

    organisation = forms.ChoiceField(label=_("执法队"))
    phone = forms.CharField(label=_("公示电话"), max_length=40)
    kinds = forms.MultipleChoiceField(
        label=_("办哪几类"), choices=KINDS, widget=forms.CheckboxSelectMultiple
    )
    areas = forms.MultipleChoiceField(label=_("哪些社区"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, organisations: Choices, areas: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        fields: dict[str, Any] = self.fields
        fields["organisation"].choices = organisations
        fields["areas"].choices = areas

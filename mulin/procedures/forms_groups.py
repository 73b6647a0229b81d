"""Forms of a procedure's group."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.ground.estate.forms import OnceForm
from mulin.law.groups import Side


class MemberForm(OnceForm):
    """Who, from which side, an owner with his room, and whether he leads."""

    side = forms.ChoiceField(label=_("哪一方"))
    name = forms.CharField(label=_("姓名"), max_length=40)
    room = forms.CharField(
        label=_("房号"), max_length=40, required=False, help_text=_("业主代表要写，如 1-2-301。")
    )
    leads = forms.BooleanField(label=_("任组长"), required=False)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        sides = [("", _("请选择")), *((side.value, side.label) for side in Side)]
        self.fields["side"].choices = sides  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """Why somebody leaves the group."""

    why = forms.CharField(label=_("为什么退出"), max_length=200)

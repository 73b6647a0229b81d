"""Shapes of what officers type about accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from mulin.ground.access.models import Membership
from mulin.ground.access.scopes import SCOPES
from mulin.ground.page.fields import DayField

USERNAME = RegexValidator(
    r"^[A-Za-z0-9._-]{3,40}$", _("用户名用 3 至 40 个字母、数字、点、横线或下划线。")
)


class NewAccountForm(forms.Form):
    """A user name for a person who is named by the address of the page."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    username = forms.CharField(label=_("用户名"), max_length=40, validators=[USERNAME], strip=True)


class ReasonForm(forms.Form):
    """Why something is done to an account: it goes on record."""

    why = forms.CharField(label=_("理由"), max_length=200, strip=True)


class JoinForm(forms.Form):
    """The code that the holder of an account read out."""

    code = forms.CharField(
        label=_("加入码"),
        max_length=20,
        strip=True,
        help_text=_("本人登录后在“我的账号”里生成，三天内有效，例如 7K4M-29QX-8DHT。"),
    )


class ColleagueField(forms.ModelChoiceField):
    """Somebody of the office, by name and user name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.person.name}（{obj.account.username}）"


def _why(example: Any) -> forms.CharField:
    return forms.CharField(label=_("理由"), max_length=200, strip=True, help_text=example)


class LeaveForm(forms.Form):
    """Who takes over from a person who leaves, and why he leaves."""

    successor = ColleagueField(
        label=_("接任的同事"),
        queryset=Membership.objects.none(),
        required=False,
        empty_label=_("没有人接任，岗位空着"),
        help_text=_("只列出在任、账号可用的同事；新同事请先任职、开账号。"),
    )
    why = _why(_("会留在记录里，例如：调离街道、合同到期。"))

    def __init__(self, colleagues: Any, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["successor"].queryset = colleagues  # type: ignore[attr-defined]


class DeputyForm(forms.Form):
    """Who stands in, and for how long."""

    deputy = ColleagueField(
        label=_("代理的同事"),
        queryset=Membership.objects.none(),
        empty_label=_("请选择"),
        help_text=_("同一单位、在任、账号可用的同事；一位也没有时，请先在“组织”里登记任职。"),
    )
    since = DayField(label=_("第一天"))
    until = DayField(label=_("最后一天"))
    why = _why(_("会留在记录里，例如：年休假、产假、外出培训。"))

    def __init__(self, colleagues: Any, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["deputy"].queryset = colleagues  # type: ignore[attr-defined]


class TokenForm(forms.Form):
    """What a program is for, what it may read, and for how long."""

    label = forms.CharField(
        label=_("用途"), max_length=60, strip=True, help_text=_("例如：区数据平台每晚取数。")
    )
    scopes = forms.MultipleChoiceField(
        label=_("可以读什么"), choices=list(SCOPES.items()), widget=forms.CheckboxSelectMultiple
    )
    until = DayField(label=_("有效至"), help_text=_("最长一年。"))

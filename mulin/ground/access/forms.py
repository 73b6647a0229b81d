"""Shapes of what officers type about accounts."""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

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

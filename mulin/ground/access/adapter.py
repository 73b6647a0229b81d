"""How allauth behaves here: nobody signs up, and a changed password is no longer an initial one."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.ground.access.actions import change_own_password
from mulin.ground.access.models import Account
from mulin.ground.access.throttle import attempts_key
from mulin.kit import clock


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by officers, never by visitors."""

    error_messages = {  # noqa: RUF012 - allauth's own attribute
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("用户名或密码不对。忘记密码请联系街道工作人员重新设置。"),
        "too_many_login_attempts": _("试错次数太多，请过几分钟再试，或联系街道工作人员。"),
        "account_inactive": _("这个账号已停用，请联系街道工作人员。"),
        "incorrect_password": _("密码不对，请再试一次。"),
        "incorrect_code": _("验证码不对，请看一下手机上最新的六位数字。"),
        "enter_current_password": _("请输入您现在的密码。"),
        "rate_limited": _("操作太频繁，请稍等片刻再试。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return attempts_key(credentials.get("username", ""))

    def set_password(self, user: Account, password: str) -> None:
        change_own_password(
            user, password, actor=getattr(self.request, "actor", None), now=clock.now()
        )

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("access:me")

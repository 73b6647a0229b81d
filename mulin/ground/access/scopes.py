"""What a token can be given. A scope never opens more than its holder may read himself."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SCOPES: Mapping[str, Promise] = {
    "register": _("房屋底册（个人信息打码）"),
    "votes": _("表决列表、参与情况和结果"),
    "tickets": _("工单列表（不含姓名、电话和情况）"),
    "hotline": _("登记热线工单（只有这一项可以写）"),
}

WRITES: Mapping[str, str] = {"/api/hotline": "hotline"}
"""Addresses at which a program may hand something over, with the scope its token needs."""

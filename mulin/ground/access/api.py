"""Who one is, for a program."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Schema

from mulin.kit.rights import acting

router = Router(tags=["账号"])


class Me(Schema):
    """The person a program acts for, and how far that reaches."""

    street: str
    name: str
    post: str
    roles: list[str]
    scopes: list[str] | None


@router.get("/me", response=Me, summary="我是谁")
def me(request: HttpRequest) -> Me:
    """街道、姓名、岗位、角色；scopes 为空值表示本人登录，不受令牌范围限制。"""
    actor = acting(request)
    scopes = None if actor.token_scopes is None else sorted(actor.token_scopes)
    roles = sorted({grant.role.value for grant in actor.grants})
    street: str = request.street.name  # type: ignore[attr-defined]
    return Me(street=street, name=actor.name, post=actor.post, roles=roles, scopes=scopes)

"""Accounts are local and global (sign-in only); a membership ties one to a person of a street."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from mulin.ground.estate.models import Person
from mulin.ground.streets.models import StreetForeignKey, StreetModel


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; an account without a password cannot sign in."""

    def create_user(self, username: str, password: str | None = None, **more: Any) -> Account:
        account = self.model(username=username, **more)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """What a person signs in with. Says nothing about who may do what.

    ``initial_until`` is set while the password is the one an officer handed out: it must be
    changed at the first sign-in, and opens nothing after that day.
    """

    username = models.CharField("用户名", max_length=60, unique=True)
    is_active = models.BooleanField("可用", default=True)
    initial_until = models.DateField("初始密码有效至", null=True, blank=True)
    created_at = models.DateTimeField("创建于", auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    class Meta:
        verbose_name = "账号"

    def __str__(self) -> str:
        return self.username


class Membership(StreetModel):
    """An account acting as a person of one street; posts decide what it may.

    ``valid_to`` is the first day on which it no longer holds.
    """

    account = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        db_constraint=False,
        db_index=False,
        related_name="memberships",
    )
    person = StreetForeignKey(Person, related_name="memberships")
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)

    ended_why = models.CharField("结束原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "成员身份"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "account", "person"], name="membership_once")
        ]
        indexes: ClassVar = [models.Index(fields=["street", "person"], name="membership_person")]

    def holds_on(self, day: date) -> bool:
        """Whether this membership is in force on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class JoinCode(models.Model):
    """A code by which the holder of an account lets one street take that account in.

    Local like accounts. Only a digest is kept; a newer code of the account puts older ones out.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="join_codes")
    digest = models.CharField(max_length=64, unique=True)
    valid_until = models.DateTimeField()

    class Meta:
        verbose_name = "加入码"


class Deputy(StreetModel):
    """Somebody stands in for a person who is away: until ``valid_to``, the last day.

    The posts that may be deputised for are read live, so that what the absent person loses, the
    deputy loses on the same day. ``ended_on`` is the first day on which it no longer holds.
    """

    away = StreetForeignKey(Person, related_name="deputies")
    deputy = StreetForeignKey(Person, related_name="deputising")
    valid_from = models.DateField("起")
    valid_to = models.DateField("止")
    why = models.CharField("事由", max_length=200)
    ended_on = models.DateField("提前结束", null=True, blank=True)

    class Meta:
        verbose_name = "代理"
        indexes: ClassVar = [
            models.Index(fields=["street", "deputy", "valid_to"], name="deputy_acting"),
            models.Index(fields=["street", "away"], name="deputy_away"),
        ]

    def holds_on(self, day: date) -> bool:
        """Whether the deputy stands in on ``day``."""
        ended = self.ended_on is not None and self.ended_on <= day
        return self.valid_from <= day <= self.valid_to and not ended


class AccessToken(StreetModel):
    """What a program shows instead of a sign-in, for one membership. Only a digest is kept.

    ``scopes`` narrow it; it never opens more than the membership's holder may himself.
    ``valid_until`` is the last day.
    """

    membership = StreetForeignKey(Membership, related_name="tokens")
    label = models.CharField("用途", max_length=60)
    digest = models.CharField(max_length=64)
    scopes = models.JSONField("范围", default=list)
    created_at = models.DateTimeField("签发于")
    valid_until = models.DateField("有效至")
    revoked_at = models.DateTimeField("撤销于", null=True, blank=True)

    class Meta:
        verbose_name = "接口令牌"
        indexes: ClassVar = [models.Index(fields=["street", "membership"], name="token_membership")]

    def __str__(self) -> str:
        return self.label

    def holds_on(self, day: date) -> bool:
        """Whether it opens anything on ``day``."""
        return self.revoked_at is None and day <= self.valid_until


class TokenUse(StreetModel):
    """One call that a program made with a token: whose, when, from where, what, and the answer."""

    token = StreetForeignKey(AccessToken, related_name="uses")
    at = models.DateTimeField()
    path = models.CharField(max_length=200)
    status = models.PositiveSmallIntegerField()
    address = models.CharField(max_length=45, blank=True)

    class Meta:
        verbose_name = "令牌使用记录"
        indexes: ClassVar = [
            models.Index(fields=["street", "token", "-at"], name="token_use_token"),
            models.Index(fields=["street", "at"], name="token_use_at"),
        ]

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

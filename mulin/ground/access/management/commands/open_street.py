"""``manage.py open_street``: a street and its first officer, in an installation without any."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from mulin.ground.access.actions import HandedOut, create_account
from mulin.ground.estate.actions.appointments import appoint
from mulin.ground.estate.actions.organisations import register_organisation
from mulin.ground.estate.actions.persons import details_of, register_person
from mulin.ground.estate.actions.streets import open_street
from mulin.ground.estate.models import Organisation
from mulin.kit import clock
from mulin.kit.rights import Refused, Role, system_actor


class Command(BaseCommand):
    help = "开通一个街道，并为第一位街道工作人员建立账号"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--code", required=True, help="街道代码，小写字母和数字，例如 yunxi")
        parser.add_argument("--name", required=True, help="街道名称")
        parser.add_argument("--region", required=True, help="区县的六位区划代码，决定适用的法规")
        parser.add_argument("--phone", default="", help="对外电话，显示在每条拒绝说明里")
        parser.add_argument("--officer", required=True, help="第一位工作人员的姓名")
        parser.add_argument("--title", default="工作人员", help="他的职务")
        parser.add_argument("--username", required=True, help="他的用户名")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                done = _open(options)
        except Refused as refused:
            raise CommandError(str(refused.refusal)) from refused
        account = done.membership.account
        self.stdout.write(f"街道“{options['name']}”已开通。")
        self.stdout.write(f"用户名：{account.username}")
        self.stdout.write(
            f"初始密码（只显示这一次，{account.initial_until} 前有效）：{done.password}"
        )


def _open(options: dict[str, Any]) -> HandedOut:
    now = clock.now()
    street = open_street(
        options["code"], options["name"], options["region"], phone=options["phone"], now=now
    )
    software = system_actor(street.pk, "安装程序")
    office = register_organisation(
        Organisation.Kind.STREET_OFFICE, f"{street.name}办事处", by=software, now=now
    )
    officer = register_person(details_of(options["officer"]), by=software, now=now)
    appoint(
        officer,
        office,
        Role.STREET_OFFICER,
        options["title"],
        since=clock.day_of(now),
        basis="系统开通",
        by=software,
        now=now,
    )
    return create_account(officer, options["username"], by=software, now=now)

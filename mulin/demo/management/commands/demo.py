"""``mulin demo``: load the demo street, or print who can sign in to it."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from mulin.demo.actions import erase_training, training_streets
from mulin.demo.profile import plan_street
from mulin.demo.sign_ins import table
from mulin.demo.story import tell
from mulin.ground.streets.models import Street
from mulin.kit import clock


class Command(BaseCommand):
    help = "装入演示街道（人名、小区均为虚构），或打印演示账号"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", type=float, default=0.1, help="1.0 为完整街道（500 个小区）")
        parser.add_argument(
            "--residents",
            action="store_true",
            help="连同住家人一起装入（压力测试，完整街道约 60 万人）",
        )
        parser.add_argument("--if-empty", action="store_true", help="库里已有街道时什么也不做")
        parser.add_argument(
            "--reset", action="store_true", help="清空演示街道再重新装入；真实街道一行也不动"
        )
        parser.add_argument("--yes", action="store_true", help="重置时不再询问")
        parser.add_argument("--sign-ins", action="store_true", help="只打印演示账号")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["sign_ins"]:
            if Street.objects.filter(slug="demo").exists():
                self.stdout.write(table())
            return
        if options["reset"]:
            self._reset(sure=options["yes"])
        elif Street.objects.exists():
            if not options["if_empty"]:
                self.stderr.write("库里已经有街道，演示街道只装入空库。")
                raise SystemExit(1)
            return
        began = time.monotonic()
        with transaction.atomic():  # all of it or nothing: a stopped load leaves an empty database
            plans = plan_street(options["scale"])
            tell(
                plans,
                now=clock.now(),
                say=lambda what: self._say(began, what),
                residents=options["residents"],
            )
        self.stdout.write(table())

    def _reset(self, *, sure: bool) -> None:
        streets = training_streets()
        if not streets:
            raise CommandError("没有可以重置的演示街道；真实街道不能重置。")
        names = "、".join(street.name for street in streets)
        if not sure and not self._agreed(names):
            raise CommandError("没有重置。")
        for street in streets:
            rows = erase_training(street)
            self.stdout.write(f"  已清空{street.name}：{rows} 行")
            self.stdout.flush()

    def _agreed(self, names: str) -> bool:
        if not sys.stdin.isatty():
            self.stderr.write(f"会清空{names}里的全部数据；确实要做，请加 --yes。")
            return False
        return input(f"会清空{names}里的全部数据，输入“重置”继续：").strip() == "重置"

    def _say(self, began: float, what: str) -> None:
        self.stdout.write(f"  {time.monotonic() - began:6.1f} 秒  {what}")
        self.stdout.flush()

"""``mulin demo``: load the demo street, or print who can sign in to it."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

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
        parser.add_argument("--sign-ins", action="store_true", help="只打印演示账号")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["sign_ins"]:
            if Street.objects.filter(slug="demo").exists():
                self.stdout.write(table())
            return
        if Street.objects.exists():
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

    def _say(self, began: float, what: str) -> None:
        self.stdout.write(f"  {time.monotonic() - began:6.1f} 秒  {what}")
        self.stdout.flush()

"""``manage.py work``: the worker process."""

from __future__ import annotations

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mulin.ground.jobs.worker import GRACE_SECONDS, LANES, WorkerProcess, drain


class Command(BaseCommand):
    help = "执行后台任务，直到收到停止信号"
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own attribute; start checked

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--lanes", type=int, default=LANES, help="同时执行几项任务")
        parser.add_argument("--grace", type=float, default=GRACE_SECONDS, help="停止前等待的秒数")
        parser.add_argument("--once", action="store_true", help="做完到期的任务就退出")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self.stdout.write(f"已执行 {drain()} 项任务")
            return
        process = WorkerProcess(lanes=options["lanes"], grace_seconds=options["grace"])
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup leaves SIGHUP ignored
                signal.signal(number, lambda *_: process.ask_to_stop())
        process.run()

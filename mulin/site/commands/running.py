"""``mulin serve``, ``work``, ``demo``: the commands that are also Django's, under people's names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.core.management import CommandError, execute_from_command_line, get_commands

from mulin.site import serve as supervisor
from mulin.site.console import Stop, say

SERVE = """用法：mulin serve

启动网页服务和后台任务，直到收到停止信号（Ctrl-C）。没有参数；端口等设置见 docs/settings.md。"""
WORK = """用法：mulin work [--lanes N] [--grace 秒] [--once]

只执行后台任务，直到收到停止信号。

  --lanes N     同时执行几项任务
  --grace 秒    停止前最多等正在做的任务多少秒
  --once        做完到期的任务就退出"""
DEMO = """用法：mulin demo [--scale 比例] [--if-empty] [--sign-ins]

在空的数据库里放入演示街道；人名、小区均为虚构。

  --scale 比例  1.0 为完整街道（500 个小区）
  --if-empty    库里已有街道时什么也不做
  --sign-ins    只打印演示账号"""
HELP = {"-h", "--help"}


def serve(words: Sequence[str]) -> int:
    """``mulin serve``: web server and worker, as ``make run`` starts them."""
    if HELP & set(words):
        say(SERVE)
        return 0
    if words:
        raise Stop("mulin serve 没有参数；端口等设置见 docs/settings.md。")
    return supervisor.main()


def django_command(name: str, usage: str) -> Callable[[Sequence[str]], int]:
    """A management command as one of ours."""

    def main(words: Sequence[str]) -> int:
        if HELP & set(words):
            say(usage)
            return 0
        if name not in get_commands():
            raise Stop(f"这个版本的程序没有 {name} 命令。")
        try:
            execute_from_command_line(["mulin", name, *words])
        except CommandError as problem:
            raise Stop(str(problem)) from problem
        return 0

    return main


work = django_command("work", WORK)
demo = django_command("demo", DEMO)

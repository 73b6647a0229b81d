"""``mulin serve``, ``work``, ``demo``: the commands that are also Django's, under people's names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.core.management import (
    BaseCommand,
    CommandError,
    get_commands,
    load_command_class,
)

from mulin.site import serve as supervisor
from mulin.site.console import Stop, say, step
from mulin.site.prepare import migrate

SERVE = """用法：mulin serve

启动网页服务和后台任务，直到收到停止信号（Ctrl-C）。没有参数；端口等设置见 docs/settings.md。"""
WORK = """用法：mulin work [--lanes N] [--grace 秒] [--once]

只执行后台任务，直到收到停止信号。

  --lanes N     同时执行几项任务
  --grace 秒    停止前最多等正在做的任务多少秒
  --once        做完到期的任务就退出"""
DEMO = """用法：mulin demo [--scale 比例] [--residents] [--if-empty] [--reset [--yes]] [--sign-ins]

在空的数据库里放入演示街道；人名、小区均为虚构。数据库还没有建的，先建好。

  --scale 比例  1.0 为完整街道（500 个小区）
  --residents   连同住家人一起装入（压力测试）
  --if-empty    库里已有街道时什么也不做
  --reset       清空演示街道再重新装入；真实街道一行也不动
  --yes         重置时不再询问
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
        app = get_commands().get(name)
        if app is None:
            raise Stop(f"这个版本的程序没有 {name} 命令。")
        command = app if isinstance(app, BaseCommand) else load_command_class(app, name)
        try:
            given = vars(command.create_parser("mulin", name).parse_args(list(words)))
        except CommandError as problem:
            told = str(problem).removeprefix("Error: ")
            raise Stop(f"参数不对（{told}）：mulin {name} --help 有说明。") from problem
        try:
            command.execute(*given.pop("args", ()), **given)
        except CommandError as problem:
            raise Stop(str(problem)) from problem
        return 0

    return main


def demo(words: Sequence[str]) -> int:
    """``mulin demo``: prepares the database first, so that it works before the first start."""
    if not {*HELP, "--sign-ins"} & set(words):
        with step("数据库"):
            migrate()
    return load_demo(words)


work = django_command("work", WORK)
load_demo = django_command("demo", DEMO)

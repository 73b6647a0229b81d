"""``mulin serve``, ``work``, ``demo``: the commands that are also Django's, under people's names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.core.management import CommandError, execute_from_command_line, get_commands

from mulin.site import serve as supervisor
from mulin.site.console import Stop


def serve(words: Sequence[str]) -> int:
    """``mulin serve``: web server and worker, as ``make run`` starts them."""
    if words:
        raise Stop("mulin serve 没有参数；端口等设置见 docs/settings.md。")
    return supervisor.main()


def django_command(name: str) -> Callable[[Sequence[str]], int]:
    """A management command as one of ours."""

    def main(words: Sequence[str]) -> int:
        if name not in get_commands():
            raise Stop(f"这个版本的程序没有 {name} 命令。")
        try:
            execute_from_command_line(["mulin", name, *words])
        except CommandError as problem:
            raise Stop(str(problem)) from problem
        return 0

    return main


work = django_command("work")
demo = django_command("demo")

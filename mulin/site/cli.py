"""``mulin``: every command in one table. Those that need no database never load Django.

Exit codes: 0 done, 1 the answer is no (a broken chain, faults in a file), 2 the input or the
installation cannot be used; each with one sentence on standard error, never a traceback.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from mulin.site.console import Stop, complain, say


@dataclass(frozen=True)
class Command:
    """``target`` is ``module:function``, imported when the command is run and not before."""

    usage: str
    does: str
    target: str
    database: bool = True

    @property
    def name(self) -> str:
        return self.usage.split()[0]


RECOUNT = "mulin.portable"
COMMANDS = (
    Command("tally FILE", "从一份表决记录重新计票", f"{RECOUNT}.tally:main", database=False),
    Command(
        "verify FILE [--anchor HASH]",
        "核对一份表决记录：重新计票，逐个核对校验值",
        f"{RECOUNT}.verify:main",
        database=False,
    ),
    Command("verify DIR", "核对一份备份", "mulin.site.commands.backup_check:main", database=False),
    Command(
        "verify [--anchor HASH]",
        "逐环核对各街道的存证链，并重新计票；印出的链头是否在链上",
        "mulin.site.commands.record:verify_chains",
    ),
    Command(
        "timetable PROCESS --region CODE --anchor DATE [--json]",
        "推算一个程序的每一步最迟哪天办、依据哪一条",
        f"{RECOUNT}.timetable:main",
        database=False,
    ),
    Command(
        "process check FILE",
        "检查一个程序文件，逐条说明哪里不对",
        f"{RECOUNT}.process_check:main",
        database=False,
    ),
    Command(
        "import-roster FILE --street CODE --compound CODE [--dry-run]",
        "导入房屋和业主名册；有错就整份不写，并指出每一处",
        f"{RECOUNT}.import_roster:main",
    ),
    Command(
        "import-official FILE NUMBER --ballots N --system NAME",
        "导入官方投票系统的票，和纸质票一起封存、一起计",
        f"{RECOUNT}.import_official:main",
    ),
    Command(
        "export decision NUMBER --to FILE [--public]",
        "导出一次表决的记录、结果和证明",
        f"{RECOUNT}.export:main",
    ),
    Command(
        "backup DIR [--with-keys]", "备份数据库和文书", "mulin.site.commands.backup:make_backup"
    ),
    Command(
        "restore DIR [--replace]",
        "从备份恢复，并核对行数和存证链",
        "mulin.site.commands.backup:restore_backup",
    ),
    Command("serve", "启动网页服务和后台任务", "mulin.site.commands.running:serve", database=False),
    Command("work", "只执行后台任务", "mulin.site.commands.running:work"),
    Command(
        "jobs [--retry ID] [--why ID]",
        "后台任务有没有在做，哪些没做成",
        "mulin.site.commands.jobs:main",
    ),
    Command("seal", "立即链入各街道的存证链", "mulin.site.commands.record:seal"),
    Command(
        "demo [--reset]",
        "在空的数据库里放入演示街道，或把它重置",
        "mulin.site.commands.running:demo",
    ),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    return _guarded(lambda: _dispatch(words))


def _dispatch(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help", "help"):
        say(overview())
        return 0 if words else 2
    command = choose(words)
    if command is None:
        raise Stop(f"没有 {words[0]} 这个命令；mulin --help 列出了全部命令。")
    return run(command, words[1:])


def overview() -> str:
    """What ``mulin --help`` prints."""
    width = max(len(command.usage) for command in COMMANDS)
    lines = [f"  mulin {command.usage:<{width}}  {command.does}" for command in COMMANDS]
    return "\n".join(
        [
            "睦邻命令行。每个命令后面加 --help 有说明。",
            "",
            *lines,
            "",
            "退出码：0 成功；1 结果是否定的；2 输入不能用。",
        ]
    )


def choose(words: Sequence[str]) -> Command | None:
    """The command meant: ``verify`` means a record, a backup or the database, by what follows."""
    named = [command for command in COMMANDS if command.name == words[0]]
    if words[0] != "verify":
        return named[0] if named else None
    rest = [word for word in words[1:] if word not in ("-h", "--help")]
    record, backup, chains = named
    if not rest:
        return chains if len(words) == 1 else record
    if (rest[0] == "--anchor" and len(rest) < 3) or rest[0].startswith("--anchor="):
        return chains if len(rest) == len(words) - 1 and len(rest) < 3 else record
    return backup if len(rest) == 1 and Path(rest[0]).is_dir() else record


def run(command: Command, words: Sequence[str]) -> int:
    """Import the command's module, with Django set up where it needs the database, and call it."""
    if command.database:
        import_module("mulin.site.prepare").load()
    module, _, function = command.target.partition(":")
    try:
        call = getattr(import_module(module), function)
    except ModuleNotFoundError as problem:
        if problem.name != module:
            raise
        raise Stop(f"这个版本的程序还没有 mulin {command.name}。") from None
    return int(call(words))


def _guarded(call: Callable[[], int]) -> int:
    """Troubles of files and databases become sentences."""
    try:
        return call()
    except Stop as stop:
        complain(str(stop))
        return 2
    except KeyboardInterrupt:
        complain("已中断。")
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (``| head``); nothing more is to be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as problem:
        what = f" {problem.filename}" if problem.filename else ""
        complain(f"无法读写{what}：{problem.strerror or problem}。")
        return 2
    except Exception as problem:
        if "django" not in sys.modules or not _is_database_error(problem):
            raise
        complain(import_module("mulin.site.prepare").bad_database(problem))
        return 2


def _is_database_error(problem: Exception) -> bool:
    return isinstance(problem, import_module("django.db").DatabaseError)


if __name__ == "__main__":
    sys.exit(main())

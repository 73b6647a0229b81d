"""Reading the words after a command, with Chinese headings and one sentence per mistake."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

from mulin.site.console import complain

_MISTAKES = (
    (r"the following arguments are required: (.*)", r"缺少 \1"),
    (r"unrecognized arguments: (.*)", r"多出了 \1"),
    (r"argument (\S+): expected one argument", r"\1 后面缺少内容"),
    (r"argument (\S+): invalid \w+ value: (.*)", r"\1 的内容 \2 不合要求"),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.*)\)", r"\1 不能是 \2，可以是 \3"),
)


class Words(argparse.ArgumentParser):
    """An argument parser that speaks Chinese; mistakes exit with 2."""

    def __init__(self, command: str, does: str, **options: Any) -> None:
        super().__init__(prog=f"mulin {command}", description=does, add_help=False, **options)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "用法：", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        for pattern, told in _MISTAKES:
            if re.fullmatch(pattern, message):
                message = re.sub(pattern, told, message)
        complain(f"{message}。{self.prog} --help 有说明。")
        self.exit(2)

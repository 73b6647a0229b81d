"""What of a page still speaks Chinese to a reader of English, and is a text of ours."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser

from mulin.site import translations

CHINESE = re.compile(r"[㐀-鿿]")
BLANK = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
KEPT = {"简体中文", "中文"}
"""The name of a language is written in that language."""


VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class _Texts(HTMLParser):
    """The texts a person reads, without scripts, styles and what says it is Chinese."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0
        self._chinese = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._chinese or ((given.get("lang") or "").startswith("zh") and tag != "html"):
            self._chinese += tag not in VOID
            return
        self._silent += tag in {"script", "style", "textarea"}
        for name in ("title", "aria-label", "placeholder", "alt"):
            self.found.append(given.get(name) or "")

    def handle_endtag(self, tag: str) -> None:
        if self._chinese:
            self._chinese -= 1
            return
        self._silent -= tag in {"script", "style", "textarea"}

    def handle_data(self, data: str) -> None:
        if not self._silent and not self._chinese:
            self.found.append(data)


@cache
def ours() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Every Chinese text of the product: whole ones, and those with blanks as patterns."""
    whole: set[str] = set()
    blanks: list[re.Pattern[str]] = []
    for message in translations.gather():
        texts = message.id if isinstance(message.id, tuple | list) else (message.id,)
        for text in filter(CHINESE.search, map(str, texts)):
            words = BLANK.split(text.replace("%%", "%"))
            if len(words) == 1:
                whole.add(text.strip())
            elif max(len(CHINESE.findall(word)) for word in words) > 3:
                blanks.append(re.compile(".+".join(map(re.escape, words)), re.DOTALL))
    return frozenset(whole - KEPT), tuple(blanks)


def chinese_of_ours(html: str, names: frozenset[str] = frozenset()) -> list[str]:
    """Texts of the product that a page shows in Chinese; ``names`` are what the street calls its own."""
    parser = _Texts()
    parser.feed(html)
    whole, blanks = ours()
    texts = {" ".join(text.split()) for text in parser.found if CHINESE.search(text)}
    return sorted(
        text
        for text in texts - names
        if text in whole or any(pattern.fullmatch(text) for pattern in blanks)
    )

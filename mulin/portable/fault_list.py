"""The faults of a roster as a list: grouped by rule, searched, filtered, page by page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from mulin.ground.page.columns import Pager, ShownFilter
from mulin.ground.page.listing import Listing, _around, _whole
from mulin.ground.words import shown
from mulin.kit.words import kept, said_again
from mulin.portable.roster_faults import Fault

KINDS = 40
"""Kinds of fault that are counted apart; a file with more has the rarest under the last."""
PER_PAGE = 20
_VARIABLE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-/%]*|（[^）]*）")

Row = Mapping[str, Any]


def kind_of(rule: str) -> str:
    """A rule without the rooms, rows and figures in it: what makes two faults of one kind."""
    return _VARIABLE.sub("…", rule)


def kinds_of(faults: Iterable[Fault]) -> list[list[Any]]:
    """Kind, an example of its rule, how many: the most frequent first."""
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for fault in faults:
        kind = kind_of(fault.rule)
        counts[kind] += 1
        examples.setdefault(kind, fault.rule)
    return [[kind, kept(examples[kind]), count] for kind, count in counts.most_common(KINDS)]


def told(summary: dict[str, Any]) -> dict[str, Any]:
    """A summary whose sentences can be read in any language again."""
    again = {
        "notes": [said_again(note) for note in summary.get("notes", ())],
        "controls": [[said_again(w) for w in pair] for pair in summary.get("controls", ())],
        "kinds": [[kind, said_again(rule), n] for kind, rule, n in summary.get("kinds", ())],
        "error": said_again(summary.get("error", "")),
    }
    return {**summary, **again}


class FaultList(Listing):
    """A :class:`Listing` over the faults a batch keeps."""

    exportable = False

    def __init__(
        self, request: HttpRequest, faults: Sequence[Row], kinds: Sequence[Sequence[Any]]
    ) -> None:
        self.request = request
        faults = [{**fault, "rule": said_again(fault["rule"])} for fault in faults]
        self.table = ()
        self.per_page = PER_PAGE
        self.searches = ("value",)
        self.words = request.GET.get("q", "").strip()[:100]
        self.sort = (None, False)
        sheets = list(dict.fromkeys(str(fault["sheet"]) for fault in faults))
        choices = (
            (
                "rule",
                _("错误"),
                [(str(n), _short(said_again(rule))) for n, (_k, rule, _c) in enumerate(kinds)],
            ),
            ("sheet", _("工作表"), [(str(n), name[:24]) for n, name in enumerate(sheets)]),
        )
        self.filters = tuple(
            ShownFilter(key, label, offered, _value(offered, request.GET.get(key, "")))
            for key, label, offered in choices
            if len(offered) > 1
        )
        chosen = {f.key: f.chosen for f in self.filters}
        kind = kinds[int(chosen["rule"])][0] if chosen.get("rule") else ""
        sheet = sheets[int(chosen["sheet"])] if chosen.get("sheet") else ""
        self._found = [f for f in faults if self._fits(f, kind, sheet)]

    @cached_property
    def rows(self) -> list[Any]:
        """The faults of this page."""
        start = (self.pager.number - 1) * self.per_page
        return self._found[start : start + self.per_page]

    @cached_property
    def pager(self) -> Pager:
        """Where in the list this page is."""
        total = len(self._found)
        pages = max(1, -(-total // self.per_page))
        number = min(max(1, _whole(self.request.GET.get("page", "1"))), pages)
        return Pager(
            number=number,
            per_page=self.per_page,
            on_page=min(self.per_page, total - (number - 1) * self.per_page),
            total=total,
            capped=False,
            after=number + 1 if number < pages else 0,
            pages=_around(number, pages, number < pages),
        )

    def _fits(self, fault: Row, kind: str, sheet: str) -> bool:
        if (kind and kind_of(fault["rule"]) != kind) or (sheet and fault["sheet"] != sheet):
            return False
        text = f"{fault['sheet']} {fault['cell']} {fault['value']} {fault['rule']}"
        text = f"{text} {shown(fault['rule'])}".lower()
        return all(word in text for word in self.words.lower().split())


def _value(offered: Sequence[tuple[str, str]], asked: str) -> str:
    return asked if any(asked == value for value, _word in offered) else ""


def _short(rule: str) -> str:
    words = shown(rule)
    return words if len(words) <= 28 else f"{words[:27]}…"

"""A crawler that follows every link and looks at every form a role is offered."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

MOST_OF_A_SHAPE, MOST_VOTES = 2, 14
OF_A_VOTE = ("/votes/·/?", "/votes/·/ceremony/?")
"""Each vote of the demo is in another state."""
LINK = re.compile(r'(?:href|src)="([/?][^"#]*)"')
FORM = re.compile(r'(?:action|formaction|hx-get|hx-post|data-m-unmask)="(/[^"#]*)"')
NOT_FOLLOWED = ("/static/", "/i18n/", "/logout/", "/language/")
FILES = re.compile(
    r"\.(?:pdf|json)(?:\?|$)|[?&]export=|/(?:thumbnail|template/\w+|errors|posters/[^/]+)/"
)
"""Files take their time to make: one of each shape is fetched in a run of tests."""
RAW = ("<c-", "{{", "{%", "{#", "UndefinedVariable")
SEALED = re.compile(r"(?<!\d)141\d{8}(?!\d)|(?<!\d)0\d{5}(?:19|20)\d{6}\d{3}[0-9X](?!\d)")


_made = set[str]()


@dataclass
class Crawl:
    """What one visitor met: the status and the text of each address, and the names he came by."""

    client: Client
    status: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def walk(self, starts: Iterable[str]) -> Crawl:
        """Follow links breadth first, a few addresses of each shape."""
        shapes: dict[str, int] = {}
        queue = deque(starts)
        while queue:
            path = queue.popleft()
            self._note(path)
            if path in self.status or any(part in path for part in NOT_FOLLOWED):
                continue
            shape = shape_of(path)
            shapes[shape] = shapes.get(shape, 0) + 1
            if FILES.search(path):
                if shape in _made:
                    continue
                _made.add(shape)
            most = MOST_VOTES if shape in OF_A_VOTE else MOST_OF_A_SHAPE - ("=" in path)
            if shapes[shape] <= most:
                queue.extend(self._open(path))
        return self

    def _open(self, path: str) -> list[str]:
        response = self.client.get(path, follow=True)
        self.status[path] = response.status_code
        for url, _ in response.redirect_chain:
            self._note(url)
        if "text/html" not in response.get("Content-Type", ""):
            return []
        text = response.content.decode()
        self.texts[path] = text
        for form in FORM.findall(text):
            self._note(unescape(form))
        return [urljoin(path, unescape(link)) for link in LINK.findall(text)]

    def _note(self, path: str) -> None:
        if path.startswith("/static/"):
            return
        try:
            self.names.add(resolve(urlsplit(path).path).view_name)
        except Resolver404:
            self.status.setdefault(path, 404)


def shape_of(path: str) -> str:
    """An address without its identifiers, with the names of its parameters."""
    parts = urlsplit(path)
    keys = sorted(pair.partition("=")[0] for pair in parts.query.split("&") if pair)
    plain = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z]{2}-\d{4}-\d+|\d+", "·", parts.path)
    return f"{plain}?{'&'.join(keys)}"


def faults(path: str, text: str) -> list[str]:
    """Raw tags, and telephone or identity numbers in the clear."""
    body = re.sub(r"<script.*?</script>", "", text, flags=re.S)
    found = [f"{path}: {mark}" for mark in RAW if mark in body]
    return found + [f"{path}: {number}" for number in SEALED.findall(body)]

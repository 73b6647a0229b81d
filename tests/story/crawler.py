"""A crawler that follows every link and looks at every form a role is offered."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

MOST_OF_A_SHAPE, MOST_OF_EACH, MOST_PARAMETERS = 2, 24, 2
EACH = {
    "assembly:poll": "each vote of the demo is in another state",
    "assembly:ceremony": "the same",
    "assembly:objections": "the same",
    "access:account": "somebody left, somebody is on leave, somebody has a token",
    "procedures:step": "each step stands otherwise",
    "meetings:issue": "each issue stands otherwise",
    "meetings:meeting": "each meeting stands otherwise",
    "pacts:version": "each version stands otherwise",
    "committees:body": "each body stands otherwise",
    "committees:meeting": "the same",
    "committees:panel": "the same",
    "committees:petition": "the same",
    "workshop:advice_one": "each piece of advice stands otherwise",
    "workshop:mandate": "each mandate stands otherwise",
    "workshop:report": "each month stands otherwise",
    "workshop:request": "each request stands otherwise",
    "works:project": "each stairwell is in another phase",
    "works:subsidy": "one is applied for, one was received, the others wait",
    "works:photos": "one house of the demo was photographed",
}
"""Addresses of which every object is opened, each with the reason."""
LINK = re.compile(r'(?:href|src)="([/?][^"#]*)"')
FORM = re.compile(r'(?:action|formaction|hx-get|hx-post|data-m-unmask)="(/[^"#]*)"')
SAME_FOR_ALL = ("law:", "record:heads", "record:street_heads")
"""Pages that know no reader: what the first who signed in has seen is not opened again."""
NOT_FOLLOWED = ("/static/", "/i18n/", "/logout/", "/language/")
FILES = re.compile(
    r"\.(?:pdf|json|docx|zip|txt)(?:\?|$)|[?&]export=|/(?:thumbnail|template/\w+|errors|posters/[^/]+)/"
)
"""Files take their time to make, and filters combine without end: one of each shape is fetched in a
run of tests."""
RAW = ("<c-", "{{", "{%", "{#", "UndefinedVariable")
TEACHES = "/texts/"
"""Pages that show the language of texts, braces and all."""
SEALED = re.compile(r"(?<!\d)141\d{8}(?!\d)|(?<!\d)0\d{5}(?:19|20)\d{6}\d{3}[0-9X](?!\d)")


_once = set[str]()


@dataclass
class Crawl:
    """What one visitor met: the status and the text of each address, and the names he came by."""

    client: Client
    signed_in: bool
    status: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    led: dict[str, str] = field(default_factory=dict)
    """Each address that a page links to, and the first page that does."""

    def walk(self, starts: Iterable[str]) -> Crawl:
        """Follow links breadth first, a few addresses of each shape."""
        shapes: dict[str, int] = {}
        queue = deque(starts)
        while queue:
            path = queue.popleft()
            self._note(path)
            if path in self.status or any(part in path for part in NOT_FOLLOWED):
                continue
            name, keys = shape_of(path)
            shape = f"{name}?{'&'.join(keys)}"
            shapes[shape] = shapes.get(shape, 0) + 1
            if FILES.search(path) or len(keys) > 1:
                if shape in _once:
                    continue
                _once.add(shape)
            if self.signed_in and name.startswith(SAME_FOR_ALL):
                if path in _once:
                    continue
                _once.add(path)
            most = MOST_OF_EACH if name in EACH and not keys else MOST_OF_A_SHAPE - bool(keys)
            if shapes[shape] <= most and len(keys) <= MOST_PARAMETERS:
                queue.extend(self._open(path))
        return self

    def _open(self, path: str) -> list[str]:
        response = self.client.get(path, follow=True)
        self.status[path] = response.status_code
        for url, _ in response.redirect_chain:
            self._note(url)
        if path.startswith("/api/") and not response.streaming:
            self.texts[path] = response.content.decode()
        if "text/html" not in response.get("Content-Type", ""):
            return []
        text = response.content.decode()
        self.texts[path] = text
        for form in FORM.findall(text):
            self._note(unescape(form))
        links = [urljoin(path, unescape(link)) for link in LINK.findall(text)]
        for link in links:
            self.led.setdefault(link, path)
        return links

    def _note(self, path: str) -> None:
        if path.startswith("/static/"):
            return
        name = _name_of(urlsplit(path).path)
        if name is None:
            self.status.setdefault(path, 404)
        else:
            self.names.add(name)


def shape_of(path: str) -> tuple[str, list[str]]:
    """The name of an address, and of its parameters."""
    parts = urlsplit(path)
    keys = sorted({pair.partition("=")[0] for pair in parts.query.split("&") if pair})
    return _name_of(parts.path) or parts.path, keys


@lru_cache(maxsize=100_000)
def _name_of(path: str) -> str | None:
    """The name of an address, looked for once: every page links to the same ones."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return None


def faults(path: str, text: str) -> list[str]:
    """Raw tags, and telephone or identity numbers in the clear."""
    body = re.sub(r"<script.*?</script>", "", text, flags=re.S)
    raw = RAW[:1] if path.startswith(TEACHES) else RAW
    found = [f"{path}: {mark}" for mark in raw if mark in body]
    return found + [f"{path}: {number}" for number in SEALED.findall(body)]

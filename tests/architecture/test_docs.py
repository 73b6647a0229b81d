"""What the pages of docs point to exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("mulin/**/*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
PLACE = re.compile(r"`((?:mulin|tests|docs|bench)/[\w./-]+)`")
PLACEHOLDER = re.compile(r"NNNN|…|<|\*")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_and_every_named_file_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [link for link in LINK.findall(text) if "://" not in link and ":" not in link]
    lost = [link for link in links if not (page.parent / link).exists()]
    lost += [
        place
        for place in PLACE.findall(text)
        if not PLACEHOLDER.search(place) and not (ROOT / place.rstrip("/.")).exists()
    ]
    assert lost == []


def test_every_decision_has_a_number_of_its_own_and_a_title() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [page.name[:4] for page in pages]
    assert len(set(numbers)) == len(numbers)
    for page in pages:
        assert re.match(r"\d{4}-[a-z0-9-]+\.md$", page.name), page.name
        assert page.read_text(encoding="utf-8").startswith("# "), page.name


def test_a_region_can_be_added_by_following_its_page() -> None:
    page = (ROOT / "docs" / "how-to" / "add-a-region.md").read_text(encoding="utf-8")
    regions = {path.stem for path in (ROOT / "mulin/law/regions").glob("[a-z]*.py")}
    assert regions, "no region is left"
    assert "mulin/law/regions/" in page

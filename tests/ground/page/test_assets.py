"""What browsers receive: styles that old WeChat views understand, classes that exist, strict CSP."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.checks import Error
from django.template import engines
from django.test import override_settings

from mulin.site import assets

ROOT = Path(__file__).resolve().parents[3] / "mulin"
STATIC = ROOT / "ground" / "page" / "static" / "app"
TEMPLATES = sorted(p for p in ROOT.rglob("templates/**/*.html"))
STYLES = sorted(path for path in ROOT.rglob("*.css") if "static" in path.parts)
SCRIPTS = sorted(STATIC.rglob("*.js"))

LATER_THAN_86 = {
    "inset shorthand (87)": r"[{;\s]inset\s*:",
    "padding/margin-inline shorthand (87)": r"(padding|margin)-(inline|block)\s*:",
    "aspect-ratio (88)": r"aspect-ratio\s*:",
    ":is, :where (88)": r":(is|where)\(",
    ":has (105)": r":has\(",
    "@layer (99)": r"@layer",
    "@container (105)": r"@container",
    "color-mix (111)": r"color-mix\(",
    "dvh units (108)": r"\d(dvh|svh|lvh)\b",
    "nesting (112)": r"[{;]\s*&",
}
SCRIPT_LATER_THAN_86 = {
    "Array.at (92)": r"\.at\(-?\d",
    "structuredClone (98)": r"structuredClone\(",
    "randomUUID (92)": r"randomUUID\(",
    "top-level await (89)": r"^await ",
    "private methods in": r"#\w+ in ",
}


@pytest.mark.parametrize("path", STYLES, ids=lambda p: p.name)
def test_styles_use_nothing_newer_than_chromium_86(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    assert [name for name, bad in LATER_THAN_86.items() if re.search(bad, text)] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.name)
def test_scripts_use_nothing_newer_than_chromium_86(path: Path) -> None:
    text = path.read_text()
    found = [n for n, bad in SCRIPT_LATER_THAN_86.items() if re.search(bad, text, flags=re.M)]
    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_template_compiles_and_keeps_to_the_strict_policy(path: Path) -> None:
    text = path.read_text()
    name = str(path).split("/templates/", 1)[1]
    engines["django"].get_template(name)
    assert not re.search(r"\sstyle\s*=", text), "style attribute: use a class or an SVG attribute"
    assert not re.search(r"\son(?!ce=)[a-z]+\s*=\s*[\"']", text), (
        "inline handler: use a data-m- mark"
    )
    assert not re.search(r"<script(?![^>]*\b(src|type=\"application/json\"))", text), (
        "inline script"
    )
    assert not re.search(r"https?://(?!www\.w3\.org)", text), "an address outside this site"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_class_of_ours_in_a_template_is_styled(path: Path) -> None:
    styled = set(re.findall(r"\.(m-[\w-]+)", "".join(p.read_text() for p in STYLES)))
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "\0", path.read_text(), flags=re.S)
    used = {
        name
        for value in re.findall(r"class=\"([^\"]*)\"", text)
        for name in value.replace("\0", " \0").split()
        if name.startswith("m-") and not name.endswith("-")
    }
    assert sorted(used - styled) == []


def test_every_white_listed_asset_is_found_and_nothing_else_is() -> None:
    for name in assets.ASSETS:
        assert Path(str(finders.find(name))).exists()
    assert finders.find("vendor/tabler/tabler.min.js") is None
    assert finders.find("@tabler/core/package.json") is None
    listed = [name for name, _ in assets.NodeAssetsFinder().list(None)]
    assert listed == list(assets.ASSETS)


def test_a_missing_asset_is_an_error_that_says_what_to_run(tmp_path: Path) -> None:
    with override_settings(NODE_MODULES=tmp_path):
        found = assets.NodeAssetsFinder().check()
    assert [type(problem) for problem in found] == [Error] * len(assets.ASSETS)
    assert "npm ci" in str(found[0].hint)


def test_files_are_hashed_compressed_and_modules_point_at_hashed_files(
    tmp_path: Path, settings: object
) -> None:
    with override_settings(STATIC_ROOT=tmp_path):
        storage = assets.AssetStorage(location=str(tmp_path), base_url="/static/")
        paths = {}
        for finder in (
            finders.AppDirectoriesFinder(["mulin.ground.page"]),
            assets.NodeAssetsFinder(),
        ):
            for name, source in finder.list([]):
                with source.open(name) as file:
                    storage.save(name, file)
                paths[name] = (storage, name)
        problems = [
            error for *_, error in storage.post_process(paths) if isinstance(error, Exception)
        ]
    assert problems == []
    app = storage.hashed_files["app/app.js"]
    assert re.search(r"js/menus\.[0-9a-f]{12}\.js", (tmp_path / app).read_text())
    assert (tmp_path / f"{storage.hashed_files['app/console.css']}.gz").exists()
    assert storage.hashed_files["vendor/tabler/tabler.min.css"].endswith(".css")

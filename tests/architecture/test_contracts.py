"""Imports only go downstairs, and no package stays out of the contracts."""

from __future__ import annotations

import tomllib
from importlib.util import find_spec
from typing import Any

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.architecture.source import HOUSE, ROOT

TABLE: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
FLOORS, APPS = TABLE["contracts"][0], TABLE["contracts"][1]


def test_every_contract_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def _packages() -> set[str]:
    """Every app and every plain package at the top, as the floors name them."""
    found = {
        path.parent.relative_to(HOUSE).as_posix().replace("/", ".")
        for path in HOUSE.rglob("apps.py")
    }
    plain = {p.name for p in HOUSE.iterdir() if (p / "__init__.py").exists()}
    groups = {name.split(".")[0] for name in found if "." in name}
    return found | (plain - groups)


def test_every_package_stands_on_a_floor() -> None:
    named = {name.strip("() ") for layer in FLOORS["layers"] for name in layer.split("|")}
    assert _packages() | {"ground.words"} == named


def test_every_app_keeps_the_order_of_files() -> None:
    apps = {f"mulin.{name}" for name in _packages() if find_spec(f"mulin.{name}.apps")}
    # Roofs assemble, secrets are functions: neither has verbs and questions of its own.
    roofs = {"mulin.site", "mulin.demo", "mulin.ground.secrets"}
    assert apps - roofs == set(APPS["containers"])

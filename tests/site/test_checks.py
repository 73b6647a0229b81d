"""Each system check finds what it is for, says what to do, and is listed for operators."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from mulin.site import checks
from mulin.site.config import Config
from mulin.site.given import bad_settings

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


def ids(found: Any) -> list[str]:
    return [message.id for message in found]


def test_every_setting_is_on_the_settings_page_with_its_default() -> None:
    for name, field in Config.model_fields.items():
        row = re.search(rf"^\| `MULIN_{name.upper()}`(.*)$", PAGE, re.MULTILINE)
        assert row, f"docs/settings.md does not tell of MULIN_{name.upper()}"
        default = {True: "1", False: "0"}.get(field.default, field.default)
        if default != "" and not isinstance(default, Path):
            assert f"`{default}`" in row.group(1)


def test_every_check_is_on_the_settings_page_and_no_other() -> None:
    source = (ROOT / "mulin" / "site" / "checks.py").read_text(encoding="utf-8")
    source += (ROOT / "mulin" / "site" / "assets.py").read_text(encoding="utf-8")
    made = set(re.findall(r'id="(mulin\.[EW]\d+)"', source))
    assert made == set(re.findall(r"\| `(mulin\.[EW]\d+)` \|", PAGE))


def test_every_check_says_what_to_do() -> None:
    source = (ROOT / "mulin" / "site" / "checks.py").read_text(encoding="utf-8")
    assert source.count("hint=") >= source.count('id="mulin.') - 1


def test_a_sound_installation_passes(settings: Any, tmp_path: Path) -> None:
    settings.VAR, settings.PAPERS_ROOT = tmp_path, tmp_path / "papers"
    settings.MULIN_KEY_FILE = tmp_path / "keys" / "master.key"
    for check in (
        checks.check_folders,
        checks.check_keys,
        checks.check_addresses,
        checks.check_time_zone,
    ):
        assert ids(check()) == []


def test_a_folder_that_cannot_be_written_is_found(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAR, settings.PAPERS_ROOT = tmp_path / "var", tmp_path / "papers"
    monkeypatch.setattr(checks.os, "access", lambda path, mode: path != tmp_path)
    assert ids(checks.check_folders()) == ["mulin.E110", "mulin.E110"]


def test_a_key_file_that_is_named_must_be_there(settings: Any, tmp_path: Path) -> None:
    settings.VAR, settings.MULIN_KEY_FILE = tmp_path, tmp_path / "elsewhere" / "master.key"
    assert ids(checks.check_keys()) == ["mulin.E111"]


def test_a_key_file_others_can_read_is_found(settings: Any, tmp_path: Path) -> None:
    settings.MULIN_KEY_FILE = tmp_path / "master.key"
    settings.MULIN_KEY_FILE.write_text("{}")
    settings.MULIN_KEY_FILE.chmod(0o640)
    assert ids(checks.check_keys()) == ["mulin.E112"]
    settings.MULIN_KEY_FILE.chmod(0o600)
    assert ids(checks.check_keys()) == []


@pytest.mark.parametrize(
    ("url", "hosts", "found"),
    [
        ("https://mulin.example", ["mulin.example"], []),
        ("https://a.mulin.example", [".mulin.example"], []),
        ("https://mulin.example", ["*"], []),
        ("https://mulin.example", ["localhost"], ["mulin.E121"]),
        ("mulin.example", ["mulin.example"], ["mulin.E120"]),
        ("https://mulin.example/path", ["mulin.example"], ["mulin.E120"]),
        ("", ["localhost"], []),
    ],
)
def test_the_printed_address_must_be_one_the_site_answers_to(
    settings: Any, url: str, hosts: list[str], found: list[str]
) -> None:
    settings.MULIN_PUBLIC_URL, settings.ALLOWED_HOSTS = url, hosts
    assert ids(checks.check_addresses()) == found


def test_what_is_fine_at_home_is_told_before_residents_come(settings: Any, tmp_path: Path) -> None:
    settings.DEBUG, settings.ALLOWED_HOSTS, settings.SESSION_COOKIE_SECURE = True, ["*"], False
    settings.MULIN_PUBLIC_URL = ""
    settings.VAR, settings.MULIN_KEY_FILE = tmp_path, tmp_path / "keys" / "master.key"
    assert {"mulin.E200", "mulin.W201", "mulin.W202", "mulin.W203", "mulin.W205"} <= set(
        ids(checks.check_production())
    )
    settings.DEBUG, settings.ALLOWED_HOSTS = False, ["mulin.example"]
    settings.SESSION_COOKIE_SECURE = True
    assert "mulin.W206" in ids(checks.check_production())
    settings.MULIN_PROXIES = 1
    settings.MULIN_PUBLIC_URL = "https://mulin.example"
    settings.MULIN_KEY_FILE = Path("/etc/mulin/master.key")
    assert set(ids(checks.check_production())) <= {"mulin.W204"}


@pytest.mark.django_db
def test_the_database_of_the_tests_is_new_enough() -> None:
    assert ids(checks.check_database(databases=["default"])) == []


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"PORT": "abc"}, "PORT 现在是 'abc'，应为整数"),
        ({"MULIN_PORT": "0"}, "MULIN_PORT 现在是 '0'，不能小于 1"),
        ({"PORT": "70000"}, "PORT 现在是 '70000'，不能大于 65535"),
        ({"DEBUG": "maybe"}, "DEBUG 现在是 'maybe'，应为 1 或 0"),
        ({"MULIN_WEB_THREADS": "99"}, "MULIN_WEB_THREADS 现在是 '99'，不能大于 64"),
    ],
)
def test_a_bad_setting_is_told_by_the_name_it_was_given(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], sentence: str
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError) as caught:
        Config()
    assert sentence in bad_settings(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "mysql://mulin:geheim@db/mulin",
        "postgresql://mulin:geheim@db:port/mulin",
        "postgresql://mulin:geheim@db",
        "geheim",
    ],
)
def test_a_wrong_database_address_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ValidationError) as caught:
        Config()
    told = bad_settings(caught.value)
    assert "DATABASE_URL 应形如 postgresql://" in told
    assert "geheim" not in told


@pytest.mark.parametrize(
    "address",
    [
        "",
        "postgresql:///mulin?host=/run/postgresql",
        "postgres://mulin@localhost/mulin",
        "postgresql://mulin:p@ss%2Fw:rd@10.0.0.8:5432/mulin?sslmode=require",
        "postgresql://mulin@[::1]:5432/mulin",
    ],
)
def test_the_ways_to_write_a_database_address_are_taken(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    assert Config().database_url == address

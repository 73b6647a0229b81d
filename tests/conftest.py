"""What every test may ask for: the cast, who acts, a browser for each of them, a day.

Tables are made from the models, not by migrations (``tests/architecture`` proves that both give
the same tables, on SQLite and PostgreSQL), and the cast is written once per run.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.utils import timezone, translation

from mulin.decide.assembly import keys
from mulin.ground.access.models import Account
from mulin.ground.streets.models import Street
from mulin.ground.streets.testing import street_guard
from mulin.kit.rights import Actor
from tests import cast as casting
from tests.cast import Cast
from tests.one_fact import one_fact_each

TODAY = date(2026, 3, 2)
"""A Monday. Pages read the real clock; the cast holds on both days."""
NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


STRETCHED_IN_PRODUCTION = keys.STRETCH
STRETCHED_LIGHTLY = {**keys.STRETCH, "n": 2**4}
"""Four passphrases are put away for each vote that a test plays with: a fifth of a second."""


def pytest_configure(config: pytest.Config) -> None:
    """Fast hashing, no manifest of static files, a cache in memory; everything else is as in production."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {n: {"BACKEND": memory, "LOCATION": n} for n in ("default", "figures")}
    settings.ALLOWED_HOSTS = ["*"]
    keys.STRETCH = STRETCHED_LIGHTLY


@pytest.fixture(autouse=True)
def own_tongue() -> Iterator[None]:
    """A page asked for in English leaves its thread English; the next test begins in ours."""
    yield
    translation.deactivate()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only", action="store_true", help="leave out what asks no database at all"
    )


def _asks_a_database(item: pytest.Item) -> bool:
    names = getattr(item, "fixturenames", ())
    return (
        item.get_closest_marker("django_db") is not None
        or "db" in names
        or ("transactional_db" in names)
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of what only PostgreSQL does are left out elsewhere; ``tests/run.py`` runs both.

    What asks no database need not be shown on the second engine again.
    """
    if config.getoption("--database-only"):
        items[:] = [item for item in items if _asks_a_database(item)]
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return
    for item in items:
        if item.get_closest_marker("postgres") is not None:
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: tests/postgres.py"))


@pytest.fixture(scope="session", autouse=True)
def _var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys and papers of a test run live in a directory of their own."""
    var = tmp_path_factory.mktemp("var")
    settings.MULIN_KEY_FILE = var / "keys" / "master.key"
    settings.PAPERS_ROOT = var / "papers"
    settings.STATIC_ROOT = var / "static"
    settings.STATIC_ROOT.mkdir()
    return var


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    """Figures that were counted in another test are not this one's."""
    caches["figures"].clear()


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """Tables straight from the models: quicker, and a half-made migration stops nobody's tests."""
    return False


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix(request: pytest.FixtureRequest) -> None:
    """A database for each worker of xdist; SQLite's is in memory, so each process has its own."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "")
    if worker and connection.vendor != "sqlite":
        test = connection.settings_dict["TEST"]
        test["NAME"] = f"test_{connection.settings_dict['NAME']}_{worker}"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """A test fails on a statement without its street (rule 14), a verb on a second fact (rule 7)."""
    if "_django_db_helper" in getattr(item, "fixturenames", ()):
        with street_guard(), one_fact_each():
            yield
    else:
        yield


_built: list[bytes] = []
"""The cast as it was written, pickled: a copy of it costs a tenth of what ``deepcopy`` takes."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The cast stands in every test's database, written once; tests roll back what they change."""
    with django_db_blocker.unblock():
        # Without a single test that is marked, pytest-django makes no database of its own.
        name = str(connection.settings_dict["NAME"])
        assert "test_" in name or "memory" in name, f"not a test's database: {name}"
        _built.append(pickle.dumps(casting.build()))


@pytest.fixture
def cast(db: None) -> Cast:
    """Two streets and everybody in them; see ``tests/cast.py``. A copy: nobody's changes stay."""
    return cast_now()


def cast_now() -> Cast:
    """The cast as it stands in the database, written again where nothing stands."""
    if not Street.objects.exists():  # a transactional test emptied it
        return casting.build()
    copy: Cast = pickle.loads(_built[0])  # noqa: S301 - our own
    return copy


@pytest.fixture
def nothing(db: None) -> None:
    """A database without any row, for tests of a new installation."""
    casting.erase()


@pytest.fixture
def today() -> date:
    """The day tests play on, unless they say otherwise."""
    return TODAY


@pytest.fixture
def now() -> datetime:
    """09:30 of that day in China."""
    return NOW


@pytest.fixture
def actor(cast: Cast, today: date) -> Callable[..., Actor]:
    """``actor("owner")``: who that role is today; ``actor("owner", on=day)`` on another day."""

    def act(role: str, *, on: date | None = None) -> Actor:
        return cast.actor(role, on or today)

    return act


def _session_of(account: Account) -> str:
    """The key of a new session as signing in leaves it; ``force_login`` sends seven statements."""
    key = uuid4().hex
    data = {
        SESSION_KEY: str(account.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: account.get_session_auth_hash(),
    }
    until = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    row = Session(session_key=key, session_data=SessionStore().encode(data), expire_date=until)
    Session.objects.bulk_create([row])
    return key


@pytest.fixture
def client_as(cast: Cast) -> Callable[[str], Client]:
    """``client_as("owner")``: a browser signed in as that role; ``visitor`` is signed in as nobody."""

    def sign_in(role: str) -> Client:
        client = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/120")
        if role != "visitor":
            client.cookies[settings.SESSION_COOKIE_NAME] = _session_of(cast.accounts[role])
        return client

    return sign_in

"""Every setting an operator may give, typed and checked at start.

Each field is read from the environment variable of its name with the prefix ``MULIN_``; ``PORT``,
``DATABASE_URL`` and ``DEBUG`` are also read bare, as other software does. ``docs/settings.md`` lists them.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent.parent


DATABASE_ADDRESS = r"^$|^postgres(ql)?://(.*@)?(\[[^\]]+\]|[^/@:\[\]]*)(:\d{1,5})?/[^/?]+(\?.*)?$"


def _bare(name: str) -> AliasChoices:
    return AliasChoices(f"MULIN_{name}", name)


class Config(BaseSettings):
    """What differs from one installation to the next."""

    model_config = SettingsConfigDict(env_prefix="MULIN_", extra="ignore")

    port: int = Field(default=8000, validation_alias=_bare("PORT"), ge=1, le=65535)
    """TCP port of the web server."""
    bind: str = "127.0.0.1"
    """Address the web server listens on."""
    database_url: str = Field(
        default="", validation_alias=_bare("DATABASE_URL"), pattern=DATABASE_ADDRESS
    )
    """``postgresql://user:password@host:port/name``; empty means SQLite in ``var/``."""
    debug: bool = Field(default=False, validation_alias=_bare("DEBUG"))
    """Django's debug pages; never on a machine others can reach."""
    var_dir: Path = ROOT / "var"
    """Where the database, papers, keys and fonts live."""
    allowed_hosts: str = "127.0.0.1,localhost,[::1]"
    """Host names the site answers to, comma separated."""
    public_url: str = ""
    """Address printed in QR codes, e.g. ``https://mulin.example.gov.cn``; empty means the request's."""
    proxies: int = Field(default=0, ge=0, le=5)
    """How many reverse proxies of one's own stand before the site; their X-Forwarded-For is believed."""
    https: bool = False
    """True where the site is served over HTTPS: cookies are then marked secure."""
    web_workers: int = Field(default=0, ge=0, le=64)
    """Processes of the web server; 0 means one a core, at most four."""
    web_threads: int = Field(default=8, ge=1, le=64)
    """Threads of each of them."""
    key_file: str = ""
    """File with the master key of sealed fields; empty means ``var/keys/master.key``."""
    messages: str = "file"
    """How text messages leave: ``file`` (into ``var/outbox``), ``printed``, or a class of your own."""
    keep_messages_days: int = Field(default=1095, ge=365)
    """How long messages are kept after they were made: three years, as claims can be raised."""
    keep_codes_days: int = Field(default=7, ge=1)
    """How long messages that were good until an hour only (codes) are kept after that hour."""
    keep_calls_days: int = Field(default=180, ge=30)
    """How long the calls that programs made with tokens are kept, and tokens that have ended."""
    demo: bool = True
    """Load the demo street where the database is empty."""


CONFIG = Config()

"""Django's settings, assembled from :mod:`mulin.site.config`."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF

from mulin.site.config import CONFIG, ROOT

BASE_DIR = ROOT
VAR = CONFIG.var_dir
VAR.mkdir(parents=True, exist_ok=True)
NODE_MODULES = Path(os.environ.get("MULIN_NODE_MODULES", BASE_DIR / "node_modules"))


def _secret(path: Path, length: int = 50) -> str:
    """A random secret kept beside the data, readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(handle, "w") as out:
        out.write(os.urandom(length).hex())
    return path.read_text()


def _database(url: str) -> dict[str, object]:
    """Connection settings of a ``postgresql://`` address, or of SQLite where it is empty."""
    if not url:
        return {
            "ENGINE": "mulin.ground.streets.sqlite",
            "NAME": VAR / "mulin.sqlite3",
            "CONN_MAX_AGE": 60,  # opening the file reads the whole schema: a page's time again
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                    "PRAGMA foreign_keys=ON;PRAGMA cache_size=-65536;PRAGMA temp_store=MEMORY;"
                ),
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "mulin.ground.streets.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


# Shared by the processes of the web server: failed sign-ins are counted in the first. What is full
# forgets at random, so it is large, and nothing else is kept beside those counters.
CACHES = {
    name: {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "cache" / name,
        "OPTIONS": {"MAX_ENTRIES": most},
    }
    for name, most in (("default", 10_000), ("figures", 2_000))
}
SECRET_KEY = _secret(VAR / "keys" / "django.key")
MULIN_KEY_FILE = Path(CONFIG.key_file) if CONFIG.key_file else VAR / "keys" / "master.key"
MULIN_PUBLIC_URL = CONFIG.public_url.rstrip("/")
MULIN_PROXIES = CONFIG.proxies
MULIN_MESSAGES = CONFIG.messages
MULIN_KEEP_DAYS = {
    "messages": CONFIG.keep_messages_days,
    "codes": CONFIG.keep_codes_days,
    "calls": CONFIG.keep_calls_days,
}
MULIN_OUTBOX = VAR / "outbox"
PAPERS_ROOT = VAR / "papers"
FONTS_DIR = VAR / "fonts"
DEBUG = CONFIG.debug
ALLOWED_HOSTS = [host.strip() for host in CONFIG.allowed_hosts.split(",") if host.strip()]
DATABASES = {"default": _database(CONFIG.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "mulin.ground.access",  # before allauth, whose sign-in pages it redraws
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "lucide",
    "csp",
    "mulin.ground.streets",
    "mulin.ground.secrets",
    "mulin.ground.record",
    "mulin.ground.estate",
    "mulin.ground.papers",
    "mulin.ground.calendar",
    "mulin.ground.texts",
    "mulin.ground.ledger",
    "mulin.ground.matters",
    "mulin.ground.forewarn",
    "mulin.ground.notices",
    "mulin.ground.jobs",
    "mulin.ground.page",
    "mulin.discover.campaigns",
    "mulin.discover.grids",
    "mulin.decide.assembly",
    "mulin.deliberate.mediation",
    "mulin.deliberate.meetings",
    "mulin.deliberate.pacts",
    "mulin.decide.committees",
    "mulin.decide.capability",
    "mulin.decide.workshop",
    "mulin.deliver.billing",
    "mulin.deliver.revenue",
    "mulin.deliver.works",
    "mulin.discover.intake",
    "mulin.discover.admission",
    "mulin.discover.counter",
    "mulin.discover.referrals",
    "mulin.discover.patrols",
    "mulin.procedures",
    "mulin.desk",
    "mulin.portable",
    "mulin.demo",
    "mulin.site",
]

MIDDLEWARE = [
    "mulin.site.limits.ClientAddress",
    "mulin.site.limits.RequestSize",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mulin.ground.access.middleware.ActorMiddleware",
    "mulin.ground.access.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "mulin.site.urls"
WSGI_APPLICATION = "mulin.site.wsgi.application"

_LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            # Cotton and partials both rewrite loaders; named explicitly, each keeps its place.
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [("django.template.loaders.cached.Loader", _LOADERS)],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "lucide.templatetags.lucide",
                "mulin.ground.page.templatetags.mulin",
                "mulin.ground.matters.templatetags.matters",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mulin.ground.page.context.shell",
            ],
        },
    }
]

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
FORM_RENDERER = "mulin.ground.page.forms.MulinRenderer"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "mulin.ground.access.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Mulin"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "mulin.site.assets.NodeAssetsFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "mulin.site.assets.AssetStorage"},
}
WHITENOISE_MAX_AGE = 31536000
WHITENOISE_USE_FINDERS = DEBUG

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
SESSION_COOKIE_AGE = 60 * 60 * 24 * 120  # months on one phone; votes and money ask again
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONFIG.https
SECURE_HSTS_SECONDS = 30 * 24 * 3600 if CONFIG.https else 0
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

"""What the site itself answers."""

from __future__ import annotations

from tests.isolation.keeping import Public

PUBLIC: Public = {
    "healthz": "says that the site answers",
    "set_language": "a choice of the visitor",
    "page:": "the style guide and the shell: holds no data",
    "desk:home": "welcomes visitors; everybody else meets a page of his own (tests/desk)",
    "api:openapi-json": "a description without data",
    "api:api-root": "ninja's own name for the prefix; nothing answers there",
    "api_docs": "a description without data",
}

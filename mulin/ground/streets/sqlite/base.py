"""SQLite with ``uuid7()``. Keys stay single: one file is one machine, nothing is sharded."""

from __future__ import annotations

from typing import Any

from django.db.backends.sqlite3 import base

from mulin.kit.ids import uuid7


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's SQLite backend, plus the database expression bulk statements need."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.create_function("uuid7", 0, lambda: uuid7().hex, deterministic=False)
        return connection

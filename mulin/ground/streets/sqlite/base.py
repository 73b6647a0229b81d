"""SQLite with ``uuid7()`` and a queue of writers. Keys stay single: one file is one machine,
nothing is sharded."""

from __future__ import annotations

from typing import Any

from django.db.backends.sqlite3 import base

from mulin.ground.streets.sqlite.queue import Queue, queue_before
from mulin.kit.ids import uuid7

PATIENCE = 20.0


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's SQLite backend, plus the database expression bulk statements need.

    A transaction begins when it is its turn to write, and lets the next one in when it ends.
    """

    _held: Queue | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.create_function("uuid7", 0, lambda: uuid7().hex, deterministic=False)
        return connection

    def _start_transaction_under_autocommit(self) -> None:
        self._wait_for_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._let_next_in()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._let_next_in()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._let_next_in()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._let_next_in()

    def _wait_for_turn(self) -> None:
        if self._held is None and not self.is_in_memory_db():
            queue = queue_before(str(self.settings_dict["NAME"]))
            patience = float(self.settings_dict["OPTIONS"].get("timeout", PATIENCE))
            if queue.enter(patience):
                self._held = queue

    def _let_next_in(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.leave()

"""What the database knows of its tables' sizes; without it the planner takes the wrong index."""

from __future__ import annotations

from django.db import connection

ROWS = 1000
"""Rows of each index that SQLite looks at: a few hundredths of a second, whatever the size."""


def refresh() -> None:
    """Count anew. PostgreSQL does so by itself, but not within the transaction of a large load."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit={ROWS}")
        cursor.execute("ANALYZE")

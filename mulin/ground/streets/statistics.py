"""What the database knows of its tables' sizes; without it the planner takes the wrong index."""

from __future__ import annotations

from typing import Any

from django.db import connection

ROWS = 1000
"""Rows of each index that SQLite looks at: a few hundredths of a second, whatever the size."""
STREETS = """
WITH RECURSIVE met(street) AS (
    SELECT min(street_id) FROM {table} UNION ALL
    SELECT (SELECT min(street_id) FROM {table} WHERE street_id > street) FROM met
    WHERE street IS NOT NULL)
SELECT count(street) FROM met"""
"""How many streets a table holds, by one step down its index for each."""


def refresh() -> None:
    """Count anew. PostgreSQL does so by itself, but not within the transaction of a large load."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("ANALYZE")
            return
        cursor.execute(f"PRAGMA analysis_limit={ROWS}")
        cursor.execute("ANALYZE")
        _tell_how_large_a_street_is(cursor)
        cursor.execute("ANALYZE sqlite_schema")


def _tell_how_large_a_street_is(cursor: Any) -> None:
    """Among its first rows SQLite meets one street and takes it for no larger than what it read;
    it would sort that street's homes rather than walk the index that holds them in order.
    """
    cursor.execute("SELECT tbl, idx, stat FROM sqlite_stat1 WHERE idx IS NOT NULL")
    for table, index, stat in cursor.fetchall():
        rows, *groups = stat.split(" ")
        if int(rows) > ROWS and len(groups) > 1 and _begins_with_street(cursor, index):
            cursor.execute(STREETS.format(table=connection.ops.quote_name(table)))
            streets = cursor.fetchone()[0]
            told = " ".join((rows, str(int(rows) // max(streets, 1)), *groups[1:]))
            cursor.execute(
                "UPDATE sqlite_stat1 SET stat = %s WHERE tbl = %s AND idx = %s",
                [told, table, index],
            )


def _begins_with_street(cursor: Any, index: str) -> bool:
    cursor.execute(f"PRAGMA index_info({connection.ops.quote_name(index)})")
    columns = cursor.fetchall()
    return bool(columns) and columns[0][2] == "street_id"

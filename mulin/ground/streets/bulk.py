"""Many rows by one statement: ``INSERT … SELECT`` from what a queryset finds, in its own street.

    insert_from(Bill, units, {"unit_id": F("pk"), "fen": price * F("gross_area")})

The rows never pass through Python, so memory stays flat however many there are. A row that a unique
constraint already holds is left as it stands; what is returned counts only the new ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from mulin.ground.streets.fields import Uuid7
from mulin.ground.streets.models import StreetModel, StreetQuerySet


def insert_from(
    model: type[StreetModel], rows: StreetQuerySet, columns: Mapping[str, Any], *, once: bool = True
) -> int:
    """Write a row of ``model`` for each of ``rows``; ``columns`` gives column → expression.

    ``street_id`` and ``id`` are added. ``once``: pass over what a unique constraint already holds;
    without it such a row fails the statement. Returns how many were written.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("rows are written inside the verb's own transaction")
    given = {"street_id": F("street_id"), "id": Uuid7(), **columns}
    marked = {f"to_{name}": value for name, value in given.items()}
    asked = rows.annotate(**marked).values_list(*marked)
    select, parameters = asked.query.get_compiler(connection=connection).as_sql()
    quote = connection.ops.quote_name
    names = ", ".join(quote(name) for name in given)
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({names}) {select}"
    if once:
        sql += " ON CONFLICT DO NOTHING"
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return max(cursor.rowcount, 0)

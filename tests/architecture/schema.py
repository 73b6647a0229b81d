"""What the tables of a database look like: columns and constraints of everything that is ours."""

from __future__ import annotations

from django.apps import apps
from django.db import connection

Look = dict[str, list[object]]


def look() -> Look:
    """Each table of ours with its columns and constraints, as JSON keeps them."""
    # Django's own apps join users and groups by a key whose width differs between the two ways.
    labels = [a.label for a in apps.get_app_configs() if a.name.startswith("mulin.")]
    ours = {m._meta.db_table for label in labels for m in apps.get_app_config(label).get_models()}
    found: Look = {}
    with connection.cursor() as cursor:
        tables = sorted(t.name for t in connection.introspection.get_table_list(cursor))
        for table in tables:
            if table not in ours:
                continue
            columns = sorted(
                [c.name, bool(c.null_ok), str(c.type_code), str(c.default)]
                for c in connection.introspection.get_table_description(cursor, table)
            )
            held = connection.introspection.get_constraints(cursor, table).values()
            constraints = sorted(
                str(
                    (c["columns"], c["primary_key"], c["unique"], str(c["foreign_key"]), c["check"])
                )
                for c in held
            )
            found[table] = [columns, constraints]
    return found

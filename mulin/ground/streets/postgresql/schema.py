"""How tenant tables are created: primary key (street_id, id), composite foreign keys.

Each point was tried on a Citus cluster; Citus itself is optional and not required here.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.ddl_references import Columns, Statement
from django.db.backends.postgresql import schema
from django.db.models import Field, Model

UUID7 = """
CREATE OR REPLACE FUNCTION uuid7() RETURNS uuid AS $$
  SELECT encode(
    set_byte(set_byte(
      overlay(uuid_send(gen_random_uuid()) PLACING
        substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
        FROM 1 FOR 6),
      6, 112 + (random() * 15)::int), 8, 128 + (random() * 63)::int), 'hex')::uuid
$$ LANGUAGE sql VOLATILE PARALLEL SAFE
"""


def is_tenant(model: type[Model]) -> bool:
    """Whether rows of ``model`` belong to one street."""
    return any(f.name == "street" and not f.null for f in model._meta.local_fields)


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """Rewrites keys of tenant tables; everything else is Django's."""

    # Inline references cannot be composite: always add the constraint afterwards.
    sql_create_column_inline_fk = None  # type: ignore[assignment]

    def __enter__(self) -> DatabaseSchemaEditor:
        super().__enter__()
        self.execute(UUID7)
        return self

    def table_sql(self, model: type[Model]) -> tuple[str, Any]:
        sql, params = super().table_sql(model)
        if is_tenant(model):
            key = self.quote_name(model._meta.pk.column)
            sql = sql.replace(" PRIMARY KEY", "", 1)
            sql = f'{sql[:-1]}, PRIMARY KEY ("street_id", {key}))'
        return sql, params

    def _create_fk_sql(self, model: type[Model], field: Field[Any, Any], suffix: str) -> Statement:
        statement: Statement = super()._create_fk_sql(model, field, suffix)  # type: ignore[misc]
        target = field.remote_field.model  # type: ignore[union-attr]
        if is_tenant(model) and is_tenant(target) and field.name != "street":
            statement.parts["column"] = Columns(
                model._meta.db_table, ["street_id", field.column], self.quote_name
            )
            statement.parts["to_column"] = Columns(
                target._meta.db_table, ["street_id", target._meta.pk.column], self.quote_name
            )
            statement.parts["deferrable"] = ""  # type: ignore[assignment]
        return statement

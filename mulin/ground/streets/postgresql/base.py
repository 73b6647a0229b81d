"""PostgreSQL laid out for sharding by street: composite keys on (street_id, id)."""

from __future__ import annotations

from django.db.backends.postgresql import base

from mulin.ground.streets.postgresql.schema import DatabaseSchemaEditor


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL backend with the street's schema editor."""

    SchemaEditorClass = DatabaseSchemaEditor

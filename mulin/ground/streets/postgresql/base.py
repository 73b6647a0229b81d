"""PostgreSQL laid out for sharding by street: composite keys on (street_id, id)."""

from __future__ import annotations

from django.db.backends.postgresql import base, features

from mulin.ground.streets.postgresql.schema import DatabaseSchemaEditor


class DatabaseFeatures(features.DatabaseFeatures):
    """Django's, but for what a key says of its row: only street and id together determine it, so a
    grouped statement names every column that it shows."""

    allows_group_by_selected_pks = False


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL backend with the street's schema editor."""

    SchemaEditorClass = DatabaseSchemaEditor
    features_class = DatabaseFeatures

"""The SQLite backend with two changes: see `SchemaEditor`, and texts in Swedish order (`config.swedish`)."""

from typing import Any

from django.db.backends.sqlite3 import base, operations, schema
from django.db.models import Model

from samdrift.core.swedish import swedish_key


class SchemaEditor(schema.DatabaseSchemaEditor):
    """Rebuilds a table (drop, then rename the new one to its name) without checking other tables' triggers meanwhile.

    The rules about days are triggers that look at other tables (`foundation.organisations.dated`); SQLite would
    refuse the rename because, for that moment, the table they look at is gone.
    """

    def _remake_table(self, model: type[Model], *arguments: Any, **keywords: Any) -> None:
        self.execute("PRAGMA legacy_alter_table = ON")
        try:
            super()._remake_table(model, *arguments, **keywords)  # type: ignore[misc]  # private to Django's editor
        finally:
            self.execute("PRAGMA legacy_alter_table = OFF")


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "samdrift.config.sqlite.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = SchemaEditor
    ops_class = DatabaseOperations

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.create_function("swedish_key", 1, _key, deterministic=True)
        return connection


def _key(text: str | None) -> str | None:
    """Nothing stays nothing, so that a query decides whether it stands first or last."""
    return None if text is None else swedish_key(text)

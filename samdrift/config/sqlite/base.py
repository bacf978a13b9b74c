"""The SQLite backend with one change: see `SchemaEditor`."""

from typing import Any

from django.db.backends.sqlite3 import base, schema
from django.db.models import Model


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


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = SchemaEditor

"""What the rules have in common that the database holds by triggers: made with their table, compared by their parts."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement


class TriggerRule(models.BaseConstraint):
    """A rule of several statements. parts: what it is made of beside its name, as a migration writes it."""

    parts: tuple[str, ...] = ()

    def statements(
        self, model: type[models.Model], editor: BaseDatabaseSchemaEditor
    ) -> list[Statement]:
        raise NotImplementedError  # each rule writes its own

    def constraint_sql(  # type: ignore[override]  # nothing within CREATE TABLE: the statements come after it
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> None:
        schema_editor.deferred_sql.extend(self.statements(model, schema_editor))

    def create_sql(  # type: ignore[override]  # several statements, run here
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> None:
        for statement in self.statements(model, schema_editor):
            schema_editor.execute(statement)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path, arguments, keywords = super().deconstruct()
        return path, arguments, {**keywords, **{part: getattr(self, part) for part in self.parts}}

    def __eq__(self, other: object) -> bool:
        if isinstance(other, self.__class__):
            return self.deconstruct() == other.deconstruct()
        return NotImplemented  # then the other is asked whether it is the same

    def __hash__(self) -> int:
        return hash((self.__class__, self.name))

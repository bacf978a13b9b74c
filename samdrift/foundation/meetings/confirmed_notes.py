"""Notes that are confirmed stay as they are: a rule that the database holds, on SQLite and on PostgreSQL."""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.trigger_rules import TriggerRule

PERSON = "organisations.person"
CONFIRMED = _("The notes are confirmed: nothing in them is changed.")


class StaysAsConfirmed(TriggerRule):
    """A row of a meeting whose notes are confirmed is neither added nor changed.

    through: the foreign keys that lead from the row to its meeting; none where the row is the meeting.
    goes_on: fields that tell what has happened since. Keys to people are not kept either: two rows that turn out to be
    one person are merged, whatever they have signed.
    """

    parts = ("through", "goes_on")

    def __init__(
        self,
        *,
        name: str,
        through: Sequence[str] = (),
        goes_on: Sequence[str] = (),
        violation_error_message: Any = None,
    ) -> None:
        super().__init__(name=name, violation_error_message=violation_error_message)
        self.through, self.goes_on = tuple(through), tuple(goes_on)

    def statements(
        self, model: type[models.Model], editor: BaseDatabaseSchemaEditor
    ) -> list[Statement]:
        differs = "IS NOT" if editor.connection.vendor == "sqlite" else "IS DISTINCT FROM"
        changed = " OR ".join(
            f'OLD."{column}" {differs} NEW."{column}"' for column in self._kept_columns(model)
        )
        broken = {"UPDATE": f"({self._is_confirmed(model, 'OLD')}) AND ({changed})"}
        if self.through:  # a meeting itself may be on its way to be confirmed
            broken["UPDATE"] = (
                f"({self._is_confirmed(model, 'OLD')} OR {self._is_confirmed(model, 'NEW')}) AND ({changed})"
            )
            broken["INSERT"] = self._is_confirmed(model, "NEW")
        table = Table(model._meta.db_table, editor.quote_name)
        if editor.connection.vendor == "sqlite":
            body = f"SELECT RAISE(ABORT, 'constraint failed: {self.name}')"
            return [
                Statement(
                    f"CREATE TRIGGER {self.name}_{event.lower()} BEFORE {event} ON %(table)s"
                    f" FOR EACH ROW WHEN {condition} BEGIN {body}; END",
                    table=table,
                )
                for event, condition in broken.items()
            ]
        return [
            statement
            for event, condition in broken.items()
            for statement in _on_postgresql(self.name, event, condition, table)
        ]

    def _kept_columns(self, model: type[models.Model]) -> list[str]:
        return [
            str(field.column)
            for field in model._meta.concrete_fields
            if field.name not in self.goes_on
            and not (field.is_relation and field.related_model._meta.label_lower == PERSON)  # type: ignore[union-attr]  # a key has its model
        ]

    def _is_confirmed(self, model: type[models.Model], row: str) -> str:
        """SQL: are the notes of the row's meeting confirmed?"""
        if not self.through:
            return f"{row}.state = 'confirmed'"
        condition, where = "", row
        for place, name in enumerate(self.through):
            key: Any = model._meta.get_field(name)
            model = key.related_model
            condition += (
                f'EXISTS (SELECT 1 FROM "{model._meta.db_table}" part{place}'
                f' WHERE part{place}.id = {where}."{key.column}" AND '
            )
            where = f"part{place}"
        return f"{condition}{where}.state = 'confirmed'{')' * len(self.through)}"

    def remove_sql(  # type: ignore[override]  # several statements
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> None:
        table = Table(model._meta.db_table, schema_editor.quote_name)
        on = "" if schema_editor.connection.vendor == "sqlite" else " ON %(table)s"
        for event in ("insert", "update"):
            schema_editor.execute(
                Statement(f"DROP TRIGGER IF EXISTS {self.name}_{event}{on}", table=table)
            )

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Any = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        """The verb looks at the meeting under its lock; the database refuses the rest."""


def _on_postgresql(name: str, event: str, condition: str, table: Table) -> list[Statement]:
    trigger = f"{name}_{event.lower()}"
    function = (
        f"CREATE OR REPLACE FUNCTION {trigger}_rule() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {condition} THEN RAISE EXCEPTION 'constraint failed: {name}' USING ERRCODE = '23514',"
        f" CONSTRAINT = '{name}'; END IF; RETURN NEW; END $$"
    )
    return [
        Statement(function, table=table),
        Statement(
            f"CREATE TRIGGER {trigger} BEFORE {event} ON %(table)s"
            f" FOR EACH ROW EXECUTE FUNCTION {trigger}_rule()",
            table=table,
        ),
    ]

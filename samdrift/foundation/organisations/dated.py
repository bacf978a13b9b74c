"""Things that hold from a day to a day, both included, and the rules about days that the database keeps itself.

Django's exclusion constraints exist on PostgreSQL only. The constraints here hold on SQLite as well: there they
are triggers, on PostgreSQL an exclusion constraint or a trigger function. Both raise IntegrityError.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Generic, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.utils.translation import gettext_lazy as _

from samdrift.core.periods import Period
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.trigger_rules import TriggerRule

Row = TypeVar("Row", bound=models.Model)


class DatedQuerySet(models.QuerySet[Row], Generic[Row]):
    """Words about days, the same for everything dated."""

    def on(self, day: dt.date) -> Self:
        """What holds on that day."""
        return self.filter(starts_on__lte=day).exclude(ends_on__lt=day)

    def not_ended(self, day: dt.date) -> Self:
        """Those that hold on a day or begin after it."""
        return self.filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=day))

    def current(self) -> Self:
        return self.on(today())


#: Outside these years a day is a slip of the pen, or a system's «for ever».
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199


def check_day(name: str, day: dt.date | None) -> None:
    """Refuse, beside the field, a day that nobody can mean. Raises ValidationError."""
    if day is None or EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        return
    words = _("%(day)s is too long ago.")
    if day.year > LATEST_YEAR:
        words = _("%(day)s is too far off. What has no last day is left without one.")
    raise ValidationError({name: words % {"day": day}})


class Dated(models.Model):
    """From a day to a day, both included; no last day means until further notice."""

    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Any = None) -> None:
        """The fields' own rules, and days that are days of ours."""
        super().clean_fields(exclude)
        for name in ("starts_on", "ends_on"):
            if name not in (exclude or ()):
                check_day(name, getattr(self, name))

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    def holds_on(self, day: dt.date) -> bool:
        return day in self.period


class EndsAfterStart(models.CheckConstraint):
    """A check of days; `about` is the field that an error stands beside."""

    about = "ends_on"

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """In migrations it is the plain check that it always was."""
        _path, arguments, keywords = super().deconstruct()
        return "django.db.models.CheckConstraint", arguments, keywords

    def __eq__(self, other: object) -> bool:
        if isinstance(other, models.CheckConstraint):
            return self.deconstruct() == other.deconstruct()
        return NotImplemented

    __hash__ = models.CheckConstraint.__hash__


def ends_after_start(name: str) -> models.CheckConstraint:
    """No period ends before it starts."""
    return EndsAfterStart(
        name=name,
        condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
        violation_error_message=_("The last day can't be before the first."),
    )


_FOREVER = "'9999-12-31'"
_EVENTS = ("INSERT", "UPDATE")


class _DayRule(TriggerRule):
    """What the two rules share."""

    about = "starts_on"  # the field that an error stands beside


def _table(model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> Table:
    return Table(model._meta.db_table, editor.quote_name)


def _refusing_triggers(
    model: type[models.Model], editor: BaseDatabaseSchemaEditor, name: str, broken: str
) -> list[Statement]:
    """Triggers that refuse a row for which the SQL condition `broken` holds (`%(table)s`, NEW)."""
    if editor.connection.vendor == "sqlite":
        body = f"SELECT RAISE(ABORT, 'constraint failed: {name}')"
        return [
            Statement(
                f"CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON %(table)s"
                f" WHEN {broken} BEGIN {body}; END",
                table=_table(model, editor),
            )
            for event in _EVENTS
        ]
    function = (
        f"CREATE OR REPLACE FUNCTION {name}_rule() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {broken} THEN RAISE EXCEPTION 'constraint failed: {name}' USING ERRCODE = '23514',"
        f" CONSTRAINT = '{name}'; END IF; RETURN NEW; END $$"
    )
    trigger = f"CREATE TRIGGER {name} BEFORE INSERT OR UPDATE ON %(table)s FOR EACH ROW EXECUTE FUNCTION {name}_rule()"
    table = _table(model, editor)
    return [Statement(function, table=table), Statement(trigger, table=table)]


def _value(key: Any, row: str = "") -> str:
    """A column in SQL; an empty one compares as 0, so that two empty ones are alike."""
    column = f'{row}."{key.column}"' if row else f'"{key.column}"'
    return f"(COALESCE({column}, 0))" if key.null else column


class NoOverlap(_DayRule):
    """Rows alike in `fields` never hold on the same day; `where` narrows the rule to rows with those values."""

    parts = ("fields", "where")

    def __init__(
        self,
        *,
        name: str,
        fields: Sequence[str],
        where: Mapping[str, str] | None = None,
        violation_error_message: Any = None,
    ) -> None:
        super().__init__(name=name, violation_error_message=violation_error_message)
        self.fields = tuple(fields)
        self.where = dict(where or {})

    def forbids_both(self, one: models.Model, other: models.Model) -> bool:
        """Are two rows alike in what the rule names? Of those that hold on one day it allows one."""
        keys = [one._meta.get_field(name).attname for name in self.fields]  # type: ignore[union-attr]  # columns
        return all(getattr(one, key) == getattr(other, key) for key in keys) and all(
            str(getattr(row, name)) == value
            for row in (one, other)
            for name, value in self.where.items()
        )

    def statements(
        self, model: type[models.Model], editor: BaseDatabaseSchemaEditor
    ) -> list[Statement]:
        keys = [model._meta.get_field(field) for field in self.fields]
        if editor.connection.vendor == "postgresql":
            same = ", ".join(f"{_value(key)} WITH =" for key in keys)
            only = " AND ".join(f"\"{key}\" = '{value}'" for key, value in self.where.items())
            sql = (
                f"ALTER TABLE %(table)s ADD CONSTRAINT {self.name} EXCLUDE USING gist"
                f" ({same}, daterange(starts_on, ends_on, '[]') WITH &&)"
                + (f" WHERE ({only})" if only else "")
            )
            return [Statement(sql, table=_table(model, editor))]
        # The plus keeps SQLite to the index of the first field: by person or municipality it would read thousands.
        marks = ["", *("+" for _key in keys[1:])]
        same = " AND ".join(
            f"{mark}{_value(key, 'other')} = {_value(key, 'NEW')}"
            for mark, key in zip(marks, keys, strict=True)
        )
        only = "".join(
            f" AND NEW.\"{key}\" = '{value}' AND other.\"{key}\" = '{value}'"
            for key, value in self.where.items()
        )
        broken = (
            f"EXISTS (SELECT 1 FROM %(table)s other WHERE other.id IS NOT NEW.id AND {same}{only}"
            f" AND other.starts_on <= COALESCE(NEW.ends_on, {_FOREVER})"
            f" AND NEW.starts_on <= COALESCE(other.ends_on, {_FOREVER}))"
        )
        return _refusing_triggers(model, editor, self.name, broken)

    def remove_sql(  # type: ignore[override]
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> Statement:
        return Statement(
            f"ALTER TABLE %(table)s DROP CONSTRAINT {self.name}", table=_table(model, schema_editor)
        )

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Any = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        if any(getattr(instance, key) != value for key, value in self.where.items()):
            return
        same: dict[str, Any] = {field: getattr(instance, field) for field in self.fields}
        nullable = {field for field in self.fields if model._meta.get_field(field).null}
        unsaid = {field for field, value in same.items() if value is None}
        if unsaid - nullable or getattr(instance, "starts_on", None) is None:
            return
        same = {
            f"{field}__isnull" if field in unsaid else field: value or True
            for field, value in same.items()
        }
        others = (
            model._base_manager.using(using)
            .filter(**{**same, **self.where})
            .exclude(pk=instance.pk)
        )
        ends_on = getattr(instance, "ends_on", None)
        if ends_on is not None:
            others = others.filter(starts_on__lte=ends_on)
        if others.exclude(ends_on__lt=instance.starts_on).exists():  # type: ignore[attr-defined]
            raise ValidationError(self.get_violation_error_message(), code="overlap")


class WithinLife(_DayRule):
    """A row's period lies inside the period of the row it belongs to (`parent`, a foreign key)."""

    parts = ("parent",)

    def __init__(self, *, name: str, parent: str, violation_error_message: Any = None) -> None:
        super().__init__(name=name, violation_error_message=violation_error_message)
        self.parent = parent

    def statements(
        self, model: type[models.Model], editor: BaseDatabaseSchemaEditor
    ) -> list[Statement]:
        key = model._meta.get_field(self.parent)
        life = key.related_model._meta.db_table  # type: ignore[union-attr]
        broken = (
            f'EXISTS (SELECT 1 FROM "{life}" life WHERE life.id = NEW."{key.column}" AND ('  # type: ignore[union-attr]
            "NEW.starts_on < life.starts_on"
            f" OR COALESCE(NEW.ends_on, {_FOREVER}) > COALESCE(life.ends_on, {_FOREVER})))"
        )
        return _refusing_triggers(model, editor, self.name, broken)

    def remove_sql(  # type: ignore[override]
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> Statement:
        return Statement(
            f"DROP TRIGGER {self.name} ON %(table)s", table=_table(model, schema_editor)
        )

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Any = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        life = getattr(instance, self.parent, None)
        starts_on, ends_on = (
            getattr(instance, "starts_on", None),
            getattr(instance, "ends_on", None),
        )
        if life is None or starts_on is None:
            return
        late = life.ends_on is not None and (ends_on is None or ends_on > life.ends_on)
        if starts_on < life.starts_on or late:
            raise ValidationError(self.get_violation_error_message(), code="outside-life")


class LifeHolds(_DayRule):
    """The other side of `WithinLife`: a life can't shrink under the rows that lie in it."""

    parts = ("child_table", "child_column")
    default_violation_error_message = _("Something that belongs to it lies outside these days.")

    def __init__(
        self, *, name: str, child_table: str, child_column: str, violation_error_message: Any = None
    ) -> None:
        super().__init__(name=name, violation_error_message=violation_error_message)
        self.child_table = child_table
        self.child_column = child_column

    def statements(
        self, model: type[models.Model], editor: BaseDatabaseSchemaEditor
    ) -> list[Statement]:
        broken = (
            f'EXISTS (SELECT 1 FROM "{self.child_table}" part WHERE part."{self.child_column}" = NEW.id AND ('
            "part.starts_on < NEW.starts_on"
            f" OR COALESCE(part.ends_on, {_FOREVER}) > COALESCE(NEW.ends_on, {_FOREVER})))"
        )
        return _refusing_triggers(model, editor, self.name, broken)

    def remove_sql(  # type: ignore[override]  # Django's stub says text; the editor executes statements
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> Statement:
        return Statement(
            f"DROP TRIGGER {self.name} ON %(table)s", table=_table(model, schema_editor)
        )

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Any = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        """The parts are looked at by the verb, which can name them; the database refuses the rest."""

"""Everything that refers to an organisation or a unit, found in the models: no room can be forgotten.

A later room's foreign key is followed without anybody naming it here. A model says otherwise with `unit_succession`,
a dictionary of the field's name and what becomes of the row when the unit is closed: see `Succession`.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, models, transaction

from samdrift.foundation.organisations.counted_words import say_count
from samdrift.foundation.organisations.dated import Dated
from samdrift.foundation.organisations.models import Organisation, Unit

Counts = Counter[type[models.Model]]


class Succession(StrEnum):
    """What becomes of a row when the unit that it refers to is closed and another takes over."""

    FOLLOWS = "follows"  # refers to the successor from now on
    IS_SPLIT = "is_split"  # ends on the last day, and goes on with the successor the day after
    LATER_YEARS = "later_years"  # follows where its year begins after the last day
    STAYS = "stays"  # tells what was


@dataclass(frozen=True, slots=True)
class Reference:
    """A field of some model that refers to organisations or to units."""

    model: type[models.Model]
    field: models.ForeignKey[Any, Any]

    @property
    def kind(self) -> str:
        return str(self.model._meta.verbose_name)

    def rows(self, thing: models.Model) -> models.QuerySet[Any]:
        return self.model._base_manager.filter(**{self.field.name: thing.pk})

    @property
    def succession(self) -> Succession:
        """As the model says; else by days, by year, or at once."""
        said = getattr(self.model, "unit_succession", {}).get(self.field.name)
        if said is not None:
            return Succession(said)
        if issubclass(self.model, Dated):
            return Succession.IS_SPLIT
        return Succession.LATER_YEARS if has_field(self.model, "year") else Succession.FOLLOWS

    @property
    def organisation_field(self) -> str | None:
        """The field of the same row that says the unit's organisation, where there is one."""
        if self.field.related_model is not Unit:
            return None
        return next(
            (name for name in ("organisation", "bearer") if has_field(self.model, name)), None
        )


def has_field(model: type[models.Model], name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def references_to(target: type[models.Model]) -> list[Reference]:
    """Every foreign key to a model, one-to-one and the tables of many-to-many included, in a stable order."""
    found = [
        Reference(model, field)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is target
    ]
    return sorted(found, key=lambda each: (each.model._meta.label, each.field.name))


def count_references(thing: models.Model) -> Counts:
    """How many rows of which model refer to a thing; nothing of models of which none does."""
    counts: Counts = Counter()
    for reference in references_to(type(thing)):
        counts[reference.model] += reference.rows(thing).count()
    return +counts


def say_counts(counts: Counts) -> list[str]:
    """«3 personer», «1 applikation»: how many of which kind, in the order of the alphabet."""
    said = [(str(model._meta.verbose_name), say_count(model, counts[model])) for model in counts]
    return [words for _kind, words in sorted(said)]


def counts_for_history(counts: Counts) -> dict[str, int]:
    """The same as the log keeps it: by the kind's name."""
    kept: Counter[str] = Counter()
    for model, number in counts.items():
        kept[str(model._meta.verbose_name)] += number
    return dict(sorted(kept.items()))


def point_at(reference: Reference, thing: models.Model, other: models.Model) -> list[models.Model]:
    """Let everything of one kind refer to another thing; answers with the rows that would then be doubles."""
    change = change_towards(reference, other)
    rows = reference.rows(thing)
    try:
        with transaction.atomic():
            rows.update(**change)
    except IntegrityError:
        return list(_one_by_one(rows, change))
    return []


def change_towards(reference: Reference, other: models.Model) -> dict[str, Any]:
    """What a row's fields become when it refers to another thing."""
    change: dict[str, Any] = {reference.field.name: other}
    if isinstance(other, Unit) and reference.organisation_field is not None:
        change[reference.organisation_field] = other.organisation
    return change


def _one_by_one(rows: models.QuerySet[Any], change: dict[str, Any]) -> Iterator[models.Model]:
    for row in rows:
        try:
            with transaction.atomic():
                type(row)._base_manager.filter(pk=row.pk).update(**change)
        except IntegrityError:
            yield row


def standing_after(unit: Unit, last_day: dt.date) -> list[tuple[Reference, models.QuerySet[Any]]]:
    """What refers to a unit after its last day and must go on with somebody; nothing that tells what was."""
    found = []
    for reference in references_to(Unit):
        rows = reference.rows(unit)
        match reference.succession:
            case Succession.STAYS:
                continue
            case Succession.LATER_YEARS:
                rows = rows.filter(year__gt=last_day.year)
            case _ if issubclass(reference.model, Dated):
                rows = rows.exclude(ends_on__lte=last_day)
            case _ if reference.model is Unit:
                rows = rows.exclude(ends_on__lte=last_day)
        if rows.exists():
            found.append((reference, rows))
    return found


def organisation_references() -> list[Reference]:
    """What refers to organisations, but their own units and memberships, which are parts of them."""
    own = {"organisations.Unit", "organisations.Membership"}
    return [each for each in references_to(Organisation) if each.model._meta.label not in own]

"""Everything that refers to an organisation or a unit, found in the models: no room can be forgotten.

What becomes of each row when what it refers to is closed, its room says: `succession.py`.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, models, transaction

from samdrift.core.swedish import swedish_key
from samdrift.foundation.organisations.counted_words import say_count
from samdrift.foundation.organisations.dated import Dated
from samdrift.foundation.organisations.models import Organisation, Unit
from samdrift.foundation.organisations.succession import (
    Succeeds,
    Succession,
    Without,
    said_of,
)

Counts = Counter[type[models.Model]]


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
    def key(self) -> str:
        """«room.Model.field»."""
        return f"{self.model._meta.label}.{self.field.name}"

    @property
    def succeeds(self) -> Succeeds:
        """As its room says; of what no room has spoken for by days, by year or at once, and somebody must take over."""
        if (said := said_of(self.key)) is not None:
            return said
        if issubclass(self.model, Dated):
            return Succeeds(Succession.IS_SPLIT)
        has_year = has_field(self.model, "year")
        return Succeeds(Succession.LATER_YEARS if has_year else Succession.FOLLOWS)

    @property
    def succession(self) -> Succession:
        return self.succeeds.what

    @property
    def asked_by(self) -> str:
        """The key under which it is asked who takes over."""
        return self.succeeds.asked_with or self.key

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


def standing_after(
    thing: models.Model, last_day: dt.date
) -> list[tuple[Reference, models.QuerySet[Any]]]:
    """What refers to a unit or an organisation after its last day and goes on; nothing that tells what was."""
    found = []
    for reference in references_to(type(thing)):
        succeeds, rows = reference.succeeds, reference.rows(thing)
        if succeeds.what is Succession.STAYS:
            continue
        if succeeds.what is Succession.LATER_YEARS:
            rows = rows.filter(year__gt=last_day.year)
        elif issubclass(reference.model, Dated) or reference.model is Unit:
            rows = rows.exclude(ends_on__lte=last_day)
        if succeeds.going_on is not None:
            rows = succeeds.going_on(rows, last_day)
        if rows.exists():
            found.append((reference, rows))
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """What goes on of one kind after the last day: the key of the question, how many, and what comes without."""

    key: str
    model: type[models.Model]
    number: int
    without: Without

    @property
    def words(self) -> str:
        """«3 kostnadsrader»."""
        return say_count(self.model, self.number)


def asked_of(thing: models.Model, last_day: dt.date) -> list[Standing]:
    """For each kind of what goes on, the question who takes it over; by the kind's name."""
    found = standing_after(thing, last_day)
    keys = {reference.key for reference, _rows in found}
    asked = [
        Standing(reference.asked_by, reference.model, rows.count(), reference.succeeds.without)
        for reference, rows in found
        if reference.asked_by not in keys - {reference.key}
        and reference.succession is not Succession.ENDS_FIRST
    ]
    return sorted(asked, key=lambda each: swedish_key(str(each.model._meta.verbose_name)))


def organisation_references() -> list[Reference]:
    """What refers to organisations, but their own units and memberships, which are parts of them."""
    own = {"organisations.Unit", "organisations.Membership"}
    return [each for each in references_to(Organisation) if each.model._meta.label not in own]

"""Two rows are the same person: everything of the one goes to the other, and can be taken back.

Every foreign key to a person is found from the models, so a room that comes later is handled without being named here.
Where both have a row that only one may have, periods are joined and what is unique is kept once.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.actions.listed_place import follow_employment
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.counted_words import say_relation
from samdrift.foundation.organisations.dated import NoOverlap
from samdrift.foundation.organisations.models import Person, PersonMerge
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of_person, keys_to_people

Row = Any
#: Periods that are joined although no rule of the database forbids both.
JOINED = {"organisations.appointment": ("person", "role", "organisation", "unit")}
TAKEN_OVER = ("email", "phone", "password")
Objection = Callable[[Person, Person], list[str]]
_OBJECTIONS: list[Objection] = []


def add_merge_objection(objection: Objection) -> None:
    """A room's reason why two can't be the same person, in words; called once when the room is made ready."""
    if objection not in _OBJECTIONS:
        _OBJECTIONS.append(objection)


@verb
def merge_people(*, by: Person, kept: Person, merged: Person) -> PersonMerge:
    """Let `merged` be `kept`: roles, approvals, delegations, readings, notices and history follow."""
    for person in (kept, merged):
        require(by, Permission.APPOINT_PEOPLE, keeper_of_person(person, by))
    if kept.pk == merged.pk:
        raise ValidationError(_("Choose two different people."))
    if merged.pk == by.pk:
        raise ValidationError(_("Keep your own row, and merge the other into it."))
    if kept.anonymised_on or merged.anonymised_on:
        raise ValidationError(_("What was known of this person has been erased."))
    lock_for_act(kept)
    lock_for_act(merged)
    objections = [words for objection in _OBJECTIONS for words in objection(kept, merged)]
    if objections:
        raise ValidationError(objections)
    content: dict[str, Any] = {"moved": [], "removed": [], "changed": []}
    name = merged.name
    for model, field in keys_to_people():
        _move(model, field, merged, kept, content)
    _be_one(kept, merged, content)
    made = PersonMerge.objects.create(
        kept=kept, merged=merged, merged_name=name, made_on=today(), content=content
    )
    number = sum(len(keys) for _label, _field, keys in content["moved"])
    record("organisations.people_merged", kept, by=by, after={"merged": name, "rows": number})
    return made


def _move(
    model: type[models.Model], field: Any, merged: Person, kept: Person, content: dict[str, Any]
) -> None:
    moved = []
    for row in model._base_manager.filter(**{field.name: merged}).order_by("pk"):
        others = _alike(model, field, row, kept)
        if not others:
            moved.append(row.pk)
            continue
        content["removed"].append(serializers.serialize("python", [row])[0])
        model._base_manager.filter(pk=row.pk).delete()
        if hasattr(row, "starts_on"):
            _join_periods(row, others, content)
    model._base_manager.filter(pk__in=moved).update(**{field.name: kept})
    if moved:
        content["moved"].append([model._meta.label, field.name, moved])


def _alike(model: type[models.Model], field: Any, row: Row, kept: Person) -> list[Row]:
    """Rows of the kept person that can't stand beside this one when it is moved."""
    found: dict[Any, Row] = {}
    for names, dated in _rules(model, field.name):
        same = {name: getattr(row, name) for name in names if name != field.name}
        wanted = {
            f"{name}__isnull" if value is None else name: True if value is None else value
            for name, value in same.items()
        }
        rows = model._base_manager.filter(**wanted, **{field.name: kept})
        if dated:
            rows = rows.exclude(ends_on__lt=row.starts_on)
            if row.ends_on is not None:
                rows = rows.filter(starts_on__lte=row.ends_on)
        found |= {each.pk: each for each in rows}
    return list(found.values())


def _rules(model: type[models.Model], name: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    """(fields, whether only on the same days) of every rule that lets a person have one row alone."""
    for rule in model._meta.constraints:
        fields = tuple(getattr(rule, "fields", ()))
        if name in fields and isinstance(rule, models.UniqueConstraint | NoOverlap):
            yield fields, isinstance(rule, NoOverlap)
    for fields in model._meta.unique_together:
        if name in fields:
            yield tuple(fields), False
    if model._meta.get_field(name).unique:  # type: ignore[union-attr]  # a column, so no relation back
        yield (name,), False
    if model._meta.label_lower in JOINED:
        yield JOINED[model._meta.label_lower], True


def _join_periods(row: Row, others: list[Row], content: dict[str, Any]) -> None:
    """The kept rows on the same days become one, over all the days; what is empty in it is taken from the other."""
    first, *rest = sorted(others, key=lambda each: each.starts_on)
    for each in rest:
        content["removed"].append(serializers.serialize("python", [each])[0])
        each.__class__._base_manager.filter(pk=each.pk).delete()
    before = facts(first)
    periods = [row, *others]
    first.starts_on = min(each.starts_on for each in periods)
    ends = [each.ends_on for each in periods]
    first.ends_on = None if None in ends else max(ends)
    for column in first._meta.concrete_fields:
        if getattr(first, column.attname) in (None, "") and column.name != "ends_on":
            setattr(first, column.attname, getattr(row, column.attname))
    first.save()
    content["changed"].append(
        {"model": first._meta.label, "pk": first.pk, "before": before, "after": facts(first)}
    )


def _be_one(kept: Person, merged: Person, content: dict[str, Any]) -> None:
    """The merged row is emptied and points at the kept one, which takes over what it lacks."""
    content["merged"] = {
        name: getattr(merged, name)
        for name in ("email", "phone", "password", "organisation_id", "unit_id", "title")
    }
    content["kept"] = {name: getattr(kept, name) for name in TAKEN_OVER}
    email, phone, password = merged.email, merged.phone, merged.password
    merged.email, merged.organisation, merged.unit, merged.merged_into = None, None, None, kept
    merged.set_unusable_password()
    merged.save()
    if kept.email is None and email:
        kept.email, kept.password = email, password
    kept.phone = kept.phone or phone
    kept.save(update_fields=list(TAKEN_OVER))
    content["kept_after"] = {name: getattr(kept, name) for name in TAKEN_OVER}
    for row in kept.employments.filter(manager=kept):
        before = facts(row)
        row.manager = None
        row.save(update_fields=["manager"])
        content["changed"].append(
            {"model": row._meta.label, "pk": row.pk, "before": before, "after": facts(row)}
        )
    for person in (kept, merged):
        follow_employment(person)


@verb
def undo_merge(*, by: Person, merge: PersonMerge) -> Person:
    """Take a merge back, exactly; refused, saying what, where something of it has changed since."""
    require(by, Permission.APPOINT_PEOPLE, keeper_of_person(merge.kept, by))
    lock_for_act(merge)
    if not merge.can_be_undone:
        raise ValidationError(_("The merge is undone already, or too much has been erased since."))
    kept, merged = merge.kept, merge.merged
    changed = list(_changed_since(merge))
    if changed:
        words = _("The merge can't be undone: this has changed since: %(what)s.")
        raise ValidationError(words % {"what": "; ".join(changed)})
    content = merge.content
    for label, name, keys in content["moved"]:
        _model(label)._base_manager.filter(pk__in=keys).update(**{name: merged})
    for change in reversed(content["changed"]):
        row = _model(change["model"])._base_manager.get(pk=change["pk"])
        _set(row, change["before"])
    for one in serializers.deserialize("python", content["removed"]):
        one.save(force_insert=True)
    _set(kept, content["kept"])
    merged.merged_into = None
    _set(merged, content["merged"])
    merge.undone_on = today()
    merge.save(update_fields=["undone_on"])
    for person in (kept, merged):
        follow_employment(person)
    record("organisations.merge_undone", kept, by=by, before={"merged": merge.merged_name})
    return merged


def _changed_since(merge: PersonMerge) -> Iterator[str]:
    content = merge.content
    for label, name, keys in content["moved"]:
        model = _model(label)
        still = model._base_manager.filter(pk__in=keys, **{name: merge.kept}).count()
        if still != len(keys):
            yield say_relation(model, name, len(keys), merge.kept)
    for change in content["changed"]:
        row = _model(change["model"])._base_manager.filter(pk=change["pk"]).first()
        if row is None or facts(row) != change["after"]:
            yield str(row or _model(change["model"])._meta.verbose_name)
    if any(getattr(merge.kept, name) != value for name, value in content["kept_after"].items()):
        yield _("e-mail, phone or password of %(name)s") % {"name": merge.kept}
    email = content["merged"]["email"]
    if email and Person.objects.filter(email__iexact=email).exclude(pk=merge.kept_id).exists():
        yield _("the e-mail %(email)s is another person's now") % {"email": email}


def _model(label: str) -> Any:
    return apps.get_model(label)


def _set(row: models.Model, values: dict[str, Any]) -> None:
    for field in row._meta.concrete_fields:
        if field.attname in values:
            setattr(row, field.attname, field.to_python(values[field.attname]))
    row.save()

"""Which facts belong to which part of an application's page, so that its audience can be asked for each of them."""

from collections.abc import Mapping

from samdrift.records.register.fields import APPLICATION_FIELDS
from samdrift.records.register.models import Application, FieldGroup

_APPLICATION = Application._meta.label_lower
#: "" stands for every field of the noun. What is not here is the application's own identity - name, product, area,
#: purpose, who hosts, operates and uses it, from when to when - which everyone sees who may know of the application.
FIELD_GROUPS: dict[str, dict[str, FieldGroup]] = {
    _APPLICATION: {each.attname: each.group for each in APPLICATION_FIELDS if each.group},
    "register.participation": {"contact_id": FieldGroup.PEOPLE},
    "register.responsibility": {"": FieldGroup.PEOPLE},
    "register.assessment": {"": FieldGroup.ASSESSMENT},
    "register.valueassessment": {"": FieldGroup.ASSESSMENT},
    "register.dependency": {"note": FieldGroup.NOTES},
    "register.lifecycleevent": {"note": FieldGroup.NOTES},
    "competence.trainingplan": {"": FieldGroup.PEOPLE},
    "agreements.agreement": {"": FieldGroup.AGREEMENTS, "price_per_year_ore": FieldGroup.COSTS},
    "agreements.party": {"": FieldGroup.AGREEMENTS},
    "spending.costline": {"": FieldGroup.COSTS},
    "spending.approvaldelegation": {"": FieldGroup.COSTS},
}
#: What the history of an application keeps beside its own fields, as a file said it, with who sees it.
_TOLD_BY_FILES: dict[str, FieldGroup | None] = {}


def add_told_by_files(groups: Mapping[str, FieldGroup | None]) -> None:
    """Called by the room that reads files when it is made ready: what it keeps in histories, and who sees it."""
    _TOLD_BY_FILES.update(groups)


def group_of(kind: str, field: str = "") -> FieldGroup | None:
    """The group that a field of a noun belongs to; None for what everyone sees who may know of the application."""
    fields = FIELD_GROUPS.get(kind, {})
    return fields.get(field, fields.get(""))


def group_in_history(kind: str, key: str) -> FieldGroup | None:
    """The same for what an event keeps; in an application's, a key that nobody declares is a column of a file."""
    if kind != _APPLICATION or not key or key in _OWN:
        return group_of(kind, key)
    return _TOLD_BY_FILES.get(key, FieldGroup.NOTES)


_OWN = {"(by)", *(field.attname for field in Application._meta.concrete_fields)}

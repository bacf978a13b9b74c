"""Every field of what belongs to an application has a group, or is named here as the application's identity."""

from django.apps import apps

from samdrift.records.register.field_groups import FIELD_GROUPS, group_of
from samdrift.records.register.fields import APPLICATION, APPLICATION_FIELDS, EVERYONE

#: What everyone sees who may know of the application: a new field is put here on purpose, or gets a group.
IDENTITY = {
    "register.application": {
        *(field.attname for field in APPLICATION_FIELDS if field.group is EVERYONE),
        *APPLICATION.internal,
    },
    "register.participation": {
        "id",
        "application_id",
        "organisation_id",
        "unit_id",
        "users",
        "changed_at",
        "starts_on",
        "ends_on",
        "version",
    },
    "register.dependency": {"id", "application_id", "needs_id", "outside", "version"},
    "register.lifecycleevent": {"id", "application_id", "kind", "on", "decision", "version"},
}


def test_every_field_of_an_application_has_a_group_or_is_its_identity() -> None:
    for kind in FIELD_GROUPS:
        for field in apps.get_model(kind)._meta.concrete_fields:
            named = group_of(kind, field.attname) is not None
            identity = field.attname in IDENTITY.get(kind, set())
            assert named != identity, f"{kind}.{field.attname}: say who sees it"


def test_every_declared_field_exists() -> None:
    for kind, fields in FIELD_GROUPS.items():
        real = {field.attname for field in apps.get_model(kind)._meta.concrete_fields}
        assert set(fields) - {""} <= real, kind

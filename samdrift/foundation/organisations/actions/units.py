"""What happens to units."""

from django.utils.translation import gettext_noop

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_edit, save_changes
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.models import (
    Person,
    Unit,
)
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of


@verb
def save_unit(*, by: Person, unit: Unit) -> Unit:
    """Add a unit, or change one."""
    require(by, Permission.MANAGE_UNITS, keeper_of(unit.organisation, by))
    stored = lock_for_edit(unit) if unit.pk else None
    before = facts(stored) if stored else {}
    unit.full_clean()
    if stored is None:
        unit.save()
    else:
        save_changes(unit, stored)
    event = (
        gettext_noop("organisations.unit_changed")
        if before
        else gettext_noop("organisations.unit_added")
    )
    record(event, unit, by=by, before=before, after=facts(unit), parent=unit.organisation)
    return unit

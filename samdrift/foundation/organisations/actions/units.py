"""What happens to units."""

from collections.abc import Iterable

from django.utils.translation import gettext_noop

from samdrift.foundation.audit.actions import record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_edit, save_changes
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.actions.unit_functions import set_functions
from samdrift.foundation.organisations.models import Person, Unit
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of
from samdrift.foundation.organisations.queries.functions import unit_facts


@verb
def save_unit(*, by: Person, unit: Unit, functions: Iterable[str] | None = None) -> Unit:
    """Add a unit, or change one.

    functions: the names of all that it has from today, new ones proposed; None: those that it has.
    """
    require(by, Permission.MANAGE_UNITS, keeper_of(unit.organisation, by))
    stored = lock_for_edit(unit) if unit.pk else None
    before = unit_facts(stored) if stored else {}
    unit.full_clean()
    if stored is None:
        unit.save()
    else:
        save_changes(unit, stored)
    if functions is not None:
        set_functions(by=by, unit=unit, names=functions)
    event = (
        gettext_noop("organisations.unit_changed")
        if before
        else gettext_noop("organisations.unit_added")
    )
    record(event, unit, by=by, before=before, after=unit_facts(unit), parent=unit.organisation)
    return unit

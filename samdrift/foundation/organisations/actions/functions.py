"""The list of functions: named, renamed, accepted, merged and taken away by whoever keeps it for the federation."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act, lock_for_edit, save_changes
from samdrift.foundation.organisations.access import require_that
from samdrift.foundation.organisations.actions.unit_functions import join_function
from samdrift.foundation.organisations.models import Function, Person
from samdrift.foundation.organisations.queries.functions import keeps_functions


@verb
def add_function(*, by: Person, name: str) -> Function:
    """Put a function on the list."""
    require_that(keeps_functions(by))
    function = Function(name=name)
    function.full_clean()
    function.save()
    record("organisations.function_added", function, by=by, after=facts(function))
    return function


@verb
def rename_function(*, by: Person, function: Function, name: str) -> Function:
    """Call a function something else; every unit that has it has it under the new name."""
    require_that(keeps_functions(by))
    stored = lock_for_edit(function)
    before = facts(stored)
    function.name = name
    function.full_clean()
    save_changes(function, stored)
    event = gettext_noop("organisations.function_renamed")
    record(event, function, by=by, before=before, after=facts(function))
    return function


@verb
def accept_function(*, by: Person, function: Function) -> Function:
    """Put a proposed function on the list."""
    require_that(keeps_functions(by))
    stored = lock_for_act(function)
    if stored.proposed_on is None:
        raise ValidationError(_("%(name)s is on the list already.") % {"name": stored})
    before = facts(stored)
    stored.proposed_on = None
    stored.save(update_fields=["proposed_on"])
    event = gettext_noop("organisations.function_accepted")
    record(event, stored, by=by, before=before, after=facts(stored))
    return stored


@verb
def merge_function(*, by: Person, function: Function, into: Function, why: str) -> Function:
    """Make two functions that are the same into one: whoever has or had the one has the other. It can't be undone."""
    require_that(keeps_functions(by))
    if not why.strip():
        raise ValidationError({"why": _("Say why.")})
    lock_for_act(function)
    if function.pk == into.pk:
        raise ValidationError({"into": _("Choose another function.")})
    before, number = facts(function), 0
    for row in function.held_by.select_related("unit__organisation", "function"):
        join_function(by=by, row=row, unit=row.unit, function=into)
        number += 1
    record(gettext_noop("organisations.function_gone"), function, by=by, before=before, why=why)
    name = str(function)
    function.delete()
    after = {"merged": name, "rows": number}
    event = gettext_noop("organisations.function_merged")
    record(event, into, by=by, after=after, why=why)
    return into


@verb
def remove_function(*, by: Person, function: Function, why: str) -> None:
    """Take a function off the list that no unit has or has had; others are merged."""
    require_that(keeps_functions(by))
    if not why.strip():
        raise ValidationError({"why": _("Say why.")})
    lock_for_act(function)
    held = function.held_by.select_related("unit__organisation").first()
    if held is not None:
        words = _("%(unit)s has it or has had it. Merge it with another function instead.")
        raise ValidationError(words % {"unit": held.unit})
    event = gettext_noop("organisations.function_removed")
    record(event, function, by=by, before=facts(function), why=why)
    function.delete()

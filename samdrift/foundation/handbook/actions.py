"""The room's verbs: what a federation adds to the handbook, and hints that are closed for good."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act, lock_for_edit, save_changes
from samdrift.foundation.handbook.hints import hint_named
from samdrift.foundation.handbook.models import Addition, ClosedHint
from samdrift.foundation.handbook.text import handbook
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission


@verb
def write_addition(*, by: Person, federation: Organisation, section: str, text: str) -> Addition:
    """Write what a federation says of its own under a section («chapter#place»); one for each section."""
    require(by, Permission.EDIT_HANDBOOK, federation)
    found = handbook().section(section)
    if found is None:
        raise ValidationError({"section": _("The handbook has no such section.")})
    addition = Addition(
        federation=federation, chapter=found.chapter, section=found.anchor, text=text
    )
    addition.full_clean()
    addition.save(force_insert=True)
    record("handbook.addition_written", addition, by=by, after=facts(addition))
    return addition


@verb
def change_addition(*, by: Person, addition: Addition) -> Addition:
    """Store another text of an addition; what it said before stands in the history."""
    stored = lock_for_edit(addition)
    require(by, Permission.EDIT_HANDBOOK, stored)
    addition.full_clean()
    before = facts(stored)
    save_changes(addition, stored)
    record("handbook.addition_changed", addition, by=by, before=before, after=facts(addition))
    return addition


@verb
def remove_addition(*, by: Person, addition: Addition) -> None:
    """Take an addition away; the history keeps what it said."""
    require(by, Permission.EDIT_HANDBOOK, lock_for_act(addition))
    record(
        "handbook.addition_removed",
        addition,
        by=by,
        before=facts(addition),
        parent=addition.federation,
    )
    addition.delete()


@verb
def close_hint(*, by: Person, hint: str) -> None:
    """Show a hint to the person no more; a second time changes nothing."""
    if hint_named(hint) is None:
        raise ValidationError(_("There is no such hint."))
    _closed, is_new = ClosedHint.objects.get_or_create(person=by, hint=hint)
    if is_new:
        record("handbook.hint_closed", by, by=by)


def forget_closed_hints(people: list[Person]) -> None:
    """Nothing is left of what people who are erased have closed."""
    ClosedHint.objects.filter(person__in=people).delete()

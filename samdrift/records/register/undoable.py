"""Acts of the register that are undone as a whole: suppliers merged, one change made in several applications."""

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from samdrift.foundation.audit.models import AuditEvent, ChangeSet
from samdrift.foundation.audit.queries import Hides
from samdrift.foundation.organisations.access import may, organisation_ids_where
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.undoable import UndoableAct
from samdrift.records.register.actions.merging_suppliers import SUPPLIERS_MERGED
from samdrift.records.register.actions.several import SEVERAL_CHANGED
from samdrift.records.register.models import Product
from samdrift.records.register.queries import may_merge_suppliers, visible_suppliers

OPEN_KINDS = {"organisations.organisation", "register.product", "register.supplieralias"}


def _may_undo(person: Person, _kept: Organisation) -> bool:
    return may_merge_suppliers(person)


def _hides(person: Person, _change_set: ChangeSet) -> Hides:
    """Which agreements followed is told to who sees them all."""
    sees_all = may_merge_suppliers(person)

    def hides(event: AuditEvent, _field: str) -> bool:
        return not sees_all and event.about_kind not in OPEN_KINDS

    return hides


def _store_words_anew(change_set: ChangeSet) -> None:
    """What the kept supplier sells is found by its own names alone again."""
    Product.store_words(Product.objects.filter(supplier=int(change_set.about_id)))


MERGED_SUPPLIERS = UndoableAct(
    act=SUPPLIERS_MERGED,
    undone=gettext_noop("register.suppliers_parted"),
    visible=visible_suppliers,
    may_undo=_may_undo,
    afterwards=_store_words_anew,
    hides=_hides,
)


def _acted_for(person: Person) -> QuerySet[Organisation]:
    """The organisations whose applications the person keeps: what their keepers changed in several shows all of it."""
    keys = organisation_ids_where(person, Permission.APPOINT_OWNER)
    return Organisation.objects.filter(pk__in=keys)


def _keeps_applications(person: Person, acted_for: Organisation) -> bool:
    return may(person, Permission.APPOINT_OWNER, acted_for)


CHANGED_SEVERAL = UndoableAct(
    act=SEVERAL_CHANGED,
    undone=gettext_noop("register.several_undone"),
    visible=_acted_for,
    may_undo=_keeps_applications,
)

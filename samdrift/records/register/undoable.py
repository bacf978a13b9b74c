"""Two suppliers that were merged can be parted again, by whoever may merge them."""

from django.utils.translation import gettext_noop

from samdrift.foundation.audit.models import AuditEvent, ChangeSet
from samdrift.foundation.audit.queries import Hides
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.undoable import UndoableAct
from samdrift.records.register.actions.merging_suppliers import SUPPLIERS_MERGED
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

"""The files of an agreement: its signed text, its price appendix."""

from samdrift.foundation.files.attachable import Attachable
from samdrift.foundation.organisations.access import may
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.agreements.models import Agreement
from samdrift.records.agreements.queries import sees_price, visible_agreements


def _may_edit(person: Person, agreement: Agreement) -> bool:
    return may(person, Permission.EDIT_AGREEMENT, agreement)


AGREEMENT_FILES = Attachable(
    name="avtal",
    model="agreements.Agreement",
    page="agreement_page",
    visible=visible_agreements,
    may_keep=_may_edit,
    sees_costs=sees_price,
)

"""For whom the start page is: one kind for each person, by the weightiest role held today."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.access import is_supplier
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.queries import roles_on_applications


class ReaderKind(StrEnum):
    """Whose work the start page is about."""

    ADMINISTRATOR = "administrator"
    IT_MANAGER = "it_manager"
    CONTROLLER = "controller"
    AUDITOR = "auditor"
    DEPARTMENT_MANAGER = "department_manager"
    OWNER = "owner"
    NEIGHBOUR = "neighbour"
    SUPPLIER = "supplier"
    EMPLOYEE = "employee"

    @property
    def heading(self) -> str | Promise:
        """The start page's heading."""
        return _TITLES[self]

    @property
    def governs(self) -> bool:
        """Does the person work with what the municipalities do together?"""
        return self in {self.ADMINISTRATOR, self.IT_MANAGER, self.CONTROLLER, self.AUDITOR}


_TITLES = {
    ReaderKind.ADMINISTRATOR: _("Overview for the federation"),
    ReaderKind.IT_MANAGER: _("Overview for the IT manager"),
    ReaderKind.CONTROLLER: _("Overview for the controller"),
    ReaderKind.AUDITOR: _("Overview for the auditor"),
    ReaderKind.DEPARTMENT_MANAGER: _("Overview for the department manager"),
    ReaderKind.OWNER: _("Overview of your applications"),
    ReaderKind.NEIGHBOUR: _("Overview of what we do together"),
    ReaderKind.SUPPLIER: _("Overview for the supplier"),
    ReaderKind.EMPLOYEE: _("What do you need?"),
}
#: The weightiest role first.
_BY_ROLE = (
    (Role.FEDERATION_ADMINISTRATOR, ReaderKind.ADMINISTRATOR),
    (Role.IT_MANAGER, ReaderKind.IT_MANAGER),
    (Role.CONTROLLER, ReaderKind.CONTROLLER),
    (Role.AUDITOR, ReaderKind.AUDITOR),
    (Role.DEPARTMENT_MANAGER, ReaderKind.DEPARTMENT_MANAGER),
)


def reader_kind(person: Person) -> ReaderKind:
    if is_supplier(person):
        return ReaderKind.SUPPLIER
    if not person.federation_ids:
        return ReaderKind.NEIGHBOUR
    held = {each.role for each in person.appointments_today}
    for role, kind in _BY_ROLE:
        if role in held:
            return kind
    return ReaderKind.OWNER if roles_on_applications(person) else ReaderKind.EMPLOYEE

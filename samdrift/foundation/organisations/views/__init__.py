"""Pages about organisations, their units and people."""

from samdrift.foundation.organisations.views.organisations import (
    organisation_add,
    organisation_list,
    organisation_page,
)
from samdrift.foundation.organisations.views.people import (
    appointment_add,
    appointment_end,
    person_add,
    person_list,
    person_page,
)
from samdrift.foundation.organisations.views.units import it_unit_comparison, unit_add, unit_change

__all__ = [
    "appointment_add",
    "appointment_end",
    "it_unit_comparison",
    "organisation_add",
    "organisation_list",
    "organisation_page",
    "person_add",
    "person_list",
    "person_page",
    "unit_add",
    "unit_change",
]

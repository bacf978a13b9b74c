"""Everything that can happen to organisations, people and population."""

from samdrift.foundation.organisations.actions.organisations import (
    add_organisation,
    found_federation,
    identify_organisation,
    join_federation,
    leave_federation,
)
from samdrift.foundation.organisations.actions.people import add_person, appoint, end_appointment
from samdrift.foundation.organisations.actions.population import store_population
from samdrift.foundation.organisations.actions.units import save_unit

__all__ = [
    "add_organisation",
    "add_person",
    "appoint",
    "end_appointment",
    "found_federation",
    "identify_organisation",
    "join_federation",
    "leave_federation",
    "save_unit",
    "store_population",
]

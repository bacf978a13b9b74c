"""Everything that can happen to organisations, people and population."""

from samdrift.foundation.organisations.actions.organisation_changes import (
    change_membership,
    change_organisation,
    close_organisation,
    merge_organisation,
    remove_organisation,
)
from samdrift.foundation.organisations.actions.organisations import (
    add_organisation,
    found_federation,
    identify_organisation,
    join_federation,
    leave_federation,
)
from samdrift.foundation.organisations.actions.people import add_person, appoint, end_appointment
from samdrift.foundation.organisations.actions.population import store_population
from samdrift.foundation.organisations.actions.unit_changes import (
    close_unit,
    merge_unit,
    move_unit,
    remove_unit,
)
from samdrift.foundation.organisations.actions.units import save_unit

__all__ = [
    "add_organisation",
    "add_person",
    "appoint",
    "change_membership",
    "change_organisation",
    "close_organisation",
    "close_unit",
    "end_appointment",
    "found_federation",
    "identify_organisation",
    "join_federation",
    "leave_federation",
    "merge_organisation",
    "merge_unit",
    "move_unit",
    "remove_organisation",
    "remove_unit",
    "save_unit",
    "store_population",
]

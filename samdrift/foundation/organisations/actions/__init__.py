"""Everything that can happen to organisations, people and population."""

from samdrift.foundation.organisations.actions.appointments import appoint, end_appointment
from samdrift.foundation.organisations.actions.employment_ends import close_employment
from samdrift.foundation.organisations.actions.employments import (
    change_employment,
    employ,
    start_employment,
)
from samdrift.foundation.organisations.actions.functions import (
    accept_function,
    add_function,
    merge_function,
    remove_function,
    rename_function,
)
from samdrift.foundation.organisations.actions.inviting import invite_person
from samdrift.foundation.organisations.actions.listed_place import follow_employments
from samdrift.foundation.organisations.actions.merging import (
    add_merge_objection,
    merge_people,
    undo_merge,
)
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
from samdrift.foundation.organisations.actions.people import add_person, change_person
from samdrift.foundation.organisations.actions.personal_data import (
    erase_person,
    hand_out_personal_data,
)
from samdrift.foundation.organisations.actions.population import store_population
from samdrift.foundation.organisations.actions.sign_ins import (
    erase_old_sign_ins,
    record_download,
    record_failed_sign_in,
    record_sign_in,
)
from samdrift.foundation.organisations.actions.undoing import drop_old_values, undo_changes
from samdrift.foundation.organisations.actions.unit_changes import (
    close_unit,
    merge_unit,
    move_unit,
    remove_unit,
)
from samdrift.foundation.organisations.actions.unit_functions import (
    give_function,
    take_away_function,
)
from samdrift.foundation.organisations.actions.units import save_unit

__all__ = [
    "accept_function",
    "add_function",
    "add_merge_objection",
    "add_organisation",
    "add_person",
    "appoint",
    "change_employment",
    "change_membership",
    "change_organisation",
    "change_person",
    "close_employment",
    "close_organisation",
    "close_unit",
    "drop_old_values",
    "employ",
    "end_appointment",
    "erase_old_sign_ins",
    "erase_person",
    "follow_employments",
    "found_federation",
    "give_function",
    "hand_out_personal_data",
    "identify_organisation",
    "invite_person",
    "join_federation",
    "leave_federation",
    "merge_function",
    "merge_organisation",
    "merge_people",
    "merge_unit",
    "move_unit",
    "record_download",
    "record_failed_sign_in",
    "record_sign_in",
    "remove_function",
    "remove_organisation",
    "remove_unit",
    "rename_function",
    "save_unit",
    "start_employment",
    "store_population",
    "take_away_function",
    "undo_changes",
    "undo_merge",
]

"""Pages about organisations, their units and people."""

from samdrift.foundation.organisations.views.change_sets import change_set_page, change_set_undo
from samdrift.foundation.organisations.views.employments import (
    employment_add,
    employment_change,
    employment_close,
)
from samdrift.foundation.organisations.views.function_changes import (
    function_accept,
    function_add,
    function_give,
    function_merge,
    function_remove,
    function_rename,
    function_take_away,
)
from samdrift.foundation.organisations.views.functions import function_list, function_page
from samdrift.foundation.organisations.views.merging import (
    merge_undo,
    person_merge,
    person_merge_choose,
)
from samdrift.foundation.organisations.views.organisation_changes import (
    membership_add,
    membership_change,
    organisation_change,
    organisation_close,
    organisation_merge,
    organisation_remove,
)
from samdrift.foundation.organisations.views.organisation_page import (
    organisation_page,
    organisation_tab,
)
from samdrift.foundation.organisations.views.organisations import (
    organisation_add,
    organisation_list,
)
from samdrift.foundation.organisations.views.people import (
    appointment_add,
    appointment_end,
    person_add,
    person_change,
    person_invite,
    person_list,
    person_page,
)
from samdrift.foundation.organisations.views.personal_data import person_data, person_erase
from samdrift.foundation.organisations.views.unit_changes import (
    unit_close,
    unit_merge,
    unit_move,
    unit_remove,
)
from samdrift.foundation.organisations.views.units import it_unit_comparison, unit_add, unit_change

__all__ = [
    "appointment_add",
    "appointment_end",
    "change_set_page",
    "change_set_undo",
    "employment_add",
    "employment_change",
    "employment_close",
    "function_accept",
    "function_add",
    "function_give",
    "function_list",
    "function_merge",
    "function_page",
    "function_remove",
    "function_rename",
    "function_take_away",
    "it_unit_comparison",
    "membership_add",
    "membership_change",
    "merge_undo",
    "organisation_add",
    "organisation_change",
    "organisation_close",
    "organisation_list",
    "organisation_merge",
    "organisation_page",
    "organisation_remove",
    "organisation_tab",
    "person_add",
    "person_change",
    "person_data",
    "person_erase",
    "person_invite",
    "person_list",
    "person_merge",
    "person_merge_choose",
    "person_page",
    "unit_add",
    "unit_change",
    "unit_close",
    "unit_merge",
    "unit_move",
    "unit_remove",
]

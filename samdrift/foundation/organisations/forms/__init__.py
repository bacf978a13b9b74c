"""What a person typed about organisations and people → clean values."""

from samdrift.foundation.organisations.forms.days import DAY, LastDayForm
from samdrift.foundation.organisations.forms.organisations import (
    CloseOrganisationForm,
    CloseUnitForm,
    MembershipForm,
    MergeForm,
    MoveUnitForm,
    OrganisationForm,
    ReasonForm,
    UnitForm,
)
from samdrift.foundation.organisations.forms.people import AppointmentForm, PersonForm

__all__ = [
    "DAY",
    "AppointmentForm",
    "CloseOrganisationForm",
    "CloseUnitForm",
    "LastDayForm",
    "MembershipForm",
    "MergeForm",
    "MoveUnitForm",
    "OrganisationForm",
    "PersonForm",
    "ReasonForm",
    "UnitForm",
]

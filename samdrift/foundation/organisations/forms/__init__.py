"""What a person typed about organisations and people → clean values."""

from samdrift.foundation.organisations.forms.choices import PersonChoiceField, person_label
from samdrift.foundation.organisations.forms.closing import (
    CloseEmploymentForm,
    EraseForm,
    MergePersonForm,
    typed_day,
)
from samdrift.foundation.organisations.forms.days import DAY, LastDayForm
from samdrift.foundation.organisations.forms.functions import (
    FunctionForm,
    GiveFunctionForm,
    MergeFunctionForm,
    TakeAwayFunctionForm,
)
from samdrift.foundation.organisations.forms.organisations import (
    MembershipForm,
    MergeForm,
    MoveUnitForm,
    OrganisationForm,
    ReasonForm,
)
from samdrift.foundation.organisations.forms.people import (
    AppointmentForm,
    EmployForm,
    EmploymentForm,
    PersonChangeForm,
    PersonForm,
)
from samdrift.foundation.organisations.forms.taking_over import ClosingForm
from samdrift.foundation.organisations.forms.units import UnitForm

__all__ = [
    "DAY",
    "AppointmentForm",
    "CloseEmploymentForm",
    "ClosingForm",
    "EmployForm",
    "EmploymentForm",
    "EraseForm",
    "FunctionForm",
    "GiveFunctionForm",
    "LastDayForm",
    "MembershipForm",
    "MergeForm",
    "MergeFunctionForm",
    "MergePersonForm",
    "MoveUnitForm",
    "OrganisationForm",
    "PersonChangeForm",
    "PersonChoiceField",
    "PersonForm",
    "ReasonForm",
    "TakeAwayFunctionForm",
    "UnitForm",
    "person_label",
    "typed_day",
]

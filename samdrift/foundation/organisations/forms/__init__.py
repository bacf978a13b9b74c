"""What a person typed about organisations and people → clean values."""

from samdrift.foundation.organisations.forms.days import DAY, LastDayForm
from samdrift.foundation.organisations.forms.organisations import OrganisationForm, UnitForm
from samdrift.foundation.organisations.forms.people import AppointmentForm, PersonForm

__all__ = ["DAY", "AppointmentForm", "LastDayForm", "OrganisationForm", "PersonForm", "UnitForm"]

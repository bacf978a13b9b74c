"""A federation is never without an administrator: nobody else could appoint one."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.foundation.organisations.models import Appointment, Employment, Kind, Organisation
from samdrift.foundation.organisations.roles import Role


def require_administrator(federations: set[int], day: dt.date) -> None:
    """Refuse where, from a day, nobody is a federation's administrator until further notice.

    Asked when the roles are written, within the transaction. Raises ValidationError.
    """
    for federation in Organisation.objects.filter(pk__in=federations, kind=Kind.FEDERATION):
        employed = Employment.objects.filter(starts_on__lte=day, ends_on=None)
        held = Appointment.objects.filter(
            organisation=federation,
            role=Role.FEDERATION_ADMINISTRATOR,
            starts_on__lte=day,
            ends_on=None,
            person__in=employed.values("person"),
        )
        if not held.exists():
            raise ValidationError(
                _("Nobody would be the administrator of %(federation)s: appoint another first.")
                % {"federation": federation}
            )


def administered_by(person: int) -> set[int]:
    """The federations that a person is or becomes the administrator of."""
    rows = Appointment.objects.filter(person=person, role=Role.FEDERATION_ADMINISTRATOR)
    return set(rows.filter(ends_on=None).values_list("organisation_id", flat=True))

"""Days without a system owner: each takes a reason."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.core.periods import Period
from samdrift.core.succession import new_gaps
from samdrift.records.register.models import Application, ResponsibilityRole


def owned_periods(application: Application) -> list[Period]:
    """The days that somebody owns the application, as stored."""
    rows = application.responsibilities.filter(role=ResponsibilityRole.OWNER)
    return [row.period for row in rows]


def require_reason_for_gaps(
    application: Application, owned_before: list[Period], reason: str
) -> None:
    """Days that lost their owner take a reason; it is kept with the owner before them. Raises ValidationError."""
    gaps = new_gaps(application.period, owned_before, owned_periods(application))
    if not gaps:
        return
    if not reason.strip():
        raise ValidationError(
            {
                "successor": _(
                    "Nobody owns the application from %(day)s. Choose a successor, or tick that it has no "
                    "system owner for now and give the reason."
                )
                % {"day": gaps[0].starts_on}
            }
        )
    owners = application.responsibilities.filter(role=ResponsibilityRole.OWNER)
    for gap in gaps:
        earlier = owners.filter(ends_on__lt=gap.starts_on).order_by("-ends_on")[:1]
        for row in earlier:
            row.gap_reason = reason.strip()[:250]
            row.save(update_fields=["gap_reason"])

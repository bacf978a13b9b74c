"""What the columns of a file were taken to mean, as its history tells it."""

from django.conf import settings
from django.utils.translation import override

from samdrift.foundation.organisations.list_fields import ORGANISATION_FIELDS, UNIT_FIELDS
from samdrift.foundation.ui.listing.list_fields import labels_of
from samdrift.records.agreements.list_fields import AGREEMENT_FIELDS
from samdrift.records.intake.convert.words import (
    COST_FIELD_LABELS,
    EMPLOYEE_FIELD_LABELS,
    FIELD_LABELS,
)
from samdrift.records.intake.models import About, Upload
from samdrift.records.register.participation_fields import PARTICIPATION_FIELDS

LABELS = {
    About.REGISTER: FIELD_LABELS,
    About.COSTS: COST_FIELD_LABELS,
    About.EMPLOYEES: EMPLOYEE_FIELD_LABELS,
    About.AGREEMENTS: labels_of(AGREEMENT_FIELDS),
    About.PARTICIPATIONS: labels_of(PARTICIPATION_FIELDS),
    About.ORGANISATIONS: labels_of(ORGANISATION_FIELDS),
    About.UNITS: labels_of(UNIT_FIELDS),
}


def meanings_in_words(upload: Upload) -> dict[str, str]:
    """Each heading of the file with what it was taken to mean, empty where it is kept or left as it is."""
    labels = LABELS[About(upload.about)]
    with override(settings.LANGUAGE_CODE):
        return {
            heading: str(labels.get(field) or field) for heading, field in upload.columns.items()
        }

"""How something dated ends: the part that every verb that ends something has in common."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import facts
from samdrift.foundation.audit.versions import lock_for_act
from samdrift.foundation.organisations.dated import Dated, check_day


def end_on_day(row: Dated, ends_on: dt.date) -> dict[str, Any]:
    """Store the last day of a row that is held from now on; returns its facts from before, for the log.

    The verb that calls has asked whether the person may. Raises ValidationError where the row ends that day already,
    is another than the caller read, or may not end then.
    """
    lock_for_act(row)
    check_day("ends_on", ends_on)
    if row.ends_on == ends_on:
        raise ValidationError({"ends_on": _("It ends that day already.")})
    before = facts(row)
    row.ends_on = ends_on
    row.full_clean()
    row.save()
    return before

"""The register as of an earlier day, row by row with the values that it had then."""

import datetime as dt

from django.db.models import prefetch_related_objects

from samdrift.foundation.audit.past import past_of
from samdrift.records.register.models import Application
from samdrift.records.register.models.application import ApplicationQuerySet

RELATED = ("product", "area", "host", "operating_unit")


def applications_as_of(rows: ApplicationQuerySet, on: dt.date) -> list[Application]:
    """The applications that existed on a day, as they were at its end; their rows must never be saved.

    rows: with everything annotated and prefetched for that day. Seven queries, whatever has changed since; the rows
    are read whole, so filters and order go by what was, not by what is.
    """
    past = past_of(Application, on)
    found = [past.put_back(row) for row in rows.on(on)]
    prefetch_related_objects(found, *RELATED)
    return found

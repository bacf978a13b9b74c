"""Which day it is: the one place that knows."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone


def today() -> dt.date:
    """Today, or the fixed day of a demonstration or a test (`SAMDRIFT_TODAY`)."""
    return fixed_day() or timezone.localdate()


def fixed_day() -> dt.date | None:
    """The day set by `SAMDRIFT_TODAY`, shown on every page when there is one."""
    if not settings.SAMDRIFT_TODAY:
        return None
    try:
        return dt.date.fromisoformat(settings.SAMDRIFT_TODAY)
    except ValueError as wrong:
        raise ImproperlyConfigured(
            f"SAMDRIFT_TODAY is {settings.SAMDRIFT_TODAY!r}: write a day as 2009-01-01"
        ) from wrong

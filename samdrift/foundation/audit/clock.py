"""Which day and moment it is: the one place that knows. A demonstration has its own day, and its history too."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone


def today() -> dt.date:
    """Today, or the fixed day of a demonstration or a test (`SAMDRIFT_TODAY`)."""
    return fixed_day() or timezone.localdate()


def now() -> dt.datetime:
    """This moment, with time zone; on the fixed day of a demonstration, at the time of day that it is."""
    moment = timezone.localtime()
    fixed = fixed_day()
    if fixed is None:
        return moment
    return timezone.make_aware(dt.datetime.combine(fixed, moment.time()))


def end_of(day: dt.date) -> dt.datetime:
    """The first moment after a day, with time zone."""
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))


def fixed_day() -> dt.date | None:
    """The day set by `SAMDRIFT_TODAY`, shown on every page when there is one."""
    if not settings.SAMDRIFT_TODAY:
        return None
    try:
        return dt.date.fromisoformat(settings.SAMDRIFT_TODAY)
    except ValueError as wrong:
        raise ImproperlyConfigured(
            f"SAMDRIFT_TODAY är {settings.SAMDRIFT_TODAY!r}: skriv en dag som 2009-01-01"
        ) from wrong

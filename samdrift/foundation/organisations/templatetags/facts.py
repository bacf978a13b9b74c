"""What is said of a fact that is kept: of which moment it is."""

import datetime as dt
from typing import Protocol

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

register = template.Library()


class OfMoment(Protocol):
    """What was counted at a moment, and whether anything has been recorded since."""

    @property
    def at(self) -> dt.datetime: ...

    @property
    def is_behind(self) -> bool: ...


@register.simple_tag
def counted_words(found: OfMoment) -> str:
    """Of which moment the figures are, and whether they are the register's of now."""
    at = date_format(timezone.localtime(found.at), "Y-m-d H:i")
    if found.is_behind:
        words = gettext(
            "Counted %(at)s. The register has changed since then; the figures are being counted anew."
        )
    else:
        words = gettext("Counted %(at)s; nothing has been registered since then.")
    return words % {"at": at}

"""What is easily missed on the room's pages: said until the reader closes it."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.handbook.hints import FirstHint

HINTS = [
    FirstHint(
        "owner-days",
        "responsibility_add",
        _(
            "The days may lie in the past, before the register was brought in too. Whoever had the "
            "task until then hands over the day before."
        ),
        "organisation#systemagare-bitradande-och-systemansvariga",
    ),
]

"""What is easily missed on the room's pages: said until the reader closes it."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.handbook.hints import FirstHint

HINTS = [
    FirstHint(
        "agreements",
        "agreement_list",
        _(
            "What needs a decision from you stands first. The state says what is to be done, and the "
            "agreement's own page who does it and by which day."
        ),
        "avtal",
    ),
]

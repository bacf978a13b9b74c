"""What is easily missed on the room's pages: said until the reader closes it."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.handbook.hints import FirstHint

HINTS = [
    FirstHint(
        "opportunity",
        "opportunity_page",
        _(
            "Do you want to do this? «Put forward for decision» makes a proposal of it that each "
            "municipality decides about; what you see here is then frozen as its grounds."
        ),
        "samverkan",
    ),
]

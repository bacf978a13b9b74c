"""What is easily missed on the room's pages: said until the reader closes it."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.handbook.hints import FirstHint

HINTS = [
    FirstHint(
        "policy",
        "policy",
        _(
            "Behind each figure are the rows that it counts: what is lacking, since when, who acts "
            "and where it is mended. Choose the clause to see them."
        ),
        "policyn",
    ),
]

"""What is easily missed on the room's pages: said until the reader closes it."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.handbook.hints import FirstHint

HINTS = [
    FirstHint(
        "bring-in",
        "upload_list",
        _(
            "Give the file as it is: cover sheets, merged headings and totals are no hindrance. "
            "Nothing is written until you have seen what would change and confirmed it, and it can "
            "be undone for 30 days."
        ),
        "lasa-in-ett-register",
    ),
]

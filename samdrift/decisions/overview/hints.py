"""What is easily missed on the room's pages: said until the reader closes it."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.handbook.hints import FirstHint

HINTS = [
    FirstHint(
        "costs",
        "cost_overview",
        _(
            "A cost goes four steps: entered, approved by the system owner, shared, charged. What "
            "stands still waits for somebody, and the step says for whom."
        ),
        "kostnader",
    ),
]

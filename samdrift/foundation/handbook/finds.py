"""The handbook and what federations add to it, as the search of every page finds them."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.handbook.finding import find_sections
from samdrift.foundation.handbook.models import Addition
from samdrift.foundation.handbook.queries import visible_additions
from samdrift.foundation.organisations.finding import Find, FindKind, FindTexts


def _tell_addition(addition: Addition) -> Find:
    return Find(addition.title, addition.get_absolute_url(), addition.text)


FINDS = [
    FindKind(
        "help_addition",
        _("What the federation adds to the handbook"),
        rows=visible_additions,
        tell=_tell_addition,
        title="section",
        model="handbook.Addition",
        fields=("section", "text"),
        order=90,
    ),
]
TEXTS = FindTexts("handbook", _("The handbook"), find_sections)

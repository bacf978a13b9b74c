"""Joint initiatives as the search of every page finds them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.finding import Find, FindKind
from samdrift.records.spending.models import JointInitiative
from samdrift.records.spending.queries import visible_initiatives


def _tell_initiative(initiative: JointInitiative) -> Find:
    page = reverse("initiative_page", args=[initiative.pk])
    return Find(initiative.name, page, initiative.get_kind_display())


FINDS = [
    FindKind(
        "initiative",
        _("Joint initiatives"),
        rows=visible_initiatives,
        tell=_tell_initiative,
        model="spending.JointInitiative",
        fields=("name", "purpose"),
        list_page="initiative_list",
        order=55,
    ),
]

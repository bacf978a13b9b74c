"""Agreements as the search of every page finds them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.finding import Find, FindKind
from samdrift.records.agreements.models import Agreement
from samdrift.records.agreements.queries import visible_agreements


def _tell_agreement(agreement: Agreement) -> Find:
    said = (agreement.get_kind_display(), str(agreement.responsible))
    return Find(agreement.title, reverse("agreement_page", args=[agreement.pk]), ", ".join(said))


FINDS = [
    FindKind(
        "agreement",
        _("Agreements"),
        rows=lambda reader: visible_agreements(reader).select_related("responsible"),
        tell=_tell_agreement,
        title="title",
        model="agreements.Agreement",
        fields=("title", "number"),
        list_page="agreement_list",
        order=20,
    ),
]

"""The fields of an agreement that are taken out in a list and read back from it, each declared once."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from samdrift.core.swedish import swedish_key
from samdrift.foundation.ui.listing.list_fields import ListField, declare_noun
from samdrift.foundation.ui.listing.stored_fields import StoredField, Words, declare_field
from samdrift.records.agreements.models import Agreement, AgreementKind, Renewal
from samdrift.records.agreements.queries import BETWEEN_PARTIES, party_in_words


def parties_in_words(agreement: Agreement) -> str:
    """All parties with their roles, in one cell; ask with `parties__organisation` and `parties__unit` prefetched."""
    if agreement.parties_in_cell is not None:
        return agreement.parties_in_cell
    return BETWEEN_PARTIES.join(
        sorted((party_in_words(each) for each in agreement.parties.all()), key=swedish_key)
    )


def _declare(name: str, label: Words = "", **more: Any) -> StoredField:
    return declare_field(StoredField, Agreement, name, label, **more)


AGREEMENT_FIELDS = (
    _declare(
        "title",
        _("Agreement"),
        headings="Avtalsnamn | Avtalets namn | Titel | Benämning | Rubrik | Title",
    ),
    _declare(
        "kind", headings="Avtalstyp | Typ av avtal | Avtalsslag | Type", choices=AgreementKind
    ),
    _declare("number", headings="Diarienummer | Dnr | Avtalsnummer | Avtalsnr | Ärendenummer"),
    _declare(
        "responsible",
        _("Kept by"),
        headings="Avtalsägare | Avtalsansvarig kommun | Ansvarig kommun",
        held=lambda row: str(row.responsible),
        is_settled_elsewhere=True,
    ),
    ListField(
        "parties_with_roles",
        _("Parties with their roles"),
        headings="Avtalsparter | Avtalspart",
        longest=2000,
        held=parties_in_words,
        stored_in=("parties",),
    ),
    _declare(
        "starts_on",
        headings="Avtalsstart | Startdatum | Gäller från | Avtal fr.o.m. | Fr.o.m. | Start",
    ),
    _declare("renewal", headings="Förlängning | Förlängs | Renewal", choices=Renewal),
    _declare(
        "ends_on",
        _("Last day of the term"),
        headings="Avtalsslut | Slutdatum | Gäller till | Avtal t.o.m. | T.o.m. | Avtalstid slut | Giltigt till",
        is_end=True,
    ),
    _declare("renews_months", headings="Förlängningsperiod | Förlängningstid (mån)"),
    _declare("notice_months", headings="Uppsägningstid | Uppsägningstid (mån)"),
    _declare("binding_until", headings="Bindningstid till | Bundet till", is_end=True),
    _declare(
        "extension_options", _("Extension options left"), headings="Antal optioner | Optioner"
    ),
    _declare("extension_months", headings="Optionstid (mån) | Optionens längd"),
    _declare("procurement_months"),
    _declare(
        "price_per_year_ore",
        kind="amount",
        least=0,
        headings="Årskostnad | Årspris | Pris | Kostnad per år | Avtalsvärde per år | Pris per år (kr)",
        held=lambda row: getattr(row, "seen_price_ore", row.price_per_year_ore),
    ),
    _declare("includes_support", headings="Support ingår | Produktsupport"),
    _declare(
        "notice_given_on",
        headings="Uppsagt | Uppsagt den | Uppsägningsdatum",
        to_add=False,
        to_change=False,
    ),
    _declare(
        "ended_on",
        headings="Uppsagt till | Upphör",
        is_end=True,
        to_add=False,
        to_change=False,
    ),
    _declare("note", headings="Anteckning | Anmärkning | Kommentar | Övrigt"),
)
AGREEMENT = declare_noun(
    Agreement,
    AGREEMENT_FIELDS,
    internal={
        "id": "the key, which lists have as Register key",
        "first_ends_on": "the end that prolongations are counted from, kept by the verbs",
        "deviates": "how a notice or an option deviated from the terms, written by the verb that let it",
        "deviates_because": "the reason of the same, given to the verb",
        "end_in_words": "an end as a register's file wrote it; the row's last day is what the list tells",
        "source": "which file or system the row came from; shown on its page, written by the reading itself",
        "is_example": "set by the demonstration alone",
        "changed_at": "set when the row is saved",
    },
)

"""The fields of an agreement that are taken out in a list and read back from it, each declared once."""

from django.utils.translation import gettext_lazy as _

from samdrift.core.swedish import swedish_key
from samdrift.foundation.ui.listing.list_fields import ListField, declare_noun
from samdrift.records.agreements.models import Agreement, AgreementKind, Renewal
from samdrift.records.agreements.queries import BETWEEN_PARTIES, party_in_words


def parties_in_words(agreement: Agreement) -> str:
    """All parties with their roles, in one cell; ask with `parties__organisation` and `parties__unit` prefetched."""
    if agreement.parties_in_cell is not None:
        return agreement.parties_in_cell
    return BETWEEN_PARTIES.join(
        sorted((party_in_words(each) for each in agreement.parties.all()), key=swedish_key)
    )


AGREEMENT_FIELDS = (
    ListField(
        "title",
        _("Agreement"),
        headings="Avtalsnamn | Avtalets namn | Titel | Benämning | Rubrik | Title",
        longest=160,
    ),
    ListField(
        "kind",
        _("Kind"),
        "choice",
        "Avtalstyp | Typ av avtal | Avtalsslag | Type",
        choices=AgreementKind,
    ),
    ListField(
        "number",
        _("Case number"),
        headings="Diarienummer | Dnr | Avtalsnummer | Avtalsnr | Ärendenummer",
        longest=60,
    ),
    ListField(
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
    ListField(
        "starts_on",
        _("From"),
        "date",
        "Avtalsstart | Startdatum | Gäller från | Avtal fr.o.m. | Fr.o.m. | Start",
    ),
    ListField(
        "renewal",
        _("When the term is over"),
        "choice",
        "Förlängning | Förlängs | Renewal",
        choices=Renewal,
    ),
    ListField(
        "ends_on",
        _("Last day of the term"),
        "date",
        "Avtalsslut | Slutdatum | Gäller till | Avtal t.o.m. | T.o.m. | Avtalstid slut | Giltigt till",
        is_end=True,
    ),
    ListField(
        "renews_months",
        _("Prolonged by, months"),
        "number",
        "Förlängningsperiod | Förlängningstid (mån)",
    ),
    ListField(
        "notice_months", _("Notice, months"), "number", "Uppsägningstid | Uppsägningstid (mån)"
    ),
    ListField(
        "binding_until",
        _("Can't be left before"),
        "date",
        "Bindningstid till | Bundet till",
        is_end=True,
    ),
    ListField(
        "extension_options", _("Extension options left"), "number", "Antal optioner | Optioner"
    ),
    ListField(
        "extension_months", _("Months an option"), "number", "Optionstid (mån) | Optionens längd"
    ),
    ListField("procurement_months", _("Procurement begins, months before the end"), "number"),
    ListField(
        "price_per_year_ore",
        _("Price a year"),
        "amount",
        "Årskostnad | Årspris | Pris | Kostnad per år | Avtalsvärde per år | Pris per år (kr)",
        held=lambda row: getattr(row, "seen_price_ore", row.price_per_year_ore),
    ),
    ListField(
        "includes_support",
        _("Product support is included"),
        "yes_no",
        "Support ingår | Produktsupport",
    ),
    ListField(
        "notice_given_on", _("Notice given on"), "date", "Uppsagt | Uppsagt den | Uppsägningsdatum"
    ),
    ListField("ended_on", _("Ends by notice on"), "date", "Uppsagt till | Upphör", is_end=True),
    ListField(
        "note", _("Note"), headings="Anteckning | Anmärkning | Kommentar | Övrigt", longest=4000
    ),
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

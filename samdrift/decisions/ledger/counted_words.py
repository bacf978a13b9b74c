"""How many of the room's rows refer to a person, an organisation or a unit, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "Export.made_by": ngettext_lazy(
        "%(number)s file for a finance system made by %(name)s",
        "%(number)s files for finance systems made by %(name)s",
        "number",
    ),
    "AccountMapping": ngettext_lazy("%(number)s account", "%(number)s accounts", "number"),
    "BillingDetails": ngettext_lazy(
        "%(number)s set of billing details", "%(number)s sets of billing details", "number"
    ),
    "Export": ngettext_lazy(
        "%(number)s file for a finance system", "%(number)s files for finance systems", "number"
    ),
    "ExportedDocument": ngettext_lazy(
        "%(number)s voucher or invoice", "%(number)s vouchers or invoices", "number"
    ),
}
